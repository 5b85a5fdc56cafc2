//! The name of a learner, staff member or carer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    fold::fold,
    input::{Fault, Faults, optional_text},
};

/// Characters there is room for in each part.
pub mod room {
    /// Given names, as EDEXML.
    pub const GIVEN_NAMES: usize = 200;
    /// Initials; EDEXML has 6, without the dots.
    pub const INITIALS: usize = 20;
    /// The call name, as EDEXML.
    pub const CALL_NAME: usize = 64;
    /// The prefix; EDEXML has 10.
    pub const PREFIX: usize = 20;
    /// The family name, as EDEXML.
    pub const FAMILY_NAME: usize = 200;
}

/// A name. The call name alone is valid; lists sort by family name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonName {
    /// `Noor Aaltje`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_names: Option<String>,
    /// `N.A.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// `Noor`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_name: Option<String>,
    /// `van der`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// `Ven`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
}

/// A name as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct NameInput {
    /// Given names.
    pub given_names: String,
    /// Initials.
    pub initials: String,
    /// Call name.
    pub call_name: String,
    /// Prefix of the family name.
    pub prefix: String,
    /// Family name.
    pub family_name: String,
}

impl PersonName {
    /// Checks a typed name. `family_name_needed`: staff and carers need one (0-03), a learner does not.
    pub fn parse(input: &NameInput, family_name_needed: bool, faults: &mut Faults) -> Option<Self> {
        let given_names = faults.check("given_names", optional_text(&input.given_names, room::GIVEN_NAMES));
        let initials = faults.check("initials", optional_text(&input.initials, room::INITIALS));
        let call_name = faults.check("call_name", optional_text(&input.call_name, room::CALL_NAME));
        let prefix = faults.check("prefix", optional_text(&input.prefix, room::PREFIX));
        let family_name = faults.check("family_name", optional_text(&input.family_name, room::FAMILY_NAME));
        if call_name == Some(None) && given_names == Some(None) {
            faults.add("call_name", Fault::Missing);
        }
        if family_name_needed && family_name == Some(None) {
            faults.add("family_name", Fault::Missing);
        }
        Some(Self {
            given_names: given_names?,
            initials: initials?,
            call_name: call_name?,
            prefix: prefix?,
            family_name: family_name?,
        })
    }

    /// What one calls the person: the call name, else the first given name, else the family name.
    pub fn call(&self) -> &str {
        let first = self.given_names.as_deref().and_then(|names| names.split(' ').next());
        self.call_name.as_deref().or(first).or(self.family_name.as_deref()).unwrap_or_default()
    }

    /// `Noor van der Ven`
    pub fn full(&self) -> String {
        let first = if self.call_name.is_some() || self.given_names.is_some() { self.call() } else { "" };
        [Some(first), self.prefix.as_deref(), self.family_name.as_deref()]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// `Ven, Noor van der`: how lists show it.
    pub fn listed(&self) -> String {
        let Some(family) = &self.family_name else { return self.full() };
        let rest: Vec<_> =
            [Some(self.call()), self.prefix.as_deref()].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if rest.is_empty() || self.call() == family { family.clone() } else { format!("{family}, {}", rest.join(" ")) }
    }

    /// The key that lists sort by: family name, then call name, folded.
    pub fn sort_key(&self) -> String {
        format!("{} {}", fold(self.family_name.as_deref().unwrap_or_default()), fold(self.call()))
    }

    /// Every part that tells who it is: used to refuse names where they may not be.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        [self.given_names.as_deref(), self.call_name.as_deref(), self.family_name.as_deref()].into_iter().flatten()
    }

    /// The name as form fields.
    pub fn to_input(&self) -> NameInput {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        NameInput {
            given_names: text(&self.given_names),
            initials: text(&self.initials),
            call_name: text(&self.call_name),
            prefix: text(&self.prefix),
            family_name: text(&self.family_name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noor() -> PersonName {
        PersonName {
            call_name: Some("Noor".into()),
            prefix: Some("van der".into()),
            family_name: Some("Ven".into()),
            ..PersonName::default()
        }
    }

    #[test]
    fn a_name_is_shown_in_full_and_listed_by_family_name() {
        assert_eq!(noor().full(), "Noor van der Ven");
        assert_eq!(noor().listed(), "Ven, Noor van der");
        assert_eq!(noor().sort_key(), "ven noor");
    }

    #[test]
    fn a_call_name_alone_is_a_name() {
        let mut faults = Faults::default();
        let name =
            PersonName::parse(&NameInput { call_name: "Sem".into(), ..NameInput::default() }, false, &mut faults)
                .unwrap();
        assert!(faults.0.is_empty());
        assert_eq!((name.full(), name.listed()), ("Sem".into(), "Sem".into()));
    }

    #[test]
    fn a_staff_member_needs_a_first_and_a_last_name() {
        // 0-03
        let mut faults = Faults::default();
        PersonName::parse(&NameInput::default(), true, &mut faults);
        assert_eq!((faults.at("call_name"), faults.at("family_name")), (Some(&Fault::Missing), Some(&Fault::Missing)));
    }

    #[test]
    fn all_faults_of_a_name_are_told_at_once() {
        let mut faults = Faults::default();
        let input = NameInput { given_names: "a".repeat(201), prefix: "b".repeat(21), ..NameInput::default() };
        assert_eq!(PersonName::parse(&input, true, &mut faults), None);
        let told: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(told, ["given_names", "prefix", "family_name"]);
    }
}
