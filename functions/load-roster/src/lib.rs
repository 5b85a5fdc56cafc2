//! `load-roster`: reads a file of the pupil administration that arrived, loads it once somebody confirmed what the check says, and ends it
//! when nobody does.
//!
//! Loading is done in parts, each one transaction that moves the cursor with what it writes. Killed half-way, it goes on where the cursor
//! stands; what is there already is not written again. Lists show what was before until all of it is there.

mod check;
mod forget;
mod load;
mod part;
mod source;

use domain::{
    access::Scope,
    ids::{JobId, PupilFileId},
    pupil_file::{PupilFile, PupilFileState},
};
use files::{Files, FilesError, Place};
use serde::Serialize;
use store::{
    LicenceStore, Store, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{Job, Outcome, Stop, Task, Work},
};

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "done", content = "of", rename_all = "snake_case")]
pub enum Done {
    /// The file was read; somebody looks at the check.
    Checked(PupilFileId),
    /// It was loaded, all of it.
    Loaded(PupilFileId),
    /// A part was loaded; the next job goes on.
    GoesOn(JobId),
    /// What is not needed of it any more is nowhere: the file itself, what its check found, what its rows were before.
    Forgotten(PupilFileId),
}

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(store: &Store, files: &Files, job: JobId) -> Result<Outcome<Done>, StoreError> {
    store.work(job, &Rosters { store, files }).await
}

struct Rosters<'a> {
    store: &'a Store,
    files: &'a Files,
}

/// A file that this worker has in hand.
#[derive(Clone, Copy)]
pub(crate) struct Hand<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    pub scope: Scope,
    pub id: PupilFileId,
    pub job: JobId,
}

impl<'a> Hand<'a> {
    pub(crate) fn records(&self) -> LicenceStore<'a> {
        self.store.licence(&self.scope)
    }

    pub(crate) fn did(&self, act: &str) -> Entry {
        self.did_to(act, format!("PUPILFILE#{}", self.id))
    }

    pub(crate) fn did_to(&self, act: &str, subject: String) -> Entry {
        Entry::new(self.scope.licence(), subject, act, Who::platform("load-roster"))
    }

    /// The file, while it waits for this job in this state; `None` when this job did what it had to, and died before it could say so.
    pub(crate) async fn file(&self, waits: &PupilFileState) -> Result<Option<Stored<PupilFile>>, Stop> {
        let file = self.records().get::<PupilFile>(&self.id).await?;
        let mine = file.value.job == Some(self.job);
        if file.value.is_over() {
            self.erase(&file.value).await?;
        }
        match file.value.state {
            _ if mine && file.value.state == *waits => Ok(Some(file)),
            PupilFileState::Withdrawn { .. } => Err(Stop::Gone("withdrawn")),
            PupilFileState::Expired { .. } => Err(Stop::Gone("expired")),
            _ if mine => Ok(None),
            _ => Err(Stop::Gone("replaced")),
        }
    }

    /// Removes for good what is not needed of a file that is over: the object, and what its check found unless its page tells of that.
    pub(crate) async fn erase(&self, file: &PupilFile) -> Result<(), Stop> {
        self.files.erase_all(&self.scope, Place::PupilFile(self.id)).await.map_err(later)?;
        if file.keeps_check(self.store.now()) {
            return Ok(());
        }
        self.files.erase_checks(&self.scope, self.id).await.map_err(later)
    }
}

/// Why a file could not be had.
pub(crate) fn later(error: FilesError) -> Stop {
    match error {
        FilesError::NotFound | FilesError::Corrupt => Stop::Never("file_gone".into()),
        error => Stop::Later(error.to_string()),
    }
}

impl Work for Rosters<'_> {
    type Done = Done;

    async fn carry_out(&self, job: &Job) -> Result<Done, Stop> {
        let Self { store, files } = *self;
        let scope = job.scope().ok_or(Stop::Gone("no_licence"))?;
        let hand = |id| Hand { store, files, scope, id, job: job.id };
        // On the heap: they are large, and stand at the end of a long row of callers.
        match job.task {
            Task::CheckRoster { file } => Box::pin(check::check(hand(file))).await,
            Task::LoadRoster { file } => Box::pin(load::load(hand(file))).await,
            Task::ForgetRoster { file } => Box::pin(forget::forget(hand(file))).await,
            Task::ForgetBefore { file } => {
                hand(file).records().forget_before(file).await?;
                Ok(Done::Forgotten(file))
            }
            _ => Err(Stop::Gone("not_a_roster")),
        }
    }

    /// Notes on the file that its job was given up, so that its page can say so and offer to go on.
    async fn give_up(&self, job: &Job, fault: &str) -> Result<(), StoreError> {
        let (Task::CheckRoster { file } | Task::LoadRoster { file }, Some(scope)) = (&job.task, job.scope()) else {
            return Ok(());
        };
        let hand = Hand { store: self.store, files: self.files, scope, id: *file, job: job.id };
        let found = hand.records().find::<PupilFile>(file).await?;
        // Two deliveries at once both find that it was tried too often: it is noted once, and its day begins once.
        let is_new = |file: &PupilFile| file.job == Some(job.id) && file.is_busy() && !file.is_given_up();
        let Some(mut found) = found.filter(|found| is_new(&found.value)) else { return Ok(()) };
        found.value.give_up(fault, self.store.now());
        let row = hand.did("given up").with("fault", fault);
        let change = hand.records().change(None).save_pupil_file(&found).audit(&row);
        // What is read has such a job since it arrived.
        let change = match found.value.state {
            PupilFileState::Loading => change.then(&self.store.forget_roster(&hand.scope, &found.value)?),
            _ => change,
        };
        change.commit("").await.map(drop)
    }
}
