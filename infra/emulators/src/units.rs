//! The capacity that a call to DynamoDB takes: asked for on the way in, taken out again on the way back.

use std::fmt;
use std::ops::AddAssign;

use bytes::Bytes;
use serde_json::Value;

const WISH: &str = "ReturnConsumedCapacity";

/// Capacity units, as DynamoDB reports and bills them. A refused write is billed too but reports nothing, so it is not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Read units in halves, since a read that may be stale takes half of one; a whole one is 4 kB.
    pub half_reads: u64,
    /// Write units, of 1 kB; two for each in a transaction.
    pub writes: u64,
}

impl Units {
    /// Read units.
    pub fn reads(self) -> f64 {
        self.half_reads as f64 / 2.0
    }
}

impl AddAssign for Units {
    fn add_assign(&mut self, more: Self) {
        self.half_reads += more.half_reads;
        self.writes += more.writes;
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} read, {} write", self.reads(), self.writes)
    }
}

/// Makes a request ask what it takes. `None` when it is left as it is: it asks already, or takes nothing that is counted.
pub(crate) fn asked_for(operation: &str, request: &[u8]) -> Option<Bytes> {
    if !is_read(operation) && !is_write(operation) {
        return None;
    }
    let Ok(Value::Object(mut request)) = serde_json::from_slice(request) else { return None };
    if request.contains_key(WISH) {
        return None;
    }
    request.insert(WISH.into(), "TOTAL".into());
    Some(Value::Object(request).to_string().into())
}

/// What an answer says the call took, and the answer without that.
pub(crate) fn taken_out(operation: &str, answer: &[u8]) -> Option<(Units, Bytes)> {
    let mut answer: Value = serde_json::from_slice(answer).ok()?;
    let said = answer.as_object_mut()?.remove("ConsumedCapacity")?;
    let tables = if said.is_array() { said } else { Value::Array(vec![said]) };
    let mut units = Units::default();
    for table in tables.as_array()? {
        // A transaction that is sent again with its own token only reads what it wrote.
        let reads = table.get("ReadCapacityUnits").is_some() || is_read(operation);
        let taken = table.get("CapacityUnits").and_then(Value::as_f64).unwrap_or_default();
        if reads {
            units.half_reads += (taken * 2.0).round() as u64;
        } else {
            units.writes += taken.round() as u64;
        }
    }
    Some((units, answer.to_string().into()))
}

fn is_read(operation: &str) -> bool {
    ["GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"].contains(&operation)
}

fn is_write(operation: &str) -> bool {
    ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"].contains(&operation)
}
