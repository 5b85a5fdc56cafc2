use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, Delete, Put, TransactWriteItem};
use aws_sdk_s3::types::TaggingDirective;
use emulators::{ACCESS_KEY, Emulators, Permission};

use crate::stack;

/// A stack where nobody may do anything, and what was asked for.
async fn closed() -> (Emulators, Arc<Mutex<Vec<String>>>) {
    let all = Arc::new(Mutex::new(Vec::new()));
    let asked = all.clone();
    let policy = move |who: &str, permission: &Permission| {
        asked.lock().unwrap().push(format!("{who}: {permission}"));
        false
    };
    (stack::with_policy(Arc::new(policy)).await, all)
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.into())
}

#[tokio::test]
async fn every_service_refuses_what_its_caller_may_not_do_and_does_nothing() {
    let (aws, asked) = closed().await;
    let put = stack::dynamodb(&aws).put_item().table_name("outbox").item("pk", text("1")).send().await;
    assert_eq!(put.unwrap_err().code(), Some("AccessDeniedException"));
    let object = stack::s3(&aws).put_object().bucket("files").key("a/b").body(vec![1].into()).send().await;
    assert_eq!(object.unwrap_err().code(), Some("AccessDenied"));
    let mail = stack::mail::send(&aws, "kim@school.example", "No").await;
    assert_eq!(mail.unwrap_err().code(), Some("AccessDenied"));
    let secret = stack::secrets(&aws).get_secret_value().secret_id("keys").send().await;
    assert_eq!(secret.unwrap_err().code(), Some("AccessDeniedException"));
    let call = stack::lambda(&aws).invoke().function_name("deliver-mail").send().await;
    assert_eq!(call.unwrap_err().code(), Some("AccessDeniedException"));
    assert!(aws.mailbox().list().is_empty() && aws.invocations().try_recv().is_none());
    let wanted = [
        "dynamodb:PutItem on outbox",
        "s3:PutObject on files/a/b",
        "ses:SendRawEmail on identity/local.example",
        "secretsmanager:GetSecretValue on keys",
        "lambda:InvokeFunction on deliver-mail",
    ];
    assert_eq!(*asked.lock().unwrap(), wanted.map(|one| format!("{ACCESS_KEY}: {one}")));
}

#[tokio::test]
async fn each_part_of_a_transaction_and_both_ends_of_a_copy_are_asked_for() {
    let aws = stack::fresh().await;
    let put = Put::builder().table_name("outbox").item("pk", text("1")).build().unwrap();
    let gone = Delete::builder().table_name("records").key("pk", text("1")).key("sk", text("1")).build().unwrap();
    let check = ConditionCheck::builder().table_name("records").key("pk", text("2")).key("sk", text("2"));
    let check = check.condition_expression("attribute_not_exists(pk)").build().unwrap();
    let sent = stack::dynamodb(&aws).transact_write_items();
    let sent = sent.transact_items(TransactWriteItem::builder().put(put).build());
    let sent = sent.transact_items(TransactWriteItem::builder().delete(gone).build());
    sent.transact_items(TransactWriteItem::builder().condition_check(check).build()).send().await.unwrap();
    let client = stack::s3(&aws);
    client.put_object().bucket("files").key("a").body(vec![1].into()).send().await.unwrap();
    client.copy_object().bucket("files").key("b").copy_source("files/a").send().await.unwrap();

    let asked = |place: usize| {
        aws.calls().all().get(place).unwrap().permissions.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let parts =
        ["dynamodb:PutItem on outbox", "dynamodb:DeleteItem on records", "dynamodb:ConditionCheckItem on records"];
    assert_eq!(asked(0), parts);
    let ends = [
        "s3:GetObject on files/a",
        "s3:ListBucket on files",
        "s3:PutObject on files/b",
        "s3:GetObjectTagging on files/a",
        "s3:PutObjectTagging on files/b",
    ];
    assert_eq!(asked(2), ends);

    // With tags of its own, those of the source are not asked for.
    let copy = client.copy_object().bucket("files").key("c").copy_source("files/a");
    copy.tagging_directive(TaggingDirective::Replace).send().await.unwrap();
    assert_eq!(asked(3), ["s3:GetObject on files/a", "s3:ListBucket on files", "s3:PutObject on files/c"]);
}
