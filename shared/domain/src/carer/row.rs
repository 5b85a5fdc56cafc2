//! The row of the register of carers: what finds a carer whose other child is here already, and no more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Carer, NewCarer};
use crate::ids::{CarerId, LearnerId};

/// The row of a carer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CarerRow {
    /// The id.
    pub id: CarerId,
    /// What lists sort by; also compares names.
    pub sort: String,
    /// The name in full.
    pub name: String,
    /// The address for links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The learners the carer is tied to now.
    #[serde(default)]
    pub learners: Vec<LearnerId>,
}

impl CarerRow {
    /// The row of a carer who is tied to these learners.
    pub fn of(carer: &Carer, learners: Vec<LearnerId>) -> Self {
        Self {
            id: carer.id,
            sort: carer.name.sort_key(),
            name: carer.name.full(),
            email: carer.email.clone(),
            learners,
        }
    }

    /// Whether this may be the same person as somebody typed: the same address, or the same name.
    pub fn may_be(&self, new: &NewCarer) -> bool {
        let same_address = self.email.is_some() && self.email == new.email;
        same_address || self.sort == new.name.sort_key()
    }

    /// The learners with one more.
    pub fn with(&self, learner: LearnerId) -> Vec<LearnerId> {
        let others = self.learners.iter().copied().filter(|known| *known != learner);
        others.chain([learner]).collect()
    }

    /// The learners with one less.
    pub fn without(&self, learner: LearnerId) -> Vec<LearnerId> {
        self.learners.iter().copied().filter(|known| *known != learner).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{carer::CarerInput, name::NameInput};

    fn anna(email: &str, family_name: &str) -> NewCarer {
        let input = CarerInput {
            name: NameInput { call_name: "Anna".into(), family_name: family_name.into(), ..NameInput::default() },
            email: email.into(),
            relation: "mother".into(),
            authority: "yes".into(),
            may_contact: "yes".into(),
            ..CarerInput::default()
        };
        input.parse(date(2026, 11, 22)).unwrap()
    }

    #[test]
    fn the_parent_of_a_sibling_is_found_by_address_or_name() {
        let row =
            CarerRow::of(&Carer::new(CarerId::new(Uuid::from_u128(1)), &anna("anna@ouder.example", "Ven")), vec![]);
        assert!(row.may_be(&anna("ANNA@ouder.example", "Duin")));
        assert!(row.may_be(&anna("", "Vén")));
        assert!(!row.may_be(&anna("", "Duin")));
    }
}
