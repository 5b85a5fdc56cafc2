//! Where a file came from, and what of it arrived.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::author::Stamp;

/// Where a file came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// Somebody announced it, and sends it with a browser.
    Person {
        /// Who, and when.
        added: Stamp,
    },
    /// Another system put it into the drop folder of its location.
    Folder {
        /// When it was found there.
        at: jiff::Timestamp,
        /// What it was called.
        name: String,
    },
}

impl Origin {
    /// When it was announced or found.
    pub const fn at(&self) -> jiff::Timestamp {
        match self {
            Self::Person { added } => added.at,
            Self::Folder { at, .. } => *at,
        }
    }
}

/// Which object arrived: another may take its place while somebody looks at the check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Arrived {
    /// Its tag, without quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its revision, where the bucket keeps them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}
