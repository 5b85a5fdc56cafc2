//! What a school does first, in the order that keeps out of trouble (3-01, 3-02): locations, learners and classes, people, roles, groups.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    ids::LocationId,
    learner::LearnerRow,
    licence::Licence,
    staff::{Role, StaffRow, StaffStatus},
};

/// Something to do first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "step", content = "location", rename_all = "snake_case")]
pub enum FirstStep {
    /// Look whether the locations are right: each has a file of its own.
    Locations,
    /// Load learners and classes of a location.
    Roster(LocationId),
    /// Invite others.
    People,
    /// Somebody writes dossiers of the whole location.
    Coordinator,
    /// Teachers are in the groups whose dossiers they see.
    Groups,
}

/// The steps, each with whether it was done. Looking at the locations counts as done once there are learners: their codes fitted.
pub fn first_steps(
    licence: &Licence,
    learners: &[LearnerRow],
    staff: &[StaffRow],
    today: Date,
) -> Vec<(FirstStep, bool)> {
    let is_filled =
        |location: LocationId| learners.iter().any(|row| !row.ended && row.location_on(today) == Some(location));
    let people: Vec<_> = staff.iter().filter(|row| row.status != StaffStatus::Removed).collect();
    let rosters = licence.locations.iter().map(|location| (FirstStep::Roster(location.id), is_filled(location.id)));
    let has_members = people.iter().any(|row| row.memberships.iter().any(|member| member.period.holds(today)));
    std::iter::once((FirstStep::Locations, licence.locations.iter().any(|location| is_filled(location.id))))
        .chain(rosters)
        .chain([
            (FirstStep::People, people.len() > 1),
            (FirstStep::Coordinator, people.iter().any(|row| row.is(Role::Coordinator, today))),
            (FirstStep::Groups, has_members),
        ])
        .collect()
}
