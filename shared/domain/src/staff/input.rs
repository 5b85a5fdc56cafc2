//! A staff member as typed into a form, and checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GrantInput, NewGrant, Places};
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input::Fault, staff::tests::typed};

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
