//! What a button does: load, set going again, take back, end the enrolment of who is not in the file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    author::{Author, Stamp},
    ids::PupilFileId,
    input::{Fault, Faults},
    pupil_file::{PupilFile, PupilFileState},
    steps::Form,
};
use store::{Conflict, Entity as _, StoreError, pupil_files::LOADING};
use web::{Posted, Problem, Visitor, id, page::Go};

use crate::{
    Deps, HERE, beyond, doubts, leavers,
    show::{self, Scene},
    subject, sure, to_file,
};

/// `POST /rosters/{roster}`
pub async fn act(
    State(deps): State<Deps>,
    Path(file): Path<String>,
    visitor: Visitor,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let id = id::<PupilFileId>(&file)?;
    let desk = posted.enter(&deps.app, &visitor, &[PupilFile::key(posted.session.licence, &id)]).await?;
    let scene = Scene::read(&deps, desk, id).await?;
    match posted.form.get("act") {
        "load" => load(scene, &posted.form).await,
        "resume" => resume(scene).await,
        "withdraw" => withdraw(scene).await,
        "end" => leavers::end(scene, &posted.form).await,
        _ => Err(Problem::Invalid(Faults::one("act", Fault::NotAChoice))),
    }
}

fn stamp(scene: &Scene) -> Stamp {
    Author::of(&scene.desk.actor.member).at(scene.desk.now())
}

/// A person confirms what the check says (3-07); only then is anything loaded.
async fn load(mut scene: Scene, form: &Form) -> Result<Response, Problem> {
    let Some(check) = scene.check.as_ref().filter(|_| scene.file.value.state == PupilFileState::Checked) else {
        return Err(Problem::Stale);
    };
    if !beyond(&scene.desk, check).is_empty() {
        return Err(Problem::Forbidden);
    }
    let said = match (sure::given(check, form), doubts::said(check, form)) {
        (Ok(()), Ok(said)) => said,
        (sure, said) => {
            let faults = Faults(sure.err().into_iter().chain(said.err()).flat_map(|faults| faults.0).collect());
            return Ok(doubts::again(show::page(&scene, None, form)?, &scene, faults).into_response());
        }
    };
    let (decided, at_once) = (said.decisions.len(), if said.namesakes { check.tally.namesakes } else { 0 });
    let (store, id) = (&scene.desk.app.store, scene.file.value.id);
    let job = store.load_roster(&scene.desk.actor.scope, id)?;
    let stamp = stamp(&scene);
    if !scene.file.value.confirm(stamp, said, job.id) {
        return Err(Problem::Stale);
    }
    let row = scene.desk.did("roster confirmed", subject(id)).with("decisions", decided).with("namesakes", at_once);
    let change = scene.desk.change().begin_loading(id).save_pupil_file(&scene.file).then(&job).audit(&row);
    match change.commit(to_file(id)).await {
        // Two files at once would both enrol who is new.
        Err(StoreError::Conflict(Conflict::Taken(LOADING))) => {
            Ok(Go(format!("{}?done=busy", to_file(id))).into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

async fn resume(mut scene: Scene) -> Result<Response, Problem> {
    let (store, id) = (&scene.desk.app.store, scene.file.value.id);
    let scope = &scene.desk.actor.scope;
    let job = match scene.file.value.state {
        PupilFileState::Checking => store.check_roster(scope, id)?,
        _ => store.load_roster(scope, id)?,
    };
    if !scene.file.value.resume(job.id, scene.desk.now()) {
        return Err(Problem::Stale);
    }
    let mut change = scene.desk.change().save_pupil_file(&scene.file).then(&job);
    if scene.file.value.state == PupilFileState::Checking {
        change = change.then(&store.forget_roster(scope, &scene.file.value)?);
    }
    let change = change.audit(&scene.desk.did("roster set going again", subject(id)));
    Ok(Go::from(change.commit(to_file(id)).await?).into_response())
}

/// Takes the file back. What was loaded before the worker gave up stays, and is seen by everybody from now on.
async fn withdraw(mut scene: Scene) -> Result<Response, Problem> {
    let (id, was_loading) = (scene.file.value.id, scene.file.value.state == PupilFileState::Loading);
    let stamp = stamp(&scene);
    if !scene.file.value.withdraw(stamp) {
        return Err(Problem::Stale);
    }
    // The worker finds that it is over, and removes the object.
    let job = scene.desk.app.store.check_roster(&scene.desk.actor.scope, id)?;
    let mut change = scene.desk.change().save_pupil_file(&scene.file).then(&job);
    if was_loading {
        let before = scene.desk.app.store.forget_before_later(&scene.desk.actor.scope, id)?;
        change = change.end_loading().unveil(id).then(&before);
    }
    let change = change.audit(&scene.desk.did("roster withdrawn", subject(id)));
    Ok(Go::from(change.commit(format!("{HERE}?done=withdrawn")).await?).into_response())
}
