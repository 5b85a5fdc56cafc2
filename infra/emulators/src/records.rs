//! The changes of a table, as Lambda gets them from its stream.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dynoxide::Database;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::actions::list_streams::ListStreamsRequest;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::REGION;
use crate::error::Error;
use crate::faults::Faults;

// The batch size Lambda takes by default.
const BATCH: usize = 100;
// Every write through our port wakes us; this only covers what went past it.
const SLOW_POLL: Duration = Duration::from_secs(2);

/// The changes of one table, in order. With a data folder the position is kept: a batch counts as handled when the
/// next one is asked for, so after a restart the last one may come again.
pub struct StreamRecords {
    database: Database,
    table: String,
    arn: String,
    iterator: String,
    reached: Option<String>,
    position: Option<PathBuf>,
    written: watch::Receiver<u64>,
    stopped: watch::Receiver<bool>,
    faults: Faults,
}

impl StreamRecords {
    pub(crate) fn open(
        database: Database,
        table: &str,
        position: Option<PathBuf>,
        only_new: bool,
        written: watch::Receiver<u64>,
        stopped: watch::Receiver<bool>,
        faults: Faults,
    ) -> Result<Self, Error> {
        let wanted = ListStreamsRequest { table_name: Some(table.into()), ..Default::default() };
        let streams = database.list_streams(wanted).map_err(|e| refused(table, e))?.streams;
        let Some(stream) = streams.into_iter().next() else {
            return Err(Error::NoStream(table.into()));
        };
        let iterator = start(&database, table, &stream.stream_arn, position.as_deref(), only_new)?;
        Ok(Self {
            database,
            table: table.into(),
            arn: stream.stream_arn.replace(dynoxide::streams::LOCAL_REGION, REGION),
            iterator,
            reached: None,
            position,
            written,
            stopped,
            faults,
        })
    }

    /// The next batch as an event of a DynamoDB stream; `None` when the services have stopped.
    pub async fn recv(&mut self) -> Option<Value> {
        self.keep_position();
        loop {
            if *self.stopped.borrow() {
                return None;
            }
            self.written.mark_unchanged();
            if let Some(event) = self.try_recv() {
                return Some(event);
            }
            tokio::select! {
                stopped = self.stopped.changed() => stopped.ok()?,
                written = self.written.changed() => written.ok()?,
                () = tokio::time::sleep(SLOW_POLL) => {}
            }
        }
    }

    /// The next batch, if there is one already.
    pub fn try_recv(&mut self) -> Option<Value> {
        self.keep_position();
        let request = GetRecordsRequest { shard_iterator: self.iterator.clone(), limit: Some(BATCH) };
        let batch = match self.database.get_records(request) {
            Ok(batch) => batch,
            Err(e) => {
                tracing::error!(table = self.table, error = %e, "cannot read the stream");
                return None;
            }
        };
        let last = batch.records.last()?.dynamodb.sequence_number.clone();
        if !self.faults.take_repeat(&self.table) {
            self.iterator = batch.next_shard_iterator.unwrap_or_default();
            self.reached = Some(last);
        }
        let mut records = serde_json::to_value(batch.records).ok()?;
        for record in records.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            record.insert("awsRegion".into(), REGION.into());
            record.insert("eventSourceARN".into(), self.arn.clone().into());
        }
        Some(json!({"Records": records}))
    }

    fn keep_position(&mut self) {
        let (Some(file), Some(reached)) = (&self.position, self.reached.take()) else {
            return;
        };
        let fresh = file.with_extension("fresh");
        let kept = std::fs::write(&fresh, reached).and_then(|()| std::fs::rename(&fresh, file));
        if let Err(e) = kept {
            tracing::error!(table = self.table, error = %e, "cannot keep the position in the stream");
        }
    }
}

/// Behind the last change that was handled, or at the first one, or behind all there are.
fn start(
    database: &Database,
    table: &str,
    arn: &str,
    position: Option<&Path>,
    only_new: bool,
) -> Result<String, Error> {
    let handled = position.and_then(|file| std::fs::read_to_string(file).ok());
    let kind = match (&handled, only_new) {
        (Some(_), _) => "AFTER_SEQUENCE_NUMBER",
        (None, true) => "LATEST",
        (None, false) => "TRIM_HORIZON",
    };
    let request = GetShardIteratorRequest {
        stream_arn: arn.into(),
        shard_id: dynoxide::streams::shard_id(table),
        shard_iterator_type: kind.into(),
        sequence_number: handled,
    };
    let started = database.get_shard_iterator(request).map_err(|e| refused(table, e))?;
    Ok(started.shard_iterator.unwrap_or_default())
}

fn refused(table: &str, reason: impl std::fmt::Display) -> Error {
    Error::Table { table: table.into(), reason: reason.to_string() }
}
