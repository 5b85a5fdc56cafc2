//! HTML that was made by a template, so that it may be printed as it is.

use askama::filters::HtmlSafe;
use serde::{Serialize, Serializer};
use std::fmt;

/// HTML made by a component or a page's template; never by hand from what a person typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Keeps what a component prints.
    pub fn of(component: impl HtmlSafe) -> Self {
        Self(component.to_string())
    }

    /// Renders a page's own template, to be used inside a component.
    pub fn render(template: &impl askama::Template) -> askama::Result<Self> {
        template.render().map(Self)
    }

    /// Escapes a text.
    pub fn text(text: &str) -> Self {
        Self(Text { text }.to_string())
    }

    /// Adds what another component prints.
    pub fn and(mut self, component: impl HtmlSafe) -> Self {
        self.0.push_str(&component.to_string());
        self
    }

    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text as a template, so that escaping is done in one way everywhere.
#[derive(askama::Template)]
#[template(source = "{{ text }}", ext = "html")]
struct Text<'a> {
    text: &'a str,
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl Serialize for Html {
    /// Programs get data, not markup: the HTML is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// Marks components whose templates escape what they are given.
macro_rules! safe {
    ($($component:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $component {})+ };
}
pub(super) use safe;
