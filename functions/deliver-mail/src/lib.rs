//! `deliver-mail`: sends the mail of one job from the outbox. It reads what is true now, so that a late mail never brings a dead link.
//!
//! A mail goes at least once: again only when the record of SES's acceptance was lost, and then it is the same mail.

mod consent;
mod letters;
mod people;
mod stop;
mod transfer;

use domain::ids::JobId;
use mail::{Mailer, MessageId};
use serde::{Deserialize, Serialize};
use store::{
    App, StoreError, Stored,
    outbox::{Job, JobState, MOST_TRIES},
};

use stop::Stop;

/// What the function is invoked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which job.
    pub job: JobId,
}

/// How a delivery ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "of", rename_all = "snake_case")]
pub enum Outcome {
    /// SES took the mail; what SES calls it.
    Sent(String),
    /// It was not needed any more, and why.
    Dropped(&'static str),
    /// It will be tried again, or was given up; the fault is noted on the job.
    Failed(String),
    /// Done before, not due, or another worker has it.
    NotMine,
}

/// Sends the mail of a job, if it is still to be sent.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn deliver(app: &App, mailer: &Mailer, job: JobId) -> Result<Outcome, StoreError> {
    let Some(mut job) = app.store.claim_job(job).await? else { return Ok(Outcome::NotMine) };
    // Workers that died with it in their hands count as tries too.
    if job.value.tries > MOST_TRIES {
        return give_up(app, &mut job, "too_many_tries").await;
    }
    match send(app, mailer, &job.value).await {
        Ok(message) => {
            app.store.end_sent(&mut job, &message.0).await?;
            Ok(Outcome::Sent(message.0))
        }
        Err(Stop::Gone(why)) => {
            job.value.fault = Some(why.into());
            app.store.end_job(&mut job, JobState::Dropped).await?;
            Ok(Outcome::Dropped(why))
        }
        Err(Stop::Never(fault)) => give_up(app, &mut job, &fault).await,
        Err(Stop::Later(fault)) => {
            tracing::warn!(job = %job.value.id, tries = job.value.tries, fault, "a mail was not sent");
            app.store.fail_job(&mut job, &fault).await?;
            Ok(Outcome::Failed(fault))
        }
    }
}

async fn send(app: &App, mailer: &Mailer, job: &Job) -> Result<MessageId, Stop> {
    let mail = letters::mail_of(app, job).await?;
    if app.store.suppression(mail.to()).await?.is_some() {
        return Err(Stop::Never("suppressed".into()));
    }
    Ok(mailer.send(&mail).await?)
}

async fn give_up(app: &App, job: &mut Stored<Job>, fault: &str) -> Result<Outcome, StoreError> {
    tracing::error!(job = %job.value.id, fault, "a mail was given up");
    job.value.fault = Some(fault.into());
    app.store.end_job(job, JobState::Failed).await?;
    Ok(Outcome::Failed(fault.into()))
}
