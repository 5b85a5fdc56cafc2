//! A person takes a consent back and tells the school so: noted with a day and a reason; the history stays (6.6).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{Consent, Event, RevocationInput},
    input::Faults,
    link::State as LinkState,
    steps::Form,
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use store::{App, Conflict, StoreError};
use web::{
    Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    page::Go,
    stale::Stale,
    steps,
    ui::{Button, ConfirmPage, DateField, Field, Html, Notice, TextArea},
    words,
};

use crate::{again::Act, scene::Scene, t};

/// How the audit log calls it.
const ACT: &str = "noted that consent was taken back";

#[derive(Template, Serialize)]
#[template(path = "revoke.html")]
struct Revoke {
    stale: Option<Stale>,
    page: Option<ConfirmPage>,
    back: Option<Button>,
}

/// What was typed. A date comes in three parts, or whole.
fn typed(form: &Form) -> RevocationInput {
    RevocationInput { date: form.get("date").into(), reason: form.get("reason").into() }
}

fn here(scene: &Scene, consent: &Consent) -> String {
    scene.path(&format!("/consents/{}", consent.id))
}

fn fields(scene: &Scene, agreed: Date, form: &Form, faults: &Faults) -> (DateField, TextArea) {
    let locale = scene.desk.locale();
    let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
    let [day, month, year] = form.date_parts("date");
    let day = DateField::new(w, "date", t.revoke_date())
        .hint(t.revoke_date_hint(dates::day(agreed, locale)))
        .value(day, month, year)
        .error(told.at("date"));
    let reason = TextArea::new(w, "reason", t.revoke_reason())
        .hint(t.revoke_reason_hint())
        .rows(4)
        .value(form.get("reason"))
        .error(told.at("reason"));
    (day, reason)
}

/// What will and what will not happen, with the form.
fn confirm(scene: &Scene, consent: &Consent, content: Html) -> Result<ConfirmPage, Problem> {
    let locale = scene.desk.locale();
    let (t, here) = (t(locale), here(scene, consent));
    let page = ConfirmPage::new(
        words(locale),
        t.revoke_statement(&consent.asked.name),
        format!("{here}/revoke"),
        Button::new(t.revoke_button()).danger(),
        here,
    );
    Ok(page
        .will(t.revoke_shown())
        .will(t.revoke_link_dies())
        .will(t.revoke_anew())
        .will_not(t.revoke_history())
        .will_not(t.revoke_plan())
        .will_not(t.revoke_closing())
        .will_not(t.revoke_no_mail())
        .content(content)
        .hidden(scene.desk.once()?))
}

/// The page, with what was typed and what is wrong with it.
fn page(scene: &Scene, consent: &Consent, agreed: Date, form: &Form, faults: Faults) -> Result<Page, Problem> {
    let (day, reason) = fields(scene, agreed, form, &faults);
    let content = Html::of(day.clone()).and(reason.clone());
    let view = Revoke { stale: None, page: Some(confirm(scene, consent, content)?), back: None };
    let page = framed(scene, consent, &view);
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, [&day as &dyn Field, &reason]) })
}

fn framed(scene: &Scene, consent: &Consent, view: &Revoke) -> Page {
    let title = t(scene.desk.locale()).revoke_title(&consent.asked.name);
    scene.desk.page(title, view).chrome(|c| c.caption(scene.learner.name.full()).back(here(scene, consent), ""))
}

/// `GET /dossiers/{dossier}/consents/{consent}/revoke`
pub async fn form(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path((dossier, consent)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scene = Scene::look(&app, &visitor, &session, &dossier).await?;
    let consent = &scene.consent(&consent)?.value;
    let agreed = scene.revocable(consent).ok_or(Problem::Stale)?;
    let mut form = Form::default();
    form.set("date", scene.desk.today().to_string());
    Ok(page(&scene, consent, agreed, &form, Faults::default())?.into_response())
}

/// `POST /dossiers/{dossier}/consents/{consent}/revoke`
pub async fn revoke(
    State(app): State<App>,
    visitor: Visitor,
    Path((dossier, consent)): Path<(String, String)>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let mut act = Act::of(&app, &visitor, &posted, &dossier, &consent).await?;
    let form = Form::from_pairs(posted.form.0.clone());
    let asked = act.consent.value.clone();
    let Some(agreed) = act.scene.revocable(&asked) else {
        return Ok(too_late(&act.scene, &consent, &form).await?.into_response());
    };
    let revocation = match typed(&form).parse(act.stamp.by.clone(), agreed, act.scene.desk.today()) {
        Ok(revocation) => revocation,
        Err(faults) => return Ok(page(&act.scene, &asked, agreed, &form, faults)?.into_response()),
    };
    let (link, at) = (asked.link().map(|link| link.0), act.stamp.at);
    act.consent.value.note(Event::Revoked(revocation), at).map_err(|_| Problem::Stale)?;
    let change = act.change(&app, link, LinkState::Withdrawn { at }, ACT).await?;
    match change.commit(format!("{}?done=revoked", here(&act.scene, &asked))).await {
        Err(StoreError::Conflict(Conflict::Stale(_) | Conflict::LinkDead)) => {
            let session = &posted.session;
            let scene = Scene::look(&app, &visitor, session, &dossier).await?;
            Ok(too_late(&scene, &consent, &form).await?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

/// Something was noted first: what was typed beside what stands there now. If it can still be taken back, the form is there too.
async fn too_late(scene: &Scene, consent: &str, form: &Form) -> Result<Page, Problem> {
    let consent = &scene.consent(consent)?.value;
    let locale = scene.desk.locale();
    let (t, now) = (t(locale), consent.state(scene.desk.now()));
    let theirs = consent.revocation().map(|(revocation, _)| revocation);
    let fields = [
        (t.state(), t.revoked(), steps::consent_tag(now, consent.purpose, locale).word),
        (
            t.revoke_date(),
            form.get("date").to_owned(),
            theirs.map(|theirs| dates::day(theirs.day, locale)).unwrap_or_default(),
        ),
        (
            t.revoke_reason(),
            form.get("reason").to_owned(),
            theirs.map(|theirs| theirs.reason.clone()).unwrap_or_default(),
        ),
    ];
    let mut stale = scene.desk.compare(&format!("DOSSIER#{}", scene.dossier.id()), &[ACT], fields).await?;
    let view = match scene.revocable(consent) {
        Some(agreed) => {
            let (day, reason) = self::fields(scene, agreed, form, &Faults::default());
            let page = confirm(scene, consent, Html::of(day).and(reason))?;
            Revoke { stale: Some(stale), page: Some(page), back: None }
        }
        None => {
            stale.notice = Notice::attention(web::t(locale).problem_stale()).text(t.revoke_too_late()).live();
            let back = Button::new(t.to_request()).href(here(scene, consent));
            Revoke { stale: Some(stale), page: None, back: Some(back) }
        }
    };
    Ok(framed(scene, consent, &view).status(StatusCode::CONFLICT))
}
