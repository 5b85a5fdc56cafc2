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
    Page, Problem,
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

/// The page; with a fault, the outcome can be chosen on it.
pub fn page(closing: &Closing, typed: &Input, faults: Faults) -> Result<Page, Problem> {
    let (t, locale, w) = (t(closing.desk.locale()), closing.desk.locale(), words(closing.desk.locale()));
    let (read, id) = (&closing.read, closing.read.id());
    let warnings = read.track.archive_warnings(&read.asked(), closing.desk.now());
    let lines: Vec<String> = warnings.iter().map(|warning| words_of(closing, warning)).collect();
    let kept = read.track.content(StepNumber::OUTCOME);
    let outcome = if typed.outcome.is_empty() { kept.text("outcome").unwrap_or_default() } else { &typed.outcome };
    let note = if typed.note.is_empty() && typed.outcome.is_empty() { kept.text("note").unwrap_or_default() } else { &typed.note };
    let told = Told::new(&faults, locale);
    let choose = Radios::new(w, "outcome", steps::label(StepNumber::OUTCOME, "outcome", locale)).choices(options().map(|option| (option, steps::choice("outcome", option, locale)))).value(outcome).error(told.at("outcome"));
    let explain = TextArea::new(w, "note", steps::label(StepNumber::OUTCOME, "note", locale)).value(note).error(told.at("note")).optional();
    let is_right = faults.0.is_empty();
    let mut content = Html::default();
    if !lines.is_empty() {
        content = content.and(Notice::attention(t.warnings()).content(Html::render(&Lines { lines }).map_err(|error| Problem::Internal(format!("template: {error}")))?));
    }
    content = if is_right {
        let label = |field| steps::label(StepNumber::OUTCOME, field, locale);
        content.and(SummaryList::new(w).answer(label("outcome"), steps::choice("outcome", outcome, locale)).answer(label("note"), note))
    } else {
        content.and(choose.clone()).and(explain.clone())
    };
    let name = closing.learner.value.name.full();
    let step = format!("/dossiers/{id}/steps/{}", StepNumber::OUTCOME);
    let mut confirm = ConfirmPage::new(w, t.text(&name), format!("/dossiers/{id}/archive"), Button::new(t.archive()).danger(), step.clone())
        .will(t.will_read_only())
        .will(t.will_links(read.track.dossier.open_links.len()))
        .will(t.will_again())
        .will_not(t.will_not_remove())
        .will_not(t.will_not_send())
        .hidden(closing.desk.once()?)
        .hidden(Hidden::new("version", read.version_of(StepNumber::OUTCOME).to_string()))
        .content(content);
    if is_right {
        confirm = confirm.hidden(Hidden::new("confirmed", "on")).hidden(Hidden::new("outcome", outcome)).hidden(Hidden::new("note", note));
    }
    let view = Confirm { confirm, warnings, outcome: outcome.to_owned(), version: read.version_of(StepNumber::OUTCOME) };
    let page = closing.desk.page(t.title(&name), &view).chrome(|chrome| chrome.back(step, t.back()));
    Ok(if is_right { page } else { page.invalid(faults, [&choose as &dyn Field, &explain]) })
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
    let name = |person: Person| closing.read.consents.iter().rev().find(|consent| consent.value.asked.person == person).map(|consent| consent.value.asked.name.clone()).unwrap_or_default();
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
