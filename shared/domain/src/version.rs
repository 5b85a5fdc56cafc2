//! What people read and consent to: steps 1 to 8 as they were, frozen, known by the hash of its bytes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    dossier::Level,
    hash::{Hash, canonical},
    ids::{DossierId, StaffId},
    steps::{ProfileDomain, StepContent, StepNumber, StepStatus, goals},
};

/// The hashes of a frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VersionHashes {
    /// Of everything: the name of the object.
    pub whole: Hash,
    /// Of step 8 and the goals it refers to: only when this changes, a consent is out of date.
    pub action_part: Hash,
}

/// One step in a frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenStep {
    /// Which definition the content was made with.
    pub definition_version: u16,
    /// Finished, or not applicable.
    pub status: StepStatus,
    /// What was filled in.
    pub content: StepContent,
}

/// Steps 1 to 8 as shown. It holds nothing of any carer: what one carer reads never contains another's contact data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenVersion {
    /// Of which dossier.
    pub dossier: DossierId,
    /// At which level of support.
    pub level: Level,
    /// In which cycle.
    pub cycle: u16,
    /// The learner's name as it was.
    pub learner: String,
    /// What one calls the learner.
    pub call_name: String,
    /// The school's name as it was.
    pub school: String,
    /// The domains that the profile refers to.
    pub domains: Vec<ProfileDomain>,
    /// The steps.
    pub steps: BTreeMap<StepNumber, FrozenStep>,
    /// Names of the staff members that the steps refer to.
    pub staff: BTreeMap<StaffId, String>,
}

/// What a frozen version shows beside the steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The learner's full name.
    pub learner: String,
    /// What one calls the learner.
    pub call_name: String,
    /// The school's name.
    pub school: String,
    /// Names of staff members; only those that the steps refer to are taken.
    pub staff: BTreeMap<StaffId, String>,
}

/// Why bytes are not the frozen version they should be.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The bytes have another hash.
    #[error("the content has hash {found}, expected {expected}")]
    Hash {
        /// The hash of the bytes.
        found: Hash,
        /// The hash by which they were asked for.
        expected: Hash,
    },
    /// The bytes are right but this deployment cannot read them.
    #[error("the content cannot be read")]
    Unreadable(#[source] serde_json::Error),
}

impl FrozenVersion {
    /// The bytes to keep: canonical JSON, so that the same content always has the same name.
    pub fn bytes(&self) -> Vec<u8> {
        // `json!` of types whose keys are all text or numbers cannot fail.
        canonical(&json!(self)).into_bytes()
    }

    /// Both hashes.
    pub fn hashes(&self) -> VersionHashes {
        VersionHashes { whole: Hash::of(self.bytes()), action_part: Hash::of_json(&self.action_part()) }
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// Bytes that are not those that the hash names are refused, and so is what cannot be read.
    pub fn read(bytes: &[u8], expected: &Hash) -> Result<Self, Broken> {
        let found = Hash::of(bytes);
        if found != *expected {
            return Err(Broken::Hash { found, expected: expected.clone() });
        }
        serde_json::from_slice(bytes).map_err(Broken::Unreadable)
    }

    /// The content of a step; empty when it is not there.
    pub fn content(&self, step: StepNumber) -> &StepContent {
        static EMPTY: StepContent = StepContent::empty();
        self.steps.get(&step).map_or(&EMPTY, |frozen| &frozen.content)
    }

    /// Step 8 and the goals it refers to, each by its id: another order of the goals changes nothing.
    fn action_part(&self) -> Json {
        let plan = self.content(StepNumber::PLAN);
        let known: BTreeMap<String, _> =
            goals(self.content(StepNumber::GOALS)).into_iter().map(|goal| (goal.id.to_string(), goal)).collect();
        let rows: BTreeMap<&str, _> = plan
            .rows("plan")
            .iter()
            .filter_map(|row| row.id.as_deref().map(|id| (id, &row.fields)))
            .filter(|(id, _)| known.contains_key(*id))
            .collect();
        let goals: BTreeMap<&str, _> = rows
            .keys()
            .filter_map(|id| known.get(*id).map(|goal| (*id, json!({ "text": goal.text, "term": goal.term }))))
            .collect();
        let rest: BTreeMap<&str, _> = plan.values().filter(|(id, _)| *id != "plan").collect();
        json!({ "goals": goals, "plan": rows, "rest": rest })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::{GoalId, LearnerId},
        steps::{Context, Form, definition, standard_domains},
    };

    const GOALS: [GoalId; 2] = [GoalId::new(Uuid::from_u128(1)), GoalId::new(Uuid::from_u128(2))];

    fn step(number: StepNumber, pairs: &[(&str, &str)]) -> FrozenStep {
        let context = Context { goals: GOALS.to_vec(), ..Context::default() };
        let content =
            StepContent::parse(definition(number), &context, &Form::from_pairs(pairs.iter().copied()), &mut || {
                Uuid::from_u128(99)
            })
            .unwrap();
        FrozenStep { definition_version: 1, status: StepStatus::Finished, content }
    }

    fn version() -> FrozenVersion {
        let (one, two) = (GOALS[0].to_string(), GOALS[1].to_string());
        let steps = BTreeMap::from([
            (StepNumber::PICTURE, step(StepNumber::PICTURE, &[("summary", "Noor werkt hard")])),
            (
                StepNumber::GOALS,
                step(
                    StepNumber::GOALS,
                    &[
                        ("goal-1-id", &one),
                        ("goal-1-text", "Tafels"),
                        ("goal-2-id", &two),
                        ("goal-2-text", "Lezen"),
                        ("grounds", "Toetsen"),
                    ],
                ),
            ),
            (
                StepNumber::PLAN,
                step(StepNumber::PLAN, &[("plan-1-id", &one), ("plan-1-approach", "Oefenen"), ("deviates", "no")]),
            ),
        ]);
        FrozenVersion {
            dossier: DossierId { learner: LearnerId::new(Uuid::from_u128(3)), number: Uuid::from_u128(4) },
            level: Level::ExtraAtSchool,
            cycle: 1,
            learner: "Noor van der Ven".into(),
            call_name: "Noor".into(),
            school: "De Wilg".into(),
            domains: standard_domains(),
            steps,
            staff: BTreeMap::new(),
        }
    }

    fn with(number: StepNumber, pairs: &[(&str, &str)]) -> VersionHashes {
        let mut version = version();
        version.steps.insert(number, step(number, pairs));
        version.hashes()
    }

    #[test]
    fn what_was_frozen_is_read_back_and_anything_else_is_refused() {
        // rule 6: a content hash
        let version = version();
        let hashes = version.hashes();
        assert_eq!(FrozenVersion::read(&version.bytes(), &hashes.whole).unwrap(), version);
        let mut bytes = version.bytes();
        bytes[5] ^= 1;
        assert!(matches!(FrozenVersion::read(&bytes, &hashes.whole), Err(Broken::Hash { .. })));
    }

    #[test]
    fn only_another_action_part_makes_a_consent_out_of_date() {
        // 6.6, trap 12
        let before = version().hashes();
        let (one, two) = (GOALS[0].to_string(), GOALS[1].to_string());
        let picture = with(StepNumber::PICTURE, &[("summary", "Noor werkt heel hard")]);
        assert_ne!(picture.whole, before.whole);
        assert_eq!(picture.action_part, before.action_part, "step 6 is no part of it");
        let grounds = with(
            StepNumber::GOALS,
            &[
                ("goal-1-id", &one),
                ("goal-1-text", "Tafels"),
                ("goal-2-id", &two),
                ("goal-2-text", "Anders"),
                ("grounds", "Gesprek"),
            ],
        );
        assert_eq!(grounds.action_part, before.action_part, "a goal that step 8 does not refer to");
        let turned = with(
            StepNumber::GOALS,
            &[("goal-1-id", &two), ("goal-1-text", "Lezen"), ("goal-2-id", &one), ("goal-2-text", "Tafels")],
        );
        assert_eq!(turned.action_part, before.action_part, "another order");
        let goal = with(StepNumber::GOALS, &[("goal-1-id", &one), ("goal-1-text", "Tafels tot 10")]);
        assert_ne!(goal.action_part, before.action_part, "a goal that step 8 refers to");
        let plan =
            with(StepNumber::PLAN, &[("plan-1-id", &one), ("plan-1-approach", "Meer oefenen"), ("deviates", "no")]);
        assert_ne!(plan.action_part, before.action_part, "step 8");
    }

    proptest! {
        #[test]
        fn every_text_of_step_8_counts(text in "[a-z]{1,20}") {
            let before = version().hashes();
            let after = with(StepNumber::PLAN, &[("plan-1-id", &GOALS[0].to_string()), ("plan-1-approach", "Oefenen"), ("deviates", "no"), ("deviations", &text)]);
            prop_assert_ne!(after.action_part, before.action_part);
        }
    }
}
