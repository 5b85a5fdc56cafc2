//! The link of an invitation: opening it is harmless, choosing a password uses it up (0-11 to 0-15).

mod accept;
mod by_hub;
mod choose;
mod dead;
mod new_link;
mod paper;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, StoreError};
use web::{Api, Problem, Visitor, invited::Invited, page::see_other, posted::Sent};

use crate::{accept::Asked, by_hub::Given};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("activate-account")
        .get("/activate", "Form for who types the code of a login on paper", paper::ask)
        .public()
        .post::<paper::CodeInput, _, _>(
            "/activate",
            "Shows what the link of a login on paper shows, by its code",
            paper::typed,
        )
        .public()
        .get("/activate/{token}", "Shows who invites, and asks for a password; changes nothing", show)
        .public()
        .post::<ActivateInput, _, _>("/activate/{token}", "Accepts the invitation; the link is used up", activate)
        .public()
        .post::<new_link::NewLinkInput, _, _>(
            "/activate/{token}/new-link",
            "Asks for a new link to the same address",
            new_link::ask,
        )
        .public()
        .with_state(app)
}

/// What accepts an invitation.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ActivateInput {
    /// A new password; the present one for an address that has an account already, or none after signing in at one's school.
    pub password: String,
    /// The code of the authenticator, where one is set up.
    pub code: String,
    /// Or a recovery code.
    pub recovery: String,
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let link = app.store.open_link(&token, &visitor.agent).await?.ok_or(Problem::NotFound)?;
    let invited = Invited::of(&app, &token, link).await?;
    if let Some(refusal) = invited.refusal(app.now()) {
        return Ok(dead::page(&app, &visitor, &token, &invited, &refusal)?.into_response());
    }
    if invited.is_on_paper() {
        return Ok(paper::page(&app, &visitor, &token, &invited, None).await?.into_response());
    }
    let (identity, inviter) = tokio::join!(app.store.identity_of(&invited.member.value.email), invited.inviter(&app));
    let inviter = inviter?;
    Ok(match identity? {
        Some(identity) => {
            let proved = by_hub::proved(&app, &headers, &invited, &identity.value).await?;
            let asked = Asked { password: proved.is_none(), code: identity.value.totp.is_some() };
            accept::page(&app, &visitor, &token, &invited, inviter.as_deref(), asked, None).await?.into_response()
        }
        None => choose::page(&app, &visitor, &token, &invited, inviter.as_deref(), None).await?.into_response(),
    })
}

async fn still_open(app: &App, token: &str) -> Result<bool, StoreError> {
    Ok(app.store.find_link(token).await?.is_some_and(|found| found.link.refusal(app.now()).is_none()))
}

/// Tries when somebody else saves the staff member at the same moment.
const AGAIN: u32 = 5;

async fn activate(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
    sent: Sent<ActivateInput>,
) -> Result<Response, Problem> {
    let once = sent.key.of(&token);
    for _ in 0..AGAIN {
        let (link, done) = app.store.follow(&token, once.as_ref()).await?;
        if let Some(to) = done {
            return Ok(see_other(&to));
        }
        let invited = Invited::of(&app, &token, link.ok_or(Problem::NotFound)?).await?;
        if let Some(refusal) = invited.refusal(app.now()) {
            return Ok(dead::page(&app, &visitor, &token, &invited, &refusal)?.into_response());
        }
        if invited.is_on_paper() {
            match paper::activate(&app, &visitor, &token, invited, &sent.form, once.clone()).await? {
                Ok(response) => return Ok(response),
                Err(StoreError::Conflict(Conflict::LinkDead | Conflict::Stale(_) | Conflict::Taken("address"))) => {
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
        }
        let answer = match app.store.identity_of(&invited.member.value.email).await? {
            // Somebody who was first may have made it with this very link: then no password is tried.
            Some(_) if !still_open(&app, &token).await? => continue,
            Some(identity) => {
                let given = Given::of(&app, &headers, &invited, &identity.value, &sent.form).await?;
                accept::accept(&app, &visitor, &token, invited, identity, &given, once.clone()).await?
            }
            None => choose::choose(&app, &visitor, &token, invited, &sent.form, once.clone()).await?,
        };
        match answer {
            Ok(response) => return Ok(response),
            // Used, replaced, accepted or changed in the meantime: what is true now decides what to tell.
            Err(StoreError::Conflict(Conflict::LinkDead | Conflict::Stale(_) | Conflict::Taken("address"))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Stale)
}
