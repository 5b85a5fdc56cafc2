//! How far a file is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{author::Stamp, file::FileRefused};

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PupilFileState {
    /// Nothing was sent yet.
    Waiting,
    /// It arrived, and is being read.
    Checking,
    /// It was not even read: nothing was sent, or something harmful.
    Refused {
        /// Why.
        why: FileRefused,
    },
    /// It was read, and cannot be loaded: another school or year, errors, or no such file at all. The check says which.
    Stopped,
    /// It was read; a person looks at what would change.
    Checked,
    /// A person confirmed; it is being loaded.
    Loading,
    /// Everything is here.
    Loaded {
        /// Since when.
        at: jiff::Timestamp,
    },
    /// Taken back before it was loaded; or given up half-way, and then what was loaded stays.
    Withdrawn {
        /// By whom.
        by: Stamp,
    },
    /// Nobody sent it, or nobody confirmed it, in time.
    Expired {
        /// Since when.
        at: jiff::Timestamp,
    },
}
