//! Rollovers: one per licence and school year, with the cursor of the worker that carries it out.
//!
//! The day on which a plan is due is kept by its job in the outbox, whose index finds what is due: no query spans licences.
//! The rollover names its job; a job that it does not name any more is dropped when it comes up.

use std::collections::BTreeSet;

use domain::{
    calendar::{SchoolYear, start_of},
    hash::Hash,
    ids::{JobId, LearnerId, LicenceId, RolloverId},
    rollover::{Plan, RolloverState},
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    error::StoreError,
    item::{Entity, Stored},
    keys::{self, Key},
    outbox::{Job, Task},
    read::Store,
};

/// What was written so far. Counted in the transaction that writes it, so that a repeat counts nothing twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Written {
    /// Groups made.
    pub groups: usize,
    /// Learners who got another group, or left one.
    pub learners: usize,
    /// Staff members who went along, or left an external group.
    pub staff: usize,
    /// Learners whom somebody took out of their group since the plan was made: left as they are.
    pub left_alone: BTreeSet<LearnerId>,
}

/// A planned rollover and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rollover {
    /// The plan.
    pub plan: Plan,
    /// The job that carries it out.
    pub job: JobId,
    /// From when.
    pub due: Timestamp,
    /// Chunks done: the cursor.
    pub done: usize,
    /// Chunks to do.
    pub total: usize,
    /// What was written.
    #[serde(default)]
    pub written: Written,
    /// Why the worker gave up, as a code; somebody can set it going again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// When it was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
}

impl Entity for Rollover {
    type Id = RolloverId;
    const ENTITY: &'static str = "rollover";

    fn key(licence: LicenceId, id: &RolloverId) -> Key {
        keys::rollover(licence, *id)
    }

    fn id(&self) -> RolloverId {
        self.plan.id
    }
}

impl Rollover {
    /// The id of the rollover of a licence out of a school year: always the same, so that there is one.
    pub fn of_year(licence: LicenceId, source: SchoolYear) -> RolloverId {
        RolloverId::new(Hash::of(format!("rollover {licence} {source}")).uuid())
    }

    /// Whether it waits or is being carried out.
    pub fn is_open(&self) -> bool {
        matches!(self.plan.state, RolloverState::Planned | RolloverState::Running)
    }
}

impl Store {
    /// A plan with its job: due when the target year begins, or now when that is past.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn planned(&self, licence: LicenceId, plan: Plan) -> Result<(Rollover, Job), StoreError> {
        let due = start_of(plan.due()).max(self.now());
        let job = self.rollover_job(licence, plan.id, due)?;
        let total = plan.chunks().len();
        Ok((
            Rollover {
                plan,
                job: job.id,
                due,
                done: 0,
                total,
                written: Written::default(),
                fault: None,
                finished: None,
            },
            job,
        ))
    }

    /// A new job for a rollover.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn rollover_job(&self, licence: LicenceId, rollover: RolloverId, due: Timestamp) -> Result<Job, StoreError> {
        Ok(Job { due, ..self.job(Some(licence), Task::RolloverLicence { rollover })? })
    }
}

impl Change {
    /// Keeps a rollover with the job that carries it on. The job that it named before finds itself replaced, and is dropped.
    pub fn schedule_rollover(self, rollover: &Stored<Rollover>, job: &Job) -> Self {
        self.save(rollover).then(job)
    }
}
