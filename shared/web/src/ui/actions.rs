//! Buttons and what leads on.

use super::html::{Html, safe};
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// A button of a form, or a link that looks like one. One primary button per page, named by what it does.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/button.html")]
pub struct Button {
    label: String,
    #[serde(skip)]
    look: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(skip)]
    action: Option<String>,
}

impl Button {
    /// The primary button.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), look: "", name: None, value: None, href: None, action: None }
    }

    /// A button beside the primary one.
    pub fn secondary(mut self) -> Self {
        self.look = " secondary";
        self
    }

    /// For what cannot be undone; only on its own page.
    pub fn danger(mut self) -> Self {
        self.look = " danger";
        self
    }

    /// What the form says when this button is pressed.
    pub fn named(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self.value = Some(value.into());
        self
    }

    /// Sends the form to another route than the form's own.
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// A link that looks like a button.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// More for who wants it.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/details.html")]
pub struct Details {
    summary: String,
    #[serde(skip)]
    content: Html,
    #[serde(skip)]
    open: bool,
}

impl Details {
    /// A summary and what opens under it.
    pub fn new(summary: impl Into<String>, content: Html) -> Self {
        Self { summary: summary.into(), content, open: false }
    }

    /// Open from the start.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// An empty page that teaches: what would be here, why one would want it, and the one button.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/empty_state.html")]
pub struct EmptyState {
    title: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    button: Option<Button>,
}

impl EmptyState {
    /// What would be here and why.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), button: None }
    }

    /// The one thing to do.
    pub fn button(mut self, button: Button) -> Self {
        self.button = Some(button);
        self
    }
}

/// One line to search with; asks by GET.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/search_box.html")]
pub struct SearchBox {
    #[serde(skip)]
    words: Words,
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    label: String,
    name: String,
    value: String,
}

impl SearchBox {
    /// Searches at `action` with `?q=`.
    pub fn new(words: Words, action: impl Into<String>, label: impl Into<String>) -> Self {
        Self { words, action: action.into(), label: label.into(), name: "q".to_owned(), value: String::new() }
    }

    /// What was searched for.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
}

safe!(Button, Details, EmptyState, SearchBox);
