//! Things as items: every item says what it is (`entity`) and how often it was saved (`version`).

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::ids::LicenceId;
use serde::{Serialize, de::DeserializeOwned};

use crate::{error::StoreError, keys::Key};

/// An item as DynamoDB has it.
pub type Item = HashMap<String, AttributeValue>;

/// Something a licence owns that is kept as one item.
pub trait Entity: Serialize + DeserializeOwned {
    /// What finds it within its licence.
    type Id;
    /// What it is called in storage.
    const ENTITY: &'static str;
    /// Its key.
    fn key(licence: LicenceId, id: &Self::Id) -> Key;
    /// What finds it.
    fn id(&self) -> Self::Id;
}

/// A row of a register: small, and written in the same transaction as the thing itself.
pub trait Row: Serialize + DeserializeOwned {
    /// Which register.
    const REGISTER: &'static str;
    /// The sort key: unique within the register.
    fn row_id(&self) -> String;
}

/// A thing with the version that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T> {
    /// The thing.
    pub value: T,
    /// The version that was read; 0 for what is new.
    pub version: u64,
}

impl<T> Stored<T> {
    /// Something that is not kept yet.
    pub fn new(value: T) -> Self {
        Self { value, version: 0 }
    }
}

/// The item of a value at a key.
///
/// # Errors
/// When the value is not a map.
pub fn to_item(value: &impl Serialize, entity: &'static str, key: &Key, version: u64) -> Result<Item, StoreError> {
    let mut item: Item =
        serde_dynamo::to_item(value).map_err(|error| StoreError::Corrupt { entity, cause: error.to_string() })?;
    // A field under one of our own names would be lost without a word.
    if let Some(taken) = ["pk", "sk", "entity", "version"].into_iter().find(|name| item.contains_key(*name)) {
        return Err(StoreError::Corrupt { entity, cause: format!("a field of its own is called {taken}") });
    }
    item.extend(key.attributes());
    item.insert("entity".into(), AttributeValue::S(entity.into()));
    item.insert("version".into(), AttributeValue::N(version.to_string()));
    Ok(item)
}

/// The value of an item. An item that cannot be read is an error, never skipped.
///
/// # Errors
/// When the item is not such a thing.
pub fn from_item<T: DeserializeOwned>(item: Item, entity: &'static str) -> Result<Stored<T>, StoreError> {
    let version = item.get("version").and_then(|version| version.as_n().ok()).and_then(|version| version.parse().ok());
    let version = version.ok_or_else(|| StoreError::Corrupt { entity, cause: "no version".into() })?;
    let value =
        serde_dynamo::from_item(item).map_err(|error| StoreError::Corrupt { entity, cause: error.to_string() })?;
    Ok(Stored { value, version })
}
