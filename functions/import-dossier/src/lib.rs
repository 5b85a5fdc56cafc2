//! Taking a dossier over from another licence: what waits, the match with the date of birth, and how far it is.

mod form;
mod list;
mod show;
mod take;
mod tries;
mod words_for;

use domain::{
    access::{Action, Resource, Whereabouts},
    calendar::SchoolYear,
    group::{Group, GroupKind},
};
use files::Files;
use web::{Api, Desk, id};

texts::catalogue!();

/// What this function has: files, whose package tells whether the learner may be here already.
pub type Deps = web::Deps<Files>;

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("import-dossier")
        .get("/imports", "What other licences set out for this one; no names of learners", list::list)
        .get("/imports/{transfer}", "The form that opens a package, or how far it is", show::show)
        .post::<take::TakeInput, _, _>(
            "/imports/{transfer}",
            "Opens a package with the learner's date of birth and takes the dossier over",
            take::take,
        )
        .with_state(deps)
}

/// Groups that a learner can go to: of this school year or later, where this person may take something over.
fn open_groups(desk: &Desk, all: Vec<Group>) -> Vec<Group> {
    let year = SchoolYear::of(desk.today());
    let is_open = |group: &Group| {
        let there = Whereabouts { locations: vec![group.location], groups: Vec::new() };
        group.kind != GroupKind::External
            && group.year >= year
            && desk.may(Action::Import, &Resource::Learner(&there)).is_ok()
    };
    let mut groups: Vec<_> = all.into_iter().filter(is_open).collect();
    groups.sort_by(|a, b| (a.year, a.kind, &a.name).cmp(&(b.year, b.kind, &b.name)));
    groups
}
