//! A client that does nothing but send: what the store itself takes.

use emulators::{ACCESS_KEY, REGION};
use http::Method;
use serde_json::Value;
use testkit::{Client, World};

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
