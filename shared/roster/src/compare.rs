//! What a file would change: each learner of the file beside who is here.
//!
//! Matched by the key within the location, then by the pseudonym of the sector, then by date of birth and name. Whatever could hand the
//! dossier of one child to another is left to a person.

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::BuildHasher,
};

use domain::{
    calendar::SchoolYear,
    fold::fold,
    group::LEVELS,
    ids::{GroupId, LearnerId, LocationId},
    learner::{self, Source},
    name::PersonName,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    model::{Form, Group, Learner},
    places::{Groups, Places},
};

/// The source of keys of a pupil administration.
pub const KEY: &str = "edexml";
/// The source of numbers of learners, as spreadsheets have them. EDEXML can have keys of another kind for the same learner.
pub const NUMBER: &str = "leerlingnummer";
/// The source of pseudonyms that the whole sector shares; good at every location.
pub const ECKID: &str = "eckid";

/// What a file is compared with.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The school year of the file.
    pub year: SchoolYear,
    /// The day from which the changes hold: today, or the first day of a year that has not begun.
    pub day: Date,
    /// Its locations here.
    pub places: Places,
    /// Its groups here.
    pub groups: Groups,
    /// The source of its keys: [`KEY`] or [`NUMBER`].
    pub source: &'static str,
}

impl Form {
    /// The source of the keys of such files.
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::Edexml => KEY,
            Self::Sheet => NUMBER,
        }
    }
}

/// What changes of a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A part of the name that the file has.
    Name,
    /// The date of birth.
    Birth,
    /// The year level, where it was not filled in by hand (2-16).
    Level,
    /// The class.
    Class,
    /// Cross groups that the file tells of.
    CrossGroups,
    /// The location, or coming back to it.
    Location,
    /// A key that was not known.
    Key,
}

/// Why a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The key is of one learner, the pseudonym of another.
    TwoMatches,
    /// The key is known, but name and date of birth are of somebody else: keys are sometimes used again.
    OtherPerson,
    /// The same name and date of birth, but another key.
    OtherKey,
    /// Several with the same name and date of birth.
    Several,
    /// The same name, and one of the dates of birth is not known.
    NoBirth,
    /// An earlier learner of the file was matched with the same one.
    MatchedTwice,
}

/// What a learner of the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not here yet.
    New,
    /// Here, and nothing changes.
    Same(LearnerId),
    /// Here, and something changes.
    Changed(LearnerId, Vec<Change>),
    /// Here, and the file says that the learner has left.
    Left(LearnerId),
    /// Has left, and is not enrolled here.
    Past,
    /// At a location that is none of the licence.
    Unplaced,
    /// A person decides.
    Doubt(Doubt, Vec<LearnerId>),
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Not here yet.
    pub new: u64,
    /// Nothing changes.
    pub same: u64,
    /// Something changes; those that move are counted here too.
    pub changed: u64,
    /// Another class or location.
    pub moved: u64,
    /// Left, says the file.
    pub left: u64,
    /// Left before, and not enrolled here.
    pub past: u64,
    /// At a location that is none of the licence.
    pub unplaced: u64,
    /// A person decides.
    pub doubt: u64,
}

/// A file beside what is here. Holds about 160 bytes for each learner who is here, and nothing of the file.
pub struct Comparison {
    setting: Setting,
    rows: Vec<Row>,
    by_key: HashMap<u64, Target>,
    by_eckid: HashMap<u64, Target>,
    /// The last row with this name; the others hang on it.
    by_name: HashMap<u64, u32>,
    state: RandomState,
    tally: Tally,
}

/// Whom a key stands for.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    Row(u32),
    /// Somebody who turned out to be this learner.
    Merged(LearnerId),
}

/// A learner who is here, as far as a file can change it.
pub(crate) struct Row {
    learner: LearnerId,
    location: Option<LocationId>,
    /// Where it has a key of the kind that the file has.
    pub keyed_at: Option<LocationId>,
    /// Fingerprints of the parts of the name.
    pub name: [u64; 5],
    pub birth: Option<Date>,
    level: Option<&'static str>,
    level_by_hand: bool,
    class: Option<GroupId>,
    cross: u64,
    /// Another row with the same name.
    pub next: Option<u32>,
    /// The file has it.
    seen: bool,
    /// The file may have it: then it is not missing.
    doubted: bool,
}

impl Comparison {
    /// Where these stand among the parts of a name.
    pub(crate) const PREFIX: usize = 1;
    pub(crate) const INITIALS: usize = 3;

    /// Begins with nobody here.
    pub fn new(setting: Setting) -> Self {
        Self {
            setting,
            rows: Vec::new(),
            by_key: HashMap::new(),
            by_eckid: HashMap::new(),
            by_name: HashMap::new(),
            state: RandomState::new(),
            tally: Tally::default(),
        }
    }

    /// What the file is compared with.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// How many of each up to here.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Somebody is here; those who left are added too, since they come back.
    pub fn add(&mut self, learner: &learner::Learner) {
        if learner.retention.ended.is_some() {
            return;
        }
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let target = learner.merged_into.map_or(Target::Row(number), Target::Merged);
        for key in &learner.external_keys {
            match key.source.as_str() {
                source if source == self.setting.source => {
                    self.by_key.insert(self.state.hash_one((key.location, &key.key)), target)
                }
                ECKID => self.by_eckid.insert(self.state.hash_one(&key.key), target),
                _ => None,
            };
        }
        if learner.merged_into.is_some() {
            return;
        }
        let day = self.setting.day;
        let groups: Vec<_> = learner.groups_on(day).collect();
        let level = learner.facts.get(&self.setting.year).and_then(|facts| facts.year_level.as_ref());
        let name = self.name_print(&learner.name);
        self.rows.push(Row {
            learner: learner.id,
            location: learner.location_on(day),
            keyed_at: learner
                .external_keys
                .iter()
                .rev()
                .find(|key| key.source == self.setting.source)
                .map(|key| key.location),
            name: self.parts(&learner.name),
            birth: learner.birth.map(|birth| birth.date),
            level: level.and_then(|level| LEVELS.into_iter().find(|known| *known == level.value)),
            level_by_hand: level.is_some_and(|level| level.source == Source::Hand),
            class: groups.iter().copied().find(|group| self.setting.groups.is_class(*group)),
            cross: self.cross_print(groups.into_iter().filter(|group| self.is_told_cross(*group)).collect()),
            next: self.by_name.insert(name, number),
            seen: false,
            doubted: false,
        });
    }

    /// What a learner of the file is. `groups` are those of the file, `day` is the one that the file is about.
    pub fn compare(&mut self, learner: &Learner, groups: &[Group], day: Date) -> Outcome {
        let outcome = self.outcome(learner, groups, day);
        self.count(&outcome);
        outcome
    }

    /// Who is enrolled at a location that the file tells of, and is not in it: never removed, but asked about.
    pub fn missing(&self) -> impl Iterator<Item = LearnerId> {
        let is_told = |row: &&Row| row.location.is_some_and(|place| self.setting.places.tells_of(place));
        self.rows.iter().filter(is_told).filter(|row| !row.seen && !row.doubted).map(|row| row.learner)
    }

    fn count(&mut self, outcome: &Outcome) {
        let tally = &mut self.tally;
        match outcome {
            Outcome::New => tally.new += 1,
            Outcome::Same(_) => tally.same += 1,
            Outcome::Left(_) => tally.left += 1,
            Outcome::Past => tally.past += 1,
            Outcome::Unplaced => tally.unplaced += 1,
            Outcome::Doubt(..) => tally.doubt += 1,
            Outcome::Changed(_, changes) => {
                tally.changed += 1;
                let moves = changes.iter().any(|change| matches!(change, Change::Class | Change::Location));
                tally.moved += u64::from(moves);
            }
        }
    }

    fn outcome(&mut self, learner: &Learner, groups: &[Group], day: Date) -> Outcome {
        let Some(place) = self.setting.places.of(learner.location) else { return Outcome::Unplaced };
        let has_left = learner.has_left(day);
        let found = match self.find(learner, place) {
            Err((doubt, candidates)) => return self.doubt(doubt, &candidates),
            Ok(None) if has_left => return Outcome::Past,
            Ok(None) => return Outcome::New,
            Ok(Some(found)) => found,
        };
        let Some(row) = self.rows.get_mut(found.index()) else { return Outcome::New };
        if std::mem::replace(&mut row.seen, true) {
            return Outcome::Doubt(Doubt::MatchedTwice, vec![row.learner]);
        }
        let Some(row) = self.rows.get(found.index()) else { return Outcome::New };
        if has_left {
            let is_over = learner.left.is_none_or(|left| left < self.setting.day);
            return if row.location.is_some() && is_over { Outcome::Left(row.learner) } else { Outcome::Past };
        }
        let mut changes = self.changes(row, learner, groups, place);
        if found.by_new_key {
            changes.push(Change::Key);
        }
        if changes.is_empty() { Outcome::Same(row.learner) } else { Outcome::Changed(row.learner, changes) }
    }

    fn doubt(&mut self, doubt: Doubt, candidates: &[u32]) -> Outcome {
        let mut learners = Vec::new();
        for candidate in candidates {
            if let Some(row) = self.rows.get_mut(*candidate as usize) {
                row.doubted = true;
                learners.push(row.learner);
            }
        }
        Outcome::Doubt(doubt, learners)
    }

    fn changes(&self, row: &Row, learner: &Learner, groups: &[Group], place: LocationId) -> Vec<Change> {
        let mut changes = Vec::new();
        let told = self.parts(&learner.name);
        if told.iter().zip(row.name).any(|(told, known)| *told != 0 && *told != known) {
            changes.push(Change::Name);
        }
        if learner.birth.is_some_and(|birth| row.birth != Some(birth)) {
            changes.push(Change::Birth);
        }
        let level = learner.year_level(groups);
        if !row.level_by_hand && level.is_some() && level != row.level {
            changes.push(Change::Level);
        }
        let here = &self.setting.groups;
        if learner.class.is_some_and(|class| here.of(class, place).is_none_or(|class| row.class != Some(class))) {
            changes.push(Change::Class);
        }
        let cross: Option<Vec<_>> = learner.cross.iter().map(|group| here.of(*group, place)).collect();
        if cross.is_none_or(|cross| self.cross_print(cross) != row.cross) {
            changes.push(Change::CrossGroups);
        }
        if row.location != Some(place) {
            changes.push(Change::Location);
        }
        changes
    }

    fn is_told_cross(&self, group: GroupId) -> bool {
        self.setting.groups.tells_of(group) && !self.setting.groups.is_class(group)
    }

    /// Fingerprints of the parts of a name; 0 for one that is not there.
    pub(crate) fn parts(&self, name: &PersonName) -> [u64; 5] {
        [&name.family_name, &name.prefix, &name.given_names, &name.initials, &name.call_name]
            .map(|part| part.as_ref().map_or(0, |part| self.state.hash_one(part)))
    }

    fn cross_print(&self, mut groups: Vec<GroupId>) -> u64 {
        groups.sort_unstable();
        groups.dedup();
        self.state.hash_one(groups)
    }

    pub(crate) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// The last row with this name.
    pub(crate) fn last_named(&self, name: &PersonName) -> Option<u32> {
        self.by_name.get(&self.name_print(name)).copied()
    }

    /// The row with this key at a location.
    pub(crate) fn by_key(&self, place: LocationId, key: &str) -> Option<u32> {
        self.resolve(self.by_key.get(&self.state.hash_one((place, key))))
    }

    /// The row with this pseudonym.
    pub(crate) fn by_eckid(&self, eckid: &str) -> Option<u32> {
        self.resolve(self.by_eckid.get(&self.state.hash_one(eckid)))
    }

    fn resolve(&self, target: Option<&Target>) -> Option<u32> {
        match target? {
            Target::Row(row) => Some(*row),
            // So few are merged that they are looked for.
            Target::Merged(into) => {
                let row = self.rows.iter().position(|row| row.learner == *into)?;
                u32::try_from(row).ok()
            }
        }
    }

    fn name_print(&self, name: &PersonName) -> u64 {
        self.state.hash_one((fold(name.family_name.as_deref().unwrap_or_default()), fold(name.call())))
    }
}
