//! The page before archiving: what will happen, what will not, and what to know.

use askama::Template;
use domain::{
    consent::Person,
    dossier::ArchiveWarning,
    input::Faults,
    steps::{FieldKind, StepNumber, definition},
};
use serde::Serialize;
use web::{
    Locale, Page, Problem,
    faults::Told,
    steps,
    ui::{Button, ConfirmPage, Field, Hidden, Html, Notice, Radios, SummaryList, TextArea},
    words,
};

use crate::{Closing, Input, t};

#[derive(Template, Serialize)]
#[template(source = "{{ confirm }}", ext = "html")]
struct Confirm {
    confirm: ConfirmPage,
    warnings: Vec<ArchiveWarning>,
    outcome: String,
    version: u64,
}

#[derive(Template)]
#[template(path = "warnings.html")]
struct Lines {
    lines: Vec<String>,
}

/// How it will end: as typed, or as it is kept in step 11.
struct Ending<'a> {
    outcome: &'a str,
    note: &'a str,
}

impl<'a> Ending<'a> {
    fn of(closing: &'a Closing, typed: &'a Input) -> Self {
        let kept = closing.read.track.content(StepNumber::OUTCOME);
        if typed.outcome.is_empty() && typed.note.is_empty() {
            let text = |field| kept.text(field).unwrap_or_default();
            return Self { outcome: text("outcome"), note: text("note") };
        }
        Self { outcome: &typed.outcome, note: &typed.note }
    }

    /// The fields, for when something is wrong with them.
    fn fields(&self, faults: &Faults, locale: Locale) -> (Radios, TextArea) {
        let (w, told) = (words(locale), Told::new(faults, locale));
        let choices = options().map(|option| (option, steps::choice("outcome", option, locale)));
        let outcome = Radios::new(w, "outcome", label("outcome", locale)).choices(choices).value(self.outcome);
        let note = TextArea::new(w, "note", label("note", locale)).value(self.note).optional();
        (outcome.error(told.at("outcome")), note.error(told.at("note")))
    }
}

fn label(field: &str, locale: Locale) -> String {
    steps::label(StepNumber::OUTCOME, field, locale)
}

/// The page; with a fault, the outcome can be chosen on it.
pub fn page(closing: &Closing, typed: &Input, faults: Faults) -> Result<Page, Problem> {
    let (t, locale) = (t(closing.desk.locale()), closing.desk.locale());
    let read = &closing.read;
    let ending = Ending::of(closing, typed);
    let (outcome, note) = ending.fields(&faults, locale);
    let warnings = read.track.archive_warnings(&read.asked(), closing.desk.now());
    let mut confirm = what_it_means(closing)?;
    let content = warn(closing, &warnings)?;
    let is_right = faults.0.is_empty();
    confirm = if is_right {
        let summary = SummaryList::new(words(locale))
            .answer(label("outcome", locale), steps::choice("outcome", ending.outcome, locale))
            .answer(label("note", locale), ending.note);
        confirm
            .content(content.and(summary))
            .hidden(Hidden::new("confirmed", "on"))
            .hidden(Hidden::new("outcome", ending.outcome))
            .hidden(Hidden::new("note", ending.note))
    } else {
        confirm.content(content.and(outcome.clone()).and(note.clone()))
    };
    let version = read.version_of(StepNumber::OUTCOME);
    let view = Confirm { confirm, warnings, outcome: ending.outcome.to_owned(), version };
    let title = t.title(closing.learner.value.name.full());
    let page = closing.desk.page(title, &view).chrome(|chrome| chrome.back(closing.step(), t.back()));
    Ok(if is_right { page } else { page.invalid(faults, [&outcome as &dyn Field, &note]) })
}

/// What archiving does, and what it does not.
fn what_it_means(closing: &Closing) -> Result<ConfirmPage, Problem> {
    let t = t(closing.desk.locale());
    let (text, button) = (t.text(closing.learner.value.name.full()), Button::new(t.archive()).danger());
    let action = format!("/dossiers/{}/archive", closing.read.id());
    let version = closing.read.version_of(StepNumber::OUTCOME).to_string();
    Ok(ConfirmPage::new(words(closing.desk.locale()), text, action, button, closing.step())
        .will(t.will_read_only())
        .will(t.will_links(closing.read.track.dossier.open_links.len()))
        .will(t.will_again())
        .will_not(t.will_not_remove())
        .will_not(t.will_not_send())
        .hidden(closing.desk.once()?)
        .hidden(Hidden::new("version", version)))
}

fn warn(closing: &Closing, warnings: &[ArchiveWarning]) -> Result<Html, Problem> {
    let lines: Vec<String> = warnings.iter().map(|warning| words_of(closing, warning)).collect();
    if lines.is_empty() {
        return Ok(Html::default());
    }
    let lines = Html::render(&Lines { lines })?;
    Ok(Html::of(Notice::attention(t(closing.desk.locale()).warnings()).content(lines)))
}

fn options() -> impl Iterator<Item = &'static str> {
    let field = definition(StepNumber::OUTCOME).field("outcome");
    let options: &[&str] = match field.map(|field| &field.kind) {
        Some(FieldKind::Choice(options)) => options,
        _ => &[],
    };
    options.iter().copied()
}

fn words_of(closing: &Closing, warning: &ArchiveWarning) -> String {
    let (t, locale) = (t(closing.desk.locale()), closing.desk.locale());
    let name = |person: Person| {
        closing
            .read
            .consents
            .iter()
            .rev()
            .find(|consent| consent.value.asked.person == person)
            .map(|consent| consent.value.asked.name.clone())
            .unwrap_or_default()
    };
    match *warning {
        ArchiveWarning::StepOpen(step) => t.warn_step(step.to_string(), steps::title(step, locale)),
        ArchiveWarning::NeverFrozen => t.warn_never_frozen(),
        ArchiveWarning::PlanReopened => t.warn_plan_reopened(),
        ArchiveWarning::Unanswered(person) => t.warn_unanswered(name(person)),
        ArchiveWarning::Refused(person) => t.warn_refused(name(person)),
        ArchiveWarning::NotObtained(person) => t.warn_not_obtained(name(person)),
        ArchiveWarning::OutOfDate(person) => t.warn_out_of_date(name(person)),
        ArchiveWarning::ToolboxSkipped => t.warn_toolbox_skipped(),
    }
}
