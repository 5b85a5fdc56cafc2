//! Gives a role, in the part of the licence that the administrator looks after. Giving one to oneself is allowed, and shown to the other
//! administrators (3-20).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    group::Group,
    staff::{GrantInput, StaffRow, StaffStatus},
};
use store::App;
use web::{
    Posted, Problem, Visitor,
    page::Go,
    role_fields::{self, Offer},
};

use crate::{path, show};

/// `POST /staff/{staff}/roles`
pub async fn grant(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<GrantInput>,
) -> Result<Response, Problem> {
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (entered, groups) = tokio::join!(posted.enter_about(&app, &visitor, &staff), records.register::<Group>());
    let ((desk, mut member), groups) = (entered?, groups?);
    let id = member.value.id;
    if member.value.status == StaffStatus::Removed {
        return Err(Problem::NotFound);
    }
    let new = match posted.form.parse(&Offer::to(&desk, &member.value, groups.clone()).places()) {
        Ok(new) => new,
        Err(faults) => {
            return Ok(show::page(&desk, &member.value, groups, &posted.form, Some(faults)).await?.into_response());
        }
    };
    let row = role_fields::kept(desk.did("granted", format!("STAFF#{id}")), &new);
    if !member.value.grant(new, desk.me(), desk.today()) {
        return Ok(Go(format!("{}?done=already", path(id))).into_response());
    }
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(change.commit(format!("{}?done=granted", path(id))).await?).into_response())
}
