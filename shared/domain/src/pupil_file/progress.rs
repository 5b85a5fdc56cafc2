//! How far loading is, and what it wrote.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was written so far. Counted in the transaction that writes it, so that a repeat counts nothing twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Loaded {
    /// Groups made.
    pub groups: u64,
    /// Learners enrolled.
    pub new: u64,
    /// Learners of whom something changed.
    pub changed: u64,
    /// Learners whose enrolment ended.
    pub left: u64,
}

/// What is written, one after another; lists show it when all of it is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Groups.
    #[default]
    Groups,
    /// Learners who are new.
    New,
    /// Learners who are here.
    Known,
}

/// How far loading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Progress {
    /// What is being written.
    pub phase: Phase,
    /// Groups or learners of the file that were seen to in this phase: the cursor.
    pub done: u64,
    /// What was written.
    pub loaded: Loaded,
}
