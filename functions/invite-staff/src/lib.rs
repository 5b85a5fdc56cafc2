//! Invites a staff member, sends a new link, corrects name or address, and removes somebody who works here no more.

mod again;
mod edit;
mod form;
mod invite;
mod paper;
mod refused;
mod remove;

use domain::staff::StaffInput;
use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("invite-staff")
        .get("/staff/new", "Form to invite somebody", form::empty)
        .post::<form::CheckInput, _, _>(
            "/staff/check",
            "Shows what will be sent to whom, before it is sent",
            form::check,
        )
        .post::<StaffInput, _, _>(
            "/staff",
            "Invites: makes the staff member and mails an activation link",
            invite::invite,
        )
        .post::<again::LinkInput, _, _>(
            "/staff/{staff}/invitation",
            "Mails a new activation link, or shows it once to be printed; the older ones die",
            again::send,
        )
        .get("/staff/{staff}/edit", "Form to correct the name, and the address of who has not accepted yet", edit::show)
        .post::<edit::EditInput, _, _>(
            "/staff/{staff}/edit",
            "Corrects the name or the address; a new address gets a new invitation and kills the older ones",
            edit::save,
        )
        .post::<remove::RemoveInput, _, _>(
            "/staff/{staff}/remove",
            "Removes somebody from the licence, after confirmation",
            remove::remove,
        )
        .with_state(app)
}
