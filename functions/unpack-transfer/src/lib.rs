//! `unpack-transfer`: makes a dossier of a package that was delivered.
//!
//! The signature and every hash are checked before anything is written. Files and steps are then written where nobody can see them, because the dossier's
//! header is not there; one last transaction makes all of it visible. Ids are derived from the transfer's, so that a resumed job
//! writes the same again.

mod settle;
mod unpack;

use domain::{
    access::Scope,
    ids::{DossierId, JobId},
    transfer::{Transfer, TransferState},
};
use files::{Files, FilesError};
use serde::Serialize;
use store::{
    App, StoreError, Stored,
    outbox::{Job, Outcome, Stop, Task, Work},
    transfers::{ImportOrder, Stopped},
};

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "done", content = "of", rename_all = "snake_case")]
pub enum Done {
    /// It is a dossier now.
    Imported(DossierId),
    /// It was refused before anything could be seen; the page of the import says why.
    Refused(Stopped),
}

/// Why a package was not unpacked.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It is refused, visibly.
    Refused(Stopped),
    /// The job stops.
    Stop(Stop),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Stop(error.into())
    }
}

impl From<FilesError> for Halt {
    fn from(error: FilesError) -> Self {
        match error {
            // A part that is not there, or is larger than the manifest says, is a mismatch.
            FilesError::NotFound | FilesError::Corrupt | FilesError::TooLarge(_) => Self::Refused(Stopped::Broken),
            FilesError::Exists | FilesError::Unavailable(_) => Self::Stop(Stop::Later("files_unavailable".into())),
        }
    }
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(app: &App, files: &Files, job: JobId) -> Result<Outcome<Done>, StoreError> {
    app.store.work(job, &Unpacking { app, files }).await
}

struct Unpacking<'a> {
    app: &'a App,
    files: &'a Files,
}

/// An import under way.
pub(crate) struct Import<'a> {
    pub app: &'a App,
    pub files: &'a Files,
    pub scope: Scope,
    pub transfer: Stored<Transfer>,
    pub order: Stored<ImportOrder>,
}

impl Work for Unpacking<'_> {
    type Done = Done;

    async fn carry_out(&self, job: &Job) -> Result<Done, Stop> {
        let (Task::UnpackTransfer { transfer }, Some(scope)) = (&job.task, job.scope()) else {
            return Err(Stop::Gone("not_an_import"));
        };
        let records = self.app.store.licence(&scope);
        let (transfer, order) =
            futures::try_join!(records.get::<Transfer>(transfer), records.get::<ImportOrder>(transfer))?;
        if order.value.job != job.id || transfer.value.to.licence != scope.licence() {
            return Err(Stop::Gone("another_import"));
        }
        if let Some(dossier) = order.value.dossier {
            return Ok(Done::Imported(dossier));
        }
        if transfer.value.state != TransferState::Importing {
            return Err(Stop::Gone("not_importing"));
        }
        let mut import = Import { app: self.app, files: self.files, scope, transfer, order };
        match import.unpack().await {
            Ok(dossier) => Ok(Done::Imported(dossier)),
            Err(Halt::Refused(why)) => import.refuse(why).await.map(|()| Done::Refused(why)),
            Err(Halt::Stop(stop)) => Err(stop),
        }
    }
}
