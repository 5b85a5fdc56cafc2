//! The session cookie: a short JWT that names a session row. The row decides; the token only finds it and cannot be made up.

use axum::extract::{FromRef, FromRequestParts};
use domain::{
    access::Scope,
    ids::{IdentityId, LicenceId, SessionId, StaffId},
};
use http::{HeaderMap, HeaderValue, request::Parts};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{
    App,
    tickets::{Session, Stage},
};
use warrant::Warrant;

use crate::{problem::Problem, token, visitor};

/// Name of the cookie. `__Host-`: only this host, only over TLS, for every path.
pub const COOKIE: &str = "__Host-session";
/// A session that is not used ends after this.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session ends after this, whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// Proof of presence with the second factor counts this long.
pub const STEP_UP: SignedDuration = SignedDuration::from_mins(15);
/// What was typed is kept when the token ended at most this long ago.
const DRAFT_GRACE: SignedDuration = SignedDuration::from_hours(12);
/// For whom the token is: our own pages.
const AUDIENCE: &str = token::ISSUER;

/// What the token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// Which identity.
    pub sub: IdentityId,
    /// Which session.
    pub sid: SessionId,
    /// `session` when signed in, `signing-in` before.
    pub typ: String,
    /// In which licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lic: Option<LicenceId>,
    /// As which staff member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stf: Option<StaffId>,
    /// Since when it is good, in seconds.
    pub nbf: i64,
    /// When it was issued, in seconds.
    pub iat: i64,
    /// Until when it is good, in seconds.
    pub exp: i64,
}

/// Type of the token of a session.
pub const SESSION: &str = "session";
/// Type of the token while signing in.
pub const SIGNING_IN: &str = "signing-in";

impl Claims {
    /// The claims of a session, good from `now` for the idle time, never past its end.
    pub fn of(session: &Session, now: Timestamp) -> Self {
        let ends = (now + IDLE).min(session.ends);
        Self {
            iss: token::ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: session.identity,
            sid: session.id,
            typ: if session.stage == Stage::Full { SESSION } else { SIGNING_IN }.into(),
            lic: session.service.map(|service| service.0),
            stf: session.service.map(|service| service.1),
            nbf: now.as_second(),
            iat: now.as_second(),
            exp: ends.as_second(),
        }
    }

    /// These, if they are of this type.
    fn of_type(self, typ: &str) -> Option<Self> {
        (self.typ == typ).then_some(self)
    }

    /// Whether it is good at this moment; our clock decides, without leeway.
    pub fn good_at(&self, now: Timestamp) -> bool {
        self.nbf <= now.as_second() && now.as_second() < self.exp
    }

    /// Whether it ended so lately that what was typed is still kept.
    fn lately_good_at(&self, now: Timestamp) -> bool {
        now.as_second() < self.exp + DRAFT_GRACE.as_secs()
    }

    /// The same for as long again, when it is good and older than a minute: not every request makes a new one.
    fn renewed_at(mut self, now: Timestamp) -> Option<Self> {
        if !self.good_at(now) || now.as_second() < self.iat + 60 {
            return None;
        }
        // The row's absolute end is checked on entering; the token may outlive it by the idle time at most.
        (self.iat, self.nbf, self.exp) = (now.as_second(), now.as_second(), (now + IDLE).as_second());
        Some(self)
    }
}

/// The claims of a token of this type that is ours, whatever its time.
pub async fn read(app: &App, token: &str, typ: &str, now: Timestamp) -> Option<Claims> {
    token::read::<Claims>(app, token, AUDIENCE, now).await?.of_type(typ)
}

/// The cookie with this token; an empty token takes the cookie away.
pub fn set_cookie(token: &str) -> Option<HeaderValue> {
    token::set_cookie(COOKIE, token)
}

/// A session whose token is right and good now; its row is read on entering.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Which session.
    pub session: SessionId,
    /// Which identity.
    pub identity: IdentityId,
    /// In which licence.
    pub licence: LicenceId,
    /// As which staff member.
    pub staff: StaffId,
    scope: Scope,
}

impl SignedIn {
    /// Of claims that [`read`] has verified.
    fn of(claims: &Claims) -> Option<Self> {
        let licence = claims.lic?;
        let scope = Scope::warranted(licence, Warrant::verified());
        Some(Self { session: claims.sid, identity: claims.sub, licence, staff: claims.stf?, scope })
    }

    /// The licence it may reach.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The session that these headers carry, if it is good now.
    pub async fn present(app: &App, headers: &HeaderMap) -> Option<Self> {
        let now = app.now();
        let claims = read(app, &visitor::cookie(headers, COOKIE)?, SESSION, now).await?;
        claims.good_at(now).then(|| Self::of(&claims)).flatten()
    }

    /// The session that these headers carried until not long ago: good for keeping a draft and nothing else.
    pub async fn lately(app: &App, headers: &HeaderMap) -> Option<Self> {
        let now = app.now();
        let claims = read(app, &visitor::cookie(headers, COOKIE)?, SESSION, now).await?;
        claims.lately_good_at(now).then(|| Self::of(&claims)).flatten()
    }

    /// A token for as long again, if the present one is older than a minute.
    pub async fn renewed(app: &App, headers: &HeaderMap) -> Option<String> {
        let now = app.now();
        let claims = read(app, &visitor::cookie(headers, COOKIE)?, SESSION, now).await?;
        token::sign(app, &claims.renewed_at(now)?).await.ok()
    }
}

impl<S> FromRequestParts<S> for SignedIn
where
    App: FromRef<S>,
    S: Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::present(&App::from_ref(state), &parts.headers).await.ok_or(Problem::SignIn)
    }
}

#[cfg(test)]
mod tests;
