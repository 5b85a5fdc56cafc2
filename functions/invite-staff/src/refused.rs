//! The page that says why something about a staff member cannot be done, and what would help.

use axum::response::Response;
use domain::staff::StaffMember;
use web::{Desk, Refused, ui::Button};

use crate::t;

/// Why it cannot be done.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// Somebody must be left who can manage staff.
    LastAdministrator,
    /// An invitation was accepted: there is nothing to invite to.
    HasAccepted,
}

/// The answer, with a way back to the staff member.
pub fn answer(desk: &Desk, member: &StaffMember, why: Refusal) -> Response {
    let t = t(desk.locale());
    let name = member.name.full();
    let (code, title, detail) = match why {
        Refusal::LastAdministrator => ("last-administrator", t.last_administrator_title(), t.last_administrator(&name)),
        Refusal::HasAccepted => ("has-accepted", t.not_invitable_title(), t.not_invitable(&name)),
    };
    let button = Button::new(t.back_to(name)).href(format!("/staff/{}", member.id));
    Refused::new(code, title, detail, button).answer(desk)
}
