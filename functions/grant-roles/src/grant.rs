//! Gives a role. Giving one to oneself is allowed, and shown to the other administrators (3-20).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::{Group, GroupKind},
    ids::{GroupId, StaffId},
    input::{Fault, Faults},
    staff::{GrantInput, NewGrant, Role, StaffMember, StaffRow, StaffStatus},
};
use store::{App, Entity};
use web::{
    Desk, Posted, Problem, Visitor,
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
    let id: StaffId = staff.parse().map_err(|_| Problem::NotFound)?;
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let key = [StaffMember::key(posted.session.licence, &id)];
    let (desk, groups) = tokio::join!(posted.enter(&app, &visitor, &key), records.register::<Group>());
    let mut desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let mut member = desk.colleague(id)?;
    let groups = groups?;
    if member.value.status == StaffStatus::Removed {
        return Err(Problem::NotFound);
    }
    let checked = match posted.form.parse(&Offer::of(&desk, groups.clone()).places()) {
        Ok(new) if is_too_much(&desk, &member.value, &new, &groups) => Err(Faults::one("role", Fault::OnlyFromOutside)),
        checked => checked,
    };
    let new = match checked {
        Ok(new) => new,
        Err(faults) => return Ok(show::page(&desk, &member.value, groups, &posted.form, Some(faults))?.into_response()),
    };
    let row = role_fields::kept(desk.did("granted", format!("STAFF#{id}")), &new);
    if !member.value.grant(new, desk.me(), desk.today()) {
        return Ok(Go(format!("{}?done=already", path(id))).into_response());
    }
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(change.commit(format!("{}?done=granted", path(id))).await?).into_response())
}

/// Whether this is more than somebody from outside may be: who is in an external group is a dossier teacher and nothing else (0-06).
fn is_too_much(desk: &Desk, member: &StaffMember, new: &NewGrant, groups: &[Group]) -> bool {
    let is_external = |id: GroupId| groups.iter().any(|group| group.id == id && group.kind == GroupKind::External);
    let present = member.memberships.iter().filter(|membership| !membership.period.is_over(desk.today()));
    new.role != Role::DossierTeacher && present.into_iter().any(|membership| is_external(membership.group))
}
