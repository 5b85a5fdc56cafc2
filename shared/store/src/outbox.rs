//! The outbox: mails to send and jobs to run, written in the transaction of the change that wants them. The item is the truth; the stream only wakes.

mod work;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    access::Scope,
    ids::{
        ConsentId, DossierId, IdentityId, JobId, LicenceId, LinkId, PupilFileId, RolloverId, RoundId, StaffId,
        TransferId,
    },
};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use warrant::Warrant;

use crate::{
    change::ttl,
    error::StoreError,
    item::{Item, Stored, from_item, to_item},
    keys::{self, Key, Table},
    mailing::Mailing,
    people::mail_of,
    read::Store,
};

pub use domain::account_change::AccountChange;
pub use work::{Event, LEASE, MOST_TRIES, Outcome, Stop, Work};

/// How many shards the index of what is due has: one partition takes 1,000 writes a second.
pub const SHARDS: u8 = 4;
/// How many jobs of a shard one sweep starts: more would only wait in front of the workers.
const DUE_AT_ONCE: i32 = 25;
/// How long a finished job can still be looked at.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What is to be done. Ids only: whoever carries it out reads what is true then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// The mail with an activation link.
    MailInvitation {
        /// To whom.
        staff: StaffId,
        /// Which link.
        link: LinkId,
        /// The key that derives its token.
        key: String,
    },
    /// The mail that tells a person that an activation link was printed.
    MailLoginPrinted {
        /// To whom.
        staff: StaffId,
    },
    /// The mail with a link to choose a new password.
    MailPasswordReset {
        /// To whom.
        identity: IdentityId,
        /// Which link.
        link: LinkId,
        /// The key that derives its token.
        key: String,
    },
    /// The mail with a link to sign in with the address that it goes to.
    MailNewAddress {
        /// Whose.
        identity: IdentityId,
        /// Which link.
        link: LinkId,
        /// The key that derives its token.
        key: String,
    },
    /// The mail that tells a person that somebody else wants to sign in with the same address.
    MailAddressWanted {
        /// To whom.
        identity: IdentityId,
    },
    /// The mail that tells a former address that it is signed in with no more.
    MailAddressLeft {
        /// Whose.
        identity: IdentityId,
        /// The link by which another took its place.
        link: LinkId,
    },
    /// Give a staff member the address that the person signs in with now.
    FollowAddress {
        /// Who.
        staff: StaffId,
        /// The person behind it.
        identity: IdentityId,
    },
    /// The mail with a link to set up the second factor anew.
    MailFactorReset {
        /// To whom.
        staff: StaffId,
        /// Which link.
        link: LinkId,
        /// The key that derives its token.
        key: String,
    },
    /// The mail that tells another licence of the same person that the second factor was reset.
    MailFactorResetElsewhere {
        /// Whose, as who the person is there.
        staff: StaffId,
    },
    /// The mail that tells a person that something changed in the credentials.
    MailAccountChanged {
        /// To whom.
        identity: IdentityId,
        /// What changed.
        what: AccountChange,
    },
    /// The mail that asks for consent.
    MailConsentRequest {
        /// About which dossier.
        dossier: DossierId,
        /// Which request.
        consent: ConsentId,
        /// Which link.
        link: LinkId,
        /// The key that derives its token.
        key: String,
    },
    /// The mail that confirms a decision to who decided.
    MailConsentReceipt {
        /// About which dossier.
        dossier: DossierId,
        /// Which request.
        consent: ConsentId,
    },
    /// The mail that tells who asked that a decision was made.
    MailConsentDecided {
        /// About which dossier.
        dossier: DossierId,
        /// Which request.
        consent: ConsentId,
    },
    /// The mail that tells a receiver that a package waits.
    MailTransferWaiting {
        /// Which transfer.
        transfer: TransferId,
    },
    /// The mail that tells sender or receiver that a package is locked.
    MailTransferLocked {
        /// Which transfer.
        transfer: TransferId,
    },
    /// The mail that tells an administrator that another system dropped a file of the pupil administration.
    MailRosterDropped {
        /// Which file.
        file: PupilFileId,
        /// To whom.
        staff: StaffId,
    },
    /// Pack a dossier for another licence.
    PackTransfer {
        /// Which transfer.
        transfer: TransferId,
    },
    /// See to a transfer that is over: note that nobody took it over in time, and remove its package.
    EndTransfer {
        /// Which transfer.
        transfer: TransferId,
    },
    /// Unpack a dossier of another licence.
    UnpackTransfer {
        /// Which transfer.
        transfer: TransferId,
    },
    /// Read a file of the pupil administration that arrived.
    CheckRoster {
        /// Which file.
        file: PupilFileId,
    },
    /// Load a file of the pupil administration that was confirmed.
    LoadRoster {
        /// Which file.
        file: PupilFileId,
    },
    /// End a file of the pupil administration that nobody sent or confirmed in time, and forget what is not needed of one that is over.
    ForgetRoster {
        /// Which file.
        file: PupilFileId,
    },
    /// Take out of the rows of a file that was loaded what they were before, which nobody sees any more.
    ForgetBefore {
        /// Which file.
        file: PupilFileId,
    },
    /// Invite the people of a round.
    InviteRound {
        /// Which round.
        round: RoundId,
    },
    /// Carry out a planned rollover.
    RolloverLicence {
        /// Which rollover.
        rollover: RolloverId,
    },
}

impl Task {
    /// The function that carries it out.
    pub fn function(&self) -> &'static str {
        match self {
            Self::PackTransfer { .. } | Self::EndTransfer { .. } => "pack-transfer",
            Self::UnpackTransfer { .. } => "unpack-transfer",
            Self::CheckRoster { .. }
            | Self::LoadRoster { .. }
            | Self::ForgetRoster { .. }
            | Self::ForgetBefore { .. } => "load-roster",
            Self::InviteRound { .. } => "invite-round",
            Self::FollowAddress { .. } => "follow-address",
            Self::RolloverLicence { .. } => "rollover-licence",
            _ => "deliver-mail",
        }
    }

    /// The link that it mails, if it mails one.
    pub fn link(&self) -> Option<LinkId> {
        match self {
            Self::MailInvitation { link, .. }
            | Self::MailPasswordReset { link, .. }
            | Self::MailNewAddress { link, .. }
            | Self::MailFactorReset { link, .. }
            | Self::MailConsentRequest { link, .. } => Some(*link),
            _ => None,
        }
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// To be done.
    Queued,
    /// Done.
    Done,
    /// Given up after its tries; visible, with a button to try again.
    Failed,
    /// Not needed any more: what it was for is gone.
    Dropped,
}

/// An item of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// For which licence; nothing for a mail about a person's credentials.
    pub licence: Option<LicenceId>,
    /// What is to be done.
    pub task: Task,
    /// How far it is.
    pub state: JobState,
    /// When it is due.
    pub due: Timestamp,
    /// Until when a worker has it.
    #[serde(default)]
    pub claimed_until: Option<Timestamp>,
    /// Which claim that is: of two workers that claim in the same moment, each must know its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Uuid>,
    /// How often it was tried.
    pub tries: u32,
    /// When it was made.
    pub made: Timestamp,
    /// Why the last try failed, as a code without personal content.
    #[serde(default)]
    pub fault: Option<String>,
    /// What became of its mail, once SES took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailing: Option<Mailing>,
}

impl Job {
    /// A job that is due at once.
    pub fn new(id: JobId, licence: Option<LicenceId>, task: Task, now: Timestamp) -> Self {
        Self {
            id,
            licence,
            task,
            state: JobState::Queued,
            due: now,
            claimed_until: None,
            claim: None,
            tries: 0,
            made: now,
            fault: None,
            mailing: None,
        }
    }

    /// The scope it works in, for the worker who claimed it.
    pub fn scope(&self) -> Option<Scope> {
        self.claim.and(self.licence).map(|licence| Scope::warranted(licence, Warrant::verified()))
    }

    /// The partition of the index in which it is due.
    pub fn shard(id: JobId) -> String {
        let number = id.uuid().as_bytes().last().copied().unwrap_or_default() % SHARDS;
        format!("due#{number}")
    }

    pub(crate) fn item(&self, key: &Key) -> Result<Item, StoreError> {
        self.versioned(key, 1)
    }

    fn versioned(&self, key: &Key, version: u64) -> Result<Item, StoreError> {
        let mut item = to_item(self, "job", key, version)?;
        if self.state == JobState::Queued {
            item.insert("due_pk".into(), AttributeValue::S(Self::shard(self.id)));
            // Milliseconds, padded, so that texts sort as times do.
            let at = self.claimed_until.map_or(self.due, |until| until.max(self.due));
            item.insert("due_at".into(), AttributeValue::S(format!("{:015}", at.as_millisecond())));
        } else {
            item.insert("ttl".into(), ttl(self.made + KEPT));
        }
        Ok(item)
    }
}

impl Store {
    /// A new job for `licence`, due now. One that mails a link has the link's id, so that the trail of a link finds its mail.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn job(&self, licence: Option<LicenceId>, task: Task) -> Result<Job, StoreError> {
        let id = task.link().map_or_else(|| self.id(), |link| Ok(mail_of(link)))?;
        Ok(Job::new(id, licence, task, self.clock.now()))
    }

    /// One job.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_job(&self, id: JobId) -> Result<Option<Stored<Job>>, StoreError> {
        self.get(&keys::job(id), "job").await
    }

    /// Writes a job back, if nobody else did since it was read; whether it was written.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn replace_job(&self, job: &mut Stored<Job>) -> Result<bool, StoreError> {
        let key = keys::job(job.value.id);
        let item = job.value.versioned(&key, job.version + 1)?;
        let put = self
            .client
            .put_item()
            .table_name(self.table(Table::Outbox))
            .set_item(Some(item))
            .condition_expression("version = :read");
        match put.expression_attribute_values(":read", AttributeValue::N(job.version.to_string())).send().await {
            Ok(_) => {
                job.version += 1;
                Ok(true)
            }
            Err(error)
                if error.as_service_error().is_some_and(|error| error.is_conditional_check_failed_exception()) =>
            {
                // The SDK may have tried twice: our own write counts as written.
                let mine = self
                    .find_job(job.value.id)
                    .await?
                    .is_some_and(|now| now.version == job.version + 1 && now.value == job.value);
                job.version += u64::from(mine);
                Ok(mine)
            }
            Err(error) => Err(StoreError::from_sdk(error)),
        }
    }

    /// Jobs that are due and that nobody has: of every shard the 25 that wait longest. One that cannot be read is an error of its own,
    /// and hides no other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn due_jobs(&self) -> Result<Vec<Result<(JobId, Task), StoreError>>, StoreError> {
        let shards = futures::future::try_join_all((0..SHARDS).map(|shard| self.due_in(shard))).await?;
        Ok(shards.into_iter().flatten().collect())
    }

    async fn due_in(&self, shard: u8) -> Result<Vec<Result<(JobId, Task), StoreError>>, StoreError> {
        let now = format!("{:015}", self.clock.now().as_millisecond());
        let values = HashMap::from([
            (":shard".to_owned(), AttributeValue::S(format!("due#{shard}"))),
            (":now".to_owned(), AttributeValue::S(now)),
        ]);
        let (mut due, mut readable, mut cursor) = (Vec::new(), 0, None);
        loop {
            let query = self
                .client
                .query()
                .table_name(self.table(Table::Outbox))
                .index_name("due")
                .key_condition_expression("due_pk = :shard AND due_at <= :now");
            let query = query
                .set_expression_attribute_values(Some(values.clone()))
                .set_exclusive_start_key(cursor)
                .limit(DUE_AT_ONCE);
            let answer = query.send().await.map_err(StoreError::from_sdk)?;
            for item in answer.items.unwrap_or_default() {
                let job = from_item::<Job>(item, "job").map(|job| (job.value.id, job.value.task));
                readable += i32::from(job.is_ok());
                due.push(job);
            }
            cursor = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if cursor.is_none() || readable >= DUE_AT_ONCE {
                return Ok(due);
            }
        }
    }
}
