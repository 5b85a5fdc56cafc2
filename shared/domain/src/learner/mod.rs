//! A learner of a licence: who it is, where it is enrolled, in which groups, and what is known per school year.

mod enrolment;
mod facts;
mod input;
mod row;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use enrolment::Enrolment;
pub use facts::{SCHOOL_TYPES, Source, Sourced, YearFacts};
pub use input::{EARLIEST_BIRTH, LearnerInput, NewLearner};
pub use row::LearnerRow;

use crate::{
    access::Whereabouts,
    calendar::{Period, SchoolYear, age},
    ids::{GroupId, LearnerId, LocationId},
    input::Fault,
    name::PersonName,
    retention::{Retention, RetentionClass, RetentionEvent},
    staff::{Membership, join, leave},
};

/// Characters that the reason of an enrolment's end may have: a few sentences.
pub const LONGEST_REASON: usize = 500;

/// A date of birth, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Birth {
    /// The date.
    pub date: Date,
    /// Whether it is an estimate, as with some refugees.
    #[serde(default)]
    pub uncertain: bool,
}

/// How another system knows the learner; only for imports, never an id here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ExternalKey {
    /// Which system.
    pub source: String,
    /// For which location: keys are only unique there.
    pub location: LocationId,
    /// The key.
    pub key: String,
}

/// A learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Learner {
    /// The id.
    pub id: LearnerId,
    /// The name; a call name alone will do.
    pub name: PersonName,
    /// The date of birth; without one no transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Birth>,
    /// The learner's own address: consent may be asked of the learner (1-05).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Keys in other systems.
    #[serde(default)]
    pub external_keys: Vec<ExternalKey>,
    /// Enrolments, past ones included.
    pub enrolments: Vec<Enrolment>,
    /// Groups with their days; history stays (0-22, 0-24).
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// Year level, school type and contact person, per school year.
    #[serde(default)]
    pub facts: BTreeMap<SchoolYear, YearFacts>,
    /// The learner that this one turned out to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<LearnerId>,
    /// How long it is kept.
    pub retention: Retention,
}

impl Learner {
    /// A learner who is enrolled.
    pub fn enrolled(id: LearnerId, new: NewLearner) -> Self {
        Self {
            id,
            name: new.name,
            birth: new.birth,
            email: new.email,
            external_keys: Vec::new(),
            enrolments: vec![Enrolment { location: new.location, period: Period::since(new.from), reason: None }],
            memberships: Vec::new(),
            facts: BTreeMap::new(),
            merged_into: None,
            retention: Retention::new(RetentionClass::LearnerRecord),
        }
    }

    /// Takes over name, date of birth and address, and leaves the enrolment as it is.
    pub fn correct(&mut self, new: NewLearner) {
        self.name = new.name;
        self.birth = new.birth;
        self.email = new.email;
    }

    /// Takes over what was typed: name, date of birth, address. Another location is a new enrolment from `new.from` on.
    pub fn change(&mut self, new: NewLearner) {
        self.name = new.name;
        self.birth = new.birth;
        self.email = new.email;
        if self.location_on(new.from) == Some(new.location) {
            return;
        }
        for enrolment in self.enrolments.iter_mut().filter(|enrolment| enrolment.period.holds(new.from)) {
            enrolment.period.end_before(new.from);
        }
        self.enrolments.push(Enrolment { location: new.location, period: Period::since(new.from), reason: None });
        self.retention.stop();
    }

    /// The groups of a day.
    pub fn groups_on(&self, day: Date) -> impl Iterator<Item = GroupId> {
        groups_on(&self.memberships, day)
    }

    /// The location where the learner is enrolled on a day.
    pub fn location_on(&self, day: Date) -> Option<LocationId> {
        self.enrolments.iter().rev().find(|enrolment| enrolment.period.holds(day)).map(|enrolment| enrolment.location)
    }

    /// Where the learner is on a day, as far as rights go.
    pub fn whereabouts(&self, day: Date) -> Whereabouts {
        whereabouts(&self.enrolments, &self.memberships, day)
    }

    /// Whether the learner is enrolled on a day.
    pub fn is_enrolled(&self, day: Date) -> bool {
        self.location_on(day).is_some()
    }

    /// Whole years on a day, if the date of birth is known.
    pub fn age_on(&self, day: Date) -> Option<i16> {
        self.birth.map(|birth| age(birth.date, day))
    }

    /// Joins a group, next to those the learner is in (0-22). What is there already is not written twice: `false`.
    pub fn join(&mut self, group: GroupId, period: Period) -> bool {
        join(&mut self.memberships, group, period)
    }

    /// Leaves a group: `from` is the first day without it, at once where that is today; the history stays (0-23, 0-24). `false` when not
    /// in it.
    pub fn leave(&mut self, group: GroupId, from: Date, today: Date) -> bool {
        leave(&mut self.memberships, group, from, today)
    }

    /// The classes of a day other than `class`; at most one, where everything went by [`Learner::move_to_class`].
    pub fn other_classes_on(&self, day: Date, class: GroupId, is_class: impl Fn(GroupId) -> bool) -> Vec<GroupId> {
        self.groups_on(day).filter(|group| *group != class && is_class(*group)).collect()
    }

    /// Moves to a class from a day on: a learner is in at most one on a day. Another class of that day ends the day before;
    /// one that begins later stays, and this membership ends the day before it. A `from` before `today` moves the days of the class, and
    /// the history goes on telling that the other one counted until today (0-24). `false` when nothing changes.
    pub fn move_to_class(
        &mut self,
        class: GroupId,
        from: Date,
        today: Date,
        is_class: impl Fn(GroupId) -> bool,
    ) -> bool {
        let left = self.other_classes_on(from, class, &is_class);
        for other in &left {
            for membership in self
                .memberships
                .iter_mut()
                .filter(|membership| membership.group == *other && membership.period.holds(from))
            {
                membership.end(from, today);
            }
        }
        self.memberships.retain(Membership::is_any);
        let later = self.memberships.iter().filter(|membership| {
            let period = membership.period;
            membership.group != class && period.from > from && !period.is_empty() && is_class(membership.group)
        });
        let to = later.map(|membership| membership.period.from).min().and_then(|first| first.yesterday().ok());
        self.join(class, Period { from, to }) || !left.is_empty()
    }

    /// A day that can be the last one at this school.
    ///
    /// # Errors
    /// [`Fault::TooEarly`] before the enrolment began.
    pub fn last_day(&self, last: Date) -> Result<Date, Fault> {
        match self.enrolments.last().map(|enrolment| enrolment.period.from) {
            Some(first) if last < first => Err(Fault::TooEarly { first }),
            _ => Ok(last),
        }
    }

    /// Leaves the school: the last day is `last`; groups end with it, and the term of retention begins. Where that day has passed, what a
    /// group opened until `today` is still told (0-24).
    pub fn end_enrolment(&mut self, last: Date, today: Date, reason: Option<String>) {
        let first_without = last.tomorrow().unwrap_or(last);
        for enrolment in self.enrolments.iter_mut().filter(|enrolment| !enrolment.period.is_over(first_without)) {
            enrolment.period.end_before(first_without);
            enrolment.reason.clone_from(&reason);
        }
        for membership in &mut self.memberships {
            membership.end(first_without, today);
        }
        self.memberships.retain(Membership::is_any);
        self.retention.begin(RetentionEvent::LeftSchool, last);
    }

    /// What is known of a school year; a year that nothing is known of takes over from the last one before it (2-18).
    pub fn facts(&self, year: SchoolYear) -> YearFacts {
        let mut facts = self.facts.get(&year).cloned().unwrap_or_default();
        if let Some((_, before)) = self.facts.range(..year).next_back() {
            facts.carry_over(before);
        }
        facts
    }

    /// Notes what became known of a school year. What was filled in by hand is not replaced by an import (2-16).
    pub fn note(&mut self, year: SchoolYear, facts: YearFacts) {
        self.facts.entry(year).or_default().merge(facts);
    }
}

/// The groups of a day among memberships.
pub(crate) fn groups_on(memberships: &[Membership], day: Date) -> impl Iterator<Item = GroupId> {
    memberships.iter().filter(move |membership| membership.period.holds(day)).map(|membership| membership.group)
}

/// Locations of a day, of somebody who has left the last one; groups of a day.
fn whereabouts(enrolments: &[Enrolment], memberships: &[Membership], day: Date) -> Whereabouts {
    let mut locations: Vec<LocationId> =
        enrolments.iter().filter(|enrolment| enrolment.period.holds(day)).map(|enrolment| enrolment.location).collect();
    if locations.is_empty() {
        locations.extend(enrolments.last().map(|enrolment| enrolment.location));
    }
    Whereabouts { locations, groups: groups_on(memberships, day).collect() }
}

#[cfg(test)]
mod tests;
