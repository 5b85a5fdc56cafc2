use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, ReturnConsumedCapacity, TransactWriteItem};
use emulators::Service;
use serde_json::json;

use crate::stack;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn put(table: &str, pk: &str, sk: &str) -> Put {
    let put = Put::builder().table_name(table).item("pk", text(pk)).item("sk", text(sk));
    put.condition_expression("attribute_not_exists(pk)").build().unwrap()
}

#[tokio::test]
async fn tables_and_indexes_are_there() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    for (pk, at) in [("1", "2026-11-23"), ("2", "2026-11-22")] {
        let item = client.put_item().table_name("outbox").item("pk", text(pk));
        item.item("due", text("DUE")).item("at", text(at)).send().await.unwrap();
    }
    client.put_item().table_name("outbox").item("pk", text("3")).send().await.unwrap();

    let due = client.query().table_name("outbox").index_name("due").key_condition_expression("due = :due");
    let due = due.expression_attribute_values(":due", text("DUE")).send().await.unwrap();

    let ids: Vec<_> = due.items().iter().map(|item| item["pk"].as_s().unwrap().as_str()).collect();
    assert_eq!(ids, ["2", "1"]);
    let ttl = client.describe_time_to_live().table_name("outbox").send().await.unwrap();
    assert_eq!(ttl.time_to_live_description().unwrap().attribute_name(), Some("ttl"));
}

#[tokio::test]
async fn of_fifty_transactions_with_one_condition_one_succeeds() {
    let aws = stack::fresh().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..50 {
        let client = stack::dynamodb(&aws);
        tasks.spawn(async move {
            let guard = TransactWriteItem::builder().put(put("records", "guard", "guard")).build();
            let thing = TransactWriteItem::builder().put(put("records", "thing", &number.to_string())).build();
            let sent = client.transact_write_items().transact_items(guard).transact_items(thing).send().await;
            match sent.map_err(aws_sdk_dynamodb::Error::from) {
                Ok(_) => true,
                Err(aws_sdk_dynamodb::Error::TransactionCanceledException(e)) => {
                    assert_eq!(e.cancellation_reasons()[0].code(), Some("ConditionalCheckFailed"));
                    false
                }
                Err(e) => panic!("{e:?}"),
            }
        });
    }
    let succeeded = tasks.join_all().await.into_iter().filter(|success| *success).count();
    assert_eq!(succeeded, 1);

    let all = stack::dynamodb(&aws).scan().table_name("records").consistent_read(true).send().await.unwrap();
    assert_eq!(all.count(), 2);
    assert_eq!(aws.calls().count(Service::DynamoDb, "TransactWriteItems"), 50);
}

#[tokio::test]
async fn a_missing_condition_is_an_error_with_its_code() {
    let aws = stack::fresh().await;
    let gone = Delete::builder().table_name("records").key("pk", text("1")).key("sk", text("1"));
    let gone = gone.condition_expression("attribute_exists(pk)").build().unwrap();
    let sent = stack::dynamodb(&aws).transact_write_items();
    let sent = sent.transact_items(TransactWriteItem::builder().delete(gone).build()).send().await;
    assert_eq!(sent.unwrap_err().code(), Some("TransactionCanceledException"));
}

#[tokio::test]
async fn a_change_comes_out_of_the_stream_as_lambda_gets_it() {
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    let mut records = aws.stream_records("outbox").unwrap();
    let waiting = tokio::spawn(async move { (records.recv().await.unwrap(), records) });
    let item = client.put_item().table_name("outbox").item("pk", text("1")).item("state", text("queued"));
    item.item("tries", AttributeValue::N("0".into())).send().await.unwrap();
    let (event, mut records) = waiting.await.unwrap();

    let record = &event["Records"][0];
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["eventSource"], "aws:dynamodb");
    assert_eq!(record["awsRegion"], emulators::REGION);
    assert!(record["eventID"].is_string() && record["dynamodb"]["SequenceNumber"].is_string());
    assert!(record["dynamodb"]["ApproximateCreationDateTime"].is_number());
    let arn = record["eventSourceARN"].as_str().unwrap();
    assert!(arn.starts_with("arn:aws:dynamodb:eu-west-1:000000000000:table/outbox/stream/"), "{arn}");
    assert_eq!(record["dynamodb"]["Keys"], json!({"pk": {"S": "1"}}));
    assert_eq!(
        record["dynamodb"]["NewImage"],
        json!({"pk": {"S": "1"}, "state": {"S": "queued"}, "tries": {"N": "0"}})
    );
    assert!(record["dynamodb"].get("OldImage").is_none());

    let client = stack::dynamodb(&aws);
    client.put_item().table_name("outbox").item("pk", text("1")).send().await.unwrap();
    client.delete_item().table_name("outbox").key("pk", text("1")).send().await.unwrap();
    let event = records.recv().await.unwrap();
    let names: Vec<_> = event["Records"].as_array().unwrap().iter().map(|record| &record["eventName"]).collect();
    assert_eq!(names, ["MODIFY", "REMOVE"]);
    assert_eq!(event["Records"][1]["dynamodb"]["OldImage"], json!({"pk": {"S": "1"}}));

    aws.shutdown().await;
    assert_eq!(records.recv().await, None);
}

#[tokio::test]
async fn a_batch_can_come_twice() {
    let aws = stack::fresh().await;
    aws.faults().repeat_batch("outbox");
    stack::dynamodb(&aws).put_item().table_name("outbox").item("pk", text("1")).send().await.unwrap();
    let mut records = aws.stream_records("outbox").unwrap();
    let first = records.recv().await.unwrap();
    assert_eq!(records.try_recv(), Some(first));
    assert_eq!(records.try_recv(), None);
}

#[tokio::test]
async fn only_tables_with_a_stream_have_records() {
    let aws = stack::fresh().await;
    assert!(matches!(aws.stream_records("records"), Err(emulators::Error::NoStream(_))));
}

#[tokio::test]
async fn everything_is_found_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let aws = stack::kept_in(folder.path()).await;
    let client = stack::dynamodb(&aws);
    client.put_item().table_name("outbox").item("pk", text("1")).send().await.unwrap();
    client.put_item().table_name("outbox").item("pk", text("2")).send().await.unwrap();
    let mut records = aws.stream_records("outbox").unwrap();
    assert_eq!(records.recv().await.unwrap()["Records"].as_array().unwrap().len(), 2);
    assert_eq!(records.try_recv(), None);
    stack::s3(&aws).put_object().bucket("files").key("a/b").body(vec![1, 2, 3].into()).send().await.unwrap();
    stack::mail::send(&aws, "kim@school.example", "Kept").await.unwrap();
    client.put_item().table_name("outbox").item("pk", text("3")).send().await.unwrap();
    aws.shutdown().await;
    drop((aws, records, client));

    let aws = stack::kept_in(folder.path()).await;
    let all = stack::dynamodb(&aws).scan().table_name("outbox").send().await.unwrap();
    assert_eq!(all.count(), 3);
    let mut records = aws.stream_records("outbox").unwrap();
    let event = records.recv().await.unwrap();
    assert_eq!(event["Records"].as_array().unwrap().len(), 1);
    assert_eq!(event["Records"][0]["dynamodb"]["Keys"], json!({"pk": {"S": "3"}}));
    let object = stack::s3(&aws).get_object().bucket("files").key("a/b").send().await.unwrap();
    assert_eq!(object.body.collect().await.unwrap().to_vec(), [1, 2, 3]);
    let mails = aws.mailbox().list();
    assert_eq!(mails[0].subject, "Kept");
    assert!(String::from_utf8(aws.mailbox().raw(&mails[0].id).unwrap()).unwrap().contains("Subject: Kept"));
    stack::mail::send(&aws, "kim@school.example", "Second").await.unwrap();
    assert_ne!(aws.mailbox().list()[0].id, aws.mailbox().list()[1].id);
}

#[tokio::test]
async fn a_call_knows_its_capacity_units_and_the_client_sees_them_only_when_it_asked() {
    // performance P4: 4 kB read, half when it may be stale; 1 kB written, twice in a transaction, and once more in an index
    let aws = stack::fresh().await;
    let client = stack::dynamodb(&aws);
    let long = text(&"x".repeat(5000));
    let get = || client.get_item().table_name("records").key("pk", text("1")).key("sk", text("1"));
    let item = put("records", "1", "1");
    let item = Put::builder().table_name("records").set_item(Some(item.item)).item("long", long).build().unwrap();
    let item = TransactWriteItem::builder().put(item).build();
    let answer = client.transact_write_items().transact_items(item).send().await.unwrap();
    assert!(answer.consumed_capacity.is_none());
    let stale = get().send().await.unwrap();
    assert!(stale.consumed_capacity.is_none() && stale.item.is_some());
    let asked = get().consistent_read(true).return_consumed_capacity(ReturnConsumedCapacity::Total);
    let said = asked.send().await.unwrap().consumed_capacity.unwrap();
    assert_eq!(said.capacity_units, Some(2.0));
    let item = client.put_item().table_name("outbox").item("pk", text("1")).item("due", text("DUE"));
    item.item("at", text("2026-11-23")).send().await.unwrap();

    let units: Vec<_> = aws.calls().all().iter().map(|call| call.units.to_string()).collect();
    assert_eq!(units, ["0 read, 10 write", "1 read, 0 write", "2 read, 0 write", "0 read, 2 write"]);
}
