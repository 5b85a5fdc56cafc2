//! Mails around a request for consent.

use domain::{
    calendar::today,
    consent::{Consent, Route},
    ids::{ConsentId, DossierId, LicenceId},
    licence::Licence,
    staff::{StaffMember, StaffStatus},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use mail::{ConsentDecided, ConsentReceipt, ConsentRequest, Mail};
use store::{
    App, Entity, keys,
    outbox::{Job, Stop},
};
use texts::Locale;

use crate::{
    letters::{Mailed, envelope, licence_of, school},
    stop::unsent,
};

/// The link to read and decide, if an answer is still waited for and this is still the newest link.
pub(crate) async fn request(
    app: &App,
    job: &Job,
    dossier: DossierId,
    consent: ConsentId,
    mailed: &Mailed,
) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let mut found = app
        .store
        .batch(&[Consent::key(licence, &(dossier, consent)), Licence::key(licence, &()), keys::link(&mailed.token)])
        .await?;
    let consent = found.entity::<Consent>(licence, &(dossier, consent))?.value;
    let (Route::ThroughLink { subject, .. }, Some((newest, ends))) = (&consent.route, consent.link()) else {
        return Err(Stop::Gone("not_through_link"));
    };
    if !consent.state(app.now()).is_waiting() || !mailed.is(newest) {
        return Err(Stop::Gone("not_waiting"));
    }
    mailed.alive(app, &mut found)?;
    let asker = asker(app, licence, &consent).await?;
    let licence = found.entity::<Licence>(licence, &())?.value;
    let link = format!("{}/consent/{}", app.public_url, mailed.token);
    let letter = ConsentRequest {
        asker: consent.made.by.name.clone(),
        subject: subject.clone(),
        link,
        last_day: last_day(ends),
    };
    let (to, locale) = reader(&consent)?;
    Mail::new(envelope(job, to, locale, school(&licence, asker.map(|asker| asker.email))), &letter).map_err(unsent)
}

/// Confirms the decision to who made it, with a way to read it again while the link is good.
pub(crate) async fn receipt(app: &App, job: &Job, dossier: DossierId, consent: ConsentId) -> Result<Mail, Stop> {
    let (licence, consent) = read(app, job, dossier, consent).await?;
    let (decision, at) = consent.decision().ok_or(Stop::Gone("no_decision"))?;
    let mut link = None;
    if let Some((id, ends)) = consent.link().filter(|(_, ends)| app.now() < *ends) {
        let token = app.open_tokens([id]).await?.into_iter().next();
        link = token.map(|token| (format!("{}/consent/{token}", app.public_url), last_day(ends)));
    }
    let asker = asker(app, licence.id, &consent).await?;
    let letter = ConsentReceipt { at, mark: decision.version.short().to_owned(), link };
    let (to, locale) = reader(&consent)?;
    Mail::new(envelope(job, to, locale, school(&licence, asker.map(|asker| asker.email))), &letter).map_err(unsent)
}

/// Tells who asked, or whoever answers for the licence, that an answer came.
pub(crate) async fn decided(app: &App, job: &Job, dossier: DossierId, consent: ConsentId) -> Result<Mail, Stop> {
    let (licence, consent) = read(app, job, dossier, consent).await?;
    let (_, at) = consent.decision().ok_or(Stop::Gone("no_decision"))?;
    let to = asker(app, licence.id, &consent).await?.map_or_else(|| licence.contact.clone(), |asker| asker.email);
    let letter = ConsentDecided { at, page: format!("{}/dossiers/{dossier}/consents", app.public_url) };
    Mail::new(envelope(job, &to, Locale::Nl, school(&licence, None)), &letter).map_err(unsent)
}

async fn read(app: &App, job: &Job, dossier: DossierId, consent: ConsentId) -> Result<(Licence, Consent), Stop> {
    let licence = licence_of(job)?;
    let id = (dossier, consent);
    let mut found = app.store.batch(&[Consent::key(licence, &id), Licence::key(licence, &())]).await?;
    let consent = found.entity::<Consent>(licence, &id)?.value;
    Ok((found.entity::<Licence>(licence, &())?.value, consent))
}

/// Who asked, if that person still works there.
async fn asker(app: &App, licence: LicenceId, consent: &Consent) -> Result<Option<StaffMember>, Stop> {
    let asker = app.store.get::<StaffMember>(&keys::staff(licence, consent.made.by.staff), StaffMember::ENTITY).await?;
    Ok(asker.map(|asker| asker.value).filter(|asker| asker.access && asker.status == StaffStatus::Active))
}

/// The address and language as they were when the request was made.
fn reader(consent: &Consent) -> Result<(&str, Locale), Stop> {
    let to = consent.asked.email.as_deref().filter(|_| consent.asked.may_contact).ok_or(Stop::Gone("no_address"))?;
    Ok((to, Locale::parse(&consent.asked.language).unwrap_or_default()))
}

/// The last day of something that ends at `ends`.
pub(crate) fn last_day(ends: Timestamp) -> Date {
    today(ends - SignedDuration::from_secs(1))
}
