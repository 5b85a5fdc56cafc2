//! Reading: one thing, several at once, or a register. All reads are consistent.

use std::{collections::HashMap, sync::Arc};

use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, KeysAndAttributes},
};
use domain::{
    access::Scope,
    ids::{LicenceId, PupilFileId},
};
use serde::de::DeserializeOwned;

use crate::{
    app::{Chance, Clock, NewId},
    change::{Change, Once},
    config::Tables,
    error::StoreError,
    item::{Entity, Item, Row, Stored, from_item},
    keys::{self, Key, Table},
    pupil_files::unveiled,
};

/// What is kept.
#[derive(Clone)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) tables: Arc<Tables>,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
}

/// Items read at once, to be taken out one by one.
#[derive(Debug, Default)]
pub struct Found(HashMap<Key, Item>);

impl Found {
    /// Whether something with this key was there.
    pub fn has(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// Takes out the thing with this key, if it was there.
    ///
    /// # Errors
    /// When the item is not such a thing.
    pub fn take<T: DeserializeOwned>(
        &mut self,
        key: &Key,
        entity: &'static str,
    ) -> Result<Option<Stored<T>>, StoreError> {
        self.0.remove(key).map(|item| from_item(item, entity)).transpose()
    }

    /// Takes out an entity of a licence.
    ///
    /// # Errors
    /// When the item is not such a thing, or is not there.
    pub fn entity<T: Entity>(&mut self, licence: LicenceId, id: &T::Id) -> Result<Stored<T>, StoreError> {
        self.take(&T::key(licence, id), T::ENTITY)?.ok_or(StoreError::NotFound(T::ENTITY))
    }
}

impl Store {
    /// A store on these tables.
    pub fn new(client: Client, tables: Tables, clock: Clock, chance: Chance) -> Self {
        Self { client, tables: Arc::new(tables), clock, chance }
    }

    /// Opens the connection that the first request would otherwise wait for. What it finds, or fails with, does not matter.
    pub async fn prime(&self) {
        // A worker that is given no tickets may not read them either, and nobody waits for its first call.
        if self.tables.tickets.is_empty() {
            return;
        }
        let _ = self
            .client
            .get_item()
            .table_name(&self.tables.tickets)
            .set_key(Some(keys::once("prime", "prime").attributes()))
            .send()
            .await;
    }

    /// The time it is.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// A new id; ids sort by time.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn id<T: From<NewId>>(&self) -> Result<T, StoreError> {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or_default();
        Ok(T::from(NewId(uuid::Builder::from_unix_timestamp_millis(millis, &self.chance.bytes()?).into_uuid())))
    }

    pub(crate) fn table(&self, table: Table) -> &str {
        match table {
            Table::Records => &self.tables.records,
            Table::Identities => &self.tables.identities,
            Table::Tickets => &self.tables.tickets,
            Table::Audit => &self.tables.audit,
            Table::Outbox => &self.tables.outbox,
        }
    }

    /// What one licence owns.
    pub fn licence(&self, scope: &Scope) -> LicenceStore<'_> {
        LicenceStore { store: self, scope: *scope }
    }

    /// One item.
    ///
    /// # Errors
    /// When the database does not answer or the item is not such a thing.
    pub async fn get<T: DeserializeOwned>(
        &self,
        key: &Key,
        entity: &'static str,
    ) -> Result<Option<Stored<T>>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(self.table(key.table))
            .set_key(Some(key.attributes()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        answer.item.map(|item| from_item(item, entity)).transpose()
    }

    /// Several items in one round trip, at most 100; what the database leaves over is asked again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn batch(&self, keys: &[Key]) -> Result<Found, StoreError> {
        let mut found = Found::default();
        let mut wanted: HashMap<String, Vec<&Key>> = HashMap::new();
        for key in keys {
            let list = wanted.entry(self.table(key.table).to_owned()).or_default();
            if !list.contains(&key) {
                list.push(key);
            }
        }
        for _ in 0..5 {
            if wanted.values().all(Vec::is_empty) {
                return Ok(found);
            }
            let mut request = self.client.batch_get_item();
            for (table, keys) in wanted.iter().filter(|(_, keys)| !keys.is_empty()) {
                let keys: Vec<_> = keys.iter().map(|key| key.attributes()).collect();
                let asked = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build();
                request =
                    request.request_items(table, asked.map_err(|error| StoreError::Unavailable(error.to_string()))?);
            }
            let answer = request.send().await.map_err(StoreError::from_sdk)?;
            for (table, items) in answer.responses.unwrap_or_default() {
                for item in items {
                    if let Some(key) = wanted.get(&table).and_then(|keys| {
                        keys.iter()
                            .find(|key| key.attributes().iter().all(|(name, value)| item.get(name) == Some(value)))
                    }) {
                        found.0.insert((*key).clone(), item);
                    }
                }
            }
            let left = answer.unprocessed_keys.unwrap_or_default();
            for (table, keys) in &mut wanted {
                let left = left.get(table).map(|asked| asked.keys.clone()).unwrap_or_default();
                keys.retain(|key| left.contains(&key.attributes()));
            }
        }
        Err(StoreError::Unavailable("the database leaves keys unread".into()))
    }

    /// All items of a partition, or those whose sort key starts with `prefix`. Exhaustive: it follows the cursor.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn partition(&self, table: Table, pk: &str, prefix: Option<&str>) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let mut query = self
                .client
                .query()
                .table_name(self.table(table))
                .consistent_read(true)
                .expression_attribute_values(":pk", AttributeValue::S(pk.into()))
                .set_exclusive_start_key(cursor);
            query = match prefix {
                Some(prefix) => query
                    .key_condition_expression("pk = :pk AND begins_with(sk, :prefix)")
                    .expression_attribute_values(":prefix", AttributeValue::S(prefix.into())),
                None => query.key_condition_expression("pk = :pk"),
            };
            let answer = query.send().await.map_err(StoreError::from_sdk)?;
            items.extend(answer.items.unwrap_or_default());
            cursor = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if cursor.is_none() {
                return Ok(items);
            }
        }
    }
}

/// What one licence owns; made from a scope that only proof of access gives.
#[derive(Clone, Copy)]
pub struct LicenceStore<'a> {
    pub(crate) store: &'a Store,
    pub(crate) scope: Scope,
}

impl LicenceStore<'_> {
    /// Which licence.
    pub fn id(&self) -> LicenceId {
        self.scope.licence()
    }

    /// One thing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not there.
    pub async fn get<T: Entity>(&self, id: &T::Id) -> Result<Stored<T>, StoreError> {
        self.find(id).await?.ok_or(StoreError::NotFound(T::ENTITY))
    }

    /// One thing, if it is there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find<T: Entity>(&self, id: &T::Id) -> Result<Option<Stored<T>>, StoreError> {
        self.store.get(&T::key(self.id(), id), T::ENTITY).await
    }

    /// Several things of a kind, in the order of their ids; those that are not there are left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn all<T: Entity>(&self, ids: &[T::Id]) -> Result<Vec<Stored<T>>, StoreError> {
        let keys: Vec<_> = ids.iter().map(|id| T::key(self.id(), id)).collect();
        let mut things = Vec::new();
        for hundred in keys.chunks(100) {
            let mut found = self.store.batch(hundred).await?;
            for key in hundred {
                things.extend(found.take(key, T::ENTITY)?);
            }
        }
        Ok(things)
    }

    /// All rows of a register, but for what is still being loaded from a file. Exhaustive.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn register<R: Row>(&self) -> Result<Vec<R>, StoreError> {
        self.rows(None).await
    }

    pub(crate) async fn rows<R: Row>(&self, of: Option<PupilFileId>) -> Result<Vec<R>, StoreError> {
        let items =
            self.store.partition(Table::Records, &keys::register_partition(self.id(), R::REGISTER), None).await?;
        unveiled(items, of).map(|item| from_item(item, R::REGISTER).map(|row| row.value)).collect()
    }

    /// Starts a change.
    pub fn change(&self, once: Option<Once>) -> Change {
        Change::new(self.store.clone(), Some(self.scope), once)
    }
}
