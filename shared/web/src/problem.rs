//! Why a request was not carried out: one list, turned into a page or `application/problem+json` in one place.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{access::Refused, input::Faults};
use http::{HeaderValue, StatusCode, header};
use serde_json::json;
use store::{Conflict, StoreError};

use crate::{
    faults,
    looked_after::Beyond,
    page::{Page, see_other},
    t,
    typed::Typed,
    ui::{Button, Hidden, SummaryList},
    visitor::Visitor,
    way_out::{AtWork, WayOut},
};

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// It was carried out before; this is where that led.
    #[error("done before")]
    Elsewhere(String),
    /// Nobody is signed in.
    #[error("not signed in")]
    SignIn,
    /// No role allows it.
    #[error("forbidden")]
    Forbidden,
    /// A role allows it, for another part of the licence than it is about.
    #[error("beyond what is looked after")]
    Beyond(Box<Beyond>),
    /// It is not there, or its existence is not told.
    #[error("not found")]
    NotFound,
    /// Somebody saved since it was read.
    #[error("stale")]
    Stale,
    /// The same form was sent before with other contents.
    #[error("other input")]
    OtherInput,
    /// The form was made for another licence than the one that is worked in now.
    #[error("form of another licence")]
    OtherLicence,
    /// What was sent cannot be read.
    #[error("bad input: {0}")]
    BadInput(String),
    /// JSON, but no object: there are no fields in it.
    #[error("no object")]
    NoObject,
    /// Fields need attention; pages show this at the field, programs get the list.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// An unsafe request from another site.
    #[error("cross-site request")]
    CrossSite,
    /// The request went round the edge.
    #[error("not through the edge")]
    RoundTheEdge,
    /// The body is larger than accepted.
    #[error("too large")]
    TooLarge,
    /// Neither a form nor JSON.
    #[error("kind of content")]
    Kind,
    /// The route does not know the method.
    #[error("method not allowed")]
    Method,
    /// A service does not answer.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our fault.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(_) => Self::NotFound,
            StoreError::Conflict(Conflict::OtherInput) => Self::OtherInput,
            StoreError::Conflict(_) => Self::Stale,
            StoreError::Unavailable(cause) => Self::Unavailable(cause),
            StoreError::Corrupt { .. } => Self::Internal(error.to_string()),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::Internal(format!("template: {error}"))
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoRole => Self::Forbidden,
            Refused::OutOfReach => Self::NotFound,
        }
    }
}

impl Problem {
    /// A service does not answer, for this cause.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        Self::Unavailable(cause.to_string())
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Elsewhere(_) => StatusCode::SEE_OTHER,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Beyond(_) | Self::CrossSite | Self::RoundTheEdge => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Stale | Self::OtherInput | Self::OtherLicence => StatusCode::CONFLICT,
            Self::BadInput(_) | Self::NoObject => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether who is signed in keeps the menu on its page. Where we failed, nothing more is asked of what may be down; what came from
    /// elsewhere is none of our pages.
    pub(crate) fn keeps_frame(&self) -> bool {
        self.status().is_client_error() && !matches!(self, Self::SignIn | Self::CrossSite | Self::RoundTheEdge)
    }

    /// Whether rights are why: it is noted who was refused what, and told what would help.
    pub(crate) fn is_of_rights(&self) -> bool {
        matches!(self, Self::Forbidden | Self::Beyond(_) | Self::NotFound)
    }

    /// What it is beyond, where it is beyond what somebody looks after.
    pub(crate) fn beyond(&self) -> Option<&Beyond> {
        if let Self::Beyond(beyond) = self { Some(beyond) } else { None }
    }

    /// Its stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Elsewhere(_) => "done-before",
            Self::SignIn => "sign-in",
            Self::Forbidden => "forbidden",
            Self::Beyond(_) => "other-location",
            Self::NotFound => "not-found",
            Self::Stale => "stale",
            Self::OtherInput => "other-input",
            Self::OtherLicence => "other-licence",
            Self::BadInput(_) => "bad-input",
            Self::NoObject => "no-object",
            Self::Invalid(_) => "invalid",
            Self::CrossSite => "cross-site",
            Self::RoundTheEdge => "round-the-edge",
            Self::TooLarge => "too-large",
            Self::Kind => "kind",
            Self::Method => "method",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    fn words(&self, visitor: &Visitor) -> (String, String) {
        let t = t(visitor.locale);
        match self {
            Self::Elsewhere(_) | Self::SignIn => (t.problem_sign_in(), t.problem_sign_in_text()),
            Self::Forbidden => (t.problem_forbidden(), t.problem_forbidden_text()),
            Self::Beyond(beyond) => (t.problem_beyond(), beyond.text(visitor.locale)),
            Self::NotFound => (t.problem_not_found(), t.problem_not_found_text()),
            Self::Stale => (t.problem_stale(), t.problem_stale_text()),
            Self::OtherInput => (t.problem_other_input(), t.problem_other_input_text()),
            Self::OtherLicence => (t.problem_other_licence(), t.problem_other_licence_text()),
            Self::BadInput(_) | Self::Invalid(_) | Self::Kind => (t.problem_bad_input(), t.problem_bad_input_text()),
            Self::NoObject => (t.problem_bad_input(), t.problem_no_object_text()),
            Self::CrossSite => (t.problem_cross_site(), t.problem_cross_site_text()),
            Self::RoundTheEdge => (t.problem_round_the_edge(), t.problem_round_the_edge_text()),
            Self::TooLarge => (t.problem_too_large(), t.problem_too_large_text()),
            Self::Method => (t.problem_method(), t.problem_method_text()),
            Self::Unavailable(_) => (t.problem_unavailable(), t.problem_unavailable_text()),
            Self::Internal(_) => (t.problem_internal(), t.problem_internal_text()),
        }
    }

    /// The answer for this visitor. What went wrong is logged here and nowhere else: its code and cause, without content.
    pub fn answer(&self, visitor: &Visitor) -> Response {
        self.answer_keeping(visitor, None, None)
    }

    /// The same, with the form that was sent: where it failed through no fault of the sender, the page keeps it and sends it again.
    /// `at_work` is who is signed in: the page keeps the menu, and tells what would help.
    pub fn answer_keeping(&self, visitor: &Visitor, typed: Option<&Typed>, at_work: Option<AtWork>) -> Response {
        match self {
            Self::Elsewhere(to) => return see_other(to),
            Self::Unavailable(cause) | Self::Internal(cause) => {
                tracing::error!(code = self.code(), %cause, "request failed")
            }
            Self::BadInput(cause) => tracing::info!(code = self.code(), %cause, "request refused"),
            _ => tracing::info!(code = self.code(), "request refused"),
        }
        if matches!(self, Self::SignIn) && !visitor.wants_json {
            let next = visitor.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
            let next = percent_encoding::utf8_percent_encode(&next, percent_encoding::NON_ALPHANUMERIC);
            return see_other(&format!("/sign-in?next={next}"));
        }
        if visitor.wants_json { self.json(visitor) } else { self.page(visitor, typed, at_work) }
    }

    fn json(&self, visitor: &Visitor) -> Response {
        let (title, detail) = self.words(visitor);
        let mut body = json!({ "type": format!("urn:samenspoor:problem:{}", self.code()), "title": title, "status": self.status().as_u16(), "detail": detail });
        if let Self::Invalid(found) = self {
            let errors: Vec<_> = found
                .0
                .iter()
                .map(|at| {
                    let mut error = serde_json::to_value(at).unwrap_or_default();
                    if let Some(map) = error.as_object_mut() {
                        map.insert("message".into(), faults::words(&at.fault, visitor.locale).into());
                    }
                    error
                })
                .collect();
            if let Some(body) = body.as_object_mut() {
                body.insert("errors".into(), errors.into());
            }
        }
        let kind = HeaderValue::from_static("application/problem+json");
        (self.status(), [(header::CONTENT_TYPE, kind)], body.to_string()).into_response()
    }

    fn page(&self, visitor: &Visitor, typed: Option<&Typed>, at_work: Option<AtWork>) -> Response {
        let t = t(visitor.locale);
        let (title, mut text) = self.words(visitor);
        let other = matches!(self, Self::OtherLicence);
        let failed = self.status().is_server_error();
        let again = typed.filter(|_| failed || other).map(|typed| Again::of(typed, visitor));
        if again.is_some() {
            text = if other {
                t.problem_other_licence_kept()
            } else if matches!(self, Self::Unavailable(_)) {
                t.problem_unavailable_kept()
            } else {
                t.problem_internal_kept()
            };
        }
        // What was typed can be read and copied for who may do it.
        let kept = typed.filter(|_| matches!(self, Self::Beyond(_))).and_then(|typed| typed.shown(visitor.locale));
        let kept = kept.map(|kept| (t.problem_kept(), kept));
        let request = visitor.request_id.as_ref().filter(|_| failed).map(|id| t.problem_request(id));
        let home = Button::new(t.problem_home()).href("/");
        let (desk, way_out) = at_work.map(|AtWork { desk, way_out }| (desk, way_out)).unzip();
        let is_unsaved = again.is_some();
        let view = Shown { text, request, again, kept, way_out: way_out.flatten(), home };
        let page = match desk {
            Some(desk) => desk.page(title, &view),
            None => Page::public(visitor, title, &view),
        };
        page.status(self.status()).chrome(|chrome| chrome.unsaved(is_unsaved)).into_response()
    }
}

#[derive(Template, serde::Serialize)]
#[template(path = "problem.html")]
struct Shown {
    text: String,
    request: Option<String>,
    again: Option<Again>,
    kept: Option<(String, SummaryList)>,
    way_out: Option<WayOut>,
    home: Button,
}

/// The form that was sent, to be sent again.
#[derive(serde::Serialize)]
struct Again {
    path: String,
    fields: Vec<Hidden>,
    button: Button,
    kept_title: String,
    kept: Option<SummaryList>,
}

impl Again {
    fn of(typed: &Typed, visitor: &Visitor) -> Self {
        let t = t(visitor.locale);
        Self {
            path: typed.path.clone(),
            fields: typed.hidden(),
            button: Button::new(t.problem_again()),
            kept_title: t.problem_kept(),
            kept: typed.shown(visitor.locale),
        }
    }
}

/// Carries the problem to [`crate::guard`], which knows the visitor and renders it.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
