//! The running dossiers of the learners whom somebody teaches a subject.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use domain::{
    access::Action,
    dossier::{DossierRow, DossierStatus},
    ids::{DossierId, LearnerId},
    learner::LearnerRow,
    steps::{StepStatus, Subject},
};
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates, steps,
    ui::{Column, EmptyState, Table, TableRow, Tag},
    words,
};

use crate::{
    here::{At, STEP},
    t,
};

/// A subject of a learner's profile.
#[derive(Serialize)]
struct Taught {
    learner: LearnerId,
    name: String,
    #[serde(skip)]
    sort: String,
    dossier: DossierId,
    subject: Subject,
    /// How far the profile is as a whole.
    profile: StepStatus,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    taught: Vec<Taught>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
}

/// `GET /subjects`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, dossiers, learners) = tokio::join!(
        session.enter(&app, &visitor, &[]),
        records.register::<DossierRow>(),
        records.register::<LearnerRow>()
    );
    let desk = desk?;
    desk.may_here(Action::ReadSubject)?;
    let t = t(visitor.locale);
    let taught = taught(&desk, dossiers?, learners?);
    let view = List {
        lead: t.lead(),
        table: table(&desk, &taught),
        empty: taught.is_empty().then(|| EmptyState::new(t.empty_title(), t.empty_text())),
        taught,
    };
    Ok(desk.page(t.title(), &view))
}

fn taught(desk: &Desk, dossiers: Vec<DossierRow>, learners: Vec<LearnerRow>) -> Vec<Taught> {
    let today = desk.today();
    let learners: HashMap<LearnerId, LearnerRow> =
        learners.into_iter().filter(|row| !row.ended).map(|row| (row.id, row)).collect();
    let running = dossiers.iter().filter(|row| row.status == DossierStatus::Running);
    let of_learner = |dossier: &DossierRow| {
        let row = learners.get(&dossier.id.learner)?;
        let subjects = desk.actor.subjects(Action::ReadSubject, &row.whereabouts(today), today);
        let (dossier, profile) = (dossier.id, dossier.steps.get(&STEP).copied().unwrap_or_default());
        let one = move |subject| Taught {
            learner: row.id,
            name: row.name.clone(),
            sort: row.sort.clone(),
            dossier,
            subject,
            profile,
        };
        Some(subjects.into_iter().map(one))
    };
    let mut taught: Vec<Taught> = running.filter_map(of_learner).flatten().collect();
    taught.sort_by(|a, b| (&a.sort, a.learner, a.subject).cmp(&(&b.sort, b.learner, b.subject)));
    taught
}

fn table(desk: &Desk, taught: &[Taught]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let row = |taught: &Taught| {
        TableRow::new(&*taught.name)
            .href(At { dossier: taught.dossier, subject: taught.subject }.href())
            .cell(dates::subject(taught.subject, locale))
            .cell(Tag::of(steps::state(taught.profile), words(locale)))
    };
    let head = [t.learner(), t.subject(), t.profile()].map(Column::new);
    Table::new(t.title(), head).quiet_caption().rows(taught.iter().map(row))
}
