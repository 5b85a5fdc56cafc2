//! How far a step is, and what may follow on what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a step is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepStatus {
    /// Nothing was saved yet.
    #[default]
    NotStarted,
    /// Saved, not finished.
    Busy,
    /// Finished.
    Finished,
    /// Not applicable for this learner.
    NotApplicable,
}

/// Why a step cannot go where it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum StatusRefusal {
    /// It is finished: reopen it first.
    #[error("the step is finished")]
    Finished,
    /// It was put aside as not applicable: reopen it first.
    #[error("the step was put aside as not applicable")]
    NotApplicable,
    /// There is nothing to reopen.
    #[error("the step is open")]
    Open,
}

impl StepStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::Busy, Self::Finished, Self::NotApplicable];

    /// Whether it has its green tick (1-29).
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Finished | Self::NotApplicable)
    }

    /// Its name in the catalogue, after `status-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::Busy => "busy",
            Self::Finished => "finished",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// After saving: never more than busy (2-08).
    ///
    /// # Errors
    /// What is done is not written in: it is reopened first.
    pub const fn saved(self) -> Result<Self, StatusRefusal> {
        match self {
            Self::NotStarted | Self::Busy => Ok(Self::Busy),
            Self::Finished => Err(StatusRefusal::Finished),
            Self::NotApplicable => Err(StatusRefusal::NotApplicable),
        }
    }

    /// After finishing.
    ///
    /// # Errors
    /// It is done already.
    pub fn finished(self) -> Result<Self, StatusRefusal> {
        self.saved().map(|_| Self::Finished)
    }

    /// After putting aside.
    ///
    /// # Errors
    /// It is done already.
    pub fn put_aside(self) -> Result<Self, StatusRefusal> {
        self.saved().map(|_| Self::NotApplicable)
    }

    /// After reopening.
    ///
    /// # Errors
    /// It is open.
    pub const fn reopened(self) -> Result<Self, StatusRefusal> {
        if self.is_done() { Ok(Self::Busy) } else { Err(StatusRefusal::Open) }
    }
}
