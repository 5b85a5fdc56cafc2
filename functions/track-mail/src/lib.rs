//! `track-mail`: hears through SNS what became of mails, and notes it where each mail came from. An address that does not work, or
//! whose reader wants no mail, is left alone for a while.

mod feedback;

use aws_lambda_events::event::sns::SnsEvent;
use domain::{
    consent::{Consent, ConsentState, Event},
    ids::{ConsentId, DossierId, LinkId},
};
use jiff::Timestamp;
use store::{
    Conflict, LicenceStore, Store, StoreError,
    audit::{Entry, Who},
    mailing::{MailState, Trouble, What},
    outbox::{Job, Task},
};

pub use feedback::{Feedback, Unreadable};

/// Why something that was heard could not be noted; SNS brings it again.
#[derive(Debug, thiserror::Error)]
pub enum TrackError {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Notes what SES tells. One message that cannot be noted does not keep the others from being noted.
///
/// # Errors
/// The last error, after all messages were looked at.
pub async fn track(store: &Store, event: SnsEvent) -> Result<(), TrackError> {
    let mut result = Ok(());
    for record in event.records {
        let noted = match Feedback::read(&record.sns.message) {
            Ok(Some(feedback)) => note(store, &feedback).await.map_err(TrackError::from),
            Ok(None) => Ok(()),
            Err(unreadable) => Err(unreadable.into()),
        };
        if let Err(error) = &noted {
            tracing::error!(message = record.sns.message_id, %error, "what SES told could not be noted");
            result = noted;
        }
    }
    result
}

async fn note(store: &Store, feedback: &Feedback) -> Result<(), StoreError> {
    if let What::Trouble(why @ (Trouble::Bounced | Trouble::Complained)) = feedback.heard.what {
        for address in &feedback.addresses {
            store.suppress(address, why).await?;
        }
    }
    let Some(id) = feedback.job else { return Ok(()) };
    match store.hear(id, &feedback.heard).await? {
        Some(job) => tell(store, &job).await,
        None => Ok(()),
    }
}

/// Notes on a request for consent that its mail did not arrive, so that whoever asked sees it there.
async fn tell(store: &Store, job: &Job) -> Result<(), StoreError> {
    let (Task::MailConsentRequest { dossier, consent, link, .. }, Some(scope)) = (&job.task, job.scope()) else {
        return Ok(());
    };
    if job.mail_state() != MailState::NotArrived {
        return Ok(());
    }
    for _ in 0..3 {
        match undelivered(&store.licence(&scope), &(*dossier, *consent), *link, store.now()).await {
            Err(StoreError::Conflict(Conflict::Stale(_))) => {}
            Err(StoreError::NotFound(_)) => return Ok(()),
            other => return other,
        }
    }
    Err(StoreError::Conflict(Conflict::Stale("consent")))
}

async fn undelivered(
    licence: &LicenceStore<'_>,
    id: &(DossierId, ConsentId),
    link: LinkId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut consent = licence.get::<Consent>(id).await?;
    let newest = consent.value.link().is_some_and(|(newest, _)| newest == link);
    // Opened or answered since, told before, or about an older link: there is nothing to tell.
    if !newest || consent.value.state(now) != ConsentState::Sent || consent.value.note(Event::Undelivered, now).is_err()
    {
        return Ok(());
    }
    let entry = Entry::new(licence.id(), format!("DOSSIER#{}", id.0), "mail_undelivered", Who::platform("track-mail"));
    licence.change(None).save_consent(&consent).audit(&entry.with("consent", id.1)).commit("").await.map(drop)
}
