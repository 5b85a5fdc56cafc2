//! Which location is looked at (3-11): a preference of the session, checked against what is within reach.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::input::{Fault, Faults};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::{Posted, Problem, Visitor, page::Go, signing_in::local};

/// A location to look at.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LocationInput {
    /// The location's id; empty for all of them.
    pub location: String,
    /// The page of ours to go back to.
    pub next: String,
}

/// `POST /sign-in/location`
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    posted: Posted<LocationInput>,
) -> Result<Response, Problem> {
    let desk = posted.enter(&app, &visitor, &[]).await?;
    let typed = posted.form.location.trim();
    let reached = desk.places.reached();
    let chosen = typed.parse().ok().filter(|location| reached.contains(location));
    if chosen.is_none() && !typed.is_empty() {
        return Err(Problem::Invalid(Faults::one("location", Fault::NotAChoice)));
    }
    let mut session = desk.session.clone();
    session.value.location = chosen;
    let row = desk.did("chose-location", format!("STAFF#{}", desk.me()));
    let row = chosen.iter().fold(row, |row, location| row.with("location", location));
    let change = desk.change().session(&session.value, session.version).audit(&row);
    Ok(Go::from(change.commit(local(&posted.form.next)).await?).into_response())
}
