//! The row of the register of staff.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Membership, Role, StaffMember, StaffStatus};
use crate::{fold, ids::StaffId};

/// The row of the register of staff: what lists and searches need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaffRow {
    /// The id.
    pub id: StaffId,
    /// The name as lists show it.
    pub name: String,
    /// What lists sort by.
    pub sort: String,
    /// The address.
    pub email: String,
    /// Roles that were granted and have not ended.
    pub roles: Vec<Role>,
    /// How far the account is.
    pub status: StaffStatus,
    /// Groups with their days.
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// Roles that the person granted to himself: shown to the other administrators.
    #[serde(default)]
    pub self_granted: Vec<Role>,
}

impl StaffRow {
    /// The row of a staff member.
    pub fn of(member: &StaffMember, today: Date) -> Self {
        let mut roles: Vec<Role> = member.roles(today).map(|grant| grant.role).collect();
        roles.sort();
        roles.dedup();
        Self {
            id: member.id,
            name: member.name.listed(),
            sort: member.name.sort_key(),
            email: member.email.clone(),
            roles,
            status: member.status,
            memberships: member.memberships.clone(),
            self_granted: member.self_granted(today).map(|grant| grant.role).collect(),
        }
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
        assert_eq!(StaffRow::of(&member, day).self_granted, [Role::Coordinator]);
        let other = granted_by(StaffId::new(Uuid::from_u128(2)));
        assert!(StaffRow::of(&other, day).self_granted.is_empty());
    }

    #[test]
    fn somebody_is_found_by_name_or_address() {
        let row = StaffRow::of(&jet(), date(2026, 11, 22));
        assert!(row.matches("juf jet") && row.matches("dewilg") && row.matches(""));
        assert!(!row.matches("meester"));
    }
}
