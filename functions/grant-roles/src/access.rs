//! The switch that lets somebody in, apart from roles: without it no role counts, with it all are back (3-16).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    input::{Fault, Faults},
    staff::{StaffMember, StaffRow, StaffStatus},
};
use schemars::JsonSchema;
use serde::Deserialize;
use store::App;
use web::{Posted, Problem, Visitor, administrators::who_stays, page::Go};

use crate::path;

/// Whether somebody has access.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AccessInput {
    /// `yes` or `no`.
    access: String,
}

impl AccessInput {
    fn parse(&self) -> Result<bool, Problem> {
        match self.access.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            "" => Err(Problem::Invalid(Faults::one("access", Fault::Missing))),
            _ => Err(Problem::Invalid(Faults::one("access", Fault::NotAChoice))),
        }
    }
}

/// `POST /staff/{staff}/access`
pub async fn switch(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<AccessInput>,
) -> Result<Response, Problem> {
    let (desk, mut member) = posted.enter_about(&app, &visitor, &staff).await?;
    let id = member.value.id;
    let access = posted.form.parse()?;
    if member.value.status == StaffStatus::Removed {
        return Err(Problem::NotFound);
    }
    desk.must_manage_person(&member.value).await?;
    let done = format!("{}?done=access-{}", path(id), if access { "on" } else { "off" });
    if member.value.access == access {
        return Ok(Go(done).into_response());
    }
    let after = StaffMember { access, ..member.value.clone() };
    let stays = match who_stays(&desk, &member.value, &after).await? {
        Ok(stays) => stays,
        Err(refused) => return Ok(refused.answer(&desk)),
    };
    member.value = after;
    let act = if access { "switched access on" } else { "switched access off" };
    let row = desk.did(act, format!("STAFF#{id}"));
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(stays.guard(change).commit(done).await?).into_response())
}
