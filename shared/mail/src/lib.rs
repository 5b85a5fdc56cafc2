//! The mails people get: what they say, how they look, and how they leave through SES.
//!
//! A mail never tells anything about a learner (1-62): it says who asks, until when, and where to read on. Each mail is a struct
//! ([`Letter`]); with an [`Envelope`] it becomes a [`Mail`], and a [`Mailer`] sends it.

mod account;
mod consent;
mod dates;
mod letter;
mod mailer;
mod message;
mod roster;
mod transfer;

pub use account::{
    AccountChange, AccountChanged, AddressLeft, AddressWanted, FactorReset, FactorResetElsewhere, Invitation,
    LoginPrinted, NewAddress, PasswordReset,
};
pub use consent::{ConsentCode, ConsentDecided, ConsentReceipt, ConsentRequest};
pub use letter::{Content, Envelope, Letter, Mail, School};
pub use mailer::{MailError, Mailer, MessageId, timeouts};
pub use roster::RosterDropped;
pub use transfer::{TransferLocked, TransferWaiting};

texts::catalogue!();

#[cfg(test)]
mod tests;
