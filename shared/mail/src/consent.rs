//! Mails around a request to a carer or a learner. They tell that something is asked, never what about.

use jiff::{Timestamp, civil::Date};

use crate::{
    dates::{day, moment},
    letter::{Content, Envelope, Letter},
    t,
};

/// Asks a carer or learner to read and react.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRequest {
    /// The staff member who asks.
    pub asker: String,
    /// The subject as the sender chose it; without one a safe one.
    pub subject: Option<String>,
    /// The link.
    pub link: String,
    /// The last day on which it is good.
    pub last_day: Date,
}

/// The one-time code that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentCode {
    /// The digits.
    pub code: String,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
}

/// Confirms an answer to who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentReceipt {
    /// When the answer was given.
    pub at: Timestamp,
    /// The mark of the version that was read.
    pub mark: String,
    /// The link to read it again and its last day, while it is good.
    pub link: Option<(String, Date)>,
}

/// Tells who asked that an answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentDecided {
    /// When the answer was given.
    pub at: Timestamp,
    /// The page with the answer; it needs signing in.
    pub page: String,
}

impl Letter for ConsentRequest {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school, last_day) = (t(envelope.locale), envelope.school_name(), day(self.last_day, envelope.locale));
        Content {
            subject: self.subject.clone().unwrap_or_else(|| t.request_subject(school, &last_day)),
            lines: vec![t.request_first(&self.asker, school), t.request_how()],
            button: Some((t.request_button(), self.link.clone())),
            ends: Some(t.until_day(&last_day)),
            contact: envelope.ask(|| t.ask_school(school)),
            why: t.reader_why(school),
            not_you: t.not_you_reader(),
            ..Content::default()
        }
    }
}

impl Letter for ConsentCode {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        Content {
            subject: t.code_subject(school),
            lines: vec![t.code_first(school), t.code_how()],
            code: Some(self.code.clone()),
            ends: Some(t.code_ends(moment(self.ends, envelope.locale))),
            contact: envelope.ask(|| t.ask_school(school)),
            why: t.code_why(),
            not_you: t.code_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for ConsentReceipt {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        let mut lines = vec![t.receipt_first(school, moment(self.at, envelope.locale)), t.receipt_mark(&self.mark)];
        lines.push(if self.link.is_some() { t.receipt_how() } else { t.receipt_keep() });
        Content {
            subject: t.receipt_subject(school),
            lines,
            button: self.link.as_ref().map(|(link, _)| (t.receipt_button(), link.clone())),
            ends: self.link.as_ref().map(|(_, last_day)| t.until_day(day(*last_day, envelope.locale))),
            contact: envelope.ask(|| t.ask_school(school)),
            why: t.receipt_why(school),
            not_you: t.not_you_reader(),
            ..Content::default()
        }
    }
}

impl Letter for ConsentDecided {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.decided_subject(envelope.school_name()),
            lines: vec![t.decided_first(moment(self.at, envelope.locale)), t.decided_how()],
            button: Some((t.decided_button(), self.page.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.decided_why(),
            not_you: t.not_you_staff(),
            ..Content::default()
        }
    }
}
