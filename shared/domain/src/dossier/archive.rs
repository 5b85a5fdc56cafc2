//! Finishing step 11: the dossier is archived, everything becomes read-only, open links die (1-12).

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::{DossierStatus, NotFinished, Outcome, Refusal, StepAct, Track, Unmet};
use crate::{
    author::Stamp,
    calendar::today,
    consent::{Consent, ConsentState, Person, Purpose, latest},
    ids::LinkId,
    retention::RetentionEvent,
    steps::{Context, StepNumber, StepStatus},
};

/// Something to know before archiving. None of it stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "warning", content = "of", rename_all = "kebab-case")]
pub enum ArchiveWarning {
    /// A step is not done.
    StepOpen(StepNumber),
    /// There is no version that anybody could read.
    NeverFrozen,
    /// The plan was changed after the version that people read.
    PlanReopened,
    /// This person was asked and has not answered; the link dies.
    Unanswered(Person),
    /// This person refused: shown, no hindrance.
    Refused(Person),
    /// No consent was obtained of this person.
    NotObtained(Person),
    /// This person agreed to an action part that has changed.
    OutOfDate(Person),
    /// The toolbox was skipped.
    ToolboxSkipped,
}

/// An archived dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// Links that die with it.
    pub dead_links: Vec<LinkId>,
    /// How it ended.
    pub outcome: Outcome,
}

impl Track {
    /// What to know before archiving.
    pub fn archive_warnings(&self, consents: &[Consent], now: Timestamp) -> Vec<ArchiveWarning> {
        let open = |step: &StepNumber| *step != StepNumber::OUTCOME && !self.dossier.status_of(*step).is_done();
        let mut warnings: Vec<_> = StepNumber::ALL.into_iter().filter(open).map(ArchiveWarning::StepOpen).collect();
        match (&self.dossier.frozen, self.dossier.status_of(StepNumber::PLAN)) {
            (None, _) => warnings.push(ArchiveWarning::NeverFrozen),
            (Some(_), StepStatus::Finished) => {}
            (Some(_), _) => warnings.push(ArchiveWarning::PlanReopened),
        }
        for consent in latest(consents, Purpose::ActionPart) {
            let person = consent.asked.person;
            match consent.state(now) {
                ConsentState::Agreed | ConsentState::TakenBack => {}
                ConsentState::Refused | ConsentState::Revoked => warnings.push(ArchiveWarning::Refused(person)),
                ConsentState::NotObtained => warnings.push(ArchiveWarning::NotObtained(person)),
                ConsentState::OutOfDate => warnings.push(ArchiveWarning::OutOfDate(person)),
                _ => warnings.push(ArchiveWarning::Unanswered(person)),
            }
        }
        if self.dossier.toolbox_skipped {
            warnings.push(ArchiveWarning::ToolboxSkipped);
        }
        warnings
    }

    /// Finishes step 11 and with it the dossier. Every open link is handed back, to be killed in the same change.
    ///
    /// # Errors
    /// Without an outcome; when the dossier is not running.
    pub fn archive(&mut self, context: &Context, stamp: &Stamp) -> Result<Archived, NotFinished> {
        self.can_save(StepNumber::OUTCOME)?;
        let outcome = self.content(StepNumber::OUTCOME).text("outcome").and_then(Outcome::parse);
        let Some(outcome) = outcome else {
            return Err(NotFinished::Missing {
                fields: self.missing(StepNumber::OUTCOME, context),
                unmet: vec![Unmet::NoOutcome],
            });
        };
        self.done(StepNumber::OUTCOME, StepStatus::Finished, StepAct::Finished, stamp);
        self.dossier.outcome = Some(outcome);
        self.dossier.status = DossierStatus::Archived;
        self.dossier.archived = Some(stamp.clone());
        self.dossier.retention.begin(RetentionEvent::DossierClosed, today(stamp.at));
        Ok(Archived { dead_links: std::mem::take(&mut self.dossier.open_links).into_iter().collect(), outcome })
    }
}

impl super::Dossier {
    /// Sets it out for another licence: only what is archived (1-12).
    ///
    /// # Errors
    /// When it is not archived, or set out or handed over already.
    pub fn set_out(&mut self) -> Result<(), Refusal> {
        self.step_to(DossierStatus::Archived, DossierStatus::SetOut)
    }

    /// The transfer was withdrawn or has expired: it is only archived again.
    ///
    /// # Errors
    /// When it is not set out.
    pub fn take_back(&mut self) -> Result<(), Refusal> {
        self.step_to(DossierStatus::SetOut, DossierStatus::Archived)
    }

    /// The receiver took it over; it stays archived here.
    ///
    /// # Errors
    /// When it is not set out.
    pub fn handed_over(&mut self) -> Result<(), Refusal> {
        self.step_to(DossierStatus::SetOut, DossierStatus::Transferred)
    }

    fn step_to(&mut self, from: DossierStatus, to: DossierStatus) -> Result<(), Refusal> {
        if self.status != from {
            return Err(Refusal::InStatus(self.status));
        }
        self.status = to;
        Ok(())
    }
}
