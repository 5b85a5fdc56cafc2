//! A round of invitations: many people invited at once, each in a transaction of its own (3-24).

mod input;

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use input::{Candidate, Invitee, MOST, Wish, email_field, who_field};

use crate::{
    access::Area,
    author::Stamp,
    ids::{LocationId, RoundId, StaffId},
    name::PersonName,
    staff::{NewGrant, NewStaff, Role, StaffMember, StaffStatus},
};

/// Many people who are invited together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Round {
    /// The id.
    pub id: RoundId,
    /// Who invites, and since when.
    pub by: Stamp,
    /// What everybody gets who was not in the licence yet; nothing when all of them were.
    pub gift: Option<Gift>,
    /// Who is invited, in the order in which it is done.
    pub guests: Vec<Guest>,
}

/// The role that new people of a round get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gift {
    /// Which role.
    pub role: Role,
    /// At which location; `None` is the whole licence.
    pub location: Option<LocationId>,
    /// Why.
    pub reason: String,
}

/// Somebody who is invited in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Guest {
    /// Who it is, or will be.
    pub staff: StaffId,
    /// The name as it was then.
    pub name: PersonName,
    /// The address that the invitation goes to.
    pub email: String,
    /// How far it is.
    #[serde(flatten)]
    pub state: GuestState,
}

/// How far the invitation of one person is. What became of its mail is told by the mail itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum GuestState {
    /// To be done.
    Waiting,
    /// Link made, mail in the outbox.
    Invited,
    /// Not done.
    Refused {
        /// Why.
        why: NotInvited,
    },
}

/// Why somebody was not invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotInvited {
    /// Somebody else in the licence has the address.
    AddressInUse,
    /// Has accepted an earlier invitation, or works here no more.
    NotAwaited,
    /// Access to the application is switched off.
    NoAccess,
    /// Who began the round is no administrator any more.
    NoAdministrator,
    /// The worker gave up.
    GivenUp,
}

impl NotInvited {
    /// Its name in the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AddressInUse => "address_in_use",
            Self::NotAwaited => "not_awaited",
            Self::NoAccess => "no_access",
            Self::NoAdministrator => "no_administrator",
            Self::GivenUp => "given_up",
        }
    }
}

impl Guest {
    /// Why this person cannot be invited now, who is in the licence already.
    pub fn refusal(&self, member: &StaffMember) -> Option<NotInvited> {
        match member.status {
            StaffStatus::Active | StaffStatus::Removed => Some(NotInvited::NotAwaited),
            StaffStatus::Invited if !member.access => Some(NotInvited::NoAccess),
            StaffStatus::Invited => None,
        }
    }
}

impl Gift {
    /// The part of the licence that the role holds in.
    pub fn area(&self) -> Area {
        Area::from(self.location)
    }

    /// The new staff member that a guest becomes.
    pub fn to(&self, guest: &Guest, by: StaffId, today: Date) -> StaffMember {
        let new = NewStaff {
            name: guest.name.clone(),
            email: guest.email.clone(),
            grant: NewGrant {
                role: self.role,
                subject: None,
                groups: BTreeSet::new(),
                location: self.location,
                reason: self.reason.clone(),
                to: None,
            },
        };
        StaffMember::invited(guest.staff, new, Some(by), today)
    }
}

impl Round {
    /// Who is to be invited next.
    pub fn next(&self) -> Option<usize> {
        self.guests.iter().position(|guest| guest.state == GuestState::Waiting)
    }

    /// Notes how it went with somebody.
    pub fn note(&mut self, at: usize, state: GuestState) {
        if let Some(guest) = self.guests.get_mut(at) {
            guest.state = state;
        }
    }

    /// Sets everybody who still waits to this: nothing comes of it by itself.
    pub fn stop(&mut self, why: NotInvited) {
        for guest in self.guests.iter_mut().filter(|guest| guest.state == GuestState::Waiting) {
            guest.state = GuestState::Refused { why };
        }
    }

    /// Invites some of them once more, each at the address that is given, or at the same. `false` when nobody is among them.
    pub fn again(&mut self, who: &[(StaffId, Option<String>)]) -> bool {
        let mut any = false;
        for guest in &mut self.guests {
            let Some((_, email)) = who.iter().find(|(staff, _)| *staff == guest.staff) else { continue };
            guest.email = email.clone().unwrap_or_else(|| guest.email.clone());
            guest.state = GuestState::Waiting;
            any = true;
        }
        any
    }
}

/// The row of the register of rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundRow {
    /// The id.
    pub id: RoundId,
    /// Who invited, and when.
    pub by: Stamp,
    /// How many people.
    pub people: usize,
}

impl RoundRow {
    /// The row of a round.
    pub fn of(round: &Round) -> Self {
        Self { id: round.id, by: round.by.clone(), people: round.guests.len() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::author::Author;

    fn guest(number: u128) -> Guest {
        let name =
            PersonName { call_name: Some("Jet".into()), family_name: Some("Juf".into()), ..PersonName::default() };
        let staff = StaffId::new(Uuid::from_u128(number));
        Guest { staff, name, email: format!("j{number}@dewilg.example"), state: GuestState::Waiting }
    }

    fn round() -> Round {
        let by = Author { staff: StaffId::new(Uuid::from_u128(9)), name: "Bea de Heer".into() };
        Round {
            id: RoundId::new(Uuid::from_u128(1)),
            by: by.at("2026-11-22T09:00:00Z".parse().unwrap()),
            gift: Some(Gift { role: Role::DossierTeacher, location: None, reason: "nieuw team".into() }),
            guests: vec![guest(1), guest(2)],
        }
    }

    #[test]
    fn a_round_goes_on_with_whoever_still_waits() {
        let mut round = round();
        assert_eq!(round.next(), Some(0));
        round.note(0, GuestState::Invited);
        assert_eq!(round.next(), Some(1));
        round.stop(NotInvited::GivenUp);
        assert_eq!(round.next(), None);
        assert_eq!(round.guests[0].state, GuestState::Invited, "what was done stays");
        let second = round.guests[1].staff;
        assert!(round.again(&[(second, Some("jet@dewilg.example".into()))]));
        assert_eq!((round.next(), round.guests[1].email.as_str()), (Some(1), "jet@dewilg.example"));
        assert!(!round.again(&[(StaffId::new(Uuid::from_u128(7)), None)]), "who was not in it does not come in");
    }

    #[test]
    fn who_accepted_was_removed_or_has_no_access_is_not_invited() {
        // 3-16, 3-26
        let (round, day) = (round(), date(2026, 11, 22));
        let guest = &round.guests[0];
        let mut member = round.gift.as_ref().unwrap().to(guest, round.by.by.staff, day);
        assert_eq!(guest.refusal(&member), None);
        member.access = false;
        assert_eq!(guest.refusal(&member), Some(NotInvited::NoAccess));
        member.status = StaffStatus::Active;
        assert_eq!(guest.refusal(&member), Some(NotInvited::NotAwaited));
        member.remove(day);
        assert_eq!(guest.refusal(&member), Some(NotInvited::NotAwaited));
    }
}
