//! Another address to sign in with: asked for with proof of presence, and made so by a link that was mailed to it. Until then nothing
//! changes, so that a mistyped address locks nobody out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    identity::Identity,
    ids::LinkId,
    link::{Link, Refusal},
};

/// An address that somebody wants to sign in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedAddress {
    /// The address.
    pub email: String,
    /// The link that was mailed to it.
    pub link: LinkId,
    /// When it was asked for.
    pub asked: Timestamp,
    /// The first moment at which the link is no longer good.
    pub ends: Timestamp,
}

/// An address that somebody signed in with before: it is told that this is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerAddress {
    /// The address.
    pub email: String,
    /// The link by which another one took its place.
    pub link: LinkId,
}

/// Former addresses that are remembered, for the mails about them: more than can be on their way at once.
const FORMER_KEPT: usize = 5;

impl Identity {
    /// Wants to sign in with an address from the moment at which this link is used; older links are dead.
    pub fn want_address(&mut self, email: impl Into<String>, link: &Link) {
        self.wanted = Some(WantedAddress { email: email.into(), link: link.id, asked: link.made, ends: link.ends });
    }

    /// The address that waits for its link to be used, while that can be.
    pub fn wanted_at(&self, now: Timestamp) -> Option<&WantedAddress> {
        self.wanted.as_ref().filter(|wanted| now < wanted.ends)
    }

    /// Why a link to sign in with another address does not work, apart from its own life: only the newest does, until the password
    /// was changed.
    pub fn refuses_address(&self, link: LinkId) -> Option<Refusal> {
        match &self.wanted {
            Some(newest) if newest.link == link => None,
            Some(_) => Some(Refusal::Replaced),
            None => Some(Refusal::Withdrawn),
        }
    }

    /// Signs in with the wanted address from now on, and gives the former one; nothing when none is wanted. Links that were mailed to the
    /// former address are dead.
    #[must_use]
    pub fn take_address(&mut self) -> Option<String> {
        let wanted = self.wanted.take()?;
        let former = std::mem::replace(&mut self.email, wanted.email);
        let over = (self.former.len() + 1).saturating_sub(FORMER_KEPT);
        self.former.drain(..over);
        self.former.push(FormerAddress { email: former.clone(), link: wanted.link });
        (self.reset, self.factor_reset) = (None, None);
        Some(former)
    }

    /// The address whose place another one took by this link.
    pub fn former_address(&self, link: LinkId) -> Option<&str> {
        self.former.iter().find(|former| former.link == link).map(|former| former.email.as_str())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        identity::Service,
        ids::{IdentityId, LicenceId, StaffId},
    };

    const OLD: &str = "j.juf@dewilg.example";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn person() -> Identity {
        let id = Uuid::from_u128(1);
        let service = Service { licence: LicenceId::new(id), staff: StaffId::new(id) };
        Identity::new(IdentityId::new(id), OLD, "$argon2id$", service, at("2026-11-22T09:00:00Z"))
    }

    fn link(number: u128) -> Link {
        let id = LinkId::new(Uuid::from_u128(number));
        Link::new_address(id, "k1", person().id, at("2026-11-22T09:00:00Z"))
    }

    #[test]
    fn an_address_is_that_of_the_person_once_its_link_is_used_and_what_was_mailed_to_the_former_is_dead() {
        let mut person = person();
        assert_eq!(person.take_address(), None, "none is wanted");
        (person.reset, person.factor_reset) = (Some(link(7).id), Some(link(8).id));
        person.want_address("j.dewit@dewilg.example", &link(2));
        assert_eq!(person.email, OLD, "nothing changes before");
        assert_eq!(person.take_address().as_deref(), Some(OLD));
        assert_eq!((person.email.as_str(), &person.wanted), ("j.dewit@dewilg.example", &None));
        assert_eq!((person.reset, person.factor_reset), (None, None));
        assert_eq!((person.former_address(link(2).id), person.former_address(link(3).id)), (Some(OLD), None));
    }

    #[test]
    fn only_the_newest_link_makes_an_address_so_until_the_password_is_another() {
        let mut person = person();
        assert_eq!(person.refuses_address(link(2).id), Some(Refusal::Withdrawn), "nobody asked");
        person.want_address("j.dewit@dewilg.example", &link(2));
        person.want_address("jet@dewilg.example", &link(3));
        assert_eq!(
            (person.refuses_address(link(2).id), person.refuses_address(link(3).id)),
            (Some(Refusal::Replaced), None)
        );
        let (before, after) = (at("2026-11-23T08:59:59Z"), at("2026-11-23T09:00:00Z"));
        assert_eq!(person.wanted_at(before).map(|wanted| wanted.email.as_str()), Some("jet@dewilg.example"));
        assert_eq!(person.wanted_at(after), None, "a day later it waits no more");
        person.change_password("$argon2id$new", before);
        assert_eq!(person.refuses_address(link(3).id), Some(Refusal::Withdrawn));
    }

    #[test]
    fn a_few_former_addresses_are_remembered() {
        let mut person = person();
        for number in 2..10 {
            person.want_address(format!("{number}@dewilg.example"), &link(number));
            assert!(person.take_address().is_some());
        }
        assert_eq!(person.former.len(), FORMER_KEPT);
        assert_eq!(person.former_address(link(9).id), Some("8@dewilg.example"));
        assert_eq!(person.former_address(link(2).id), None);
    }
}
