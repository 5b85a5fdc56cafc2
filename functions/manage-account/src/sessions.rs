//! Ending all other sessions: who left a computer signed in can do it from here.

use axum::{extract::State, response::Response};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::{Problem, Visitor, posted::Sent, proof};

use crate::own::{self, Entered};

/// Nothing but the form's key.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct EndInput {}

/// `POST /account/sessions/end`
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<EndInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    let following = own.following()?;
    let row = own.did("ended-sessions");
    let done = proof::settle(&app, own.identity.clone(), "/account?done=sessions", |identity| {
        Ok(own.change(identity, &following, true).audit(&row))
    });
    let done = done.await?;
    own.go(&following, done).await
}
