//! Links that are mailed: activation, password reset, consent. Opening one is harmless; using it up takes a person (0-12).

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{ConsentId, DossierId, IdentityId, LicenceId, LinkId, StaffId};

/// Five days of 24 hours (0-11).
pub const ACTIVATION_LIFE: SignedDuration = SignedDuration::from_hours(5 * 24);
/// Half an hour: long enough to find the mail, short enough for a shared mailbox.
pub const RESET_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// Half a school day: an administrator asks for it while the person may be in class. Longer than a reset of the password, because it opens
/// nothing without that password; far shorter than the day that NIST SP 800-63B-4 allows what is mailed for recovery.
pub const FACTOR_RESET_LIFE: SignedDuration = SignedDuration::from_hours(4);
/// A day: who works on Monday may read the mail of the new address on Tuesday, and nothing changes before. It opens nothing without a
/// session or the password, and it is the day that NIST SP 800-63B-4 allows what is mailed for recovery.
pub const NEW_ADDRESS_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Openings kept one by one; later ones are only counted, so that a scanner cannot grow the item.
pub const TRAIL_KEPT: usize = 20;

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Purpose {
    /// The first access of a staff member.
    Activation {
        /// In which licence.
        licence: LicenceId,
        /// Who.
        staff: StaffId,
    },
    /// A new password.
    PasswordReset {
        /// Whose.
        identity: IdentityId,
    },
    /// Signing in with the address that it is mailed to.
    NewAddress {
        /// Who.
        identity: IdentityId,
    },
    /// Setting up the second factor anew after the phone was lost; needs the password too.
    FactorReset {
        /// In which licence it was asked.
        licence: LicenceId,
        /// As whom the person works there.
        staff: StaffId,
        /// Whose.
        identity: IdentityId,
    },
    /// Reading a plan and deciding on it.
    Consent {
        /// In which licence.
        licence: LicenceId,
        /// Of which dossier.
        dossier: DossierId,
        /// Which request.
        consent: ConsentId,
    },
}

/// How far a link's life is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Can be used.
    Open,
    /// Has been used.
    Used {
        /// When.
        at: Timestamp,
    },
    /// A newer link took its place.
    Replaced {
        /// When.
        at: Timestamp,
    },
    /// Its sender took it back, or what it was for is gone.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

/// One opening of a link, by a person or a mail scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Opening {
    /// When.
    pub at: Timestamp,
    /// What the opener says it is, cut short.
    pub agent: String,
}

/// A mailed link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Its id; its token is derived from it.
    pub id: LinkId,
    /// Which link key derives the token.
    pub key: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How far its life is.
    #[serde(flatten)]
    pub state: State,
    /// When it was made.
    pub made: Timestamp,
    /// The first moment at which it is no longer good.
    pub ends: Timestamp,
    /// The first openings.
    #[serde(default)]
    pub trail: Vec<Opening>,
    /// How often it was opened.
    #[serde(default)]
    pub openings: u64,
}

/// Why a link cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// It was used.
    Used {
        /// When.
        at: Timestamp,
    },
    /// A newer link took its place.
    Replaced,
    /// It was taken back.
    Withdrawn,
    /// It is too old.
    Expired {
        /// Since when.
        at: Timestamp,
    },
}

impl Link {
    /// A new link.
    pub fn new(id: LinkId, key: impl Into<String>, purpose: Purpose, made: Timestamp, ends: Timestamp) -> Self {
        Self { id, key: key.into(), purpose, state: State::Open, made, ends, trail: Vec::new(), openings: 0 }
    }

    /// An activation link: good for five days.
    pub fn activation(id: LinkId, key: impl Into<String>, licence: LicenceId, staff: StaffId, now: Timestamp) -> Self {
        Self::new(id, key, Purpose::Activation { licence, staff }, now, now + ACTIVATION_LIFE)
    }

    /// A link to choose a new password.
    pub fn password_reset(id: LinkId, key: impl Into<String>, identity: IdentityId, now: Timestamp) -> Self {
        Self::new(id, key, Purpose::PasswordReset { identity }, now, now + RESET_LIFE)
    }

    /// A link to sign in with the address that it is mailed to.
    pub fn new_address(id: LinkId, key: impl Into<String>, identity: IdentityId, now: Timestamp) -> Self {
        Self::new(id, key, Purpose::NewAddress { identity }, now, now + NEW_ADDRESS_LIFE)
    }

    /// A link to set up the second factor anew.
    pub fn factor_reset(
        id: LinkId,
        key: impl Into<String>,
        licence: LicenceId,
        staff: StaffId,
        identity: IdentityId,
        now: Timestamp,
    ) -> Self {
        Self::new(id, key, Purpose::FactorReset { licence, staff, identity }, now, now + FACTOR_RESET_LIFE)
    }

    /// Why it cannot be used at `now`, if so. The order is what a person should be told first.
    pub fn refusal(&self, now: Timestamp) -> Option<Refusal> {
        match self.state {
            State::Used { at } => Some(Refusal::Used { at }),
            State::Replaced { .. } => Some(Refusal::Replaced),
            State::Withdrawn { .. } => Some(Refusal::Withdrawn),
            State::Open if now >= self.ends => Some(Refusal::Expired { at: self.ends }),
            State::Open => None,
        }
    }

    /// The licence it belongs to, if it belongs to one.
    pub fn licence(&self) -> Option<LicenceId> {
        match self.purpose {
            Purpose::Activation { licence, .. }
            | Purpose::FactorReset { licence, .. }
            | Purpose::Consent { licence, .. } => Some(licence),
            Purpose::PasswordReset { .. } | Purpose::NewAddress { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn link() -> Link {
        let id = Uuid::from_u128(1);
        Link::activation(LinkId::new(id), "k1", LicenceId::new(id), StaffId::new(id), at("2026-11-22T09:00:00Z"))
    }

    #[test]
    fn an_activation_link_is_good_for_five_days_to_the_second() {
        // 0-11
        assert_eq!(link().refusal(at("2026-11-27T08:59:59Z")), None);
        assert_eq!(
            link().refusal(at("2026-11-27T09:00:00Z")),
            Some(Refusal::Expired { at: at("2026-11-27T09:00:00Z") })
        );
    }

    #[test]
    fn a_link_for_a_lost_phone_is_good_for_four_hours_and_belongs_to_who_asked() {
        let id = Uuid::from_u128(1);
        let (licence, staff, identity) = (LicenceId::new(id), StaffId::new(id), IdentityId::new(id));
        let link = Link::factor_reset(LinkId::new(id), "k1", licence, staff, identity, at("2026-11-22T09:00:00Z"));
        assert_eq!((link.licence(), link.refusal(at("2026-11-22T12:59:59Z"))), (Some(licence), None));
        assert_eq!(link.refusal(at("2026-11-22T13:00:00Z")), Some(Refusal::Expired { at: at("2026-11-22T13:00:00Z") }));
    }

    #[test]
    fn a_link_for_a_new_address_is_good_for_a_day_and_belongs_to_no_licence() {
        let id = Uuid::from_u128(1);
        let link = Link::new_address(LinkId::new(id), "k1", IdentityId::new(id), at("2026-11-22T09:00:00Z"));
        assert_eq!((link.licence(), link.refusal(at("2026-11-23T08:59:59Z"))), (None, None));
        assert_eq!(link.refusal(at("2026-11-23T09:00:00Z")), Some(Refusal::Expired { at: at("2026-11-23T09:00:00Z") }));
    }

    #[test]
    fn a_used_link_says_when_it_was_used_even_when_it_is_also_old() {
        // 0-15
        let used = Link { state: State::Used { at: at("2026-11-23T10:00:00Z") }, ..link() };
        assert_eq!(used.refusal(at("2027-01-01T00:00:00Z")), Some(Refusal::Used { at: at("2026-11-23T10:00:00Z") }));
    }

    #[test]
    fn a_link_that_was_replaced_or_taken_back_says_so_whether_or_not_it_is_old() {
        // 0-15
        let then = at("2026-11-23T10:00:00Z");
        for now in [then, at("2027-01-01T00:00:00Z")] {
            let dead = |state| Link { state, ..link() }.refusal(now);
            assert_eq!(dead(State::Replaced { at: then }), Some(Refusal::Replaced));
            assert_eq!(dead(State::Withdrawn { at: then }), Some(Refusal::Withdrawn));
        }
    }

    #[test]
    fn a_link_for_a_password_is_good_for_half_an_hour_and_belongs_to_no_licence() {
        let id = Uuid::from_u128(1);
        let reset = Link::password_reset(LinkId::new(id), "k1", IdentityId::new(id), at("2026-11-22T09:00:00Z"));
        assert_eq!((reset.licence(), reset.refusal(at("2026-11-22T09:29:59Z"))), (None, None));
        assert!(reset.refusal(at("2026-11-22T09:30:00Z")).is_some());
        let (licence, dossier) =
            (LicenceId::new(id), DossierId { learner: crate::ids::LearnerId::new(id), number: id });
        let purpose = Purpose::Consent { licence, dossier, consent: ConsentId::new(id) };
        assert_eq!((Link { purpose, ..link() }.licence(), link().licence()), (Some(licence), Some(licence)));
    }
}
