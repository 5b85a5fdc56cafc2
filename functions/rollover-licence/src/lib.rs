//! `rollover-licence`: carries out one rollover, chunk by chunk.
//!
//! Each chunk is one transaction or a few, and each moves the cursor or the counts of the rollover with what it writes. Killed half-way, the
//! job is taken up where the cursor stands; a chunk that was done already finds everything as it should be and writes nothing (trap 20).

mod chunk;

use domain::{
    ids::{JobId, RolloverId},
    rollover::RolloverState,
};
use serde::{Deserialize, Serialize};
use store::{
    Conflict, Store, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{Job, JobState, MOST_TRIES, Task},
    rollovers::Rollover,
};

use crate::chunk::Work;

/// Chunks in one run; the rest is for a next job, so that a run ends long before its lease.
const CHUNKS_PER_RUN: usize = 20;
/// How often others may save the same in between before the job waits a while.
const MOST_CONFLICTS: u32 = 10;

/// What the function is invoked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which job.
    pub job: JobId,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "of", rename_all = "snake_case")]
pub enum Outcome {
    /// It was carried out, all of it.
    CarriedOut(RolloverId),
    /// A part was done; the next job goes on.
    GoesOn(JobId),
    /// There was nothing to do.
    Dropped(&'static str),
    /// It will be tried again, or was given up; the fault is noted.
    Failed(String),
    /// Done before, not due, or another worker has it.
    NotMine,
}

/// Why it was not carried out.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is not wanted any more.
    Gone(&'static str),
    /// It may be done later.
    Later(String),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(_) => Self::Gone("gone"),
            StoreError::Corrupt { entity, .. } => Self::Later(format!("unreadable {entity}")),
            StoreError::Unavailable(_) => Self::Later("unavailable".into()),
            StoreError::Conflict(_) => Self::Later("in_use".into()),
        }
    }
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(store: &Store, job: JobId) -> Result<Outcome, StoreError> {
    let Some(mut job) = store.claim_job(job).await? else { return Ok(Outcome::NotMine) };
    // Workers that died with it in their hands count as tries too.
    if job.value.tries > MOST_TRIES {
        return give_up(store, &mut job, "too_many_tries").await;
    }
    match work(store, &job).await {
        Ok(outcome) => {
            store.end_job(&mut job, JobState::Done).await?;
            Ok(outcome)
        }
        Err(Stop::Gone(why)) => {
            job.value.fault = Some(why.into());
            store.end_job(&mut job, JobState::Dropped).await?;
            Ok(Outcome::Dropped(why))
        }
        Err(Stop::Later(fault)) if job.value.tries >= MOST_TRIES => give_up(store, &mut job, &fault).await,
        Err(Stop::Later(fault)) => {
            tracing::warn!(job = %job.value.id, tries = job.value.tries, fault, "a rollover was interrupted");
            store.fail_job(&mut job, &fault).await?;
            Ok(Outcome::Failed(fault))
        }
    }
}

/// Notes on the rollover that its job was given up, so that its page can say so and offer to go on.
async fn give_up(store: &Store, job: &mut Stored<Job>, fault: &str) -> Result<Outcome, StoreError> {
    tracing::error!(job = %job.value.id, fault, "a rollover was given up");
    if let (Task::RolloverLicence { rollover }, Some(scope)) = (&job.value.task, job.value.scope()) {
        let records = store.licence(&scope);
        let named = records
            .find::<Rollover>(rollover)
            .await?
            .filter(|rollover| rollover.value.job == job.value.id && rollover.value.is_open());
        if let Some(mut rollover) = named {
            rollover.value.fault = Some(fault.into());
            let row = Entry::new(
                scope.licence(),
                format!("ROLLOVER#{}", rollover.value.plan.id),
                "given up",
                Who::platform("rollover-licence"),
            )
            .with("fault", fault);
            records.change(None).save(&rollover).audit(&row).commit("").await?;
        }
    }
    job.value.fault = Some(fault.into());
    store.end_job(job, JobState::Failed).await?;
    Ok(Outcome::Failed(fault.into()))
}

async fn work(store: &Store, job: &Stored<Job>) -> Result<Outcome, Stop> {
    let (Task::RolloverLicence { rollover }, Some(scope)) = (&job.value.task, job.value.scope()) else {
        return Err(Stop::Gone("not_a_rollover"));
    };
    let mut work = Work::read(store, scope, *rollover).await?;
    let mine = |work: &Work<'_>| match work.rollover.value.plan.state {
        RolloverState::Withdrawn => Err(Stop::Gone("withdrawn")),
        _ if work.rollover.value.job != job.value.id => Err(Stop::Gone("replaced")),
        _ => Ok(()),
    };
    mine(&work)?;
    if !work.rollover.value.plan.begin() {
        // Carried out before, and this worker died before it could say so.
        return Ok(Outcome::CarriedOut(*rollover));
    }
    let chunks = work.rollover.value.plan.chunks();
    let last = chunks.len().min(work.rollover.value.done + CHUNKS_PER_RUN);
    let mut conflicts = 0;
    while let Some(chunk) = chunks.get(work.rollover.value.done).filter(|_| work.rollover.value.done < last) {
        match work.carry_out(chunk).await {
            Ok(()) => {}
            // Somebody saved one of these since it was read: look again at what there is now.
            Err(StoreError::Conflict(Conflict::Stale(_) | Conflict::Taken(_))) if conflicts < MOST_CONFLICTS => {
                conflicts += 1;
                work = Work::read(store, scope, *rollover).await?;
                mine(&work)?;
                work.rollover.value.plan.begin();
            }
            Err(error) => return Err(error.into()),
        }
    }
    if work.rollover.value.done < chunks.len() {
        return Ok(Outcome::GoesOn(work.hand_on().await?));
    }
    work.finish().await?;
    Ok(Outcome::CarriedOut(*rollover))
}
