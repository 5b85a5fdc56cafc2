//! `rollover-licence`: carries out one rollover, chunk by chunk.
//!
//! Each chunk is one transaction or a few, and each moves the cursor or the counts of the rollover with what it writes. Killed half-way, the
//! job is taken up where the cursor stands; a chunk that was done already finds everything as it should be and writes nothing (trap 20).

mod chunk;

use domain::{
    access::Scope,
    ids::{JobId, RolloverId},
    rollover::RolloverState,
};
use serde::Serialize;
use store::{
    Conflict, Store, StoreError,
    audit::{Entry, Who},
    outbox::{Job, Outcome, Stop, Task, Work},
    rollovers::Rollover,
};

use crate::chunk::Turn;

/// Chunks in one run; the rest is for a next job, so that a run ends long before its lease.
const CHUNKS_PER_RUN: usize = 20;
/// How often others may save the same in between before the job waits a while.
const MOST_CONFLICTS: u32 = 10;

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "done", content = "of", rename_all = "snake_case")]
pub enum Done {
    /// It was carried out, all of it.
    CarriedOut(RolloverId),
    /// A part was done; the next job goes on.
    GoesOn(JobId),
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(store: &Store, job: JobId) -> Result<Outcome<Done>, StoreError> {
    store.work(job, &Turning { store }).await
}

struct Turning<'a> {
    store: &'a Store,
}

fn asked(job: &Job) -> Option<(RolloverId, Scope)> {
    match (&job.task, job.scope()) {
        (Task::RolloverLicence { rollover }, Some(scope)) => Some((*rollover, scope)),
        _ => None,
    }
}

impl Work for Turning<'_> {
    type Done = Done;

    async fn carry_out(&self, job: &Job) -> Result<Done, Stop> {
        let (rollover, scope) = asked(job).ok_or(Stop::Gone("not_a_rollover"))?;
        turn(self.store, scope, rollover, job.id).await
    }

    /// Notes on the rollover that its job was given up, so that its page can say so and offer to go on.
    async fn give_up(&self, job: &Job, fault: &str) -> Result<(), StoreError> {
        let Some((rollover, scope)) = asked(job) else { return Ok(()) };
        let records = self.store.licence(&scope);
        let named = records.find::<Rollover>(&rollover).await?;
        let Some(mut named) = named.filter(|found| found.value.job == job.id && found.value.is_open()) else {
            return Ok(());
        };
        named.value.fault = Some(fault.into());
        let subject = format!("ROLLOVER#{rollover}");
        let row = Entry::new(scope.licence(), subject, "given up", Who::platform("rollover-licence"));
        records.change(None).save(&named).audit(&row.with("fault", fault)).commit("").await.map(drop)
    }
}

async fn turn(store: &Store, scope: Scope, rollover: RolloverId, job: JobId) -> Result<Done, Stop> {
    let mut turn = Turn::read(store, scope, rollover).await?;
    let mine = |turn: &Turn<'_>| match turn.rollover.value.plan.state {
        RolloverState::Withdrawn => Err(Stop::Gone("withdrawn")),
        _ if turn.rollover.value.job != job => Err(Stop::Gone("replaced")),
        _ => Ok(()),
    };
    mine(&turn)?;
    if !turn.rollover.value.plan.begin() {
        // Carried out before, and this worker died before it could say so.
        return Ok(Done::CarriedOut(rollover));
    }
    let chunks = turn.rollover.value.plan.chunks();
    let last = chunks.len().min(turn.rollover.value.done + CHUNKS_PER_RUN);
    let mut conflicts = 0;
    while let Some(chunk) = chunks.get(turn.rollover.value.done).filter(|_| turn.rollover.value.done < last) {
        match turn.carry_out(chunk).await {
            Ok(()) => {}
            // Somebody saved one of these since it was read: look again at what there is now.
            Err(StoreError::Conflict(Conflict::Stale(_) | Conflict::Taken(_))) if conflicts < MOST_CONFLICTS => {
                conflicts += 1;
                turn = Turn::read(store, scope, rollover).await?;
                mine(&turn)?;
                turn.rollover.value.plan.begin();
            }
            Err(error) => return Err(error.into()),
        }
    }
    if turn.rollover.value.done < chunks.len() {
        return Ok(Done::GoesOn(turn.hand_on().await?));
    }
    turn.finish().await?;
    Ok(Done::CarriedOut(rollover))
}
