//! Somebody must be left who can manage staff.

use axum::response::Response;
use domain::{
    ids::StaffId,
    staff::{Role, StaffMember, StaffRow, StaffStatus},
};
use store::{Change, Stored};

use crate::{desk::Desk, problem::Problem, refused::Refused, t, ui::Button};

/// Who manages staff after a change.
pub enum Stays {
    /// The change takes away nobody's right to manage staff.
    NotNeeded,
    /// This administrator.
    Administrator(Box<Stored<StaffMember>>),
    /// Nobody: not allowed.
    Nobody,
}

impl Stays {
    /// Makes the change depend on who stays: two who take the right from each other at once cannot both succeed.
    pub fn guard(&self, change: Change) -> Change {
        match self {
            Self::Administrator(other) => change.unchanged(other),
            Self::NotNeeded | Self::Nobody => change,
        }
    }
}

/// Who is left to manage staff when a member becomes what `after` says.
///
/// # Errors
/// When the staff cannot be read.
pub async fn who_stays(desk: &Desk, before: &StaffMember, after: &StaffMember) -> Result<Stays, Problem> {
    let today = desk.today();
    if !before.administers(today) || after.administers(today) {
        return Ok(Stays::NotNeeded);
    }
    let me = &desk.actor.member;
    if before.id != me.id && me.administers(today) {
        return Ok(Stays::Administrator(Box::new(Stored { value: me.clone(), version: desk.member_version })));
    }
    let rows = desk.records().register::<StaffRow>().await?.into_iter();
    let others: Vec<StaffId> = rows
        .filter(|row| {
            row.id != before.id && row.status == StaffStatus::Active && row.roles.contains(&Role::Administrator)
        })
        .map(|row| row.id)
        .collect();
    let other =
        desk.records().all::<StaffMember>(&others).await?.into_iter().find(|other| other.value.administers(today));
    Ok(other.map_or(Stays::Nobody, |other| Stays::Administrator(Box::new(other))))
}

/// The answer where nobody would be left, with a way back to the staff member.
pub fn nobody_left(desk: &Desk, member: &StaffMember) -> Response {
    let (t, name) = (t(desk.locale()), member.name.full());
    let button = Button::new(t.back_to(&name)).href(format!("/staff/{}", member.id));
    Refused::new("last-administrator", t.last_administrator_title(), t.last_administrator(&name), button).answer(desk)
}
