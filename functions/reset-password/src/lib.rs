//! Choosing a new password: by a mailed link, without telling who has an account.

mod ask;
mod renew;

use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("reset-password")
        .get("/reset", "Asks to which address a link goes", ask::show)
        .public()
        .post::<ask::ResetInput, _, _>("/reset", "Sends a link, if the address is known", ask::ask)
        .public()
        .get("/reset/{token}", "Asks for the new password; changes nothing", renew::show)
        .public()
        .post::<renew::NewPasswordInput, _, _>(
            "/reset/{token}",
            "Sets the new password and ends every session",
            renew::renew,
        )
        .public()
        .with_state(app)
}
