//! The steps of a dossier in words: what data names (fields, choices, domains) and how it reads.

mod compare;
mod form;
mod reading;

use domain::{
    consent::{ConsentState, Purpose},
    dossier::{DossierStatus, Level},
    steps::{Phase, ProfileDomain, StepNumber, StepStatus},
};
use texts::Locale;

pub use compare::differences;
pub use form::{Blocks, Maker};
pub use reading::{Reading, Refers};

use crate::{
    t,
    ui::{self, State, Station, Tag, Track},
    words,
};

/// A text that data names. Tests show that each has one; should one be missing, its name is better than nothing.
fn named(id: &str, locale: Locale) -> String {
    t(locale).named(id).unwrap_or_else(|| id.to_owned())
}

/// The title of a step.
pub fn title(step: StepNumber, locale: Locale) -> String {
    named(&format!("step-{step}-title"), locale)
}

/// What a step is about, in a sentence or two.
pub fn intro(step: StepNumber, locale: Locale) -> String {
    named(&format!("step-{step}-intro"), locale)
}

/// The label of a field.
pub fn label(step: StepNumber, field: &str, locale: Locale) -> String {
    named(&format!("step-{step}-field-{field}"), locale)
}

/// The hint of a field, if it has one.
pub fn hint(step: StepNumber, field: &str, locale: Locale) -> Option<String> {
    t(locale).named(&format!("step-{step}-field-{field}-hint"))
}

/// What one row of a list that people add to is called.
pub fn row_name(step: StepNumber, list: &str, locale: Locale) -> String {
    named(&format!("step-{step}-row-{list}"), locale)
}

/// What the button is called that adds a row to a list.
pub fn add_row(step: StepNumber, list: &str, locale: Locale) -> String {
    named(&format!("step-{step}-add-{list}"), locale)
}

/// What an option of a choice is called.
pub fn choice(field: &str, option: &str, locale: Locale) -> String {
    named(&format!("choice-{field}-{}", option.to_lowercase()), locale)
}

/// What a domain of the profile is called: the licence's own name, or the standard one.
pub fn domain(domain: &ProfileDomain, locale: Locale) -> String {
    domain.name.clone().unwrap_or_else(|| named(&format!("domain-{}", domain.id), locale))
}

/// What a level of support is called.
pub fn level(level: Level, locale: Locale) -> String {
    named(&format!("level-{}", level.as_str()), locale)
}

/// What a phase is called.
pub fn phase(phase: Phase, locale: Locale) -> String {
    named(&format!("phase-{}", phase.as_str()), locale)
}

/// How far a request for consent is, as a shape and a word. Who read a plan says whether it is right, which is no consent.
pub fn consent_tag(state: ConsentState, purpose: Purpose, locale: Locale) -> Tag {
    let word = match (purpose, state) {
        (Purpose::Viewing, ConsentState::Agreed) => t(locale).viewed_agreed(),
        (Purpose::Viewing, ConsentState::Refused) => t(locale).viewed_refused(),
        _ => named(&format!("consent-state-{}", state.as_str()), locale),
    };
    Tag::new(consent_shape(state), word)
}

/// What the state of a dossier is called.
pub fn dossier_status(status: DossierStatus, locale: Locale) -> String {
    let t = t(locale);
    match status {
        DossierStatus::Running => t.dossier_status_running(),
        DossierStatus::Archived => t.dossier_status_archived(),
        DossierStatus::SetOut => t.dossier_status_set_out(),
        DossierStatus::Transferred => t.dossier_status_transferred(),
    }
}

/// The shape of a step's status.
pub const fn state(status: StepStatus) -> State {
    match status {
        StepStatus::NotStarted => State::NotStarted,
        StepStatus::Busy => State::Busy,
        StepStatus::Finished => State::Finished,
        StepStatus::NotApplicable => State::NotApplicable,
    }
}

/// The shape of the state of a request for consent.
const fn consent_shape(state: ConsentState) -> State {
    use ConsentState as C;
    match state {
        C::Sent | C::Opened | C::CodeSent | C::Read => State::Busy,
        C::Agreed => State::Finished,
        C::Undelivered | C::Refused | C::Expired | C::OutOfDate => State::Attention,
        C::NotObtained | C::TakenBack | C::Revoked => State::Stopped,
    }
}

/// The track of the eleven steps. `note` tells who or until when; `href` leads to a step.
pub fn track(
    label: String,
    here: Option<StepNumber>,
    locale: Locale,
    status: impl Fn(StepNumber) -> StepStatus,
    href: impl Fn(StepNumber) -> Option<String>,
    note: impl Fn(StepNumber) -> Option<String>,
) -> Track {
    let mut track = Track::new(words(locale), label);
    for phase in [Phase::Observe, Phase::Understand, Phase::Plan, Phase::Realise, Phase::Close] {
        let stations = StepNumber::ALL.into_iter().filter(|step| step.phase() == phase).map(|step| {
            let mut station =
                Station::new(title(step, locale), state(status(step))).number(step.get()).here(here == Some(step));
            if let Some(href) = href(step) {
                station = station.href(href);
            }
            match note(step) {
                Some(note) => station.note(note),
                None => station,
            }
        });
        track = track.phase(ui::Phase::new(self::phase(phase, locale), stations));
    }
    track
}

#[cfg(test)]
mod tests;
