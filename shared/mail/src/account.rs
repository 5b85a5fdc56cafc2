//! Mails about a person's own access.

pub use domain::account_change::AccountChange;
use jiff::Timestamp;

use crate::{
    dates::moment,
    letter::{Content, Envelope, Letter},
    t,
};

/// Invites a staff member: the link to choose a password, or to accept with the own one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The activation link.
    pub link: String,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
}

/// Tells somebody that an activation link was printed and is handed over in person. The link is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginPrinted {
    /// Who printed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The link to choose a new password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordReset {
    /// The link.
    pub link: String,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
}

/// The link to set up the second factor anew, after an administrator asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorReset {
    /// The link.
    pub link: String,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
}

/// Tells another organisation of the same person that the second factor was reset. Neither who asked for it nor whose it was: that stands
/// on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorResetElsewhere {
    /// Who is told.
    pub to: String,
    /// When it happened.
    pub at: Timestamp,
    /// The page of the staff member; it needs signing in.
    pub page: String,
}

/// The link to sign in with the address that it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAddress {
    /// The link.
    pub link: String,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
}

/// Tells a person that somebody typed the same address to sign in with. Who that was is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressWanted {
    /// When.
    pub at: Timestamp,
    /// Where one signs in.
    pub sign_in: String,
}

/// Tells a former address that another one took its place, in case that was somebody else. Which one is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLeft {
    /// When.
    pub at: Timestamp,
    /// Where it says whom to ask.
    pub help: String,
}

/// Tells a person that something changed, in case it was somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChanged {
    /// What changed.
    pub what: AccountChange,
    /// When.
    pub at: Timestamp,
    /// Where a new password can be asked for.
    pub reset: String,
}

impl Letter for Invitation {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        Content {
            subject: t.invitation_subject(school),
            lines: vec![t.invitation_first(school), t.invitation_how()],
            button: Some((t.invitation_button(), self.link.clone())),
            ends: Some(t.link_once(moment(self.ends, envelope.locale))),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.invitation_why(school),
            not_you: t.not_you_staff(),
            ..Content::default()
        }
    }
}

impl Letter for LoginPrinted {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        Content {
            subject: t.printed_subject(school),
            lines: vec![t.printed_first(&self.by, school, moment(self.at, envelope.locale)), t.printed_how()],
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.invitation_why(school),
            not_you: t.printed_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for PasswordReset {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.reset_subject(),
            lines: vec![t.reset_first(), t.reset_how()],
            button: Some((t.new_password(), self.link.clone())),
            ends: Some(t.link_once(moment(self.ends, envelope.locale))),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.reset_why(),
            not_you: t.reset_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for FactorReset {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, school) = (t(envelope.locale), envelope.school_name());
        Content {
            subject: t.factor_reset_subject(),
            lines: vec![t.factor_reset_first(school), t.factor_reset_how()],
            button: Some((t.factor_reset_button(), self.link.clone())),
            ends: Some(t.link_once(moment(self.ends, envelope.locale))),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.factor_reset_why(school),
            not_you: t.factor_reset_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for FactorResetElsewhere {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.factor_elsewhere_subject(),
            lines: vec![t.factor_elsewhere_first(&self.to, moment(self.at, envelope.locale)), t.factor_elsewhere_how()],
            button: Some((t.factor_elsewhere_button(), self.page.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.contact_why(&self.to),
            not_you: t.contact_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for NewAddress {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.new_address_subject(),
            lines: vec![t.new_address_first(), t.new_address_how()],
            button: Some((t.new_address_button(), self.link.clone())),
            ends: Some(t.link_once(moment(self.ends, envelope.locale))),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.reset_why(),
            not_you: t.new_address_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for AddressWanted {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.address_wanted_subject(),
            lines: vec![t.address_wanted_first(moment(self.at, envelope.locale)), t.address_wanted_how()],
            button: Some((t.address_wanted_button(), self.sign_in.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.changed_why(),
            not_you: t.address_wanted_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for AddressLeft {
    fn content(&self, envelope: &Envelope) -> Content {
        let t = t(envelope.locale);
        Content {
            subject: t.changed_subject(),
            lines: vec![t.address_left_first(moment(self.at, envelope.locale)), t.address_left_how()],
            button: Some((t.address_left_button(), self.help.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.address_left_why(),
            not_you: t.changed_not_you(),
            ..Content::default()
        }
    }
}

impl Letter for AccountChanged {
    fn content(&self, envelope: &Envelope) -> Content {
        let (t, at) = (t(envelope.locale), moment(self.at, envelope.locale));
        let first = match self.what {
            AccountChange::Password => t.changed_password(at),
            AccountChange::SecondFactorOn => t.changed_second_factor_on(at),
            AccountChange::SecondFactorOff => t.changed_second_factor_off(at),
            AccountChange::SecondFactorReset => t.changed_second_factor_reset(at),
            AccountChange::RecoveryCodeUsed => t.changed_recovery_code(at),
            AccountChange::Locked => t.changed_locked(at),
            AccountChange::JoinedLicence => t.changed_joined(at),
            AccountChange::HubLinked => t.changed_hub_linked(at),
            AccountChange::HubUnlinked => t.changed_hub_unlinked(at),
        };
        let how = if self.what == AccountChange::Locked { t.changed_locked_how() } else { t.changed_how() };
        Content {
            subject: t.changed_subject(),
            lines: vec![first, how],
            button: Some((t.new_password(), self.reset.clone())),
            contact: envelope.ask(|| t.ask_administrator()),
            why: t.changed_why(),
            not_you: t.changed_not_you(),
            ..Content::default()
        }
    }
}
