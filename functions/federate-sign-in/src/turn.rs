//! A turn at the hub belongs to the browser that began it: a secret in a cookie, from which all the rest is derived. Nobody who sees the
//! addresses that go to and fro can make up the secret, and an answer for another turn fits no cookie.

use domain::{hash::Hash, ids::LinkId};
use http::{HeaderMap, HeaderValue};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use store::{
    App, Once,
    hub::{TURN, turn_by},
};
use subtle::ConstantTimeEq;
use web::{Problem, hub_turn};

/// The secret of a turn.
pub struct Secret(String);

impl Secret {
    /// That of the turn that a form begins: derived with a key of ours, like the token of a link. The same form, sent again because its
    /// answer was lost, begins no other turn.
    pub async fn begun_by(app: &App, once: Option<&Once>) -> Result<Self, Problem> {
        let id: LinkId = match once {
            Some(once) => turn_by(once),
            None => app.id()?,
        };
        Ok(Self(app.link_token(id, &app.keys.link_kid().await).await?))
    }

    /// The one that this browser has.
    pub fn present(headers: &HeaderMap) -> Option<Self> {
        hub_turn::present(headers).map(Self)
    }

    /// By which its turn is found.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn derived(&self, what: &str) -> String {
        Hash::of(format!("hub {what}:{}", self.0)).to_string()
    }

    /// What the hub gives back with its answer, so that the answer is to this browser's question.
    pub fn state(&self) -> CsrfToken {
        CsrfToken::new(self.derived("state"))
    }

    /// What the hub signs, so that the token is for this turn.
    pub fn nonce(&self) -> Nonce {
        Nonce::new(self.derived("nonce"))
    }

    /// What only who began the turn can show (PKCE): a code that was caught on the way is worth nothing.
    pub fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derived("verifier"))
    }

    /// Whether an answer is to this browser's question.
    pub fn asked(&self, state: &str) -> bool {
        bool::from(self.derived("state").as_bytes().ct_eq(state.as_bytes()))
    }

    /// The cookie that keeps it.
    pub fn cookie(&self) -> Option<HeaderValue> {
        hub_turn::kept(&self.0, TURN.as_secs())
    }
}
