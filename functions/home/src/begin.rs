//! What a school does first: a list in order, each with whether it was done (3-01, 3-02).

use askama::Template;
use axum::extract::State;
use domain::{
    access::{Action, Resource, Whereabouts},
    first_steps::{FirstStep, first_steps},
    learner::LearnerRow,
    staff::StaffRow,
};
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, role_fields,
    ui::{State as Shape, Tag, Task, TaskList},
    words,
};

use crate::t;

/// Where the list is.
pub const HERE: &str = "/begin";

/// A step in a list for programs.
#[derive(Serialize)]
struct Step {
    #[serde(flatten)]
    step: FirstStep,
    done: bool,
}

#[derive(Template, Serialize)]
#[template(path = "begin.html")]
struct View {
    steps: Vec<Step>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    tasks: TaskList,
}

/// Whether this person is the one who sets a school up.
pub fn sets_up(desk: &Desk) -> bool {
    desk.licence.kind.is_school() && desk.actor.could(Action::ImportRoster, desk.today())
}

fn task(desk: &Desk, step: FirstStep, done: bool) -> Task {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let places: Vec<String> = desk.licence.locations.iter().map(role_fields::location_name).collect();
    let (name, hint, href) = match step {
        FirstStep::Locations => (t.begin_locations(places.len()), t.begin_locations_hint(places.join(", ")), None),
        FirstStep::Roster(location) => {
            let place = desk.licence.location(location).map(role_fields::location_name).unwrap_or_default();
            let here = Whereabouts::at(location);
            let may_load = desk.may(Action::ImportRoster, &Resource::Learner(&here)).is_ok();
            (t.begin_roster(place), t.begin_roster_hint(), may_load.then_some("/rosters"))
        }
        FirstStep::People => (t.begin_people(), t.begin_people_hint(), Some("/staff/invitations/new")),
        FirstStep::Coordinator => (t.begin_coordinator(), t.begin_coordinator_hint(), Some("/staff")),
        FirstStep::Groups => (t.begin_groups(), t.begin_groups_hint(), Some("/groups")),
    };
    let tag = Tag::of(if done { Shape::Finished } else { Shape::NotStarted }, w);
    let task = Task::new(name).hint(hint).tag(tag);
    match href {
        Some(href) => task.href(href),
        None => task,
    }
}

/// `GET /begin`
pub async fn show(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, learners, staff) = futures::join!(
        session.enter(&app, &visitor, &[]),
        records.register::<LearnerRow>(),
        records.register::<StaffRow>()
    );
    let desk = desk?;
    desk.may_here(Action::ImportRoster)?;
    let steps = first_steps(&desk.licence, &learners?, &staff?, desk.today());
    let t = t(desk.locale());
    let view = View {
        lead: t.begin_lead(&desk.licence.display_name),
        tasks: TaskList::new(steps.iter().map(|(step, done)| task(&desk, *step, *done))),
        steps: steps.into_iter().map(|(step, done)| Step { step, done }).collect(),
    };
    Ok(desk.page(t.begin_title(), &view).chrome(|chrome| chrome.back("/", "")))
}
