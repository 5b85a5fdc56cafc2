//! What a file says and what it would change, for the person who confirms it or stops it (3-07, 3-08, 3-10).

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    calendar::SchoolYear,
    group::{self, GroupKind, LEVELS},
    ids::{GroupId, LearnerId, LocationId},
    licence,
    name::PersonName,
    pupil_file::PupilFile,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    compare::{Change, Comparison, Doubt, Outcome, Setting, Tally},
    file::RosterFile,
    findings::{Findings, Severity},
    limits::{ReadError, Refusal},
    model::{Form, Group, Header, Learner, Location},
    places::{Groups, Places, same},
    school::{Belongs, is_taken},
};

/// Doubts, and learners with what changes, that are told one by one; the tally counts all. More than a person reads.
const TOLD: usize = 500;

/// What stands before the learners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What the file says of itself.
    pub header: Header,
    /// Its locations.
    pub locations: Vec<Location>,
    /// Its groups.
    pub groups: Vec<Group>,
}

impl RosterFile<'_> {
    /// What stands before the learners.
    pub fn head(&self) -> Head {
        Head { header: self.header().clone(), locations: self.locations().to_vec(), groups: self.groups().to_vec() }
    }
}

/// Why a file is not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It could not be read.
    Unread,
    /// It is of another school (3-08).
    OtherSchool,
    /// It is of another location of this school (3-11).
    OtherLocation,
    /// It is neither of this school year nor of the next.
    OtherYear,
    /// There are errors in it.
    Errors,
    /// Two groups of it would be one group here.
    AlikeGroups,
}

/// Why a file was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// In which line, from 1.
    pub line: u64,
    /// Why.
    pub refusal: Refusal,
}

/// A group of the file at a location, with who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCheck {
    /// Which of the file, counted from 0.
    pub number: usize,
    /// What people call it.
    pub name: String,
    /// A class or a cross group.
    pub kind: GroupKind,
    /// The levels of a class.
    pub levels: Vec<String>,
    /// At which location.
    pub location: LocationId,
    /// Learners of the file in it.
    pub learners: u64,
    /// The group that is here; none when it will be made.
    pub here: Option<GroupId>,
}

impl GroupCheck {
    /// The group that is made for it.
    pub fn group(&self, file: &PupilFile, year: SchoolYear) -> group::Group {
        group::Group {
            id: file.group_id(self.number, self.location),
            name: self.name.clone(),
            kind: self.kind,
            year,
            location: self.location,
            levels: self.levels.clone(),
        }
    }
}

/// A learner of the file about whom a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtCheck {
    /// In which line.
    pub line: u64,
    /// The name in the file.
    pub name: PersonName,
    /// The date of birth in the file.
    pub birth: Option<Date>,
    /// The name of the class in the file.
    pub class: Option<String>,
    /// Why.
    pub doubt: Doubt,
    /// Who it may be.
    pub candidates: Vec<LearnerId>,
}

/// A learner of whom something changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCheck {
    /// Who.
    pub learner: LearnerId,
    /// What.
    pub changes: Vec<Change>,
}

/// A teacher of the file: proposed as staff, without any role (3-16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// In which line.
    pub line: u64,
    /// The name.
    pub name: PersonName,
    /// The address to invite.
    pub email: Option<String>,
    /// Names of the groups.
    pub groups: Vec<String>,
}

/// What a file says and what it would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What the file says of itself.
    pub header: Header,
    /// Whether it is of the location that it was sent for.
    pub belongs: Belongs,
    /// The other location of the licence that it is of.
    pub other: Option<LocationId>,
    /// Why it is not loaded.
    pub stops: BTreeSet<Stop>,
    /// Why it was not read to its end.
    pub unread: Option<Unread>,
    /// What there is to say about it, line by line.
    pub findings: Findings,
    /// Learners in it.
    pub learners: u64,
    /// What they are, beside who is here.
    pub tally: Tally,
    /// Its groups, each at each of its locations.
    pub groups: Vec<GroupCheck>,
    /// Groups of it that would be one here.
    pub alike: Vec<(String, String)>,
    /// Locations of it that are none here: their learners are not loaded.
    pub unknown_locations: Vec<String>,
    /// About whom a person decides.
    pub doubts: Vec<DoubtCheck>,
    /// Of whom something changes.
    pub changes: Vec<ChangeCheck>,
    /// Who has left, says the file.
    pub left: Vec<LearnerId>,
    /// Who is enrolled at a location that the file tells of, and is not in it: never removed, but asked about.
    pub missing: Vec<LearnerId>,
    /// Teachers.
    pub teachers: Vec<Proposed>,
}

impl Setting {
    /// What a file is compared with; `None` where it does not say of which school year it is. `groups` are those of the licence.
    pub fn of(
        head: &Head,
        chosen: LocationId,
        locations: &[licence::Location],
        groups: &[group::Group],
        today: Date,
    ) -> Option<Self> {
        let year = head.header.year?;
        let places = Places::new(chosen, locations, &head.locations);
        let groups = Groups::new(&head.groups, year, &places, groups);
        Some(Self { year, day: today.max(year.first_day()), places, groups, source: head.header.form.source() })
    }
}

/// A learner of a file beside who is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the file, counted from 0.
    pub place: u64,
    /// In which line.
    pub line: u64,
    /// What the file says.
    pub learner: Learner,
    /// What it would change.
    pub outcome: Outcome,
}

/// A file that is read beside who is here.
pub struct Comparing<'a> {
    file: RosterFile<'a>,
    comparison: Comparison,
    places: u64,
}

impl<'a> Comparing<'a> {
    /// Reads `file` beside who was added to `comparison`.
    pub fn new(file: RosterFile<'a>, comparison: Comparison) -> Self {
        Self { file, comparison, places: 0 }
    }

    /// What it is compared with.
    pub fn setting(&self) -> &Setting {
        self.comparison.setting()
    }

    /// Groups of the file.
    pub fn groups(&self) -> &[Group] {
        self.file.groups()
    }

    /// The next learner; `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn next_learner(&mut self) -> Result<Option<Compared>, ReadError> {
        let Some(at) = self.file.next_learner()? else { return Ok(None) };
        let outcome = self.comparison.compare(&at.item, self.file.groups(), self.file.day());
        let place = self.places;
        self.places += 1;
        Ok(Some(Compared { place, line: at.line, learner: at.item, outcome }))
    }
}

impl Check {
    /// Bytes that a check can have as it is kept. The lists in it are bounded but for missing learners and teachers: a line each.
    pub const LARGEST: u64 = 32 * 1024 * 1024;

    /// A file of which only the head was looked at, or not even that.
    fn begun(header: Header, location: &licence::Location, locations: &[licence::Location], today: Date) -> Self {
        let belongs = header.school.belongs(location);
        let other = locations.iter().find(|other| header.school.belongs(other) == Belongs::Here);
        let mut check = Self {
            belongs,
            other: other.filter(|other| other.id != location.id).map(|other| other.id),
            stops: BTreeSet::new(),
            unread: None,
            findings: Findings::default(),
            learners: 0,
            tally: Tally::default(),
            groups: Vec::new(),
            alike: Vec::new(),
            unknown_locations: Vec::new(),
            doubts: Vec::new(),
            changes: Vec::new(),
            left: Vec::new(),
            missing: Vec::new(),
            teachers: Vec::new(),
            header,
        };
        match check.belongs {
            Belongs::OtherSchool => check.stop(Stop::OtherSchool),
            Belongs::OtherLocation => check.stop(Stop::OtherLocation),
            Belongs::Here | Belongs::Unknown => {}
        }
        if check.header.year.is_some_and(|year| !is_taken(year, today)) {
            check.stop(Stop::OtherYear);
        }
        check
    }

    fn stop(&mut self, why: Stop) {
        self.stops.insert(why);
    }

    /// The check of a file, as far as its head tells: of another school or year, it is not read any further.
    pub fn of_head(
        file: &RosterFile<'_>,
        location: &licence::Location,
        locations: &[licence::Location],
        today: Date,
    ) -> Self {
        let mut check = Self::begun(file.header().clone(), location, locations, today);
        check.all_elsewhere(file, location.id, locations);
        check.note(file.findings().clone());
        check
    }

    /// A spreadsheet whose learners are all at one location of the licence is of that one, whichever it was announced for (3-11).
    fn all_elsewhere(&mut self, file: &RosterFile<'_>, chosen: LocationId, locations: &[licence::Location]) {
        let [only] = file.locations() else { return };
        let place = same(locations, only).filter(|place| *place != chosen);
        if file.header().form == Form::Sheet && place.is_some() {
            (self.belongs, self.other) = (Belongs::OtherLocation, place);
            self.stop(Stop::OtherLocation);
        }
    }

    /// The check of a file that could not be read.
    pub fn unread(unread: Unread, location: &licence::Location, locations: &[licence::Location], today: Date) -> Self {
        let mut check = Self::begun(Header::default(), location, locations, today);
        check.fail(unread);
        check
    }

    fn fail(&mut self, unread: Unread) {
        self.unread = Some(unread);
        self.stop(Stop::Unread);
    }

    fn note(&mut self, findings: Findings) {
        if findings.worst() == Some(Severity::Error) {
            self.stop(Stop::Errors);
        }
        self.findings = findings;
    }

    /// Whether somebody can confirm it.
    pub fn may_load(&self) -> bool {
        self.stops.is_empty()
    }

    /// Reads the rest of a file beside who is here.
    ///
    /// # Errors
    /// When the bytes could not be had; what is wrong with the file is in the check.
    pub fn complete(mut self, mut comparing: Comparing<'_>) -> Result<Self, ReadError> {
        let mut used = Used::default();
        let read = loop {
            match comparing.next_learner() {
                Ok(Some(compared)) => self.take(compared, &comparing, &mut used),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        let Comparing { mut file, comparison, places } = comparing;
        self.learners = places;
        self.tally = comparison.tally();
        self.missing = comparison.missing().collect();
        let setting = comparison.setting();
        let named = |number: usize| file.groups().get(number).map(|group| group.name.clone()).unwrap_or_default();
        let together = setting.groups.alike(used.0.keys().copied());
        self.alike = together.into_iter().map(|(one, other)| (named(one), named(other))).collect();
        if !self.alike.is_empty() {
            self.stop(Stop::AlikeGroups);
        }
        self.unknown_locations = setting
            .places
            .unknown()
            .filter_map(|number| file.locations().get(number).map(|location| location.name.clone()))
            .collect();
        self.groups = used.checks(file.groups(), setting);
        let read = read.and_then(|()| self.teachers(&mut file)).and_then(|()| file.finish());
        match read {
            Ok(findings) => self.note(findings),
            Err(ReadError::Refused { line, refusal }) => self.fail(Unread { line, refusal }),
            Err(error @ ReadError::Io(_)) => return Err(error),
        }
        Ok(self)
    }

    fn take(&mut self, compared: Compared, comparing: &Comparing<'_>, used: &mut Used) {
        let Compared { line, learner, outcome, .. } = compared;
        match &outcome {
            Outcome::Past | Outcome::Unplaced => return,
            Outcome::Left(id) => {
                self.left.push(*id);
                return;
            }
            Outcome::Changed(id, changes) if self.changes.len() < TOLD => {
                self.changes.push(ChangeCheck { learner: *id, changes: changes.clone() });
            }
            Outcome::Doubt(doubt, candidates) if self.doubts.len() < TOLD => {
                let class = learner.class.and_then(|class| comparing.groups().get(class));
                self.doubts.push(DoubtCheck {
                    line,
                    name: learner.name.clone(),
                    birth: learner.birth,
                    class: class.map(|class| class.name.clone()),
                    doubt: *doubt,
                    candidates: candidates.clone(),
                });
            }
            Outcome::New | Outcome::Same(_) | Outcome::Changed(..) | Outcome::Doubt(..) => {}
        }
        used.note(&learner, comparing);
    }

    fn teachers(&mut self, file: &mut RosterFile<'_>) -> Result<(), ReadError> {
        while let Some(at) = file.next_teacher()? {
            let groups = at.item.groups.iter().filter_map(|group| file.groups().get(*group));
            self.teachers.push(Proposed {
                line: at.line,
                groups: groups.map(|group| group.name.clone()).collect(),
                name: at.item.name,
                email: at.item.email,
            });
        }
        Ok(())
    }
}

/// Which groups of the file are used at which locations: how many learners, of which levels.
#[derive(Default)]
struct Used(BTreeMap<(usize, LocationId), (u64, BTreeSet<&'static str>)>);

impl Used {
    fn note(&mut self, learner: &Learner, comparing: &Comparing<'_>) {
        let Some(location) = comparing.setting().places.of(learner.location) else { return };
        let level = learner.year_level(comparing.groups());
        for group in learner.class.iter().chain(&learner.cross) {
            let (learners, levels) = self.0.entry((*group, location)).or_default();
            *learners += 1;
            levels.extend(level);
        }
    }

    fn checks(self, groups: &[Group], setting: &Setting) -> Vec<GroupCheck> {
        let check = |((number, location), (learners, levels)): ((usize, LocationId), (u64, BTreeSet<&str>))| {
            let group = groups.get(number)?;
            let levels = LEVELS.into_iter().filter(|level| group.kind == GroupKind::Class && levels.contains(level));
            Some(GroupCheck {
                number,
                name: group.name.clone(),
                kind: group.kind,
                levels: levels.map(str::to_owned).collect(),
                location,
                learners,
                here: setting.groups.of(number, location),
            })
        };
        self.0.into_iter().filter_map(check).collect()
    }
}
