//! Mails about a person's own access.

use domain::{
    identity::Identity,
    ids::{IdentityId, LinkId, StaffId},
    licence::Licence,
    staff::{StaffMember, StaffStatus},
};
use mail::{
    AccountChanged, AddressLeft, AddressWanted, FactorReset, FactorResetElsewhere, Invitation, LoginPrinted, Mail,
    NewAddress, PasswordReset,
};
use store::{
    App, Entity, keys,
    outbox::{AccountChange, Job, Stop},
};
use texts::Locale;

use crate::{
    letters::{Mailed, envelope, licence_of, school},
    stop::unsent,
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
    Mail::new(envelope(job, &member.email, Locale::Nl, school(&licence, None)), &letter).map_err(unsent)
}

/// That a login was printed: told whatever became of it since, because who holds the paper may have been quicker than the person.
pub(crate) async fn login_printed(app: &App, job: &Job, staff: StaffId) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let mut found = app.store.batch(&[StaffMember::key(licence, &staff), Licence::key(licence, &())]).await?;
    let member = found.entity::<StaffMember>(licence, &staff)?.value;
    let licence = found.entity::<Licence>(licence, &())?.value;
    let printed = member.invitations.iter().rev().find(|made| !made.mailed && made.made <= job.made);
    let by = match printed.and_then(|printed| printed.by) {
        Some(by) => app.store.get::<StaffMember>(&keys::staff(licence.id, by), StaffMember::ENTITY).await?,
        None => None,
    };
    let by = by.map_or_else(|| licence.display_name.clone(), |by| by.value.name.full());
    let letter = LoginPrinted { by, at: job.made };
    Mail::new(envelope(job, &member.email, Locale::Nl, school(&licence, None)), &letter).map_err(unsent)
}

/// The link to choose a new password.
pub(crate) async fn reset(app: &App, job: &Job, identity: IdentityId, mailed: &Mailed) -> Result<Mail, Stop> {
    let key = keys::identity(identity);
    let mut found = app.store.batch(&[key.clone(), keys::link(&mailed.token)]).await?;
    let identity = found.take::<Identity>(&key, "identity")?.ok_or(Stop::Gone("gone"))?.value;
    let link = mailed.alive(app, &mut found)?;
    let letter = PasswordReset { link: format!("{}/reset/{}", app.public_url, mailed.token), ends: link.ends };
    Mail::new(envelope(job, &identity.email, Locale::Nl, None), &letter).map_err(unsent)
}

/// The link to sign in with another address, if it is still wanted. It goes to that address.
pub(crate) async fn new_address(app: &App, job: &Job, identity: IdentityId, mailed: &Mailed) -> Result<Mail, Stop> {
    let key = keys::identity(identity);
    let mut found = app.store.batch(&[key.clone(), keys::link(&mailed.token)]).await?;
    let identity = found.take::<Identity>(&key, "identity")?.ok_or(Stop::Gone("gone"))?.value;
    let link = mailed.alive(app, &mut found)?;
    let wanted = identity.wanted.filter(|wanted| mailed.is(wanted.link)).ok_or(Stop::Gone("link_dead"))?;
    let letter = NewAddress { link: format!("{}/new-address/{}", app.public_url, mailed.token), ends: link.ends };
    Mail::new(envelope(job, &wanted.email, Locale::Nl, None), &letter).map_err(unsent)
}

/// That somebody typed the same address to sign in with.
pub(crate) async fn address_wanted(app: &App, job: &Job, identity: IdentityId) -> Result<Mail, Stop> {
    let identity = app.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
    let letter = AddressWanted { at: job.made, sign_in: format!("{}/sign-in", app.public_url) };
    Mail::new(envelope(job, &identity.email, Locale::Nl, None), &letter).map_err(unsent)
}

/// That somebody signs in with another address: told to the one that this link took the place of.
pub(crate) async fn address_left(app: &App, job: &Job, identity: IdentityId, link: LinkId) -> Result<Mail, Stop> {
    let identity = app.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
    let former = identity.former_address(link).ok_or(Stop::Gone("forgotten"))?;
    let letter = AddressLeft { at: job.made, help: format!("{}/help", app.public_url) };
    Mail::new(envelope(job, former, Locale::Nl, None), &letter).map_err(unsent)
}

/// The link to set up the second factor anew, if it still stands. It goes to the address that signs in, whatever the licence noted.
pub(crate) async fn factor_reset(app: &App, job: &Job, staff: StaffId, mailed: &Mailed) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let mut found = app
        .store
        .batch(&[StaffMember::key(licence, &staff), Licence::key(licence, &()), keys::link(&mailed.token)])
        .await?;
    let member = found.entity::<StaffMember>(licence, &staff)?.value;
    let link = mailed.alive(app, &mut found)?;
    let Some(identity) = member.identity.filter(|_| member.may_reset_factor()) else {
        return Err(Stop::Gone("not_at_work"));
    };
    let identity = app.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
    if identity.refuses_factor_reset(link.id).is_some() {
        return Err(Stop::Gone("link_dead"));
    }
    let licence = found.entity::<Licence>(licence, &())?.value;
    let letter = FactorReset { link: format!("{}/second-factor/{}", app.public_url, mailed.token), ends: link.ends };
    Mail::new(envelope(job, &identity.email, Locale::Nl, school(&licence, None)), &letter).map_err(unsent)
}

/// Tells another licence of the same person that the second factor was reset, at its contact address.
pub(crate) async fn factor_reset_elsewhere(app: &App, job: &Job, staff: StaffId) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let mut found = app.store.batch(&[StaffMember::key(licence, &staff), Licence::key(licence, &())]).await?;
    if found.entity::<StaffMember>(licence, &staff)?.value.status != StaffStatus::Active {
        return Err(Stop::Gone("not_at_work"));
    }
    let licence = found.entity::<Licence>(licence, &())?.value;
    let page = format!("{}/staff/{staff}", app.public_url);
    let letter = FactorResetElsewhere { to: licence.display_name, at: job.made, page };
    Mail::new(envelope(job, &licence.contact, Locale::Nl, None), &letter).map_err(unsent)
}

/// That something changed in somebody's credentials.
pub(crate) async fn changed(app: &App, job: &Job, identity: IdentityId, what: AccountChange) -> Result<Mail, Stop> {
    let identity = app.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
    let letter = AccountChanged { what, at: job.made, reset: format!("{}/reset", app.public_url) };
    Mail::new(envelope(job, &identity.email, Locale::Nl, None), &letter).map_err(unsent)
}
