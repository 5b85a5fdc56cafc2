//! What tells two people of one name apart: of a learner the date of birth and the class, of a colleague the address. With the wrong one of
//! two the wrong dossier opens.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Action, Resource},
    group::{Group, GroupKind},
    ids::{GroupId, LocationId},
    learner::{Learner, LearnerRow},
    staff::StaffRow,
};
use jiff::civil::Date;
use web::{Desk, dates};

use crate::{t, words_for};

/// The classes of the licence, by name.
pub struct Classes(HashMap<GroupId, String>);

impl Classes {
    /// Those among these groups.
    pub fn of(groups: &[Group]) -> Self {
        let classes = groups.iter().filter(|group| group.kind == GroupKind::Class);
        Self(classes.map(|group| (group.id, group.name.clone())).collect())
    }

    /// The class that a learner is in on a day.
    pub fn on(&self, row: &LearnerRow, day: Date) -> Option<String> {
        row.groups_on(day).find_map(|group| self.0.get(&group).cloned())
    }
}

/// The location of a learner today, where it is another one than that of the group.
pub fn elsewhere(desk: &Desk, row: &LearnerRow, here: LocationId) -> Option<String> {
    let place = row.location_on(desk.today()).filter(|place| *place != here)?;
    Some(words_for::location(desk, place))
}

/// `geboren 9 maart 2014`
pub fn born(desk: &Desk, birth: Date) -> String {
    t(desk.locale()).born(dates::day(birth, desk.locale()))
}

/// A learner as one chooses from: `Ven, Noor van der (geboren 9 maart 2014, Groep 5a)`.
pub fn choice(desk: &Desk, row: &LearnerRow, classes: &Classes, here: LocationId) -> String {
    let birth = row.birth.map(|birth| born(desk, birth));
    beside(&row.name, [birth, classes.on(row, desk.today()), elsewhere(desk, row, here)])
}

/// A learner in a sentence, with the date of birth for who may know it.
pub fn in_full(desk: &Desk, learner: &Learner) -> String {
    let may = desk.may(Action::SeeLearner, &Resource::Learner(&learner.whereabouts(desk.today()))).is_ok();
    beside(&learner.name.full(), [learner.birth.filter(|_| may).map(|birth| born(desk, birth.date))])
}

/// A name with what is known beside it.
pub fn beside(name: &str, known: impl IntoIterator<Item = Option<String>>) -> String {
    let known: Vec<String> = known.into_iter().flatten().collect();
    if known.is_empty() { name.to_owned() } else { format!("{name} ({})", known.join(", ")) }
}

/// Names that more than one of the staff have.
pub struct Namesakes<'a>(HashSet<&'a str>);

impl<'a> Namesakes<'a> {
    /// Those among these people.
    pub fn of(rows: &'a [StaffRow]) -> Self {
        let mut seen = HashSet::new();
        Self(rows.iter().map(|row| row.name.as_str()).filter(|name| !seen.insert(*name)).collect())
    }

    /// The address, for who has a namesake.
    pub fn address(&self, row: &StaffRow) -> Option<String> {
        self.0.contains(row.name.as_str()).then(|| row.email.clone())
    }

    /// A colleague as one chooses from.
    pub fn choice(&self, row: &StaffRow) -> String {
        beside(&row.name, [self.address(row)])
    }
}
