//! Saving what the profile says of one subject. What it says of the others is not touched, whoever writes there meanwhile.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    dossier::{Dossier, Step},
    steps::{Form, StepContent, definition},
};
use store::{App, Conflict, Entity, StoreError};
use uuid::Uuid;
use web::{Posted, Problem, Visitor, dates, page::Go, posted::DRAFT_FIELD, stale::Stale, steps, ui::Notice};

use crate::{
    here::{At, Here, STEP},
    page::{self, Unkept},
    t,
};

/// How often a save is made again when somebody saved another part of the same step at the same moment.
const TRIES: usize = 4;
/// Names on the page that are no fields of the step.
const CONTROLS: [&str; 3] = ["once", DRAFT_FIELD, "seen"];

/// `POST /dossiers/{dossier}/subjects/{subject}`
pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let at = At::parse(&path)?;
    let seen = posted.form.get("seen").to_owned();
    let mut form = Form::from_pairs(posted.form.0.clone());
    form.0.retain(|name, _| !CONTROLS.contains(&name.as_str()));
    for _ in 0..TRIES {
        let keys = at.keys(&posted.session);
        let mut here = Here::enter(at, Action::WriteSubject, posted.enter(&app, &visitor, &keys)).await?;
        // The domains give every row its id, so that none is made here.
        let parsed = StepContent::parse(definition(STEP), &here.context(), &form, &mut Uuid::nil);
        if !here.is_open() || (!seen.is_empty() && seen != here.seen()?) {
            return too_late(&here, form);
        }
        let part = match parsed {
            Ok(part) => part,
            Err(faults) => {
                return Ok(page::unkept(&here, Unkept { form, faults, stale: None })?.into_response());
            }
        };
        let stamp = here.stamp();
        let whole = here.read.track.content(STEP).with_part(&part, &here.domains, &here.read.track.dossier.domains);
        if here.read.track.save(STEP, whole, &stamp).is_err() {
            return too_late(&here, form);
        }
        let row = here.desk.did("saved", at.about()).with("step", STEP).with("subject", at.subject.as_str());
        let change = here.desk.change().save_dossier(&here.read, &[STEP], &stamp).audit(&row);
        match change.commit(format!("{}?done=saved", at.href())).await {
            // Somebody saved another part of the profile, or another step: this part is put into what stands there now.
            Err(StoreError::Conflict(Conflict::Stale(entity)))
                if [Dossier::ENTITY, Step::ENTITY, "dossiers"].contains(&entity) => {}
            saved => return Ok(Go::from(saved?).into_response()),
        }
    }
    Err(Problem::Stale)
}

/// Somebody changed this subject meanwhile, or finished the step: both texts; the form still holds what was typed.
fn too_late(here: &Here, form: Form) -> Result<Response, Problem> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let last = here.read.track.steps.get(&STEP).and_then(|step| step.last());
    let theirs = last.map_or_else(
        || web::t(locale).stale_theirs_unknown(),
        |last| web::t(locale).stale_theirs(&last.by.name, dates::moment(last.at, locale)),
    );
    let now = here.part().to_form(definition(STEP), &here.context());
    let fields = steps::differences(STEP, (&form, &now), &BTreeMap::new(), theirs, locale);
    let text = if here.is_open() { web::t(locale).stale_text() } else { t.stale_closed() };
    let notice = Notice::attention(t.stale_title()).text(text).live();
    let stale = Some(Stale { notice, fields });
    Ok(page::unkept(here, Unkept { form, stale, ..Unkept::default() })?.into_response())
}
