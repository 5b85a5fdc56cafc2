//! Signing in with the account of one's school, through the hub that all schools share (3-27, 3-28; 5.4): Entree Federatie and
//! SURFconext speak OpenID Connect. The hub proves who somebody is and at which school. It gives no right: only an account that was
//! linked before signs in, to the person it was linked to, and the second factor is asked as after a password.

mod activate;
mod back;
mod enter;
mod hub;
mod link;
mod refused;
mod settings;
mod start;
mod turn;
mod wire;

use axum::extract::FromRef;
use store::App;
use web::Api;

use crate::hub::Hub;

texts::catalogue!();

/// What these routes need.
#[derive(Clone)]
pub struct Deps {
    /// What every function has.
    pub app: App,
    /// The hub, as far as it is known.
    hub: Hub,
}

impl Deps {
    /// With a hub of which nothing is known yet: it is asked when the first person goes there.
    pub fn new(app: App) -> Self {
        Self { app, hub: Hub::default() }
    }
}

impl FromRef<Deps> for App {
    fn from_ref(deps: &Deps) -> Self {
        deps.app.clone()
    }
}

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("federate-sign-in")
        .post::<start::StartInput, _, _>(
            "/sign-in/hub",
            "Leads to the hub of the schools: to sign in, to accept an invitation, or to link the own account",
            start::start,
        )
        .public()
        .get("/sign-in/hub/back", "Where the hub leads back to; changes nothing", back::show)
        .public()
        .post::<back::BackInput, _, _>("/sign-in/hub/back", "Uses what the hub gave along, once", back::take)
        .public()
        .post::<link::UnlinkInput, _, _>(
            "/account/hub/remove",
            "Takes a school account off the own sign-in",
            link::remove,
        )
        .get("/settings/sign-in", "What the staff of this licence sign in with", settings::show)
        .post::<settings::SettingsInput, _, _>(
            "/settings/sign-in",
            "Chooses whether staff may, or must, sign in with their school account",
            settings::change,
        )
        .with_state(deps)
}
