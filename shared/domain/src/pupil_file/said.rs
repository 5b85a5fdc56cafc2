//! What a person says of learners whom the check is not sure of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::LearnerId;

/// What a person says of a learner of the file whom the check is not sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Somebody new.
    New,
    /// This learner.
    Is(LearnerId),
    /// Nobody: left out, whatever is said of all at once.
    Skip,
}

/// What a person says of all learners of the file whom the check is not sure of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Of each, by what the check asks it by.
    pub decisions: BTreeMap<u64, Decision>,
    /// Whoever has the name and date of birth of one learner here, and of no other, is that one.
    pub namesakes: bool,
}
