//! How an enrolment begins at one location, today or later, and ends there, while others go on.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Learner, LearnerRow};
use crate::{
    calendar::Period,
    ids::{GroupId, LocationId},
    retention::RetentionEvent,
    staff::Membership,
};

/// Being enrolled at a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Enrolment {
    /// Where.
    pub location: LocationId,
    /// When.
    #[serde(flatten)]
    pub period: Period,
    /// Why it began or ended, where that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Enrolment {
    /// Whether it begins after `day`. One that was ended before it began never does.
    pub fn begins_after(&self, day: Date) -> bool {
        self.period.from > day && self.period.to.is_none_or(|to| self.period.from <= to)
    }
}

fn planned(enrolments: &[Enrolment], day: Date) -> impl Iterator<Item = &Enrolment> {
    enrolments.iter().filter(move |enrolment| enrolment.begins_after(day))
}

fn first<'a>(planned: impl Iterator<Item = &'a Enrolment>) -> Option<&'a Enrolment> {
    planned.min_by_key(|enrolment| enrolment.period.from)
}

impl LearnerRow {
    /// The first enrolment that begins after `day`.
    pub fn planned(&self, day: Date) -> Option<&Enrolment> {
        first(planned(&self.enrolments, day))
    }
}

impl Learner {
    /// The first enrolment that begins after `day`.
    pub fn planned(&self, day: Date) -> Option<&Enrolment> {
        first(planned(&self.enrolments, day))
    }

    /// The first enrolment at a location that begins after `day`.
    pub fn planned_at(&self, location: LocationId, day: Date) -> Option<&Enrolment> {
        first(planned(&self.enrolments, day).filter(|enrolment| enrolment.location == location))
    }

    /// Begins at a location on `from`, until another enrolment begins; where the learner is until then, it ends. If an enrolment at this
    /// location was to begin after `day`, it is that one, and the groups that go `along` begin with it.
    pub fn begin_at(&mut self, location: LocationId, day: Date, from: Date, along: impl Fn(GroupId) -> bool) {
        if let Some(was) = self.planned_at(location, day).map(|planned| planned.period.from) {
            self.enrolments.retain(|enrolment| (enrolment.location, enrolment.period.from) != (location, was));
            let goes = |membership: &&mut Membership| membership.period.from == was && along(membership.group);
            for membership in self.memberships.iter_mut().filter(goes) {
                membership.period.from = from;
            }
            self.memberships.retain(Membership::is_any);
        }
        for enrolment in self.enrolments.iter_mut().filter(|enrolment| enrolment.period.holds(from)) {
            enrolment.period.end_before(from);
        }
        let next = first(planned(&self.enrolments, from));
        let to = next.and_then(|next| next.period.from.yesterday().ok());
        self.enrolments.push(Enrolment { location, period: Period { from, to }, reason: None });
        // Where somebody is on a day, and was last, the last one tells.
        self.enrolments.sort_by_key(|enrolment| enrolment.period.from);
        self.retention.stop();
    }

    /// Leaves one location, and the groups that are `there`: the last day is `last`, before `day`. Who on `day` is enrolled nowhere else,
    /// and is not going to be, leaves the school: all groups end, and the term of retention begins. What a group opened until `today` is
    /// still told (0-24).
    pub fn leave_location(
        &mut self,
        location: LocationId,
        (last, day): (Date, Date),
        today: Date,
        there: impl Fn(GroupId) -> bool,
    ) {
        let first_without = last.tomorrow().unwrap_or(last);
        let goes_on = |period: &Period| !period.is_over(first_without);
        for enrolment in self.enrolments.iter_mut().filter(|known| known.location == location && goes_on(&known.period))
        {
            enrolment.period.end_before(first_without);
            enrolment.reason = None;
        }
        let stays = self.enrolments.iter().any(|enrolment| !enrolment.period.is_over(day));
        for membership in self.memberships.iter_mut().filter(|membership| !stays || there(membership.group)) {
            membership.end(first_without, today);
        }
        self.memberships.retain(Membership::is_any);
        if !stays {
            self.retention.begin(RetentionEvent::LeftSchool, last);
        }
    }
}
