//! A change, its audit row and what must happen next, as one transaction. Sent again, it does nothing twice.

mod commit;
mod decoy;

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    error::BuildError,
    types::{
        AttributeValue, ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
        builders::TransactWriteItemBuilder,
    },
};
use domain::{access::Scope, hash::Hash, ids::LicenceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    audit::Entry,
    error::{Conflict, StoreError},
    item::{Entity, Item, Row, Stored, to_item},
    keys::{self, Key},
    outbox::Job,
    read::Store,
};

/// The key a form carries, and the hash of what it holds: the only mechanism against doubles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// Where it is noted.
    pub key: Key,
    /// What was sent.
    pub input: Hash,
}

/// What is noted of a form that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// What was sent.
    pub input: Hash,
    /// Where the answer led.
    pub to: String,
}

impl Done {
    /// What is kept in the table under this name.
    pub const ENTITY: &'static str = "once";
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Where to go now.
    pub to: String,
    /// Whether the same form had been carried out before, so that nothing was done now.
    pub repeated: bool,
}

/// A change in the making.
#[must_use = "a change does nothing until it is committed"]
pub struct Change {
    store: Store,
    scope: Option<Scope>,
    once: Option<Once>,
    items: Vec<(TransactWriteItem, Conflict)>,
    error: Option<StoreError>,
}

/// Leaves the outcome of a condition to the caller: the item that stood in the way comes along.
const TELL: ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;

/// What was built, as one item of a transaction.
fn in_transaction<T>(
    built: Result<T, BuildError>,
    item: fn(TransactWriteItemBuilder, T) -> TransactWriteItemBuilder,
) -> Result<TransactWriteItem, StoreError> {
    match built {
        Ok(part) => Ok(item(TransactWriteItem::builder(), part).build()),
        Err(error) => Err(StoreError::Unavailable(error.to_string())),
    }
}

impl Change {
    pub(crate) fn new(store: Store, scope: Option<Scope>, once: Option<Once>) -> Self {
        Self { store, scope, once, items: Vec::new(), error: None }
    }

    /// A change outside any licence: identities, sessions, links of a person.
    pub fn of_person(store: &Store, once: Option<Once>) -> Self {
        Self::new(store.clone(), None, once)
    }

    pub(crate) fn licence(&mut self) -> Option<LicenceId> {
        if self.scope.is_none() {
            self.error.get_or_insert(StoreError::NotFound("licence of the change"));
        }
        self.scope.map(|scope| scope.licence())
    }

    /// The change cannot be made: committing it tells why.
    pub(crate) fn fail(self, error: StoreError) -> Self {
        self.push(Err(error), Conflict::Taken("nothing"))
    }

    fn push(mut self, item: Result<TransactWriteItem, StoreError>, conflict: Conflict) -> Self {
        match item {
            Ok(item) => self.items.push((item, conflict)),
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        self
    }

    /// Puts an item under a condition. `values` are those that the condition names.
    pub(crate) fn put_item(
        self,
        key: &Key,
        item: Result<Item, StoreError>,
        condition: Option<(&str, HashMap<String, AttributeValue>)>,
        conflict: Conflict,
    ) -> Self {
        let table = self.store.table(key.table).to_owned();
        let put = item.and_then(|item| {
            let mut put =
                Put::builder().table_name(table).set_item(Some(item)).return_values_on_condition_check_failure(TELL);
            if let Some((condition, values)) = condition {
                put = put
                    .condition_expression(condition)
                    .set_expression_attribute_values((!values.is_empty()).then_some(values));
            }
            in_transaction(put.build(), TransactWriteItemBuilder::put)
        });
        self.push(put, conflict)
    }

    /// Puts a new value at a key; refused when something is there already.
    pub fn put_new(self, key: &Key, entity: &'static str, value: &impl Serialize) -> Self {
        self.put_item(
            key,
            to_item(value, entity, key, 1),
            Some(("attribute_not_exists(pk)", HashMap::new())),
            Conflict::Taken(entity),
        )
    }

    /// Puts a value where `read` was read; refused when somebody saved since.
    pub fn put_version(self, key: &Key, entity: &'static str, value: &impl Serialize, read: u64) -> Self {
        if read == 0 {
            return self.put_new(key, entity, value);
        }
        let values = HashMap::from([(":read".to_owned(), AttributeValue::N(read.to_string()))]);
        self.put_item(
            key,
            to_item(value, entity, key, read + 1),
            Some(("version = :read", values)),
            Conflict::Stale(entity),
        )
    }

    /// Puts a value whatever is there: for rows that follow from something else in the same transaction.
    pub fn put_over(self, key: &Key, entity: &'static str, value: &impl Serialize) -> Self {
        self.put_item(key, to_item(value, entity, key, 1), None, Conflict::Stale(entity))
    }

    /// Updates attributes of an item under a condition.
    pub fn update_item(
        self,
        key: &Key,
        update: &str,
        condition: &str,
        values: HashMap<String, AttributeValue>,
        conflict: Conflict,
    ) -> Self {
        self.update_named(key, update, condition, HashMap::new(), values, conflict)
    }

    pub(crate) fn update_named(
        self,
        key: &Key,
        update: &str,
        condition: &str,
        names: HashMap<String, String>,
        values: HashMap<String, AttributeValue>,
        conflict: Conflict,
    ) -> Self {
        let built = Update::builder()
            .table_name(self.store.table(key.table))
            .set_key(Some(key.attributes()))
            .update_expression(update)
            .condition_expression(condition)
            .set_expression_attribute_names((!names.is_empty()).then_some(names))
            .set_expression_attribute_values((!values.is_empty()).then_some(values))
            .return_values_on_condition_check_failure(TELL)
            .build();
        self.push(in_transaction(built, TransactWriteItemBuilder::update), conflict)
    }

    /// Asks something of an item that is not written here.
    pub fn require(
        self,
        key: &Key,
        condition: &str,
        names: HashMap<String, String>,
        values: HashMap<String, AttributeValue>,
        conflict: Conflict,
    ) -> Self {
        let built = ConditionCheck::builder()
            .table_name(self.store.table(key.table))
            .set_key(Some(key.attributes()))
            .condition_expression(condition)
            .set_expression_attribute_names((!names.is_empty()).then_some(names))
            .set_expression_attribute_values((!values.is_empty()).then_some(values))
            .return_values_on_condition_check_failure(TELL)
            .build();
        self.push(in_transaction(built, TransactWriteItemBuilder::condition_check), conflict)
    }

    /// Removes an item, if it is there.
    pub fn remove_item(self, key: &Key) -> Self {
        let built = Delete::builder().table_name(self.store.table(key.table)).set_key(Some(key.attributes())).build();
        self.push(in_transaction(built, TransactWriteItemBuilder::delete), Conflict::Stale("removed"))
    }

    /// Keeps a new thing of the licence.
    pub fn create<T: Entity>(mut self, thing: &T) -> Self {
        match self.licence() {
            Some(licence) => self.put_new(&T::key(licence, &thing.id()), T::ENTITY, thing),
            None => self,
        }
    }

    /// Saves a thing that was read; refused when somebody saved since.
    pub fn save<T: Entity>(mut self, thing: &Stored<T>) -> Self {
        match self.licence() {
            Some(licence) => {
                self.put_version(&T::key(licence, &thing.value.id()), T::ENTITY, &thing.value, thing.version)
            }
            None => self,
        }
    }

    /// Goes on only while a thing that was read, and is not written here, is as it was.
    pub fn unchanged<T: Entity>(mut self, thing: &Stored<T>) -> Self {
        let Some(licence) = self.licence() else { return self };
        let read = HashMap::from([(":read".to_owned(), AttributeValue::N(thing.version.to_string()))]);
        let key = T::key(licence, &thing.value.id());
        self.require(&key, "version = :read", HashMap::new(), read, Conflict::Stale(T::ENTITY))
    }

    /// Writes a row of a register.
    pub fn row<R: Row>(mut self, row: &R) -> Self {
        match self.licence() {
            Some(licence) => self.put_over(&keys::row(licence, R::REGISTER, &row.row_id()), R::REGISTER, row),
            None => self,
        }
    }

    /// Removes a row of a register.
    pub fn remove_row<R: Row>(mut self, row_id: &str) -> Self {
        match self.licence() {
            Some(licence) => self.remove_item(&keys::row(licence, R::REGISTER, row_id)),
            None => self,
        }
    }

    /// Claims something of which there may be one; refused with `Taken(what)` when it is claimed.
    pub fn claim(self, guard: &Key, what: &'static str, owner: &str) -> Self {
        self.put_new(guard, what, &HashMap::from([("owner", owner)]))
    }

    /// Notes who did what to whom.
    pub fn audit(self, entry: &Entry) -> Self {
        let key = match self.store.id() {
            Ok(id) => entry.key(id),
            Err(error) => return self.push(Err(error), Conflict::Taken("audit")),
        };
        let item = entry.item(&key, self.store.clock.now());
        self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Taken("audit"))
    }

    /// Puts something into the outbox: a mail to send or a job to run.
    pub fn then(self, job: &Job) -> Self {
        let key = keys::job(job.id);
        let item = job.item(&key);
        self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Taken("job"))
    }
}

/// A time as whole seconds, for TTL attributes.
pub(crate) fn ttl(at: Timestamp) -> AttributeValue {
    AttributeValue::N(at.as_second().to_string())
}
