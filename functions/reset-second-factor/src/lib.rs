//! A lost phone: an administrator asks that somebody may set up the second factor anew. It takes the mailed link *and* the password.

mod ask;
mod dead;
mod lost;
mod redeem;
mod refused;

use domain::staff::FactorResetInput;
use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("reset-second-factor")
        .post::<FactorResetInput, _, _>(
            "/staff/{staff}/second-factor",
            "Mails a link to set up the second factor anew, after a page that says what will happen",
            ask::ask,
        )
        .get("/second-factor/{token}", "Asks for the password; changes nothing", redeem::show)
        .public()
        .post::<redeem::RedeemInput, _, _>(
            "/second-factor/{token}",
            "Removes the second factor and ends every session, with the link and the password",
            redeem::redeem,
        )
        .public()
        .with_state(app)
}
