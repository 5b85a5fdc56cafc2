//! Mails about a transfer, to the contact address of the licence that keeps this copy of it.

use domain::{
    ids::TransferId,
    licence::Licence,
    transfer::{Transfer, TransferState},
};
use mail::{Mail, School, TransferLocked, TransferWaiting};
use store::{
    App, Entity, keys,
    outbox::{Job, Stop},
};
use texts::Locale;

use crate::{
    consent::last_day,
    letters::{envelope, licence_of},
    stop::unsent,
};

/// Tells the receiver that a package waits.
pub(crate) async fn waiting(app: &App, job: &Job, transfer: TransferId) -> Result<Mail, Stop> {
    let (licence, transfer) = read(app, job, transfer).await?;
    if transfer.state(app.now()) != TransferState::Waiting || transfer.to.licence != licence.id {
        return Err(Stop::Gone("not_waiting"));
    }
    let letter = TransferWaiting {
        number: transfer.number,
        from: (transfer.from.display_name.clone(), transfer.from.place),
        to: licence.display_name,
        last_day: last_day(transfer.ends),
        page: format!("{}/imports", app.public_url),
    };
    let sender = School { name: transfer.from.display_name, contact: None };
    Mail::new(envelope(job, &licence.contact, Locale::Nl, Some(sender)), &letter).map_err(unsent)
}

/// Tells the sender or the receiver, whoever's job it is, that a package is locked.
pub(crate) async fn locked(app: &App, job: &Job, transfer: TransferId) -> Result<Mail, Stop> {
    let (licence, transfer) = read(app, job, transfer).await?;
    if transfer.state(app.now()) != TransferState::Locked {
        return Err(Stop::Gone("not_locked"));
    }
    let to_sender = transfer.from.licence == licence.id;
    let page = if to_sender {
        format!("{}/dossiers/{}/transfer", app.public_url, transfer.dossier)
    } else {
        format!("{}/imports", app.public_url)
    };
    let letter = TransferLocked {
        number: transfer.number,
        from: transfer.from.display_name,
        to: transfer.to.display_name,
        to_sender,
        page,
    };
    Mail::new(envelope(job, &licence.contact, Locale::Nl, None), &letter).map_err(unsent)
}

async fn read(app: &App, job: &Job, transfer: TransferId) -> Result<(Licence, Transfer), Stop> {
    let licence = licence_of(job)?;
    let key = keys::transfer(licence, transfer);
    let mut found = app.store.batch(&[key.clone(), Licence::key(licence, &())]).await?;
    let transfer = found.take::<Transfer>(&key, "transfer")?.ok_or(Stop::Gone("gone"))?.value;
    Ok((found.entity::<Licence>(licence, &())?.value, transfer))
}
