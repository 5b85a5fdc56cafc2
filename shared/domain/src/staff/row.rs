//! The row of the register of staff.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Grant, Membership, Role, StaffMember, StaffStatus};
use crate::{access::Holder, fold, ids::StaffId};

/// The row of the register of staff: what lists and searches need, and all that rights follow from. Those are compared with the day
/// they are asked for, so that a role or a membership that begins or ends by date makes no row stale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaffRow {
    /// The id.
    pub id: StaffId,
    /// The name as lists show it.
    pub name: String,
    /// The name as sentences have it.
    pub full: String,
    /// What lists sort by.
    pub sort: String,
    /// The address.
    pub email: String,
    /// Without it no role counts (3-16).
    pub access: bool,
    /// How far the account is.
    pub status: StaffStatus,
    /// What was granted, with its days; what ended stays (0-24).
    pub grants: Vec<Grant>,
    /// Groups with their days.
    pub memberships: Vec<Membership>,
}

impl StaffRow {
    /// The row of a staff member.
    pub fn of(member: &StaffMember) -> Self {
        Self {
            id: member.id,
            name: member.name.listed(),
            full: member.name.full(),
            sort: member.name.sort_key(),
            email: member.email.clone(),
            access: member.access,
            status: member.status,
            grants: member.grants.clone(),
            memberships: member.memberships.clone(),
        }
    }

    /// The roles of a day, as [`StaffMember::roles`].
    pub fn roles(&self, day: Date) -> impl Iterator<Item = &Grant> {
        Holder::from(self).roles(day)
    }

    /// Whether a role counts on a day, as [`StaffMember::is`].
    pub fn is(&self, role: Role, day: Date) -> bool {
        self.roles(day).any(|grant| grant.role == role)
    }

    /// Whether the person can work as administrator on a day, as [`StaffMember::administers`].
    pub fn administers(&self, day: Date) -> bool {
        self.status == StaffStatus::Active && self.is(Role::Administrator, day)
    }

    /// Roles of a day that the person granted to himself: shown to the other administrators (3-20).
    pub fn self_granted(&self, day: Date) -> impl Iterator<Item = &Grant> {
        self.roles(day).filter(|grant| grant.granted_by == Some(self.id))
    }

    /// Whether every word of `query` begins a word of the name or of the address.
    pub fn matches(&self, query: &str) -> bool {
        fold::matches(&format!("{} {}", self.name, self.email), query)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::staff::tests::{granted_by, jet};

    #[test]
    fn a_role_somebody_gave_himself_is_told_apart() {
        // 3-20
        let day = date(2026, 11, 22);
        let id = jet().id;
        let member = granted_by(id);
        let row = StaffRow::of(&member);
        assert_eq!(row.self_granted(day).map(|grant| grant.role).collect::<Vec<_>>(), [Role::Coordinator]);
        let other = granted_by(StaffId::new(Uuid::from_u128(2)));
        assert!(StaffRow::of(&other).self_granted(day).next().is_none());
    }

    #[test]
    fn somebody_is_found_by_name_or_address() {
        let row = StaffRow::of(&jet());
        assert!(row.matches("juf jet") && row.matches("dewilg") && row.matches(""));
        assert!(!row.matches("meester"));
    }

    #[test]
    fn a_row_that_was_written_before_a_role_ends_or_begins_is_right_on_the_day_after() {
        let mut member = granted_by(StaffId::new(Uuid::from_u128(2)));
        let (friday, saturday) = (date(2026, 12, 18), date(2026, 12, 19));
        member.grants.iter_mut().for_each(|grant| grant.period.to = Some(friday));
        let row = StaffRow::of(&member);
        assert!(row.is(Role::Coordinator, friday) && !row.is(Role::Coordinator, saturday));
        assert!(!row.is(Role::Coordinator, date(2026, 11, 21)), "the day before it began");
        let off = StaffRow { access: false, ..row };
        assert!(off.roles(friday).next().is_none());
    }
}
