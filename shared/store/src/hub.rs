//! Signing in through the hub: which identity a school account is, and the turns that are under way.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    hash::Hash,
    identity::{Closed, Identity},
    ids::{IdentityId, LinkId},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    change::{Change, Once, ttl},
    error::{Conflict, StoreError},
    item::{Stored, to_item},
    keys,
    read::Store,
};

/// How long somebody may take at the hub, where a password may have to be looked up.
pub const TURN: SignedDuration = SignedDuration::from_mins(15);

/// The id of the turn that a form begins. It follows from the form's key, so that the same form, sent again, begins no other one.
pub fn turn_by(once: &Once) -> LinkId {
    LinkId::new(Hash::of(format!("hub turn by {}", once.key.pk)).uuid())
}

/// What somebody goes to the hub for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HubPurpose {
    /// To sign in; and the page of ours to go to afterwards.
    SignIn {
        /// A page of ours.
        next: String,
    },
    /// To link a school account to the own identity, being signed in.
    Link {
        /// Whose.
        identity: IdentityId,
    },
    /// To accept an invitation with it.
    Activate {
        /// The link of the invitation.
        link: LinkId,
        /// Under which key its token is derived.
        key: String,
    },
}

/// Whose account an answer of the hub was, where the person has still to accept an invitation with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubProof {
    /// Whose.
    pub identity: IdentityId,
    /// Which school account.
    pub account: Hash,
    /// The epoch of the identity then: a later one ends it.
    pub epoch: u64,
}

/// A turn at the hub: begun in one browser, and good for one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubTurn {
    /// What for.
    pub purpose: HubPurpose,
    /// When it ends.
    pub ends: Timestamp,
    /// Whose session it began, once it was used to sign in: for whoever did not get the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<IdentityId>,
    /// What it proved of somebody who is invited and has an account already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proved: Option<HubProof>,
    /// Whether it was used, well or in vain.
    #[serde(default)]
    pub used: bool,
}

impl HubTurn {
    /// A turn that begins now.
    pub fn new(purpose: HubPurpose, now: Timestamp) -> Self {
        Self { purpose, ends: now + TURN, began: None, proved: None, used: false }
    }

    /// Whether an answer of the hub is still looked at.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.used && now < self.ends
    }

    /// Whether it stands for the password of this person where this invitation is accepted: it was begun for that, the school account is
    /// still linked, and what is signed in with did not change since. It ends with the turn.
    pub fn proves(&self, invitation: LinkId, identity: &Identity, now: Timestamp) -> bool {
        let is_for = matches!(&self.purpose, HubPurpose::Activate { link, .. } if *link == invitation);
        let holds = |proof: &HubProof| {
            let is_linked = identity.hub.iter().any(|linked| linked.account == proof.account);
            proof.identity == identity.id && proof.epoch == identity.epoch && is_linked
        };
        let is_open = now < self.ends && identity.closed(now) != Some(Closed::Locked);
        is_for && is_open && self.proved.as_ref().is_some_and(holds)
    }
}

/// The guard that points from a school account to an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    identity: IdentityId,
}

impl Store {
    /// A turn at the hub by its secret, whatever became of it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_hub_turn(&self, secret: &str) -> Result<Option<HubTurn>, StoreError> {
        Ok(self.get::<HubTurn>(&keys::hub_turn(secret), "hub turn").await?.map(|turn| turn.value))
    }

    /// The identity that a school account is linked to, if it is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn identity_of_hub(&self, account: &Hash) -> Result<Option<Stored<Identity>>, StoreError> {
        let Some(owner) = self.get::<Owner>(&keys::hub_account(account), "hub account").await? else { return Ok(None) };
        let identity = self.find_identity(owner.value.identity).await?;
        Ok(identity.filter(|identity| identity.value.hub.iter().any(|linked| linked.account == *account)))
    }
}

impl Change {
    /// Keeps a school account single: it is one identity. Refused with `Taken("hub account")` when it is linked already.
    pub fn claim_hub_account(self, account: &Hash, identity: IdentityId) -> Self {
        self.put_new(&keys::hub_account(account), "hub account", &Owner { identity })
    }

    /// Frees a school account.
    pub fn free_hub_account(self, account: &Hash) -> Self {
        self.remove_item(&keys::hub_account(account))
    }

    /// Keeps a turn at the hub that begins.
    pub fn hub_turn(self, secret: &str, turn: &HubTurn) -> Self {
        let key = keys::hub_turn(secret);
        let item = to_item(turn, "hub turn", &key, 1).map(|mut item| {
            item.insert("ttl".into(), ttl(turn.ends));
            item
        });
        self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Taken("hub turn"))
    }

    /// Uses a turn up as [`Change::use_hub_turn`] does; what it proved counts until the turn ends, for the invitation that it was begun for.
    pub fn prove_hub_turn(self, secret: &str, proof: &HubProof) -> Self {
        let proof: AttributeValue = match serde_dynamo::to_attribute_value(proof) {
            Ok(proof) => proof,
            Err(error) => return self.fail(StoreError::Corrupt { entity: "hub turn", cause: error.to_string() }),
        };
        let names = HashMap::from([("#used".to_owned(), "used".to_owned())]);
        let values = HashMap::from([
            (":yes".to_owned(), AttributeValue::Bool(true)),
            (":no".to_owned(), AttributeValue::Bool(false)),
            (":proof".to_owned(), proof),
        ]);
        let (key, update) = (keys::hub_turn(secret), "SET #used = :yes, proved = :proof");
        self.update_named(&key, update, "#used = :no", names, values, Conflict::LinkDead)
    }

    /// Uses a turn up, whatever came of it: of two answers at once, one is looked at. `began` is whose session it began, if one.
    pub fn use_hub_turn(self, secret: &str, began: Option<IdentityId>) -> Self {
        let names = HashMap::from([("#used".to_owned(), "used".to_owned())]);
        let mut values = HashMap::from([
            (":yes".to_owned(), AttributeValue::Bool(true)),
            (":no".to_owned(), AttributeValue::Bool(false)),
        ]);
        let update = match began {
            Some(identity) => {
                values.insert(":began".into(), AttributeValue::S(identity.to_string()));
                "SET #used = :yes, began = :began"
            }
            None => "SET #used = :yes",
        };
        self.update_named(&keys::hub_turn(secret), update, "#used = :no", names, values, Conflict::LinkDead)
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        hub::LinkedAccount,
        identity::Service,
        ids::{LicenceId, StaffId},
        throttle::{Failures, LOCKED_AFTER},
    };
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_a_turn_proved_counts_for_one_invitation_and_person_and_as_long_as_nothing_changed() {
        let (now, link) = (Timestamp::UNIX_EPOCH, LinkId::new(Uuid::from_u128(1)));
        let service = Service { licence: LicenceId::new(Uuid::from_u128(2)), staff: StaffId::new(Uuid::from_u128(3)) };
        let account = LinkedAccount { account: Hash::of("a"), school: String::new(), since: now };
        let person = Identity::of_hub(IdentityId::new(Uuid::from_u128(4)), "a@b.example", account, service, now);
        let mut turn = HubTurn::new(HubPurpose::Activate { link, key: "1".into() }, now);
        assert!(!turn.proves(link, &person, now), "the hub said nothing yet");
        turn.proved = Some(HubProof { identity: person.id, account: Hash::of("a"), epoch: person.epoch });
        turn.used = true;
        assert!(turn.proves(link, &person, now) && !turn.is_open(now));
        assert!(!turn.proves(LinkId::new(Uuid::from_u128(9)), &person, now), "another invitation");
        assert!(!turn.proves(link, &person, now + TURN), "the turn is over");
        let other = Identity { id: IdentityId::new(Uuid::from_u128(5)), ..person.clone() };
        let unlinked = Identity { hub: vec![], ..person.clone() };
        let changed = Identity { epoch: 1, ..person.clone() };
        let failures = Failures { count: LOCKED_AFTER, last: Some(now) };
        let locked = Identity { failures, ..person };
        for (identity, why) in [(other, "other"), (unlinked, "unlinked"), (changed, "changed"), (locked, "locked")] {
            assert!(!turn.proves(link, &identity, now), "{why}");
        }
    }
}
