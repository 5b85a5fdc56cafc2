//! Gives a role. Giving one to oneself is allowed, and shown to the other administrators (3-20).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::{Group, GroupKind},
    ids::StaffId,
    input::{Fault, Faults},
    staff::{GrantInput, NewGrant, Role, StaffMember, StaffRow, StaffStatus},
};
use store::{App, Entity};
use web::{Desk, Posted, Problem, Visitor, page::Go};

use crate::{path, show};

/// `POST /staff/{staff}/roles`
pub async fn grant(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<GrantInput>,
) -> Result<Response, Problem> {
    let id: StaffId = staff.parse().map_err(|_| Problem::NotFound)?;
    let mut desk = posted.enter(&app, &visitor, &[StaffMember::key(posted.session.licence, &id)]).await?;
    desk.may_here(Action::ManageStaff)?;
    let mut member = desk.colleague(id)?;
    if member.value.status == StaffStatus::Removed {
        return Err(Problem::NotFound);
    }
    let locations: Vec<_> = desk.licence.locations.iter().map(|location| location.id).collect();
    let checked = match posted.form.parse(&locations, desk.today()) {
        Ok(new) if is_too_much(&desk, &member.value, &new).await? => Err(Faults::one("role", Fault::OnlyFromOutside)),
        checked => checked,
    };
    let new = match checked {
        Ok(new) => new,
        Err(faults) => return Ok(show::page(&desk, &member.value, &posted.form, Some(faults))?.into_response()),
    };
    let mut row =
        desk.did("granted", format!("STAFF#{id}")).with("role", new.role.as_str()).with("reason", &new.reason);
    if let Some(location) = new.location {
        row = row.with("location", location);
    }
    if let Some(last) = new.to {
        row = row.with("until", last);
    }
    if !member.value.grant(new, desk.me(), desk.today()) {
        return Ok(Go(format!("{}?done=already", path(id))).into_response());
    }
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(change.commit(format!("{}?done=granted", path(id))).await?).into_response())
}

/// Whether this is more than somebody from outside may be: who is in an external group is a dossier teacher and nothing else (0-06).
async fn is_too_much(desk: &Desk, member: &StaffMember, new: &NewGrant) -> Result<bool, Problem> {
    if new.role == Role::DossierTeacher {
        return Ok(false);
    }
    let mut groups: Vec<_> = member
        .memberships
        .iter()
        .filter(|membership| !membership.period.is_over(desk.today()))
        .map(|membership| membership.group)
        .collect();
    groups.sort();
    groups.dedup();
    let groups = desk.records().all::<Group>(&groups).await?;
    Ok(groups.iter().any(|group| group.value.kind == GroupKind::External))
}
