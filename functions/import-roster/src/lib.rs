//! The file of the pupil administration: sent by the browser to S3 itself, its check shown, confirmed or taken back (3-05 to 3-11).

mod act;
mod announce;
mod doubts;
mod findings;
mod leavers;
mod overview;
mod report;
mod show;
mod sure;
mod teachers;
mod template;
mod told;

use domain::{
    access::{Action, Resource, Whereabouts},
    ids::{LocationId, PupilFileId},
    steps::Form,
};
use files::Files;
use roster::Check;
use web::{Api, Desk, Problem};

texts::catalogue!();

/// Where the files of a licence are.
const HERE: &str = "/rosters";

/// What this function has: files, to sign forms and to read checks.
pub type Deps = web::Deps<Files>;

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("import-roster")
        .get(HERE, "Files of the pupil administration, how far each is, and the form that announces one", announce::list)
        .post::<announce::Input, _, _>(HERE, "Announces a file for a location; its page has the form that sends it", announce::announce)
        .get(
            "/rosters/overview",
            "Classes and learners at each location in the running school year or the next (`?year=`), and what is missing",
            overview::show,
        )
        .get("/rosters/overview/download", "The same as a spreadsheet: one line a learner", overview::download)
        .get(template::PATH, "An empty spreadsheet, with the columns that are read", template::download)
        .get(
            "/rosters/{roster}",
            "How far a file is: the form that sends it, what its check says, how far loading is, what was loaded",
            show::show,
        )
        .get("/rosters/{roster}/uploaded", "Where the storage leads back to: the file is being read", show::uploaded)
        .post::<Form, _, _>(
            "/rosters/{roster}",
            "`act` is `load`, `withdraw`, `resume` or `end`; `sure` is `on` where a spreadsheet is loaded, or a file whose school cannot be compared: it is of this location and year; `namesakes` is `on` where who has the name and date of birth of one learner here is that one; `line-<n>` says who a learner is about whom the check is not sure: `new`, a learner's id, `skip`, or nothing to leave it to `namesakes`; `leaves-<id>` is the version of a learner whose enrolment ends on `last_day`, for `reason`",
            act::act,
        )
        .with_state(deps)
}

fn to_file(file: PupilFileId) -> String {
    format!("{HERE}/{file}")
}

fn subject(file: PupilFileId) -> String {
    format!("PUPILFILE#{file}")
}

/// Whether this person may load the roster of a location.
fn may_at(desk: &Desk, location: LocationId) -> Result<(), Problem> {
    desk.may(Action::ImportRoster, &Resource::Learner(&Whereabouts::at(location))).map(drop)
}

/// The locations that a file would change something at, or tells somebody of, and which the person at work does not look after: then
/// somebody else confirms it.
fn beyond(desk: &Desk, check: &Check) -> Vec<LocationId> {
    check.reached.iter().copied().filter(|location| may_at(desk, *location).is_err()).collect()
}

/// The name of a location, with its code.
fn place(desk: &Desk, location: LocationId) -> String {
    desk.licence.location(location).map(web::role_fields::location_name).unwrap_or_default()
}
