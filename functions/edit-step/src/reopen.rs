//! Reopening a step that is done: with a reason, and with the plan that stands on it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{access::Action, dossier::Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Posted, Problem, Visitor, page::Go};

use crate::{
    Deps,
    here::{At, Extent, Here},
    page,
};

/// Why a step is reopened.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Input {
    /// Why.
    pub reason: String,
}

/// `POST /dossiers/{dossier}/steps/{step}/reopen`
pub async fn reopen(
    State(deps): State<Deps>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let (app, at) = (&deps.app, At::parse(&path)?);
    let keys = Here::keys(&posted.session, at, Extent::Reopen);
    let mut here =
        Here::enter(app, &posted.session, at, Extent::Reopen, Action::ReopenStep, posted.enter(app, &visitor, &keys))
            .await?;
    let reason = match Reason::parse(&posted.form.reason) {
        Ok(reason) => reason,
        Err(faults) => return Ok(page::reason_refused(&here, &posted.form.reason, faults).await?.into_response()),
    };
    let stamp = here.stamp();
    // The reason is in the trail of the step: the audit log holds no content.
    let Ok(reopened) = here.read.track.reopen(at.step, &reason, &stamp) else { return Err(Problem::Stale) };
    let which = reopened.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let done = here
        .desk
        .change()
        .save_dossier(&here.read, &reopened, &stamp)
        .audit(&here.desk.did("reopened", at.subject()).with("steps", which))
        .commit(at.href())
        .await;
    Ok(Go::from(done?).into_response())
}
