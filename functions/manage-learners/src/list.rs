//! The list: learners within reach, found by name or group.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::State;
use domain::{
    access::{Action, Permit, Resource},
    group::Group,
    ids::{DossierId, GroupId, LearnerId},
    learner::LearnerRow,
};
use jiff::civil::Date;
use serde::Serialize;
use store::App;
use web::{
    Desk, Locale, Page, Pager, Problem, SignedIn, Visitor, dates,
    ui::{Button, Column, EmptyState, Select, State as Shape, Table, TableRow, Tag, TextField},
    visitor::query,
    words,
};

use crate::{location_name, t};

/// One learner as the reader may see it.
#[derive(Serialize)]
struct Listed {
    id: LearnerId,
    name: String,
    birth: Option<Date>,
    groups: Vec<String>,
    location: Option<String>,
    enrolled: bool,
    /// The first day, of who is not here yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<Date>,
    /// Only for who may read dossiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    dossier: Option<DossierId>,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    learners: Vec<Listed>,
    pager: Pager,
    #[serde(skip)]
    q: TextField,
    #[serde(skip)]
    group: Select,
    #[serde(skip)]
    find: Button,
    #[serde(skip)]
    count: String,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    add: Option<Button>,
    #[serde(skip)]
    other: Option<(String, String)>,
    #[serde(skip)]
    left: bool,
}

/// What is asked for.
struct Wanted {
    q: String,
    group: String,
    /// Those who left, instead of those who are here.
    left: bool,
}

impl Wanted {
    /// Whether nothing was searched for: an empty list is then no search that found nobody.
    fn is_all(&self) -> bool {
        self.q.trim().is_empty() && self.group.is_empty() && !self.left
    }
}

/// `GET /learners`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, rows, groups) =
        tokio::join!(session.enter(&app, &visitor, &[]), records.register::<LearnerRow>(), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::ListLearners)?;
    let asked = |name| query(&visitor.uri, name).unwrap_or_default();
    let wanted = Wanted { q: asked("q"), group: asked("group"), left: asked("left") == "on" };
    let names: HashMap<GroupId, String> = groups?.into_iter().map(|group| (group.id, group.name)).collect();
    let view = List::of(&desk, &visitor, rows?, &names, &wanted);
    Ok(desk.page(t(visitor.locale).title(), &view).chrome(web::ui::Chrome::wide))
}

/// A row within reach, and by which right.
fn reach(desk: &Desk, row: LearnerRow) -> Option<(LearnerRow, Permit)> {
    let permit = desk.may(Action::ListLearners, &Resource::Learner(&row.whereabouts(desk.today()))).ok()?;
    (!row.ended).then_some((row, permit))
}

impl List {
    fn of(
        desk: &Desk,
        visitor: &Visitor,
        rows: Vec<LearnerRow>,
        names: &HashMap<GroupId, String>,
        wanted: &Wanted,
    ) -> Self {
        let (t, w, today) = (t(desk.locale()), words(desk.locale()), desk.today());
        let mut reached: Vec<_> = rows.into_iter().filter_map(|row| reach(desk, row)).collect();
        reached.sort_by(|a, b| a.0.sort.cmp(&b.0.sort).then(a.0.id.cmp(&b.0.id)));
        let all = reached.len();
        let (reached, elsewhere): (Vec<_>, Vec<_>) =
            reached.into_iter().partition(|(row, _)| desk.places.show(row.location_on(today)));
        let offered: BTreeMap<String, GroupId> = reached
            .iter()
            .flat_map(|(row, permit)| groups_shown(desk, row, permit))
            .filter_map(|id| Some((names.get(&id)?.clone(), id)))
            .collect();
        let is_wanted = |row: &LearnerRow| {
            let in_group =
                wanted.group.is_empty() || row.groups_on(today).any(|group| group.to_string() == wanted.group);
            in_group
                && row.is_enrolled_from(today) != wanted.left
                && (wanted.q.trim().is_empty() || row.matches(&wanted.q))
        };
        let elsewhere = elsewhere.iter().filter(|(row, _)| is_wanted(row)).count();
        let found: Vec<_> = reached.into_iter().filter(|(row, _)| is_wanted(row)).collect();
        let (count, pager) = (t.count(found.len()), Pager::new(visitor, found.len()));
        let shown = pager.part(found).into_iter();
        let learners: Vec<Listed> = shown.map(|(row, permit)| listed(desk, row, &permit, names)).collect();
        let may_add = desk.actor.could(Action::EnterLearners, today);
        let add = may_add.then(|| Button::new(t.add()).href("/learners/new"));
        Self {
            q: TextField::new(w, "q", t.find_name()).value(&wanted.q).autocomplete("off"),
            group: Select::new(w, "group", t.group())
                .choices(offered.into_iter().map(|(name, id)| (id.to_string(), name)))
                .value(&wanted.group),
            find: Button::new(t.find()).secondary(),
            count,
            elsewhere: desk.elsewhere(elsewhere),
            table: table(desk, &learners),
            empty: learners.is_empty().then(|| empty(desk, all == 0 || wanted.is_all(), add.clone())),
            add: if learners.is_empty() && (all == 0 || wanted.is_all()) { None } else { add },
            other: may_add.then(|| {
                if wanted.left {
                    ("/learners".to_owned(), t.show_here())
                } else {
                    ("/learners?left=on".to_owned(), t.show_left())
                }
            }),
            left: wanted.left,
            learners,
            pager,
        }
    }
}

/// Groups of today; who reaches a learner through a group sees only groups of his own (0-10).
fn groups_shown(desk: &Desk, row: &LearnerRow, permit: &Permit) -> Vec<GroupId> {
    let own = desk.actor.groups(desk.today());
    row.groups_on(desk.today()).filter(|group| permit.group.is_none() || own.contains(group)).collect()
}

fn listed(desk: &Desk, row: LearnerRow, permit: &Permit, names: &HashMap<GroupId, String>) -> Listed {
    let today = desk.today();
    let reads = desk.may(Action::ReadDossier, &Resource::Learner(&row.whereabouts(today))).is_ok();
    let planned = if row.location_on(today).is_none() { row.planned(today) } else { None };
    let location = row.location_on(today).or_else(|| planned.map(|planned| planned.location));
    Listed {
        groups: groups_shown(desk, &row, permit).iter().filter_map(|id| names.get(id).cloned()).collect(),
        location: location.map(|id| location_name(desk, id)),
        enrolled: row.is_enrolled_from(today),
        begins: planned.map(|planned| planned.period.from),
        dossier: row.running.filter(|_| reads),
        id: row.id,
        birth: row.birth,
        name: row.name,
    }
}

fn table(desk: &Desk, learners: &[Listed]) -> Table {
    let (t, w, locale) = (t(desk.locale()), words(desk.locale()), desk.locale());
    let several = desk.licence.locations.len() > 1;
    let dossiers = desk.actor.could(Action::ReadDossier, desk.today());
    let mut head = vec![Column::new(t.name()), Column::new(t.birth_date()), Column::new(t.group())];
    head.extend(several.then(|| Column::new(t.location())));
    head.extend(dossiers.then(|| Column::new(t.dossier())));
    let rows = learners.iter().map(|learner| {
        let mut row = TableRow::new(&*learner.name).href(format!("/learners/{}", learner.id));
        row = row
            .cell(learner.birth.map(|day| dates::day(day, locale)).unwrap_or_default())
            .cell(groups(learner, locale));
        if several {
            row = row.cell(learner.location.clone().unwrap_or_default());
        }
        match (dossiers, learner.dossier) {
            (true, Some(_)) => row.cell(Tag::of(Shape::Busy, w)),
            (true, None) => row.cell(String::new()),
            (false, _) => row,
        }
    });
    Table::new(t.title(), head).quiet_caption().rows(rows)
}

/// The groups; of who is not here yet the first day.
fn groups(learner: &Listed, locale: Locale) -> String {
    let begins = learner.begins.map(|day| t(locale).begins_on(dates::day(day, locale)));
    learner.groups.iter().cloned().chain(begins).collect::<Vec<_>>().join(", ")
}

/// Nobody there yet, or nobody found.
fn empty(desk: &Desk, none_at_all: bool, add: Option<Button>) -> EmptyState {
    let t = t(desk.locale());
    match (none_at_all, add) {
        (true, Some(add)) => EmptyState::new(t.empty_title(), t.empty_text()).button(add),
        (true, None) => EmptyState::new(t.empty_title(), t.empty_text_groups()),
        (false, _) => EmptyState::new(t.not_found_title(), t.not_found_text()),
    }
}
