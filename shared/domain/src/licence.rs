//! A licence: one tenant of the deployment.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    hub::HubUse,
    ids::{LicenceId, LocationId},
    input::{Fault, Faults, email, text},
};

/// What kind of organisation a licence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LicenceKind {
    /// A school for primary education.
    PrimarySchool,
    /// A school for secondary education.
    SecondarySchool,
    /// Specialists that help with a learner.
    ExpertOrganisation,
    /// A regional partnership.
    Partnership,
    /// A Flemish centre for pupil guidance.
    GuidanceCentre,
}

impl LicenceKind {
    /// Whether learners are enrolled here.
    pub fn is_school(self) -> bool {
        matches!(self, Self::PrimarySchool | Self::SecondarySchool)
    }
}

/// The country, which decides ages and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Country {
    /// The Netherlands.
    #[serde(rename = "NL")]
    Netherlands,
    /// Belgium (Flanders).
    #[serde(rename = "BE")]
    Belgium,
}

/// The short code by which people know a licence, such as `TOMVONK` (0-16, 1-14).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct LicenceName(String);

impl LicenceName {
    /// A typed licence name: 3 to 20 letters and digits, folded to capitals; spaces and hyphens are forgiven.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::UnknownLicence`] for what can be no licence name.
    pub fn parse(typed: &str) -> Result<Self, Fault> {
        let name: String =
            text(typed, 60)?.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
        let fits = (3..=20).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric());
        if fits { Ok(Self(name)) } else { Err(Fault::UnknownLicence) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LicenceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the official registers know a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LocationCode {
    /// BRIN4 and two digits; `00` is the same as none.
    Brin6(String),
    /// A Flemish institution number: 2 to 6 digits.
    Institution(String),
    /// A key of the school's own.
    SchoolKey(String),
}

/// One site of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// What people call it.
    pub name: String,
    /// How registers know it, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<LocationCode>,
}

/// Whether a licence can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LicenceStatus {
    /// In use.
    Open,
    /// Nobody can sign in; nothing is removed.
    Suspended,
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Licence {
    /// Its id.
    pub id: LicenceId,
    /// Its unique code, shown at the bottom of every page.
    pub name: LicenceName,
    /// What people call the organisation.
    pub display_name: String,
    /// What kind it is.
    pub kind: LicenceKind,
    /// Where it is.
    pub country: Country,
    /// The town: shown to a sender, who must recognise the receiver.
    pub place: String,
    /// Whether it can be used.
    pub status: LicenceStatus,
    /// Where notices about the licence go.
    pub contact: String,
    /// Its sites; never empty.
    pub locations: Vec<Location>,
    /// Whether a second factor is compulsory for all staff (1-06; the default).
    pub totp_required: bool,
    /// Whether staff may, or must, sign in with the account of their school (3-27).
    #[serde(default)]
    pub hub: HubUse,
}

/// A licence to change to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherLicence {
    /// Which.
    pub id: LicenceId,
    /// What people call it.
    pub display_name: String,
}

impl Licence {
    /// The site with this id, if it is one of this licence.
    pub fn location(&self, id: LocationId) -> Option<&Location> {
        self.locations.iter().find(|location| location.id == id)
    }
}

/// The location that was typed, one of those that may be chosen; where there is only one, nothing needs to be typed.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::NotAChoice`].
pub fn chosen_location(locations: &[LocationId], typed: &str) -> Result<LocationId, Fault> {
    match (locations, typed.trim()) {
        ([only], "") => Ok(*only),
        (_, "") => Err(Fault::Missing),
        (all, typed) => typed.parse().ok().filter(|id| all.contains(id)).ok_or(Fault::NotAChoice),
    }
}

/// What the operator gives to open a licence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OpenLicence {
    /// The unique code.
    pub name: String,
    /// What people call it.
    pub display_name: String,
    /// What kind it is.
    pub kind: LicenceKind,
    /// Where it is.
    pub country: Country,
    /// The town.
    pub place: String,
    /// Where notices go.
    pub contact: String,
    /// Its sites: name and, if known, code.
    pub locations: Vec<NewLocation>,
    /// Whether the second factor is left to each person.
    #[serde(default)]
    pub totp_optional: bool,
    /// Who gets the first invitation.
    pub administrator: FirstAdministrator,
}

/// A site of a licence to be opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct NewLocation {
    /// What people call it.
    pub name: String,
    /// How registers know it.
    #[serde(default)]
    pub code: Option<LocationCode>,
}

/// The first administrator of a licence to be opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FirstAdministrator {
    /// First name.
    pub call_name: String,
    /// Prefix of the family name.
    #[serde(default)]
    pub prefix: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address.
    pub email: String,
}

impl OpenLicence {
    /// The licence to open, with ids from `ids`.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn licence(&self, id: LicenceId, mut location_id: impl FnMut() -> LocationId) -> Result<Licence, Faults> {
        let mut faults = Faults::default();
        let name = faults.check("name", LicenceName::parse(&self.name));
        let display_name = faults.check("display_name", text(&self.display_name, 120));
        let place = faults.check("place", text(&self.place, 80));
        let contact = faults.check("contact", email(&self.contact));
        let mut locations = Vec::new();
        for new in &self.locations {
            if let Some(name) =
                faults.check("locations", text(&new.name, 80).and_then(|name| new.check_code().map(|()| name)))
            {
                locations.push(Location { id: location_id(), name, code: new.code.clone() });
            }
        }
        if self.locations.is_empty() {
            faults.add("locations", Fault::TooFew { min: 1 });
        }
        let whole =
            name.zip(display_name).zip(place).zip(contact).map(|(((name, display_name), place), contact)| Licence {
                id,
                name,
                display_name,
                kind: self.kind,
                country: self.country,
                place,
                status: LicenceStatus::Open,
                contact,
                locations,
                totp_required: !self.totp_optional,
                hub: HubUse::Off,
            });
        faults.all(whole)
    }
}

impl NewLocation {
    fn check_code(&self) -> Result<(), Fault> {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let right = match &self.code {
            None => true,
            Some(LocationCode::Brin6(code)) => code.split_at_checked(2).is_some_and(|(number, rest)| {
                digits(number)
                    && rest.len() == 4
                    && rest
                        .split_at_checked(2)
                        .is_some_and(|(letters, site)| letters.chars().all(|c| c.is_ascii_uppercase()) && digits(site))
            }),
            Some(LocationCode::Institution(code)) => {
                (2..=6).contains(&code.len()) && digits(code) && !code.starts_with('0')
            }
            Some(LocationCode::SchoolKey(key)) => !key.trim().is_empty() && key.len() <= 64,
        };
        if right { Ok(()) } else { Err(Fault::NotAChoice) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_name_is_forgiven_its_case_and_spaces() {
        // 1-14
        assert_eq!(LicenceName::parse(" tom vonk ").unwrap().as_str(), "TOMVONK");
        assert_eq!(LicenceName::parse("a!"), Err(Fault::UnknownLicence));
        assert_eq!(LicenceName::parse(""), Err(Fault::Missing));
    }

    #[test]
    fn a_location_is_known_by_brin_and_two_digits() {
        // 3-04
        let location = |code: &str| NewLocation { name: "Duin".into(), code: Some(LocationCode::Brin6(code.into())) };
        assert_eq!(location("99ZX10").check_code(), Ok(()));
        for wrong in ["99ZX", "ZX9910", "99zx10", "99ZX1a", "99ZX100", "é9ZX10"] {
            assert!(location(wrong).check_code().is_err(), "{wrong}");
        }
    }
}
