//! Who asks, as far as any request tells: language, kind of answer wanted, network address.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use cookie::Cookie;
use http::{HeaderMap, Method, Uri, header, request::Parts};
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
    /// Whether the page was asked for, so that its address leads back to it; the answer to a form has no address.
    pub asked: bool,
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
    // Another site of the same domain may have set one with other signs beside ours: that takes nobody's session away.
    let values = headers.get_all(header::COOKIE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let named = |values: &str| {
        let mut cookies = Cookie::split_parse(values).filter_map(Result::ok);
        cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
    };
    values.into_iter().find_map(|values| named(&values))
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
            asked: parts.method == Method::GET,
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
    use http::{HeaderValue, Request};
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn a_cookie_of_ours_is_found_whatever_stands_beside_it(
            value in "[A-Za-z0-9._-]{1,80}", beside in "[^;\r\n]{0,60}", more in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let mut headers = HeaderMap::new();
            headers.extend(HeaderValue::from_bytes(&more).ok().map(|more| (header::COOKIE, more)));
            let sent = format!("{beside}; __Host-session={value};{beside}=x; =; ;;");
            if let Ok(sent) = HeaderValue::from_bytes(sent.as_bytes()) {
                headers.append(header::COOKIE, sent);
                prop_assert_eq!(cookie(&headers, "__Host-session"), Some(value));
            }
            let _ = cookie(&headers, "language");
        }

        #[test]
        fn a_request_of_anybody_tells_something_and_never_stops_us(
            bytes in prop::collection::vec(any::<u8>(), 0..80), asked in "\\PC{0,60}", lang in "[ -~]{0,20}",
        ) {
            let uri = format!("/?{asked}&lang={lang}");
            let names = [header::ACCEPT.as_str(), header::ACCEPT_LANGUAGE.as_str(), header::USER_AGENT.as_str(), header::COOKIE.as_str(), VIEWER_ADDRESS, "x-forwarded-for"];
            let request = names.iter().fold(Request::get("/"), |request, name| match HeaderValue::from_bytes(&bytes) {
                Ok(value) => request.header(*name, value),
                Err(_) => request,
            });
            let mut parts = request.body(()).unwrap().into_parts().0;
            if let Ok(uri) = uri.parse::<Uri>() {
                parts.uri = uri;
            }
            let visitor = Visitor::of(&parts);
            prop_assert!(visitor.address.is_none_or(|address| address.len() <= bytes.len()));
        }

        #[test]
        fn what_a_query_says_is_read_as_it_was_written(value in ".{0,40}", name in "[a-z]{1,8}") {
            let written = serde_html_form::to_string([("first", "1"), (name.as_str(), value.as_str())]).unwrap();
            let uri: Uri = format!("/learners?{written}").parse().unwrap();
            prop_assert_eq!(query(&uri, &name), Some(value).filter(|_| name != "first").or(Some("1".into())));
        }
    }
}
