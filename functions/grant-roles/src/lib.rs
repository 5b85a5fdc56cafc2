//! The roles of a staff member, given and taken back with a reason, and the switch that lets somebody in at all (3-16, 3-21, 4-12).

mod access;
mod end;
mod grant;
mod show;

use domain::{ids::StaffId, staff::GrantInput};
use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("grant-roles")
        .get("/staff/{staff}/roles", "The roles of a staff member, and the form to give one", show::show)
        .post::<GrantInput, _, _>("/staff/{staff}/roles", "Gives a role, with a reason that is kept", grant::grant)
        .post::<end::EndInput, _, _>(
            "/staff/{staff}/roles/end",
            "Takes a role back at once, after a page that says what will happen",
            end::end,
        )
        .post::<access::AccessInput, _, _>(
            "/staff/{staff}/access",
            "Switches access off or on again, whatever the roles",
            access::switch,
        )
        .with_state(app)
}

/// Where the roles of somebody are.
fn path(staff: StaffId) -> String {
    format!("/staff/{staff}/roles")
}
