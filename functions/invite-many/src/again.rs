//! Trying once more what did not come through: of one person, at another address if need be, or of everybody.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    ids::{RoundId, StaffId},
    input::{Fault, Faults, email},
    round::{Round, email_field},
    staff::{StaffRow, StaffStatus},
    steps::Form,
};
use store::{App, Entity as _};
use web::{Posted, Problem, Visitor, id, page::Go};

use crate::{
    show::{self, Scene},
    to_round,
};

/// `POST /staff/invitations/{round}/again`
pub async fn again(
    State(app): State<App>,
    Path(round): Path<String>,
    visitor: Visitor,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let round = id::<RoundId>(&round)?;
    let desk = posted.enter(&app, &visitor, &[Round::key(posted.session.licence, &round)]).await?;
    let mut scene = Scene::read(desk, round).await?;
    let who = match who(&scene, &posted.form).await? {
        Ok(who) => who,
        Err(faults) => return Ok(show::page(scene, &posted.form, faults)?.into_response()),
    };
    // In the meantime it came through, or somebody else tried.
    if !scene.round.value.again(&who) {
        return Ok(Go(to_round(round)).into_response());
    }
    let desk = &scene.desk;
    let job = desk.app.store.invite_round(&desk.actor.scope, round)?;
    let row = desk.did("round tried again", format!("ROUND#{round}")).with("people", who.len());
    let done = desk.change().save(&scene.round).then(&job).audit(&row).commit(to_round(round)).await?;
    Ok(Go::from(done).into_response())
}

/// Who is tried once more, each at the address that was typed.
async fn who(scene: &Scene, form: &Form) -> Result<Result<Vec<(StaffId, Option<String>)>, Faults>, Problem> {
    let wanted = form.get("who");
    if wanted.is_empty() {
        return Ok(Ok(scene.to_be_tried().map(|person| (person.staff, None)).collect()));
    }
    let Some(person) = scene.people.iter().find(|person| person.staff.to_string() == wanted) else {
        return Err(Problem::Invalid(Faults::one("who", Fault::NotAChoice)));
    };
    let staff = person.staff;
    scene.desk.must_manage(Action::ManageStaff, &person.area)?;
    if !person.standing.may_be_tried() {
        return Ok(Ok(Vec::new()));
    }
    let field = email_field(wanted);
    let address = match email(form.get(&field)) {
        Ok(address) => address,
        Err(fault) => return Ok(Err(Faults::one(field, fault))),
    };
    let rows = scene.desk.records().register::<StaffRow>().await?;
    let holder = rows.iter().find(|row| row.status != StaffStatus::Removed && row.email == address);
    Ok(match holder.map(|holder| holder.id) {
        Some(other) if other == scene.desk.me() => Err(Faults::one(field, Fault::OwnAddress)),
        Some(other) if other != staff => Err(Faults::one(field, Fault::AddressInUse)),
        _ => Ok(vec![(staff, Some(address))]),
    })
}
