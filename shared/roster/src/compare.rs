//! What a file would change: each learner of the file beside who is here.
//!
//! Matched by the key within the location, then by the pseudonym of the sector, then by date of birth and name. Whatever could hand the
//! dossier of one child to another is left to a person.

use std::{
    collections::{BTreeSet, HashMap, hash_map::RandomState},
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

use crate::{
    model::{Form, Group, Learner},
    outcome::{Change, Doubt, Outcome, Tally},
    places::{Groups, Places},
    standing::Planned,
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
    /// The day on which they are written: until then what ends has counted.
    pub today: Date,
    /// Its locations here.
    pub places: Places,
    /// Its groups here.
    pub groups: Groups,
    /// The source of its keys: [`KEY`] or [`NUMBER`].
    pub source: &'static str,
}

impl Setting {
    /// Whether somebody who has left, says the file, had done so before the changes hold.
    pub(crate) fn is_over(&self, told: &Learner) -> bool {
        told.left.is_none_or(|left| left < self.day)
    }

    /// Until when somebody must have left to be one who has, of a file that is about `day`: who leaves before the changes hold is not
    /// enrolled once more by them.
    pub(crate) fn until(&self, day: Date) -> Date {
        day.max(self.day)
    }

    /// Whether somebody who begins on a day joins groups of the file: they end with its school year.
    pub(crate) fn has_groups_from(&self, day: Date) -> bool {
        day <= self.year.last_day()
    }
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

/// A file beside what is here. Holds about 160 bytes for each learner who is here, and nothing of the file.
pub struct Comparison {
    setting: Setting,
    rows: Vec<Row>,
    by_key: HashMap<u64, Target>,
    by_eckid: HashMap<u64, Target>,
    /// Rows whose key another row has too: an administration gave it to somebody else after them.
    shared: HashMap<u64, Vec<u32>>,
    /// The last row with this name; the others hang on it.
    by_name: HashMap<u64, u32>,
    /// Rows that begin later at a location: few, but for a file of next year.
    planned: HashMap<(u32, LocationId), Planned>,
    /// Locations at which something would change, and those of who would leave them or may be somebody of the file.
    reached: BTreeSet<LocationId>,
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
    pub location: Option<LocationId>,
    /// Where it has a key of the kind that the file has.
    pub keyed_at: Option<LocationId>,
    /// Fingerprints of the parts of the name.
    pub name: [u64; 5],
    pub birth: Option<Date>,
    level: Option<&'static str>,
    level_by_hand: bool,
    pub class: Option<GroupId>,
    pub cross: u64,
    /// Another row with the same name.
    pub next: Option<u32>,
    /// The file has it.
    seen: bool,
    /// How many of the file may be it: then it is not missing.
    doubted: u8,
    /// One of those has its name and date of birth, and another key.
    named: bool,
}

impl Row {
    /// Whether one learner of the file, and no other, may be it, by name and date of birth.
    fn is_namesake(&self) -> bool {
        self.named && self.doubted == 1 && !self.seen
    }
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
            shared: HashMap::new(),
            by_name: HashMap::new(),
            planned: HashMap::new(),
            state: RandomState::new(),
            reached: BTreeSet::new(),
            tally: Tally::default(),
        }
    }

    /// What the file is compared with.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// How many of each up to here.
    pub fn tally(&self) -> Tally {
        let namesakes = self.rows.iter().filter(|row| row.is_namesake()).count();
        Tally { namesakes: namesakes.try_into().unwrap_or(u64::MAX), ..self.tally }
    }

    /// Who has the name and date of birth of a learner of the file with another key, and may be another of the file too: a person decides
    /// about each.
    pub fn contested(&self) -> impl Iterator<Item = LearnerId> {
        self.rows.iter().filter(|row| row.named && !row.is_namesake()).map(|row| row.learner)
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
                    let print = self.state.hash_one((key.location, &key.key));
                    let before = self.by_key.insert(print, target);
                    if let Some(Target::Row(other)) = before {
                        self.shared.entry(print).or_default().push(other);
                    }
                    before
                }
                ECKID => self.by_eckid.insert(self.state.hash_one(&key.key), target),
                _ => None,
            };
        }
        if learner.merged_into.is_some() {
            return;
        }
        let day = self.setting.day;
        for enrolment in learner.enrolments.iter().filter(|enrolment| enrolment.begins_after(day)) {
            if let Some(planned) = learner.planned_at(enrolment.location, day) {
                let planned = self.plan(learner, planned.period.from);
                self.planned.insert((number, enrolment.location), planned);
            }
        }
        let (class, cross) = self.groups_on(learner, day);
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
            class,
            cross,
            next: self.by_name.insert(name, number),
            seen: false,
            doubted: 0,
            named: false,
        });
    }

    /// What a learner of the file is. `groups` are those of the file, `day` is the one that the file is about.
    pub fn compare(&mut self, learner: &Learner, groups: &[Group], day: Date) -> Outcome {
        let outcome = self.outcome(learner, groups, self.setting.until(day));
        self.reach(&outcome, learner);
        self.count(&outcome);
        let begins_later = outcome == Outcome::New && learner.begins(self.setting.day, None) > self.setting.day;
        self.tally.later += u64::from(begins_later);
        outcome
    }

    /// Who is enrolled at a location that the file tells of, and is not in it: never removed, but asked about.
    pub fn missing(&self) -> impl Iterator<Item = LearnerId> {
        let is_told = |row: &&Row| row.location.is_some_and(|place| self.setting.places.tells_of(place));
        self.rows.iter().filter(is_told).filter(|row| !row.seen && row.doubted == 0).map(|row| row.learner)
    }

    /// Where whoever confirms the file must look after learners: at these locations it changes something, or tells of somebody.
    pub fn reached(&self) -> &BTreeSet<LocationId> {
        &self.reached
    }

    fn reach(&mut self, outcome: &Outcome, learner: &Learner) {
        if matches!(outcome, Outcome::New | Outcome::Left(_) | Outcome::Changed(..) | Outcome::Doubt(..)) {
            self.reached.extend(self.setting.places.of(learner.location));
        }
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
            // Whoever it is, nothing of it ends here: there is nothing to decide.
            Err((_, candidates)) if has_left && !self.would_end(learner, &candidates, place) => return Outcome::Past,
            Err((doubt, candidates)) => return self.doubt(doubt, &candidates, has_left),
            Ok(None) if has_left => return Outcome::Past,
            Ok(None) => return Outcome::New,
            Ok(Some(found)) => found,
        };
        let Some(row) = self.rows.get_mut(found.index()) else { return Outcome::New };
        // Who has moved on to another location has left this one only, and may be in the file there too.
        if has_left && row.location != Some(place) {
            return Outcome::Past;
        }
        if std::mem::replace(&mut row.seen, true) {
            return Outcome::Doubt(Doubt::MatchedTwice, vec![row.learner]);
        }
        let Some(row) = self.rows.get(found.index()) else { return Outcome::New };
        let stood = row.location;
        if has_left {
            return if self.setting.is_over(learner) { Outcome::Left(row.learner) } else { Outcome::Past };
        }
        let mut changes = self.changes((found.row, row), learner, groups, place);
        if found.by_new_key {
            changes.push(Change::Key);
        }
        if changes.is_empty() {
            return Outcome::Same(row.learner);
        }
        let changed = Outcome::Changed(row.learner, changes);
        self.reached.extend(stood);
        changed
    }

    /// Whether an enrolment at this location would end if the file said that one of these has left.
    fn would_end(&self, learner: &Learner, candidates: &[u32], place: LocationId) -> bool {
        let is_here = |number: &u32| self.row(*number).is_some_and(|row| row.location == Some(place));
        self.setting.is_over(learner) && candidates.iter().any(is_here)
    }

    fn doubt(&mut self, doubt: Doubt, candidates: &[u32], has_left: bool) -> Outcome {
        let mut learners = Vec::new();
        for candidate in candidates {
            if let Some(row) = self.rows.get_mut(*candidate as usize) {
                row.doubted = row.doubted.saturating_add(1);
                row.named |= doubt == Doubt::OtherKey && !has_left;
                learners.push(row.learner);
                self.reached.extend(row.location);
            }
        }
        Outcome::Doubt(doubt, learners)
    }

    fn changes(
        &self,
        (number, row): (u32, &Row),
        learner: &Learner,
        groups: &[Group],
        place: LocationId,
    ) -> Vec<Change> {
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
        let (here, standing) = (&self.setting.groups, self.standing(number, row, learner, place));
        let class = learner.class.filter(|_| standing.joins);
        if class.is_some_and(|class| here.of(class, place).is_none_or(|class| standing.class != Some(class))) {
            changes.push(Change::Class);
        }
        let cross: Option<Vec<_>> = learner.cross.iter().map(|group| here.of(*group, place)).collect();
        if standing.joins && cross.is_none_or(|cross| self.cross_print(cross) != standing.cross) {
            changes.push(Change::CrossGroups);
        }
        if !standing.is_there {
            changes.push(Change::Location);
        }
        changes
    }

    /// The class of a day, and the fingerprint of the cross groups that the file tells of.
    pub(crate) fn groups_on(&self, learner: &learner::Learner, day: Date) -> (Option<GroupId>, u64) {
        let groups: Vec<_> = learner.groups_on(day).collect();
        let class = groups.iter().copied().find(|group| self.setting.groups.is_class(*group));
        (class, self.cross_print(groups.into_iter().filter(|group| self.is_told_cross(*group)).collect()))
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

    /// What was planned for a row at a location.
    pub(crate) fn planned_at(&self, number: u32, place: LocationId) -> Option<&Planned> {
        self.planned.get(&(number, place))
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

    /// Other rows with the same key.
    pub(crate) fn sharing(&self, place: LocationId, key: &str) -> &[u32] {
        self.shared.get(&self.state.hash_one((place, key))).map_or(&[], Vec::as_slice)
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
