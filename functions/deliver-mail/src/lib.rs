//! `deliver-mail`: sends the mail of one job from the outbox. It reads what is true now, so that a late mail never brings a dead link.
//!
//! A mail goes at least once: again only when the record of SES's acceptance was lost, and then it is the same mail.

mod consent;
mod letters;
mod people;
mod roster;
mod stop;
mod transfer;

use domain::ids::JobId;
use mail::Mailer;
use store::{
    App, Store, StoreError, Stored,
    outbox::{Job, Outcome, Stop, Work},
};

use stop::unsent;

/// Sends the mail of a job, if it is still to be sent. What comes of it is what SES calls the mail.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn deliver(app: &App, mailer: &Mailer, job: JobId) -> Result<Outcome<String>, StoreError> {
    app.store.work(job, &Delivery { app, mailer }).await
}

struct Delivery<'a> {
    app: &'a App,
    mailer: &'a Mailer,
}

impl Work for Delivery<'_> {
    type Done = String;

    async fn carry_out(&self, job: &Job) -> Result<String, Stop> {
        let mail = letters::mail_of(self.app, job).await?;
        if self.app.store.suppression(mail.to()).await?.is_some() {
            return Err(Stop::Never("suppressed".into()));
        }
        self.mailer.send(&mail).await.map(|message| message.0).map_err(unsent)
    }

    async fn close(&self, store: &Store, job: &mut Stored<Job>, message: &String) -> Result<(), StoreError> {
        store.end_sent(job, message).await
    }

    /// A request for consent tells by itself that its mail could not be sent.
    async fn give_up(&self, job: &Job, _fault: &str) -> Result<(), StoreError> {
        self.app.store.undelivered(job, "deliver-mail").await
    }
}
