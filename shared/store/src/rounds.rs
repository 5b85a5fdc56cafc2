//! Rounds of invitations, and how the mails of many links fare.

use std::collections::HashMap;

use domain::{
    access::Scope,
    ids::{LicenceId, LinkId, RoundId},
    round::{Round, RoundRow},
};

use crate::{
    error::StoreError,
    item::{Entity, Row},
    keys::{self, Key},
    outbox::{Job, Task},
    people::mail_of,
    read::Store,
};

impl Entity for Round {
    type Id = RoundId;
    const ENTITY: &'static str = "round";

    fn key(licence: LicenceId, id: &RoundId) -> Key {
        keys::round(licence, *id)
    }

    fn id(&self) -> RoundId {
        self.id
    }
}

impl Row for RoundRow {
    const REGISTER: &'static str = "rounds";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

/// Items of one read.
const AT_ONCE: usize = 100;

impl Store {
    /// A job that invites the people of a round.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn invite_round(&self, scope: &Scope, round: RoundId) -> Result<Job, StoreError> {
        self.job(Some(scope.licence()), Task::InviteRound { round })
    }

    /// The mails that bring these links, as long as they are kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mails_of(&self, links: &[LinkId]) -> Result<HashMap<LinkId, Job>, StoreError> {
        let mut mails = HashMap::new();
        for some in links.chunks(AT_ONCE) {
            let keys: Vec<(LinkId, Key)> = some.iter().map(|link| (*link, keys::job(mail_of(*link)))).collect();
            let wanted: Vec<Key> = keys.iter().map(|(_, key)| key.clone()).collect();
            let mut found = self.batch(&wanted).await?;
            for (link, key) in keys {
                mails.extend(found.take::<Job>(&key, "job")?.map(|job| (link, job.value)));
            }
        }
        Ok(mails)
    }
}
