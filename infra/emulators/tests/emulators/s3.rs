use std::time::Duration;

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use http::{Request, StatusCode};

use crate::stack;

fn short() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(60)).unwrap()
}

#[tokio::test]
async fn a_presigned_get_gives_the_file_under_the_name_asked_for() {
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    let put = client.put_object().bucket("files").key("licence/plan é 1.pdf").content_type("application/pdf");
    put.body(b"%PDF".to_vec().into()).send().await.unwrap();

    let get = client.get_object().bucket("files").key("licence/plan é 1.pdf");
    let get = get.response_content_disposition("attachment; filename=\"plan.pdf\"").presigned(short()).await.unwrap();
    assert!(get.uri().starts_with(&format!("{}/files/licence/", aws.s3_url())), "{}", get.uri());
    let answer = stack::http(Request::get(get.uri()).body("").unwrap()).await;
    assert_eq!((answer.status(), answer.body().as_str()), (StatusCode::OK, "%PDF"));
    assert_eq!(answer.headers()["content-disposition"], "attachment; filename=\"plan.pdf\"");
    assert_eq!(answer.headers()["content-type"], "application/pdf");

    let forged = get.uri().replace("plan%20%C3%A9%201", "other");
    assert_ne!(forged, get.uri());
    assert_eq!(stack::http(Request::get(forged).body("").unwrap()).await.status(), StatusCode::FORBIDDEN);
    let unsigned = get.uri().split('?').next().unwrap();
    assert_eq!(stack::http(Request::get(unsigned).body("").unwrap()).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_presigned_put_stores_and_is_told() {
    let aws = stack::fresh().await;
    let put = stack::s3(&aws).put_object().bucket("files").key("a b/ü+.txt").presigned(short()).await.unwrap();
    let answer = stack::http(Request::put(put.uri()).body("hello").unwrap()).await;
    assert_eq!(answer.status(), StatusCode::OK, "{}", answer.body());

    let event = aws.object_events().recv().await.unwrap();
    let record = &event["Records"][0];
    assert_eq!(record["eventName"], "ObjectCreated:Put");
    assert_eq!(record["eventTime"], "2026-11-22T09:00:00.000Z");
    assert_eq!(record["s3"]["bucket"]["name"], "files");
    assert_eq!(record["s3"]["object"]["key"], "a+b/%C3%BC%2B.txt");
    assert_eq!(record["s3"]["object"]["size"], 5);
    assert_eq!(record["s3"]["object"]["eTag"], "5d41402abc4b2a76b9719d911017c592");
}

#[tokio::test]
async fn what_is_there_is_not_overwritten_with_if_none_match() {
    let aws = stack::fresh().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0_u8..10 {
        let put = stack::s3(&aws).put_object().bucket("files").key("frozen").if_none_match("*");
        tasks.spawn(async move { put.body(vec![number; 100_000].into()).send().await });
    }
    let codes: Vec<_> =
        tasks.join_all().await.into_iter().filter_map(|put| put.err()?.code().map(str::to_owned)).collect();
    assert_eq!(codes, ["PreconditionFailed"; 9]);
    assert!(aws.object_events().try_recv().is_some());
    assert_eq!(aws.object_events().try_recv(), None);
}

#[tokio::test]
async fn a_missing_key_or_bucket_is_an_error_with_its_code() {
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    let get = client.get_object().bucket("files").key("nothing").send().await.unwrap_err();
    assert!(get.into_service_error().is_no_such_key());
    let head = client.head_object().bucket("files").key("nothing").send().await.unwrap_err();
    assert!(head.into_service_error().is_not_found());
    let put = client.put_object().bucket("other").key("a").body(vec![].into()).send().await.unwrap_err();
    assert_eq!(put.code(), Some("NoSuchBucket"));
}

#[tokio::test]
async fn objects_are_copied_listed_and_deleted() {
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    client.put_object().bucket("files").key("a/1").body(b"1".to_vec().into()).send().await.unwrap();
    client.copy_object().bucket("files").key("b/1").copy_source("files/a/1").send().await.unwrap();
    let listed = client.list_objects_v2().bucket("files").prefix("b/").send().await.unwrap();
    assert_eq!(listed.contents().iter().map(|object| object.key().unwrap()).collect::<Vec<_>>(), ["b/1"]);
    client.delete_object().bucket("files").key("b/1").send().await.unwrap();
    assert_eq!(client.list_objects_v2().bucket("files").send().await.unwrap().key_count(), Some(1));
    let names: Vec<_> =
        std::iter::from_fn(|| aws.object_events().try_recv()).map(|e| e["Records"][0]["eventName"].clone()).collect();
    assert_eq!(names, ["ObjectCreated:Put", "ObjectCreated:Copy"]);
    let operations: Vec<_> = aws.calls().all().into_iter().map(|call| call.operation).collect();
    assert_eq!(operations, ["PutObject", "CopyObject", "ListObjectsV2", "DeleteObject", "ListObjectsV2"]);
}

#[tokio::test]
async fn an_upload_in_parts_is_one_object() {
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    let upload = client.create_multipart_upload().bucket("files").key("big").send().await.unwrap();
    let id = upload.upload_id().unwrap();
    let mut parts = CompletedMultipartUpload::builder();
    for (number, size) in [(1, 5 * 1024 * 1024), (2, 10)] {
        let part = client.upload_part().bucket("files").key("big").upload_id(id).part_number(number);
        let part = part.body(vec![7; size].into()).send().await.unwrap();
        parts = parts.parts(CompletedPart::builder().part_number(number).set_e_tag(part.e_tag).build());
    }
    let done = client.complete_multipart_upload().bucket("files").key("big").upload_id(id);
    done.multipart_upload(parts.build()).send().await.unwrap();
    let event = aws.object_events().recv().await.unwrap();
    assert_eq!(event["Records"][0]["eventName"], "ObjectCreated:CompleteMultipartUpload");
    assert_eq!(event["Records"][0]["s3"]["object"]["size"], 5 * 1024 * 1024 + 10);
}

#[tokio::test]
async fn a_key_that_is_too_long_here_is_refused_with_the_reason() {
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    let fits = "k".repeat(140);
    client.put_object().bucket("files").key(&fits).body(b"1".to_vec().into()).send().await.unwrap();
    let got = client.get_object().bucket("files").key(&fits).send().await.unwrap();
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"1");
    let put = client.put_object().bucket("files").key("k".repeat(170)).body(vec![].into()).send().await;
    assert_eq!(put.unwrap_err().code(), Some("KeyTooLongError"));
}

#[tokio::test]
async fn a_copy_tells_the_checksum_it_was_asked_for_and_keeps_it_until_it_is_overwritten() {
    use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode};
    const SHA_256_OF_ABC: &str = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    let aws = stack::fresh().await;
    let client = stack::s3(&aws);
    let put = || client.put_object().bucket("files").content_type("application/pdf");
    put().key("a").body(b"abc".to_vec().into()).send().await.unwrap();
    let copy = || client.copy_object().bucket("files").key("b").copy_source("files/a");
    let copied = copy().checksum_algorithm(ChecksumAlgorithm::Sha256).send().await.unwrap();
    assert_eq!(copied.copy_object_result().unwrap().checksum_sha256(), Some(SHA_256_OF_ABC));
    let head = || client.head_object().bucket("files").key("b");
    let told = head().checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
    assert_eq!((told.checksum_sha256(), told.content_type()), (Some(SHA_256_OF_ABC), Some("application/pdf")));
    assert_eq!(head().send().await.unwrap().checksum_sha256(), None, "only to who asks for it");
    let stale = copy().copy_source_if_match("\"other\"").send().await.unwrap_err();
    assert_eq!(stale.code(), Some("PreconditionFailed"));
    put().key("b").body(b"abd".to_vec().into()).send().await.unwrap();
    let told = head().checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
    assert_eq!(told.checksum_sha256(), None, "it belonged to the bytes of before");
}
