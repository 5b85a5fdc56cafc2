//! A carer or learner opens a link, proves to have the mailbox with a code, reads the frozen plan and decides (1-01 to 1-05, 6.6).

mod code;
mod decide;
mod plan;
mod read;
mod reader;
mod start;
mod visit;

use axum::extract::FromRef;
use domain::consent::DecisionInput;
use files::Files;
use mail::Mailer;
use store::App;
use web::Api;

texts::catalogue!();

/// What these routes need.
#[derive(Clone)]
pub struct Deps {
    /// What every function has.
    pub app: App,
    /// Frozen versions.
    pub files: Files,
    /// Sends codes: they do not wait in a queue.
    pub mailer: Mailer,
}

impl FromRef<Deps> for App {
    fn from_ref(deps: &Deps) -> Self {
        deps.app.clone()
    }
}

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("give-consent")
        .get(
            "/consent/{token}",
            "Where a mailed link leads: who asks, until when; nothing about the learner",
            start::page,
        )
        .public()
        .post::<code::AskInput, _, _>(
            "/consent/{token}/code",
            "Mails a code of six digits to the address that the link went to",
            code::ask,
        )
        .public()
        .post::<code::OpenInput, _, _>("/consent/{token}/open", "Opens the plan with the code", code::open)
        .public()
        .get("/consent/{token}/plan", "The plan as it was frozen, and the form to decide", read::page)
        .public()
        .post::<DecisionInput, _, _>(
            "/consent/{token}/decision",
            "Records that the reader agrees or refuses",
            decide::decide,
        )
        .public()
        .get("/consent/{token}/receipt", "What was decided, when and on which version", decide::receipt)
        .public()
        .post::<code::AskInput, _, _>(
            "/consent/{token}/new-link",
            "Tells the school that a new link is wanted",
            start::new_link,
        )
        .public()
        .with_state(deps)
}
