//! `pack-transfer`: packs a dossier for another licence and delivers it there; removes packages that were withdrawn or have expired.
//!
//! The package lies under the receiver's prefix before the receiver hears of it; one transaction then makes it known. Every part can be done again.

mod pack;

use domain::{
    ids::{JobId, TransferId},
    transfer::TransferState,
};
use files::{Files, FilesError};
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError, Stored,
    outbox::{Job, JobState, MOST_TRIES, Task},
};

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
    /// The package waits at the receiver.
    Delivered(TransferId),
    /// What lay there was removed.
    Removed(TransferId),
    /// There was nothing to do.
    Dropped(&'static str),
    /// It will be tried again, or was given up; the fault is noted on the job.
    Failed(String),
    /// Done before, not due, or another worker has it.
    NotMine,
}

/// Why a package was not made.
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
            StoreError::Unavailable(_) | StoreError::Conflict(_) => Self::Later("unavailable".into()),
        }
    }
}

impl From<FilesError> for Stop {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::NotFound => Self::Later("file_missing".into()),
            FilesError::Corrupt => Self::Later("file_corrupt".into()),
            FilesError::Exists | FilesError::TooLarge(_) | FilesError::Unavailable(_) => {
                Self::Later("files_unavailable".into())
            }
        }
    }
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(store: &Store, files: &Files, job: JobId) -> Result<Outcome, StoreError> {
    let Some(mut job) = store.claim_job(job).await? else { return Ok(Outcome::NotMine) };
    // Workers that died with it in their hands count as tries too.
    if job.value.tries > MOST_TRIES {
        job.value.fault = Some("too_many_tries".into());
        store.end_job(&mut job, JobState::Failed).await?;
        return Ok(Outcome::Failed("too_many_tries".into()));
    }
    match work(store, files, &job).await {
        Ok(outcome) => {
            store.end_job(&mut job, JobState::Done).await?;
            Ok(outcome)
        }
        Err(Stop::Gone(why)) => {
            job.value.fault = Some(why.into());
            store.end_job(&mut job, JobState::Dropped).await?;
            Ok(Outcome::Dropped(why))
        }
        Err(Stop::Later(fault)) => {
            tracing::warn!(job = %job.value.id, tries = job.value.tries, fault, "a dossier was not packed");
            store.fail_job(&mut job, &fault).await?;
            Ok(Outcome::Failed(fault))
        }
    }
}

async fn work(store: &Store, files: &Files, job: &Stored<Job>) -> Result<Outcome, Stop> {
    let (Task::PackTransfer { transfer }, Some(scope)) = (&job.value.task, job.value.scope()) else {
        return Err(Stop::Gone("not_a_package"));
    };
    let transfer = store.licence(&scope).get::<domain::transfer::Transfer>(transfer).await?;
    if transfer.value.from.licence != scope.licence() {
        return Err(Stop::Gone("not_the_sender"));
    }
    let id = transfer.value.id;
    match transfer.value.state(store.now()) {
        TransferState::Prepared => pack::pack(store, files, &scope, transfer).await.map(|()| Outcome::Delivered(id)),
        TransferState::Withdrawn | TransferState::Expired => {
            pack::remove(files, &transfer.value).await.map(|()| Outcome::Removed(id))
        }
        // Delivered before, and this worker died before it could say so.
        TransferState::Waiting | TransferState::Importing | TransferState::Imported | TransferState::Locked => {
            Ok(Outcome::Delivered(id))
        }
    }
}
