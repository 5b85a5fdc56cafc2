//! A date in three inputs, so that it can be typed on any keyboard and without a script.

use super::fields::{Width, field};
use super::html::safe;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// One of the three inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// `{name}-day`.
    Day,
    /// `{name}-month`.
    Month,
    /// `{name}-year`.
    Year,
}

impl DatePart {
    fn width(self) -> Width {
        match self {
            Self::Year => Width::Four,
            Self::Day | Self::Month => Width::Two,
        }
    }
}

/// A date: inputs `{name}-day`, `{name}-month` and `{name}-year`, with ids `f-{name}`, `f-{name}-month`, `f-{name}-year`.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/date_field.html")]
pub struct DateField {
    #[serde(skip)]
    words: Words,
    name: String,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    day: String,
    month: String,
    year: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    wrong: Option<DatePart>,
    #[serde(skip)]
    optional: bool,
    #[serde(skip)]
    birthday: bool,
}

field!(DateField, wrong_id);

impl DateField {
    /// An empty date.
    pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            words,
            name: name.into(),
            label: label.into(),
            hint: None,
            day: String::new(),
            month: String::new(),
            year: String::new(),
            error: None,
            wrong: None,
            optional: false,
            birthday: false,
        }
    }

    /// What stands in it, as typed.
    pub fn value(mut self, day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Self {
        self.day = day.into();
        self.month = month.into();
        self.year = year.into();
        self
    }

    /// Only this part is wrong; without it an error marks all three.
    pub fn wrong(mut self, part: DatePart) -> Self {
        self.wrong = Some(part);
        self
    }

    /// The reader's own date of birth, so that the browser may fill it in.
    pub fn birthday(mut self) -> Self {
        self.birthday = true;
        self
    }

    /// The error summary leads to the part that is wrong.
    fn wrong_id(&self) -> String {
        match self.wrong {
            Some(DatePart::Month) => format!("{}-month", self.id()),
            Some(DatePart::Year) => format!("{}-year", self.id()),
            Some(DatePart::Day) | None => self.id(),
        }
    }

    fn marks(&self, part: DatePart) -> bool {
        self.error.is_some() && self.wrong.is_none_or(|wrong| wrong == part)
    }

    fn parts(&self) -> [(DatePart, String, &'static str, &str, &str); 3] {
        let id = self.id();
        [
            (DatePart::Day, id.clone(), "day", &self.words.day, &self.day),
            (DatePart::Month, format!("{id}-month"), "month", &self.words.month, &self.month),
            (DatePart::Year, format!("{id}-year"), "year", &self.words.year, &self.year),
        ]
    }
}

safe!(DateField);
