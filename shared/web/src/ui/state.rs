//! States: always a word and a shape, never colour alone.

use super::html::safe;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// How far a thing is; each has its own shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// ○ an open circle.
    NotStarted,
    /// ◐ half a circle.
    Busy,
    /// ● a full circle.
    Finished,
    /// – a dash.
    NotApplicable,
    /// A triangle: somebody must act.
    Attention,
    /// A square: it ended without result.
    Stopped,
}

impl State {
    /// The word of this state.
    pub fn word(self, words: Words) -> &'static str {
        match self {
            Self::NotStarted => &words.not_started,
            Self::Busy => &words.busy,
            Self::Finished => &words.finished,
            Self::NotApplicable => &words.not_applicable,
            Self::Attention => &words.attention,
            Self::Stopped => &words.stopped,
        }
    }

    /// The last part of the class names for this state.
    pub fn class(self) -> &'static str {
        match self {
            Self::NotStarted => "open",
            Self::Busy => "busy",
            Self::Finished => "done",
            Self::NotApplicable => "none",
            Self::Attention => "attention",
            Self::Stopped => "stop",
        }
    }

    pub(super) fn shape(self) -> Shape {
        Shape { state: self }
    }
}

/// The drawing of a state.
#[derive(Template)]
#[template(path = "ui/shape.html")]
pub(super) struct Shape {
    state: State,
}

/// A state in a list or a line: its shape and a word.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/tag.html")]
pub struct Tag {
    /// Which shape and colour.
    pub state: State,
    /// The word beside it.
    pub word: String,
}

impl Tag {
    /// A state with a word of its own ("Gedeeltelijk eens").
    pub fn new(state: State, word: impl Into<String>) -> Self {
        Self { state, word: word.into() }
    }

    /// A state with its usual word.
    pub fn of(state: State, words: Words) -> Self {
        Self::new(state, state.word(words))
    }
}

/// One statement of the line under the title: saved, finished, sent and shared are four different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", content = "detail", rename_all = "snake_case")]
pub enum StatusLine {
    /// Nothing is kept yet.
    Unsaved(String),
    /// Kept, not finished: "vandaag om 14:03".
    Saved(String),
    /// Declared complete by a person.
    Finished(String),
    /// Mailed or submitted.
    Sent(String),
    /// Others can read it.
    Shared(String),
}

impl StatusLine {
    pub(super) fn word(&self, words: Words) -> &'static str {
        match self {
            Self::Unsaved(_) => &words.unsaved,
            Self::Saved(_) => &words.saved,
            Self::Finished(_) => &words.finished,
            Self::Sent(_) => &words.sent,
            Self::Shared(_) => &words.shared,
        }
    }

    pub(super) fn detail(&self) -> &str {
        match self {
            Self::Unsaved(detail)
            | Self::Saved(detail)
            | Self::Finished(detail)
            | Self::Sent(detail)
            | Self::Shared(detail) => detail,
        }
    }

    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Unsaved(_) => "unsaved",
            Self::Saved(_) => "saved",
            Self::Finished(_) => "finished",
            Self::Sent(_) => "sent",
            Self::Shared(_) => "shared",
        }
    }
}

safe!(Shape, Tag);
