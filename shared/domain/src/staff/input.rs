//! A staff member as typed into a form, and checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Role, grant::location};
use crate::{
    ids::LocationId,
    input::{Faults, email, optional_text},
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
    /// The role.
    pub role: String,
    /// The location's id, where there are several; empty for the whole licence.
    pub location: String,
    /// Why this role.
    pub reason: String,
}

/// A checked staff member who is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// At which location.
    pub location: Option<LocationId>,
    /// Why this role.
    pub reason: String,
}

impl StaffInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, locations: &[LocationId]) -> Result<NewStaff, Faults> {
        let mut faults = Faults::default();
        let name = PersonName::parse(&self.name, true, &mut faults);
        let email = faults.check("email", email(&self.email));
        let role = faults.check("role", Role::parse(&self.role));
        let location = faults.check("location", location(&self.location, locations));
        let reason = faults.check("reason", optional_text(&self.reason, 500)).map(Option::unwrap_or_default);
        let whole = name
            .zip(email)
            .zip(role)
            .zip(location)
            .zip(reason)
            .map(|((((name, email), role), location), reason)| NewStaff { name, email, role, location, reason });
        faults.all(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input::Fault, staff::tests::typed};

    #[test]
    fn a_new_member_needs_a_name_an_address_and_a_role() {
        // 0-03, 0-04
        let faults = StaffInput::default().parse(&[]).unwrap_err();
        for field in ["call_name", "family_name", "email", "role"] {
            assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
        }
        assert!(typed().parse(&[]).is_ok());
    }
}
