//! What SES tells afterwards through SNS, in the shape Lambda gets it.

use serde_json::{Value, json};

use crate::mailbox::Mail;
use crate::{ACCOUNT, REGION};

/// A bounce for each address with `bounce@`, a complaint for each with `complaint@`.
pub(crate) fn events(mail: &Mail) -> Vec<Value> {
    let of = |part: &str| mail.to.iter().filter(|to| to.contains(part)).collect::<Vec<_>>();
    let mut events = vec![];
    for to in of("bounce@") {
        let bounce = json!({
            "feedbackId": format!("{}-bounce", mail.id),
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [{
                "emailAddress": to,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }],
            "timestamp": time(mail),
            "reportingMTA": "dns; local.example",
        });
        events.push(event(mail, json!({"notificationType": "Bounce", "bounce": bounce, "mail": about(mail)})));
    }
    for to in of("complaint@") {
        let complaint = json!({
            "feedbackId": format!("{}-complaint", mail.id),
            "complainedRecipients": [{"emailAddress": to}],
            "complaintFeedbackType": "abuse",
            "timestamp": time(mail),
        });
        events.push(event(mail, json!({"notificationType": "Complaint", "complaint": complaint, "mail": about(mail)})));
    }
    events
}

fn about(mail: &Mail) -> Value {
    let headers: Vec<Value> = mail.headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    json!({
        "timestamp": time(mail),
        "source": mail.from,
        "sourceArn": format!("arn:aws:ses:{REGION}:{ACCOUNT}:identity/local.example"),
        "sendingAccountId": ACCOUNT,
        "messageId": mail.id,
        "destination": mail.to,
        "headersTruncated": false,
        "headers": headers,
        "commonHeaders": {"from": [mail.from], "to": mail.to, "subject": mail.subject},
    })
}

fn event(mail: &Mail, message: Value) -> Value {
    let topic = format!("arn:aws:sns:{REGION}:{ACCOUNT}:mail-feedback");
    json!({"Records": [{
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": format!("{topic}:local"),
        "Sns": {
            "Type": "Notification",
            "MessageId": format!("{}-sns", mail.id),
            "TopicArn": topic,
            "Subject": null,
            "Message": message.to_string(),
            "Timestamp": time(mail),
            "SignatureVersion": "1",
            "Signature": "local",
            "SigningCertUrl": "https://sns.example/certificate.pem",
            "UnsubscribeUrl": "https://sns.example/unsubscribe",
            "MessageAttributes": {},
        },
    }]})
}

/// To the millisecond, as AWS writes it.
fn time(mail: &Mail) -> String {
    format!("{:.3}", mail.time)
}
