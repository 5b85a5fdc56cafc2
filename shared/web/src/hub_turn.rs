//! The cookie of a turn at the hub of the schools: what is proved there counts in the browser that began the turn, and in no other.

use http::{HeaderMap, HeaderValue};

use crate::visitor::cookie;

const COOKIE: &str = "__Host-hub";
/// Characters of 32 bytes in base64url.
const LENGTH: usize = 43;

/// The secret of the turn that this browser has.
pub fn present(headers: &HeaderMap) -> Option<String> {
    cookie(headers, COOKIE).filter(|secret| secret.len() == LENGTH)
}

/// The cookie that keeps a secret for so many seconds; `Lax`, since the hub leads back from another site.
pub fn kept(secret: &str, seconds: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}")).ok()
}

/// Takes the cookie away.
pub fn gone() -> Option<HeaderValue> {
    kept("", 0)
}
