//! Who asks, as far as any request tells: language, kind of answer wanted, network address.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use cookie::Cookie;
use http::{HeaderMap, Uri, header, request::Parts};
use texts::Locale;

/// What every request tells of its sender.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The language of the answer.
    pub locale: Locale,
    /// Whether a program asks: JSON is wanted.
    pub wants_json: bool,
    /// Path and query, for links that come back here.
    pub uri: Uri,
    /// The network address, as the edge tells it.
    pub address: Option<String>,
    /// What the sender says it is.
    pub agent: String,
    /// The request's id, to be passed on to who helps.
    pub request_id: Option<String>,
}

/// The network address that the edge saw. It overwrites what a browser says here, and `guard` lets nothing in that went round the edge;
/// in `X-Forwarded-For` the edge's own address comes last.
const VIEWER_ADDRESS: &str = "x-viewer-address";

/// The cookie that remembers a chosen language.
pub const LANGUAGE_COOKIE: &str = "language";

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The value of a name in a query.
pub fn query(uri: &Uri, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(uri.query()?).ok()?;
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

impl Visitor {
    /// What these parts of a request tell.
    pub fn of(parts: &Parts) -> Self {
        let headers = &parts.headers;
        let asked = query(&parts.uri, "lang")
            .or_else(|| cookie(headers, LANGUAGE_COOKIE))
            .and_then(|code| Locale::parse(&code));
        let locale = asked.unwrap_or_else(|| Locale::accepted(&text(headers, "accept-language").unwrap_or_default()));
        let accept = text(headers, "accept").unwrap_or_default();
        let address = text(headers, VIEWER_ADDRESS).or_else(|| {
            // Without an edge: the last one is what the server before us added itself; those before it can be made up.
            text(headers, "x-forwarded-for").and_then(|all| all.rsplit(',').next().map(|last| last.trim().to_owned()))
        });
        Self {
            locale,
            wants_json: accept.contains("application/json") || accept.contains("application/problem+json"),
            uri: parts.uri.clone(),
            address,
            agent: text(headers, "user-agent").unwrap_or_default(),
            request_id: text(headers, "x-amzn-trace-id").or_else(|| text(headers, "x-request-id")),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn address(headers: &[(&str, &str)]) -> Option<String> {
        let request = headers.iter().fold(Request::get("/"), |request, (name, value)| request.header(*name, *value));
        Visitor::of(&request.body(()).unwrap().into_parts().0).address
    }

    #[test]
    fn the_address_that_the_edge_saw_counts_before_what_stands_in_a_list() {
        let listed = ("x-forwarded-for", "198.51.100.9, 198.51.100.1");
        assert_eq!(address(&[listed, (VIEWER_ADDRESS, "203.0.113.7")]).as_deref(), Some("203.0.113.7"));
        assert_eq!(address(&[listed]).as_deref(), Some("198.51.100.1"), "the last; those before it can be made up");
        assert_eq!(address(&[]), None);
    }
}
