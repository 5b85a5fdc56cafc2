//! What a file says and what it would change, for the person who confirms it or stops it (3-07, 3-08, 3-10).

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    group::{GroupKind, LEVELS},
    ids::{LearnerId, LocationId},
    licence,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    compare::Setting,
    comparing::{Compared, Comparing},
    file::RosterFile,
    findings::{Findings, Severity},
    limits::ReadError,
    model::{Form, Group, Header, Learner},
    outcome::{Outcome, Tally},
    parts::{ChangeCheck, DoubtCheck, GroupCheck, NewCheck, Proposed, Stop, Unread},
    places::same,
    school::{Belongs, is_taken},
};

/// Doubts, and learners with what changes, that are told one by one; the tally counts all. More than a person reads.
const TOLD: usize = 500;
/// Doubts that a person can decide at once which are told one by one too; beside the others, which stay to be decided.
const NAMESAKES: usize = 200;
/// New learners that are named, so that somebody sees by the names of which school a file is.
const NEW: usize = 200;

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
    /// The first of those who are new.
    #[serde(default)]
    pub new: Vec<NewCheck>,
    /// Its groups, each at each of its locations.
    pub groups: Vec<GroupCheck>,
    /// Groups of it that would be one here.
    pub alike: Vec<(String, String)>,
    /// Locations of it that are none here: their learners are not loaded.
    pub unknown_locations: Vec<String>,
    /// About whom a person decides.
    pub doubts: Vec<DoubtCheck>,
    /// Who has the name and date of birth of one learner of the file with another key, and may be another of the file too: not decided
    /// with the others.
    #[serde(default)]
    pub contested: Vec<LearnerId>,
    /// Of whom something changes.
    pub changes: Vec<ChangeCheck>,
    /// Who has left, says the file.
    pub left: Vec<LearnerId>,
    /// Who is enrolled at a location that the file tells of, and is not in it: never removed, but asked about.
    pub missing: Vec<LearnerId>,
    /// The locations at which it changes something, or tells of somebody.
    #[serde(default)]
    pub reached: BTreeSet<LocationId>,
    /// Teachers.
    pub teachers: Vec<Proposed>,
}

impl Check {
    /// Bytes that a check can have as it is kept. The lists in it are bounded but for teachers and for ids of learners who are here: a
    /// line each.
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
            new: Vec::new(),
            groups: Vec::new(),
            alike: Vec::new(),
            unknown_locations: Vec::new(),
            doubts: Vec::new(),
            contested: Vec::new(),
            changes: Vec::new(),
            left: Vec::new(),
            missing: Vec::new(),
            reached: BTreeSet::new(),
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
        let (mut file, comparison, places) = comparing.into_parts();
        self.learners = places;
        self.tally = comparison.tally();
        self.missing = comparison.missing().collect();
        self.contested = comparison.contested().collect();
        self.reached = comparison.reached().clone();
        for doubt in &mut self.doubts {
            doubt.namesake &= !doubt.candidates.iter().any(|candidate| self.contested.contains(candidate));
        }
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
        match &compared.outcome {
            Outcome::Past | Outcome::Unplaced => return,
            Outcome::Left(id) => {
                self.left.push(*id);
                return;
            }
            Outcome::New => {
                let from = compared.learner.begins(comparing.setting().day, None);
                if comparing.setting().has_groups_from(from) {
                    used.note(&compared.learner, comparing);
                }
                self.note_new(compared.learner, from, comparing);
                return;
            }
            Outcome::Changed(id, changes) if self.changes.len() < TOLD => {
                self.changes.push(ChangeCheck { learner: *id, changes: changes.clone() });
            }
            Outcome::Same(_) | Outcome::Changed(..) | Outcome::Doubt(..) => {}
        }
        if !compared.has_left {
            used.note(&compared.learner, comparing);
        }
        self.note_doubt(compared, comparing);
    }

    fn note_new(&mut self, learner: Learner, from: Date, comparing: &Comparing<'_>) {
        if self.new.len() < NEW {
            self.new.push(NewCheck {
                class: comparing.class_of(&learner),
                level: learner.year_level(comparing.groups()).map(str::to_owned),
                name: learner.name,
                birth: learner.birth,
                from: Some(from).filter(|from| *from > comparing.setting().day),
            });
        }
    }

    /// Keeps a doubt to be decided. However many there are of the kind that is decided at once, there is room for the others.
    fn note_doubt(&mut self, compared: Compared, comparing: &Comparing<'_>) {
        let namesake = compared.namesake().is_some();
        let Outcome::Doubt(doubt, candidates) = compared.outcome else { return };
        let room = if namesake { NAMESAKES } else { TOLD };
        if self.doubts.iter().filter(|doubt| doubt.namesake == namesake).count() < room {
            self.doubts.push(DoubtCheck {
                line: compared.line,
                apart: compared.apart,
                class: comparing.class_of(&compared.learner),
                name: compared.learner.name,
                birth: compared.learner.birth,
                doubt,
                candidates,
                namesake,
                has_left: compared.has_left,
                left: compared.learner.left.filter(|_| compared.has_left),
            });
        }
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
