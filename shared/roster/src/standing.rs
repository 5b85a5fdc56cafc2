//! Where a learner who is here stands at the place of the file: there already, there from a later day on, or not as the file says.

use domain::{
    ids::{GroupId, LocationId},
    learner,
};
use jiff::civil::Date;

use crate::{
    compare::{Comparison, Row},
    model::Learner,
};

/// An enrolment that begins later, with the groups of its first day.
pub(crate) struct Planned {
    from: Date,
    class: Option<GroupId>,
    cross: u64,
}

/// Where a learner stands.
pub(crate) struct Standing {
    /// Enrolled there as the file says, today or from the same later day on.
    pub is_there: bool,
    /// Whether the groups of the file are joined.
    pub joins: bool,
    /// The class on that day.
    pub class: Option<GroupId>,
    /// The fingerprint of the cross groups of that day.
    pub cross: u64,
}

impl Comparison {
    /// What begins on a day.
    pub(crate) fn plan(&self, learner: &learner::Learner, from: Date) -> Planned {
        let (class, cross) = self.groups_on(learner, from);
        Planned { from, class, cross }
    }

    pub(crate) fn standing(&self, number: u32, row: &Row, told: &Learner, place: LocationId) -> Standing {
        let (setting, now) =
            (self.setting(), Standing { is_there: true, joins: true, class: row.class, cross: row.cross });
        if row.location == Some(place) {
            return now;
        }
        let planned = self.planned_at(number, place);
        let from = told.begins(setting.day, planned.map(|planned| planned.from));
        let joins = setting.has_groups_from(from);
        match planned {
            Some(planned) => {
                Standing { is_there: planned.from == from, joins, class: planned.class, cross: planned.cross }
            }
            None => Standing { is_there: false, joins, ..now },
        }
    }
}
