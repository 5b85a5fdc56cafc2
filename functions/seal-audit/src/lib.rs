//! `seal-audit`: writes each batch of audit rows as one seal into a bucket with Object Lock. A seal holds the keys and hashes of its
//! rows and the hash of the seal before, so that an edit, a removal or a swap shows ([`verify`]).
//!
//! Seals are numbered, and a number is taken by a write that fails if it exists: the chain cannot fork, whoever seals beside us.
//! A batch that comes again finds its rows in the newest seals and adds nothing; should it come very late, its rows are sealed twice, which `verify` allows.

mod chain;
mod seal;
mod verify;

use std::collections::HashSet;

use aws_lambda_events::event::dynamodb;

pub use chain::{Seals, key};
pub use seal::{Kept, Row, Seal, SealError};
pub use verify::{Finding, verify};

/// Seals looked at for rows that come again: a batch is tried again at once, but batches of other shards may come between.
const LOOK_BACK: u64 = 4;
/// Times that another may take the next number before us.
const ROUNDS: u32 = 40;

/// Seals the rows of an event. Gives the number of the seal; nothing when all rows were sealed before.
///
/// # Errors
/// When a row cannot be read or the bucket does not answer; the whole batch then comes again.
pub async fn seal(seals: &Seals, event: dynamodb::Event) -> Result<Option<u64>, SealError> {
    let rows = rows(event)?;
    for _ in 0..ROUNDS {
        let newest = seals.newest(LOOK_BACK).await?;
        let sealed: HashSet<&Row> = newest.iter().flat_map(|kept| &kept.seal.rows).collect();
        let fresh: Vec<Row> = rows.iter().filter(|row| !sealed.contains(row)).cloned().collect();
        if fresh.is_empty() {
            return Ok(None);
        }
        let seal = Seal::after(newest.last(), fresh);
        if seals.put(&seal).await? {
            return Ok(Some(seal.number));
        }
    }
    Err(SealError::Busy)
}

/// The rows of an event, each once. What was removed by its age has no image; what was removed otherwise is missed by [`verify`].
fn rows(event: dynamodb::Event) -> Result<Vec<Row>, SealError> {
    let mut rows: Vec<Row> = Vec::new();
    for record in event.records.into_iter().filter(|record| record.event_name != "REMOVE") {
        let row = Row::of(record.change.new_image)?;
        if record.event_name == "MODIFY" {
            tracing::error!(row = row.sk, "an audit row was changed");
        }
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
