//! S3: `s3s` in front of [`Objects`].

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use percent_encoding::percent_decode_str;
use s3s::S3Result;
use s3s::auth::{S3Auth, SecretKey};
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use serde_json::Value;

use crate::SECRET_KEY;
use crate::answers::{Answer, error, failure};
use crate::calls::Service;
use crate::error::Error;
use crate::objects::Objects;
use crate::options::Clock;
use crate::permissions;
use crate::queue::Queue;
use crate::server::{Asked, Endpoint};

// In AWS only the policy of an upload form says how long it is good; here the emulator would add 15 minutes.
const FORM_AGE_SECONDS: u32 = 7 * 24 * 60 * 60;

/// Whoever calls: access keys only tell who it is.
struct AnyKey;

#[async_trait::async_trait]
impl S3Auth for AnyKey {
    async fn get_secret_key(&self, _access_key: &str) -> S3Result<SecretKey> {
        Ok(SECRET_KEY.into())
    }
}

pub(crate) struct S3Endpoint {
    service: S3Service,
}

impl S3Endpoint {
    pub(crate) fn open(root: &Path, buckets: &[String], events: Queue<Value>, clock: Clock) -> Result<Self, Error> {
        for bucket in buckets {
            crate::folder(root, bucket)?;
        }
        let mut builder = S3ServiceBuilder::new(Objects::open(root, events, clock)?);
        builder.set_auth(AnyKey);
        let mut config = S3Config::default();
        config.presigned_url_max_skew_time_secs = FORM_AGE_SECONDS;
        // Whole files come as one form field; larger ones are for our own check to refuse in words.
        config.form_max_fields_size = 256 * 1024 * 1024;
        builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
        Ok(Self { service: builder.build() })
    }
}

impl Endpoint for S3Endpoint {
    fn service(&self) -> Service {
        Service::S3
    }

    fn describe(&self, request: &Request<Bytes>) -> Asked {
        let (operation, target) = (operation(request), target(request));
        let permissions = permissions::of_s3(operation, &target, request);
        Asked { operation: operation.into(), target, permissions }
    }

    async fn answer(&self, request: Request<Bytes>) -> Answer {
        let form = operation(&request) == "PostObject";
        match self.service.call(request.map(s3s::Body::from)).await {
            Ok(answer) if form && answer.status() == StatusCode::BAD_REQUEST => refused_form(answer).await,
            Ok(answer) => answer.map(|body| body.map_err(Into::into).boxed_unsync()),
            Err(e) => {
                tracing::error!(error = ?e, "the embedded S3 did not answer");
                failure(Service::S3)
            }
        }
    }
}

/// A form that does not keep to its policy: AWS denies access, `s3s` finds fault with the policy.
async fn refused_form(answer: Response<s3s::Body>) -> Answer {
    let (head, body) = answer.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    if let Some((_, reason)) = text.split_once("<Code>InvalidPolicyDocument</Code><Message>Policy condition") {
        let reason = reason.split('<').next().unwrap_or_default().replace("&apos;", "'");
        let message = format!("Invalid according to Policy: Policy Condition failed:{reason}");
        return error(Service::S3, StatusCode::FORBIDDEN, "AccessDenied", &message);
    }
    Answer::from_parts(head, Full::new(body).map_err(|never| match never {}).boxed_unsync())
}

/// `bucket/key`
fn target(request: &Request<Bytes>) -> String {
    percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8_lossy().into_owned()
}

/// What AWS calls a request of this form.
fn operation(request: &Request<Bytes>) -> &'static str {
    let path = request.uri().path().trim_matches('/');
    let query = request.uri().query().unwrap_or_default();
    let has = |name: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
    let object = path.contains('/');
    let copies = request.headers().contains_key("x-amz-copy-source");
    let form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    match (request.method(), object) {
        (&Method::GET, true) if has("uploadId") => "ListParts",
        (&Method::GET, true) => "GetObject",
        (&Method::GET, false) if path.is_empty() => "ListBuckets",
        (&Method::GET, false) if has("list-type") => "ListObjectsV2",
        (&Method::GET, false) => "ListObjects",
        (&Method::HEAD, true) => "HeadObject",
        (&Method::HEAD, false) => "HeadBucket",
        (&Method::PUT, true) if has("partNumber") && copies => "UploadPartCopy",
        (&Method::PUT, true) if has("partNumber") => "UploadPart",
        (&Method::PUT, true) if copies => "CopyObject",
        (&Method::PUT, true) => "PutObject",
        (&Method::PUT, false) => "CreateBucket",
        (&Method::POST, true) if has("uploads") => "CreateMultipartUpload",
        (&Method::POST, true) => "CompleteMultipartUpload",
        (&Method::POST, false) if form => "PostObject",
        (&Method::POST, false) => "DeleteObjects",
        (&Method::DELETE, true) if has("uploadId") => "AbortMultipartUpload",
        (&Method::DELETE, true) => "DeleteObject",
        (&Method::DELETE, false) => "DeleteBucket",
        _ => "Unknown",
    }
}
