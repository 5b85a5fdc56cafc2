//! A staff member as typed into a form, and checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GrantInput, NewGrant, Places, StaffMember};
use crate::{
    input::{Faults, email},
    name::{NameInput, PersonName},
};

/// A staff member as typed into a form (0-03, 3-14).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StaffInput {
    /// The name.
    #[serde(flatten)]
    pub name: NameInput,
    /// The e-mail address.
    pub email: String,
    /// The role to begin with, with its reason (4-12).
    #[serde(flatten)]
    pub grant: GrantInput,
}

/// A checked staff member who is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: String,
    /// The role to begin with.
    pub grant: NewGrant,
}

impl StaffInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, places: &Places<'_>) -> Result<NewStaff, Faults> {
        let mut faults = Faults::default();
        let name = PersonName::parse(&self.name, true, &mut faults);
        let email = faults.check("email", email(&self.email));
        let grant = self.grant.check(places, &mut faults);
        faults.all(name.zip(email).zip(grant).map(|((name, email), grant)| NewStaff { name, email, grant }))
    }
}

/// What is corrected of a staff member, as typed into a form (3-14).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CorrectionInput {
    /// The name.
    #[serde(flatten)]
    pub name: NameInput,
    /// The e-mail address, of somebody who has not accepted an invitation yet.
    pub email: String,
}

/// The name and the address of a staff member as they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: String,
}

impl CorrectionInput {
    /// What is known, as form fields.
    pub fn of(member: &StaffMember) -> Self {
        Self { name: member.name.to_input(), email: member.email.clone() }
    }

    /// Whether it asks for another address of somebody who signs in with the present one: only that person changes it.
    pub fn moves_sign_in(&self, member: &StaffMember) -> bool {
        let typed = self.email.trim();
        !member.may_be_invited() && !typed.is_empty() && !typed.eq_ignore_ascii_case(&member.email)
    }

    /// Checks what was typed, as on inviting. Given names are asked on no form of staff: those that are known stay. So does the address
    /// of somebody who has accepted.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, member: &StaffMember) -> Result<Correction, Faults> {
        let mut faults = Faults::default();
        let given_names = member.name.given_names.clone().unwrap_or_default();
        let name = PersonName::parse(&NameInput { given_names, ..self.name.clone() }, true, &mut faults);
        let email = if member.may_be_invited() {
            faults.check("email", email(&self.email))
        } else {
            Some(member.email.clone())
        };
        faults.all(name.zip(email).map(|(name, email)| Correction { name, email }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        input::Fault,
        staff::{
            StaffStatus,
            tests::{jet, typed},
        },
    };

    #[test]
    fn a_correction_is_checked_as_an_invitation_and_keeps_what_no_form_asks() {
        // 3-14
        let mut member = jet();
        member.name.given_names = Some("Henriette Maria".into());
        let faults = CorrectionInput::default().parse(&member).unwrap_err();
        // A first name is known already: that of the given names.
        assert_eq!(faults.at("call_name"), None);
        for field in ["family_name", "email"] {
            assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
        }
        let mut input = CorrectionInput::of(&member);
        input.name.family_name = "Juf-de Wit".into();
        input.name.given_names = String::new();
        input.email = " J.DeWit@dewilg.example".into();
        let new = input.parse(&member).unwrap();
        assert_eq!((new.name.full().as_str(), new.email.as_str()), ("Jet Juf-de Wit", "j.dewit@dewilg.example"));
        assert_eq!(new.name.given_names, member.name.given_names);
    }

    #[test]
    fn the_address_of_who_has_accepted_is_not_corrected_by_others() {
        let mut member = jet();
        let other = CorrectionInput { email: "j.dewit@dewilg.example".into(), ..CorrectionInput::of(&member) };
        assert!(!other.moves_sign_in(&member), "invited: nobody signs in with it yet");
        member.status = StaffStatus::Active;
        assert!(other.moves_sign_in(&member));
        for same in ["", " J.Juf@dewilg.example "] {
            let same = CorrectionInput { email: same.into(), ..CorrectionInput::of(&member) };
            assert!(!same.moves_sign_in(&member));
            assert_eq!(same.parse(&member).unwrap().email, member.email);
        }
    }

    #[test]
    fn a_new_member_needs_a_name_an_address_and_a_role_with_a_reason() {
        // 0-03, 0-04, 4-12
        let places = Places::default();
        let faults = StaffInput::default().parse(&places).unwrap_err();
        for field in ["call_name", "family_name", "email", "role", "reason"] {
            assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
        }
        assert!(typed().parse(&places).is_ok());
    }
}
