//! The page that says why the second factor of a staff member cannot be reset here, and what would help.

use axum::response::Response;
use domain::staff::StaffMember;
use web::{Desk, Refused, ui::Button};

use crate::t;

/// Why it cannot be done.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// Four eyes: nobody asks it for himself.
    Oneself,
    /// Nothing is set up, or the person does not work here.
    NothingToReset,
}

/// The answer, with a way back to the staff member.
pub fn answer(desk: &Desk, member: &StaffMember, why: Refusal) -> Response {
    let t = t(desk.locale());
    let name = member.name.full();
    let (code, detail) = match why {
        Refusal::Oneself => ("oneself", t.refused_oneself()),
        Refusal::NothingToReset => ("nothing-to-reset", t.refused_nothing(&name)),
    };
    let button = Button::new(t.back_to(name)).href(format!("/staff/{}", member.id));
    Refused::new(code, t.refused_title(), detail, button).answer(desk)
}
