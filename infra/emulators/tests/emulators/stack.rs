//! A stack and its clients.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use bytes::Bytes;
use emulators::{ACCESS_KEY, Emulators, Options, Policy, REGION, SECRET_KEY, TableSpec};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

// A second try need not be polite here.
const SOON: Duration = Duration::from_millis(1);

pub const NOW: &str = "2026-11-22T09:00:00Z";

pub async fn fresh() -> Emulators {
    emulators::start(options()).await.unwrap()
}

pub async fn kept_in(folder: &Path) -> Emulators {
    emulators::start(Options { data: Some(folder.to_owned()), ..options() }).await.unwrap()
}

pub async fn with_policy(policy: Policy) -> Emulators {
    emulators::start(Options { policy: Some(policy), ..options() }).await.unwrap()
}

fn options() -> Options {
    Options {
        secrets: vec![("keys".into(), "{\"links\":\"abc\"}".into())],
        tables: vec![
            TableSpec::new("records").with_sk(),
            TableSpec::new("outbox").with_ttl("ttl").with_stream().with_index("due", "due", Some("at")),
        ],
        buckets: vec!["files".into()],
        ..Options::in_memory(Arc::new(|| NOW.parse().unwrap()))
    }
}

macro_rules! client {
    ($name:ident, $sdk:ident, $url:ident) => {
        pub fn $name(aws: &Emulators) -> $sdk::Client {
            let config = $sdk::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new(REGION))
                .credentials_provider(Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "test"))
                .retry_config($sdk::config::retry::RetryConfig::standard().with_initial_backoff(SOON))
                .endpoint_url(aws.$url());
            $sdk::Client::from_conf(config.build())
        }
    };
}

client!(dynamodb, aws_sdk_dynamodb, dynamodb_url);
client!(ses, aws_sdk_ses, ses_url);
client!(secrets, aws_sdk_secretsmanager, secretsmanager_url);
client!(lambda, aws_sdk_lambda, lambda_url);

pub fn s3(aws: &Emulators) -> aws_sdk_s3::Client {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "test"))
        .retry_config(aws_sdk_s3::config::retry::RetryConfig::standard().with_initial_backoff(SOON))
        .force_path_style(true)
        .endpoint_url(aws.s3_url());
    aws_sdk_s3::Client::from_conf(config.build())
}

/// As a browser does it: no signature.
pub async fn http(request: Request<impl Into<Bytes>>) -> Response<String> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let (head, body) = client.request(request.map(|body| Full::new(body.into()))).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Response::from_parts(head, String::from_utf8_lossy(&body).into_owned())
}

pub mod mail {
    use aws_sdk_ses::error::SdkError;
    use aws_sdk_ses::operation::send_raw_email::{SendRawEmailError, SendRawEmailOutput};
    use aws_sdk_ses::primitives::Blob;
    use aws_sdk_ses::types::RawMessage;
    use emulators::Emulators;

    pub const BODY: &str = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Activeer uw account:=20\r\nhttp://localhost:3000/activate/abc=3D1.\r\nGe=C3=ABerd\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
        <p><a href=\"http://localhost:3000/activate/abc=1\">Activeer</a> <a href=\"http://localhost:3000/help?a=1&amp;b=2\">Hulp</a></p>\r\n\
        --b--\r\n";

    pub async fn send(
        aws: &Emulators,
        to: &str,
        subject: &str,
    ) -> Result<SendRawEmailOutput, SdkError<SendRawEmailError>> {
        let raw = format!("From: Samenspoor <no-reply@local.example>\r\nTo: <{to}>\r\nSubject: {subject}\r\n{BODY}");
        let message = RawMessage::builder().data(Blob::new(raw)).build().unwrap();
        super::ses(aws).send_raw_email().destinations(to).raw_message(message).send().await
    }
}
