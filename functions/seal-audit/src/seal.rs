//! A seal: what it holds, and its bytes.

use domain::hash::{Hash, canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why rows were not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A row or a seal cannot be read.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// The bucket does not answer.
    #[error("bucket: {0}")]
    Bucket(String),
    /// Others take the next number all the time.
    #[error("others seal all the time")]
    Busy,
}

/// An audit row as it is sealed: where it is and the hash of what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: String,
    /// The hash of the whole row as canonical JSON.
    pub hash: Hash,
    /// The second from which on its age removes it.
    pub ttl: i64,
}

/// A batch of sealed rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Its place in the chain, from 0.
    pub number: u64,
    /// The hash of the seal before; the first has none.
    pub before: Option<Hash>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A seal as it is kept: under which number, and the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The number in its name.
    pub number: u64,
    /// What it holds.
    pub seal: Seal,
    /// The hash of its bytes, which the next one cites.
    pub hash: Hash,
}

impl Row {
    /// The row of an item, from the stream or from the table.
    ///
    /// # Errors
    /// [`SealError::Unreadable`] for what is no audit row.
    pub fn of(item: impl Into<serde_dynamo::Item>) -> Result<Self, SealError> {
        let value: Value =
            serde_dynamo::from_item(item.into()).map_err(|error| SealError::Unreadable(error.to_string()))?;
        let text = |name: &str| {
            value
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
                .ok_or_else(|| SealError::Unreadable(format!("an audit row without {name}")))
        };
        let ttl = value.get("ttl").and_then(Value::as_i64).unwrap_or(i64::MAX);
        Ok(Self { pk: text("pk")?, sk: text("sk")?, hash: Hash::of_json(&value), ttl })
    }
}

impl Seal {
    /// The seal of these rows behind the last one.
    pub fn after(last: Option<&Kept>, rows: Vec<Row>) -> Self {
        Self { number: last.map_or(0, |last| last.number + 1), before: last.map(|last| last.hash.clone()), rows }
    }

    /// Its bytes: canonical JSON.
    ///
    /// # Errors
    /// [`SealError::Unreadable`]; it is never seen.
    pub fn bytes(&self) -> Result<Vec<u8>, SealError> {
        serde_json::to_value(self)
            .map(|value| canonical(&value).into_bytes())
            .map_err(|error| SealError::Unreadable(error.to_string()))
    }
}

impl Kept {
    /// A seal from its bytes, as found under a number.
    ///
    /// # Errors
    /// [`SealError::Unreadable`].
    pub fn read(number: u64, bytes: &[u8]) -> Result<Self, SealError> {
        let seal =
            serde_json::from_slice(bytes).map_err(|error| SealError::Unreadable(format!("seal {number}: {error}")))?;
        Ok(Self { number, seal, hash: Hash::of(bytes) })
    }
}
