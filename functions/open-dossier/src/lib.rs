//! Dossiers: found in a list, opened for a learner, and shown as the track of eleven steps.

mod list;
mod new;
mod next;
mod show;

use store::App;
use web::{Api, id};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("open-dossier")
        .get("/dossiers", "The dossiers within reach: `?show=archived`, `?q=` for a learner's name", list::list)
        .get("/dossiers/new", "Form to open a dossier for `?learner=`", new::form)
        .post::<new::Input, _, _>("/dossiers", "Opens a dossier; a learner has one running dossier at most", new::open)
        .get("/dossiers/{dossier}", "A dossier: its track, what to do next, consent and files", show::show)
        .with_state(app)
}
