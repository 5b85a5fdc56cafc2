//! The part of a learner's profile that belongs to one subject, for who teaches it: read, filled in and saved; nothing else of the
//! dossier is read here (3-18, trap 19).

mod here;
mod list;
mod page;
mod save;

use domain::steps::Form;
use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("edit-subject")
        .get(
            "/subjects",
            "Running dossiers of the learners whom I teach a subject, with how far their profile is",
            list::list,
        )
        .get(
            "/dossiers/{dossier}/subjects/{subject}",
            "What the profile of a learner says of one subject: the form, or what was written once the step is done",
            page::show,
        )
        .post::<Form, _, _>(
            "/dossiers/{dossier}/subjects/{subject}",
            "Saves what the profile says of one subject; `seen` is the mark of the text that was changed",
            save::save,
        )
        .with_state(app)
}
