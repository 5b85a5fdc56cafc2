//! Signing out: the session's row goes, so that its token is worth nothing at the next request.

use axum::{extract::State, response::Response};
use domain::identity::Identity;
use http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change,
    audit::{Entry, Who},
    keys,
    tickets::Session,
};
use web::{Problem, SigningIn, Visitor, page::see_other, posted::Sent, proof, session::set_cookie};

/// Nothing but the form's key.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct SignOutInput {}

/// `POST /sign-out`
pub async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    _sent: Sent<SignOutInput>,
) -> Result<Response, Problem> {
    if let Some(present) = SigningIn::either(&app, &headers).await {
        end(&app, &visitor, present).await?;
    }
    let mut response = see_other("/sign-in?done=signed-out");
    if let Some(gone) = set_cookie("") {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    Ok(response)
}

async fn end(app: &App, visitor: &Visitor, present: SigningIn) -> Result<(), Problem> {
    let mut found = app.store.batch(&[keys::session(present.session), keys::identity(present.identity)]).await?;
    let session = found.take::<Session>(&keys::session(present.session), "session")?;
    let identity = found.take::<Identity>(&keys::identity(present.identity), "identity")?;
    // Signed out before, from here or elsewhere: nothing is left to end.
    let (Some(session), Some(identity)) = (session, identity) else { return Ok(()) };
    let id = session.value.id;
    let row = Entry::of_person(present.identity, "signed-out", Who::Identity { id: present.identity.to_string() })
        .from(visitor.address.as_deref());
    proof::settle(app, identity, "", |identity| {
        identity.end_session(id);
        Ok(Change::of_person(&app.store, None).end_session(id).audit(&row))
    })
    .await?;
    Ok(())
}
