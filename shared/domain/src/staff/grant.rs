//! Roles given to a staff member and taken back, each with its reason (3-21, 4-12).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Grant, Role, StaffMember};
use crate::{
    calendar::Period,
    ids::{LocationId, StaffId},
    input::{Fault, Faults, optional_date, text},
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
    /// The last day, `18-12-2026`; empty for a role without one.
    pub to: String,
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
    /// The last day, if it ends by itself.
    pub to: Option<Date>,
}

/// The last day as typed: not one that is over.
fn last_day(typed: &str, today: Date) -> Result<Option<Date>, Fault> {
    match optional_date(typed)? {
        Some(last) if last < today => Err(Fault::TooEarly { first: today }),
        last => Ok(last),
    }
}

/// The location that was chosen among these; `None` is the whole licence.
///
/// # Errors
/// [`Fault::NotAChoice`].
pub(crate) fn location(typed: &str, locations: &[LocationId]) -> Result<Option<LocationId>, Fault> {
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
    pub fn parse(&self, locations: &[LocationId], today: Date) -> Result<NewGrant, Faults> {
        let mut faults = Faults::default();
        let role = faults.check("role", Role::parse(&self.role));
        let location = faults.check("location", location(&self.location, locations));
        let reason = faults.check("reason", text(&self.reason, 500));
        let to = faults.check("to", last_day(&self.to, today));
        let whole = role.zip(location).zip(reason).zip(to);
        faults.all(whole.map(|(((role, location), reason), to)| NewGrant { role, location, reason, to }))
    }
}

impl StaffMember {
    /// Gives a role from today on, next to those there are. `false` when that role reaches as far, and lasts as long, already.
    pub fn grant(&mut self, new: NewGrant, by: StaffId, today: Date) -> bool {
        let reaches = |known: &Grant| known.location.is_none() || known.location == new.location;
        let lasts = |known: &Grant| known.period.to.is_none_or(|known| new.to.is_some_and(|new| new <= known));
        let covers = |known: &Grant| known.period.holds(today) && reaches(known) && lasts(known);
        let has = self.grants.iter().any(|known| known.role == new.role && covers(known));
        if !has {
            let NewGrant { role, location, reason, to } = new;
            let period = Period { from: today, to };
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
        NewGrant { role, location, reason: "valt in".into(), to: None }
    }

    #[test]
    fn a_role_is_not_given_without_a_reason_nor_at_somebody_elses_location() {
        // 4-12, trap 28
        let typed = GrantInput {
            role: "coordinator".into(),
            location: place(9).to_string(),
            reason: " ".into(),
            ..GrantInput::default()
        };
        let faults = typed.parse(&[place(1)], DAY).unwrap_err();
        assert_eq!((faults.at("reason"), faults.at("location")), (Some(&Fault::Missing), Some(&Fault::NotAChoice)));
        assert_eq!(GrantInput::default().parse(&[], DAY).unwrap_err().at("role"), Some(&Fault::Missing));
        let typed = GrantInput { reason: "valt in".into(), location: place(1).to_string(), ..typed };
        assert_eq!(typed.parse(&[place(1)], DAY).unwrap(), new(Role::Coordinator, Some(place(1))));
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

    #[test]
    fn a_role_with_a_last_day_counts_until_that_day_and_no_longer() {
        // 3-21
        let typed = |to: &str| GrantInput {
            role: "administrator".into(),
            reason: "valt in".into(),
            to: to.into(),
            ..GrantInput::default()
        };
        let too_early = typed("23-11-2026").parse(&[], DAY).unwrap_err();
        assert_eq!(too_early.at("to"), Some(&Fault::TooEarly { first: DAY }));
        assert_eq!(typed("31-2-2027").parse(&[], DAY).unwrap_err().at("to"), Some(&Fault::NotADate));
        assert_eq!(typed("").parse(&[], DAY).unwrap().to, None);
        let (last, mut jet) = (date(2026, 12, 18), jet());
        jet.status = crate::staff::StaffStatus::Active;
        assert!(jet.grant(typed("18-12-2026").parse(&[], DAY).unwrap(), jet.id, DAY));
        assert!(jet.administers(last) && !jet.administers(date(2026, 12, 19)) && !jet.administers(date(2026, 11, 23)));
        assert!(!jet.stays_administrator(DAY), "nobody is left when it ends");
        assert!(!jet.grant(typed("11-12-2026").parse(&[], DAY).unwrap(), jet.id, DAY), "has it for longer");
        assert!(jet.grant(typed("").parse(&[], DAY).unwrap(), jet.id, DAY), "lasts longer");
        assert!(jet.administers(date(2026, 12, 19)) && jet.stays_administrator(DAY));
    }
}
