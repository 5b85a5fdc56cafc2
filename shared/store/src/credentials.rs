//! Tries to sign in: counted before they are compared, and as much work for an address that nobody has.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    types::{AttributeValue, ReturnValue},
};
use domain::{identity::Identity, ids::IdentityId, throttle::Failures};
use jiff::{SignedDuration, Timestamp};

use crate::{
    change::{Change, ttl},
    error::{Conflict, StoreError},
    item::{Stored, from_item},
    keys::{self, Table},
    read::Store,
};

fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

impl Store {
    /// Counts a try as failed before it is compared, and gives the identity as it is then. `None` when another try was
    /// counted, or the person saved, since this version was read: of many at once, each is counted or not looked at. The number of
    /// failures alone would not do: after a success it is what it was, and a late repeat of the same call would count once more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_failure(
        &self,
        id: IdentityId,
        read: &Failures,
        version: u64,
    ) -> Result<Option<Stored<Identity>>, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Identities))
            .set_key(Some(keys::identity(id).attributes()))
            .update_expression("SET failures.#count = :next, failures.#last = :now, version = version + :one")
            .condition_expression("version = :version")
            // Both words are reserved.
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#last", "last")
            .expression_attribute_values(":version", number(version))
            .expression_attribute_values(":next", number(read.count.saturating_add(1)))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":now", AttributeValue::S(self.clock.now().to_string()))
            .return_values(ReturnValue::AllNew);
        match update.send().await {
            Ok(answer) => answer.attributes.map(|item| from_item(item, "identity")).transpose(),
            Err(error) => match error.as_service_error() {
                Some(
                    UpdateItemError::ConditionalCheckFailedException(_)
                    | UpdateItemError::TransactionConflictException(_),
                ) => Ok(None),
                _ => Err(StoreError::from_sdk(error)),
            },
        }
    }
}

impl Change {
    /// Takes back the try that was counted: the password was right, only signing in is not complete yet.
    pub fn forgive_failure(self, id: IdentityId) -> Self {
        let names = HashMap::from([("#count".to_owned(), "count".to_owned())]);
        let values = HashMap::from([(":one".to_owned(), number(1))]);
        let update = "SET failures.#count = failures.#count - :one, version = version + :one";
        self.update_named(
            &keys::identity(id),
            update,
            "failures.#count >= :one",
            names,
            values,
            Conflict::Stale("identity"),
        )
    }

    /// Notes that the person is told of the lock; refused when that was noted before.
    pub fn tell_locked(self, id: IdentityId, now: Timestamp) -> Self {
        let values =
            HashMap::from([(":now".to_owned(), AttributeValue::S(now.to_string())), (":one".to_owned(), number(1))]);
        let update = "SET locked_since = :now, version = version + :one";
        self.update_item(
            &keys::identity(id),
            update,
            "attribute_exists(pk) AND attribute_not_exists(locked_since)",
            values,
            Conflict::Stale("identity"),
        )
    }

    /// Writes as many items as a true change would, for an address that nobody has: time tells nothing. They are gone in a day.
    pub fn decoy(mut self, of: &str, items: u8, now: Timestamp) -> Self {
        for at in 0..items {
            let key = keys::counter("decoy", &format!("{of}:{at}"));
            let mut item = key.attributes();
            item.insert("ttl".into(), ttl(now + SignedDuration::from_hours(24)));
            self = self.put_item(&key, Ok(item), None, Conflict::Stale("decoy"));
        }
        self
    }
}
