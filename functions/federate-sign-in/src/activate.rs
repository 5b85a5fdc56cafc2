//! Accepting an invitation with a school account: the link says who is invited, the account becomes the way in. There is no password then.

use axum::response::Response;
use domain::{hub::HubUse, identity::Identity, ids::LinkId};
use store::{
    Conflict, StoreError,
    audit::{Entry, Who},
};
use web::{Problem, invited::Invited, page::see_other};

use crate::{back::Came, refused::Refused};

/// Keeps the new identity with its school account and takes up the service, in one transaction.
pub async fn accept(came: &Came<'_>, link: LinkId, key: &str) -> Result<Response, Problem> {
    let app = came.app;
    let token = app.link_token(link, key).await?;
    let Some(found) = app.store.find_link(&token).await? else {
        return came.refused(Refused::NoInvitation, None).await;
    };
    let invited = Invited::of(app, &token, found).await?;
    let why = match came.account.refusal_at(&invited.licence) {
        _ if invited.refusal(app.now()).is_some() => Some(Refused::NoInvitation),
        _ if invited.licence.hub == HubUse::Off => Some(Refused::NoLicence),
        refusal => refusal.map(Refused::from),
    };
    if let Some(why) = why {
        return came.refused(why, None).await;
    }
    let account = came.account.linked(app.now());
    let mark = account.account.clone();
    let identity = Identity::of_hub(app.id()?, &invited.member.value.email, account, invited.service(), app.now());
    let row = Entry::of_person(identity.id, "linked-hub-account", Who::Identity { id: identity.id.to_string() })
        .from(came.visitor.address.as_deref())
        .with("account", mark.short());
    let row = came.account.brin.iter().fold(row, |row, brin| row.with("school", brin));
    let done = invited
        .accepted(app, came.visitor, &token, identity.id, came.once.clone())
        .create_identity(&identity)
        .claim_hub_account(&mark, identity.id)
        .use_hub_turn(came.secret.as_str(), None)
        .audit(&row)
        .commit("/sign-in?done=activated-hub")
        .await;
    let why = match done {
        Ok(done) => return Ok(see_other(&done.to)),
        Err(StoreError::Conflict(Conflict::Taken("address"))) => Refused::HasAccount,
        Err(StoreError::Conflict(Conflict::Taken("hub account"))) => Refused::Taken,
        Err(StoreError::Conflict(Conflict::LinkDead | Conflict::Stale(_))) => Refused::NoInvitation,
        Err(error) => return Err(error.into()),
    };
    came.refused(why, None).await
}
