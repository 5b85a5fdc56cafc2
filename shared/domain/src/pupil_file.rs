//! A file of the pupil administration on its way in: sent, checked, confirmed by a person, loaded (3-05 to 3-10).
//!
//! Nothing of it is here before somebody confirmed what the check says. Loading goes on where it stopped, as often as it takes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PupilFileState {
    /// Nothing was sent yet.
    Waiting,
    /// It arrived, and is being read.
    Checking,
    /// It was not even read: nothing was sent, or something harmful.
    Refused {
        /// Why.
        why: FileRefused,
    },
    /// It was read, and cannot be loaded: another school or year, errors, or no such file at all. The check says which.
    Stopped,
    /// It was read; a person looks at what would change.
    Checked,
    /// A person confirmed; it is being loaded.
    Loading,
    /// Everything is here.
    Loaded {
        /// Since when.
        at: jiff::Timestamp,
    },
    /// Taken back before it was loaded; or given up half-way, and then what was loaded stays.
    Withdrawn {
        /// By whom.
        by: Stamp,
    },
    /// Nobody sent it, or nobody confirmed it, in time.
    Expired {
        /// Since when.
        at: jiff::Timestamp,
    },
}

/// Which object arrived: another may take its place while somebody looks at the check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Arrived {
    /// Its tag, without quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its revision, where the bucket keeps them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}

/// What a person says of a learner of the file whom the check is not sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Somebody new.
    New,
    /// This learner.
    Is(LearnerId),
    /// Nobody: left out, whatever is said of all at once.
    Skip,
}

/// What a person says of all learners of the file whom the check is not sure of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Of each, by what the check asks it by.
    pub decisions: BTreeMap<u64, Decision>,
    /// Whoever has the name and date of birth of one learner here, and of no other, is that one.
    pub namesakes: bool,
}

/// What was written so far. Counted in the transaction that writes it, so that a repeat counts nothing twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Loaded {
    /// Groups made.
    pub groups: u64,
    /// Learners enrolled.
    pub new: u64,
    /// Learners of whom something changed.
    pub changed: u64,
    /// Learners whose enrolment ended.
    pub left: u64,
}

/// What is written, one after another; lists show it when all of it is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Groups.
    #[default]
    Groups,
    /// Learners who are new.
    New,
    /// Learners who are here.
    Known,
}

/// How far loading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Progress {
    /// What is being written.
    pub phase: Phase,
    /// Groups or learners of the file that were seen to in this phase: the cursor.
    pub done: u64,
    /// What was written.
    pub loaded: Loaded,
}

/// Where a file came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// Somebody announced it, and sends it with a browser.
    Person {
        /// Who, and when.
        added: Stamp,
    },
    /// Another system put it into the drop folder of its location.
    Folder {
        /// When it was found there.
        at: jiff::Timestamp,
        /// What it was called.
        name: String,
    },
}

impl Origin {
    /// When it was announced or found.
    pub const fn at(&self) -> jiff::Timestamp {
        match self {
            Self::Person { added } => added.at,
            Self::Folder { at, .. } => *at,
        }
    }
}

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
    /// When it arrived, or was last set going again before it was read: since then somebody is waited for. Nothing before it arrived.
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

    /// Sets a file going again that the worker gave up.
    pub fn resume(&mut self, job: JobId, now: jiff::Timestamp) -> bool {
        let stands = self.is_given_up();
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
        let is_late = !self.is_over() && self.ends().is_some_and(|ends| ends <= now);
        if is_late {
            (self.state, self.check) = (PupilFileState::Expired { at: now }, None);
        }
        is_late
    }

    /// When it ends if nobody does anything, while somebody is waited for; when what its check found goes, once it was stopped or loaded.
    pub fn ends(&self) -> Option<jiff::Timestamp> {
        let since = self.since.unwrap_or_else(|| self.origin.at());
        match &self.state {
            PupilFileState::Waiting | PupilFileState::Checking | PupilFileState::Checked => Some(since + UNCONFIRMED),
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
        !self.is_over() || self.ends().is_some_and(|ends| now < ends)
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
mod tests {
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    use super::*;
    use crate::{author::Author, ids::StaffId};

    const ARRIVED: Timestamp = Timestamp::UNIX_EPOCH;

    fn stamp() -> Stamp {
        Author { staff: StaffId::new(Uuid::from_u128(1)), name: "Ada Beheer".into() }.at(Timestamp::UNIX_EPOCH)
    }

    fn job(n: u128) -> JobId {
        JobId::new(Uuid::from_u128(n))
    }

    fn waiting() -> PupilFile {
        PupilFile::announced(PupilFileId::new(Uuid::from_u128(2)), LocationId::new(Uuid::from_u128(3)), None, stamp())
    }

    fn checked(may_load: bool) -> PupilFile {
        let mut file = waiting();
        assert!(file.arrive(job(1), Arrived::default(), ARRIVED) && file.checked(Hash::of("check"), 40, may_load));
        file
    }

    #[test]
    fn nothing_is_loaded_before_somebody_confirmed_what_the_check_says() {
        // 3-07, 3-09
        for mut file in [waiting(), checked(false)] {
            let before = file.clone();
            assert!(!file.confirm(stamp(), Said::default(), job(2)));
            assert_eq!(file, before);
        }
        let mut file = checked(true);
        assert!(file.confirm(stamp(), Said::default(), job(2)));
        assert_eq!((file.state, file.job), (PupilFileState::Loading, Some(job(2))));
    }

    #[test]
    fn a_file_arrives_and_is_confirmed_once() {
        let mut file = checked(true);
        assert!(!file.arrive(job(9), Arrived::default(), ARRIVED) && !file.checked(Hash::of("other"), 1, true));
        assert!(file.confirm(stamp(), Said::default(), job(2)));
        let said = Said { decisions: BTreeMap::from([(4, Decision::New)]), namesakes: true };
        assert!(!file.confirm(stamp(), said, job(3)) && file.decisions.is_empty() && !file.namesakes);
    }

    #[test]
    fn what_is_being_loaded_is_not_taken_back_unless_the_worker_gave_up() {
        for mut file in [waiting(), checked(true)] {
            assert!(!file.is_over() && file.withdraw(stamp()) && file.is_over() && !file.withdraw(stamp()));
        }
        assert!(checked(false).is_over() && !checked(false).withdraw(stamp()));
        let mut file = checked(true);
        file.confirm(stamp(), Said::default(), job(2));
        assert!(!file.withdraw(stamp()));
        file.fault = Some("unavailable".into());
        assert!(file.withdraw(stamp()));
    }

    #[test]
    fn a_file_that_is_found_in_a_folder_twice_is_one_file_and_waits_for_a_person_all_the_same() {
        let place = LocationId::new(Uuid::from_u128(3));
        let found =
            |what: &str| PupilFile::dropped(what, place, SchoolYear::starting(2026), Timestamp::UNIX_EPOCH, "a.csv");
        assert!(found("one").id == found("one").id && found("one").id != found("other").id);
        let mut file = found("one");
        assert!(file.arrive(job(1), Arrived::default(), ARRIVED) && file.checked(Hash::of("check"), 1, true));
        assert!(!file.is_over() && file.confirm(stamp(), Said::default(), job(2)));
    }

    #[test]
    fn what_is_refused_on_arrival_is_never_read() {
        let mut file = waiting();
        assert!(file.refuse(FileRefused::Harmful) && file.is_over());
        assert!(!file.arrive(job(1), Arrived::default(), ARRIVED) && !file.checked(Hash::of("check"), 1, true));
    }

    #[test]
    fn loading_goes_from_groups_to_who_is_new_to_who_is_here() {
        let mut file = checked(true);
        file.confirm(stamp(), Said::default(), job(2));
        let mut reached = vec![file.reached()];
        for _ in 0..2 {
            file.next_phase(Timestamp::UNIX_EPOCH);
            file.progress.done = 40;
            reached.push(file.reached());
        }
        assert_eq!(reached, [(0, 80), (40, 80), (80, 80)]);
        file.next_phase(Timestamp::UNIX_EPOCH);
        assert_eq!(file.state, PupilFileState::Loaded { at: Timestamp::UNIX_EPOCH });
    }

    #[test]
    fn only_what_the_worker_gave_up_is_set_going_again() {
        let mut file = checked(true);
        file.confirm(stamp(), Said::default(), job(2));
        assert!(!file.resume(job(3), Timestamp::UNIX_EPOCH));
        file.fault = Some("unavailable".into());
        assert!(file.is_given_up() && file.resume(job(3), Timestamp::UNIX_EPOCH) && !file.is_given_up());
    }

    #[test]
    fn a_learner_of_a_file_has_the_same_id_however_often_it_is_loaded() {
        let (one, other) = (waiting(), PupilFile { id: PupilFileId::new(Uuid::from_u128(8)), ..waiting() });
        assert_eq!(one.learner_id(3), waiting().learner_id(3));
        assert!(one.learner_id(3) != one.learner_id(4) && one.learner_id(3) != other.learner_id(3));
        let place = LocationId::new(Uuid::from_u128(5));
        assert!(one.group_id(1, place) != one.group_id(1, one.location));
    }

    fn after(hours: i64) -> Timestamp {
        ARRIVED + SignedDuration::from_hours(hours)
    }

    #[test]
    fn a_file_that_nobody_sends_or_confirms_ends_after_a_day_and_once() {
        // 5.1.6, item 11
        for mut file in [waiting(), checked(true)] {
            let before = file.clone();
            assert!(!file.expire(after(24) - SignedDuration::from_secs(1)) && file == before);
            assert!(file.expire(after(24)) && file.is_over() && file.check.is_none() && !file.keeps_check(after(24)));
            assert_eq!(file.state, PupilFileState::Expired { at: after(24) });
            let expired = file.clone();
            assert!(!file.expire(after(48)) && !file.withdraw(stamp()) && file == expired);
            assert!(!file.confirm(stamp(), Said::default(), job(2)) && file == expired);
        }
    }

    #[test]
    fn a_day_is_counted_from_when_it_arrived_or_was_set_going_again() {
        let mut file = waiting();
        assert!(file.arrive(job(1), Arrived::default(), after(23)));
        assert!(!file.expire(after(46)));
        file.fault = Some("unavailable".into());
        assert!(file.resume(job(2), after(46)) && !file.expire(after(69)) && file.expire(after(70)));
    }

    #[test]
    fn what_somebody_confirmed_never_ends_by_the_clock() {
        let mut file = checked(true);
        assert!(file.confirm(stamp(), Said::default(), job(2)));
        file.fault = Some("unavailable".into());
        assert!(!file.expire(after(24 * 365)) && file.keeps_check(after(24 * 365)));
        file.state = PupilFileState::Loaded { at: after(10) };
        assert!(!file.expire(after(24 * 365)));
    }

    #[test]
    fn what_the_check_found_is_kept_thirty_days_after_it_was_loaded_or_stopped_and_not_when_nothing_came_of_it() {
        let mut file = checked(true);
        file.state = PupilFileState::Loaded { at: after(10) };
        for (file, from) in [(file, 10), (checked(false), 0)] {
            let last = after(from + 30 * 24);
            assert!(file.keeps_check(last - SignedDuration::from_secs(1)) && !file.keeps_check(last), "{file:?}");
        }
        let mut file = checked(true);
        assert!(file.withdraw(stamp()) && file.check.is_none() && !file.keeps_check(ARRIVED));
    }

    #[test]
    fn the_last_day_that_is_offered_lies_before_the_year_of_the_file_or_before_today() {
        let today = date(2026, 11, 22);
        let offered = |year: i16, about| last_day_offered(Some(SchoolYear::starting(year)), about, today);
        assert_eq!(offered(2027, Some(date(2026, 11, 1))), date(2027, 7, 31));
        assert_eq!(offered(2026, Some(date(2026, 11, 1))), date(2026, 11, 1));
        assert_eq!(offered(2026, Some(today)), date(2026, 11, 21), "the file is of today");
        assert_eq!(offered(2026, None), date(2026, 11, 21));
    }
}
