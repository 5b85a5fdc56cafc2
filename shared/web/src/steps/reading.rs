//! What was written in a step, to be read: by staff when it is finished, by carers through a link.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use domain::{
    ids::StaffId,
    steps::{FieldDef, FieldKind, Goal, ProfileDomain, Row, Rows, RowsOf, StepContent, StepDef, StepNumber},
};
use serde::Serialize;
use texts::Locale;

use super::{choice, domain, label, row_name};
use crate::{dates, t, ui::SummaryList, words};

/// What the content of steps refers to by id.
#[derive(Debug, Clone, Copy)]
pub struct Refers<'a> {
    /// The domains of the dossier.
    pub domains: &'a [ProfileDomain],
    /// The goals of step 7.
    pub goals: &'a [Goal],
    /// Names of staff members.
    pub staff: &'a BTreeMap<StaffId, String>,
}

/// What was written in a step. Headings inside are of the third level; what was left empty is left out.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "steps/reading.html")]
pub struct Reading {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    heading: Option<String>,
    answers: SummaryList,
}

impl HtmlSafe for Reading {}

impl Refers<'_> {
    /// What a row is about, or the how manieth it is.
    pub fn row_heading(
        &self,
        step: StepNumber,
        list: &str,
        of: RowsOf,
        number: usize,
        id: Option<&str>,
        locale: Locale,
    ) -> String {
        let counted = || format!("{} {number}", row_name(step, list, locale));
        match of {
            RowsOf::Free | RowsOf::Goals => counted(),
            RowsOf::PerDomain => self
                .domains
                .iter()
                .find(|domain| Some(domain.id.as_str()) == id)
                .map_or_else(|| id.unwrap_or_default().to_owned(), |found| domain(found, locale)),
            RowsOf::PerGoal => self
                .goals
                .iter()
                .find(|goal| Some(goal.id.to_string().as_str()) == id)
                .map_or_else(|| t(locale).goal_gone(), |goal| goal.text.clone()),
        }
    }

    fn value(&self, field: &FieldDef, text: &str, locale: Locale) -> String {
        match &field.kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::Rows(_) => text.to_owned(),
            FieldKind::Date => text.parse().map_or_else(|_| text.to_owned(), |day| dates::day(day, locale)),
            FieldKind::Flag => t(locale).answer_yes(),
            FieldKind::Choice(_) => choice(field.id, text, locale),
            FieldKind::Staff => text
                .parse::<StaffId>()
                .ok()
                .and_then(|id| self.staff.get(&id).cloned())
                .unwrap_or_else(|| t(locale).staff_gone()),
        }
    }
}

impl Reading {
    /// What was written in a step, with the definition it was made with.
    pub fn new(definition: &StepDef, content: &StepContent, refers: &Refers<'_>, locale: Locale) -> Self {
        let step = definition.number;
        let mut parts = Vec::new();
        let mut answers = SummaryList::new(words(locale));
        let mut any = false;
        for field in definition.fields {
            match &field.kind {
                FieldKind::Rows(rows) => {
                    if any {
                        parts.push(Part {
                            heading: None,
                            answers: std::mem::replace(&mut answers, SummaryList::new(words(locale))),
                        });
                        any = false;
                    }
                    parts.extend(
                        (1..)
                            .zip(content.rows(field.id))
                            .map(|(number, row)| part(step, field.id, rows, number, row, refers, locale)),
                    );
                }
                _ => {
                    if let Some(text) = content.text(field.id) {
                        answers = answers.answer(label(step, field.id, locale), refers.value(field, text, locale));
                        any = true;
                    }
                }
            }
        }
        if any {
            parts.push(Part { heading: None, answers });
        }
        Self { parts }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

fn part(
    step: StepNumber,
    list: &str,
    rows: &Rows,
    number: usize,
    row: &Row,
    refers: &Refers<'_>,
    locale: Locale,
) -> Part {
    let mut answers = SummaryList::new(words(locale));
    for field in rows.fields {
        if let Some(text) = row.text(field.id) {
            answers =
                answers.answer(label(step, &format!("{list}-{}", field.id), locale), refers.value(field, text, locale));
        }
    }
    Part { heading: Some(refers.row_heading(step, list, rows.of, number, row.id.as_deref(), locale)), answers }
}
