//! What SES publishes, as far as it matters here.

use domain::ids::JobId;
use serde::Deserialize;
use serde_json::Value;
use store::mailing::{Heard, Trouble, What};

/// What SES tells about one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The job that sent the mail, from the tags of the mail.
    pub job: Option<JobId>,
    /// What was heard.
    pub heard: Heard,
    /// The addresses it is about.
    pub addresses: Vec<String>,
}

/// A message that is none of SES. What it holds is not told: it may hold an address.
#[derive(Debug, thiserror::Error)]
#[error("not a message of SES: {0}")]
pub struct Unreadable(String);

/// What SES writes to a topic when it is connected to it.
const GREETING: &str = "Successfully validated SNS topic";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Published {
    // `eventType` through a configuration set, `notificationType` through an identity.
    #[serde(alias = "notificationType")]
    event_type: String,
    mail: About,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    message_id: String,
    #[serde(default)]
    tags: Value,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    bounced_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Recipient>,
    // `not-spam` takes a complaint back.
    complaint_feedback_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

impl Feedback {
    /// What a message tells; `None` for one that changes nothing, such as a delay.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(message: &str) -> Result<Option<Self>, Unreadable> {
        if message.starts_with(GREETING) {
            return Ok(None);
        }
        let published: Published = serde_json::from_str(message)
            .map_err(|error| Unreadable(format!("line {} column {}", error.line(), error.column())))?;
        let job = published.mail.job();
        let Some((what, recipients)) = what(&published.event_type, published.bounce, published.complaint)? else {
            return Ok(None);
        };
        let addresses = recipients.into_iter().map(|recipient| bare(&recipient.email_address)).collect();
        Ok(Some(Self { job, heard: Heard { message: published.mail.message_id, what }, addresses }))
    }
}

fn what(
    kind: &str,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
) -> Result<Option<(What, Vec<Recipient>)>, Unreadable> {
    let lacks = || Unreadable(format!("{kind} without particulars"));
    let trouble = |trouble, recipients| Some((What::Trouble(trouble), recipients));
    Ok(match kind {
        "Bounce" => {
            let bounce = bounce.ok_or_else(lacks)?;
            let lasting = bounce.bounce_type == "Permanent";
            trouble(if lasting { Trouble::Bounced } else { Trouble::BouncedForNow }, bounce.bounced_recipients)
        }
        "Complaint" => {
            let complaint = complaint.ok_or_else(lacks)?;
            let taken_back = complaint.complaint_feedback_type.as_deref() == Some("not-spam");
            if taken_back { None } else { trouble(Trouble::Complained, complaint.complained_recipients) }
        }
        "Delivery" => Some((What::Delivered, Vec::new())),
        "Reject" => trouble(Trouble::Rejected, Vec::new()),
        _ => None,
    })
}

impl About {
    /// The job in the tags; a mail that was sent without a configuration set has them in its headers only.
    fn job(&self) -> Option<JobId> {
        let tag = self.tags.get("job").and_then(|values| values.get(0)).and_then(Value::as_str);
        let header = || self.headers.iter().find(|header| header.name.eq_ignore_ascii_case("X-SES-MESSAGE-TAGS"));
        let of_header = || header()?.value.split(',').find_map(|tag| tag.trim().strip_prefix("job="));
        tag.or_else(of_header)?.trim().parse().ok()
    }
}

/// `a@b.example` out of `"A" <a@b.example>`.
fn bare(address: &str) -> String {
    address
        .rsplit_once('<')
        .map_or(address, |(_, inside)| inside.trim_end().trim_end_matches('>'))
        .trim()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use aws_lambda_events::event::sns::SnsEvent;

    use proptest::prelude::*;

    use super::*;

    fn read(event: &str) -> Option<Feedback> {
        let event: SnsEvent = serde_json::from_str(event).unwrap();
        Feedback::read(&event.records[0].sns.message).unwrap()
    }

    #[test]
    fn a_lasting_bounce_names_its_job_and_its_address() {
        let feedback = read(include_str!("../../../events/track-mail/bounce.json")).unwrap();
        assert_eq!(feedback.heard.what, What::Trouble(Trouble::Bounced));
        assert_eq!(feedback.addresses, ["bounce@dewilg.example"]);
        assert_eq!(feedback.job.unwrap().to_string(), "019ab0c4-5a10-7c3e-9f52-3d1f0a6b7c01");
    }

    #[test]
    fn a_complaint_and_a_delivery_are_read() {
        let complaint = read(include_str!("../../../events/track-mail/complaint.json")).unwrap();
        assert_eq!((complaint.heard.what, complaint.addresses.len()), (What::Trouble(Trouble::Complained), 1));
        let delivery = read(include_str!("../../../events/track-mail/delivery.json")).unwrap();
        assert_eq!((delivery.heard.what, delivery.addresses.len()), (What::Delivered, 0));
    }

    #[test]
    fn without_tags_the_job_is_found_in_the_headers_folded_or_not() {
        let message = r#"{"notificationType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"\"Jet\" <J.Juf@dewilg.example>"}]},
            "mail":{"messageId":"m","headers":[{"name":"X-SES-MESSAGE-TAGS","value":"job=019ab0c4-5a10-7c3e-9f52-3d1f0a6b7c01,\r\n licence=x"}]}}"#;
        let feedback = Feedback::read(message).unwrap().unwrap();
        assert!(feedback.job.is_some());
        assert_eq!(
            (feedback.heard.what, feedback.addresses),
            (What::Trouble(Trouble::BouncedForNow), vec!["j.juf@dewilg.example".to_owned()])
        );
    }

    #[test]
    fn a_greeting_or_a_delay_changes_nothing_and_nonsense_is_an_error_without_content() {
        assert_eq!(Feedback::read("Successfully validated SNS topic for Amazon SES event publishing.").unwrap(), None);
        assert_eq!(Feedback::read(r#"{"eventType":"DeliveryDelay","mail":{"messageId":"m"}}"#).unwrap(), None);
        let error = Feedback::read(r#"{"to":"j.juf@dewilg.example"}"#).unwrap_err();
        assert!(!error.to_string().contains("juf"));
    }

    /// A message of SES with a piece of it replaced by something else.
    fn damaged() -> impl Strategy<Value = String> {
        let events = [
            include_str!("../../../events/track-mail/bounce.json"),
            include_str!("../../../events/track-mail/complaint.json"),
            include_str!("../../../events/track-mail/delivery.json"),
        ];
        let messages =
            events.map(|event| serde_json::from_str::<SnsEvent>(event).unwrap().records.remove(0).sns.message);
        let place = any::<prop::sample::Index>();
        (prop::sample::select(messages.to_vec()), place, 0_usize..60, "[{}\\[\\]\":,a-z0-9<>@]{0,12}").prop_map(
            |(message, place, gone, new)| {
                let signs: Vec<char> = message.chars().collect();
                let at = place.index(signs.len());
                let rest = signs.iter().skip(at + gone);
                signs.iter().take(at).copied().chain(new.chars()).chain(rest.copied()).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn a_damaged_message_is_read_or_refused_without_telling_what_it_holds(message in damaged()) {
            match Feedback::read(&message) {
                Ok(Some(feedback)) => prop_assert!(feedback.addresses.iter().all(|address| *address == bare(address))),
                Ok(None) => {}
                Err(error) => prop_assert!(!error.to_string().contains("example")),
            }
        }

        #[test]
        fn an_address_is_found_with_and_without_a_name(name in "[^<>\\p{C}]{0,30}", local in "[a-z.+-]{1,20}", domain in "[a-z]{1,12}") {
            let address = format!("{local}@{domain}.example");
            let written = [address.clone(), format!("<{address}>"), format!("\"{name}\" <{address}>"), format!("{name} < {} > ", address.to_uppercase())];
            for written in written {
                prop_assert_eq!(bare(&written), &*address);
            }
        }
    }
}
