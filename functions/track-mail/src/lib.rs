//! `track-mail`: hears through SNS what became of mails, and notes it where each mail came from. An address that does not work, or
//! whose reader wants no mail, is left alone for a while.

mod feedback;

use aws_lambda_events::event::sns::SnsEvent;
use store::{
    Store, StoreError,
    mailing::{MailState, Trouble, What},
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
            tracing::error!(news = record.sns.message_id, %error, "what SES told could not be noted");
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
        Some(job) if job.mail_state() == MailState::NotArrived => store.undelivered(&job, "track-mail").await,
        _ => Ok(()),
    }
}
