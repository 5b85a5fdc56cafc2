//! Whose consent is needed, how it is asked, and what came of it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{Consent, ConsentState, Purpose, Revocation, Warning},
    ids::ConsentId,
    input::Faults,
    steps::Form,
    version::VersionHashes,
};
use serde::Serialize;
use store::{App, mailing::Trouble, reading::LinkTrail};
use web::{
    Locale, Page, Problem, SignedIn, Visitor, dates,
    stale::Stale,
    steps,
    ui::{Button, Column, EmptyState, Hidden, Html, Notice, Table, TableRow},
    visitor::query,
};

use crate::{
    form::{self, PersonRow},
    scene::Scene,
    t, told,
};

/// A request, as the list tells of it.
#[derive(Serialize)]
struct Asked {
    id: ConsentId,
    name: String,
    purpose: Purpose,
    state: ConsentState,
    openings: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    revocation: Option<Revocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_mail: Option<Trouble>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wishes_new_link: Option<jiff::Timestamp>,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    version: Option<VersionHashes>,
    asked: Vec<Asked>,
    warnings: Vec<Warning>,
    to_choose: Vec<PersonRow>,
    to_read: Vec<PersonRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<Stale>,
    #[serde(skip)]
    words: Words,
}

/// What people see of it.
struct Words {
    lead: String,
    notices: Vec<Notice>,
    table: Option<Table>,
    empty: Option<EmptyState>,
    choose_title: String,
    read_title: String,
    read_text: String,
    action: String,
    button: Button,
    hidden: Vec<Hidden>,
}

/// The trails of the links of all requests.
pub async fn trails(app: &App, scene: &Scene) -> Result<Vec<LinkTrail>, Problem> {
    let all: Vec<&Consent> = scene.dossier.consents.iter().map(|consent| &consent.value).collect();
    Ok(app.link_trails(&all).await?)
}

fn line(scene: &Scene, consent: &Consent, trail: &LinkTrail, locale: Locale) -> TableRow {
    let (t, state) = (t(locale), told::state(consent, trail, scene.desk.now()));
    let mut facts = vec![
        told::route(&consent.route, locale),
        t.by_at(&consent.made.by.name, dates::moment(consent.made.at, locale)),
    ];
    facts.extend(trail.link.as_ref().filter(|link| link.openings > 0).map(|link| t.opened_times(link.openings)));
    if let Some((decision, at)) = consent.decision() {
        facts.push(t.decided_at(dates::moment(at, locale)));
        facts.extend(decision.reason.iter().chain(&decision.remark).map(|said| t.said(said)));
    }
    if let Some((revocation, at)) = consent.revocation() {
        let day = dates::day(revocation.day, locale);
        facts.push(t.revoked_on(day, &revocation.by.name, dates::moment(at, locale)));
        facts.push(t.said(&revocation.reason));
    }
    facts.extend(told::stopped(consent, trail, scene.desk.now(), locale));
    facts.extend(trail.wish.map(|at| t.wishes_new_link(dates::moment(at, locale))));
    facts.push(t.version(consent.version.whole.short()));
    let facts = facts.into_iter().fold(Html::default(), |html, fact| html.and(Line { text: fact }));
    TableRow::new(consent.asked.name.as_str())
        .href(scene.path(&format!("/consents/{}", consent.id)))
        .cell(told::purpose(consent.purpose, locale))
        .cell(steps::consent_tag(state, consent.purpose, locale))
        .cell(web::ui::Cell::with("", facts))
}

/// A line of its own in a cell.
#[derive(Template)]
#[template(source = "<p>{{ text }}</p>", ext = "html")]
struct Line {
    text: String,
}

impl askama::filters::HtmlSafe for Line {}

fn table(scene: &Scene, trails: &[LinkTrail], locale: Locale) -> Option<Table> {
    let t = t(locale);
    let head = [Column::new(t.who()), Column::new(t.what_for()), Column::new(t.state()), Column::new(t.details())];
    let rows: Vec<_> = scene
        .dossier
        .consents
        .iter()
        .zip(trails)
        .rev()
        .map(|(consent, trail)| line(scene, &consent.value, trail, locale))
        .collect();
    (!rows.is_empty()).then(|| Table::new(t.requests(), head).rows(rows))
}

fn asked(scene: &Scene, trails: &[LinkTrail]) -> Vec<Asked> {
    let consents = scene.dossier.consents.iter().map(|consent| &consent.value);
    let asked = consents.zip(trails).map(|(consent, trail)| Asked {
        id: consent.id,
        name: consent.asked.name.clone(),
        purpose: consent.purpose,
        state: told::state(consent, trail, scene.desk.now()),
        revocation: consent.revocation().map(|(revocation, _)| revocation.clone()),
        openings: trail.link.as_ref().map_or(0, |link| link.openings),
        no_mail: trail.stopped,
        wishes_new_link: trail.wish,
    });
    asked.collect()
}

/// What the page says about what was typed.
#[derive(Default)]
pub struct Said {
    /// What is wrong with it.
    pub faults: Option<Faults>,
    /// That it came too late.
    pub stale: Option<Stale>,
}

impl Said {
    /// Something is wrong with it.
    pub fn faults(faults: Faults) -> Self {
        Self { faults: Some(faults), stale: None }
    }
}

/// The page, with what was typed.
pub fn shown(scene: &Scene, trails: &[LinkTrail], form: &Form, said: Said) -> Result<Page, Problem> {
    let locale = scene.desk.locale();
    let t = t(locale);
    let none = Faults::default();
    let Said { faults, stale } = said;
    let (to_choose, to_read) = form::rows(scene, form, faults.as_ref().unwrap_or(&none), locale);
    let frozen = scene.frozen().is_some();
    let table = table(scene, trails, locale);
    let empty = (table.is_none() && to_choose.is_empty()).then(|| EmptyState::new(t.empty_title(), t.empty_text()));
    let words = Words {
        lead: match (scene.is_running(), frozen) {
            (false, _) => t.lead_archived(),
            (true, true) => t.lead_final(),
            (true, false) => t.lead_planned(),
        },
        notices: told::warnings(&scene.needed, locale).into_iter().map(Notice::attention).collect(),
        table,
        empty,
        choose_title: if frozen { t.choose_final() } else { t.choose_planned() },
        read_title: t.read_title(),
        read_text: t.read_text(),
        action: scene.path("/consents"),
        button: Button::new(if frozen { t.button_final() } else { t.button_planned() }),
        hidden: vec![
            scene.desk.once()?,
            Hidden::new("about", scene.about()),
            Hidden::new("version", scene.dossier.routes.version.to_string()),
        ],
    };
    let view = List {
        version: scene.frozen().cloned(),
        asked: asked(scene, trails),
        warnings: scene.needed.warnings.clone(),
        to_choose,
        to_read,
        stale,
        words,
    };
    let page = scene
        .desk
        .page(t.title(), &view)
        .chrome(|c| c.caption(scene.learner.name.full()).back(scene.path(""), "").wide());
    Ok(match faults {
        Some(faults) => page.invalid(faults, view.to_choose.iter().chain(&view.to_read).flat_map(PersonRow::fields)),
        None => page,
    })
}

/// What just happened, for after a redirect.
pub fn flash(visitor: &Visitor) -> Option<Notice> {
    let t = t(visitor.locale);
    let text = match query(&visitor.uri, "done")?.as_str() {
        "chosen" => t.done_chosen(),
        "asked" => t.done_asked(),
        "resent" => t.done_resent(),
        "withdrawn" => t.done_withdrawn(),
        "revoked" => t.done_revoked(),
        _ => return None,
    };
    Some(Notice::success(text))
}

/// `GET /dossiers/{dossier}/consents`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(dossier): Path<String>,
) -> Result<Response, Problem> {
    let scene = Scene::look(&app, &visitor, &session, &dossier).await?;
    let viewed = scene.desk.did("viewed", format!("DOSSIER#{}", scene.dossier.id())).with("part", "consents");
    // If the row cannot be written, nothing is shown.
    let (trails, noted) = futures::join!(trails(&app, &scene), app.store.note(&viewed));
    noted?;
    Ok(shown(&scene, &trails?, &form::first(&scene), Said::default())?
        .chrome(|c| c.flash(flash(&visitor)))
        .into_response())
}
