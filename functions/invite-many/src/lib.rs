//! Invites many people at once: who is chosen, what each of them gets, and a page that shows how every invitation fares (3-13, 3-24).

mod again;
mod begin;
mod check;
mod choose;
mod list;
mod people;
mod show;
mod standing;

use domain::{
    ids::{LocationId, RoundId},
    steps::Form,
};
use files::Files;
use web::{Api, Desk};

texts::catalogue!();

/// Where the rounds of a licence are.
const HERE: &str = "/staff/invitations";

/// Where the form is that chooses.
const NEW: &str = "/staff/invitations/new";

/// What this function has: files, to read which teachers a file of the pupil administration proposes.
pub type Deps = web::Deps<Files>;

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("invite-many")
        .get(HERE, "The rounds of invitations there were", list::list)
        .get(
            "/staff/invitations/new",
            "Form to choose whom to invite: who did not accept yet, or the teachers that `?file=` proposes; others as a list",
            choose::show,
        )
        .post::<Form, _, _>(
            "/staff/invitations/check",
            "Shows who gets what, before anything is sent. `who-<key>` chooses a person and `email-<key>` says where the mail goes; `typed` is a list: first name; prefix; last name; address. `role`, `location` and `reason` are for who is new",
            check::check,
        )
        .post::<Form, _, _>(HERE, "Begins a round: each person is invited after the answer, one by one", begin::begin)
        .get("/staff/invitations/{round}", "How far each invitation of a round is", show::show)
        .post::<Form, _, _>(
            "/staff/invitations/{round}/again",
            "Tries once more what did not come through: of one person, `who`, to the address `email-<who>`; or of everybody",
            again::again,
        )
        .with_state(deps)
}

fn to_round(round: RoundId) -> String {
    format!("{HERE}/{round}")
}

/// Ids of the licence's locations.
fn locations(desk: &Desk) -> Vec<LocationId> {
    desk.licence.location_ids().collect()
}
