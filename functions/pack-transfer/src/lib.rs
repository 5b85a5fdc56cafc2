//! `pack-transfer`: packs a dossier for another licence, signs the package and delivers it there; sees to transfers that are over.
//!
//! The package lies under the receiver's prefix before the receiver hears of it; one transaction then makes it known. Every part can be done again.

mod end;
mod pack;

use domain::{
    ids::{JobId, TransferId},
    transfer::{Transfer, TransferState},
};
use files::{Files, FilesError};
use serde::Serialize;
use store::{
    App, StoreError,
    outbox::{Job, Outcome, Stop, Task, Work},
};

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "done", content = "transfer", rename_all = "snake_case")]
pub enum Done {
    /// The package waits at the receiver.
    Delivered(TransferId),
    /// Nobody took it over in time: both sides know, and the package is gone.
    Expired(TransferId),
    /// What lay there was removed.
    Removed(TransferId),
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(app: &App, files: &Files, job: JobId) -> Result<Outcome<Done>, StoreError> {
    app.store.work(job, &Packing { app, files }).await
}

pub(crate) struct Packing<'a> {
    app: &'a App,
    files: &'a Files,
}

impl Work for Packing<'_> {
    type Done = Done;

    async fn carry_out(&self, job: &Job) -> Result<Done, Stop> {
        let (Task::PackTransfer { transfer } | Task::EndTransfer { transfer }, Some(scope)) = (&job.task, job.scope())
        else {
            return Err(Stop::Gone("not_a_package"));
        };
        let transfer = self.app.store.licence(&scope).get::<Transfer>(transfer).await?;
        if transfer.value.from.licence != scope.licence() {
            return Err(Stop::Gone("not_the_sender"));
        }
        let id = transfer.value.id;
        let is_over = matches!(job.task, Task::EndTransfer { .. });
        match transfer.value.state(self.app.now()) {
            TransferState::Prepared if !is_over => self.pack(&scope, transfer).await.map(|()| Done::Delivered(id)),
            TransferState::Expired if transfer.value.state != TransferState::Expired => {
                self.expire(&scope, transfer).await.map(|()| Done::Expired(id))
            }
            TransferState::Withdrawn | TransferState::Expired | TransferState::Imported => {
                self.remove(&transfer.value).await.map(|()| Done::Removed(id))
            }
            // Whoever unpacks it sees to its end.
            TransferState::Prepared | TransferState::Waiting | TransferState::Importing | TransferState::Locked
                if is_over =>
            {
                Err(Stop::Gone("not_over"))
            }
            // Delivered before, and this worker died before it could say so.
            TransferState::Prepared | TransferState::Waiting | TransferState::Importing | TransferState::Locked => {
                Ok(Done::Delivered(id))
            }
        }
    }
}

/// What a fault of a file means for the job.
pub(crate) fn unmoved(error: FilesError) -> Stop {
    match error {
        FilesError::NotFound => Stop::Later("file_missing".into()),
        FilesError::Corrupt => Stop::Later("file_corrupt".into()),
        FilesError::Exists | FilesError::TooLarge(_) | FilesError::Unavailable(_) => {
            Stop::Later("files_unavailable".into())
        }
    }
}
