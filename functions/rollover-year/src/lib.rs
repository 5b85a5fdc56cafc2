//! The turn of the school year: plan, dry run, carry out, take back (1-44 to 1-48, 6.9).

mod act;
mod form;
mod report;
mod show;
mod too_late;
mod typed;

use domain::steps::Form;
use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("rollover-year")
        .get("/rollover", "The rollover out of a school year (`?year=`): its plan, progress and result, or the form; `?form=edit` shows the form", show::show)
        .post::<Form, _, _>("/rollover", "`act` is `dry-run`, `plan`, `carry-out`, `withdraw` or `edit`; the fields are those of the form", act::act)
        .with_state(app)
}

/// Where the rollover out of a school year is.
fn path(source: domain::calendar::SchoolYear) -> String {
    format!("/rollover?year={source}")
}
