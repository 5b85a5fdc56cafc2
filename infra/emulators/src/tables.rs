//! The embedded database and its tables.

use std::path::{Path, PathBuf};

use dynoxide::Database;
use dynoxide::actions::create_table::CreateTableRequest;
use dynoxide::actions::update_time_to_live::UpdateTimeToLiveRequest;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::error::Error;
use crate::faults::Faults;
use crate::options::TableSpec;
use crate::records::StreamRecords;

pub(crate) struct Tables {
    database: Database,
    positions: Option<PathBuf>,
    written: watch::Sender<u64>,
    stopped: watch::Receiver<bool>,
    faults: Faults,
}

impl Tables {
    /// Opens the database in `kept`, or one in memory, and makes the tables that are missing.
    pub(crate) fn open(
        kept: Option<&Path>,
        specs: &[TableSpec],
        stopped: watch::Receiver<bool>,
        faults: Faults,
    ) -> Result<Self, Error> {
        let database = match kept {
            None => Database::memory().map_err(|e| refused("memory", e))?,
            Some(dir) => {
                let file = crate::folder(dir, "dynamodb")?.join("tables.sqlite").display().to_string();
                Database::new(&file).map_err(|e| refused(&file, e))?
            }
        };
        for spec in specs {
            make(&database, spec)?;
        }
        let positions = kept.map(|dir| crate::folder(dir, "streams")).transpose()?;
        Ok(Self { database, positions, written: watch::Sender::new(0), stopped, faults })
    }

    pub(crate) fn database(&self) -> Database {
        self.database.clone()
    }

    /// Told of every call that may have changed something.
    pub(crate) fn written(&self) -> watch::Sender<u64> {
        self.written.clone()
    }

    /// The changes of a table; `only_new` leaves out those that there are already, and keeps no position.
    pub(crate) fn records(&self, table: &str, only_new: bool) -> Result<StreamRecords, Error> {
        let position = self.positions.as_ref().map(|dir| dir.join(format!("{table}.position")));
        let (written, stopped) = (self.written.subscribe(), self.stopped.clone());
        let position = position.filter(|_| !only_new);
        StreamRecords::open(self.database(), table, position, only_new, written, stopped, self.faults.clone())
    }
}

fn make(database: &Database, spec: &TableSpec) -> Result<(), Error> {
    let there = database.get_table_metadata(&spec.name).map_err(|e| refused(&spec.name, e))?;
    if there.is_some() {
        return Ok(());
    }
    let request: CreateTableRequest = typed(&spec.name, creation(spec))?;
    database.create_table(request).map_err(|e| refused(&spec.name, e))?;
    if let Some(attribute) = &spec.ttl {
        let wanted = json!({"Enabled": true, "AttributeName": attribute});
        let request: UpdateTimeToLiveRequest =
            typed(&spec.name, json!({"TableName": spec.name, "TimeToLiveSpecification": wanted}))?;
        database.update_time_to_live(request).map_err(|e| refused(&spec.name, e))?;
    }
    Ok(())
}

fn creation(spec: &TableSpec) -> Value {
    let mut attributes = vec![];
    let mut schema = |pk: &String, sk: &Option<String>| {
        let keys = [(Some(pk), "HASH"), (sk.as_ref(), "RANGE")];
        let mut schema = vec![];
        for (name, kind) in keys {
            let Some(name) = name else { continue };
            schema.push(json!({"AttributeName": name, "KeyType": kind}));
            let attribute = json!({"AttributeName": name, "AttributeType": "S"});
            if !attributes.contains(&attribute) {
                attributes.push(attribute);
            }
        }
        schema
    };
    let keys = schema(&spec.pk, &spec.sk);
    let mut indexes = vec![];
    for index in &spec.indexes {
        let keys = schema(&index.pk, &index.sk);
        indexes.push(json!({"IndexName": index.name, "KeySchema": keys, "Projection": {"ProjectionType": "ALL"}}));
    }
    let mut request = json!({
        "TableName": spec.name,
        "KeySchema": keys,
        "AttributeDefinitions": attributes,
        "BillingMode": "PAY_PER_REQUEST",
    });
    if let Some(request) = request.as_object_mut() {
        if !indexes.is_empty() {
            request.insert("GlobalSecondaryIndexes".into(), indexes.into());
        }
        if spec.stream {
            let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"});
            request.insert("StreamSpecification".into(), stream);
        }
    }
    request
}

fn typed<T: serde::de::DeserializeOwned>(table: &str, request: Value) -> Result<T, Error> {
    serde_json::from_value(request).map_err(|e| Error::Table { table: table.into(), reason: e.to_string() })
}

fn refused(table: &str, reason: impl std::fmt::Display) -> Error {
    Error::Table { table: table.into(), reason: reason.to_string() }
}
