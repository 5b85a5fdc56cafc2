//! Staff into a group and out of it. Who is in an external group sees its learners of this moment and nobody else (0-07, 0-10):
//! that gives access, so only who manages the staff of the group's location does it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Area},
    calendar::Period,
    group::Group,
    ids::{GroupId, StaffId},
    input::{Fault, Faults},
    staff::{StaffMember, StaffRow, StaffStatus},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Stored, keys};
use web::{Desk, Page, Posted, Problem, Visitor, page::Go};

use crate::{
    Confirmed, first_day, group, id, path, question,
    show::{Typed, again},
    t,
};

/// Who is added, and from which day on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "StaffIntoGroup")]
pub struct Input {
    /// The staff member's id.
    staff: String,
    /// The first day; today when left out.
    #[serde(rename = "staff_from", alias = "from")]
    from: String,
}

/// `POST /groups/{group}/staff`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(wanted): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let wanted: GroupId = id(&wanted)?;
    let (licence, input) = (posted.session.licence, &posted.form);
    let staff: Option<StaffId> = input.staff.trim().parse().ok();
    let asked: Vec<_> =
        staff.map(|staff| keys::staff(licence, staff)).into_iter().chain([keys::group(licence, wanted)]).collect();
    let mut desk = posted.enter(&app, &visitor, &asked).await?;
    desk.may_here(Action::ManageStaff)?;
    let into = group(&mut desk, wanted)?;
    desk.must_manage(Action::ManageStaff, &Area::at(into.value.location))?;
    let read = staff.and_then(|staff| desk.colleague(staff).ok());
    let (mut member, from) = match check(&desk, &into.value, read, input) {
        Ok(checked) => checked,
        Err(faults) => {
            return again(
                &desk,
                &into,
                Typed { staff: input.staff.clone(), staff_from: input.from.clone(), faults, ..Typed::default() },
            )
            .await;
        }
    };
    if !member.value.join(wanted, Period::since(from)) {
        return Ok(Go(format!("{}?done=already", path(wanted))).into_response());
    }
    let row = desk.did("joined group", format!("STAFF#{}", member.value.id)).with("group", wanted).with("from", from);
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(change.commit(format!("{}?done=staff-added", path(wanted))).await?).into_response())
}

fn check(
    desk: &Desk,
    into: &Group,
    read: Option<Stored<StaffMember>>,
    input: &Input,
) -> Result<(Stored<StaffMember>, Date), Faults> {
    let mut faults = Faults::default();
    let member = faults.check(
        "staff",
        match read {
            _ if input.staff.trim().is_empty() => Err(Fault::Missing),
            Some(member) if member.value.status != StaffStatus::Removed && into.takes(&member.value, desk.today()) => {
                Ok(member)
            }
            _ => Err(Fault::NotAChoice),
        },
    );
    let from = faults.check("staff_from", first_day(&input.from, into, desk.today()));
    faults.all(member.zip(from))
}

/// `POST /groups/{group}/staff/{staff}/remove`
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((wanted, staff)): Path<(String, String)>,
    posted: Posted<Confirmed>,
) -> Result<Response, Problem> {
    let (wanted, staff): (GroupId, StaffId) = (id(&wanted)?, id(&staff)?);
    let licence = posted.session.licence;
    let mut desk = posted.enter(&app, &visitor, &[keys::group(licence, wanted), keys::staff(licence, staff)]).await?;
    desk.may_here(Action::ManageStaff)?;
    let from = group(&mut desk, wanted)?;
    desk.must_manage(Action::ManageStaff, &Area::at(from.value.location))?;
    let mut member = desk.colleague(staff)?;
    if !member.value.leave(wanted, desk.today(), desk.today()) {
        return Err(Problem::NotFound);
    }
    if !posted.form.given(&desk)? {
        return Ok(ask(&desk, &from.value, &member.value)?.into_response());
    }
    let row = desk.did("left group", format!("STAFF#{staff}")).with("group", wanted);
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    Ok(Go::from(change.commit(format!("{}?done=staff-removed", path(wanted))).await?).into_response())
}

fn ask(desk: &Desk, group: &Group, member: &StaffMember) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let name = member.name.full();
    let action = format!("{}/staff/{}/remove", path(group.id), member.id);
    let (text, will) = (t.remove_staff_text(&name, &group.name), t.remove_staff_will(&name));
    question::before_removal(desk, group, (&name, action), text, will, [t.remove_staff_will_not()])
}
