//! What IAM asks of whoever makes a call: actions, each on a resource, as the service authorization reference of AWS lists them.
//! The log of calls keeps it, and a [`Policy`](crate::Policy) says who may do it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Request, Uri, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// An action on a resource. Resources are called as they are here, not by their ARN: a table (`outbox`) or an index of one
/// (`outbox/index/due`), a bucket (`files`) or an object (`files/key`), a secret, a function, `identity/` and the domain of a
/// sender, `configuration-set/` and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    /// As `dynamodb:PutItem`.
    pub action: String,
    /// What it is done to.
    pub resource: String,
}

impl Permission {
    pub(crate) fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self { action: action.into(), resource: resource.into() }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.action, self.resource)
    }
}

/// The access key that a request is signed with: in its header, its URL or the fields of its form.
pub(crate) fn access_key(request: &Request<Bytes>) -> Option<String> {
    let scope = header(request.headers(), header::AUTHORIZATION.as_str())
        .and_then(|signed| signed.split_once("Credential="))
        .map(|(_, scope)| scope.to_owned())
        .or_else(|| parameter(request.uri(), "X-Amz-Credential"))
        .or_else(|| form_field(request, "x-amz-credential"))?;
    scope.split('/').next().map(str::to_owned)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut all = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    all.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A field of a `multipart/form-data` form.
fn form_field(request: &Request<Bytes>, name: &str) -> Option<String> {
    let kind = header(request.headers(), header::CONTENT_TYPE.as_str())?;
    if !kind.starts_with("multipart/form-data") {
        return None;
    }
    // The fields stand before the file, which may be anything.
    let start = request.body().get(..request.body().len().min(16 * 1024))?;
    let text = String::from_utf8_lossy(start);
    let (_, rest) = text.split_once(&format!("name=\"{name}\""))?;
    let (_, rest) = rest.split_once("\r\n\r\n")?;
    rest.split("\r\n").next().map(str::to_owned)
}

/// Calls to DynamoDB: each part of a transaction asks for its own action on its own table.
pub(crate) fn of_dynamodb(operation: &str, body: &[u8]) -> Vec<Permission> {
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    // A call without a name is no call: AWS says so before it asks who may make it.
    let text = |value: &Value, name: &str| {
        value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut all = Vec::new();
    if let Some(tables) = request.get("RequestItems").and_then(Value::as_object) {
        all.extend(tables.keys().map(|table| Permission::new(format!("dynamodb:{operation}"), table)));
    }
    let parts = request.get("TransactItems").and_then(Value::as_array).into_iter().flatten();
    for (kind, part) in parts.filter_map(Value::as_object).flatten() {
        // `Put`, `Update`, `Delete`, `Get` and `ConditionCheck`.
        all.extend(text(part, "TableName").map(|table| Permission::new(format!("dynamodb:{kind}Item"), table)));
    }
    if let Some(table) = text(&request, "TableName") {
        let index = text(&request, "IndexName").map(|index| format!("/index/{index}")).unwrap_or_default();
        all.push(Permission::new(format!("dynamodb:{operation}"), table + &index));
    }
    all
}

/// Calls to S3, some of which are not called like the action they ask for. `target` is `bucket/key`.
pub(crate) fn of_s3(operation: &str, target: &str, request: &Request<Bytes>) -> Vec<Permission> {
    let one = |action: &str, resource: &str| Permission::new(format!("s3:{action}"), resource);
    match operation {
        "GetObject" | "HeadObject" => {
            let version = if parameter(request.uri(), "versionId").is_some() { "Version" } else { "" };
            read(&format!("GetObject{version}"), target)
        }
        "ListObjectsV2" => vec![one("ListBucket", target.trim_end_matches('/'))],
        "PostObject" => {
            let key = form_field(request, "key").unwrap_or_default();
            vec![one("PutObject", &format!("{}/{key}", target.trim_end_matches('/')))]
        }
        // The tags go along, unless others are given.
        "CopyObject" => {
            let source = header(request.headers(), "x-amz-copy-source").unwrap_or_default();
            let source = percent_decode_str(source).decode_utf8_lossy().into_owned();
            let mut all = read("GetObject", source.trim_start_matches('/'));
            all.push(one("PutObject", target));
            if header(request.headers(), "x-amz-tagging-directive").is_none_or(|directive| directive != "REPLACE") {
                all.extend([one("GetObjectTagging", source.trim_start_matches('/')), one("PutObjectTagging", target)]);
            }
            all
        }
        other => vec![one(other, target)],
    }
}

/// Who may not list a bucket is told of what is not in it that it is forbidden (403), and not that it is not there.
fn read(action: &str, target: &str) -> Vec<Permission> {
    let bucket = target.split('/').next().unwrap_or_default();
    vec![Permission::new(format!("s3:{action}"), target), Permission::new("s3:ListBucket", bucket)]
}
