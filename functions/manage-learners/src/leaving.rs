//! A learner leaves the school: what will and will not happen, then the end of the enrolment with its reason.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{
    access::{Action, Resource},
    ids::DossierId,
    input::{Faults, date, text},
    learner::{LONGEST_REASON, Learner},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use store::{Conflict, StoreError, Stored, learners::LearnerFile};
use web::{
    Desk, Page, Problem,
    faults::Told,
    page::Go,
    ui::{Button, ConfirmPage, Field, Hidden, Html, Notice, TextField, Width},
    words,
};

use crate::{change::Input, learner_form::shown, t, version};

#[derive(Template, Serialize)]
#[template(path = "confirm.html")]
struct Form {
    notice: Option<Notice>,
    last_day: TextField,
    reason: TextField,
    #[serde(skip)]
    confirm: ConfirmPage,
}

fn page(desk: &Desk, learner: &Stored<Learner>, running: bool, input: &Input, faults: Faults) -> Result<Page, Problem> {
    let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(&faults, desk.locale()));
    let (name, path) = (learner.value.name.full(), format!("/learners/{}", learner.value.id));
    let last_day = TextField::new(w, "last_day", t.last_day())
        .hint(t.last_day_hint())
        .value(shown(&input.last_day))
        .error(told.at("last_day"))
        .width(Width::Ten);
    let reason =
        TextField::new(w, "reason", t.reason()).hint(t.reason_hint()).value(&input.reason).error(told.at("reason"));
    let confirm = ConfirmPage::new(w, t.end_text(&name), &path, Button::new(t.end_enrolment()).danger(), &path)
        .will(t.end_will_groups())
        .will(t.end_will_retention())
        .will_not(t.end_will_not_dossier())
        .will_not(t.end_will_not_gone())
        .hidden(desk.once()?)
        .hidden(Hidden::new("act", "end"))
        .hidden(Hidden::new("version", learner.version.to_string()))
        .content(Html::of(last_day.clone()).and(reason.clone()));
    let form = Form {
        notice: running.then(|| Notice::attention(t.end_running_title()).text(t.end_running_text())),
        last_day,
        reason,
        confirm,
    };
    let page = desk.page(t.end_title(&name), &form).chrome(|chrome| chrome.back(&path, ""));
    let fields: [&dyn Field; 2] = [&form.last_day, &form.reason];
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, fields) })
}

/// The question, before anything is ended.
pub fn form(desk: &Desk, file: &LearnerFile) -> Result<Page, Problem> {
    desk.may(Action::EnterLearners, &Resource::Learner(&file.learner.value.whereabouts(desk.today())))?;
    page(
        desk,
        &file.learner,
        file.running.is_some() && sees_dossiers(desk, &file.learner.value),
        &Input::default(),
        Faults::default(),
    )
}

/// An administrator gets no sign of a dossier (3-20).
fn sees_dossiers(desk: &Desk, learner: &Learner) -> bool {
    desk.may(Action::ReadDossier, &Resource::Learner(&learner.whereabouts(desk.today()))).is_ok()
}

fn check(learner: &Learner, input: &Input) -> Result<(Date, String), Faults> {
    let mut faults = Faults::default();
    let last = faults.check("last_day", date(&input.last_day).and_then(|last| learner.last_day(last)));
    let reason = faults.check("reason", text(&input.reason, LONGEST_REASON));
    faults.all(last.zip(reason))
}

/// Ends the enrolment.
pub async fn end(
    desk: &Desk,
    mut stored: Stored<Learner>,
    running: Option<DossierId>,
    input: &Input,
) -> Result<Response, Problem> {
    let shows_running = running.is_some() && sees_dossiers(desk, &stored.value);
    let (last, reason) = match check(&stored.value, input) {
        Ok(checked) => checked,
        Err(faults) => return Ok(page(desk, &stored, shows_running, input, faults)?.into_response()),
    };
    let id = stored.value.id;
    stored.version = version(&input.version, stored.version)?;
    stored.value.end_enrolment(last, desk.today(), Some(reason));
    let row = desk.did("enrolment ended", format!("LEARNER#{id}")).with("last_day", last);
    match desk
        .change()
        .save_learner(desk.licence.id, &stored, running)
        .audit(&row)
        .commit(format!("/learners/{id}?done=ended"))
        .await
    {
        // Asked again on what stands there now, with what was typed.
        Err(StoreError::Conflict(Conflict::Stale(_))) => {
            let now = desk.records().learner_file(id).await?;
            let shows_running = now.running.is_some() && sees_dossiers(desk, &now.learner.value);
            let again = page(desk, &now.learner, shows_running, input, Faults::default())?;
            let notice = Notice::attention(web::t(desk.locale()).problem_stale()).text(t(desk.locale()).end_again());
            Ok(again.chrome(|chrome| chrome.flash(Some(notice))).status(StatusCode::CONFLICT).into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}
