//! The files of a dossier, and announcing one.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    author::Author,
    file::{FileInput, FileMeta, FilePurpose, FileState, MAX_MEGABYTES},
    ids::DossierId,
    input::Faults,
    learner::Learner,
};
use serde::Serialize;
use store::{Entity, Stored, dossiers::Collection};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    page::Go,
    ui::{Button, Cell, Column, EmptyState, Field, Hidden, Html, Notice, Radios, Table, TableRow, TextField},
    visitor::query,
    words,
};

use crate::{Deps, id, learner, may_write, subject, t, to_file, to_list, words as named};

#[derive(Template, Serialize)]
#[template(path = "files.html")]
struct FilesPage {
    #[serde(rename = "files")]
    all: Vec<FileMeta>,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: EmptyState,
    #[serde(skip)]
    form: Option<Announce>,
}

/// The form that announces a file.
struct Announce {
    heading: String,
    text: String,
    action: String,
    once: Hidden,
    name: TextField,
    purpose: Radios,
    button: Button,
}

fn announce_form(desk: &Desk, dossier: DossierId, typed: &FileInput, faults: &Faults) -> Result<Announce, Problem> {
    let (t, locale, told) = (t(desk.locale()), desk.locale(), Told::new(faults, desk.locale()));
    let name = TextField::new(words(locale), "name", t.name_label())
        .hint(t.name_hint(MAX_MEGABYTES))
        .autocomplete("off")
        .value(&typed.name)
        .error(told.at("name"));
    let purposes = FilePurpose::ALL.map(|purpose| (purpose.as_str(), named::purpose(purpose, locale)));
    let purpose = Radios::new(words(locale), "purpose", t.purpose_label())
        .choices(purposes)
        .value(&typed.purpose)
        .error(told.at("purpose"));
    Ok(Announce {
        heading: t.add_heading(),
        text: t.add_text(),
        action: to_list(dossier),
        once: desk.once()?,
        name,
        purpose,
        button: Button::new(t.add_button()),
    })
}

fn table(files: &[Stored<FileMeta>], desk: &Desk) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let rows = files.iter().map(|file| {
        let file = &file.value;
        let tag = named::tag(&file.state, locale);
        let row = TableRow::new(file.name.as_str())
            .cell(named::purpose(file.purpose, locale))
            .cell(Cell::with("", Html::of(tag)))
            .cell(t.added_by(&file.added.by.name, dates::moment(file.added.at, locale)));
        if matches!(file.state, FileState::Removed { .. }) { row } else { row.href(to_file(file.dossier, file.id)) }
    });
    Table::new(
        t.title(),
        [
            Column::new(t.column_name()),
            Column::new(t.column_purpose()),
            Column::new(t.column_state()),
            Column::new(t.column_added()),
        ],
    )
    .quiet_caption()
    .rows(rows)
}

fn page(desk: &Desk, of: &Learner, read: &Collection, typed: &FileInput, faults: Faults) -> Result<Page, Problem> {
    let (t, dossier) = (t(desk.locale()), read.id());
    let form = if may_write(desk, of, read) { Some(announce_form(desk, dossier, typed, &faults)?) } else { None };
    let view = FilesPage {
        all: read.files.iter().map(|file| file.value.clone()).collect(),
        table: (!read.files.is_empty()).then(|| table(&read.files, desk)),
        empty: EmptyState::new(t.empty_title(), t.empty_text()),
        form,
    };
    let flash = match query(&desk.visitor.uri, "done").as_deref() {
        Some("removed") => Some(Notice::success(t.done_removed())),
        _ if !read.track.dossier.is_running() => Some(Notice::info(t.archived_title()).text(t.archived_text())),
        _ => None,
    };
    let page = desk.page(t.title(), &view).chrome(|chrome| {
        chrome.caption(of.name.full()).back(format!("/dossiers/{dossier}"), t.back_to_dossier()).flash(flash)
    });
    match (&view.form, faults.0.is_empty()) {
        (Some(form), false) => Ok(page.invalid(faults, [&form.name as &dyn Field, &form.purpose])),
        _ => Ok(page),
    }
}

pub async fn list(
    State(deps): State<Deps>,
    Path(dossier): Path<String>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Page, Problem> {
    let (app, dossier, scope) = (&deps.app, id::<DossierId>(&dossier)?, session.scope());
    let (wanted, records) = ([Learner::key(session.licence, &dossier.learner)], app.store.licence(&scope));
    let (desk, read) = futures::join!(session.enter(app, &visitor, &wanted), records.dossier(dossier));
    let mut desk = desk?;
    let of = learner(&mut desk, Action::ReadDossier, dossier)?;
    let read = read?;
    app.store.note(&desk.did("viewed", subject(dossier)).with("part", "files")).await?;
    page(&desk, &of, &read, &FileInput::default(), Faults::default())
}

pub async fn announce(
    State(deps): State<Deps>,
    Path(dossier): Path<String>,
    visitor: Visitor,
    posted: Posted<FileInput>,
) -> Result<Response, Problem> {
    let (app, dossier, scope) = (&deps.app, id::<DossierId>(&dossier)?, posted.session.scope());
    let (wanted, records) = ([Learner::key(posted.session.licence, &dossier.learner)], app.store.licence(&scope));
    let (desk, read) = futures::join!(posted.enter(app, &visitor, &wanted), records.dossier(dossier));
    let mut desk = desk?;
    let of = learner(&mut desk, Action::WriteDossier, dossier)?;
    let read = read?;
    if !read.track.dossier.is_running() {
        return Err(Problem::Stale);
    }
    let new = match posted.form.parse() {
        Ok(new) => new,
        Err(faults) => return Ok(page(&desk, &of, &read, &posted.form, faults)?.into_response()),
    };
    let stamp = Author::of(&desk.actor.member).at(desk.now());
    let file = FileMeta::pending(app.id()?, dossier, new, stamp.clone());
    let entry = desk.did("file-announced", subject(dossier)).with("file", file.id);
    let done = desk
        .change()
        .save_dossier(&read, &[], &stamp)
        .create(&file)
        .audit(&entry)
        .commit(to_file(dossier, file.id))
        .await?;
    Ok(Go::from(done).into_response())
}
