//! A link that cannot be used: why, and where a new one comes from.

use askama::Template;
use domain::link::Refusal;
use http::StatusCode;
use serde::Serialize;
use web::{Page, Visitor, dates, ui::Button};

use crate::{lost::Lost, t};

#[derive(Template, Serialize)]
#[template(path = "dead.html")]
struct Dead {
    reason: Refusal,
    text: String,
    otherwise: String,
    button: Button,
}

/// The page.
pub fn page(visitor: &Visitor, lost: &Lost, refusal: &Refusal) -> Page {
    let t = t(visitor.locale);
    let when = |at| dates::moment(at, visitor.locale);
    let school = &lost.licence.display_name;
    let (title, text) = match refusal {
        Refusal::Used { at } => (t.used_title(), t.used_text(when(*at))),
        Refusal::Replaced => (t.replaced_title(), t.replaced_text()),
        Refusal::Withdrawn => (t.withdrawn_title(), t.withdrawn_text()),
        Refusal::Expired { at } => (t.expired_title(), t.expired_text(when(*at))),
    };
    let view = Dead {
        reason: refusal.clone(),
        text,
        otherwise: t.ask_administrator(school),
        button: Button::new(t.to_sign_in()).href("/sign-in").secondary(),
    };
    Page::public(visitor, title, &view).status(StatusCode::GONE).chrome(|chrome| chrome.public(school))
}
