//! A dossier: the track of eleven steps, whose turn it is, consent and files.

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::{Action, Resource},
    author::Stamp,
    consent::{Consent, ConsentState, Purpose},
    dossier::{DossierRow, Origin},
    file::FileState,
    ids::{ConsentId, DossierId, FileId},
    learner::Learner,
    steps::StepNumber,
};
use serde::Serialize;
use store::{App, dossiers::Collection, keys};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates, steps,
    ui::{Button, State as Shape, StatusLine, SummaryList, Tag, Task, TaskList, Track},
    words,
};

use crate::{id, next::Next, t};

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Show {
    learner: String,
    dossier: DossierRow,
    next: Next,
    /// How far each person is who was asked.
    asked: Vec<Asked>,
    /// Files that can be opened.
    files_there: Vec<File>,
    #[serde(skip)]
    track: Track,
    #[serde(skip)]
    consents: Option<TaskList>,
    #[serde(skip)]
    no_consents: String,
    #[serde(skip)]
    consents_link: Option<Button>,
    #[serde(skip)]
    files: Option<TaskList>,
    #[serde(skip)]
    no_files: String,
    #[serde(skip)]
    files_link: Button,
    #[serde(skip)]
    about: SummaryList,
    #[serde(skip)]
    headings: [String; 4],
}

#[derive(Serialize)]
struct Asked {
    consent: ConsentId,
    name: String,
    purpose: Purpose,
    state: ConsentState,
}

#[derive(Serialize)]
struct File {
    file: FileId,
    name: String,
}

/// `GET /dossiers/{dossier}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(dossier): Path<String>,
) -> Result<Page, Problem> {
    let dossier: DossierId = id(&dossier)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let keys = [keys::learner(session.licence, dossier.learner)];
    let (desk, read) = tokio::join!(session.enter(&app, &visitor, &keys), records.dossier(dossier));
    let mut desk = desk?;
    let learner = desk.found.entity::<Learner>(desk.licence.id, &dossier.learner)?.value;
    desk.may(Action::ReadDossier, &Resource::Learner(&learner.whereabouts(desk.today())))?;
    let read = read?;
    app.store.note(&desk.did("viewed", format!("DOSSIER#{dossier}"))).await?;
    let view = Show::of(&desk, &read, &learner);
    let t = t(visitor.locale);
    let caption = t.level_and_cycle(steps::level(read.track.dossier.level, visitor.locale), read.track.dossier.cycle);
    let status = status(&desk, &read);
    let title = t.dossier_of(learner.name.full());
    Ok(desk.page(title, &view).chrome(|chrome| {
        status.into_iter().fold(chrome.wide().caption(caption).back("/dossiers", t.title()), web::ui::Chrome::status)
    }))
}

/// The line under the title: archived, or saved; and what was sent.
fn status(desk: &Desk, read: &Collection) -> Vec<StatusLine> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let by = |stamp: &Stamp| t.changed_by(dates::moment(stamp.at, locale), &stamp.by.name);
    let mut lines = match (&read.track.dossier.archived, last(read)) {
        (Some(archived), _) => vec![StatusLine::Finished(by(archived))],
        (None, Some(last)) => vec![StatusLine::Saved(by(&last))],
        (None, None) => Vec::new(),
    };
    lines.extend(read.sent().map(|at| StatusLine::Sent(dates::moment(at, locale))));
    lines
}

/// Who wrote last, and when.
fn last(read: &Collection) -> Option<Stamp> {
    read.track
        .steps
        .values()
        .filter_map(|step| step.last())
        .max_by_key(|trail| trail.at)
        .map(|trail| trail.by.clone().at(trail.at))
}

fn asked(desk: &Desk, consent: &Consent) -> Asked {
    Asked {
        consent: consent.id,
        name: consent.asked.name.clone(),
        purpose: consent.purpose,
        state: consent.state(desk.now()),
    }
}

impl Show {
    fn of(desk: &Desk, read: &Collection, learner: &Learner) -> Self {
        let t = t(desk.locale());
        let dossier = &read.track.dossier;
        let may_ask = desk.may(Action::AskConsent, &Resource::Learner(&learner.whereabouts(desk.today()))).is_ok();
        let at = |rest: &str| format!("/dossiers/{}/{rest}", dossier.id);
        Self {
            learner: learner.name.full(),
            dossier: last(read)
                .map_or_else(|| DossierRow::of(dossier), |last| DossierRow::of(dossier).changed_by(&last)),
            asked: read.consents.iter().map(|consent| asked(desk, &consent.value)).collect(),
            files_there: read
                .files
                .iter()
                .filter(|file| matches!(file.value.state, FileState::Available { .. }))
                .map(|file| File { file: file.value.id, name: file.value.name.clone() })
                .collect(),
            next: Next::of(desk, read, learner),
            track: track(desk, read),
            consents: consents(desk, read, may_ask),
            no_consents: if read.routes.value.routes.is_empty() {
                t.no_consents()
            } else {
                t.consents_planned(read.routes.value.routes.len())
            },
            consents_link: may_ask.then(|| Button::new(t.to_consents()).secondary().href(at("consents"))),
            files: files(desk, read),
            no_files: t.no_files(),
            files_link: Button::new(t.to_files()).secondary().href(at("files")),
            about: about(desk, read),
            headings: [t.heading_next(), t.heading_consents(), t.heading_files(), t.heading_about()],
        }
    }
}

fn track(desk: &Desk, read: &Collection) -> Track {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let note = |step: StepNumber| {
        let last = read.track.steps.get(&step)?.last()?;
        Some(t.changed_by(dates::moment(last.at, locale), &last.by.name))
    };
    let href = |step| Some(format!("/dossiers/{}/steps/{step}", read.id()));
    steps::track(t.track(), None, locale, |step| read.track.dossier.status_of(step), href, note).tall()
}

fn consents(desk: &Desk, read: &Collection, may_ask: bool) -> Option<TaskList> {
    let (t, locale, asked) = (t(desk.locale()), desk.locale(), read.asked());
    let tasks =
        asked.iter().map(|consent| {
            let state = consent.state(desk.now());
            let since = consent.records.last().map_or(consent.made.at, |record| record.at);
            let task = Task::new(&*consent.asked.name)
                .hint(t.since(dates::moment(since, locale)))
                .tag(steps::consent_tag(state, consent.purpose, locale));
            if may_ask { task.href(format!("/dossiers/{}/consents/{}", read.id(), consent.id)) } else { task }
        });
    (!asked.is_empty()).then(|| TaskList::new(tasks))
}

fn files(desk: &Desk, read: &Collection) -> Option<TaskList> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let state = |state: &FileState| match state {
        FileState::Available { .. } => Some(Tag::new(Shape::Finished, t.file_available())),
        FileState::Pending => Some(Tag::new(Shape::Busy, t.file_pending())),
        FileState::Refused { .. } => Some(Tag::new(Shape::Attention, t.file_refused())),
        FileState::Removed { .. } => None,
    };
    let tasks = read.files.iter().filter_map(|file| {
        let file = &file.value;
        let added = t.changed_by(dates::moment(file.added.at, locale), &file.added.by.name);
        let href = format!("/dossiers/{}/files/{}", read.id(), file.id);
        Some(Task::new(&*file.name).hint(added).tag(state(&file.state)?).href(href))
    });
    let tasks: Vec<_> = tasks.collect();
    (!tasks.is_empty()).then(|| TaskList::new(tasks))
}

fn about(desk: &Desk, read: &Collection) -> SummaryList {
    let dossier = &read.track.dossier;
    let (t, locale) = (t(desk.locale()), desk.locale());
    let by = |stamp: &Stamp| t.changed_by(dates::moment(stamp.at, locale), &stamp.by.name);
    let mut about = SummaryList::new(words(locale))
        .answer(t.status(), steps::dossier_status(dossier.status, locale))
        .answer(t.opened(), by(&dossier.opened));
    if let Origin::Import { name, on, number, .. } = &dossier.origin {
        about = about.answer(t.origin(), t.origin_import(name, dates::day(*on, locale), number));
    }
    if let Some(frozen) = &dossier.frozen {
        about = about.answer(t.frozen(), t.frozen_text(by(&frozen.by), frozen.hashes.whole.short()));
    }
    if let (Some(archived), Some(outcome)) =
        (&dossier.archived, read.track.content(StepNumber::OUTCOME).text("outcome"))
    {
        about = about.answer(t.archived(), by(archived)).answer(t.outcome(), steps::choice("outcome", outcome, locale));
    }
    about
}
