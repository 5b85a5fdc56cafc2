//! The page of a link that cannot be used: why, and where to go now. Never a dead end (0-15).

use askama::Template;
use domain::link::Refusal;
use http::StatusCode;
use serde::Serialize;
use texts::Locale;

use crate::{page::Page, t, ui::Button, visitor::Visitor};

/// A link that cannot be used.
#[derive(Template, Serialize)]
#[template(path = "dead-link.html")]
pub struct DeadLink {
    reason: Refusal,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    button: Button,
}

impl DeadLink {
    /// Why, what that means for this kind of link, and where to go now.
    pub fn new(reason: Refusal, text: String, button: Button) -> Self {
        Self { reason, text, otherwise: None, button }
    }

    /// What to do when that does not help.
    #[must_use]
    pub fn otherwise(mut self, text: String) -> Self {
        self.otherwise = Some(text);
        self
    }

    /// The page, 410.
    pub fn page(&self, visitor: &Visitor) -> Page {
        Page::public(visitor, title(&self.reason, visitor.locale), self).status(StatusCode::GONE)
    }
}

/// What is the matter with it, as a title.
pub fn title(reason: &Refusal, locale: Locale) -> String {
    let t = t(locale);
    match reason {
        Refusal::Used { .. } => t.dead_link_used(),
        Refusal::Replaced => t.dead_link_replaced(),
        Refusal::Withdrawn => t.dead_link_withdrawn(),
        Refusal::Expired { .. } => t.dead_link_expired(),
    }
}
