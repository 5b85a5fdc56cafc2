//! A dossier with its steps, and what may be done to them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Dossier, DossierStatus, Step, StepAct, StepSummary};
use crate::{
    author::Stamp,
    consent::Person,
    ids::StaffId,
    input::{Fault, Faults, text},
    steps::{Context, Missing, StatusRefusal, StepContent, StepNumber, StepStatus, definition, goals},
};

/// A dossier with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The header.
    pub dossier: Dossier,
    /// The steps that somebody wrote in.
    pub steps: BTreeMap<StepNumber, Step>,
}

/// Why a step is reopened; there is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// A typed reason.
    ///
    /// # Errors
    /// [`Fault::ReasonNeeded`] or [`Fault::TooLong`] at `reason`.
    pub fn parse(typed: &str) -> Result<Self, Faults> {
        text(typed, 2_000)
            .map(Self)
            .map_err(|fault| Faults::one("reason", if fault == Fault::Missing { Fault::ReasonNeeded } else { fault }))
    }
}

/// Why something cannot be done to a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(tag = "reason", content = "of", rename_all = "kebab-case")]
pub enum Refusal {
    /// The dossier is closed: everything is read-only.
    #[error("the dossier is not running")]
    NotRunning(DossierStatus),
    /// Only an archived dossier is set out, only one that is set out is taken back or handed over (1-12).
    #[error("not possible while the dossier is {0:?}")]
    InStatus(DossierStatus),
    /// The step is not in a state in which this can be done.
    #[error(transparent)]
    Status(StatusRefusal),
    /// This step is needed in every dossier, or has a way of its own.
    #[error("the step cannot be put aside")]
    NeverPutAside(StepNumber),
    /// This step is finished in its own way.
    #[error("the step is finished in its own way")]
    OwnWay(StepNumber),
}

/// What stands in the way of finishing, apart from fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "unmet", content = "of", rename_all = "kebab-case")]
pub enum Unmet {
    /// A step before the plan is neither finished nor put aside.
    StepOpen(StepNumber),
    /// The record of the learner's say is missing or not whole (4.2, trap 29).
    LearnersSay,
    /// No way was chosen to get this person's consent (1-35).
    NoRoute(Person),
    /// Nobody is known whose consent could be asked: no carer with authority.
    NobodyToAsk,
    /// No outcome was chosen.
    NoOutcome,
    /// Skipping the toolbox was not confirmed (1-23).
    NotConfirmed,
}

/// Why a step was not finished: everything at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NotFinished {
    /// It cannot be finished now, whatever is filled in.
    #[error(transparent)]
    Refused(Refusal),
    /// Something is missing.
    #[error("{} field(s) and {} condition(s) are missing", .fields.len(), .unmet.len())]
    Missing {
        /// Fields to fill in.
        fields: Vec<Missing>,
        /// What else is needed.
        unmet: Vec<Unmet>,
    },
}

impl From<Refusal> for NotFinished {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Track {
    /// A dossier that nobody wrote in yet.
    pub const fn new(dossier: Dossier) -> Self {
        Self { dossier, steps: BTreeMap::new() }
    }

    /// What is filled in in a step.
    pub fn content(&self, step: StepNumber) -> &StepContent {
        static EMPTY: StepContent = StepContent::empty();
        self.steps.get(&step).map_or(&EMPTY, |step| &step.content)
    }

    /// What counts of a step: nothing of one that was put aside, though what was typed is kept.
    pub fn shown(&self, step: StepNumber) -> &StepContent {
        static EMPTY: StepContent = StepContent::empty();
        if self.dossier.status_of(step) == StepStatus::NotApplicable { &EMPTY } else { self.content(step) }
    }

    /// What the fields of the steps depend on. `staff`: who can be chosen; `carers`: how many are known.
    pub fn context(&self, staff: Vec<StaffId>, carers: usize) -> Context {
        Context {
            domains: self.dossier.domains.clone(),
            goals: goals(self.shown(StepNumber::GOALS)).into_iter().map(|goal| goal.id).collect(),
            staff,
            carers,
            year_level: self.shown(StepNumber::FACTS).text("year-level").map(Into::into),
            toolbox_skipped: self.dossier.toolbox_skipped,
        }
    }

    /// Whether a step can be written in now.
    ///
    /// # Errors
    /// Why not.
    pub fn can_save(&self, step: StepNumber) -> Result<(), Refusal> {
        self.writable()?;
        self.dossier.status_of(step).saved().map(|_| ()).map_err(Refusal::Status)
    }

    /// Saves what was typed. The status becomes busy and never more (2-08).
    ///
    /// # Errors
    /// A closed dossier or a step that is done is not written in.
    pub fn save(&mut self, step: StepNumber, content: StepContent, stamp: &Stamp) -> Result<(), Refusal> {
        self.can_save(step)?;
        let id = self.dossier.id;
        let saved = self.steps.entry(step).or_insert_with(|| Step::new(id, step));
        saved.content = content;
        saved.definition_version = definition(step).version;
        saved.note(StepAct::Saved, stamp);
        self.set(step, StepStatus::Busy, None);
        Ok(())
    }

    /// What is missing in a step before it can be finished.
    pub fn missing(&self, step: StepNumber, context: &Context) -> Vec<Missing> {
        self.content(step).missing_to_finish(definition(step), context)
    }

    /// Finishes a step other than 8 and 11, which have a way of their own.
    ///
    /// # Errors
    /// What is missing, all of it.
    pub fn finish(&mut self, step: StepNumber, context: &Context, stamp: &Stamp) -> Result<(), NotFinished> {
        if step == StepNumber::PLAN || step == StepNumber::OUTCOME {
            return Err(Refusal::OwnWay(step).into());
        }
        self.can_save(step)?;
        let fields = self.missing(step, context);
        if !fields.is_empty() {
            return Err(NotFinished::Missing { fields, unmet: Vec::new() });
        }
        self.done(step, StepStatus::Finished, StepAct::Finished, stamp);
        Ok(())
    }

    /// Puts a step aside as not applicable: 2 to 7 and 10.
    ///
    /// # Errors
    /// A step that every dossier needs, a step that is done, a closed dossier.
    pub fn put_aside(&mut self, step: StepNumber, stamp: &Stamp) -> Result<(), Refusal> {
        self.can_save(step)?;
        if !matches!(step.get(), 2..=7 | 10) {
            return Err(Refusal::NeverPutAside(step));
        }
        self.done(step, StepStatus::NotApplicable, StepAct::PutAside, stamp);
        Ok(())
    }

    /// Skips the toolbox, after a confirmation; step 10 may then stay empty (1-23, 1-24).
    ///
    /// # Errors
    /// Without the confirmation, in a closed dossier, or when step 9 is done.
    pub fn skip_toolbox(&mut self, confirmed: bool, stamp: &Stamp) -> Result<(), NotFinished> {
        self.can_save(StepNumber::TOOLBOX)?;
        if !confirmed {
            return Err(NotFinished::Missing { fields: Vec::new(), unmet: vec![Unmet::NotConfirmed] });
        }
        self.dossier.toolbox_skipped = true;
        self.done(StepNumber::TOOLBOX, StepStatus::Finished, StepAct::Skipped, stamp);
        Ok(())
    }

    /// Whether a step can be reopened now.
    ///
    /// # Errors
    /// Why not: nothing is reopened once the dossier is closed or handed over.
    pub fn can_reopen(&self, step: StepNumber) -> Result<(), Refusal> {
        self.writable()?;
        self.dossier.status_of(step).reopened().map(|_| ()).map_err(Refusal::Status)
    }

    /// Reopens a step that is done. The plan stands on steps 1 to 7: with one of them a finished plan is reopened too.
    /// Tells which steps were reopened. The frozen version stays until the plan is finished again.
    ///
    /// # Errors
    /// Why it cannot be reopened.
    pub fn reopen(&mut self, step: StepNumber, reason: &Reason, stamp: &Stamp) -> Result<Vec<StepNumber>, Refusal> {
        self.can_reopen(step)?;
        let mut reopened = vec![step];
        if step < StepNumber::PLAN && self.dossier.status_of(StepNumber::PLAN) == StepStatus::Finished {
            reopened.push(StepNumber::PLAN);
        }
        if step == StepNumber::TOOLBOX {
            self.dossier.toolbox_skipped = false;
        }
        for step in &reopened {
            self.note(*step, StepAct::Reopened { reason: reason.0.clone() }, stamp);
            self.set(*step, StepStatus::Busy, None);
        }
        Ok(reopened)
    }

    /// Marks a step as done.
    pub(super) fn done(&mut self, step: StepNumber, status: StepStatus, act: StepAct, stamp: &Stamp) {
        self.note(step, act, stamp);
        self.set(step, status, Some(stamp.clone()));
    }

    pub(super) fn writable(&self) -> Result<(), Refusal> {
        if self.dossier.is_running() { Ok(()) } else { Err(Refusal::NotRunning(self.dossier.status)) }
    }

    fn note(&mut self, step: StepNumber, act: StepAct, stamp: &Stamp) {
        let id = self.dossier.id;
        self.steps.entry(step).or_insert_with(|| Step::new(id, step)).note(act, stamp);
    }

    fn set(&mut self, step: StepNumber, status: StepStatus, done: Option<Stamp>) {
        let definition_version =
            self.steps.get(&step).map_or_else(|| definition(step).version, |step| step.definition_version);
        self.dossier.steps.insert(step, StepSummary { status, definition_version, done });
    }
}
