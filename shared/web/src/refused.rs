//! The page that says why something cannot be done, and what would help.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::{desk::Desk, ui::Button};

/// Something that cannot be done as things are: a page for people, a problem for programs (RFC 9457).
#[derive(Template, Serialize)]
#[template(path = "refused.html")]
pub struct Refused {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip)]
    button: Button,
}

impl Refused {
    /// Its stable name for programs, what cannot be done, why and what would help, and where to go now.
    pub fn new(code: &str, title: impl Into<String>, detail: impl Into<String>, button: Button) -> Self {
        Self {
            kind: format!("urn:samenspoor:problem:{code}"),
            title: title.into(),
            status: StatusCode::CONFLICT.as_u16(),
            detail: detail.into(),
            button,
        }
    }

    /// The answer, in the frame of who asked.
    pub fn answer(&self, desk: &Desk) -> Response {
        let mut response = desk.page(&self.title, self).status(StatusCode::CONFLICT).into_response();
        if desk.visitor.wants_json {
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        }
        response
    }
}
