//! A licence in memory, which takes over files.

use std::collections::BTreeMap;

use domain::{
    calendar::SchoolYear,
    group,
    ids::{GroupId, LearnerId, LocationId},
    learner::Learner,
    licence::{Location, LocationCode},
};
use jiff::civil::{Date, date};
use roster::{Comparison, Groups, Outcome, Places, Roster, Setting, Tally, end, enrol, update};
use uuid::Uuid;

/// The day of every import in these tests, in the school year 2024-2025.
pub(crate) const DAY: Date = date(2024, 11, 25);
pub(crate) const YEAR: SchoolYear = SchoolYear::starting(2024);

pub(crate) fn duin() -> LocationId {
    LocationId::new(Uuid::from_u128(10))
}

pub(crate) fn bos() -> LocationId {
    LocationId::new(Uuid::from_u128(11))
}

/// Two locations, and who is there.
#[derive(Default)]
pub(crate) struct Here {
    pub learners: BTreeMap<LearnerId, Learner>,
    pub groups: Vec<group::Group>,
    ids: u128,
}

/// What a file would change.
pub(crate) struct Told {
    pub outcomes: Vec<Outcome>,
    pub missing: Vec<LearnerId>,
    pub tally: Tally,
}

impl Here {
    pub(crate) fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(1000 + self.ids)
    }

    pub(crate) fn locations() -> [Location; 2] {
        let code = |code: &str| Some(LocationCode::Brin6(code.into()));
        [
            Location { id: duin(), name: "Duin".into(), code: code("99ZX10") },
            Location { id: bos(), name: "Het Bos".into(), code: code("99ZX11") },
        ]
    }

    fn setting(&self, roster: &Roster, chosen: LocationId) -> Setting {
        let mut places = Places::new(chosen, &Self::locations(), &roster.locations);
        // What a person says of a location that is not known.
        for location in places.unknown().collect::<Vec<_>>() {
            places.put(location, if location % 2 == 0 { duin() } else { bos() });
        }
        let groups = Groups::new(&roster.groups, YEAR, &places, &self.groups);
        Setting { year: YEAR, day: DAY, today: DAY, places, groups, source: roster::KEY }
    }

    pub(crate) fn compare(&self, roster: &Roster, chosen: LocationId) -> Told {
        let mut comparison = Comparison::new(self.setting(roster, chosen));
        self.learners.values().for_each(|learner| comparison.add(learner));
        let day = roster.header.reference.or(roster.header.created).unwrap_or(DAY);
        let outcomes = roster.learners.iter().map(|learner| comparison.compare(learner, &roster.groups, day)).collect();
        Told { outcomes, missing: comparison.missing().collect(), tally: comparison.tally() }
    }

    /// Enrols a learner of the file of whom a person said that it is somebody new, with this id.
    pub(crate) fn enrol(&mut self, roster: &Roster, chosen: LocationId, id: LearnerId) {
        let setting = self.setting(roster, chosen);
        let learner = enrol(id, &roster.learners[0], &roster.groups, &setting).unwrap();
        self.learners.insert(id, learner);
    }

    /// Makes the groups that are not there where learners are in them, then takes over what is certain.
    pub(crate) fn import(&mut self, roster: &Roster, chosen: LocationId) -> Told {
        let told = self.compare(roster, chosen);
        self.make_groups(roster, chosen);
        let setting = self.setting(roster, chosen);
        for (learner, outcome) in roster.learners.iter().zip(&told.outcomes) {
            match outcome {
                Outcome::New => {
                    let id = LearnerId::new(self.id());
                    self.learners.insert(id, enrol(id, learner, &roster.groups, &setting).unwrap());
                }
                Outcome::Changed(id, _) => {
                    update(self.learners.get_mut(id).unwrap(), learner, &roster.groups, &setting);
                }
                Outcome::Left(id) => end(self.learners.get_mut(id).unwrap(), learner, &setting),
                Outcome::Same(_) | Outcome::Past | Outcome::Unplaced | Outcome::Doubt(..) => {}
            }
        }
        told
    }

    fn make_groups(&mut self, roster: &Roster, chosen: LocationId) {
        for learner in &roster.learners {
            let setting = self.setting(roster, chosen);
            let place = setting.places.of(learner.location).unwrap();
            for number in learner.class.iter().chain(&learner.cross) {
                if self.setting(roster, chosen).groups.of(*number, place).is_none() {
                    let told = &roster.groups[*number];
                    let id = GroupId::new(self.id());
                    let (name, kind) = (told.name.clone(), told.kind);
                    self.groups.push(group::Group { id, name, kind, year: YEAR, location: place, levels: vec![] });
                }
            }
        }
    }

    /// The one with this call name.
    pub(crate) fn named(&self, call: &str) -> &Learner {
        self.learners.values().find(|learner| learner.name.call() == call).unwrap()
    }

    pub(crate) fn named_mut(&mut self, call: &str) -> &mut Learner {
        self.learners.values_mut().find(|learner| learner.name.call() == call).unwrap()
    }
}
