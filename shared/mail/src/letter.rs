//! What a mail says, and to whom.

use askama::Template;
use domain::{
    hash::Hash,
    ids::{JobId, LicenceId},
};
use jiff::Timestamp;
use texts::Locale;

use crate::{mailer::MailError, t};

/// What people know us by.
pub(crate) const PRODUCT: &str = "Samenspoor";

/// The organisation a mail comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// What people call it.
    pub name: String,
    /// Where answers go, if it is known.
    pub contact: Option<String>,
}

/// To whom a mail goes, for whom, and because of which job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The address.
    pub to: String,
    /// The reader's language.
    pub locale: Locale,
    /// The organisation it comes from; without one it comes from the product itself.
    pub school: Option<School>,
    /// The job that sends it: what SES reports later comes back to it.
    pub job: Option<JobId>,
    /// For which licence it is sent.
    pub licence: Option<LicenceId>,
    /// Its date. A mail that is sent again bears the same.
    pub date: Timestamp,
}

/// What a mail says, part by part; every mail has the same look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// One line, without a name of a learner or what is the matter.
    pub subject: String,
    /// What it says: the first line tells who asks, and why.
    pub lines: Vec<String>,
    /// A code to type.
    pub code: Option<String>,
    /// The one button: what it does, and where it leads.
    pub button: Option<(String, String)>,
    /// Until when.
    pub ends: Option<String>,
    /// Whom to ask.
    pub contact: String,
    /// Why the reader gets this.
    pub why: String,
    /// What to do when it was meant for somebody else. The organisation's address is put behind it, if it is known.
    pub not_you: String,
}

/// Something that can be sent as a mail.
pub trait Letter {
    /// What it says, in the language and from the organisation of the envelope.
    fn content(&self, envelope: &Envelope) -> Content;
}

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub(crate) envelope: Envelope,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

#[derive(Template)]
#[template(path = "mail.txt")]
struct Plain<'a> {
    content: &'a Content,
    hello: String,
    not_you_at: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Page<'a> {
    content: &'a Content,
    lang: &'static str,
    sender: &'a str,
    hello: String,
    copy: String,
    not_you_at: Option<&'a str>,
}

impl Envelope {
    /// What the organisation is called.
    pub(crate) fn school_name(&self) -> &str {
        self.school.as_ref().map_or(PRODUCT, |school| &school.name)
    }

    pub(crate) fn contact(&self) -> Option<&str> {
        self.school.as_ref().and_then(|school| school.contact.as_deref())
    }

    /// Whom to ask: the organisation, or without an address `otherwise`.
    pub(crate) fn ask(&self, otherwise: impl FnOnce() -> String) -> String {
        self.contact().map_or_else(otherwise, |contact| t(self.locale).contact(contact))
    }
}

impl Mail {
    /// The mail of a letter.
    ///
    /// # Errors
    /// [`MailError::Unwritable`].
    pub fn new(envelope: Envelope, letter: &impl Letter) -> Result<Self, MailError> {
        let content = letter.content(&envelope);
        let (t, not_you_at) = (t(envelope.locale), envelope.contact());
        let plain = Plain { content: &content, hello: t.hello(), not_you_at };
        let page = Page {
            content: &content,
            lang: envelope.locale.code(),
            sender: envelope.school_name(),
            hello: t.hello(),
            copy: t.copy_link(),
            not_you_at,
        };
        let unwritable = |error: askama::Error| MailError::Unwritable(error.to_string());
        let (text, html) = (plain.render().map_err(unwritable)?, page.render().map_err(unwritable)?);
        Ok(Self { subject: one_line(&content.subject), text, html, envelope })
    }

    /// To whom it goes.
    pub fn to(&self) -> &str {
        &self.envelope.to
    }

    /// What tells this mail from every other, and is the same when it is sent again.
    pub(crate) fn mark(&self) -> String {
        Hash::of(format!("{:?}{}{}{}", self.envelope.job, self.envelope.to, self.subject, self.html)).short().to_owned()
    }
}

/// Text for a header: one line, no control characters, of a length that every mail program shows.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<_> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(200).collect()
}
