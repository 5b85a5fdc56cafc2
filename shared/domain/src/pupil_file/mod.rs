//! A file of the pupil administration on its way in: sent, checked, confirmed by a person, loaded (3-05 to 3-10).
//!
//! Nothing of it is here before somebody confirmed what the check says. Loading goes on where it stopped, as often as it takes.

mod origin;
mod progress;
mod said;
mod state;

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use origin::{Arrived, Origin};
pub use progress::{Loaded, Phase, Progress};
pub use said::{Decision, Said};
pub use state::PupilFileState;

use crate::{
    author::Stamp,
    calendar::SchoolYear,
    file::FileRefused,
    hash::Hash,
    ids::{GroupId, JobId, LearnerId, LocationId, PupilFileId},
};

/// Characters of the name of a dropped file that are kept.
const NAME: usize = 80;
/// How long somebody is waited for, to send a file or to confirm it: citizen numbers can stand in it (5.1.6, item 11).
pub const UNCONFIRMED: SignedDuration = SignedDuration::from_hours(24);
/// How long it is kept what the check of a file found that was loaded or stopped: time to see to what is left to do. Names and dates of
/// birth stand in it.
pub const REPORT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Why a worker gives up, where what it needs of the file is not there: then nobody sets it going again.
pub const GONE: [&str; 2] = ["file_gone", "check_gone"];

/// A file of the pupil administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PupilFile {
    /// The id.
    pub id: PupilFileId,
    /// The location that it is for.
    pub location: LocationId,
    /// The school year that a file without one is of, as who announced it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<SchoolYear>,
    /// Where it came from.
    pub origin: Origin,
    /// How far it is.
    #[serde(flatten)]
    pub state: PupilFileState,
    /// When it arrived, was last set going again, or was given up while it was being loaded: since then somebody is waited for. Nothing
    /// before it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<jiff::Timestamp>,
    /// The job that reads or loads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// Which object arrived.
    #[serde(default)]
    pub arrived: Arrived,
    /// What the check found, by the hash of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Hash>,
    /// Learners in the file, once it was read.
    #[serde(default)]
    pub learners: u64,
    /// Who confirmed, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Stamp>,
    /// What was said of learners that the check is not sure of, by their line. Of whom nothing was said, nothing is loaded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decisions: BTreeMap<u64, Decision>,
    /// Whether it was said of all at once that who has the name and date of birth of one learner here, with another key, is that one.
    /// What was said of one alone goes first.
    #[serde(default)]
    pub namesakes: bool,
    /// How far loading is.
    #[serde(default)]
    pub progress: Progress,
    /// Why the worker gave up, as a code; somebody can set it going again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

impl PupilFile {
    /// A file that somebody announced, and that is waited for.
    pub fn announced(id: PupilFileId, location: LocationId, year: Option<SchoolYear>, added: Stamp) -> Self {
        Self::of(id, location, year, Origin::Person { added })
    }

    /// A file that was found in the drop folder of a location. `found` tells it from all others that ever lay there: however often it is
    /// heard of, it is one file.
    pub fn dropped(found: &str, location: LocationId, year: SchoolYear, at: jiff::Timestamp, name: &str) -> Self {
        let name = name.chars().take(NAME).collect();
        Self::of(Self::dropped_id(found), location, Some(year), Origin::Folder { at, name })
    }

    /// The id of a file that was found in a drop folder.
    pub fn dropped_id(found: &str) -> PupilFileId {
        PupilFileId::new(Hash::of(format!("dropped pupil file {found}")).uuid())
    }

    fn of(id: PupilFileId, location: LocationId, year: Option<SchoolYear>, origin: Origin) -> Self {
        Self {
            id,
            location,
            year,
            origin,
            state: PupilFileState::Waiting,
            since: None,
            job: None,
            arrived: Arrived::default(),
            check: None,
            learners: 0,
            confirmed: None,
            decisions: BTreeMap::new(),
            namesakes: false,
            progress: Progress::default(),
            fault: None,
        }
    }

    /// It arrived; `job` reads it. `false` when it was there before.
    pub fn arrive(&mut self, job: JobId, arrived: Arrived, now: jiff::Timestamp) -> bool {
        let waits = self.state == PupilFileState::Waiting;
        if waits {
            (self.state, self.job, self.arrived) = (PupilFileState::Checking, Some(job), arrived);
            self.since = Some(now);
        }
        waits
    }

    /// It is not even read. `false` when it was there before.
    pub fn refuse(&mut self, why: FileRefused) -> bool {
        let waits = self.state == PupilFileState::Waiting;
        if waits {
            self.state = PupilFileState::Refused { why };
        }
        waits
    }

    /// It was read. `false` when nobody waits for that.
    pub fn checked(&mut self, check: Hash, learners: u64, may_load: bool) -> bool {
        let waits = self.state == PupilFileState::Checking;
        if waits {
            self.state = if may_load { PupilFileState::Checked } else { PupilFileState::Stopped };
            (self.check, self.learners, self.fault) = (Some(check), learners, None);
        }
        waits
    }

    /// Somebody confirms what the check says; `job` loads it. `false` when it is not, or no more, waiting for that.
    pub fn confirm(&mut self, by: Stamp, said: Said, job: JobId) -> bool {
        let waits = self.state == PupilFileState::Checked;
        if waits {
            (self.state, self.job, self.confirmed) = (PupilFileState::Loading, Some(job), Some(by));
            (self.decisions, self.namesakes) = (said.decisions, said.namesakes);
        }
        waits
    }

    /// The worker gives up. What was being loaded waits for somebody from now on.
    pub fn give_up(&mut self, fault: &str, now: jiff::Timestamp) {
        self.fault = Some(fault.into());
        if self.state == PupilFileState::Loading {
            self.since = Some(now);
        }
    }

    /// Sets a file going again that the worker gave up. `false` when it did not, or the file is not there any more.
    pub fn resume(&mut self, job: JobId, now: jiff::Timestamp) -> bool {
        let stands = self.is_given_up() && !self.is_gone();
        if stands {
            (self.job, self.fault, self.since) = (Some(job), None, Some(now));
        }
        stands
    }

    /// Taken back. `false` when it is being loaded, or is over.
    pub fn withdraw(&mut self, by: Stamp) -> bool {
        let open = match self.state {
            PupilFileState::Waiting | PupilFileState::Checking | PupilFileState::Checked => true,
            PupilFileState::Loading => self.is_given_up(),
            _ => false,
        };
        if open {
            (self.state, self.check) = (PupilFileState::Withdrawn { by }, None);
        }
        open
    }

    /// Nobody sent or confirmed it in time. `false` before that, once somebody confirmed it, and when it is over.
    pub fn expire(&mut self, now: jiff::Timestamp) -> bool {
        let may = !self.is_over() && self.state != PupilFileState::Loading;
        let is_late = may && self.ends().is_some_and(|ends| ends <= now);
        if is_late {
            (self.state, self.check) = (PupilFileState::Expired { at: now }, None);
        }
        is_late
    }

    /// Nobody saw in time to a file that was given up half-way: it cannot be loaded any more. What was loaded stays, and is shown once somebody
    /// takes the file back. `false` before that, and when it was so before.
    pub fn let_go(&mut self, now: jiff::Timestamp) -> bool {
        let is_late = self.is_let_go(now) && (self.check.is_some() || !self.is_gone());
        if is_late {
            (self.fault, self.check) = (Some(GONE[0].into()), None);
        }
        is_late
    }

    /// Whether it was given up half-way, and nobody saw to it in time.
    pub fn is_let_go(&self, now: jiff::Timestamp) -> bool {
        let is_half_way = self.state == PupilFileState::Loading && self.is_given_up();
        is_half_way && self.ends().is_some_and(|ends| ends <= now)
    }

    /// Whether what the worker needs of it is not there any more.
    pub fn is_gone(&self) -> bool {
        self.fault.as_deref().is_some_and(|fault| GONE.contains(&fault))
    }

    /// When it ends if nobody does anything, while somebody is waited for, also to see to what was given up; when what its check found goes, once it was stopped or loaded.
    pub fn ends(&self) -> Option<jiff::Timestamp> {
        let since = self.since.unwrap_or_else(|| self.origin.at());
        match &self.state {
            PupilFileState::Waiting | PupilFileState::Checking | PupilFileState::Checked => Some(since + UNCONFIRMED),
            PupilFileState::Loading if self.is_given_up() => Some(since + UNCONFIRMED),
            PupilFileState::Stopped => Some(since + REPORT),
            PupilFileState::Loaded { at } => Some(*at + REPORT),
            PupilFileState::Loading
            | PupilFileState::Refused { .. }
            | PupilFileState::Withdrawn { .. }
            | PupilFileState::Expired { .. } => None,
        }
    }

    /// Whether what the check found is still needed.
    pub fn keeps_check(&self, now: jiff::Timestamp) -> bool {
        if self.is_over() { self.ends().is_some_and(|ends| now < ends) } else { !self.is_let_go(now) }
    }

    /// This phase is over.
    pub fn next_phase(&mut self, now: jiff::Timestamp) {
        let next = match self.progress.phase {
            Phase::Groups => Phase::New,
            Phase::New => Phase::Known,
            Phase::Known => {
                self.state = PupilFileState::Loaded { at: now };
                return;
            }
        };
        self.progress = Progress { phase: next, done: 0, ..self.progress };
    }

    /// Whether nothing will come of it any more, so that the file itself is not needed.
    pub fn is_over(&self) -> bool {
        !matches!(
            self.state,
            PupilFileState::Waiting | PupilFileState::Checking | PupilFileState::Checked | PupilFileState::Loading
        )
    }

    /// Whether a worker has it in hand.
    pub fn is_busy(&self) -> bool {
        matches!(self.state, PupilFileState::Checking | PupilFileState::Loading)
    }

    /// Whether the worker gave up on it.
    pub fn is_given_up(&self) -> bool {
        self.is_busy() && self.fault.is_some()
    }

    /// Learners of the file that were seen to, of how many; each is looked at twice.
    pub fn reached(&self) -> (u64, u64) {
        let done = match self.progress.phase {
            Phase::Groups => 0,
            Phase::New => self.progress.done,
            Phase::Known => self.learners + self.progress.done,
        };
        (done, 2 * self.learners)
    }

    /// The id of the learner at a place in the file, counted from 0: however often it is loaded, the same.
    pub fn learner_id(&self, place: u64) -> LearnerId {
        LearnerId::new(Hash::of(format!("pupil file {} learner {place}", self.id)).uuid())
    }

    /// The id of a group of the file at a location: however often it is loaded, the same.
    pub fn group_id(&self, place: usize, location: LocationId) -> GroupId {
        GroupId::new(Hash::of(format!("pupil file {} group {place} at {location}", self.id)).uuid())
    }
}

/// The last day at this school that is offered for who is enrolled and not in a file: of a year that is still to begin the day before it,
/// else the day that the file is about, or yesterday.
pub fn last_day_offered(year: Option<SchoolYear>, about: Option<Date>, today: Date) -> Date {
    let before = |day: Date| day.yesterday().unwrap_or(day);
    match year.map(SchoolYear::first_day).filter(|first| today < *first) {
        Some(first) => before(first),
        None => about.filter(|about| *about < today).unwrap_or_else(|| before(today)),
    }
}

#[cfg(test)]
mod tests;
