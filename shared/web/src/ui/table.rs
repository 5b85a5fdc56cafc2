//! Tables that read as cards on a narrow screen.

use super::html::{Html, safe};
use askama::Template;
use serde::Serialize;

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    label: String,
    #[serde(skip)]
    number: bool,
}

impl Column {
    /// A column of text.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers, set to the end.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// One cell.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Cell {
    text: String,
    #[serde(skip)]
    content: Option<Html>,
}

impl Cell {
    /// A cell that prints a component; `text` is what programs get.
    pub fn with(text: impl Into<String>, content: Html) -> Self {
        Self { text: text.into(), content: Some(content) }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), content: None }
    }
}

impl From<super::Tag> for Cell {
    fn from(tag: super::Tag) -> Self {
        Self { text: tag.word.clone(), content: Some(Html::of(tag)) }
    }
}

/// One row; its first cell names it.
#[derive(Clone, Debug, Serialize)]
pub struct TableRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    cells: Vec<Cell>,
}

impl TableRow {
    /// A row named by its first cell.
    pub fn new(name: impl Into<Cell>) -> Self {
        Self { href: None, cells: vec![name.into()] }
    }

    /// Adds a cell: a text, a tag, or [`Cell::with`].
    pub fn cell(mut self, cell: impl Into<Cell>) -> Self {
        self.cells.push(cell.into());
        self
    }

    /// Makes the row a link.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A table with a caption.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/table.html")]
pub struct Table {
    caption: String,
    #[serde(skip)]
    caption_hidden: bool,
    head: Vec<Column>,
    rows: Vec<TableRow>,
}

impl Table {
    /// A caption and the columns.
    pub fn new(caption: impl Into<String>, head: impl IntoIterator<Item = Column>) -> Self {
        Self { caption: caption.into(), caption_hidden: false, head: head.into_iter().collect(), rows: Vec::new() }
    }

    /// The caption only for screen readers, when the title above says the same.
    pub fn quiet_caption(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    /// Adds a row.
    pub fn row(mut self, row: TableRow) -> Self {
        self.rows.push(row);
        self
    }

    /// Adds rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = TableRow>) -> Self {
        self.rows.extend(rows);
        self
    }

    fn label(&self, index: usize) -> &str {
        self.head.get(index).map_or("", |column| &column.label)
    }

    fn is_number(&self, index: usize) -> bool {
        self.head.get(index).is_some_and(|column| column.number)
    }
}

safe!(Table);
