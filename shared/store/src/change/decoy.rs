//! A change that is carried out in name only, for an address that nobody has.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};

use super::{Change, ttl};
use crate::{error::Conflict, item::Item, keys};

/// How long decoys are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

impl Change {
    /// Writes as many items of the same shape and length instead, which say nothing and are gone in a day: time does not tell that it is not done.
    pub fn as_decoy(mut self, of: &str, now: Timestamp) -> Self {
        for (at, (item, _)) in std::mem::take(&mut self.items).into_iter().enumerate() {
            let key = keys::counter("decoy", &format!("{of}:{at}"));
            let mut decoy = key.attributes();
            decoy.insert("ttl".into(), ttl(now + KEPT));
            if let Some(put) = item.put {
                decoy.insert("instead".into(), AttributeValue::M(blank(put.item)));
            }
            self = self.put_item(&key, Ok(decoy), None, Conflict::Stale("decoy"));
        }
        self
    }
}

/// An item of the same shape and length that says nothing.
fn blank(item: Item) -> Item {
    let of = |value: AttributeValue| match value {
        AttributeValue::S(text) => AttributeValue::S("-".repeat(text.len())),
        AttributeValue::N(number) => AttributeValue::N("1".repeat(number.len())),
        AttributeValue::M(item) => AttributeValue::M(blank(item)),
        _ => AttributeValue::Null(true),
    };
    item.into_iter().map(|(name, value)| (name, of(value))).collect()
}
