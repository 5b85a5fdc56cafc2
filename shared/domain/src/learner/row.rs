//! The row of the register of learners: what lists and searches need, and no more.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Enrolment, Learner, NewLearner, groups_on, whereabouts};
use crate::{
    access::Whereabouts,
    fold::fold,
    ids::{DossierId, GroupId, LearnerId, LocationId},
    staff::Membership,
};

/// The row of a learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LearnerRow {
    /// The id.
    pub id: LearnerId,
    /// What lists sort by.
    pub sort: String,
    /// The name as lists show it.
    pub name: String,
    /// The name folded, for search.
    pub folded: String,
    /// The date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Date>,
    /// Groups with their days.
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// Enrolments with their days.
    #[serde(default)]
    pub enrolments: Vec<Enrolment>,
    /// Ended softly or merged into another: out of every list.
    #[serde(default)]
    pub ended: bool,
    /// The running dossier, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<DossierId>,
}

impl LearnerRow {
    /// The row of a learner.
    pub fn of(learner: &Learner, running: Option<DossierId>) -> Self {
        let all_names: Vec<&str> = [
            learner.name.call_name.as_deref(),
            learner.name.given_names.as_deref(),
            learner.name.prefix.as_deref(),
            learner.name.family_name.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        Self {
            id: learner.id,
            sort: learner.name.sort_key(),
            name: learner.name.listed(),
            folded: fold(&all_names.join(" ")),
            birth: learner.birth.map(|birth| birth.date),
            memberships: learner.memberships.clone(),
            enrolments: learner.enrolments.clone(),
            ended: learner.retention.ended.is_some() || learner.merged_into.is_some(),
            running,
        }
    }

    /// Whether every word of a query begins a word of the name.
    pub fn matches(&self, query: &str) -> bool {
        let query = fold(query);
        query.split(' ').all(|wanted| self.folded.split(' ').any(|word| word.starts_with(wanted)))
    }

    /// Whether this may be the same person as somebody typed: the same name, and no other date of birth.
    pub fn may_be(&self, new: &NewLearner) -> bool {
        let other_birth = self.birth.zip(new.birth).is_some_and(|(known, new)| known != new.date);
        self.sort == new.name.sort_key() && !other_birth
    }

    /// Whether enrolled on a day, or from a later one on.
    pub fn is_enrolled_from(&self, day: Date) -> bool {
        self.enrolments.iter().any(|enrolment| !enrolment.period.is_over(day))
    }

    /// Whether enrolled on a day, and nobody said until when: who is to leave later has been seen to.
    pub fn stays(&self, day: Date) -> bool {
        let here = self.enrolments.iter().rev().find(|enrolment| enrolment.period.holds(day));
        !self.ended && here.is_some_and(|enrolment| enrolment.period.to.is_none())
    }

    /// The groups of a day.
    pub fn groups_on(&self, day: Date) -> impl Iterator<Item = GroupId> {
        groups_on(&self.memberships, day)
    }

    /// Where the learner is on a day, as far as rights go.
    pub fn whereabouts(&self, day: Date) -> Whereabouts {
        whereabouts(&self.enrolments, &self.memberships, day)
    }

    /// The location of a day.
    pub fn location_on(&self, day: Date) -> Option<LocationId> {
        self.enrolments.iter().rev().find(|enrolment| enrolment.period.holds(day)).map(|enrolment| enrolment.location)
    }
}
