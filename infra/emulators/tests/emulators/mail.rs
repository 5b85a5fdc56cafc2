use aws_sdk_ses::error::ProvideErrorMetadata as _;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::RawMessage;
use serde_json::Value;

use crate::stack;

#[tokio::test]
async fn a_mail_arrives_parsed_with_its_links() {
    let aws = stack::fresh().await;
    let waiting = {
        let mailbox = aws.mailbox();
        tokio::spawn(async move { mailbox.wait_for("Kim@School.example", |mail| mail.subject.contains("iën")).await })
    };
    stack::mail::send(&aws, "other@school.example", "=?utf-8?q?Indi=C3=ABn?=").await.unwrap();
    let sent = stack::mail::send(&aws, "kim@school.example", "=?utf-8?q?Indi=C3=ABn?=").await.unwrap();

    let mail = waiting.await.unwrap().unwrap();
    assert_eq!(mail.id, sent.message_id());
    assert_eq!(mail.to, ["kim@school.example"]);
    assert_eq!(mail.from, "no-reply@local.example");
    assert_eq!(mail.subject, "Indiën");
    assert!(mail.text.contains("Geëerd"), "{}", mail.text);
    assert!(mail.html.starts_with("<p>"), "{}", mail.html);
    assert_eq!(mail.links, ["http://localhost:3000/activate/abc=1", "http://localhost:3000/help?a=1&b=2"]);
    assert_eq!(mail.link("/help"), Some("http://localhost:3000/help?a=1&b=2"));
    assert_eq!(mail.time, stack::NOW.parse().unwrap());
    assert!(mail.headers.contains(&("To".into(), "<kim@school.example>".into())));
    assert_eq!(aws.mailbox().list()[0].id, mail.id);
    assert_eq!(aws.mailbox().list().len(), 2);
}

#[tokio::test]
async fn without_destinations_the_headers_say_to_whom() {
    let aws = stack::fresh().await;
    let raw =
        "From: a@local.example\r\nTo: B <b@x.example>, c@x.example\r\nBcc: d@x.example\r\nSubject: S\r\n\r\nHi\r\n";
    let message = RawMessage::builder().data(Blob::new(raw)).build().unwrap();
    stack::ses(&aws).send_raw_email().raw_message(message).send().await.unwrap();
    assert_eq!(aws.mailbox().list()[0].to, ["b@x.example", "c@x.example", "d@x.example"]);
}

#[tokio::test]
async fn a_bounce_is_reported_as_sns_gives_it_to_lambda() {
    let aws = stack::fresh().await;
    let sent = stack::mail::send(&aws, "bounce@school.example", "Hello").await.unwrap();
    stack::mail::send(&aws, "kim@school.example", "Hello").await.unwrap();
    let event = aws.mail_events().recv().await.unwrap();
    assert_eq!(aws.mail_events().try_recv(), None);

    let record = &event["Records"][0];
    assert_eq!(record["EventSource"], "aws:sns");
    let message: Value = serde_json::from_str(record["Sns"]["Message"].as_str().unwrap()).unwrap();
    assert_eq!(message["notificationType"], "Bounce");
    assert_eq!(message["bounce"]["bounceType"], "Permanent");
    assert_eq!(message["bounce"]["bouncedRecipients"][0]["emailAddress"], "bounce@school.example");
    assert_eq!(message["mail"]["messageId"], sent.message_id());
    assert_eq!(message["mail"]["timestamp"], "2026-11-22T09:00:00.000Z");
    assert!(aws.mailbox().to("bounce@school.example")[0].bounced);
    assert!(!aws.mailbox().to("kim@school.example")[0].bounced);
}

#[tokio::test]
async fn a_complaint_is_reported_too() {
    let aws = stack::fresh().await;
    stack::mail::send(&aws, "complaint@school.example", "Hello").await.unwrap();
    let event = aws.mail_events().recv().await.unwrap();
    let message: Value = serde_json::from_str(event["Records"][0]["Sns"]["Message"].as_str().unwrap()).unwrap();
    assert_eq!(message["notificationType"], "Complaint");
}

#[tokio::test]
async fn what_is_no_mail_is_refused() {
    let aws = stack::fresh().await;
    let message = RawMessage::builder().data(Blob::new("Subject: nobody\r\n\r\nHi\r\n")).build().unwrap();
    let sent = stack::ses(&aws).send_raw_email().raw_message(message).send().await;
    assert_eq!(sent.unwrap_err().code(), Some("InvalidParameterValue"));
    assert!(aws.mailbox().list().is_empty());
}

#[tokio::test]
async fn the_quota_is_told() {
    let aws = stack::fresh().await;
    stack::mail::send(&aws, "kim@school.example", "Hello").await.unwrap();
    let quota = stack::ses(&aws).get_send_quota().send().await.unwrap();
    assert_eq!((quota.sent_last24_hours(), quota.max24_hour_send()), (1.0, 50_000.0));
}
