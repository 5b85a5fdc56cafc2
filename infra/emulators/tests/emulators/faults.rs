use std::time::Duration;

use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use emulators::{Fault, Service};

use crate::stack;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.into())
}

#[tokio::test]
async fn after_a_dropped_answer_the_sdk_tries_again_and_it_is_applied_once() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    aws.faults().plan(Service::DynamoDb, "TransactWriteItems", 1, Fault::DropAnswer);
    let put = Put::builder().table_name("records").item("pk", text("1")).item("sk", text("1"));
    let put = put.condition_expression("attribute_not_exists(pk)").build().unwrap();
    let item = TransactWriteItem::builder().put(put).build();
    // The SDK sends the same ClientRequestToken again: the second answer is that of the first.
    client.transact_write_items().transact_items(item).send().await.unwrap();
    assert_eq!(aws.calls().count(Service::DynamoDb, "TransactWriteItems"), 2);
    assert_eq!(aws.faults().pending(), 0);
}

#[tokio::test]
async fn a_dropped_answer_was_applied_a_reset_before_was_not() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    for (fault, code) in [(Fault::DropAnswer, Some("ConditionalCheckFailedException")), (Fault::ResetBefore, None)] {
        aws.calls().reset();
        aws.faults().plan(Service::DynamoDb, "PutItem", 1, fault);
        let put = client.put_item().table_name("records").item("pk", text(&format!("{fault:?}")));
        let sent = put.item("sk", text("1")).condition_expression("attribute_not_exists(pk)").send().await;
        assert_eq!(sent.err().as_ref().and_then(|e| e.code()), code, "{fault:?}");
        assert_eq!(aws.calls().count(Service::DynamoDb, "PutItem"), 2);
    }
}

#[tokio::test]
async fn the_nth_call_fails_and_the_sdk_gets_over_it() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    aws.faults().plan(Service::DynamoDb, "GetItem", 2, Fault::FailBefore);
    aws.faults().plan(Service::DynamoDb, "GetItem", 3, Fault::Throttle);
    for _ in 0..2 {
        let get = client.get_item().table_name("records").key("pk", text("1")).key("sk", text("1"));
        assert!(get.send().await.unwrap().item.is_none());
    }
    assert_eq!(aws.calls().count(Service::DynamoDb, "GetItem"), 4);
}

#[tokio::test]
async fn a_transaction_can_meet_another() {
    let aws = stack::fresh().await;
    aws.faults().plan(Service::DynamoDb, "TransactWriteItems", 1, Fault::Conflict);
    let put = Put::builder().table_name("records").item("pk", text("1")).item("sk", text("1")).build().unwrap();
    let item = TransactWriteItem::builder().put(put).build();
    let call = stack::dynamodb(&aws).transact_write_items().transact_items(item.clone()).transact_items(item);
    let e = call.send().await.unwrap_err().into_service_error();
    let aws_sdk_dynamodb::Error::TransactionCanceledException(e) = e.into() else { panic!() };
    let codes: Vec<_> = e.cancellation_reasons().iter().map(|reason| reason.code().unwrap()).collect();
    assert_eq!(codes, ["TransactionConflict", "None"]);
}

#[tokio::test]
async fn every_service_can_be_down() {
    let aws = stack::fresh().await;
    for (service, operation) in [
        (Service::S3, "HeadObject"),
        (Service::Ses, "SendRawEmail"),
        (Service::SecretsManager, "GetSecretValue"),
        (Service::Lambda, "Invoke"),
    ] {
        aws.faults().plan_every(service, operation, Fault::FailBefore);
    }
    assert!(stack::s3(&aws).head_object().bucket("files").key("a").send().await.is_err());
    assert!(stack::mail::send(&aws, "kim@school.example", "Hello").await.is_err());
    assert!(stack::secrets(&aws).get_secret_value().secret_id("keys").send().await.is_err());
    assert!(stack::lambda(&aws).invoke().function_name("f").send().await.is_err());
    // Each was tried three times.
    assert_eq!(aws.calls().summary().into_values().collect::<Vec<_>>(), [3, 3, 3, 3]);
    aws.faults().clear();
    stack::mail::send(&aws, "kim@school.example", "Hello").await.unwrap();
    assert_eq!(aws.mailbox().list().len(), 1);
}

#[tokio::test]
async fn calls_side_by_side_are_one_round_trip() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    let get = || client.get_item().table_name("records").key("pk", text("1")).key("sk", text("1")).send();
    aws.faults().slow_down(Duration::from_millis(30));
    let (a, b) = tokio::join!(get(), get());
    assert!(a.is_ok() && b.is_ok());
    assert_eq!(aws.calls().round_trips(), 1);
    get().await.unwrap();
    assert_eq!(aws.calls().round_trips(), 2);
    assert_eq!(aws.calls().summary(), [("DynamoDb.GetItem".to_owned(), 3)].into());
    assert_eq!(aws.calls().all()[0].target, "records");
    aws.calls().reset();
    assert_eq!(aws.calls().round_trips(), 0);
}
