//! The tokens in our cookies: short JWTs that cannot be made up. What kind of token it is and when it is good, its claims say.

use http::HeaderValue;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Serialize, de::DeserializeOwned};
use store::App;

use crate::problem::Problem;

/// Who issues our tokens.
pub const ISSUER: &str = "samenspoor";

/// Signs claims with the key that signs now.
///
/// # Errors
/// When there is no key to sign with, or the claims cannot be written as JSON.
pub async fn sign(app: &App, claims: &impl Serialize) -> Result<String, Problem> {
    let (kid, key) = app.keys.session_signing().await.ok_or_else(|| Problem::Internal("no session key".into()))?;
    signed(claims, kid, &key).map_err(|error| Problem::Internal(format!("token: {error}")))
}

/// The same with this key.
///
/// # Errors
/// When the claims cannot be written as JSON.
pub fn signed(claims: &impl Serialize, kid: String, key: &[u8]) -> jsonwebtoken::errors::Result<String> {
    let header = Header { kid: Some(kid), ..Header::new(Algorithm::HS256) };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key))
}

/// The claims of a token whose signature, issuer and audience are right, whatever its time and its kind.
pub async fn read<C: DeserializeOwned>(app: &App, token: &str, audience: &str, now: Timestamp) -> Option<C> {
    let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
    verified(token, audience, &app.keys.session(&kid, now).await?)
}

/// The same with this key.
pub fn verified<C: DeserializeOwned>(token: &str, audience: &str, key: &[u8]) -> Option<C> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&[audience]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // Our clock decides, without leeway: whoever reads a token asks its claims.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    Some(jsonwebtoken::decode(token, &DecodingKey::from_secret(key), &rules).ok()?.claims)
}

/// The cookie of this name (`__Host-…`) with this token; an empty token takes the cookie away.
pub fn set_cookie(name: &str, token: &str) -> Option<HeaderValue> {
    let ends = if token.is_empty() { "; Max-Age=0" } else { "" };
    HeaderValue::from_str(&format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{ends}")).ok()
}
