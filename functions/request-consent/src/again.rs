//! Mailing a new link, and taking a request back. Either way the old link dies in the same transaction.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    author::{Author, Stamp},
    consent::{Consent, Event, Route, RouteInput},
    input::Faults,
    link::State as LinkState,
    steps::Form,
};
use store::{App, Change, Stored};
use web::{Posted, Problem, Visitor, page::Go};

use crate::{Confirmed, scene::Scene, show};

/// Something that is done to a request.
pub struct Act {
    /// The dossier and its people.
    pub scene: Scene,
    /// The request.
    pub consent: Stored<Consent>,
    /// Who does it, and when.
    pub stamp: Stamp,
}

impl Act {
    /// Enters with a form about a request; the dossier may be closed.
    pub async fn of<F>(
        app: &App,
        visitor: &Visitor,
        posted: &Posted<F>,
        dossier: &str,
        consent: &str,
    ) -> Result<Self, Problem> {
        let scene = Scene::act(app, visitor, posted, dossier).await?;
        let consent = scene.consent(consent)?.clone();
        let stamp = Author::of(&scene.desk.actor.member).at(scene.desk.now());
        Ok(Self { scene, consent, stamp })
    }

    /// The same, while the dossier runs.
    fn running(self) -> Result<Self, Problem> {
        if self.scene.is_running() { Ok(self) } else { Err(Problem::Stale) }
    }

    /// The change that ends the old link and writes what happened; `act` is for the audit log.
    pub async fn change(
        &mut self,
        app: &App,
        old: Option<domain::ids::LinkId>,
        state: LinkState,
        act: &str,
    ) -> Result<Change, Problem> {
        let tokens = app.open_tokens(old).await?;
        let links = &mut self.scene.dossier.track.dossier.open_links;
        if let Some(old) = old {
            links.remove(&old);
        }
        let latest = self.consent.value.link().map(|link| link.0);
        links.extend(latest.filter(|latest| Some(*latest) != old));
        let audit = self
            .scene
            .desk
            .did(act, format!("DOSSIER#{}", self.scene.dossier.id()))
            .with("consent", self.consent.value.id);
        let change =
            self.scene.desk.change().save_dossier(&self.scene.dossier, &[], &self.stamp).save_consent(&self.consent);
        Ok(change.kill_links(&tokens, &state).forget_wish(self.consent.value.id).audit(&audit))
    }
}

/// `POST /dossiers/{dossier}/consents/{consent}/resend`
pub async fn resend(
    State(app): State<App>,
    visitor: Visitor,
    Path((dossier, consent)): Path<(String, String)>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let mut act = Act::of(&app, &visitor, &posted, &dossier, &consent).await?.running()?;
    let typed = Form::from_pairs(posted.form.0.clone());
    let input = RouteInput { route: "through-link".into(), ends: typed.get("ends").into(), ..RouteInput::default() };
    let mut faults = Faults::default();
    let route = input.parse("", &act.consent.value.asked, &act.scene.learner.name, act.scene.desk.today(), &mut faults);
    let Some(Route::ThroughLink { ends, .. }) = route.filter(|_| faults.0.is_empty()) else {
        return show::shown(&app, &act.scene, &consent, &typed, Some(faults)).await;
    };
    let (old, at) = (act.consent.value.link().map(|link| link.0), act.stamp.at);
    act.consent.value.note(Event::Sent { link: app.id()?, ends }, at).map_err(|_| Problem::Stale)?;
    let mail = app.consent_mail(act.scene.desk.licence.id, &act.consent.value).await?.ok_or(Problem::Stale)?;
    let change =
        act.change(&app, old, LinkState::Replaced { at }, "mailed a new consent link").await?.mail_consent(&mail);
    let done = change.commit(act.scene.path(&format!("/consents/{}?done=resent", act.consent.value.id))).await?;
    Ok(Go::from(done).into_response())
}

/// `POST /dossiers/{dossier}/consents/{consent}/withdraw`
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path((dossier, consent)): Path<(String, String)>,
    posted: Posted<Confirmed>,
) -> Result<Response, Problem> {
    let mut act = Act::of(&app, &visitor, &posted, &dossier, &consent).await?.running()?;
    let (old, at) = (act.consent.value.link().map(|link| link.0), act.stamp.at);
    act.consent.value.note(Event::TakenBack { by: act.stamp.by.clone() }, at).map_err(|_| Problem::Stale)?;
    let change = act.change(&app, old, LinkState::Withdrawn { at }, "took a consent request back").await?;
    let done = change.commit(act.scene.path(&format!("/consents/{}?done=withdrawn", act.consent.value.id))).await?;
    Ok(Go::from(done).into_response())
}
