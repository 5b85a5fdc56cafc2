//! Which part of a licence something holds in, and which part somebody looks after (section 7: an administrator of one location manages
//! that location). What decides, what forms offer and what is explained all ask here, so that they cannot differ.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Action, Holder, Reach, Resource, reach};
use crate::{
    ids::{GroupId, LocationId},
    staff::Grant,
};

/// A part of a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// All of it, and what holds for all locations at once.
    Licence,
    /// These locations; none of them is nowhere.
    Locations(BTreeSet<LocationId>),
}

impl Area {
    /// No part at all.
    pub const NOWHERE: Self = Self::Locations(BTreeSet::new());

    /// One location.
    pub fn at(location: LocationId) -> Self {
        Self::Locations(BTreeSet::from([location]))
    }

    /// Whether all of another part is in this one.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Licence, _) => true,
            (Self::Locations(_), Self::Licence) => false,
            (Self::Locations(these), Self::Locations(those)) => those.is_subset(these),
        }
    }
}

/// Where there is no location, it is the whole licence.
impl From<Option<LocationId>> for Area {
    fn from(location: Option<LocationId>) -> Self {
        location.map_or(Self::Licence, Self::at)
    }
}

/// All of these together.
impl FromIterator<Area> for Area {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NOWHERE, |all, part| match (all, part) {
            (Self::Locations(mut these), Self::Locations(those)) => {
                these.extend(those);
                Self::Locations(these)
            }
            _ => Self::Licence,
        })
    }
}

impl Grant {
    /// The part of the licence that the role holds in. A group that is not known is taken for everywhere: no part decides about it.
    pub fn area(&self, location_of: impl Fn(GroupId) -> Option<LocationId>) -> Area {
        if self.groups.is_empty() {
            return Area::from(self.location);
        }
        self.groups.iter().map(|group| Area::from(location_of(*group))).collect()
    }
}

impl<'a> Holder<'a> {
    /// The same in a licence with these locations: where there is one, a role for it is as good as one for the whole licence.
    #[must_use]
    pub fn among(self, locations: &'a [LocationId]) -> Self {
        Self { locations, ..self }
    }

    /// Whether a role holds for the whole licence.
    pub fn is_whole(self, grant: &Grant) -> bool {
        grant.groups.is_empty() && grant.location.is_none_or(|location| self.locations == [location])
    }

    /// How far a role reaches for an action. What concerns the whole licence is not done by who has the role for a part of it.
    pub fn reach(self, grant: &Grant, action: Action) -> Reach {
        match reach(grant.role, action) {
            Reach::Licence if !self.is_whole(grant) => Reach::Nothing,
            reach => reach,
        }
    }

    /// Where somebody has a role or is in a group, today or later; also while access is off, which gives it all back (3-16).
    pub fn works_in(self, day: Date, location_of: impl Fn(GroupId) -> Option<LocationId>) -> Area {
        let roles = self.grants.iter().filter(|grant| !grant.period.is_over(day)).map(|grant| grant.area(&location_of));
        let groups = self.memberships.iter().filter(|membership| !membership.period.is_over(day));
        roles.chain(groups.map(|membership| Area::from(location_of(membership.group)))).collect()
    }

    /// The part that the person looks after on a day, as far as an action goes; roles for several locations count together.
    pub fn looks_after(self, action: Action, day: Date) -> Area {
        let counts = |grant: &&Grant| {
            grant.groups.is_empty() && matches!(self.reach(grant, action), Reach::Location | Reach::Licence)
        };
        let part = |grant: &Grant| if self.is_whole(grant) { Area::Licence } else { Area::from(grant.location) };
        self.counting(day).filter(counts).map(part).collect()
    }

    /// Whether the person may do this on a day to people, roles and settings in a part of the licence. What is nowhere, as somebody
    /// without a role, can be looked after by whoever may do this anywhere.
    pub fn manages(self, action: Action, area: &Area, day: Date) -> bool {
        self.grounds(action, &Resource::Licence, day).next().is_some() && self.looks_after(action, day).covers(area)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        calendar::Period,
        staff::{Membership, Role, StaffMember, StaffStatus, tests::jet},
    };

    const DAY: Date = date(2026, 11, 24);

    fn place(n: u128) -> LocationId {
        LocationId::new(Uuid::from_u128(n))
    }

    fn group(n: u128) -> GroupId {
        GroupId::new(Uuid::from_u128(n))
    }

    fn grant(role: Role, location: Option<u128>) -> Grant {
        Grant {
            role,
            subject: None,
            location: location.map(place),
            groups: BTreeSet::new(),
            period: Period::since(DAY),
            lasted: None,
            reason: String::new(),
            granted_by: None,
        }
    }

    fn with(grants: Vec<Grant>) -> StaffMember {
        StaffMember { grants, status: StaffStatus::Active, ..jet() }
    }

    /// Group 1 is at location 1, and so on; group 9 is nowhere to be found.
    fn where_it_is(id: GroupId) -> Option<LocationId> {
        (1..9).find(|n| group(*n) == id).map(place)
    }

    fn works_in(member: &StaffMember) -> Area {
        Holder::from(member).works_in(DAY, where_it_is)
    }

    fn manages(member: &StaffMember, area: &Area, among: &[LocationId]) -> bool {
        Holder::from(member).among(among).manages(Action::ManageStaff, area, DAY)
    }

    #[test]
    fn somebody_works_where_he_has_a_role_or_a_group_today_or_later() {
        assert_eq!(works_in(&with(vec![])), Area::NOWHERE);
        let mut member = with(vec![grant(Role::Coordinator, Some(1))]);
        assert_eq!(works_in(&member), Area::at(place(1)));
        member.access = false;
        assert_eq!(works_in(&member), Area::at(place(1)), "it all comes back with access");
        let over = Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 23)) };
        member.grants.push(Grant { period: over, ..grant(Role::Coordinator, None) });
        member.memberships.push(Membership::of(group(3), over));
        assert_eq!(works_in(&member), Area::at(place(1)), "what is over counts no more");
        member.memberships.push(Membership::of(group(2), Period::since(date(2027, 1, 4))));
        assert_eq!(works_in(&member), Area::Locations(BTreeSet::from([place(1), place(2)])));
        let mentor = Grant { groups: BTreeSet::from([group(4)]), ..grant(Role::LearnerCounsellor, None) };
        assert_eq!(works_in(&with(vec![mentor.clone()])), Area::at(place(4)), "for groups of that location");
        let gone = Grant { groups: BTreeSet::from([group(4), group(9)]), ..mentor };
        assert_eq!(works_in(&with(vec![gone])), Area::Licence, "of a group that is gone no part decides");
        member.grants.push(grant(Role::DossierTeacher, None));
        assert_eq!(works_in(&member), Area::Licence);
    }

    #[test]
    fn an_administrator_of_locations_manages_these_and_what_is_nowhere() {
        // section 7, 3-11
        let among = [place(1), place(2), place(3)];
        let both = Area::Locations(BTreeSet::from([place(1), place(2)]));
        let of_one = with(vec![grant(Role::Administrator, Some(1))]);
        assert!(manages(&of_one, &Area::at(place(1)), &among) && manages(&of_one, &Area::NOWHERE, &among));
        for area in [&Area::at(place(2)), &both, &Area::Licence] {
            assert!(!manages(&of_one, area, &among), "{area:?}");
        }
        let of_two = with(vec![grant(Role::Administrator, Some(1)), grant(Role::Administrator, Some(2))]);
        assert!(manages(&of_two, &both, &among) && !manages(&of_two, &Area::Licence, &among));
        let of_all = with(vec![grant(Role::Administrator, None)]);
        assert!(manages(&of_all, &both, &among) && manages(&of_all, &Area::Licence, &among));
    }

    #[test]
    fn without_a_role_for_it_nobody_manages_anything() {
        let coordinator = with(vec![grant(Role::Coordinator, None)]);
        assert!(!manages(&coordinator, &Area::NOWHERE, &[place(1)]));
        let mut administrator = with(vec![grant(Role::Administrator, None)]);
        administrator.access = false;
        assert!(!manages(&administrator, &Area::NOWHERE, &[place(1)]), "access is off");
    }

    #[test]
    fn in_a_licence_of_one_location_a_role_for_it_is_as_good_as_one_for_all() {
        let member = with(vec![grant(Role::Administrator, Some(1))]);
        assert!(manages(&member, &Area::Licence, &[place(1)]));
        assert!(!manages(&member, &Area::Licence, &[place(1), place(2)]));
        assert!(
            !manages(&member, &Area::Licence, &[]),
            "of a licence whose locations are not known nothing is supposed"
        );
    }

    #[test]
    fn what_concerns_the_whole_licence_is_not_done_by_who_administers_a_part_of_it() {
        let member = with(vec![grant(Role::Administrator, Some(1))]);
        let among = [place(1), place(2)];
        let holder = Holder::from(&member).among(&among);
        for action in [Action::PlanRollover, Action::ManageSettings] {
            assert!(holder.grounds(action, &Resource::Licence, DAY).next().is_none(), "{action:?}");
            assert!(holder.among(&among[..1]).grounds(action, &Resource::Licence, DAY).next().is_some(), "{action:?}");
        }
        assert!(holder.grounds(Action::ManageStaff, &Resource::Licence, DAY).next().is_some());
    }
}
