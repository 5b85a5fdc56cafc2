//! A client that does nothing but send: what the store itself takes.

use std::collections::BTreeSet;

use emulators::{ACCESS_KEY, REGION};
use futures::{StreamExt, stream};
use http::Method;
use local::Stack;
use serde_json::{Value, json};
use testkit::{Client, World};

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

    /// For the store of a stack.
    pub fn of(world: &World) -> Self {
        Self::new(&world.stack.aws.dynamodb_url())
    }

    /// Makes a call, which must go well.
    pub async fn call(&self, operation: &str, body: &Value) {
        let target = format!("DynamoDB_20120810.{operation}");
        let extra =
            [("x-amz-target", &*target), ("authorization", &*self.authorization), ("x-amz-date", "20270101T000000Z")];
        let kind = Some("application/x-amz-json-1.0");
        let answer = self.client.send(Method::POST, "/", kind, body.to_string(), &extra).await.expect("an answer");
        assert!(answer.status.is_success(), "{operation}: {}", answer.body);
    }
}

/// Items by table.
pub type Items = Vec<(&'static str, Value)>;

/// What is in the tables that most work writes into.
pub fn items(stack: &Stack) -> Items {
    let of = |table: &'static str| stack.aws.items(table).expect(table).into_iter().map(move |item| (table, item));
    ["records", "audit", "outbox"].into_iter().flat_map(of).collect()
}

/// What was not there before, or not like this.
pub fn written_since(stack: &Stack, before: &Items) -> Items {
    let before: BTreeSet<String> = before.iter().map(|(_, item)| item.to_string()).collect();
    items(stack).into_iter().filter(|(_, item)| !before.contains(&item.to_string())).collect()
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
    let send = |body| async move { client.call("TransactWriteItems", &body).await };
    stream::iter(bodies).for_each_concurrent(at_once, send).await;
    from.seconds()
}
