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

/// The steps, each with whether it was done. Looking at the locations counts as done once there are learners: their codes fitted. Who is
/// enrolled, or in a group, from a later day on counts too: a school that begins loads the file of the next year before it begins.
pub fn first_steps(
    licence: &Licence,
    learners: &[LearnerRow],
    staff: &[StaffRow],
    today: Date,
) -> Vec<(FirstStep, bool)> {
    let is_there = |row: &LearnerRow, location: LocationId| {
        row.enrolments.iter().any(|enrolment| enrolment.location == location && !enrolment.period.is_over(today))
    };
    let is_filled = |location: LocationId| learners.iter().any(|row| !row.ended && is_there(row, location));
    let people: Vec<_> = staff.iter().filter(|row| row.status != StaffStatus::Removed).collect();
    let rosters = licence.locations.iter().map(|location| (FirstStep::Roster(location.id), is_filled(location.id)));
    let has_members = people.iter().any(|row| row.memberships.iter().any(|member| !member.period.is_over(today)));
    std::iter::once((FirstStep::Locations, licence.locations.iter().any(|location| is_filled(location.id))))
        .chain(rosters)
        .chain([
            (FirstStep::People, people.len() > 1),
            (FirstStep::Coordinator, people.iter().any(|row| row.is(Role::Coordinator, today))),
            (FirstStep::Groups, has_members),
        ])
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        calendar::Period,
        hub::HubUse,
        ids::{GroupId, LearnerId, LicenceId, StaffId},
        learner::Enrolment,
        licence::{Country, LicenceKind, LicenceName, LicenceStatus, Location},
        staff::Membership,
    };

    const TODAY: Date = Date::constant(2026, 7, 10);
    const PLACE: LocationId = LocationId::new(Uuid::from_u128(1));

    fn licence() -> Licence {
        Licence {
            id: LicenceId::new(Uuid::from_u128(2)),
            name: LicenceName::parse("DEWILG").unwrap(),
            display_name: "De Wilg".into(),
            kind: LicenceKind::PrimarySchool,
            country: Country::Netherlands,
            place: "Duin".into(),
            status: LicenceStatus::Open,
            contact: "d.wilg@dewilg.example".into(),
            locations: vec![Location { id: PLACE, name: "Duin".into(), code: None }],
            totp_required: true,
            hub: HubUse::default(),
        }
    }

    fn learner(period: Period) -> LearnerRow {
        LearnerRow {
            id: LearnerId::new(Uuid::from_u128(3)),
            sort: String::new(),
            name: String::new(),
            folded: String::new(),
            birth: None,
            memberships: Vec::new(),
            enrolments: vec![Enrolment { location: PLACE, period, reason: None }],
            ended: false,
            running: None,
        }
    }

    fn teacher(period: Period) -> StaffRow {
        StaffRow {
            id: StaffId::new(Uuid::from_u128(4)),
            name: String::new(),
            full: String::new(),
            sort: String::new(),
            email: "t.deleer@dewilg.example".into(),
            access: true,
            status: StaffStatus::Active,
            grants: Vec::new(),
            memberships: vec![Membership { group: GroupId::new(Uuid::from_u128(5)), period }],
        }
    }

    fn done(period: Period) -> [bool; 3] {
        let steps = first_steps(&licence(), &[learner(period)], &[teacher(period)], TODAY);
        [FirstStep::Locations, FirstStep::Roster(PLACE), FirstStep::Groups]
            .map(|wanted| steps.iter().any(|(step, done)| *step == wanted && *done))
    }

    #[test]
    fn who_comes_when_the_next_year_begins_is_there_and_who_left_is_not() {
        // 3-01
        assert_eq!(done(Period::since(date(2026, 8, 1))), [true; 3]);
        assert_eq!(done(Period::since(date(2025, 8, 1))), [true; 3]);
        assert_eq!(done(Period { from: date(2025, 8, 1), to: Some(date(2026, 7, 9)) }), [false; 3]);
    }
}
