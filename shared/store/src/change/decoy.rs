//! A change that is carried out in name only, for an address that nobody has.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};

use super::{Change, ttl};
use crate::{error::Conflict, item::Item, keys};

/// How long decoys are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

impl Change {
    /// Writes as many items of the same length instead, which say nothing and are gone in a day: time does not tell that it is not done.
    pub fn as_decoy(mut self, of: &str, now: Timestamp) -> Self {
        for (at, (item, _)) in std::mem::take(&mut self.items).into_iter().enumerate() {
            let key = keys::counter("decoy", &format!("{of}:{at}"));
            let mut decoy = key.attributes();
            decoy.insert("ttl".into(), ttl(now + KEPT));
            let length = item.put.map_or(0, |put| length(&put.item));
            decoy.insert("nothing".into(), AttributeValue::S("-".repeat(length)));
            self = self.put_item(&key, Ok(decoy), None, Conflict::Stale("decoy"));
        }
        self
    }
}

/// How long an item is, about.
fn length(item: &Item) -> usize {
    let of = |value: &AttributeValue| match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.len(),
        AttributeValue::M(item) => length(item),
        _ => 1,
    };
    item.iter().map(|(name, value)| name.len() + of(value)).sum()
}
