//! Signing in with a school account that was linked before. It stands for the password; the second factor is asked as ever.

use axum::response::Response;
use domain::{
    hub::Means,
    identity::{Closed, Identity},
};
use store::{
    Change, Stored,
    audit::{Entry, Who},
    tickets::Stage,
};
use web::{
    Problem,
    entering::{self, Proved},
    offers,
    signing_in::{again, begin, go, with_next},
};

use crate::{back::Came, refused::Refused};

/// Goes on as the person that the account was linked to, if it was.
pub async fn sign_in(came: &Came<'_>, next: &str) -> Result<Response, Problem> {
    let app = came.app;
    let Some(identity) = app.store.identity_of_hub(&came.account.account).await? else {
        return came.refused(Refused::Unlinked, None).await;
    };
    let id = identity.value.id;
    if identity.value.closed(app.now()) == Some(Closed::Locked) {
        return came.refused(Refused::Locked, Some(id)).await;
    }
    let offers = offers::of(app, &identity.value).await?;
    if !offers.iter().any(|offer| offer.admits(Means::Hub, app.today())) {
        return came.refused(Refused::NoLicence, Some(id)).await;
    }
    if identity.value.totp.is_some() {
        return ask_code(came, &identity, next).await;
    }
    let turn = Some(came.secret.as_str().to_owned());
    let proved = Proved { factor: None, before: None, chosen: None, by: Means::Hub, turn };
    match entering::enter(app, came.visitor, identity, &offers, proved, came.once.clone(), next).await? {
        Some(answer) => Ok(answer),
        None => came.refused(Refused::NoLicence, Some(id)).await,
    }
}

/// The account was right; the second factor is asked.
async fn ask_code(came: &Came<'_>, identity: &Stored<Identity>, next: &str) -> Result<Response, Problem> {
    let (app, identity) = (came.app, &identity.value);
    let mut session = begin(app, identity, None, Stage::Code, came.once.as_ref())?;
    session.by = Means::Hub;
    let row = Entry::of_person(identity.id, "identified", Who::Identity { id: identity.id.to_string() })
        .from(came.visitor.address.as_deref())
        .with("by", "school-account")
        .with("account", came.account.account.short());
    let row = came.account.brin.iter().fold(row, |row, brin| row.with("school", brin));
    let to = with_next("/sign-in", next);
    let change = Change::of_person(&app.store, came.once.clone())
        .session(&session, 0)
        .use_hub_turn(came.secret.as_str(), Some(identity.id))
        .audit(&row);
    if change.commit(&to).await?.repeated
        && let Some(answer) = again(app, identity.id, came.once.as_ref()).await?
    {
        return Ok(answer);
    }
    go(app, &session, &to).await
}
