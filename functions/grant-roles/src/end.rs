//! Takes a role back: it counts no more at the next request, whoever is signed in.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::Group,
    ids::GroupId,
    input::{Fault, Faults},
    staff::{Grant, StaffMember, StaffRow},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Stored};
use web::{
    Desk, Page, Posted, Problem, Visitor,
    administrators::who_stays,
    dates,
    page::Go,
    role_fields,
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{path, t};

/// Which role is taken back.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EndInput {
    /// Its place in the list of roles, from 0.
    grant: String,
    /// `yes`; without it a page first says what will happen.
    confirm: String,
}

impl EndInput {
    /// Which of somebody's roles.
    fn place(&self, member: &StaffMember) -> Result<usize, Problem> {
        let fault = if self.grant.is_empty() { Fault::Missing } else { Fault::NotAChoice };
        let at = self.grant.parse().ok().filter(|at| *at < member.grants.len());
        at.ok_or_else(|| Problem::Invalid(Faults::one("grant", fault)))
    }
}

/// `POST /staff/{staff}/roles/end`
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<EndInput>,
) -> Result<Response, Problem> {
    let (desk, mut member) = posted.enter_about(&app, &visitor, &staff).await?;
    let id = member.value.id;
    let at = posted.form.place(&member.value)?;
    let Some(grant) = member.value.present_grant(at, desk.today()).cloned() else {
        // Somebody else took it back meanwhile: what was wanted is so.
        return Ok(Go(format!("{}?done=ended", path(id))).into_response());
    };
    let groups = desk.locations_of(grant.groups.clone()).await?;
    desk.must_manage(Action::ManageStaff, &grant.area(|group| groups.get(group)))?;
    let mut after = member.value.clone();
    after.end_grant(at, desk.today());
    let stays = match who_stays(&desk, &member.value, &after).await? {
        Ok(stays) => stays,
        Err(refused) => return Ok(refused.answer(&desk)),
    };
    if posted.form.confirm != "yes" {
        let groups: Vec<GroupId> = grant.groups.iter().copied().collect();
        let groups = desk.records().all::<Group>(&groups).await?;
        return Ok(confirm(&desk, &member.value, at, &grant, &groups)?.into_response());
    }
    member.value = after;
    let row = desk.did("ended role", format!("STAFF#{id}")).with("role", grant.role.as_str());
    let change = desk.change().save(&member).row(&StaffRow::of(&member.value)).audit(&row);
    let done = stays.guard(change).commit(format!("{}?done=ended", path(id))).await?;
    Ok(Go::from(done).into_response())
}

#[derive(Template, Serialize)]
#[template(source = "{{ page }}", ext = "html")]
struct Confirm {
    #[serde(flatten)]
    page: ConfirmPage,
}

fn confirm(
    desk: &Desk,
    member: &StaffMember,
    at: usize,
    grant: &Grant,
    groups: &[Stored<Group>],
) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let (name, role) = (member.name.full(), dates::grant(grant, desk.locale()));
    let place = role_fields::reach(desk, grant, groups.iter().map(|group| &group.value));
    let here = path(member.id);
    let page = ConfirmPage::new(
        words(desk.locale()),
        t.end_text(&name, &role, place),
        format!("{here}/end"),
        Button::new(t.end_button()).danger(),
        here.clone(),
    )
    .will(t.end_will(&name))
    .will_not(t.end_not_others())
    .will_not(t.end_not_dossiers(&name))
    .hidden(desk.once()?)
    .hidden(Hidden::new("grant", at.to_string()))
    .hidden(Hidden::new("confirm", "yes"));
    Ok(desk.page(t.end_title(role), &Confirm { page }).chrome(|chrome| chrome.back(here, "")))
}
