//! Learners and their carers: found in a list, added, changed, leaving school; parents and other carers with what they are to the learner.

mod carer;
mod carer_form;
mod carers;
mod change;
mod learner_form;
mod leaving;
mod list;
mod new;
mod show;
mod words_for;

use domain::{ids::LocationId, learner::Enrolment};
use store::App;
use web::{Api, Desk, Problem, dates, id};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("manage-learners")
        .get("/learners", "The learners within reach, by name or group", list::list)
        .get("/learners/new", "Form for a new learner", new::empty)
        .post::<new::Input, _, _>(
            "/learners",
            "Adds a learner, after asking when the same person may be there already",
            new::add,
        )
        .get(
            "/learners/{learner}",
            "A learner with groups and, for who may see them, carers; `?form=change` and `?form=end` show those forms",
            show::show,
        )
        .post::<change::Input, _, _>(
            "/learners/{learner}",
            "Changes a learner (`act=change`) or ends the enrolment (`act=end`)",
            change::save,
        )
        .get("/learners/{learner}/carers/new", "Form for a parent or other carer", carers::empty)
        .post::<carer_form::Input, _, _>(
            "/learners/{learner}/carers",
            "Adds a carer, or ties one who is known already",
            carers::add,
        )
        .get("/learners/{learner}/carers/{carer}", "Form to change a carer", carer::show)
        .post::<carer_form::Input, _, _>("/learners/{learner}/carers/{carer}", "Changes a carer", carer::save)
        .post::<carer::Confirmed, _, _>(
            "/learners/{learner}/carers/{carer}/end",
            "Ends that somebody is a carer of this learner, after asking once more",
            carer::end,
        )
        .with_state(app)
}

/// The version a form was made from; a program that names none means the present one.
fn version(typed: &str, present: u64) -> Result<u64, Problem> {
    if typed.is_empty() { Ok(present) } else { typed.parse().map_err(|_| Problem::BadInput("version".into())) }
}

/// What people call a location of this licence.
fn location_name(desk: &Desk, id: LocationId) -> String {
    desk.licence.location(id).map(|location| location.name.clone()).unwrap_or_default()
}

/// Where a learner is today, or is going to be; who is neither has left.
fn location_today(desk: &Desk, today: Option<LocationId>, planned: Option<&Enrolment>) -> String {
    let t = t(desk.locale());
    match (today, planned) {
        (Some(id), _) => location_name(desk, id),
        (None, Some(planned)) => {
            t.location_from(location_name(desk, planned.location), dates::day(planned.period.from, desk.locale()))
        }
        (None, None) => t.left_school(),
    }
}
