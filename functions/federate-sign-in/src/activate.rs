//! Accepting an invitation with a school account: the link says who is invited. For somebody new the account becomes the way in, and there
//! is no password then. Who has an account already goes on with the school account that is linked to it, which stands for the password.

use axum::response::Response;
use domain::{
    hub::HubUse,
    identity::{Closed, Identity},
    ids::LinkId,
};
use store::{
    App, Change, Conflict, StoreError, Stored,
    audit::{Entry, Who},
    hub::HubProof,
};
use web::{Problem, invited::Invited, page::see_other};

use crate::{
    back::Came,
    refused::{Refused, without_cookie},
};

/// What is noted of a form that proved whose the account is: no address, since that holds the token of the link.
pub const PROVED: &str = "proved";

/// The page of the invitation.
pub async fn page_of(app: &App, link: LinkId, key: &str) -> Result<String, Problem> {
    Ok(format!("/activate/{}", app.link_token(link, key).await?))
}

/// Goes on with the invitation, as somebody new or as who has an account.
pub async fn accept(came: &Came<'_>, link: LinkId, key: &str) -> Result<Response, Problem> {
    let app = came.app;
    let token = app.link_token(link, key).await?;
    let Some(found) = app.store.find_link(&token).await? else {
        return came.refused(Refused::NoInvitation, None).await;
    };
    let invited = Invited::of(app, &token, found).await?;
    if invited.refusal(app.now()).is_some() {
        return came.refused(Refused::NoInvitation, None).await;
    }
    if invited.licence.hub == HubUse::Off {
        return came.refused(Refused::NoLicence, None).await;
    }
    match app.store.identity_of(&invited.member.value.email).await? {
        Some(identity) => prove(came, identity, page_of(app, link, key).await?).await,
        None => begin(came, &invited, &token).await,
    }
}

/// Keeps the new identity with its school account and takes up the service, in one transaction.
async fn begin(came: &Came<'_>, invited: &Invited, token: &str) -> Result<Response, Problem> {
    let app = came.app;
    if let Some(why) = came.account.refusal_at(&invited.licence) {
        return came.refused(why.into(), None).await;
    }
    let account = came.account.linked(app.now());
    let mark = account.account.clone();
    let identity = Identity::of_hub(app.id()?, &invited.member.value.email, account, invited.service(), app.now());
    let done = invited
        .accepted(app, came.visitor, token, identity.id, came.once.clone())
        .create_identity(&identity)
        .claim_hub_account(&mark, identity.id)
        .use_hub_turn(came.secret.as_str(), None)
        .audit(&row(came, &identity, "linked-hub-account"))
        .commit("/sign-in?done=activated-hub")
        .await;
    let why = match done {
        Ok(done) => {
            let mut response = see_other(&done.to);
            without_cookie(response.headers_mut());
            return Ok(response);
        }
        Err(StoreError::Conflict(Conflict::Taken("address"))) => Refused::HasAccount,
        Err(StoreError::Conflict(Conflict::Taken("hub account"))) => Refused::Taken,
        Err(StoreError::Conflict(Conflict::LinkDead | Conflict::Stale(_))) => Refused::NoInvitation,
        Err(error) => return Err(error.into()),
    };
    came.refused(why, None).await
}

/// The school account must be linked to the account of who is invited, of whichever school it is: as for signing in. The turn then stands
/// for the password on the page of the invitation, in this browser only, where the second factor is asked and the button accepts.
async fn prove(came: &Came<'_>, identity: Stored<Identity>, page: String) -> Result<Response, Problem> {
    let (app, account, identity) = (came.app, &came.account.account, &identity.value);
    let owner = app.store.identity_of_hub(account).await?;
    if owner.is_none_or(|owner| owner.value.id != identity.id) {
        return came.refused(Refused::HasAccount, None).await;
    }
    if identity.closed(app.now()) == Some(Closed::Locked) {
        return came.refused(Refused::Locked, Some(identity.id)).await;
    }
    let proof = HubProof { identity: identity.id, account: account.clone(), epoch: identity.epoch };
    Change::of_person(&app.store, came.once.clone())
        .prove_hub_turn(came.secret.as_str(), &proof)
        .audit(&row(came, identity, "identified").with("by", "school-account"))
        .commit(PROVED)
        .await?;
    Ok(see_other(&page))
}

fn row(came: &Came<'_>, identity: &Identity, act: &str) -> Entry {
    let row = Entry::of_person(identity.id, act, Who::Identity { id: identity.id.to_string() })
        .from(came.visitor.address.as_deref())
        .with("account", came.account.account.short());
    came.account.brin.iter().fold(row, |row, brin| row.with("school", brin))
}
