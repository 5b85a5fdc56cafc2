//! The administrator's part: a reason, what will happen, and the mail with the link. Who asks learns nothing about other organisations
//! of the person.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    identity::Identity,
    input::Faults,
    link::{FACTOR_RESET_LIFE, Link},
    staff::{FactorResetInput, StaffMember},
};
use serde::Serialize;
use store::{App, Stored, outbox::Task};
use web::{
    Desk, Page, Posted, Problem, Visitor,
    faults::Told,
    page::Go,
    proof,
    ui::{Button, ConfirmPage, Field, Hidden, Html, TextArea},
    words,
};

use crate::{
    refused::{self, Refusal},
    t,
};

/// `POST /staff/{staff}/second-factor`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<FactorResetInput>,
) -> Result<Response, Problem> {
    let (desk, member) = posted.enter_about(&app, &visitor, &staff).await?;
    let id = member.value.id;
    desk.must_manage_person(&member.value).await?;
    if id == desk.me() {
        return Ok(refused::answer(&desk, &member.value, Refusal::Oneself));
    }
    desk.must_be_stepped_up(&format!("/staff/{id}"))?;
    let Some(identity) = with_factor(&app, &member.value).await? else {
        return Ok(refused::answer(&desk, &member.value, Refusal::NothingToReset));
    };
    if posted.form.confirm != "yes" {
        return Ok(page(&desk, &member.value, &posted.form, None)?.into_response());
    }
    match posted.form.parse() {
        Ok(reason) => send(&desk, member, identity, reason).await,
        Err(faults) => Ok(page(&desk, &member.value, &posted.form, Some(faults))?.into_response()),
    }
}

/// The person behind a staff member who works here, if a second factor is set up.
async fn with_factor(app: &App, member: &StaffMember) -> Result<Option<Stored<Identity>>, Problem> {
    let Some(id) = member.identity.filter(|_| member.may_reset_factor()) else { return Ok(None) };
    Ok(app.store.find_identity(id).await?.filter(|identity| identity.value.totp.is_some()))
}

/// The link, its mail, the newest link noted with the person and here, and the audit row: one transaction.
async fn send(
    desk: &Desk,
    mut member: Stored<StaffMember>,
    identity: Stored<Identity>,
    reason: String,
) -> Result<Response, Problem> {
    let (app, licence, staff) = (&desk.app, desk.licence.id, member.value.id);
    let (link, key) = (app.id()?, app.keys.link_kid().await);
    let token = app.link_token(link, &key).await?;
    let made = Link::factor_reset(link, &key, licence, staff, identity.value.id, desk.now());
    member.value.ask_factor_reset(&made, desk.me(), reason);
    let job = app.store.job(Some(licence), Task::MailFactorReset { staff, link, key })?;
    let row = desk.did("asked-factor-reset", format!("STAFF#{staff}"));
    let to = format!("/staff/{staff}?done=factor-reset");
    let done = proof::settle(app, identity, &to, |identity| {
        identity.factor_reset = Some(link);
        Ok(desk.change().save(&member).link(&token, &made).then(&job).audit(&row))
    });
    Ok(Go::from(done.await?).into_response())
}

#[derive(Template, Serialize)]
#[template(source = "{{ page }}", ext = "html")]
struct Confirm {
    #[serde(flatten)]
    page: ConfirmPage,
}

fn page(desk: &Desk, member: &StaffMember, input: &FactorResetInput, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let name = member.name.full();
    let here = format!("/staff/{}", member.id);
    let wrong = faults.clone().unwrap_or_default();
    let reason = TextArea::new(w, "reason", t.reason())
        .hint(t.reason_hint())
        .rows(3)
        .value(&input.reason)
        .error(Told::new(&wrong, desk.locale()).at("reason"));
    let page = ConfirmPage::new(
        w,
        t.ask_text(&name),
        format!("{here}/second-factor"),
        Button::new(t.ask_button(&name)),
        here.clone(),
    )
    .will(t.will_mail(&name, FACTOR_RESET_LIFE.as_hours()))
    .will(t.will_password())
    .will(t.will_sessions(&name))
    .will(t.will_anew())
    .will_not(t.not_you())
    .will_not(t.not_password())
    .hidden(desk.once()?)
    .hidden(Hidden::new("confirm", "yes"))
    .content(Html::of(reason.clone()));
    let page = desk.page(t.ask_title(&name), &Confirm { page }).chrome(|chrome| chrome.back(here, t.back_to(&name)));
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&reason as &dyn Field]),
        None => page,
    })
}
