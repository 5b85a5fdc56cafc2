//! Staff members and identities.

use domain::{
    group::Group,
    identity::{Identity, Service},
    ids::{GroupId, IdentityId, JobId, LicenceId, LinkId, StaffId},
    link::{Link, State},
    staff::{Invitation, StaffMember, StaffRow},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    change::Change,
    error::StoreError,
    item::{Entity, Row, Stored},
    keys::{self, Key},
    outbox::{Job, Task},
    read::Store,
};

impl Entity for StaffMember {
    type Id = StaffId;
    const ENTITY: &'static str = "staff";

    fn key(licence: LicenceId, id: &StaffId) -> Key {
        keys::staff(licence, *id)
    }

    fn id(&self) -> StaffId {
        self.id
    }
}

impl Row for StaffRow {
    const REGISTER: &'static str = "staff";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

impl Entity for Group {
    type Id = GroupId;
    const ENTITY: &'static str = "group";

    fn key(licence: LicenceId, id: &GroupId) -> Key {
        keys::group(licence, *id)
    }

    fn id(&self) -> GroupId {
        self.id
    }
}

/// A group is small: its register row is the group itself.
impl Row for Group {
    const REGISTER: &'static str = "groups";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

/// The guard that points from an address to an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Address {
    identity: IdentityId,
}

/// The guard that points from an address to a staff member.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Owner {
    owner: String,
}

/// The id of no person.
pub const NOBODY: IdentityId = IdentityId::new(uuid::Uuid::nil());

impl Store {
    /// An identity.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_identity(&self, id: IdentityId) -> Result<Option<Stored<Identity>>, StoreError> {
        self.get(&keys::identity(id), "identity").await
    }

    /// Who signs in with an address, if somebody does; one call either way, so that time tells nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn owner_of(&self, email: &str) -> Result<Option<IdentityId>, StoreError> {
        Ok(self.get::<Address>(&keys::address(email), "address").await?.map(|address| address.value.identity))
    }

    /// Whether an address is that of somebody else in one of the licences that a person serves: of a second invitation, for example.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_anothers(&self, email: &str, services: &[Service]) -> Result<bool, StoreError> {
        let key = |service: &Service| keys::staff_address(service.licence, email);
        let mut found = self.batch(&services.iter().map(key).collect::<Vec<_>>()).await?;
        for service in services {
            let guard = found.take::<Owner>(&key(service), "staff address")?;
            if guard.is_some_and(|guard| guard.value.owner != service.staff.to_string()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The identity that signs in with an address, if there is one. When there is none it takes a call less: where a stranger typed the
    /// address, ask for its [`holder`](Store::holder_of).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn identity_of(&self, email: &str) -> Result<Option<Stored<Identity>>, StoreError> {
        match self.owner_of(email).await? {
            Some(id) => self.find_identity(id).await,
            None => Ok(None),
        }
    }
}

/// A new activation link and the mail that brings it.
pub struct NewInvitation {
    /// The link; the staff member notes it with [`StaffMember::invite`].
    pub link: Link,
    token: String,
    mail: Job,
}

/// The job that mails a link: it has the link's id, so that the trail of a link finds its mail.
pub fn mail_of(link: LinkId) -> JobId {
    JobId::new(link.uuid())
}

impl App {
    /// A new activation link for a staff member, with its mail.
    ///
    /// # Errors
    /// When there is no randomness or no link key.
    pub async fn new_invitation(&self, licence: LicenceId, staff: StaffId) -> Result<NewInvitation, StoreError> {
        let (now, kid) = (self.now(), self.keys.link_kid().await);
        let link = Link::activation(self.id()?, kid, licence, staff, now);
        let token = self.link_token(link.id, &link.key).await?;
        let mail = Job::new(
            mail_of(link.id),
            Some(licence),
            Task::MailInvitation { staff, link: link.id, key: link.key.clone() },
            now,
        );
        Ok(NewInvitation { link, token, mail })
    }

    /// Invites once more somebody who has not accepted yet: a new mailed link, and the older ones die. An address that is another than the
    /// present one takes its place, and the present one is free then. The member is changed, and still to be saved (0-17).
    ///
    /// # Errors
    /// When the database does not answer, or there is no randomness or no link key.
    pub async fn invite_again(
        &self,
        change: Change,
        licence: LicenceId,
        member: &mut StaffMember,
        email: &str,
        by: StaffId,
    ) -> Result<Change, StoreError> {
        let older = self.open_invitations(member).await?;
        let invitation = self.new_invitation(licence, member.id).await?;
        member.invite(&invitation.link, true, Some(by));
        let replaced = State::Replaced { at: self.now() };
        let change = older.iter().fold(change, |change, token| change.kill_link(token, &replaced));
        if member.email == email {
            return Ok(change.invite(&invitation));
        }
        let old = std::mem::replace(&mut member.email, email.to_owned());
        let change = change.free_staff_address(licence, &old).claim_staff_address(licence, email, member.id);
        Ok(change.invite(&invitation))
    }

    /// Tokens of the activation links of a staff member that can still be used: what a newer link or a removal must kill.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_invitations(&self, member: &StaffMember) -> Result<Vec<String>, StoreError> {
        let mut tokens = Vec::new();
        for invitation in member.unended_invitations(self.now()) {
            tokens.push(self.invitation_token(invitation).await?);
        }
        let keys: Vec<Key> = tokens.iter().map(|token| keys::link(token)).collect();
        let mut found = self.store.batch(&keys).await?;
        let mut open = Vec::new();
        for (token, key) in tokens.into_iter().zip(&keys) {
            if found.take::<Link>(key, "link")?.is_some_and(|link| link.value.refusal(self.now()).is_none()) {
                open.push(token);
            }
        }
        Ok(open)
    }

    /// The token of an invitation's link.
    ///
    /// # Errors
    /// When its key is no longer known.
    pub async fn invitation_token(&self, invitation: &Invitation) -> Result<String, StoreError> {
        self.link_token(invitation.link, &invitation.key).await
    }

    /// The token of a link that is mailed.
    ///
    /// # Errors
    /// When its key is no longer known.
    pub async fn link_token(&self, link: LinkId, kid: &str) -> Result<String, StoreError> {
        self.keys.token(link, kid, self.now()).await.ok_or_else(|| StoreError::Unavailable("no link key".into()))
    }
}

impl Change {
    /// Keeps a new activation link and sends its mail.
    pub fn invite(self, invitation: &NewInvitation) -> Self {
        self.link(&invitation.token, &invitation.link).then(&invitation.mail)
    }

    /// Keeps a new identity and the guard of its address; refused with `Taken("address")` when the address has one.
    pub fn create_identity(self, identity: &Identity) -> Self {
        self.put_new(&keys::address(&identity.email), "address", &Address { identity: identity.id }).put_new(
            &keys::identity(identity.id),
            "identity",
            identity,
        )
    }

    /// Saves an identity that was read; refused when it was saved since.
    pub fn save_identity(self, identity: &Stored<Identity>) -> Self {
        self.put_version(&keys::identity(identity.value.id), "identity", &identity.value, identity.version)
    }

    /// Moves the guard of an address: the former one is free, and the identity's own points to it. Refused with `Taken("address")` when that
    /// is somebody else's.
    pub fn move_address(self, former: &str, identity: &Identity) -> Self {
        let guard = Address { identity: identity.id };
        self.put_new(&keys::address(&identity.email), "address", &guard).remove_item(&keys::address(former))
    }

    /// Keeps an address single among the staff of a licence.
    pub fn claim_staff_address(self, licence: LicenceId, email: &str, staff: StaffId) -> Self {
        self.claim(&keys::staff_address(licence, email), "staff address", &staff.to_string())
    }

    /// Frees an address among the staff of a licence.
    pub fn free_staff_address(self, licence: LicenceId, email: &str) -> Self {
        self.remove_item(&keys::staff_address(licence, email))
    }
}
