//! What a school does first: a list in order, each with whether it was done (3-01, 3-02, 3-20, 3-25). The start page leads here until
//! nothing is left, the manual always.

use askama::Template;
use axum::extract::State;
use domain::{
    access::{Action, Resource, Whereabouts},
    first_steps::{Beginning, FirstStep},
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
    /// Whether it may well be left.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_choice: bool,
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

/// What is known of the school of who looks. Where a second factor is compulsory, nobody is at work without one.
pub fn beginning<'a>(desk: &'a Desk, learners: &'a [LearnerRow], staff: &'a [StaffRow]) -> Beginning<'a> {
    let second_factor = desk.licence.totp_required || desk.session.value.second_factor;
    Beginning { licence: &desk.licence, learners, staff, me: desk.me(), second_factor, today: desk.today() }
}

/// What a step is called, what there is to know about it, and where it is done.
fn told(desk: &Desk, school: &Beginning<'_>, step: FirstStep) -> (String, String, String) {
    let t = t(desk.locale());
    let places: Vec<String> = desk.licence.locations.iter().map(role_fields::location_name).collect();
    let invited = school.invited();
    match step {
        // There is no page to add one: the operator does, and tells when it is there.
        FirstStep::Locations => {
            (t.begin_locations(places.len()), t.begin_locations_hint(places.join(", ")), "/help".into())
        }
        FirstStep::Roster(location) => {
            let place = desk.licence.location(location).map(role_fields::location_name).unwrap_or_default();
            let here = Whereabouts::at(location);
            let may_load = desk.may(Action::ImportRoster, &Resource::Learner(&here)).is_ok();
            (t.begin_roster(place), t.begin_roster_hint(), if may_load { "/rosters" } else { "/help" }.into())
        }
        FirstStep::People => (t.begin_people(), t.begin_people_hint(), "/staff/invitations/new".into()),
        FirstStep::Coordinator => (t.begin_coordinator(), t.begin_coordinator_hint(), "/staff".into()),
        FirstStep::OwnRole => (t.begin_own_role(), t.begin_own_role_hint(), format!("/staff/{}/roles", desk.me())),
        FirstStep::Groups => (t.begin_groups(), t.begin_groups_hint(), "/groups".into()),
        FirstStep::Invitations => {
            (t.begin_invitations(), t.begin_invitations_hint(invited.active, invited.waiting), "/staff".into())
        }
        FirstStep::SecondFactor => {
            let required = desk.licence.totp_required;
            let hint = if required { t.begin_second_factor_required() } else { t.begin_second_factor_hint() };
            (t.begin_second_factor(), hint, "/account".into())
        }
    }
}

fn task(desk: &Desk, school: &Beginning<'_>, step: FirstStep, done: bool) -> Task {
    let (name, hint, href) = told(desk, school, step);
    let w = words(desk.locale());
    let tag = match (done, step.is_by_choice()) {
        (true, _) => Tag::of(Shape::Finished, w),
        (false, false) => Tag::of(Shape::NotStarted, w),
        (false, true) => Tag::new(Shape::NotStarted, t(desk.locale()).begin_by_choice()),
    };
    Task::new(name).hint(hint).tag(tag).href(href)
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
    let (learners, staff) = (learners?, staff?);
    let school = beginning(&desk, &learners, &staff);
    let (t, steps) = (t(desk.locale()), school.steps());
    let view = View {
        lead: t.begin_lead(&desk.licence.display_name),
        tasks: TaskList::new(steps.iter().map(|(step, done)| task(&desk, &school, *step, *done))),
        steps: steps.into_iter().map(|(step, done)| Step { step, done, by_choice: step.is_by_choice() }).collect(),
    };
    Ok(desk.page(t.begin_title(), &view).chrome(|chrome| chrome.back("/", "")))
}
