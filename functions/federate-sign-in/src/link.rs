//! Linking a school account to the own sign-in, and taking it off. Both need presence that was proved not long ago, and the person is
//! told by mail.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    hash::Hash,
    hub::{HubUse, Means},
    identity::Identity,
    ids::IdentityId,
};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Conflict, StoreError, Stored,
    audit::{Entry, Who},
    keys,
    outbox::{AccountChange, Job, Task},
};
use web::{Desk, Page, Problem, SignedIn, Visitor, offers, page::see_other, posted::Posted, proof};

use crate::{back::Came, refused::Refused, settings::Simple, t};

/// Which school account is taken off.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UnlinkInput {
    /// Its mark, as the page of the own account has it.
    pub account: String,
}

fn row(visitor: &Visitor, id: IdentityId, act: &str, account: &Hash) -> Entry {
    Entry::of_person(id, act, Who::Identity { id: id.to_string() })
        .from(visitor.address.as_deref())
        .with("account", account.short())
}

fn told(app: &App, identity: IdentityId, what: AccountChange) -> Result<Job, Problem> {
    Ok(app.store.job(None, Task::MailAccountChanged { identity, what })?)
}

/// Whoever began is still signed in here, as the same person, with the password, and present.
async fn present(came: &Came<'_>, identity: IdentityId) -> Result<Option<Stored<Identity>>, Problem> {
    let Some(signed_in) = SignedIn::present(came.app, came.headers).await else { return Ok(None) };
    let key = keys::identity(identity);
    let Ok(mut desk) = signed_in.enter(came.app, came.visitor, std::slice::from_ref(&key)).await else {
        return Ok(None);
    };
    let same = signed_in.identity == identity && desk.session.value.by == Means::Password && desk.stepped_up();
    Ok(desk.found.take::<Identity>(&key, "identity")?.filter(|_| same))
}

/// Links the account to the person who is signed in.
pub async fn link(came: &Came<'_>, identity: IdentityId) -> Result<Response, Problem> {
    let (app, account) = (came.app, &came.account.account);
    let Some(identity) = present(came, identity).await? else {
        return came.refused(Refused::SignedOut, Some(identity)).await;
    };
    let id = identity.value.id;
    let offers = offers::of(app, &identity.value).await?;
    let with_hub: Vec<_> = offers.iter().map(|offer| &offer.licence).filter(|at| at.hub != HubUse::Off).collect();
    let why = match with_hub.first() {
        None => Some(Refused::NoLicence),
        Some(first) if with_hub.iter().all(|at| came.account.refusal_at(at).is_some()) => {
            came.account.refusal_at(first).map(Refused::from)
        }
        Some(_) => None,
    };
    if let Some(why) = why {
        return came.refused(why, Some(id)).await;
    }
    let (row, job) = (row(came.visitor, id, "linked-hub-account", account), told(app, id, AccountChange::HubLinked)?);
    let row = came.account.brin.iter().fold(row, |row, brin| row.with("school", brin));
    let done = proof::settle_or_tell(app, identity, "/account?done=hub-linked", |identity| {
        if !identity.link(came.account.linked(app.now())) {
            return Err(Problem::Forbidden);
        }
        Ok(Change::of_person(&app.store, came.once.clone())
            .claim_hub_account(account, id)
            .use_hub_turn(came.secret.as_str(), None)
            .audit(&row)
            .then(&job))
    });
    match done.await {
        Ok(Ok(done)) => Ok(see_other(&done.to)),
        Ok(Err(StoreError::Conflict(Conflict::Taken("hub account")))) => came.refused(Refused::Taken, Some(id)).await,
        Ok(Err(error)) => Err(error.into()),
        Err(Problem::Forbidden) => came.refused(Refused::TooMany, Some(id)).await,
        Err(problem) => Err(problem),
    }
}

/// `POST /account/hub/remove`
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    posted: Posted<UnlinkInput>,
) -> Result<Response, Problem> {
    let key = keys::identity(posted.session.identity);
    let mut desk = posted.enter(&app, &visitor, std::slice::from_ref(&key)).await?;
    desk.must_be_stepped_up("/account")?;
    let identity = desk.found.take::<Identity>(&key, "identity")?.ok_or(Problem::SignIn)?;
    let (id, here) = (identity.value.id, posted.session.session);
    let linked = identity.value.hub.iter().find(|linked| linked.account.as_str() == posted.form.account);
    // Taken off before, from here or elsewhere: what was wanted is so.
    let Some(account) = linked.map(|linked| linked.account.clone()) else { return Ok(see_other("/account")) };
    if !identity.value.clone().unlink(&account) {
        return Ok(stays(&desk).into_response());
    }
    let row = row(&visitor, id, "unlinked-hub-account", &account);
    let job = told(&app, id, AccountChange::HubUnlinked)?;
    let done = proof::settle(&app, identity, "/account?done=hub-unlinked", |identity| {
        if !identity.unlink(&account) {
            return Err(Problem::Stale);
        }
        // Whoever may have signed in with it is out at the next request.
        let others: Vec<_> = identity.sessions.iter().map(|open| open.id).filter(|open| *open != here).collect();
        let change = Change::of_person(&app.store, posted.once()).free_hub_account(&account).audit(&row).then(&job);
        Ok(others.into_iter().fold(change, |change, other| {
            identity.end_session(other);
            change.end_session(other)
        }))
    });
    Ok(see_other(&done.await?.to))
}

fn stays(desk: &Desk) -> Page {
    let t = t(desk.locale());
    let view = Simple::back_to(t.last_text(), t.to_account(), "/account");
    desk.page(t.last(), &view).status(StatusCode::FORBIDDEN)
}
