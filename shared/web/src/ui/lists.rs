//! Lists: what was answered, what is to be done, what happened.

use super::html::{Html, safe};
use super::state::Tag;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// One answer of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryRow {
    key: String,
    value: String,
    #[serde(skip)]
    content: Option<Html>,
    #[serde(skip)]
    change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
}

impl SummaryRow {
    /// A question and its answer; line breaks in the answer are kept, an empty one says so.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into(), content: None, change: None, lang: None }
    }

    /// An answer that is more than text: a tag, a list.
    pub fn with(key: impl Into<String>, content: Html) -> Self {
        Self { content: Some(content), ..Self::new(key, "") }
    }

    /// Where it can be changed; that page comes back here.
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }

    /// The language the answer was written in.
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }
}

/// Questions and answers, as on a check page.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/summary_list.html")]
pub struct SummaryList {
    #[serde(skip)]
    words: Words,
    rows: Vec<SummaryRow>,
}

impl SummaryList {
    /// An empty summary.
    pub fn new(words: Words) -> Self {
        Self { words, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(mut self, row: SummaryRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds a question and its answer.
    pub fn answer(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.row(SummaryRow::new(key, value))
    }
}

/// One thing to be done.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<Tag>,
}

impl Task {
    /// What is to be done.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), href: None, hint: None, tag: None }
    }

    /// Where it is done; the whole row is the link.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// For whom, until when.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How far it is.
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }
}

/// Things to be done, the most urgent first.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/task_list.html")]
pub struct TaskList {
    tasks: Vec<Task>,
}

impl TaskList {
    /// These tasks, in this order.
    pub fn new(tasks: impl IntoIterator<Item = Task>) -> Self {
        Self { tasks: tasks.into_iter().collect() }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// In words: "vrijdag 27 november, 09:12".
    when: String,
    /// For programs: RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<Tag>,
}

impl TimelineEntry {
    /// When, in words, and what.
    pub fn new(when: impl Into<String>, what: impl Into<String>) -> Self {
        Self { when: when.into(), at: None, what: what.into(), detail: None, tag: None }
    }

    /// The moment for programs, RFC 3339.
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// Who, or why.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Where it stands since.
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }
}

/// What happened, in order: the trail of a link, the history of a dossier.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/timeline.html")]
pub struct Timeline {
    entries: Vec<TimelineEntry>,
}

impl Timeline {
    /// These entries, in this order.
    pub fn new(entries: impl IntoIterator<Item = TimelineEntry>) -> Self {
        Self { entries: entries.into_iter().collect() }
    }
}

safe!(SummaryList, TaskList, Timeline);
