//! A link that cannot be used says why, and leads on: never a dead end (0-15).

use askama::Template;
use domain::link::Refusal;
use http::StatusCode;
use serde::Serialize;
use store::App;
use web::{
    Locale, Page, Problem, Visitor, dates, dead_link, desk,
    invited::Invited,
    ui::{Button, Hidden},
};

use crate::t;

#[derive(Template, Serialize)]
#[template(path = "dead.html")]
struct View {
    reason: Refusal,
    text: String,
    again: Option<Again>,
    sign_in: Option<Button>,
}

/// The way to a new link.
#[derive(Serialize)]
struct Again {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    text: String,
    button: Button,
}

/// What is said of a link that was mailed.
fn of_mail(refusal: &Refusal, locale: Locale) -> (String, String) {
    let (t, when) = (t(locale), |at| dates::moment(at, locale));
    let text = match refusal {
        Refusal::Used { at } => t.used_text(when(*at)),
        Refusal::Replaced => t.replaced_text(),
        Refusal::Withdrawn => return (t.withdrawn_title(), t.withdrawn_text()),
        Refusal::Expired { at } => t.expired_text(when(*at)),
    };
    (dead_link::title(refusal, locale), text)
}

/// What is said of a paper: whoever has one never got a link.
fn of_paper(refusal: &Refusal, locale: Locale) -> (String, String) {
    let (t, when) = (t(locale), |at| dates::moment(at, locale));
    match refusal {
        Refusal::Used { at } => (t.paper_used_title(), t.paper_used_text(when(*at))),
        Refusal::Replaced => (t.paper_replaced_title(), t.paper_replaced_text()),
        Refusal::Withdrawn => (t.withdrawn_title(), t.withdrawn_text()),
        Refusal::Expired { at } => (t.paper_expired_title(), t.paper_expired_text(when(*at))),
    }
}

/// The page of a dead link.
pub fn page(app: &App, visitor: &Visitor, token: &str, invited: &Invited, refusal: &Refusal) -> Result<Page, Problem> {
    let t = t(visitor.locale);
    let (title, text) =
        if invited.was_printed() { of_paper(refusal, visitor.locale) } else { of_mail(refusal, visitor.locale) };
    let (ask, button) = if invited.was_printed() {
        (t.paper_ask_link_text(), t.paper_ask_link())
    } else {
        (t.ask_new_link_text(), t.ask_new_link())
    };
    let (used, button) = (matches!(refusal, Refusal::Used { .. }), Button::new(button));
    // Of an invitation that was taken back there is none: whom to ask, the text says.
    let may_ask = !matches!(refusal, Refusal::Withdrawn);
    let again = Again {
        action: format!("/activate/{token}/new-link"),
        once: desk::once(app)?,
        text: ask,
        button: if used { button.secondary() } else { button },
    };
    let view = View {
        reason: refusal.clone(),
        text,
        again: may_ask.then_some(again),
        sign_in: used.then(|| Button::new(t.to_sign_in()).href("/sign-in")),
    };
    Ok(Page::public(visitor, title, &view)
        .status(StatusCode::GONE)
        .chrome(|chrome| chrome.public(&invited.licence.display_name)))
}
