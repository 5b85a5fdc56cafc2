//! Secrets Manager: `GetSecretValue` in JSON 1.1.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::answers::{Answer, JSON_1_1, error, json_answer};
use crate::calls::Service;
use crate::options::Clock;
use crate::permissions::Permission;
use crate::queue::locked;
use crate::server::{Asked, Endpoint};
use crate::{ACCOUNT, REGION};

/// The secrets; clones share them.
#[derive(Clone)]
pub struct Secrets {
    // Per secret its versions, oldest first.
    versions: Arc<Mutex<BTreeMap<String, Vec<Version>>>>,
    clock: Clock,
}

struct Version {
    text: String,
    made: f64,
}

impl Secrets {
    pub(crate) fn new(secrets: Vec<(String, String)>, clock: Clock) -> Self {
        let fresh = Self { versions: Arc::default(), clock };
        for (name, text) in secrets {
            fresh.put(&name, &text);
        }
        fresh
    }

    /// Gives a secret a new current version.
    pub fn put(&self, name: &str, text: &str) {
        let version = Version { text: text.into(), made: (self.clock)().as_millisecond() as f64 / 1000.0 };
        locked(&self.versions).entry(name.into()).or_default().push(version);
    }

    /// The current text of a secret.
    pub fn text(&self, name: &str) -> Option<String> {
        locked(&self.versions).get(name)?.last().map(|version| version.text.clone())
    }

    fn value(&self, request: &Value) -> Option<Value> {
        let id = request.get("SecretId")?.as_str()?;
        let name = id.strip_prefix(&arn("")).unwrap_or(id);
        let secrets = locked(&self.versions);
        let versions = secrets.get(name)?;
        let current = versions.len();
        let number = match (request.get("VersionId"), request.get("VersionStage").and_then(Value::as_str)) {
            (Some(id), _) => (1..=current).find(|number| *id == json!(version_id(*number)))?,
            (None, Some("AWSPREVIOUS")) => current.checked_sub(1)?,
            (None, Some("AWSCURRENT") | None) => current,
            (None, Some(_)) => return None,
        };
        let version = versions.get(number.checked_sub(1)?)?;
        let stages = match current - number {
            0 => json!(["AWSCURRENT"]),
            1 => json!(["AWSPREVIOUS"]),
            _ => json!([]),
        };
        Some(json!({
            "ARN": arn(name),
            "Name": name,
            "SecretString": version.text,
            "VersionId": version_id(number),
            "VersionStages": stages,
            "CreatedDate": version.made,
        }))
    }
}

impl Endpoint for Secrets {
    fn service(&self) -> Service {
        Service::SecretsManager
    }

    fn describe(&self, request: &Request<Bytes>) -> Asked {
        let asked = body(request);
        let name = asked.get("SecretId").and_then(Value::as_str).unwrap_or_default();
        let operation = operation(request);
        let permissions = vec![Permission::new(format!("secretsmanager:{operation}"), name)];
        Asked { operation: operation.into(), target: name.into(), permissions }
    }

    async fn answer(&self, request: Request<Bytes>) -> Answer {
        if operation(&request) != "GetSecretValue" {
            let message = "Only GetSecretValue is here.";
            return error(self.service(), StatusCode::BAD_REQUEST, "InvalidRequestException", message);
        }
        match self.value(&body(&request)) {
            Some(value) => json_answer(StatusCode::OK, JSON_1_1, &value),
            None => {
                let message = "Secrets Manager can't find the specified secret.";
                error(self.service(), StatusCode::BAD_REQUEST, "ResourceNotFoundException", message)
            }
        }
    }
}

fn operation(request: &Request<Bytes>) -> &str {
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
    target.and_then(|target| target.strip_prefix("secretsmanager.")).unwrap_or("Unknown")
}

fn body(request: &Request<Bytes>) -> Value {
    serde_json::from_slice(request.body()).unwrap_or_default()
}

fn arn(name: &str) -> String {
    format!("arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}")
}

fn version_id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}
