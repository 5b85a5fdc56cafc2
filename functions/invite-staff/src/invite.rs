//! The invitation itself: staff member, link and mail in one transaction.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::Group,
    ids::StaffId,
    input::{Fault, Faults},
    staff::{StaffInput, StaffMember, StaffRow},
};
use store::{App, Conflict, StoreError};
use web::{
    Posted, Problem, Visitor,
    page::Go,
    role_fields::{self, Offer},
};

use crate::form;

/// `POST /staff`
pub async fn invite(State(app): State<App>, visitor: Visitor, posted: Posted<StaffInput>) -> Result<Response, Problem> {
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups) = tokio::join!(posted.enter(&app, &visitor, &[]), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let offer = Offer::of(&desk, groups?);
    let new = match posted.form.parse(&offer.places()) {
        Ok(new) => new,
        Err(faults) => return Ok(form::again(&desk, &offer, &posted.form, faults)?.into_response()),
    };
    let id: StaffId = app.id()?;
    let row = role_fields::kept(desk.did("invited", format!("STAFF#{id}")), &new.grant);
    let mut member = StaffMember::invited(id, new, Some(desk.me()), desk.today());
    let invitation = app.new_invitation(desk.licence.id, member.id).await?;
    member.invite(&invitation.link, true, Some(desk.me()));
    let done = desk
        .change()
        .create(&member)
        .row(&StaffRow::of(&member))
        .claim_staff_address(desk.licence.id, &member.email, member.id)
        .invite(&invitation)
        .audit(&row)
        .commit(format!("/staff/{}?done=invited", member.id))
        .await;
    match done {
        Err(StoreError::Conflict(Conflict::Taken("staff address"))) => {
            Ok(form::again(&desk, &offer, &posted.form, Faults::one("email", Fault::AddressInUse))?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}
