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

    /// The ids of its sites, in the order they have.
    pub fn location_ids(&self) -> impl Iterator<Item = LocationId> {
        self.locations.iter().map(|location| location.id)
    }
}

impl LocationCode {
    /// The code itself.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Brin6(code) | Self::Institution(code) | Self::SchoolKey(code) => code,
        }
    }
}

impl Location {
    /// What its folder is called: its code where it has one that fits into a path, else its id.
    pub fn folder(&self) -> String {
        let fits =
            |code: &&str| !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let code = self.code.as_ref().map(LocationCode::as_str).filter(fits);
        code.map_or_else(|| self.id.to_string(), str::to_owned)
    }
}

impl Licence {
    /// The site whose folder this is, whatever its case; its id is always good too.
    pub fn location_of_folder(&self, folder: &str) -> Option<&Location> {
        let is_it = |location: &&Location| {
            location.folder().eq_ignore_ascii_case(folder) || location.id.to_string().eq_ignore_ascii_case(folder)
        };
        let mut found = self.locations.iter().filter(is_it);
        found.next().filter(|_| found.next().is_none())
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
        let right = match &self.code {
            None => true,
            Some(LocationCode::Brin6(code)) => brin6(code, "").as_ref() == Some(code),
            Some(LocationCode::Institution(code)) => is_institution(code),
            Some(LocationCode::SchoolKey(key)) => !key.trim().is_empty() && key.len() <= 64,
        };
        if right { Ok(()) } else { Err(Fault::NotAChoice) }
    }
}

/// BRIN4 and two digits. Some put them into one element; no dependance is the same as `00`.
pub fn brin6(brin: &str, dependance: &str) -> Option<String> {
    let (school, rest) = brin.split_at_checked(4)?;
    let site = match (rest, dependance) {
        ("", site) | (site, "") => site,
        (one, other) => (number(one)? == number(other)?).then_some(one)?,
    };
    let [a, b, c, d] = school.as_bytes() else { return None };
    let is_school = a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_alphabetic() && d.is_ascii_alphabetic();
    is_school.then_some(())?;
    Some(format!("{}{:02}", school.to_ascii_uppercase(), number(site)?))
}

/// Up to two digits; none are 0.
fn number(digits: &str) -> Option<u8> {
    match digits {
        "" => Some(0),
        digits if digits.len() <= 2 && digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

/// Whether this is a Flemish institution number: 2 to 6 digits, the first not 0.
pub fn is_institution(number: &str) -> bool {
    (2..=6).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit()) && !number.starts_with('0')
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
    fn brin_and_dependance_are_one_code_however_they_are_written() {
        // 3-04
        for (brin, dependance) in [("99ZX", "10"), ("99ZX10", ""), ("99ZX10", "10"), ("99zx", "10")] {
            assert_eq!(brin6(brin, dependance).as_deref(), Some("99ZX10"), "{brin} {dependance}");
        }
        assert_eq!(
            (brin6("99ZX", ""), brin6("99ZX", "00"), brin6("99ZX0", "")),
            (Some("99ZX00".into()), Some("99ZX00".into()), Some("99ZX00".into()))
        );
        for (brin, dependance) in [
            ("99Z", ""),
            ("9ZZX", "10"),
            ("99ZX10", "11"),
            ("99ZX100", ""),
            ("99ZX", "1a"),
            ("99ZX", "+1"),
            ("9é9X", ""),
        ] {
            assert_eq!(brin6(brin, dependance), None, "{brin} {dependance}");
        }
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
