//! Somebody must be left who can manage staff.

use domain::{
    ids::StaffId,
    staff::{StaffMember, StaffRow},
};
use store::{Change, Stored};

use crate::{desk::Desk, problem::Problem, refused::Refused, t, ui::Button};

/// Who manages staff after a change.
pub enum Stays {
    /// The change takes away nobody's right to manage staff.
    NotNeeded,
    /// This administrator.
    Administrator(Box<Stored<StaffMember>>),
}

impl Stays {
    /// Makes the change depend on who stays: two who take the right from each other at once cannot both succeed.
    pub fn guard(&self, change: Change) -> Change {
        match self {
            Self::Administrator(other) => change.unchanged(other),
            Self::NotNeeded => change,
        }
    }
}

/// Who is left to manage staff when a member becomes what `after` says: somebody whose role is for the whole licence and has no last day,
/// because a date ends it without asking. Inside, where nobody would be left, the answer that says so.
///
/// # Errors
/// When the staff cannot be read.
pub async fn who_stays(
    desk: &Desk,
    before: &StaffMember,
    after: &StaffMember,
) -> Result<Result<Stays, Box<Refused>>, Problem> {
    let (today, locations) = (desk.today(), &desk.actor.locations);
    let stays = |member: &StaffMember| member.stays_administrator(today, locations);
    if !stays(before) || stays(after) {
        return Ok(Ok(Stays::NotNeeded));
    }
    let me = &desk.actor.member;
    if before.id != me.id && stays(me) {
        let me = Stored { value: me.clone(), version: desk.member_version };
        return Ok(Ok(Stays::Administrator(Box::new(me))));
    }
    let rows = desk.records().register::<StaffRow>().await?.into_iter();
    let others: Vec<StaffId> =
        rows.filter(|row| row.id != before.id && row.administers(today)).map(|row| row.id).collect();
    let others = desk.records().all::<StaffMember>(&others).await?;
    let other = others.into_iter().find(|other| stays(&other.value));
    Ok(other.map(|other| Stays::Administrator(Box::new(other))).ok_or_else(|| Box::new(nobody_left(desk, before))))
}

/// The answer where nobody would be left, with a way back to the staff member.
fn nobody_left(desk: &Desk, member: &StaffMember) -> Refused {
    let (t, name) = (t(desk.locale()), member.name.full());
    let button = Button::new(t.back_to(&name)).href(format!("/staff/{}", member.id));
    let detail =
        if desk.actor.locations.len() > 1 { t.last_administrator_of_all(&name) } else { t.last_administrator(&name) };
    Refused::new("last-administrator", t.last_administrator_title(), detail, button)
}
