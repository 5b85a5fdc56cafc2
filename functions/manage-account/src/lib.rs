//! The own account: address, password, authenticator, sessions; and proof of presence before what needs it.

mod email;
mod hub;
mod new_address;
mod own;
mod page;
mod password;
mod sessions;
mod step_up;
mod totp;
mod totp_off;

use axum::{extract::State, response::Response};
use http::HeaderMap;
use store::App;
use web::{Api, Problem, Visitor};

use crate::own::Entered;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("manage-account")
        .get("/account", "The own name, address, licences, second factor and sessions", show)
        .get("/account/email", "Form to ask for another address to sign in with; needs proof of presence", email::show)
        .post::<email::EmailInput, _, _>(
            "/account/email",
            "Mails a link to the new address; nothing changes before it is used",
            email::ask,
        )
        .get("/new-address/{token}", "Shows the new address; changes nothing", new_address::show)
        .public()
        .post::<new_address::TakeInput, _, _>(
            "/new-address/{token}",
            "Signs in with the new address from now on; other sessions end, and the former address is told",
            new_address::take,
        )
        .public()
        .post::<password::PasswordInput, _, _>(
            "/account/password",
            "Changes the own password; other sessions end",
            password::change,
        )
        .post::<totp::StartInput, _, _>("/account/totp", "Starts setting up an authenticator", totp::start)
        .post::<totp::ConfirmInput, _, _>(
            "/account/totp/confirm",
            "Confirms the authenticator with its first code; shows the recovery codes once",
            totp::confirm,
        )
        .post::<totp_off::RemoveInput, _, _>(
            "/account/totp/remove",
            "Switches the second factor off, where no licence asks for it",
            totp_off::remove,
        )
        .post::<sessions::EndInput, _, _>(
            "/account/sessions/end",
            "Ends one of the own sessions, or all but this one",
            sessions::end,
        )
        .get("/account/step-up", "Asks for the second factor again, before something that needs it", step_up::show)
        .post::<step_up::StepUpInput, _, _>(
            "/account/step-up",
            "Proves presence with the second factor",
            step_up::prove,
        )
        .with_state(app)
}

async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, None).await? {
        Entered::Own(own) => own,
        Entered::Before(response) => return Ok(response),
    };
    page::answer(&own, page::Wrong::default()).await
}
