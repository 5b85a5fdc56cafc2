//! The pages that say why something is not possible for who has accepted an invitation, and what would help.

use axum::response::Response;
use domain::staff::StaffMember;
use web::{Desk, Refused, ui::Button};

use crate::t;

/// The answer where an invitation was accepted, with a way back to the staff member: there is nothing to invite to.
pub fn has_accepted(desk: &Desk, member: &StaffMember) -> Response {
    let t = t(desk.locale());
    let name = member.name.full();
    let (title, detail) = (t.not_invitable_title(), t.not_invitable(&name));
    let button = Button::new(t.back_to(name)).href(format!("/staff/{}", member.id));
    Refused::new("has-accepted", title, detail, button).answer(desk)
}

/// The answer where somebody signs in with the address that was to be changed.
pub fn signs_in_with_it(desk: &Desk, member: &StaffMember) -> Response {
    let t = t(desk.locale());
    let name = member.name.full();
    let (title, detail) = (t.not_movable_title(), t.not_movable(&name));
    let button = Button::new(t.back_to(name)).href(format!("/staff/{}", member.id));
    Refused::new("has-accepted", title, detail, button).answer(desk)
}
