//! The session cookie: a short JWT that names a session row. The row decides; the token only finds it and cannot be made up.

use axum::extract::{FromRef, FromRequestParts};
use domain::{
    access::Scope,
    ids::{IdentityId, LicenceId, SessionId, StaffId},
};
use http::{HeaderMap, HeaderValue, request::Parts};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use store::{
    App,
    tickets::{Session, Stage},
};
use warrant::Warrant;

use crate::{problem::Problem, visitor};

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
const AUDIENCE: &str = "samenspoor";

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
            iss: AUDIENCE.into(),
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

/// Signs claims.
///
/// # Errors
/// When there is no key to sign with.
pub async fn sign(app: &App, claims: &Claims) -> Result<String, Problem> {
    let (kid, key) = app.keys.session_signing().await.ok_or_else(|| Problem::Internal("no session key".into()))?;
    signed(claims, kid, &key).map_err(|error| Problem::Internal(format!("token: {error}")))
}

fn signed(claims: &Claims, kid: String, key: &[u8]) -> jsonwebtoken::errors::Result<String> {
    let header = Header { kid: Some(kid), ..Header::new(Algorithm::HS256) };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key))
}

/// The claims of a token whose signature, issuer, audience and type are right, whatever its time.
pub async fn read(app: &App, token: &str, typ: &str, now: Timestamp) -> Option<Claims> {
    let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
    verified(token, typ, &app.keys.session(&kid, now).await?)
}

fn verified(token: &str, typ: &str, key: &[u8]) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // Our clock decides, without leeway; see `good_at`.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(key), &rules).ok()?.claims;
    (claims.typ == typ).then_some(claims)
}

/// The cookie with this token; an empty token takes the cookie away.
pub fn set_cookie(token: &str) -> Option<HeaderValue> {
    let ends = if token.is_empty() { "; Max-Age=0" } else { "" };
    HeaderValue::from_str(&format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{ends}")).ok()
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
        sign(app, &claims.renewed_at(now)?).await.ok()
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
mod tests {
    use data_encoding::BASE64URL_NOPAD;
    use domain::hub::Means;
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    prop_compose! {
        fn claims()(ids in any::<[u128; 4]>(), times in prop::array::uniform3(0_i64..4_000_000_000), is_full in any::<bool>()) -> Claims {
            let [sub, sid, lic, stf] = ids.map(Uuid::from_u128);
            let [nbf, iat, exp] = times;
            let (lic, stf) = (is_full.then(|| LicenceId::new(lic)), is_full.then(|| StaffId::new(stf)));
            let typ = if is_full { SESSION } else { SIGNING_IN }.to_owned();
            let (sub, sid) = (IdentityId::new(sub), SessionId::new(sid));
            Claims { iss: AUDIENCE.into(), aud: AUDIENCE.into(), sub, sid, typ, lic, stf, nbf, iat, exp }
        }
    }

    /// A token with these parts, signed as `algorithm` says, whatever that is worth.
    fn forged(claims: &Claims, algorithm: Option<Algorithm>, key: &[u8]) -> String {
        match algorithm {
            Some(algorithm) => {
                jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
            }
            None => {
                let part = |value: serde_json::Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
                format!("{}.{}.", part(json!({ "alg": "none", "typ": "JWT", "kid": "1" })), part(json!(claims)))
            }
        }
    }

    const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

    fn session(stage: Stage, ends: Timestamp) -> Session {
        let id = Uuid::from_u128;
        Session {
            id: SessionId::new(id(1)),
            identity: IdentityId::new(id(2)),
            service: Some((LicenceId::new(id(3)), StaffId::new(id(4)))),
            epoch: 1,
            began: NOW,
            ends,
            stepped_up: None,
            stage,
            second_factor: false,
            by: Means::default(),
            others: vec![],
            location: None,
        }
    }

    /// The claims of somebody at work, made now.
    fn at_work() -> Claims {
        Claims::of(&session(Stage::Full, NOW + ABSOLUTE), NOW)
    }

    #[test]
    fn a_token_says_whose_session_it_is_and_ends_with_it() {
        let [sid, sub, lic, stf] = [1, 2, 3, 4].map(Uuid::from_u128);
        let claims = at_work();
        assert_eq!((claims.sid, claims.sub), (SessionId::new(sid), IdentityId::new(sub)));
        assert_eq!([claims.nbf, claims.iat, claims.exp], [NOW, NOW, NOW + IDLE].map(Timestamp::as_second));
        let soon = NOW + SignedDuration::from_mins(1);
        assert_eq!(Claims::of(&session(Stage::Full, soon), NOW).exp, soon.as_second(), "never past its session");

        let signed_in = SignedIn::of(&claims).unwrap();
        assert_eq!((signed_in.licence, signed_in.staff), (LicenceId::new(lic), StaffId::new(stf)));
        assert_eq!((signed_in.session, signed_in.identity), (SessionId::new(sid), IdentityId::new(sub)));
        assert_eq!(signed_in.scope().licence(), LicenceId::new(lic));
        assert!(SignedIn::of(&Claims { stf: None, ..claims.clone() }).is_none());
        assert!(SignedIn::of(&Claims { lic: None, ..claims }).is_none());
    }

    #[test]
    fn whoever_is_signing_in_has_a_token_of_that_kind() {
        for stage in [Stage::Code, Stage::Licence, Stage::Enrol] {
            assert_eq!(Claims::of(&session(stage, NOW + ABSOLUTE), NOW).typ, SIGNING_IN);
        }
        assert_eq!(at_work().typ, SESSION);
    }

    #[test]
    fn a_token_older_than_a_minute_is_renewed_while_it_is_good() {
        let after = |seconds| at_work().renewed_at(NOW + SignedDuration::from_secs(seconds));
        assert_eq!([after(-1), after(0), after(59)], [None, None, None]);
        let now = NOW + SignedDuration::from_secs(60);
        let renewed = after(60).unwrap();
        assert_eq!([renewed.nbf, renewed.iat, renewed.exp], [now, now, now + IDLE].map(Timestamp::as_second));
        assert_eq!(Claims { nbf: 0, iat: 0, exp: 0, ..renewed }, Claims { nbf: 0, iat: 0, exp: 0, ..at_work() });
        assert!(after(IDLE.as_secs() - 1).is_some());
        assert!(after(IDLE.as_secs()).is_none(), "what ended is not made good again");
    }

    #[test]
    fn what_was_typed_is_kept_for_half_a_day_after_the_end() {
        let after = |seconds| at_work().lately_good_at(NOW + IDLE + SignedDuration::from_secs(seconds));
        assert!(after(-1) && after(0) && after(12 * 60 * 60 - 1));
        assert!(!after(12 * 60 * 60));
    }

    #[test]
    fn the_cookie_is_for_this_host_over_tls_and_not_for_scripts() {
        assert_eq!(set_cookie("a.b.c").unwrap(), "__Host-session=a.b.c; Path=/; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(set_cookie("").unwrap(), "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
        assert!(set_cookie("a\nb").is_none());
    }

    proptest! {
        #[test]
        fn a_token_is_read_as_it_was_signed_and_with_any_sign_changed_it_is_not(
            claims in claims(), place in any::<prop::sample::Index>(), sign in "[A-Za-z0-9_.=-]",
        ) {
            let token = signed(&claims, "1".into(), &KEY).unwrap();
            prop_assert_eq!(verified(&token, &claims.typ, &KEY), Some(claims.clone()));
            let at = place.index(token.len());
            let changed = format!("{}{sign}{}", &token[..at], &token[at + 1..]);
            prop_assert!(changed == token || verified(&changed, &claims.typ, &KEY).is_none(), "{}", at);
            prop_assert!(verified(&token[..at], &claims.typ, &KEY).is_none(), "cut at {}", at);
        }

        #[test]
        fn a_token_of_another_kind_key_or_algorithm_or_for_others_is_none(claims in claims(), key in any::<[u8; 32]>()) {
            let token = signed(&claims, "1".into(), &KEY).unwrap();
            let other = if claims.typ == SESSION { SIGNING_IN } else { SESSION };
            prop_assert!(verified(&token, other, &KEY).is_none() && verified(&token, "reader", &KEY).is_none());
            prop_assert!(key == KEY || verified(&token, &claims.typ, &key).is_none());
            for algorithm in [None, Some(Algorithm::HS384), Some(Algorithm::HS512)] {
                prop_assert!(verified(&forged(&claims, algorithm, &KEY), &claims.typ, &KEY).is_none(), "{:?}", algorithm);
            }
            let others = [Claims { iss: "elsewhere".into(), ..claims.clone() }, Claims { aud: "samenspoor-reader".into(), ..claims.clone() }];
            for other in others {
                prop_assert!(verified(&signed(&other, "1".into(), &KEY).unwrap(), &claims.typ, &KEY).is_none());
            }
        }

        #[test]
        fn what_is_no_token_is_none(text in "\\PC{0,200}|[A-Za-z0-9_-]{0,90}\\.[A-Za-z0-9_-]{0,90}\\.[A-Za-z0-9_-]{0,60}") {
            prop_assert!(verified(&text, SESSION, &KEY).is_none());
        }

        #[test]
        fn a_token_is_good_from_its_first_second_until_its_last(claims in claims(), second in any::<i32>()) {
            let now = Timestamp::from_second(second.into()).unwrap();
            let is_good = (claims.nbf..claims.exp).contains(&now.as_second());
            prop_assert_eq!(claims.good_at(now), is_good);
        }
    }
}
