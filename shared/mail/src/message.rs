//! A mail as MIME. `lettre` encodes names, subject and bodies, so that nothing in them can become a header.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};

use crate::{
    letter::{Mail, PRODUCT, one_line},
    mailer::MailError,
};

impl Mail {
    /// The mail as it goes over the line. The same mail gives the same bytes.
    ///
    /// # Errors
    /// [`MailError::Address`], [`MailError::Unwritable`].
    pub fn to_mime(&self, from: &Address, configuration_set: Option<&str>) -> Result<Vec<u8>, MailError> {
        let sender = self
            .envelope
            .school
            .as_ref()
            .map_or_else(|| PRODUCT.to_owned(), |school| format!("{} via {PRODUCT}", one_line(&school.name)));
        let mut message = Message::builder()
            .from(Mailbox::new(Some(sender), from.clone()))
            .to(Mailbox::new(None, address(&self.envelope.to)?))
            .subject(self.subject.clone())
            .date(system_time(self.envelope.date))
            // Out-of-office answers would otherwise come back as bounces.
            .raw_header(header("Auto-Submitted", "auto-generated".into())?)
            .raw_header(header("X-Auto-Response-Suppress", "All".into())?);
        if let Some(contact) = self.envelope.contact() {
            message = message.reply_to(Mailbox::new(None, address(contact)?));
        }
        if let Some(set) = configuration_set {
            message = message.raw_header(header("X-SES-CONFIGURATION-SET", one_line(set))?);
        }
        if let Some(tags) = self.tags() {
            message = message.raw_header(header("X-SES-MESSAGE-TAGS", tags)?);
        }
        let parts = MultiPart::alternative().boundary(format!("samenspoor-{}", self.mark()));
        let parts =
            parts.singlepart(SinglePart::plain(self.text.clone())).singlepart(SinglePart::html(self.html.clone()));
        let message = message.multipart(parts).map_err(|error| MailError::Unwritable(error.to_string()))?;
        Ok(message.formatted())
    }

    /// What SES gives back with everything it reports about this mail: ids only.
    fn tags(&self) -> Option<String> {
        let job = self.envelope.job.map(|job| format!("job={job}"));
        let licence = self.envelope.licence.map(|licence| format!("licence={licence}"));
        let tags: Vec<String> = [job, licence].into_iter().flatten().collect();
        (!tags.is_empty()).then(|| tags.join(", "))
    }
}

fn address(text: &str) -> Result<Address, MailError> {
    text.parse().map_err(|_| MailError::Address)
}

fn header(name: &str, value: String) -> Result<HeaderValue, MailError> {
    let name = HeaderName::new_from_ascii(name.into()).map_err(|error| MailError::Unwritable(error.to_string()))?;
    Ok(HeaderValue::new(name, value))
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default())
}
