//! Fields a person chooses in.

use super::fields::field;
use super::html::{Html, safe};
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// One thing to choose.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    chosen: bool,
    #[serde(skip)]
    reveals: Option<Html>,
}

impl Choice {
    /// A value and what a person reads.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, chosen: false, reveals: None }
    }

    /// A sentence under it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Fields that only matter with this choice; they are shown under it while it is chosen.
    pub fn reveals(mut self, html: Html) -> Self {
        self.reveals = Some(html);
        self
    }

    /// Chooses it if `chosen`.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

macro_rules! choices {
    ($(#[$doc:meta])* $field:ident, $path:literal $(, $more:ident)?) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Template)]
        #[template(path = $path)]
        pub struct $field {
            #[serde(skip)]
            words: Words,
            name: String,
            #[serde(skip)]
            label: String,
            #[serde(skip)]
            hint: Option<String>,
            choices: Vec<Choice>,
            #[serde(skip_serializing_if = "Option::is_none")]
            error: Option<String>,
            #[serde(skip)]
            optional: bool,
            $(#[serde(skip)]
            $more: bool,)?
        }

        field!($field);

        impl $field {
            /// No choices yet.
            pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
                Self {
                    words,
                    name: name.into(),
                    label: label.into(),
                    hint: None,
                    choices: Vec::new(),
                    error: None,
                    optional: false,
                    $($more: false,)?
                }
            }

            /// Adds a choice.
            pub fn choice(mut self, choice: Choice) -> Self {
                self.choices.push(choice);
                self
            }

            /// Adds choices from value and label.
            pub fn choices<V: Into<String>, L: Into<String>>(mut self, all: impl IntoIterator<Item = (V, L)>) -> Self {
                self.choices.extend(all.into_iter().map(|(value, label)| Choice::new(value, label)));
                self
            }

            /// Chooses what has this value; call it after the choices are there.
            pub fn value(mut self, value: &str) -> Self {
                for choice in &mut self.choices {
                    choice.chosen = choice.chosen || choice.value == value;
                }
                self
            }
        }
    };
}

choices!(
    /// One of a few.
    Radios,
    "ui/radios.html",
    inline
);
choices!(
    /// Any of a few; `value` may be called for each.
    Checkboxes,
    "ui/checkboxes.html",
    inline
);
choices!(
    /// One of many.
    Select,
    "ui/select.html"
);

impl Radios {
    /// Side by side, for two short choices.
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    fn kind(&self) -> &'static str {
        "radio"
    }

    fn option_id(&self, index: usize) -> String {
        option_id(&self.id(), index)
    }
}

impl Checkboxes {
    /// Side by side, for short choices.
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// Chooses what has one of these values.
    pub fn values<'a>(self, values: impl IntoIterator<Item = &'a str>) -> Self {
        values.into_iter().fold(self, Self::value)
    }

    fn kind(&self) -> &'static str {
        "checkbox"
    }

    fn option_id(&self, index: usize) -> String {
        option_id(&self.id(), index)
    }
}

/// The first choice has the id of the field, so that the error summary leads to it.
fn option_id(field: &str, index: usize) -> String {
    match index {
        0 => field.to_owned(),
        n => format!("{field}-{}", n.saturating_add(1)),
    }
}

safe!(Radios, Checkboxes, Select);
