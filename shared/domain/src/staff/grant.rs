//! Roles given to a staff member and taken back, each with its reason (3-21, 4-12).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Grant, Role, StaffMember};
use crate::{
    calendar::Period,
    ids::{LocationId, StaffId},
    input::{Fault, Faults, text},
};

/// A role as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GrantInput {
    /// The role.
    pub role: String,
    /// The location's id, where there are several; empty for the whole licence.
    pub location: String,
    /// Why; it is kept (4-12).
    pub reason: String,
}

/// A checked role that is not given yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// Which role.
    pub role: Role,
    /// At which location; `None` is the whole licence.
    pub location: Option<LocationId>,
    /// Why.
    pub reason: String,
}

/// The location that was chosen among these; `None` is the whole licence.
///
/// # Errors
/// [`Fault::NotAChoice`].
pub(super) fn location(typed: &str, locations: &[LocationId]) -> Result<Option<LocationId>, Fault> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|id| locations.contains(id)).map(Some).ok_or(Fault::NotAChoice),
    }
}

impl GrantInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input; a reason must be there (4-12).
    pub fn parse(&self, locations: &[LocationId]) -> Result<NewGrant, Faults> {
        let mut faults = Faults::default();
        let role = faults.check("role", Role::parse(&self.role));
        let location = faults.check("location", location(&self.location, locations));
        let reason = faults.check("reason", text(&self.reason, 500));
        faults.all(role.zip(location).zip(reason).map(|((role, location), reason)| NewGrant { role, location, reason }))
    }
}

impl StaffMember {
    /// Gives a role from today on, next to those there are. `false` when that role reaches as far already.
    pub fn grant(&mut self, new: NewGrant, by: StaffId, today: Date) -> bool {
        let reaches = |known: &Grant| known.location.is_none() || known.location == new.location;
        let has = self.grants.iter().any(|known| known.role == new.role && known.period.holds(today) && reaches(known));
        if !has {
            let period = Period::since(today);
            let NewGrant { role, location, reason } = new;
            self.grants.push(Grant { role, location, period, reason, granted_by: Some(by) });
        }
        !has
    }

    /// The role at this place in the list, as long as it has not ended. Roles are only added, so that a place stays the same.
    pub fn present_grant(&self, at: usize, today: Date) -> Option<&Grant> {
        self.grants.get(at).filter(|grant| !grant.period.is_over(today))
    }

    /// Takes a role back at once: today is the first day without it, what was granted stays to be seen. `false` when it had ended.
    pub fn end_grant(&mut self, at: usize, today: Date) -> bool {
        let ended = self.grants.get_mut(at).filter(|grant| !grant.period.is_over(today));
        ended.map(|grant| grant.period.end_before(today)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::staff::tests::jet;

    const DAY: Date = date(2026, 11, 24);

    fn place(n: u128) -> LocationId {
        LocationId::new(Uuid::from_u128(n))
    }

    fn new(role: Role, location: Option<LocationId>) -> NewGrant {
        NewGrant { role, location, reason: "valt in".into() }
    }

    #[test]
    fn a_role_is_not_given_without_a_reason_nor_at_somebody_elses_location() {
        // 4-12, trap 28
        let typed = GrantInput { role: "coordinator".into(), location: place(9).to_string(), reason: " ".into() };
        let faults = typed.parse(&[place(1)]).unwrap_err();
        assert_eq!((faults.at("reason"), faults.at("location")), (Some(&Fault::Missing), Some(&Fault::NotAChoice)));
        assert_eq!(GrantInput::default().parse(&[]).unwrap_err().at("role"), Some(&Fault::Missing));
        let typed = GrantInput { reason: "valt in".into(), location: place(1).to_string(), ..typed };
        assert_eq!(typed.parse(&[place(1)]).unwrap(), new(Role::Coordinator, Some(place(1))));
    }

    #[test]
    fn somebody_has_several_roles_and_none_of_them_twice() {
        // 3-21
        let (mut jet, by) = (jet(), StaffId::new(Uuid::from_u128(7)));
        assert!(jet.grant(new(Role::DossierTeacher, Some(place(1))), by, DAY));
        assert!(jet.grant(new(Role::DossierTeacher, Some(place(2))), by, DAY));
        assert!(!jet.grant(new(Role::DossierTeacher, Some(place(1))), by, DAY), "has it there");
        assert!(!jet.grant(new(Role::Coordinator, Some(place(1))), by, DAY), "is it in the whole licence");
        assert!(jet.grant(new(Role::DossierTeacher, None), by, DAY), "reaches further");
        assert_eq!(jet.roles(DAY).count(), 4);
        assert_eq!(jet.grants.last().unwrap().granted_by, Some(by));
    }

    #[test]
    fn a_role_that_is_taken_back_counts_no_more_today_and_can_still_be_seen() {
        let mut jet = jet();
        assert!(jet.end_grant(0, DAY) && !jet.end_grant(0, DAY) && !jet.end_grant(1, DAY));
        assert!(jet.roles(DAY).next().is_none() && jet.present_grant(0, DAY).is_none());
        assert_eq!(jet.grants.len(), 1);
        assert!(jet.grant(new(Role::Coordinator, None), jet.id, DAY), "it can be given again");
    }
}
