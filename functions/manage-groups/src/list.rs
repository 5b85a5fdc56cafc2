//! The groups of a school year.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::State;
use domain::{access::Action, calendar::SchoolYear, group::Group, ids::GroupId, learner::LearnerRow};
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, Column, EmptyState, Select, Table, TableRow},
    visitor::query,
    words,
};

use crate::{manages, t, words_for};

/// A group with the number of learners in it.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    group: Group,
    learners: usize,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    year: SchoolYear,
    groups: Vec<Listed>,
    #[serde(skip)]
    years: Select,
    #[serde(skip)]
    show: Button,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    add: Option<Button>,
}

/// `GET /groups`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups, learners) =
        tokio::join!(session.enter(&app, &visitor, &[]), records.register::<Group>(), records.register::<LearnerRow>());
    let desk = desk?;
    desk.may_here(Action::ManageGroups)?;
    let groups: Vec<Group> = groups?.into_iter().filter(|group| manages(&desk, group.location)).collect();
    let year =
        query(&visitor.uri, "year").and_then(|year| year.parse().ok()).unwrap_or_else(|| SchoolYear::of(desk.today()));
    let view = List::of(&desk, groups, &counts(&desk, &learners?, year), year);
    Ok(desk.page(t(visitor.locale).title(), &view).chrome(web::ui::Chrome::wide))
}

/// Learners per group today, or at the beginning or end of another year.
fn counts(desk: &Desk, learners: &[LearnerRow], year: SchoolYear) -> HashMap<GroupId, usize> {
    let day = desk.today().clamp(year.first_day(), year.last_day());
    let mut counts = HashMap::new();
    for group in learners.iter().filter(|row| !row.ended).flat_map(|row| row.groups_on(day)) {
        *counts.entry(group).or_default() += 1;
    }
    counts
}

impl List {
    fn of(desk: &Desk, groups: Vec<Group>, counts: &HashMap<GroupId, usize>, year: SchoolYear) -> Self {
        let (t, w) = (t(desk.locale()), words(desk.locale()));
        let this_year = SchoolYear::of(desk.today());
        let years: BTreeSet<SchoolYear> =
            groups.iter().map(|group| group.year).chain([this_year, this_year.next(), year]).collect();
        let (here, elsewhere): (Vec<Group>, Vec<Group>) = groups
            .into_iter()
            .filter(|group| group.year == year)
            .partition(|group| desk.places.show(Some(group.location)));
        let mut groups: Vec<Listed> = here
            .into_iter()
            .map(|group| Listed { learners: counts.get(&group.id).copied().unwrap_or_default(), group })
            .collect();
        groups.sort_by(|a, b| (a.group.kind, &a.group.name).cmp(&(b.group.kind, &b.group.name)));
        let add = Button::new(t.add()).href("/groups/new");
        Self {
            year,
            years: Select::new(w, "year", t.year())
                .choices(years.into_iter().rev().map(|year| (year.to_string(), year.to_string())))
                .value(&year.to_string()),
            show: Button::new(t.show()).secondary(),
            elsewhere: desk.elsewhere(elsewhere.len()),
            table: table(desk, &groups, year),
            empty: groups
                .is_empty()
                .then(|| EmptyState::new(t.empty_title(year.to_string()), t.empty_text()).button(add.clone())),
            add: (!groups.is_empty()).then_some(add),
            groups,
        }
    }
}

fn table(desk: &Desk, groups: &[Listed], year: SchoolYear) -> Table {
    let t = t(desk.locale());
    let several = desk.licence.locations.len() > 1;
    let mut head = vec![Column::new(t.name()), Column::new(t.kind()), Column::new(t.levels())];
    head.extend(several.then(|| Column::new(t.location())));
    head.push(Column::number(t.learners()));
    let rows = groups.iter().map(|listed| {
        let group = &listed.group;
        let mut row = TableRow::new(&*group.name)
            .href(crate::path(group.id))
            .cell(dates::group_kind(group.kind, desk.locale()))
            .cell(group.levels.join(", "));
        if several {
            row = row.cell(words_for::location(desk, group.location));
        }
        row.cell(listed.learners.to_string())
    });
    Table::new(t.table(year.to_string()), head).rows(rows)
}
