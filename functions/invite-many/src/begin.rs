//! Beginning a round. The people are invited after the answer, by a job in the same transaction.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    author::Author,
    round::{Guest, GuestState, Round, RoundRow, Wish},
    steps::Form,
};
use store::StoreError;
use web::{Posted, Problem, Visitor, page::Go};

use crate::{Deps, choose, people::Scene, to_round};

/// `POST /staff/invitations`
pub async fn begin(State(deps): State<Deps>, visitor: Visitor, posted: Posted<Form>) -> Result<Response, Problem> {
    let scene = Scene::of_form(&deps, &visitor, &posted).await?;
    let round = match scene.wish(&posted.form) {
        Ok(wish) => round(&scene, wish)?,
        Err(faults) => return Ok(choose::page(&scene, &posted.form, faults)?.into_response()),
    };
    let desk = &scene.desk;
    let job = desk.app.store.invite_round(&desk.actor.scope, round.id)?;
    let row = desk.did("round begun", format!("ROUND#{}", round.id)).with("people", round.guests.len());
    let change = desk.change().create(&round).row(&RoundRow::of(&round)).then(&job).audit(&row);
    Ok(Go::from(change.commit(to_round(round.id)).await?).into_response())
}

/// The round that a wish asks for. New people get their id here, so that a worker that tries twice makes nobody twice.
fn round(scene: &Scene, wish: Wish) -> Result<Round, StoreError> {
    let app = &scene.desk.app;
    let guest = |person: domain::round::Invitee| {
        let staff = person.staff.map_or_else(|| app.id(), Ok)?;
        Ok(Guest { staff, name: person.name, email: person.email, state: GuestState::Waiting })
    };
    Ok(Round {
        id: app.id()?,
        by: Author::of(&scene.desk.actor.member).at(app.now()),
        gift: wish.gift,
        guests: wish.people.into_iter().map(guest).collect::<Result<_, StoreError>>()?,
    })
}
