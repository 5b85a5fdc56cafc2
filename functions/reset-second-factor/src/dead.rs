//! A link that cannot be used: why, and where a new one comes from.

use domain::link::Refusal;
use web::{DeadLink, Page, Visitor, dates, ui::Button};

use crate::{lost::Lost, t};

/// The page.
pub fn page(visitor: &Visitor, lost: &Lost, refusal: Refusal) -> Page {
    let t = t(visitor.locale);
    let when = |at| dates::moment(at, visitor.locale);
    let school = &lost.licence.display_name;
    let text = match &refusal {
        Refusal::Used { at } => t.used_text(when(*at)),
        Refusal::Replaced => t.replaced_text(),
        Refusal::Withdrawn => t.withdrawn_text(),
        Refusal::Expired { at } => t.expired_text(when(*at)),
    };
    DeadLink::new(refusal, text, Button::new(t.to_sign_in()).href("/sign-in").secondary())
        .otherwise(t.ask_administrator(school))
        .page(visitor)
        .chrome(|chrome| chrome.public(school))
}
