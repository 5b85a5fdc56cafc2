//! A new activation link, by mail or on paper; the older ones die in the same transaction (0-17, 0-18, 3-24).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    ids::StaffId,
    input::{Fault, Faults},
    staff::StaffMember,
};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{App, Entity};
use web::{Posted, Problem, Visitor, page::Go};

use crate::{paper, refused};

/// How the new link goes to the person.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LinkInput {
    /// `mail`, or nothing, which is the same: nobody but the person sees the link. `paper`: it is shown once, to be handed over.
    delivery: String,
    /// `yes`; without it a page first says what a login on paper does.
    confirm: String,
}

impl LinkInput {
    fn check(&self) -> Result<(), Faults> {
        if ["", "mail", "paper"].contains(&self.delivery.as_str()) {
            Ok(())
        } else {
            Err(Faults::one("delivery", Fault::NotAChoice))
        }
    }
}

/// `POST /staff/{staff}/invitation`
pub async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<LinkInput>,
) -> Result<Response, Problem> {
    let id: StaffId = staff.parse().map_err(|_| Problem::NotFound)?;
    let mut desk = posted.enter(&app, &visitor, &[StaffMember::key(posted.session.licence, &id)]).await?;
    desk.may_here(Action::ManageStaff)?;
    posted.form.check()?;
    let mut member = desk.colleague(id)?;
    desk.must_manage_person(&member.value).await?;
    if !member.value.may_be_invited() {
        return Ok(refused::has_accepted(&desk, &member.value));
    }
    if posted.form.delivery == "paper" {
        return paper::print(&app, &desk, member, posted.form.confirm == "yes").await;
    }
    let email = member.value.email.clone();
    let change = app.invite_again(desk.change(), desk.licence.id, &mut member.value, &email, desk.me()).await?;
    let done = change
        .save(&member)
        .audit(&desk.did("invited-again", format!("STAFF#{id}")))
        .commit(format!("/staff/{id}?done=invited-again"))
        .await?;
    Ok(Go::from(done).into_response())
}
