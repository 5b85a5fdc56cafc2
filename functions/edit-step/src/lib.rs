//! Writing in a step of a dossier: saved, finished, reopened. Step 8 freezes the plan and asks for consent.

mod fast;
mod finish;
mod here;
mod page;
mod plan;
mod reopen;
mod save;
mod typed;

use domain::steps::Form;
use files::Files;
use web::Api;

texts::catalogue!();

/// What this function has: files, where frozen versions are kept.
pub type Deps = web::Deps<Files>;

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("edit-step")
        .get("/dossiers/{dossier}/steps/{step}", "A step: its form, or what was written when it is done", page::show)
        .post::<Form, _, _>("/dossiers/{dossier}/steps/{step}", "Saves a step; `act=add-<list>` shows the form with one more row and saves nothing", save::save)
        .post::<Form, _, _>(
            "/dossiers/{dossier}/steps/{step}/finish",
            "Saves and finishes a step; `act=put-aside` (2 to 7, 10), `act=skip` (9, with `confirmed`), `act=fast-route` (1). Step 8 freezes the plan and mails the links",
            finish::finish,
        )
        .post::<reopen::Input, _, _>("/dossiers/{dossier}/steps/{step}/reopen", "Reopens a step that is done, with a reason", reopen::reopen)
        .with_state(deps)
}
