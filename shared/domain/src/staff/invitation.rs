//! Inviting a staff member: the links that were made, and which of them a newer one must kill.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{StaffMember, StaffStatus};
use crate::{
    ids::{LinkId, StaffId},
    link::{ACTIVATION_LIFE, Link},
};

/// An invitation that was made; the newest is last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invitation {
    /// Its link.
    pub link: LinkId,
    /// Which link key derives the token.
    pub key: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether it goes by mail or is handed over on paper (0-18).
    pub mailed: bool,
    /// By whom.
    pub by: Option<StaffId>,
}

/// Invitations that are remembered; older ones have long ended.
const INVITATIONS_KEPT: usize = 20;

impl StaffMember {
    /// The last invitation.
    pub fn invitation(&self) -> Option<&Invitation> {
        self.invitations.last()
    }

    /// Whether an invitation can be sent: only to somebody who has not accepted one yet (0-17).
    pub fn may_be_invited(&self) -> bool {
        self.status == StaffStatus::Invited
    }

    /// Notes an invitation with this activation link.
    pub fn invite(&mut self, link: &Link, mailed: bool, by: Option<StaffId>) {
        let over = (self.invitations.len() + 1).saturating_sub(INVITATIONS_KEPT);
        self.invitations.drain(..over);
        self.invitations.push(Invitation { link: link.id, key: link.key.clone(), made: link.made, mailed, by });
    }

    /// Invitations whose links have not ended by time: those that a newer link or a removal must kill.
    pub fn unended_invitations(&self, now: Timestamp) -> impl Iterator<Item = &Invitation> {
        self.invitations.iter().filter(move |invitation| now < invitation.made + ACTIVATION_LIFE)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{ids::LicenceId, staff::tests::jet};

    #[test]
    fn only_links_of_the_last_five_days_are_left_to_kill() {
        // 0-11
        let made: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let mut member = jet();
        let link = Link::activation(
            LinkId::new(Uuid::from_u128(3)),
            "k1",
            LicenceId::new(Uuid::from_u128(4)),
            member.id,
            made,
        );
        member.invite(&link, true, None);
        assert_eq!(member.unended_invitations(made).count(), 1);
        assert_eq!(member.unended_invitations(link.ends).count(), 0);
    }
}
