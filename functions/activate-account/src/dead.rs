//! A link that cannot be used says why, and leads on: never a dead end (0-15).

use askama::Template;
use domain::link::Refusal;
use http::StatusCode;
use serde::Serialize;
use store::App;
use web::{
    Page, Problem, Visitor, dates, dead_link, desk,
    invited::Invited,
    ui::{Button, Hidden},
};

use crate::t;

#[derive(Template, Serialize)]
#[template(path = "dead.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    reason: Refusal,
    text: String,
    again: String,
    button: Button,
    sign_in: Option<Button>,
}

/// The page of a dead link.
pub fn page(app: &App, visitor: &Visitor, token: &str, invited: &Invited, refusal: &Refusal) -> Result<Page, Problem> {
    let t = t(visitor.locale);
    let when = |at| dates::moment(at, visitor.locale);
    let text = match refusal {
        Refusal::Used { at } => t.used_text(when(*at)),
        Refusal::Replaced => t.replaced_text(),
        Refusal::Withdrawn => t.withdrawn_text(),
        Refusal::Expired { at } => t.expired_text(when(*at)),
    };
    let title = match refusal {
        Refusal::Withdrawn => t.withdrawn_title(),
        reason => dead_link::title(reason, visitor.locale),
    };
    let used = matches!(refusal, Refusal::Used { .. });
    let button = Button::new(t.ask_new_link());
    let view = View {
        action: format!("/activate/{token}/new-link"),
        once: desk::once(app)?,
        reason: refusal.clone(),
        text,
        again: t.ask_new_link_text(),
        button: if used { button.secondary() } else { button },
        sign_in: used.then(|| Button::new(t.to_sign_in()).href("/sign-in")),
    };
    Ok(Page::public(visitor, title, &view)
        .status(StatusCode::GONE)
        .chrome(|chrome| chrome.public(&invited.licence.display_name)))
}
