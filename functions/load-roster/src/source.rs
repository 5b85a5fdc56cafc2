//! The file and who is here, brought together. The file is read on a thread that may wait; nothing of it is whole in memory.

use domain::{
    calendar,
    group::Group,
    ids::LearnerId,
    learner::{Learner, LearnerRow},
    licence::{Licence, Location},
    pupil_file::PupilFile,
};
use files::{Place, Reader};
use futures::future::try_join_all;
use roster::{Announced, Comparison, Levels, Limits, ReadError, RosterFile, Setting};
use store::outbox::Stop;

use crate::{Hand, later};

/// Learners that are read at once, and how many such reads go side by side: the memory is that of a few hundred learners.
const READ: usize = 100;
const SIDE_BY_SIDE: usize = 4;

/// What a file is read with.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    pub announced: Announced,
    pub location: Location,
    pub locations: Vec<Location>,
}

impl Hand<'_> {
    /// The location that a file is for, among those of the licence.
    pub(crate) async fn surroundings(&self, file: &PupilFile) -> Result<Surroundings, Stop> {
        let licence = self.records().get::<Licence>(&()).await?.value;
        let location = licence.location(file.location).cloned();
        Ok(Surroundings {
            announced: Announced {
                today: calendar::today(self.store.now()),
                year: file.year,
                levels: Levels::of(&licence),
            },
            location: location.ok_or(Stop::Gone("no_location"))?,
            locations: licence.locations,
        })
    }

    /// Begins to read the object that arrived.
    pub(crate) async fn open(&self, file: &PupilFile) -> Result<Reader, Stop> {
        self.files.open(&self.scope, Place::PupilFile(self.id), &file.arrived).await.map_err(later)
    }

    /// Everybody who is here, to compare a file with.
    pub(crate) async fn comparison(&self, setting: Setting) -> Result<Comparison, Stop> {
        let records = self.records();
        let rows = records.register::<LearnerRow>().await?;
        let ids: Vec<LearnerId> = rows.into_iter().map(|row| row.id).collect();
        let mut known = Comparison::new(setting);
        for several in ids.chunks(READ * SIDE_BY_SIDE) {
            let reads = several.chunks(READ).map(|some| records.all::<Learner>(some));
            for learner in try_join_all(reads).await?.iter().flatten() {
                known.add(&learner.value);
            }
        }
        Ok(known)
    }

    /// Groups as this worker sees them: with those that it made and nobody else sees yet.
    pub(crate) async fn groups(&self) -> Result<Vec<Group>, Stop> {
        Ok(self.records().register_for::<Group>(self.id).await?)
    }
}

/// Reads a file up to its first learner.
pub(crate) fn begin(reader: Reader, announced: Announced) -> Result<RosterFile<'static>, ReadError> {
    RosterFile::open(reader, Limits::default(), announced)
}

/// Does something that waits for bytes, on a thread that may.
pub(crate) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<Result<T, ReadError>, Stop> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Stop::Later(error.to_string()))?;
    match done {
        Err(ReadError::Io(error)) => Err(Stop::Later(error.to_string())),
        done => Ok(done),
    }
}
