//! How one invitation of a round stands, from the round, the staff member and the mail.

use domain::{
    link::ACTIVATION_LIFE,
    round::{Guest, GuestState, NotInvited},
    staff::{StaffMember, StaffStatus},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{mailing::MailState, outbox::Job};
use web::{
    Locale,
    ui::{State as Shape, Tag},
};

use crate::t;

/// Why a mail did not come through, as far as a reader can do something with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// There is no such mailbox.
    NoMailbox,
    /// The mailbox was full or away.
    NotNow,
    /// No mail goes there for a while, because an earlier one came back or was called unwanted.
    Stopped,
    /// The mail service took it, and would not send it.
    Refused,
    /// Access was switched off before the mail went.
    NotNeeded,
    /// Something on our side.
    Ours,
}

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", content = "why", rename_all = "snake_case")]
pub enum Standing {
    /// The link is made or the mail is sent soon.
    Waiting,
    /// The mail went.
    Sent,
    /// The link was put on paper.
    Printed,
    /// It came back.
    Bounced(Trouble),
    /// It could not be sent.
    Failed(Trouble),
    /// The person was not invited.
    NotInvited(NotInvited),
    /// The link was not used in time.
    Expired,
    /// The account works.
    Accepted,
    /// Works here no more.
    Removed,
}

/// What went wrong with a mail, if anything did.
pub fn trouble(mail: &Job) -> Option<Trouble> {
    match mail.mail_state() {
        MailState::Queued | MailState::Sent | MailState::Delivered => None,
        MailState::Dropped => Some(Trouble::NotNeeded),
        MailState::NotArrived | MailState::Failed => Some(match mail.fault.as_deref() {
            Some("bounced" | "address") => Trouble::NoMailbox,
            Some("bounced_for_now") => Trouble::NotNow,
            Some("suppressed") => Trouble::Stopped,
            Some("rejected" | "MessageRejected" | "InvalidParameterValue") => Trouble::Refused,
            _ => Trouble::Ours,
        }),
    }
}

/// What went wrong, and what would help.
pub fn fault(trouble: Trouble, locale: Locale) -> String {
    let t = t(locale);
    match trouble {
        Trouble::NoMailbox => t.trouble_no_mailbox(),
        Trouble::NotNow => t.trouble_not_now(),
        Trouble::Stopped => t.trouble_stopped(),
        Trouble::Refused => t.trouble_refused(),
        Trouble::NotNeeded => t.trouble_not_needed(),
        Trouble::Ours => t.trouble_ours(),
    }
}

impl Standing {
    /// How it stands now.
    pub fn of(guest: &Guest, member: Option<&StaffMember>, mail: Option<&Job>, now: Timestamp) -> Self {
        match member.map(|member| member.status) {
            Some(StaffStatus::Active) => return Self::Accepted,
            Some(StaffStatus::Removed) => return Self::Removed,
            Some(StaffStatus::Invited) | None => {}
        }
        match guest.state {
            GuestState::Waiting => return Self::Waiting,
            GuestState::Refused { why } => return Self::NotInvited(why),
            GuestState::Invited => {}
        }
        if let Some((mail, trouble)) = mail.and_then(|mail| Some((mail, trouble(mail)?))) {
            let came_back = mail.mail_state() == MailState::NotArrived;
            return if came_back { Self::Bounced(trouble) } else { Self::Failed(trouble) };
        }
        let ends = member.and_then(StaffMember::invitation).map(|newest| newest.made + ACTIVATION_LIFE);
        match mail.map(Job::mail_state) {
            _ if ends.is_some_and(|ends| ends <= now) => Self::Expired,
            Some(MailState::Queued) => Self::Waiting,
            _ if member.and_then(StaffMember::invitation).is_some_and(|newest| !newest.mailed) => Self::Printed,
            _ => Self::Sent,
        }
    }

    /// Whether trying once more makes sense.
    pub fn may_be_tried(self) -> bool {
        matches!(self, Self::Bounced(_) | Self::Failed(_) | Self::NotInvited(_) | Self::Expired)
    }

    /// Whether nothing more is expected to happen by itself.
    pub fn is_under_way(self) -> bool {
        self == Self::Waiting
    }

    /// As word and shape.
    pub fn tag(self, locale: Locale) -> Tag {
        let t = t(locale);
        match self {
            Self::Waiting => Tag::new(Shape::Busy, t.waiting()),
            Self::Sent => Tag::new(Shape::Busy, t.sent()),
            Self::Printed => Tag::new(Shape::Busy, t.printed()),
            Self::Bounced(_) => Tag::new(Shape::Attention, t.bounced()),
            Self::Failed(_) => Tag::new(Shape::Attention, t.failed()),
            Self::NotInvited(_) => Tag::new(Shape::Attention, t.not_invited()),
            Self::Expired => Tag::new(Shape::Attention, t.expired()),
            Self::Accepted => Tag::new(Shape::Finished, t.accepted()),
            Self::Removed => Tag::new(Shape::Stopped, t.removed()),
        }
    }

    /// Why it is not as it should be, and what would help.
    pub fn why(self, locale: Locale) -> Option<String> {
        let t = t(locale);
        Some(match self {
            Self::Bounced(why) | Self::Failed(why) => fault(why, locale),
            Self::NotInvited(NotInvited::AddressInUse) => t.why_address_in_use(),
            Self::NotInvited(NotInvited::NotAwaited) => t.why_not_awaited(),
            Self::NotInvited(NotInvited::NoAccess) => t.why_no_access(),
            Self::NotInvited(NotInvited::NoAdministrator) => t.why_no_administrator(),
            Self::NotInvited(NotInvited::GivenUp) => t.trouble_ours(),
            Self::Expired => t.why_expired(),
            Self::Waiting | Self::Sent | Self::Printed | Self::Accepted | Self::Removed => return None,
        })
    }
}
