//! A client that does nothing but send: what the store itself takes.

use std::collections::BTreeSet;

use bytes::Bytes;
use emulators::{ACCESS_KEY, Call, REGION, Service};
use futures::{StreamExt, stream};
use http::Method;
use local::Stack;
use serde_json::{Value, json};
use testkit::Client;

use crate::tables::Watch;

/// Sends to the embedded DynamoDB, unsigned: it looks at signatures, not into them.
pub struct Bare {
    client: Client,
    authorization: String,
}

impl Bare {
    /// For the store at this address.
    pub fn new(url: &str) -> Self {
        let scope = format!("{ACCESS_KEY}/20270101/{REGION}/dynamodb/aws4_request");
        let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0");
        Self { client: Client::new(url), authorization }
    }

    /// Makes a call, which must go well.
    pub async fn call(&self, operation: &str, body: impl Into<Bytes>) {
        let target = format!("DynamoDB_20120810.{operation}");
        let extra =
            [("x-amz-target", &*target), ("authorization", &*self.authorization), ("x-amz-date", "20270101T000000Z")];
        let kind = Some("application/x-amz-json-1.0");
        let answer = self.client.send(Method::POST, "/", kind, body, &extra).await.expect("an answer");
        assert!(answer.status.is_success(), "{operation}: {}", answer.body);
    }
}

/// Items by table.
pub type Items = Vec<(&'static str, Value)>;

/// What is in these tables.
pub fn items_of(stack: &Stack, tables: &[&'static str]) -> Items {
    let of = |table: &'static str| stack.aws.items(table).expect(table).into_iter().map(move |item| (table, item));
    tables.iter().copied().flat_map(of).collect()
}

/// What is in the tables that most work writes into.
pub fn items(stack: &Stack) -> Items {
    items_of(stack, &["records", "audit", "outbox"])
}

/// What was not there before, or not like this.
pub fn new_in(now: Items, before: &Items) -> Items {
    let before: BTreeSet<String> = before.iter().map(|(_, item)| item.to_string()).collect();
    now.into_iter().filter(|(_, item)| !before.contains(&item.to_string())).collect()
}

/// What was written by now into the tables that most work writes into.
pub fn written_since(stack: &Stack, before: &Items) -> Items {
    new_in(items(stack), before)
}

/// Seconds to make the same calls of the store again, one after the other; their log must have kept what was sent.
pub async fn repeat(stack: &Stack, calls: &[Call]) -> f64 {
    let client = Bare::new(&stack.aws.dynamodb_url());
    let from = Watch::start();
    for call in calls.iter().filter(|call| call.service == Service::DynamoDb) {
        client.call(&call.operation, call.body.clone().expect("what was sent")).await;
    }
    from.seconds()
}

/// Seconds to put items in as many transactions, some side by side.
pub async fn write(stack: &Stack, items: &Items, transactions: usize, at_once: usize) -> f64 {
    let client = &Bare::new(&stack.aws.dynamodb_url());
    let put = |some: &[(&str, Value)]| {
        let puts: Vec<_> =
            some.iter().map(|(table, item)| json!({ "Put": { "TableName": table, "Item": item } })).collect();
        json!({ "TransactItems": puts })
    };
    let bodies: Vec<_> = items.chunks(items.len().div_ceil(transactions)).map(put).collect();
    let from = Watch::start();
    let send = |body: Value| async move { client.call("TransactWriteItems", body.to_string()).await };
    stream::iter(bodies).for_each_concurrent(at_once, send).await;
    from.seconds()
}
