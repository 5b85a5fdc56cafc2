//! A step of a dossier: its content and who wrote it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    author::{Author, Stamp},
    ids::DossierId,
    steps::{StepContent, StepNumber, definition},
};

/// What somebody did to a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum StepAct {
    /// Saved it.
    Saved,
    /// Finished it.
    Finished,
    /// Put it aside as not applicable.
    PutAside,
    /// Skipped it with a confirmation (1-23).
    Skipped,
    /// Reopened it.
    Reopened {
        /// Why.
        reason: String,
    },
    /// Took it over from another licence.
    Imported,
}

/// One entry of a step's trail of authors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trail {
    /// What.
    #[serde(flatten)]
    pub act: StepAct,
    /// Who, under the name of then.
    pub by: Author,
    /// When.
    pub at: Timestamp,
}

/// A step of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Which step.
    pub number: StepNumber,
    /// Which definition the content was made with.
    pub definition_version: u16,
    /// What is filled in.
    pub content: StepContent,
    /// Who did what, in order.
    pub trail: Vec<Trail>,
}

impl Step {
    /// A step that nobody wrote in yet.
    pub fn new(dossier: DossierId, number: StepNumber) -> Self {
        Self {
            dossier,
            number,
            definition_version: definition(number).version,
            content: StepContent::default(),
            trail: Vec::new(),
        }
    }

    /// Notes who did what. Saves of one author in a row are one entry, the last: autosave must not fill the item.
    pub fn note(&mut self, act: StepAct, stamp: &Stamp) {
        if act == StepAct::Saved {
            self.trail.pop_if(|last| last.act == StepAct::Saved && last.by == stamp.by);
        }
        self.trail.push(Trail { act, by: stamp.by.clone(), at: stamp.at });
    }

    /// Who wrote in it last, and when.
    pub fn last(&self) -> Option<&Trail> {
        self.trail.last()
    }
}
