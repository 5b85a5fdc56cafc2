//! Mails about a person's own access.

use domain::{
    ids::{IdentityId, StaffId},
    licence::Licence,
    staff::{StaffMember, StaffStatus},
};
use mail::{AccountChanged, Invitation, Mail, PasswordReset};
use store::{
    App, Entity, keys,
    outbox::{AccountChange, Job},
};
use texts::Locale;

use crate::{
    letters::{Mailed, envelope, licence_of, school},
    stop::Stop,
};

/// The activation link, if the person is still invited and this is still the newest link (0-17).
pub(crate) async fn invitation(app: &App, job: &Job, staff: StaffId, mailed: &Mailed) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let mut found = app
        .store
        .batch(&[StaffMember::key(licence, &staff), Licence::key(licence, &()), keys::link(&mailed.token)])
        .await?;
    let member = found.entity::<StaffMember>(licence, &staff)?.value;
    let newest = member.invitation().is_some_and(|invitation| mailed.is(invitation.link));
    if member.status != StaffStatus::Invited || !member.access || !newest {
        return Err(Stop::Gone("not_invited"));
    }
    let link = mailed.alive(app, &mut found)?;
    let licence = found.entity::<Licence>(licence, &())?.value;
    let letter = Invitation { link: format!("{}/activate/{}", app.public_url, mailed.token), ends: link.ends };
    Ok(Mail::new(envelope(job, &member.email, Locale::Nl, school(&licence, None)), &letter)?)
}

/// The link to choose a new password.
pub(crate) async fn reset(app: &App, job: &Job, identity: IdentityId, mailed: &Mailed) -> Result<Mail, Stop> {
    let key = keys::identity(identity);
    let mut found = app.store.batch(&[key.clone(), keys::link(&mailed.token)]).await?;
    let identity = found.take::<domain::identity::Identity>(&key, "identity")?.ok_or(Stop::Gone("gone"))?.value;
    let link = mailed.alive(app, &mut found)?;
    let letter = PasswordReset { link: format!("{}/reset/{}", app.public_url, mailed.token), ends: link.ends };
    Ok(Mail::new(envelope(job, &identity.email, Locale::Nl, None), &letter)?)
}

/// That something changed in somebody's credentials.
pub(crate) async fn changed(app: &App, job: &Job, identity: IdentityId, what: AccountChange) -> Result<Mail, Stop> {
    let identity = app.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
    let what = match what {
        AccountChange::Password => mail::AccountChange::Password,
        AccountChange::SecondFactorOn => mail::AccountChange::SecondFactorOn,
        AccountChange::SecondFactorOff => mail::AccountChange::SecondFactorOff,
        AccountChange::RecoveryCodeUsed => mail::AccountChange::RecoveryCodeUsed,
        AccountChange::Locked => mail::AccountChange::Locked,
        AccountChange::JoinedLicence => mail::AccountChange::JoinedLicence,
    };
    let letter = AccountChanged { what, at: job.made, reset: format!("{}/reset", app.public_url) };
    Ok(Mail::new(envelope(job, &identity.email, Locale::Nl, None), &letter)?)
}
