//! The staff of a licence: the list, and one person with roles, groups and the trail of the link.

mod about;
mod list;
mod one;
mod trail;

use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("manage-staff")
        .get("/staff", "The staff of the licence; `?q=` searches names and addresses", list::list)
        .get("/staff/{staff}", "One staff member: roles, groups and what became of the invitation", one::one)
        .with_state(app)
}
