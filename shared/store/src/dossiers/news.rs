//! What "Te doen" tells of requests for consent: a register that follows the requests, in the same transactions.

use domain::{
    consent::{Consent, ConsentNews, ConsentState, Event},
    ids::{ConsentId, DossierId, LinkId},
};

use crate::{
    audit::{Entry, Who},
    change::Change,
    error::{Conflict, StoreError},
    item::{Row, Stored},
    outbox::{Job, Task},
    read::{LicenceStore, Store},
};

/// Somebody may save the same request in between; it is read anew this many times.
const ROUNDS: u32 = 3;

impl Row for ConsentNews {
    const REGISTER: &'static str = "consent-news";

    fn row_id(&self) -> String {
        self.consent.to_string()
    }
}

impl Change {
    /// Saves a request to which something happened, and what is news of it now.
    pub fn save_consent(self, consent: &Stored<Consent>) -> Self {
        let change = self.save(consent);
        match ConsentNews::of(&consent.value) {
            Some(news) => change.row(&news),
            None => change.remove_row::<ConsentNews>(&consent.value.id.to_string()),
        }
    }
}

impl Store {
    /// Notes on a request for consent that its mail did not arrive or could not be sent, so that whoever asked sees it there. Other jobs, and
    /// mails with an older link, change nothing.
    ///
    /// # Errors
    /// When the database does not answer, or others save the request all the time.
    pub async fn undelivered(&self, job: &Job, by: &str) -> Result<(), StoreError> {
        let (Task::MailConsentRequest { dossier, consent, link, .. }, Some(scope)) = (&job.task, job.scope()) else {
            return Ok(());
        };
        for _ in 0..ROUNDS {
            match self.licence(&scope).undelivered(&(*dossier, *consent), *link, by).await {
                Err(StoreError::Conflict(Conflict::Stale(_))) => {}
                Err(StoreError::NotFound(_)) => return Ok(()),
                other => return other,
            }
        }
        Err(StoreError::Conflict(Conflict::Stale("consent")))
    }
}

impl LicenceStore<'_> {
    async fn undelivered(&self, id: &(DossierId, ConsentId), link: LinkId, by: &str) -> Result<(), StoreError> {
        let (mut consent, now) = (self.get::<Consent>(id).await?, self.store.now());
        let newest = consent.value.link().is_some_and(|(newest, _)| newest == link);
        // Opened or answered since, told before, or about an older link: there is nothing to tell.
        if !newest
            || consent.value.state(now) != ConsentState::Sent
            || consent.value.note(Event::Undelivered, now).is_err()
        {
            return Ok(());
        }
        let entry = Entry::new(self.id(), format!("DOSSIER#{}", id.0), "mail_undelivered", Who::platform(by));
        self.change(None).save_consent(&consent).audit(&entry.with("consent", id.1)).commit("").await.map(drop)
    }
}
