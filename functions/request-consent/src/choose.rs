//! Choosing how consent is got. Before step 8 is finished it is a plan; after it, links go at once.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    author::{Author, Stamp},
    consent::{Consent, Person, Purpose, Route, parse_routes},
    input::{Fault, Faults},
    steps::Form,
    version::VersionHashes,
};
use store::App;
use web::{Posted, Problem, Visitor, page::Go};

use crate::{form, list, scene::Scene, too_late};

/// `POST /dossiers/{dossier}/consents`
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    Path(dossier): Path<String>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let mut scene = Scene::act(&app, &visitor, &posted, &dossier).await?;
    let typed = Form::from_pairs(posted.form.0.clone());
    if too_late::is(&scene, &typed) {
        return too_late::page(&app, &scene, &typed).await;
    }
    let frozen = scene.frozen().cloned();
    let routes = match parse(&scene, &typed, frozen.is_some()) {
        Ok(routes) => routes,
        Err(faults) => {
            let trails = list::trails(&app, &scene).await?;
            return Ok(list::shown(&scene, &trails, &typed, list::Said::faults(faults))?.into_response());
        }
    };
    let stamp = Author::of(&scene.desk.actor.member).at(scene.desk.now());
    let done = match frozen {
        Some(version) => ask(&app, &mut scene, routes, &version, &stamp).await,
        None => plan(&mut scene, routes, &stamp).await,
    };
    match done {
        Err(Problem::Stale) => {
            let now = Scene::look(&app, &visitor, &posted.session, &dossier).await?;
            too_late::page(&app, &now, &typed).await
        }
        done => done,
    }
}

/// What was chosen, of whom and for what. Choosing nothing is told where the first choice is.
fn parse(scene: &Scene, typed: &Form, frozen: bool) -> Result<Vec<(Person, Purpose, Route)>, Faults> {
    let (name, today) = (&scene.learner.name, scene.desk.today());
    let (mut chosen, mut faults) = match parse_routes(typed, &scene.needed, name, today) {
        Ok(routes) => (
            routes.into_iter().map(|(person, route)| (person, Purpose::ActionPart, route)).collect(),
            Faults::default(),
        ),
        Err(faults) => (Vec::new(), faults),
    };
    if frozen {
        let readers = form::parse_readers(typed, &scene.readers(), name, today, &mut faults);
        chosen.extend(readers.into_iter().map(|(person, route)| (person, Purpose::Viewing, route)));
    }
    if chosen.is_empty() && faults.0.is_empty() {
        faults.add("consent-1-route", Fault::Missing);
    }
    faults.all(Some(chosen))
}

async fn plan(scene: &mut Scene, routes: Vec<(Person, Purpose, Route)>, stamp: &Stamp) -> Result<Response, Problem> {
    scene.dossier.routes.value.choose(routes.into_iter().map(|(person, _, route)| (person, route)), stamp);
    let audit = scene.desk.did("chose routes of consent", format!("DOSSIER#{}", scene.dossier.id()));
    let change = scene.desk.change().save_dossier(&scene.dossier, &[], stamp).save(&scene.dossier.routes).audit(&audit);
    Ok(Go::from(change.commit(scene.path("/consents?done=chosen")).await?).into_response())
}

/// Makes the requests against the frozen version; links and their mails in the same transaction.
async fn ask(
    app: &App,
    scene: &mut Scene,
    routes: Vec<(Person, Purpose, Route)>,
    version: &VersionHashes,
    stamp: &Stamp,
) -> Result<Response, Problem> {
    let mut change = scene.desk.change();
    let mut audit = scene
        .desk
        .did("asked consent", format!("DOSSIER#{}", scene.dossier.id()))
        .with("version", version.whole.short());
    for (person, purpose, route) in routes {
        let asked = scene
            .needed
            .asked
            .iter()
            .chain(&scene.needed.viewing_at_most)
            .find(|asked| asked.person == person)
            .cloned()
            .ok_or(Problem::Stale)?;
        let consent = Consent::new(
            app.id()?,
            scene.dossier.id(),
            asked,
            purpose,
            version.clone(),
            route,
            stamp.clone(),
            app.id()?,
        );
        let mail = app.consent_mail(scene.desk.licence.id, &consent).await?;
        change = change.ask_consent(&consent, mail.as_ref());
        scene.dossier.track.dossier.open_links.extend(consent.link().map(|link| link.0));
        audit = audit.with(&format!("consent-{}", consent.id), person);
    }
    let done = change
        .save_dossier(&scene.dossier, &[], stamp)
        .audit(&audit)
        .commit(scene.path("/consents?done=asked"))
        .await?;
    Ok(Go::from(done).into_response())
}
