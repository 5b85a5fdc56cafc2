//! What a school does first, in the order that keeps out of trouble (3-01, 3-02): one location or several, learners and classes, people,
//! roles and groups, invitations (3-25), a second factor.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    ids::{LocationId, StaffId},
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
    /// Add others.
    People,
    /// Somebody writes dossiers of the whole location.
    Coordinator,
    /// A role for oneself: without one an administrator sees no dossier (3-20).
    OwnRole,
    /// Teachers are in the groups whose dossiers they see.
    Groups,
    /// Who was added uses the invitation, oneself included (3-25).
    Invitations,
    /// The own sign-in asks for a code as well (1-06).
    SecondFactor,
}

impl FirstStep {
    /// Whether a school may well leave it: an administrator who wants to see no dossier needs no role that opens them.
    pub const fn is_by_choice(self) -> bool {
        matches!(self, Self::OwnRole)
    }
}

/// What is known of a school that begins.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    /// The school.
    pub licence: &'a Licence,
    /// Its learners.
    pub learners: &'a [LearnerRow],
    /// Its staff.
    pub staff: &'a [StaffRow],
    /// Who looks.
    pub me: StaffId,
    /// Whether the own sign-in asks for a second factor.
    pub second_factor: bool,
    /// The day.
    pub today: Date,
}

/// How many others use their invitation, and how many have not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// They work here.
    pub active: usize,
    /// They have not accepted yet.
    pub waiting: usize,
}

impl Beginning<'_> {
    /// The steps, each with whether it was done.
    pub fn steps(&self) -> Vec<(FirstStep, bool)> {
        let ids: Vec<LocationId> = self.licence.location_ids().collect();
        // Looking at the locations counts as done once there are learners: their codes fitted.
        let looked = ids.iter().any(|location| self.is_filled(*location));
        let invited = self.invited();
        std::iter::once((FirstStep::Locations, looked))
            .chain(ids.iter().map(|location| (FirstStep::Roster(*location), self.is_filled(*location))))
            .chain([
                (FirstStep::People, invited.active + invited.waiting > 0),
                (FirstStep::Coordinator, self.people().any(|row| row.is(Role::Coordinator, self.today))),
                (FirstStep::OwnRole, self.has_own_role()),
                (FirstStep::Groups, self.people().any(|row| self.is_in_a_group(row))),
                // Afterwards somebody new, who has not accepted yet, does not make it a school that begins.
                (FirstStep::Invitations, invited.active > 0 && invited.active >= invited.waiting),
                (FirstStep::SecondFactor, self.second_factor),
            ])
            .collect()
    }

    /// Whether nothing is left that a school has to do.
    pub fn is_complete(&self) -> bool {
        self.steps().into_iter().all(|(step, done)| done || step.is_by_choice())
    }

    /// How far the invitations of others are.
    pub fn invited(&self) -> Invited {
        let count = |status| self.people().filter(|row| row.id != self.me && row.status == status).count();
        Invited { active: count(StaffStatus::Active), waiting: count(StaffStatus::Invited) }
    }

    fn people(&self) -> impl Iterator<Item = &StaffRow> {
        self.staff.iter().filter(|row| row.status != StaffStatus::Removed)
    }

    /// Whether learners are enrolled there, or will be: a file of the year to come fills a location as well.
    fn is_filled(&self, location: LocationId) -> bool {
        let is_here = |row: &LearnerRow| {
            row.enrolments.iter().any(|one| one.location == location && !one.period.is_over(self.today))
        };
        self.learners.iter().any(|row| !row.ended && is_here(row))
    }

    fn is_in_a_group(&self, row: &StaffRow) -> bool {
        row.memberships.iter().any(|member| !member.period.is_over(self.today))
    }

    fn has_own_role(&self) -> bool {
        let own = self.people().filter(|row| row.id == self.me);
        own.flat_map(|row| row.roles(self.today)).any(|grant| grant.role != Role::Administrator)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::{
        calendar::Period,
        ids::{GroupId, LearnerId},
        learner::Enrolment,
        staff::{Grant, Membership, StaffMember, tests::jet},
    };

    const TODAY: Date = date(2026, 11, 29);

    fn place(number: u128) -> LocationId {
        LocationId::new(Uuid::from_u128(number))
    }

    fn licence() -> Licence {
        let location = |number| json!({ "id": place(number).to_string(), "name": "Duin" });
        serde_json::from_value(json!({
            "id": Uuid::from_u128(9).to_string(), "name": "WILG", "display_name": "De Wilg", "kind": "primary_school", "country": "NL", "place": "Ede",
            "status": "open", "contact": "a@dewilg.example", "locations": [location(1), location(2)], "totp_required": true
        }))
        .unwrap()
    }

    fn learner(location: LocationId, from: Date) -> LearnerRow {
        LearnerRow {
            id: LearnerId::new(Uuid::from_u128(5)),
            sort: String::new(),
            name: String::new(),
            folded: String::new(),
            birth: None,
            memberships: vec![],
            enrolments: vec![Enrolment { location, period: Period::since(from), reason: None }],
            ended: false,
            running: None,
        }
    }

    fn person(number: u128, role: Role, status: StaffStatus) -> StaffRow {
        let jet = jet();
        let grants = jet.grants.iter().map(|grant| Grant { role, ..grant.clone() }).collect();
        StaffRow::of(&StaffMember { id: StaffId::new(Uuid::from_u128(number)), grants, status, ..jet })
    }

    /// The steps that are left, in their order.
    fn left(learners: &[LearnerRow], staff: &[StaffRow], second_factor: bool) -> Vec<FirstStep> {
        let (licence, me) = (licence(), StaffId::new(Uuid::from_u128(1)));
        let beginning = Beginning { licence: &licence, learners, staff, me, second_factor, today: TODAY };
        let left = beginning.steps().into_iter().filter(|(_, done)| !done).map(|(step, _)| step).collect();
        let wanted: Vec<_> =
            beginning.steps().into_iter().filter(|(step, done)| !done && !step.is_by_choice()).collect();
        assert_eq!(beginning.is_complete(), wanted.is_empty());
        left
    }

    #[test]
    fn a_school_begins_with_everything_to_do_in_the_order_that_keeps_out_of_trouble() {
        // 3-01, 3-02, 3-20, 3-25
        use FirstStep::{Coordinator, Groups, Invitations, Locations, OwnRole, People, Roster, SecondFactor};
        let alone = [person(1, Role::Administrator, StaffStatus::Active)];
        let all = [Locations, Roster(place(1)), Roster(place(2)), People, Coordinator, OwnRole, Groups, Invitations];
        assert_eq!(left(&[], &alone, false), all.into_iter().chain([SecondFactor]).collect::<Vec<_>>());
        // Two people are at work, and one of two locations is still to be loaded.
        let mut staff = vec![
            alone[0].clone(),
            person(2, Role::Coordinator, StaffStatus::Active),
            person(3, Role::DossierTeacher, StaffStatus::Invited),
        ];
        staff[1].memberships.push(Membership::of(GroupId::new(Uuid::from_u128(7)), Period::since(date(2027, 8, 1))));
        assert_eq!(left(&[learner(place(1), TODAY)], &staff, true), [Roster(place(2)), OwnRole]);
        // What begins with the year to come counts, and a role of one's own is a choice.
        let both = [learner(place(1), TODAY), learner(place(2), date(2027, 8, 1))];
        assert_eq!(left(&both, &staff, true), [OwnRole]);
        staff.push(person(4, Role::DossierTeacher, StaffStatus::Invited));
        assert_eq!(left(&both, &staff, true), [OwnRole, Invitations], "most still have to use theirs");
        let granted = staff[1].grants[0].clone();
        staff[0].grants.push(granted);
        staff[3].status = StaffStatus::Removed;
        assert_eq!(left(&both, &staff, true), []);
    }
}
