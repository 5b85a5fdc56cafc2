//! Between password and work: the short session in which code, licence or a new authenticator are still asked.

use axum::response::Response;
use domain::{
    hub::Means,
    identity::{Identity, OpenSession, Service},
    ids::{IdentityId, SessionId},
};
use http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp};
use store::{
    App, Once,
    change::Done,
    keys,
    tickets::{Session, Stage},
};

use crate::{
    page::see_other,
    problem::Problem,
    session::{ABSOLUTE, COOKIE, Claims, SESSION, SIGNING_IN, read, set_cookie},
    token,
    visitor::{self, Visitor},
};

/// How long somebody may take between the password and the rest: long enough to set up an authenticator.
pub const LIFE: SignedDuration = SignedDuration::from_mins(15);

/// Somebody whose password was right and who is not at work yet; the session row tells what is still needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningIn {
    /// Which session.
    pub session: SessionId,
    /// Who.
    pub identity: IdentityId,
}

impl SigningIn {
    /// Who signs in with these headers, if the token is good now.
    pub async fn present(app: &App, headers: &HeaderMap) -> Option<Self> {
        Self::with(app, headers, SIGNING_IN).await
    }

    /// Who signs in, or is signed in: whoever holds a token of either kind that is good now.
    pub async fn either(app: &App, headers: &HeaderMap) -> Option<Self> {
        match Self::present(app, headers).await {
            Some(present) => Some(present),
            None => Self::with(app, headers, SESSION).await,
        }
    }

    async fn with(app: &App, headers: &HeaderMap, typ: &str) -> Option<Self> {
        let now = app.now();
        let claims = read(app, &visitor::cookie(headers, COOKIE)?, typ, now).await?;
        claims.good_at(now).then_some(Self { session: claims.sid, identity: claims.sub })
    }
}

/// A session that begins now. Its id follows from the form that begins it.
///
/// # Errors
/// When there is no randomness.
pub fn begin(
    app: &App,
    identity: &Identity,
    service: Option<Service>,
    stage: Stage,
    once: Option<&Once>,
) -> Result<Session, Problem> {
    let now = app.now();
    let id = match once {
        Some(once) => Session::id_by(identity.id, once),
        None => app.id()?,
    };
    let life = if stage == Stage::Full { ABSOLUTE } else { LIFE };
    let service = service.map(|service| (service.licence, service.staff));
    Ok(Session {
        location: None,
        id,
        identity: identity.id,
        service,
        epoch: identity.epoch,
        began: now,
        ends: now + life,
        stepped_up: None,
        stage,
        second_factor: identity.totp.is_some(),
        by: Means::Password,
        others: Vec::new(),
    })
}

/// A session as its owner sees it; `None` before a licence is chosen.
pub fn remembered(session: &Session, visitor: &Visitor) -> Option<OpenSession> {
    let (licence, _) = session.service?;
    let open = OpenSession::new(session.id, licence, session.began, session.ends, &visitor.agent);
    Some(open.from(visitor.address.as_deref()))
}

/// Gives an answer the cookie of a session.
///
/// # Errors
/// When there is no key to sign with.
pub async fn with_session(app: &App, session: &Session, mut response: Response) -> Result<Response, Problem> {
    let token = token::sign(app, &Claims::of(session, app.now())).await?;
    if let Some(cookie) = set_cookie(&token) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Leads on with the cookie of a session.
///
/// # Errors
/// When there is no key to sign with.
pub async fn go(app: &App, session: &Session, to: &str) -> Result<Response, Problem> {
    with_session(app, session, see_other(to)).await
}

/// The answer to a form that was carried out before, with the session it began: for whoever did not get the first answer.
///
/// # Errors
/// [`Problem::OtherInput`] when the form held something else then.
pub async fn again(app: &App, identity: IdentityId, once: Option<&Once>) -> Result<Option<Response>, Problem> {
    let Some(once) = once else { return Ok(None) };
    let key = keys::session(Session::id_by(identity, once));
    let mut found = app.store.batch(&[once.key.clone(), key.clone()]).await?;
    let Some(done) = found.take::<Done>(&once.key, Done::ENTITY)? else { return Ok(None) };
    if done.value.input != once.input {
        return Err(Problem::OtherInput);
    }
    match found.take::<Session>(&key, "session")? {
        Some(session) if app.now() < session.value.ends => go(app, &session.value, &done.value.to).await.map(Some),
        _ => Ok(Some(see_other(&done.value.to))),
    }
}

/// Whether a session that was read still lets its holder go on at this stage.
pub fn is_at(session: &Session, identity: &Identity, stage: Stage, now: Timestamp) -> bool {
    session.stage == stage && now < session.ends && session.identity == identity.id && session.epoch == identity.epoch
}

/// Longer is no address of ours.
const LONGEST: usize = 2000;

/// A page of ours to go to after signing in. What could lead to another site, or round in a circle, becomes the start page.
pub fn local(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let ours = path.starts_with('/') && !path.starts_with("//") && next.len() <= LONGEST;
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let circle = path == "/sign-in" || path.starts_with("/sign-in/") || path == "/sign-out";
    if ours && plain && !circle { next } else { "/" }
}

/// A page with where to go from there.
pub fn with_next(page: &str, next: &str) -> String {
    match local(next) {
        "/" => page.to_owned(),
        next => {
            format!("{page}?next={}", percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_is_led_to_after_signing_in() {
        for ours in ["/", "/staff", "/dossiers/1.2/steps/8?once=1#f-x", "/learners?q=a%20b"] {
            assert_eq!(local(ours), ours);
        }
        for other in [
            "",
            "staff",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/a b",
            "/é",
            "/sign-in?next=/sign-in",
            "/sign-in/code",
            "/sign-out",
        ] {
            assert_eq!(local(other), "/", "{other}");
        }
    }

    #[test]
    fn where_to_go_is_carried_encoded() {
        assert_eq!(with_next("/sign-in", "/staff?q=a&b"), "/sign-in?next=%2Fstaff%3Fq%3Da%26b");
        assert_eq!(with_next("/sign-in", "//evil.example"), "/sign-in");
    }
}
