//! Removes somebody who works here no more: every right ends at once, the name stays (3-26).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    identity::Identity,
    link::State as LinkState,
    staff::{StaffMember, StaffRow, StaffStatus},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Stored};
use web::{
    Desk, Page, Posted, Problem, Visitor,
    administrators::who_stays,
    page::{Go, see_other},
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::t;

/// Whether the page that explains was seen.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RemoveInput {
    /// `yes`; without it a page first says what will happen.
    confirm: String,
}

/// `POST /staff/{staff}/remove`
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<RemoveInput>,
) -> Result<Response, Problem> {
    let (desk, mut member) = posted.enter_about(&app, &visitor, &staff).await?;
    let id = member.value.id;
    if member.value.status == StaffStatus::Removed {
        return Ok(see_other(&format!("/staff/{id}")));
    }
    desk.must_manage_person(&member.value).await?;
    let mut gone = member.value.clone();
    gone.remove(desk.today());
    let stays = match who_stays(&desk, &member.value, &gone).await? {
        Ok(stays) => stays,
        Err(refused) => return Ok(refused.answer(&desk)),
    };
    if posted.form.confirm != "yes" {
        return Ok(confirm(&desk, &member.value)?.into_response());
    }
    let (links, identity) = futures::join!(app.open_invitations(&member.value), without_service(&desk, &member.value));
    member.value = gone;
    let withdrawn = LinkState::Withdrawn { at: desk.now() };
    let mut change = desk
        .change()
        .save(&member)
        .row(&StaffRow::of(&member.value))
        .free_staff_address(desk.licence.id, &member.value.email);
    change = links?.iter().fold(change, |change, token| change.kill_link(token, &withdrawn));
    change = stays.guard(change);
    if let Some(identity) = identity? {
        change = change.save_identity(&identity);
    }
    let done =
        change.audit(&desk.did("removed", format!("STAFF#{id}"))).commit(format!("/staff/{id}?done=removed")).await?;
    Ok(Go::from(done).into_response())
}

/// The person's identity without this licence; other licences are untouched.
async fn without_service(desk: &Desk, member: &StaffMember) -> Result<Option<Stored<Identity>>, Problem> {
    let Some(id) = member.identity else { return Ok(None) };
    let Some(mut identity) = desk.app.store.find_identity(id).await? else { return Ok(None) };
    identity.value.services.retain(|service| (service.licence, service.staff) != (desk.licence.id, member.id));
    Ok(Some(identity))
}

#[derive(Template, Serialize)]
#[template(source = "{{ page }}", ext = "html")]
struct Confirm {
    #[serde(flatten)]
    page: ConfirmPage,
}

fn confirm(desk: &Desk, member: &StaffMember) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let name = member.name.full();
    let here = format!("/staff/{}", member.id);
    let page = ConfirmPage::new(
        words(desk.locale()),
        t.remove_text(&name, &desk.licence.display_name),
        format!("{here}/remove"),
        Button::new(t.remove_button(&name)).danger(),
        here.clone(),
    )
    .will(t.remove_will_access(&name))
    .will(t.remove_will_groups())
    .will(t.remove_will_address())
    .will_not(t.remove_not_dossiers(&name))
    .will_not(t.remove_not_elsewhere(&name))
    .hidden(desk.once()?)
    .hidden(Hidden::new("confirm", "yes"));
    Ok(desk.page(t.remove_title(&name), &Confirm { page }).chrome(|chrome| chrome.back(here, "")))
}
