//! Which mail a job asks for, and what all of them need.

use domain::{
    ids::{LicenceId, LinkId},
    licence::Licence,
    link::Link,
};
use mail::{Envelope, Mail, School};
use store::{
    App, Found, keys,
    outbox::{Job, Stop, Task},
};
use texts::Locale;

use crate::{consent, people, roster, transfer};

/// The mail of a job, as it should be now.
pub(crate) async fn mail_of(app: &App, job: &Job) -> Result<Mail, Stop> {
    match &job.task {
        Task::MailInvitation { staff, link, key } => {
            people::invitation(app, job, *staff, &Mailed::of(app, *link, key).await?).await
        }
        Task::MailLoginPrinted { staff } => people::login_printed(app, job, *staff).await,
        Task::MailPasswordReset { identity, link, key } => {
            people::reset(app, job, *identity, &Mailed::of(app, *link, key).await?).await
        }
        Task::MailNewAddress { identity, link, key } => {
            people::new_address(app, job, *identity, &Mailed::of(app, *link, key).await?).await
        }
        Task::MailAddressWanted { identity } => people::address_wanted(app, job, *identity).await,
        Task::MailAddressLeft { identity, link } => people::address_left(app, job, *identity, *link).await,
        Task::MailFactorReset { staff, link, key } => {
            people::factor_reset(app, job, *staff, &Mailed::of(app, *link, key).await?).await
        }
        Task::MailFactorResetElsewhere { staff } => people::factor_reset_elsewhere(app, job, *staff).await,
        Task::MailAccountChanged { identity, what } => people::changed(app, job, *identity, *what).await,
        Task::MailConsentRequest { dossier, consent, link, key } => {
            consent::request(app, job, *dossier, *consent, &Mailed::of(app, *link, key).await?).await
        }
        Task::MailConsentReceipt { dossier, consent } => consent::receipt(app, job, *dossier, *consent).await,
        Task::MailConsentDecided { dossier, consent } => consent::decided(app, job, *dossier, *consent).await,
        Task::MailTransferWaiting { transfer } => transfer::waiting(app, job, *transfer).await,
        Task::MailTransferLocked { transfer } => transfer::locked(app, job, *transfer).await,
        Task::MailRosterDropped { file, staff } => roster::dropped(app, job, *file, *staff).await,
        Task::PackTransfer { .. }
        | Task::EndTransfer { .. }
        | Task::UnpackTransfer { .. }
        | Task::CheckRoster { .. }
        | Task::LoadRoster { .. }
        | Task::ForgetRoster { .. }
        | Task::ForgetBefore { .. }
        | Task::InviteRound { .. }
        | Task::FollowAddress { .. }
        | Task::RolloverLicence { .. } => Err(Stop::Never("not_a_mail".into())),
    }
}

/// A link that a mail brings.
pub(crate) struct Mailed {
    id: LinkId,
    /// Its token, derived here and kept nowhere.
    pub(crate) token: String,
}

impl Mailed {
    async fn of(app: &App, id: LinkId, key: &str) -> Result<Self, Stop> {
        let token = app.keys.token(id, key, app.now()).await.ok_or_else(|| Stop::Later("no_link_key".into()))?;
        Ok(Self { id, token })
    }

    pub(crate) fn is(&self, link: LinkId) -> bool {
        self.id == link
    }

    /// The link, if it is among what was found and can still be used.
    pub(crate) fn alive(&self, app: &App, found: &mut Found) -> Result<Link, Stop> {
        let link = found.take::<Link>(&keys::link(&self.token), "link")?.ok_or(Stop::Gone("no_link"))?.value;
        if link.refusal(app.now()).is_some() { Err(Stop::Gone("link_dead")) } else { Ok(link) }
    }
}

/// The licence that a job works for.
pub(crate) fn licence_of(job: &Job) -> Result<LicenceId, Stop> {
    job.licence.ok_or_else(|| Stop::Never("no_licence".into()))
}

/// The organisation a mail comes from, with the address that answers go to.
pub(crate) fn school(licence: &Licence, contact: Option<String>) -> Option<School> {
    Some(School {
        name: licence.display_name.clone(),
        contact: Some(contact.unwrap_or_else(|| licence.contact.clone())),
    })
}

/// The envelope of a mail of this job. Its date is that of the job, so that the mail is the same when it is sent again.
pub(crate) fn envelope(job: &Job, to: &str, locale: Locale, school: Option<School>) -> Envelope {
    Envelope { to: to.to_owned(), locale, school, job: Some(job.id), licence: job.licence, date: job.made }
}
