//! What a right rests on: a role of the day and, where the role reaches own groups, a membership of the day. What decides and what
//! explains both ask here, so that they cannot differ.

use jiff::civil::Date;

use super::{Action, Reach, Resource, Whereabouts};
use crate::{
    ids::{GroupId, LocationId},
    staff::{Grant, Membership, StaffMember, StaffRow, StaffStatus},
};

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
    /// The locations of the licence, as far as they are told: see [`Holder::among`].
    pub locations: &'a [LocationId],
}

impl<'a> From<&'a StaffMember> for Holder<'a> {
    fn from(member: &'a StaffMember) -> Self {
        let StaffMember { access, status, grants, memberships, .. } = member;
        Self { access: *access, status: *status, grants, memberships, locations: &[] }
    }
}

impl<'a> From<&'a StaffRow> for Holder<'a> {
    fn from(row: &'a StaffRow) -> Self {
        let StaffRow { access, status, grants, memberships, .. } = row;
        Self { access: *access, status: *status, grants, memberships, locations: &[] }
    }
}

/// One thing that a right rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground<'a> {
    /// The role.
    pub grant: &'a Grant,
    /// The group that was needed.
    pub group: Option<GroupId>,
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

    /// The groups the person has to do with: those he is in, and those a role was given for, each with its days.
    pub fn ties(self) -> impl Iterator<Item = Membership> + 'a {
        let given =
            self.grants.iter().flat_map(|grant| grant.groups.iter().map(|group| Membership::of(*group, grant.period)));
        self.memberships.iter().cloned().chain(given)
    }

    /// Everything that allows this to be done to that on a day.
    pub fn grounds<'r>(
        self,
        action: Action,
        resource: &'r Resource<'r>,
        day: Date,
    ) -> impl Iterator<Item = Ground<'a>> + use<'a, 'r> {
        self.counting(day).flat_map(move |grant| {
            self.ways(grant, action, resource, day).into_iter().map(move |group| Ground { grant, group })
        })
    }

    /// The ways in which a role of a day allows this: as it is, or through a group, each of them.
    fn ways(self, grant: &Grant, action: Action, resource: &Resource<'_>, day: Date) -> Vec<Option<GroupId>> {
        let reach = self.reach(grant, action);
        let learner = match (reach, resource) {
            (Reach::Nothing, _) => return Vec::new(),
            (_, Resource::Licence) => return vec![None],
            (_, Resource::Learner(learner)) => learner,
        };
        let through = |groups: &mut dyn Iterator<Item = GroupId>| -> Vec<Option<GroupId>> {
            groups.filter(|group| learner.groups.contains(group)).map(Some).collect()
        };
        match reach {
            Reach::OwnGroups => through(&mut self.groups(day).map(|own| own.group)),
            Reach::GivenGroups if !grant.groups.is_empty() => through(&mut grant.groups.iter().copied()),
            _ if grant.is_at(learner) => vec![None],
            _ => Vec::new(),
        }
    }
}

impl Grant {
    /// Whether a learner is at the location of the role; one for the whole licence is everywhere.
    pub(super) fn is_at(&self, learner: &Whereabouts) -> bool {
        self.location.is_none_or(|location| learner.locations.contains(&location))
    }
}
