//! The embedded database and its tables.

use std::path::{Path, PathBuf};

use dynoxide::Database;
use dynoxide::actions::create_table::CreateTableRequest;
use dynoxide::actions::update_time_to_live::UpdateTimeToLiveRequest;
use rusqlite::Connection;
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
            None => {
                let database = Database::memory().map_err(|e| refused("memory", e))?;
                let folder = tempfile::tempdir().map_err(|e| Error::Data(std::env::temp_dir(), e))?;
                let file = folder.path().join("tables.sqlite").display().to_string();
                database.vacuum_into(&file).map_err(|e| refused("memory", e))?;
                index_changes(&file)?;
                database.restore_from(&file).map_err(|e| refused("memory", e))?;
                database
            }
            Some(dir) => {
                let file = crate::folder(dir, "dynamodb")?.join("tables.sqlite").display().to_string();
                let database = Database::new(&file).map_err(|e| refused(&file, e))?;
                index_changes(&file)?;
                database
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

/// The changes of all tables are in one SQLite table that nothing is ever removed from, and every write asks it for the last number of its
/// table. Without an index that reads all of them: 300,000 changes make a question of 8 µs one of 90 ms. The expression is
/// spelled as `dynoxide` spells it, or SQLite does not see that it is the same.
const CHANGES: &str =
    "CREATE INDEX IF NOT EXISTS changes_by_number ON _stream_records (table_name, CAST(sequence_number AS INTEGER))";

fn index_changes(file: &str) -> Result<(), Error> {
    let made = Connection::open(file).and_then(|connection| connection.execute_batch(CHANGES));
    made.map_err(|e| Error::Table { table: file.into(), reason: e.to_string() })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How SQLite would find the last number of a table and the changes after a number.
    fn plans(file: &str) -> Vec<String> {
        let connection = Connection::open(file).unwrap();
        let asked = [
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'app'",
            "SELECT new_image FROM _stream_records WHERE table_name = 'app' AND shard_id = 's' \
             AND CAST(sequence_number AS INTEGER) > 7 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 10",
        ];
        let plan = |sql| connection.query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get("detail"));
        asked.map(|sql| plan(sql).unwrap()).to_vec()
    }

    #[test]
    fn changes_are_found_by_an_index_in_memory_and_in_a_file_of_an_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let stopped = watch::Sender::new(false);
        let open = |kept| Tables::open(kept, &[], stopped.subscribe(), Faults::default()).unwrap();
        let kept = folder.path().join("dynamodb").join("tables.sqlite").display().to_string();
        std::fs::create_dir(folder.path().join("dynamodb")).unwrap();
        drop(Database::new(&kept).unwrap());

        drop(open(Some(folder.path())));
        let copy = folder.path().join("memory.sqlite").display().to_string();
        open(None).database().vacuum_into(&copy).unwrap();

        for file in [kept, copy] {
            let plans = plans(&file);
            assert!(plans.iter().all(|plan| plan.contains("INDEX changes_by_number")), "{file}: {plans:?}");
            assert!(plans.iter().any(|plan| plan.contains("<expr>>?")), "by the number too: {file}: {plans:?}");
        }
    }
}
