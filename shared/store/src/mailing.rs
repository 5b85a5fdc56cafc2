//! What became of a mail, and addresses that mail does not reach. An address is kept as a hash only.

use std::{collections::HashMap, time::Duration};

use domain::{hash::Hash, ids::JobId};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    change::ttl,
    error::StoreError,
    item::{Stored, to_item},
    keys::{self, Key, Table},
    outbox::{Job, JobState},
    read::{Found, Store},
};

/// A mailbox that was not there may be made later (a colleague who starts next month); after this it is tried again.
const BOUNCED_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Somebody who called our mail unwanted is left alone for a year.
const COMPLAINED_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// Two events about one mail can meet; each is noted within a few rounds.
const ROUNDS: u32 = 8;

/// How often it is tried again to note that a mail went. With the tries of the SDK, each up to 3 s, this stays far below the lease.
const PATIENCE: u32 = 3;
/// The pause before that: throttling is over within a second or not soon.
const PAUSE: Duration = Duration::from_secs(1);

/// Why a mail is not where it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// There is no such mailbox, or it takes nothing from us.
    Bounced,
    /// The mailbox was full or away; it may work another time.
    BouncedForNow,
    /// It arrived, and the reader called it unwanted.
    Complained,
    /// SES found something harmful in it and did not send it.
    Rejected,
}

impl Trouble {
    /// Its name in a job's fault.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::BouncedForNow => "bounced_for_now",
            Self::Complained => "complained",
            Self::Rejected => "rejected",
        }
    }
}

/// What became of a mail after it was handed to SES.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mailing {
    /// What SES calls it.
    pub message: String,
    /// When SES took it.
    pub sent: Timestamp,
    /// When the reader's mail server took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Timestamp>,
    /// When and why it came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<(Timestamp, Trouble)>,
}

/// How far a mail is, for whoever caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// To be sent.
    Queued,
    /// Sent; nothing was heard since.
    Sent,
    /// The reader's mail server took it.
    Delivered,
    /// It came back: it did not arrive.
    NotArrived,
    /// It could not be sent: its tries are spent, or the address is known not to work.
    Failed,
    /// Not sent, because what it was for is gone.
    Dropped,
}

impl Mailing {
    /// Whether it is known not to have arrived. An out-of-office answer comes back as a bounce too, after the mail was delivered.
    fn came_back(&self) -> bool {
        match self.trouble {
            Some((_, Trouble::Bounced | Trouble::Rejected)) => true,
            Some((_, Trouble::BouncedForNow)) => self.delivered.is_none(),
            Some((_, Trouble::Complained)) | None => false,
        }
    }
}

impl Job {
    /// How far the mail of this job is.
    pub fn mail_state(&self) -> MailState {
        match (&self.mailing, self.state) {
            (Some(mailing), _) if mailing.came_back() => MailState::NotArrived,
            (Some(mailing), _) if mailing.delivered.is_some() => MailState::Delivered,
            (Some(_), _) | (None, JobState::Done) => MailState::Sent,
            (None, JobState::Queued) => MailState::Queued,
            (None, JobState::Failed) => MailState::Failed,
            (None, JobState::Dropped) => MailState::Dropped,
        }
    }
}

/// Something SES told about a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What SES calls the mail.
    pub message: String,
    /// What it told.
    pub what: What,
}

/// What SES tells about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The reader's mail server took it.
    Delivered,
    /// It came back.
    Trouble(Trouble),
}

/// An address that mail does not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// Why.
    pub why: Trouble,
    /// Since when.
    pub since: Timestamp,
    /// The first moment at which it is tried again.
    pub ends: Timestamp,
}

fn mark(email: &str) -> String {
    Hash::of(format!("address:{}", email.trim().to_lowercase())).to_string()
}

/// Where it is kept that no mail goes to an address.
pub(crate) fn suppression_of(email: &str) -> Key {
    keys::suppression(&mark(email))
}

impl Store {
    /// Stops mail to an address for a while; a longer stop that holds already stays.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn suppress(&self, email: &str, why: Trouble) -> Result<(), StoreError> {
        let now = self.clock.now();
        let life = if why == Trouble::Complained { COMPLAINED_FOR } else { BOUNCED_FOR };
        let stop = Suppression { why, since: now, ends: now + life };
        if self.suppression(email).await?.is_some_and(|held| held.ends >= stop.ends) {
            return Ok(());
        }
        let key = suppression_of(email);
        let mut item = to_item(&stop, "suppression", &key, 1)?;
        item.insert("ttl".into(), ttl(stop.ends));
        self.client
            .put_item()
            .table_name(self.table(Table::Tickets))
            .set_item(Some(item))
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        Ok(())
    }

    /// Why no mail goes to an address, if none does now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn suppression(&self, email: &str) -> Result<Option<Suppression>, StoreError> {
        let held = self.get::<Suppression>(&suppression_of(email), "suppression").await?;
        Ok(held.map(|held| held.value).filter(|held| self.clock.now() < held.ends))
    }

    /// Why no mail goes to these addresses now, among items that were read; several readers may share an address.
    pub(crate) fn stops<'a>(
        &self,
        found: &mut Found,
        emails: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<Key, Trouble>, StoreError> {
        let mut stops = HashMap::new();
        for key in emails.map(suppression_of) {
            let held = found.take::<Suppression>(&key, "suppression")?.map(|held| held.value);
            stops.extend(held.filter(|held| self.clock.now() < held.ends).map(|held| (key, held.why)));
        }
        Ok(stops)
    }

    /// Notes what SES told about the mail of a job, in whatever order and however often it is told. Gives the job as it is then;
    /// `None` when it is not kept any more.
    ///
    /// # Errors
    /// When the database does not answer, or others keep writing the same job.
    pub async fn hear(&self, id: JobId, heard: &Heard) -> Result<Option<Job>, StoreError> {
        for _ in 0..ROUNDS {
            let Some(mut job) = self.find_job(id).await? else { return Ok(None) };
            let changed = job.value.hear(heard, self.clock.now());
            if !changed || self.replace_job(&mut job).await? {
                return Ok(Some(job.value));
            }
        }
        Err(StoreError::Unavailable("a job is written by others all the time".into()))
    }

    /// Ends the job of a mail that SES took. If something was heard of the mail in between, that stays noted. A database that does not
    /// answer is asked again for some seconds: what is not noted is mailed once more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_sent(&self, job: &mut Stored<Job>, message: &str) -> Result<(), StoreError> {
        let sent = self.clock.now();
        let mut patience = 0..PATIENCE;
        for _ in 0..ROUNDS {
            let mailing = job.value.mailing.take().filter(|known| known.message == message);
            job.value.mailing = Some(mailing.unwrap_or_else(|| Mailing {
                message: message.to_owned(),
                sent,
                delivered: None,
                trouble: None,
            }));
            job.value.end_as_heard();
            match self.replace_job(job).await {
                Ok(true) => return Ok(()),
                Ok(false) => match self.find_job(job.value.id).await? {
                    Some(now) => *job = now,
                    None => return Ok(()),
                },
                Err(StoreError::Unavailable(_)) if patience.next().is_some() => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Unavailable("a job is written by others all the time".into()))
    }
}

impl Job {
    /// Notes something that was heard; whether it was news.
    fn hear(&mut self, heard: &Heard, now: Timestamp) -> bool {
        let before = self.clone();
        // Told before the worker could note that it was sent: then it was sent all the same.
        let mailing = self.mailing.get_or_insert_with(|| Mailing {
            message: heard.message.clone(),
            sent: now,
            delivered: None,
            trouble: None,
        });
        if mailing.message != heard.message {
            // About an earlier try of the same mail; the last one counts.
            return false;
        }
        match heard.what {
            What::Delivered => {
                mailing.delivered.get_or_insert(now);
            }
            // "Not now" says less than what is known already.
            What::Trouble(Trouble::BouncedForNow) if mailing.trouble.is_some() => {}
            What::Trouble(trouble) if mailing.trouble.is_none_or(|(_, known)| known == Trouble::BouncedForNow) => {
                mailing.trouble = Some((now, trouble))
            }
            What::Trouble(_) => {}
        }
        self.end_as_heard();
        *self != before
    }

    /// Done, or failed when the mail came back.
    fn end_as_heard(&mut self) {
        let back = self.mailing.as_ref().filter(|mailing| mailing.came_back()).and_then(|mailing| mailing.trouble);
        self.state = if back.is_some() { JobState::Failed } else { JobState::Done };
        self.fault = back.map(|(_, trouble)| trouble.as_str().to_owned());
        self.claimed_until = None;
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{IdentityId, JobId};
    use uuid::Uuid;

    use super::*;
    use crate::outbox::{AccountChange, Task};

    fn now() -> Timestamp {
        "2026-11-22T09:00:00Z".parse().unwrap()
    }

    fn job() -> Job {
        let id = Uuid::from_u128(1);
        Job::new(
            JobId::new(id),
            None,
            Task::MailAccountChanged { identity: IdentityId::new(id), what: AccountChange::Password },
            now(),
        )
    }

    fn heard(what: What) -> Heard {
        Heard { message: "m-1".into(), what }
    }

    #[test]
    fn a_bounce_heard_twice_or_before_the_worker_is_done_is_noted_once() {
        let mut job = job();
        assert!(job.hear(&heard(What::Trouble(Trouble::Bounced)), now()));
        assert!(!job.hear(&heard(What::Trouble(Trouble::Bounced)), now()));
        assert_eq!(
            (job.mail_state(), job.state, job.fault.as_deref()),
            (MailState::NotArrived, JobState::Failed, Some("bounced"))
        );
    }

    #[test]
    fn an_out_of_office_answer_does_not_make_a_delivered_mail_undelivered_in_either_order() {
        let events = [heard(What::Delivered), heard(What::Trouble(Trouble::BouncedForNow))];
        for order in [[0, 1], [1, 0]] {
            let mut job = job();
            for at in order {
                job.hear(&events[at], now());
            }
            assert_eq!(
                (job.mail_state(), job.state, job.fault),
                (MailState::Delivered, JobState::Done, None),
                "{order:?}"
            );
        }
    }

    #[test]
    fn what_is_heard_of_an_earlier_try_does_not_count() {
        let mut job = job();
        job.hear(&Heard { message: "m-2".into(), what: What::Delivered }, now());
        assert!(!job.hear(&heard(What::Trouble(Trouble::Bounced)), now()));
        assert_eq!(job.mail_state(), MailState::Delivered);
    }

    #[test]
    fn an_address_is_known_by_its_hash_whatever_its_case() {
        assert_eq!(mark(" J.Juf@dewilg.example "), mark("j.juf@dewilg.example"));
        assert!(!mark("j.juf@dewilg.example").contains("juf"));
    }
}
