//! Mails about files of the pupil administration: which location, nobody's name.

use crate::{
    letter::{Content, Envelope, Letter},
    t,
};

/// Tells an administrator that another system put a file into the drop folder of a location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterDropped {
    /// What people call the location.
    pub location: String,
    /// The page of the file; it needs signing in.
    pub page: String,
}

impl Letter for RosterDropped {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        Content {
            subject: t.dropped_subject(school),
            lines: vec![t.dropped_first(&self.location), t.dropped_how()],
            button: Some((t.dropped_button(), self.page.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.dropped_why(&self.location),
            not_you: t.not_you_staff(),
            ..Content::default()
        }
    }
}
