//! The frame round every job: claim it, carry it out, and note how it ended. A worker only brings what is to be done.

use std::fmt;

use domain::ids::JobId;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{Job, JobState};
use crate::{error::StoreError, item::Stored, read::Store};

/// After this many tries a job has failed, visibly, until somebody presses retry.
pub const MOST_TRIES: u32 = 8;
/// How long a worker may be busy with a job before another may take it.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// The pause after a first try; it doubles with each.
const PAUSE_SECONDS: i64 = 15;
/// Signs of a fault that are kept.
const FAULT_SIGNS: usize = 200;

/// What a worker is invoked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which job.
    pub job: JobId,
}

/// How a worker's turn ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "of", rename_all = "snake_case")]
pub enum Outcome<T> {
    /// It was done, and what came of it.
    Done(T),
    /// It was not needed any more, and why.
    Dropped(&'static str),
    /// It will be tried again, or was given up; the fault is noted on the job.
    Failed(String),
    /// Done before, not due, or another worker has it.
    NotMine,
}

/// Why a job was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// What it was for is gone.
    Gone(&'static str),
    /// It cannot be done, however often it is tried.
    Never(String),
    /// It may be done later.
    Later(String),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(_) => Self::Gone("gone"),
            StoreError::Unavailable(_) => Self::Later("unavailable".into()),
            // Somebody saved the same in between: the next try reads it anew.
            StoreError::Conflict(_) => Self::Later("in_use".into()),
            StoreError::Corrupt { entity, .. } => Self::Later(format!("unreadable {entity}")),
        }
    }
}

/// What a worker does with its jobs.
pub trait Work: Sync {
    /// What comes of a job.
    type Done: fmt::Debug + Send + Sync;

    /// Carries a job out. It may have been begun before, and may have been done: it is to end the same.
    fn carry_out(&self, job: &Job) -> impl Future<Output = Result<Self::Done, Stop>> + Send;

    /// Notes that a job was done.
    fn close(
        &self,
        store: &Store,
        job: &mut Stored<Job>,
        _done: &Self::Done,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { store.end_job(job, JobState::Done).await }
    }

    /// Tells where the job came from that it was given up, before the job itself says so.
    fn give_up(&self, _job: &Job, _fault: &str) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { Ok(()) }
    }
}

impl Store {
    /// Carries out a job, if it is still to be done.
    ///
    /// # Errors
    /// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
    pub async fn work<W: Work>(&self, id: JobId, work: &W) -> Result<Outcome<W::Done>, StoreError> {
        let Some(mut job) = self.claim_job(id).await? else { return Ok(Outcome::NotMine) };
        let stop = if job.value.tries > MOST_TRIES {
            // Workers that died with it in their hands count as tries too.
            Stop::Never("too_many_tries".into())
        } else {
            match work.carry_out(&job.value).await {
                Ok(done) => {
                    work.close(self, &mut job, &done).await?;
                    return Ok(Outcome::Done(done));
                }
                Err(stop) => stop,
            }
        };
        let (state, fault) = match stop {
            Stop::Gone(why) => {
                job.value.fault = Some(why.into());
                self.end_job(&mut job, JobState::Dropped).await?;
                return Ok(Outcome::Dropped(why));
            }
            Stop::Later(fault) if job.value.tries < MOST_TRIES => (JobState::Queued, fault),
            Stop::Never(fault) | Stop::Later(fault) => (JobState::Failed, fault),
        };
        let (job_id, function, tries) = (job.value.id, job.value.task.function(), job.value.tries);
        job.value.fault = Some(fault.chars().take(FAULT_SIGNS).collect());
        if state == JobState::Failed {
            tracing::error!(job = %job_id, function, tries, fault, "a job was given up");
            work.give_up(&job.value, &fault).await?;
        } else {
            tracing::warn!(job = %job_id, function, tries, fault, "a job will be tried again");
            job.value.due = self.clock.now() + SignedDuration::from_secs(PAUSE_SECONDS << tries);
        }
        self.end_job(&mut job, state).await?;
        Ok(Outcome::Failed(fault))
    }

    /// Takes a job for a while; `None` when it is done, not due, or another worker has it.
    async fn claim_job(&self, id: JobId) -> Result<Option<Stored<Job>>, StoreError> {
        let now = self.clock.now();
        let Some(mut job) = self.find_job(id).await? else { return Ok(None) };
        let free = job.value.claimed_until.is_none_or(|until| until <= now);
        if job.value.state != JobState::Queued || job.value.due > now || !free {
            return Ok(None);
        }
        job.value.claimed_until = Some(now + LEASE);
        job.value.claim = Some(self.id()?);
        job.value.tries += 1;
        Ok(self.replace_job(&mut job).await?.then_some(job))
    }

    /// Lets go of a job. That another worker has it by now, because this one took too long, is for the other to note.
    async fn end_job(&self, job: &mut Stored<Job>, state: JobState) -> Result<(), StoreError> {
        job.value.state = state;
        job.value.claimed_until = None;
        self.replace_job(job).await.map(drop)
    }
}
