//! Mails about a transfer: its number and the two organisations, nobody's name.

use jiff::civil::Date;

use crate::{
    dates::day,
    letter::{Content, Envelope, Letter},
    t,
};

/// Tells a receiver that a package waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferWaiting {
    /// The number that people tell each other.
    pub number: String,
    /// Who sends, and from which town.
    pub from: (String, String),
    /// Who receives.
    pub to: String,
    /// The last day on which it waits.
    pub last_day: Date,
    /// The page where it waits; it needs signing in.
    pub page: String,
}

/// Tells sender or receiver that a package is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferLocked {
    /// The number that people tell each other.
    pub number: String,
    /// Who sends.
    pub from: String,
    /// Who receives.
    pub to: String,
    /// Whether this mail goes to the sender, who alone can do something about it.
    pub to_sender: bool,
    /// The page about it; it needs signing in.
    pub page: String,
}

impl Letter for TransferWaiting {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, (from, place)) = (t(envelope.locale), &self.from);
        Content {
            subject: t.waiting_subject(&self.number),
            lines: vec![t.waiting_first(from, place, &self.to, &self.number), t.waiting_how()],
            button: Some((t.waiting_button(), self.page.clone())),
            ends: Some(t.waiting_ends(day(self.last_day, envelope.locale))),
            contact: envelope.ask(|| t.ask_sender(from, place)),
            why: t.contact_why(&self.to),
            not_you: t.contact_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for TransferLocked {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        let (how, me, other) = if self.to_sender {
            (t.locked_sender(), &self.from, &self.to)
        } else {
            (t.locked_receiver(&self.from), &self.to, &self.from)
        };
        Content {
            subject: t.locked_subject(&self.number),
            lines: vec![t.locked_first(&self.number, &self.from, &self.to), how],
            button: Some((t.locked_button(), self.page.clone())),
            contact: envelope.ask(|| t.ask_school(other)),
            why: t.contact_why(me),
            not_you: t.contact_not_you(),
            ..Content::default()
        }
    }
}
