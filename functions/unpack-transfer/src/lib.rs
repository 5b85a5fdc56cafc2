//! `unpack-transfer`: makes a dossier of a package that was delivered.
//!
//! Every hash is checked before anything is written. Files and steps are then written where nobody can see them, because the dossier's
//! header is not there; one last transaction makes all of it visible. Ids are derived from the transfer's, so that a resumed job
//! writes the same again.

mod settle;
mod unpack;

use domain::{
    ids::{DossierId, JobId},
    transfer::Transfer,
};
use files::{Files, FilesError};
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError, Stored,
    outbox::{Job, JobState, MOST_TRIES, Task},
    transfers::{ImportOrder, Stopped},
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
    /// It is a dossier now.
    Imported(DossierId),
    /// It was refused before anything could be seen; the page of the import says why.
    Refused(Stopped),
    /// There was nothing to do.
    Dropped(&'static str),
    /// It will be tried again, or was given up; the fault is noted on the job.
    Failed(String),
    /// Done before, not due, or another worker has it.
    NotMine,
}

/// Why a package was not unpacked.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is not wanted any more.
    Gone(&'static str),
    /// It is refused, visibly.
    Refused(Stopped),
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
            // A part that is not there, or is larger than the manifest says, is a mismatch.
            FilesError::NotFound | FilesError::Corrupt | FilesError::TooLarge(_) => Self::Refused(Stopped::Broken),
            FilesError::Exists | FilesError::Unavailable(_) => Self::Later("files_unavailable".into()),
        }
    }
}

/// What a job works on.
pub(crate) struct Work<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    pub scope: domain::access::Scope,
    pub transfer: Stored<Transfer>,
    pub order: Stored<ImportOrder>,
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
        Err(Stop::Refused(why)) => {
            store.end_job(&mut job, JobState::Done).await?;
            Ok(Outcome::Refused(why))
        }
        Err(Stop::Later(fault)) => {
            tracing::warn!(job = %job.value.id, tries = job.value.tries, fault, "a package was not unpacked");
            store.fail_job(&mut job, &fault).await?;
            Ok(Outcome::Failed(fault))
        }
    }
}

async fn work(store: &Store, files: &Files, job: &Stored<Job>) -> Result<Outcome, Stop> {
    let (Task::UnpackTransfer { transfer }, Some(scope)) = (&job.value.task, job.value.scope()) else {
        return Err(Stop::Gone("not_an_import"));
    };
    let records = store.licence(&scope);
    let (transfer, order) =
        futures::try_join!(records.get::<Transfer>(transfer), records.get::<ImportOrder>(transfer))?;
    if order.value.job != job.value.id || transfer.value.to.licence != scope.licence() {
        return Err(Stop::Gone("another_import"));
    }
    if let Some(dossier) = order.value.dossier {
        return Ok(Outcome::Imported(dossier));
    }
    if transfer.value.state != domain::transfer::TransferState::Importing {
        return Err(Stop::Gone("not_importing"));
    }
    let mut work = Work { store, files, scope, transfer, order };
    match work.unpack().await {
        Err(Stop::Refused(why)) => {
            work.refuse(why).await?;
            Err(Stop::Refused(why))
        }
        other => other.map(Outcome::Imported),
    }
}
