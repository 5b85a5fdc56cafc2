//! Larger parts that fill a page.

use super::actions::Button;
use super::fields::Hidden;
use super::html::{Html, safe};
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// The page before something that cannot be undone: what will and what will not happen, one button.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/confirm_page.html")]
pub struct ConfirmPage {
    #[serde(skip)]
    words: Words,
    text: String,
    will: Vec<String>,
    will_not: Vec<String>,
    action: String,
    fields: Vec<Hidden>,
    #[serde(skip)]
    content: Option<Html>,
    button: Button,
    cancel: String,
}

impl ConfirmPage {
    /// A statement, the route that does it, the button, and where "Annuleren" goes.
    pub fn new(
        words: Words,
        text: impl Into<String>,
        action: impl Into<String>,
        button: Button,
        cancel: impl Into<String>,
    ) -> Self {
        Self {
            words,
            text: text.into(),
            will: Vec::new(),
            will_not: Vec::new(),
            action: action.into(),
            fields: Vec::new(),
            content: None,
            button,
            cancel: cancel.into(),
        }
    }

    /// Adds what will happen.
    pub fn will(mut self, text: impl Into<String>) -> Self {
        self.will.push(text.into());
        self
    }

    /// Adds what will not happen.
    pub fn will_not(mut self, text: impl Into<String>) -> Self {
        self.will_not.push(text.into());
        self
    }

    /// Adds what the form carries unseen.
    pub fn hidden(mut self, field: Hidden) -> Self {
        self.fields.push(field);
        self
    }

    /// Fields or a summary between the statement and the button.
    pub fn content(mut self, content: Html) -> Self {
        self.content = Some(content);
        self
    }
}

/// What was done, in large: the end of a journey.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/panel.html")]
pub struct Panel {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Panel {
    /// "Uw instemming is vastgelegd".
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), text: None }
    }

    /// When, under which number.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

/// Somebody's own words.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/quote.html")]
pub struct Quote {
    text: String,
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
}

impl Quote {
    /// The words, and who said them when.
    pub fn new(text: impl Into<String>, by: impl Into<String>) -> Self {
        Self { text: text.into(), by: by.into(), lang: None }
    }

    /// The language of the words.
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }
}

/// Two texts of one field side by side, after a stale save: nothing is lost.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/compare.html")]
pub struct Compare {
    label: String,
    mine: (String, String),
    theirs: (String, String),
}

impl Compare {
    /// The field, then a heading and a text for each: own text first.
    pub fn new(label: impl Into<String>, mine: (String, String), theirs: (String, String)) -> Self {
        Self { label: label.into(), mine, theirs }
    }
}

/// Codes to copy or write down: recovery codes, the secret of an authenticator, a link on paper.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/code_list.html")]
pub struct CodeList {
    label: String,
    codes: Vec<String>,
}

impl CodeList {
    /// A heading and the codes.
    pub fn new(label: impl Into<String>, codes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { label: label.into(), codes: codes.into_iter().map(Into::into).collect() }
    }
}

safe!(ConfirmPage, Panel, Quote, Compare, CodeList);
