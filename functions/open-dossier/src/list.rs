//! The list: dossiers within reach, running or archived, found by the learner's name.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use domain::{
    access::{Action, Resource},
    dossier::{DossierRow, DossierStatus},
    ids::LearnerId,
    learner::LearnerRow,
};
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates, steps,
    ui::{Button, Chrome, Column, EmptyState, SearchBox, State as Shape, Table, TableRow, Tag},
    visitor::query,
    words,
};

use crate::t;

/// One dossier as the reader may see it.
#[derive(Serialize)]
struct Listed {
    learner: String,
    #[serde(skip)]
    sort: String,
    /// At the location that is looked at.
    #[serde(skip)]
    here: bool,
    #[serde(flatten)]
    dossier: DossierRow,
}

/// A link that shows other dossiers.
#[derive(Serialize)]
struct Filter {
    label: String,
    href: &'static str,
    current: bool,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    dossiers: Vec<Listed>,
    #[serde(skip)]
    filters: Vec<Filter>,
    #[serde(skip)]
    filters_label: String,
    #[serde(skip)]
    search: SearchBox,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    open: Option<Button>,
}

/// `GET /dossiers`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, dossiers, learners) = tokio::join!(
        session.enter(&app, &visitor, &[]),
        records.register::<DossierRow>(),
        records.register::<LearnerRow>()
    );
    let desk = desk?;
    desk.may_here(Action::ReadDossier)?;
    let view = List::of(&desk, dossiers?, learners?);
    Ok(desk.page(t(visitor.locale).title(), &view).chrome(Chrome::wide))
}

/// The dossiers whose learner is within reach: names and groups are those of now, so they are taken from the register of learners.
fn reached(desk: &Desk, dossiers: Vec<DossierRow>, learners: Vec<LearnerRow>, q: &str) -> Vec<Listed> {
    let today = desk.today();
    let may = |row: &LearnerRow| desk.may(Action::ReadDossier, &Resource::Learner(&row.whereabouts(today))).is_ok();
    let learners: HashMap<LearnerId, LearnerRow> = learners
        .into_iter()
        .filter(|row| may(row) && (q.is_empty() || row.matches(q)))
        .map(|row| (row.id, row))
        .collect();
    let listed = |dossier: DossierRow| {
        learners.get(&dossier.id.learner).map(|row| Listed {
            learner: row.name.clone(),
            sort: row.sort.clone(),
            here: desk.places.show(row.location_on(today)),
            dossier,
        })
    };
    dossiers.into_iter().filter_map(listed).collect()
}

impl List {
    fn of(desk: &Desk, dossiers: Vec<DossierRow>, learners: Vec<LearnerRow>) -> Self {
        let (t, w) = (t(desk.locale()), words(desk.locale()));
        let q = query(&desk.visitor.uri, "q").unwrap_or_default().trim().to_owned();
        let archived = query(&desk.visitor.uri, "show").as_deref() == Some("archived");
        let (all, elsewhere): (Vec<_>, Vec<_>) =
            reached(desk, dossiers, learners, &q).into_iter().partition(|listed| listed.here);
        let is_asked =
            |listed: &&Listed| !q.is_empty() || archived != (listed.dossier.status == DossierStatus::Running);
        let elsewhere = elsewhere.iter().filter(is_asked).count();
        let (running, closed): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|listed| listed.dossier.status == DossierStatus::Running);
        let (running_count, closed_count) = (running.len(), closed.len());
        // Somebody who searches by name wants the dossier, wherever it is.
        let mut shown = if !q.is_empty() {
            running.into_iter().chain(closed).collect()
        } else if archived {
            closed
        } else {
            running
        };
        shown.sort_by(|a, b| b.dossier.changed.at.cmp(&a.dossier.changed.at).then_with(|| a.sort.cmp(&b.sort)));
        let open =
            desk.actor.could(Action::OpenDossier, desk.today()).then(|| Button::new(t.open()).href("/dossiers/new"));
        let empty = shown.is_empty().then(|| empty(desk, &q, archived, open.clone()));
        let filters = vec![
            Filter { label: t.filter_running(running_count), href: "/dossiers", current: q.is_empty() && !archived },
            Filter {
                label: t.filter_archived(closed_count),
                href: "/dossiers?show=archived",
                current: q.is_empty() && archived,
            },
        ];
        Self {
            elsewhere: desk.elsewhere(elsewhere),
            table: table(desk, &shown),
            filters,
            filters_label: t.filters(),
            search: SearchBox::new(w, "/dossiers", t.search()).value(q),
            open: open.filter(|_| empty.is_none()),
            empty,
            dossiers: shown,
        }
    }
}

fn empty(desk: &Desk, q: &str, archived: bool, open: Option<Button>) -> EmptyState {
    let t = t(desk.locale());
    match open {
        _ if !q.is_empty() => EmptyState::new(t.not_found_title(), t.not_found_text()),
        _ if archived => EmptyState::new(t.empty_archived_title(), t.empty_archived_text()),
        Some(open) => EmptyState::new(t.empty_title(), t.empty_text()).button(open),
        None => EmptyState::new(t.empty_title(), t.empty_text_groups()),
    }
}

fn table(desk: &Desk, listed: &[Listed]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let head = [
        Column::new(t.learner()),
        Column::new(t.level()),
        Column::new(t.status()),
        Column::new(t.next_step()),
        Column::new(t.changed()),
    ];
    let rows = listed.iter().map(|Listed { learner, dossier, .. }| {
        let running = dossier.status == DossierStatus::Running;
        let status = Tag::new(
            if running { Shape::Busy } else { Shape::Finished },
            steps::dossier_status(dossier.status, locale),
        );
        let next =
            dossier.next_step().filter(|_| running).map(|step| t.step(step.to_string(), steps::title(step, locale)));
        TableRow::new(&**learner)
            .href(format!("/dossiers/{}", dossier.id))
            .cell(t.level_and_cycle(steps::level(dossier.level, locale), dossier.cycle))
            .cell(status)
            .cell(next.unwrap_or_default())
            .cell(t.changed_by(dates::moment(dossier.changed.at, locale), &dossier.changed.by.name))
    });
    Table::new(t.title(), head).quiet_caption().rows(rows)
}
