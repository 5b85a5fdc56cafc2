//! What the page says back.

use super::fields::Field;
use super::html::{Html, safe};
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// One line of the error summary.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorLink {
    /// `#f-email`.
    pub href: String,
    /// The same words as at the field, after its label where they would fit any field.
    pub message: String,
}

/// All that is wrong, above the title; gets the focus when the page opens.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/error_summary.html")]
pub struct ErrorSummary {
    #[serde(skip)]
    title: String,
    errors: Vec<ErrorLink>,
}

impl ErrorSummary {
    /// "Er is een probleem", without lines yet.
    pub fn new(words: Words) -> Self {
        Self { title: words.error_summary.clone(), errors: Vec::new() }
    }

    /// The summary of these fields; none if nothing is wrong. `fits_any` tells of a field, by its name, whether what is wrong
    /// with it is told in words that fit any field: then its label goes before them.
    pub fn of<'a>(
        words: Words,
        fields: impl IntoIterator<Item = &'a dyn Field>,
        fits_any: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let errors: Vec<_> = fields
            .into_iter()
            .filter_map(|field| {
                let label = field.label().filter(|_| fits_any(field.name()));
                let message = about(label, field.problem()?);
                Some(ErrorLink { href: format!("#{}", field.anchor()), message })
            })
            .collect();
        (!errors.is_empty()).then(|| Self { errors, ..Self::new(words) })
    }

    /// Another heading.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds what is wrong with the field `name`.
    pub fn field(mut self, name: &str, message: impl Into<String>) -> Self {
        self.errors.push(ErrorLink { href: format!("#{}", super::field_id(name)), message: message.into() });
        self
    }

    /// Adds what is wrong with no field in particular.
    pub fn general(mut self, message: impl Into<String>) -> Self {
        self.errors.push(ErrorLink { href: String::new(), message: message.into() });
        self
    }
}

/// "E-mailadres: vul dit in", "Wie? Kies een van de mogelijkheden".
fn about(label: Option<&str>, problem: &str) -> String {
    match label {
        None => problem.to_owned(),
        Some(label) if label.ends_with(['?', '.', '!']) => format!("{label} {problem}"),
        Some(label) => {
            let mut rest = problem.chars();
            let first: String = rest.next().into_iter().flat_map(char::to_lowercase).collect();
            format!("{label}: {first}{}", rest.as_str())
        }
    }
}

/// What kind of message a notice is; each has its own shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Act, or know before you act.
    Attention,
    /// It was done.
    Success,
    /// It cannot be done.
    Stop,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Attention => "attention",
            Self::Success => "success",
            Self::Stop => "stop",
        }
    }
}

/// A message of the page; the title says it, the text explains.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/notice.html")]
pub struct Notice {
    kind: NoticeKind,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip)]
    content: Option<Html>,
    #[serde(skip)]
    link: Option<(String, String)>,
    #[serde(skip)]
    live: bool,
}

impl Notice {
    fn new(kind: NoticeKind, title: impl Into<String>) -> Self {
        Self { kind, title: title.into(), text: None, content: None, link: None, live: false }
    }

    /// Good to know.
    pub fn info(title: impl Into<String>) -> Self {
        Self::new(NoticeKind::Info, title)
    }

    /// Act, or know before you act.
    pub fn attention(title: impl Into<String>) -> Self {
        Self::new(NoticeKind::Attention, title)
    }

    /// It was done.
    pub fn success(title: impl Into<String>) -> Self {
        Self::new(NoticeKind::Success, title)
    }

    /// It cannot be done.
    pub fn stop(title: impl Into<String>) -> Self {
        Self::new(NoticeKind::Stop, title)
    }

    /// A sentence under the title.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// More than a sentence.
    pub fn content(mut self, content: Html) -> Self {
        self.content = Some(content);
        self
    }

    /// Where to go on.
    pub fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.link = Some((href.into(), label.into()));
        self
    }

    /// Read out when the page opens: for the message of what was just done.
    pub fn live(mut self) -> Self {
        self.live = true;
        self
    }
}

/// How far a job is: counted, never guessed.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/progress.html")]
pub struct Progress {
    #[serde(skip)]
    id: String,
    label: String,
    text: String,
    done: u64,
    total: u64,
}

impl Progress {
    /// "Leerlingen", "37 van 120 leerlingen", 37, 120.
    pub fn new(label: impl Into<String>, text: impl Into<String>, done: u64, total: u64) -> Self {
        Self { id: "progress".to_owned(), label: label.into(), text: text.into(), done: done.min(total), total }
    }

    /// Another id, when a page shows more than one.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }
}

safe!(ErrorSummary, Notice, Progress);
