//! Upload forms, as a browser without JavaScript sends them.

use data_encoding::{BASE64, HEXLOWER};
use emulators::{ACCESS_KEY, Emulators, REGION, SECRET_KEY, Service};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::stack;

/// An upload form, as a browser without JavaScript sends it.
#[expect(clippy::disallowed_methods, reason = "signatures go by real time")]
async fn post(aws: &Emulators, key: &str, file: &str, policy_date: &str) -> Response<String> {
    let now = jiff::Timestamp::now();
    let day = now.strftime("%Y%m%d").to_string();
    let moment = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let credential = format!("{ACCESS_KEY}/{day}/{REGION}/s3/aws4_request");
    let redirect = "http://localhost:3000/files/1/uploaded";
    let policy = json!({"expiration": policy_date, "conditions": [
        {"bucket": "files"}, {"key": "licence/upload-1"}, {"success_action_redirect": redirect},
        {"Content-Type": "text/plain"}, ["content-length-range", 1, 10],
        {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": credential}, {"x-amz-date": moment},
    ]});
    let policy = BASE64.encode(policy.to_string().as_bytes());
    let mut signing = format!("AWS4{SECRET_KEY}").into_bytes();
    for part in [day.as_str(), REGION, "s3", "aws4_request", &policy] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&signing).unwrap();
        mac.update(part.as_bytes());
        signing = mac.finalize().into_bytes().to_vec();
    }
    let mut body = String::new();
    for (name, value) in [
        ("key", key),
        ("success_action_redirect", redirect),
        ("Content-Type", "text/plain"),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
        ("x-amz-credential", &credential),
        ("x-amz-date", &moment),
        ("policy", &policy),
        ("x-amz-signature", &HEXLOWER.encode(&signing)),
    ] {
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mijn plán (1).txt\"\r\n";
    body += &format!("Content-Type: text/plain\r\n\r\n{file}\r\n--b--\r\n");
    let request = Request::post(format!("{}/files", aws.s3_url()));
    stack::http(request.header("content-type", "multipart/form-data; boundary=b").body(body).unwrap()).await
}

const LATER: &str = "2099-01-01T00:00:00.000Z";

#[tokio::test]
async fn an_upload_form_stores_redirects_and_is_told() {
    let aws = stack::fresh().await;
    let answer = post(&aws, "licence/upload-1", "hello", LATER).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.body());
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(
        location.starts_with("http://localhost:3000/files/1/uploaded?bucket=files&key=licence%2Fupload-1&etag="),
        "{location}"
    );

    let event: Value = aws.object_events().recv().await.unwrap();
    assert_eq!(event["Records"][0]["eventName"], "ObjectCreated:Post");
    assert_eq!(event["Records"][0]["s3"]["object"]["key"], "licence/upload-1");
    assert_eq!(event["Records"][0]["s3"]["object"]["size"], 5);
    let stored = stack::s3(&aws).get_object().bucket("files").key("licence/upload-1").send().await.unwrap();
    assert_eq!(stored.content_type(), Some("text/plain"));
    assert_eq!(stored.body.collect().await.unwrap().to_vec(), b"hello");
    assert_eq!(aws.calls().count(Service::S3, "PostObject"), 1);
}

#[tokio::test]
async fn an_upload_form_is_held_to_its_policy() {
    let aws = stack::fresh().await;
    for (key, file, date, status, code) in [
        ("licence/upload-1", "hello world, hello", LATER, StatusCode::BAD_REQUEST, "EntityTooLarge"),
        ("licence/upload-1", "", LATER, StatusCode::BAD_REQUEST, "EntityTooSmall"),
        ("licence/upload-2", "hello", LATER, StatusCode::FORBIDDEN, "AccessDenied"),
        ("licence/upload-1", "hello", "2020-01-01T00:00:00.000Z", StatusCode::FORBIDDEN, "AccessDenied"),
    ] {
        let answer = post(&aws, key, file, date).await;
        assert_eq!(answer.status(), status, "{}", answer.body());
        assert!(answer.body().contains(&format!("<Code>{code}</Code>")), "{}", answer.body());
    }
    assert_eq!(aws.object_events().try_recv(), None);
    assert_eq!(stack::s3(&aws).list_objects_v2().bucket("files").send().await.unwrap().key_count(), Some(0));
}
