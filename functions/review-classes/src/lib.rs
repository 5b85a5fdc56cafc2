//! The overview of classes: which learners have a dossier, how far it is, and which of them lie still (3-19). It is read from the
//! registers: nothing of what is in a dossier is shown.

mod class;
mod classes;
mod school;

use store::App;
use web::Api;

texts::catalogue!();

/// Where the classes are.
const HERE: &str = "/classes";

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("review-classes")
        .get(
            HERE,
            "The classes of this school year, each with how many dossiers it has and how far they are",
            classes::show,
        )
        .get("/classes/{group}", "The learners of a class with how far their dossiers are", class::show)
        .get("/classes/{group}/download", "The same as a spreadsheet: one line a learner", class::download)
        .with_state(app)
}
