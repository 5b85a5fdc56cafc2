//! How consent is got of each person who must give it, and what came of it (1-30, 1-34 to 1-39, 6.6).

mod again;
mod choose;
mod form;
mod list;
mod revoke;
mod scene;
mod show;
mod told;
mod too_late;

use domain::{consent::RevocationInput, steps::Form};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::Api;

texts::catalogue!();

/// A form without fields of its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Confirmed {}

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("request-consent")
        .get(
            "/dossiers/{dossier}/consents",
            "Whose consent is needed, how it is asked, and what came of it",
            list::page,
        )
        .post::<Form, _, _>(
            "/dossiers/{dossier}/consents",
            "Chooses how consent is got: through a link, elsewhere, or not",
            choose::choose,
        )
        .get("/dossiers/{dossier}/consents/{consent}", "The evidence of one request", show::page)
        .post::<Form, _, _>(
            "/dossiers/{dossier}/consents/{consent}/resend",
            "Mails a new link; the old one dies",
            again::resend,
        )
        .get(
            "/dossiers/{dossier}/consents/{consent}/withdraw",
            "Asks whether a request is really taken back",
            show::confirm,
        )
        .post::<Confirmed, _, _>(
            "/dossiers/{dossier}/consents/{consent}/withdraw",
            "Takes a request back; its link dies",
            again::withdraw,
        )
        .get(
            "/dossiers/{dossier}/consents/{consent}/revoke",
            "Form to note that somebody took a consent back, and what that does",
            revoke::form,
        )
        .post::<RevocationInput, _, _>(
            "/dossiers/{dossier}/consents/{consent}/revoke",
            "Notes that somebody took a consent back",
            revoke::revoke,
        )
        .with_state(app)
}
