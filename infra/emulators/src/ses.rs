//! SES v1: the query API, answered in XML.

use bytes::Bytes;
use data_encoding::BASE64;
use http::{Request, StatusCode};
use serde_json::Value;

use crate::answers::{Answer, XML, answer, error};
use crate::bounces;
use crate::calls::Service;
use crate::mailbox::Mailbox;
use crate::permissions::Permission;
use crate::queue::Queue;
use crate::server::{Asked, Endpoint};

// What SES takes, after decoding.
const MAX_MESSAGE: usize = 40 * 1024 * 1024;

pub(crate) struct Ses {
    mailbox: Mailbox,
    events: Queue<Value>,
}

struct Form(Vec<(String, String)>);

impl Ses {
    pub(crate) fn new(mailbox: Mailbox, events: Queue<Value>) -> Self {
        Self { mailbox, events }
    }

    fn send_raw_email(&self, form: &Form) -> Answer {
        let Some(raw) = form.message() else {
            return refused("InvalidParameterValue", "RawMessage.Data is not base64.");
        };
        if raw.is_empty() || raw.len() > MAX_MESSAGE {
            return refused("InvalidParameterValue", "The message is empty or longer than 41943040 bytes.");
        }
        let mail = match self.mailbox.accept(raw, form.get("Source"), form.list("Destinations.member.")) {
            Ok(mail) => mail,
            Err(reason) => return refused("InvalidParameterValue", &reason),
        };
        for event in bounces::events(&mail) {
            self.events.push(event);
        }
        result("SendRawEmail", &format!("<MessageId>{}</MessageId>", mail.id))
    }

    fn get_send_quota(&self) -> Answer {
        let sent = self.mailbox.list().len();
        result(
            "GetSendQuota",
            &format!(
                "<SentLast24Hours>{sent}.0</SentLast24Hours><Max24HourSend>50000.0</Max24HourSend>\
                 <MaxSendRate>14.0</MaxSendRate>"
            ),
        )
    }
}

impl Endpoint for Ses {
    fn service(&self) -> Service {
        Service::Ses
    }

    fn describe(&self, request: &Request<Bytes>) -> Asked {
        let form = Form::read(request.body());
        let operation = form.get("Action").unwrap_or("Unknown").to_owned();
        let message = form.message().unwrap_or_default();
        let sender = form.get("Source").map(str::to_owned).or_else(|| in_head(&message, "From")).unwrap_or_default();
        let domain = sender.trim_end_matches('>').rsplit('@').next().unwrap_or_default();
        let set = in_head(&message, "X-SES-CONFIGURATION-SET").map(|set| format!("configuration-set/{set}"));
        let resources = set.into_iter().chain([format!("identity/{domain}")]);
        let permissions = resources.map(|resource| Permission::new(format!("ses:{operation}"), resource)).collect();
        Asked { operation, target: form.list("Destinations.member.").join(","), permissions }
    }

    async fn answer(&self, request: Request<Bytes>) -> Answer {
        let form = Form::read(request.body());
        match form.get("Action") {
            Some("SendRawEmail") => self.send_raw_email(&form),
            Some("GetSendQuota") => self.get_send_quota(),
            _ => refused("InvalidAction", "Only SendRawEmail and GetSendQuota are here."),
        }
    }
}

impl Form {
    fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The message itself; `None` when it is not base64.
    fn message(&self) -> Option<Vec<u8>> {
        let data = self.get("RawMessage.Data").unwrap_or_default();
        let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        BASE64.decode(&data).ok()
    }

    fn list(&self, prefix: &str) -> Vec<String> {
        self.0.iter().filter(|(field, _)| field.starts_with(prefix)).map(|(_, value)| value.clone()).collect()
    }
}

/// A field in the head of a message.
fn in_head(message: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(message);
    let mut lines = text.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
}

fn result(action: &str, inside: &str) -> Answer {
    let body = format!(
        "<{action}Response xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><{action}Result>{inside}</{action}Result>\
         <ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></{action}Response>"
    );
    answer(StatusCode::OK, XML, body)
}

fn refused(code: &str, message: &str) -> Answer {
    error(Service::Ses, StatusCode::BAD_REQUEST, code, message)
}
