//! What a right rests on: a role of the day and, where the role reaches own groups, a membership of the day. What decides and what
//! explains both ask here, so that they cannot differ.

use jiff::civil::Date;

use super::{Action, Reach, Resource, reach};
use crate::staff::{Grant, Membership, StaffMember, StaffRow, StaffStatus};

/// What the rights of somebody follow from: of a staff member, or of a row of the register.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// Without it no role counts (3-16).
    pub access: bool,
    /// How far the account is.
    pub status: StaffStatus,
    /// What was granted.
    pub grants: &'a [Grant],
    /// Groups, with dates.
    pub memberships: &'a [Membership],
}

impl<'a> From<&'a StaffMember> for Holder<'a> {
    fn from(member: &'a StaffMember) -> Self {
        let StaffMember { access, status, grants, memberships, .. } = member;
        Self { access: *access, status: *status, grants, memberships }
    }
}

impl<'a> From<&'a StaffRow> for Holder<'a> {
    fn from(row: &'a StaffRow) -> Self {
        let StaffRow { access, status, grants, memberships, .. } = row;
        Self { access: *access, status: *status, grants, memberships }
    }
}

/// One thing that a right rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground<'a> {
    /// The role.
    pub grant: &'a Grant,
    /// The group that was needed.
    pub membership: Option<&'a Membership>,
}

impl<'a> Holder<'a> {
    /// The roles of a day, also of who was invited and has not accepted yet.
    pub fn roles(self, day: Date) -> impl Iterator<Item = &'a Grant> {
        let counts = self.access && self.status != StaffStatus::Removed;
        self.grants.iter().filter(move |grant| counts && grant.period.holds(day))
    }

    /// The roles that count on a day: an invitation that nobody accepted gives nothing yet.
    pub fn counting(self, day: Date) -> impl Iterator<Item = &'a Grant> {
        self.roles(day).filter(move |_| self.status == StaffStatus::Active)
    }

    /// The memberships of a day.
    pub fn groups(self, day: Date) -> impl Iterator<Item = &'a Membership> {
        self.memberships.iter().filter(move |membership| membership.period.holds(day))
    }

    /// Everything that allows this to be done to that on a day.
    pub fn grounds<'r>(
        self,
        action: Action,
        resource: &'r Resource<'r>,
        day: Date,
    ) -> impl Iterator<Item = Ground<'a>> + use<'a, 'r> {
        self.counting(day).flat_map(move |grant| {
            let (is_whole, by_group) = match (reach(grant.role, action), resource) {
                (Reach::Nothing, _) => (false, false),
                (_, Resource::Licence) => (true, false),
                (Reach::Location, Resource::Learner(learner)) => {
                    (grant.location.is_none_or(|location| learner.locations.contains(&location)), false)
                }
                (Reach::OwnGroups, Resource::Learner(_)) => (false, true),
            };
            let through = self.groups(day).filter(move |own| by_group && resource.is_in(own.group));
            let whole = is_whole.then_some(Ground { grant, membership: None });
            whole.into_iter().chain(through.map(move |own| Ground { grant, membership: Some(own) }))
        })
    }
}
