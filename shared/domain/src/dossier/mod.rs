//! A dossier: one cycle of support for one learner in one licence.

mod archive;
mod plan;
mod step;
mod track;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use archive::{ArchiveWarning, Archived};
pub use plan::{Frozen, PlanFinished};
pub use step::{Step, StepAct, Trail};
pub use track::{NotFinished, Reason, Refusal, Track, Unmet};

use crate::{
    author::Stamp,
    ids::{DossierId, LinkId, TransferId},
    input::{Fault, Faults},
    learner::Learner,
    licence::LicenceName,
    retention::{Retention, RetentionClass},
    steps::{ProfileDomain, StepNumber, StepStatus, definition},
};

/// How much support; chosen at opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Light support.
    Light,
    /// Extra support at school.
    ExtraAtSchool,
    /// Extra support in a special setting.
    ExtraInSetting,
}

impl Level {
    /// All levels, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::ExtraAtSchool, Self::ExtraInSetting];

    /// Its name in forms, and in the catalogue after `level-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::ExtraAtSchool => "extra-at-school",
            Self::ExtraInSetting => "extra-in-setting",
        }
    }
}

/// Where a dossier comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Origin {
    /// Begun here.
    New,
    /// Follows on an earlier cycle.
    NewCycle,
    /// Follows on a dossier of another level.
    LevelChange,
    /// Taken over from another licence.
    Import {
        /// Which.
        licence: LicenceName,
        /// What people call it.
        name: String,
        /// When.
        on: Date,
        /// By which transfer.
        transfer: TransferId,
        /// Its number for people.
        number: String,
    },
}

/// How a dossier ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Support is no longer needed.
    EndOfSupport,
    /// The learner left the school.
    LearnerLeft,
    /// The learner goes on elsewhere, with the dossier.
    Transfer,
}

impl Outcome {
    /// The outcome with this name in step 11.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "end-of-support" => Some(Self::EndOfSupport),
            "learner-left" => Some(Self::LearnerLeft),
            "transfer" => Some(Self::Transfer),
            _ => None,
        }
    }
}

/// How far a dossier is (domain 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DossierStatus {
    /// Being worked on.
    Running,
    /// Closed and frozen.
    Archived,
    /// Archived, and set out for another licence.
    SetOut,
    /// Archived, and taken over by another licence.
    Transferred,
}

/// One step as the dossier's header shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepSummary {
    /// How far it is.
    pub status: StepStatus,
    /// Which definition its content was made with.
    pub definition_version: u16,
    /// Who finished it or put it aside, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Stamp>,
}

/// The header of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// The id; the learner's is in it.
    pub id: DossierId,
    /// How much support.
    pub level: Level,
    /// The how manieth cycle, from 1.
    pub cycle: u16,
    /// The dossier this one follows on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<DossierId>,
    /// Where it comes from.
    pub origin: Origin,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The domains of the day it was opened (1-56).
    pub domains: Vec<ProfileDomain>,
    /// How far it is.
    pub status: DossierStatus,
    /// Its steps.
    pub steps: BTreeMap<StepNumber, StepSummary>,
    /// Links that are open: one transaction can kill them all.
    #[serde(default)]
    pub open_links: BTreeSet<LinkId>,
    /// The version that people read, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
    /// Whether step 9 was skipped (1-23).
    #[serde(default)]
    pub toolbox_skipped: bool,
    /// Who opened it, and when.
    pub opened: Stamp,
    /// Who archived it, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Stamp>,
    /// How long it is kept.
    pub retention: Retention,
}

/// What is typed to open a dossier.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OpenDossierInput {
    /// `light`, `extra-at-school` or `extra-in-setting`.
    pub level: String,
}

impl OpenDossierInput {
    /// The level.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self) -> Result<Level, Faults> {
        match self.level.trim() {
            "" => Err(Faults::one("level", Fault::Missing)),
            typed => Level::ALL
                .into_iter()
                .find(|level| level.as_str() == typed)
                .ok_or_else(|| Faults::one("level", Fault::NotAChoice)),
        }
    }
}

/// Why no dossier can be opened for a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum CannotOpen {
    /// There is a running one: go on with it, or archive it first (2-19).
    #[error("a dossier is running")]
    Running {
        /// Which.
        dossier: DossierId,
    },
    /// The learner is not enrolled.
    #[error("the learner is not enrolled")]
    NotEnrolled,
    /// The learner turned out to be another one.
    #[error("the learner was merged into another")]
    Merged,
}

/// Whether a dossier can be opened for a learner today; the store guards the same with a key of its own (2-19).
///
/// # Errors
/// Why not.
pub fn may_open(learner: &Learner, running: Option<DossierId>, today: Date) -> Result<(), CannotOpen> {
    match running {
        Some(dossier) => Err(CannotOpen::Running { dossier }),
        None if learner.merged_into.is_some() => Err(CannotOpen::Merged),
        None if !learner.is_enrolled(today) => Err(CannotOpen::NotEnrolled),
        None => Ok(()),
    }
}

impl Dossier {
    /// A dossier that begins.
    pub fn open(id: DossierId, level: Level, domains: Vec<ProfileDomain>, origin: Origin, opened: Stamp) -> Self {
        let summary = |step| StepSummary {
            status: StepStatus::NotStarted,
            definition_version: definition(step).version,
            done: None,
        };
        Self {
            id,
            level,
            cycle: 1,
            predecessor: None,
            origin,
            outcome: None,
            domains,
            status: DossierStatus::Running,
            steps: StepNumber::ALL.into_iter().map(|step| (step, summary(step))).collect(),
            open_links: BTreeSet::new(),
            frozen: None,
            toolbox_skipped: false,
            opened,
            archived: None,
            retention: Retention::new(RetentionClass::LearnerRecord),
        }
    }

    /// Follows on an earlier dossier.
    #[must_use]
    pub fn after(mut self, predecessor: &Self) -> Self {
        self.cycle = predecessor.cycle.saturating_add(1);
        self.predecessor = Some(predecessor.id);
        self
    }

    /// How far a step is.
    pub fn status_of(&self, step: StepNumber) -> StepStatus {
        self.steps.get(&step).map_or(StepStatus::NotStarted, |summary| summary.status)
    }

    /// Whether it is being worked on.
    pub fn is_running(&self) -> bool {
        self.status == DossierStatus::Running
    }
}

/// The row of the register of dossiers: what lists need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DossierRow {
    /// The id; the learner's is in it.
    pub id: DossierId,
    /// How much support.
    pub level: Level,
    /// The how manieth cycle.
    pub cycle: u16,
    /// How far it is.
    pub status: DossierStatus,
    /// How far each step is.
    pub steps: BTreeMap<StepNumber, StepStatus>,
    /// Who opened it, and when.
    pub opened: Stamp,
    /// Who changed it last, and when.
    pub changed: Stamp,
    /// Whether it was imported.
    pub imported: bool,
}

impl DossierRow {
    /// The row of a dossier, as far as its header tells who changed it last; see [`Self::changed_by`].
    pub fn of(dossier: &Dossier) -> Self {
        let done = dossier.steps.values().filter_map(|summary| summary.done.as_ref()).chain(&dossier.archived);
        Self {
            id: dossier.id,
            level: dossier.level,
            cycle: dossier.cycle,
            status: dossier.status,
            steps: dossier.steps.iter().map(|(step, summary)| (*step, summary.status)).collect(),
            opened: dossier.opened.clone(),
            changed: done.fold(&dossier.opened, |last, stamp| if stamp.at > last.at { stamp } else { last }).clone(),
            imported: matches!(dossier.origin, Origin::Import { .. }),
        }
    }

    /// The row after a change that the header does not tell of.
    #[must_use]
    pub fn changed_by(mut self, stamp: &Stamp) -> Self {
        self.changed = stamp.clone();
        self
    }

    /// The first step that is not done: where to go on.
    pub fn next_step(&self) -> Option<StepNumber> {
        StepNumber::ALL.into_iter().find(|step| !self.steps.get(step).is_some_and(|status| status.is_done()))
    }
}

#[cfg(test)]
mod tests;
