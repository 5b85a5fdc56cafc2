//! The page that says why the second factor of a staff member cannot be reset here, and what would help.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::staff::StaffMember;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use web::{Desk, ui::Button};

use crate::t;

/// Why it cannot be done.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// Four eyes: nobody asks it for himself.
    Oneself,
    /// Nothing is set up, or the person does not work here.
    NothingToReset,
}

/// The page; for programs a problem (RFC 9457).
#[derive(Template, Serialize)]
#[template(path = "refused.html")]
struct Refused {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip)]
    button: Button,
}

/// The answer, with a way back to the staff member.
pub fn answer(desk: &Desk, member: &StaffMember, why: Refusal) -> Response {
    let t = t(desk.locale());
    let name = member.name.full();
    let (kind, detail) = match why {
        Refusal::Oneself => ("urn:samenspoor:problem:oneself", t.refused_oneself()),
        Refusal::NothingToReset => ("urn:samenspoor:problem:nothing-to-reset", t.refused_nothing(&name)),
    };
    let button = Button::new(t.back_to(name)).href(format!("/staff/{}", member.id));
    let title = t.refused_title();
    let view = Refused { kind, title: title.clone(), status: StatusCode::CONFLICT.as_u16(), detail, button };
    let mut response = desk.page(title, &view).status(StatusCode::CONFLICT).into_response();
    if desk.visitor.wants_json {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    }
    response
}
