//! The check page after loading: classes and learners per location in a school year, and what is missing (3-10); also as a spreadsheet.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    access::Action,
    calendar::SchoolYear,
    group::{Group, GroupKind},
    ids::{GroupId, LearnerId},
    learner::LearnerRow,
    staff::{StaffRow, StaffStatus},
};
use jiff::civil::Date;
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    sheet::sheet,
    ui::{Button, Column, Details, EmptyState, Html, Select, SummaryList, Table, TableRow},
    visitor::query,
    words,
};

use crate::{HERE, may_at, place, t};

/// Where the page is.
const OVERVIEW: &str = "/rosters/overview";
/// Where the spreadsheet is.
const SHEET: &str = "/rosters/overview/download";
/// Names in a list that is opened; more are counted.
const NAMES: usize = 200;

/// The page of a school year; of the running one where none is said.
pub fn of(year: Option<SchoolYear>) -> String {
    year.map_or_else(|| OVERVIEW.to_owned(), |year| format!("{OVERVIEW}?year={year}"))
}

/// The school years that are looked at: the running one, and the next, whose file is loaded before it begins.
fn years(today: Date) -> [SchoolYear; 2] {
    let running = SchoolYear::of(today);
    [running, running.next()]
}

/// A group of the school year, with how many are in it on the day that is looked at.
#[derive(Serialize)]
struct Filled {
    group: Group,
    learners: usize,
    staff: usize,
}

/// How often each group is there.
fn counted(groups: impl Iterator<Item = GroupId>) -> HashMap<GroupId, usize> {
    groups.fold(HashMap::new(), |mut counts, group| {
        *counts.entry(group).or_default() += 1;
        counts
    })
}

/// What there is at the locations that this person may look after.
struct Roster {
    desk: Desk,
    year: SchoolYear,
    /// The day that is looked at: today, or the first day of a year that has not begun.
    day: Date,
    groups: Vec<Filled>,
    /// Where each of them stands.
    by_id: HashMap<GroupId, usize>,
    learners: Vec<LearnerRow>,
    /// Learners at locations that are not looked at.
    elsewhere: usize,
}

impl Roster {
    async fn read(app: &App, visitor: &Visitor, session: &SignedIn) -> Result<Self, Problem> {
        let scope = session.scope();
        let records = app.store.licence(&scope);
        let (desk, groups, learners, staff) = futures::join!(
            session.enter(app, visitor, &[]),
            records.register::<Group>(),
            records.register::<LearnerRow>(),
            records.register::<StaffRow>()
        );
        let desk = desk?;
        desk.may_here(Action::ImportRoster)?;
        let (today, mut groups, mut learners, mut staff) = (desk.today(), groups?, learners?, staff?);
        let [running, next] = years(today);
        let asked = query(&visitor.uri, "year").and_then(|year| year.parse::<SchoolYear>().ok());
        let year = if asked == Some(next) { next } else { running };
        let day = year.counts_from(today);
        groups.retain(|group| {
            group.year == year && may_at(&desk, group.location).is_ok() && desk.places.show(Some(group.location))
        });
        groups.sort_by(|a, b| (a.location, a.kind, &a.name).cmp(&(b.location, b.kind, &b.name)));
        let is_ours = |row: &LearnerRow| row.location_on(day).is_some_and(|at| may_at(&desk, at).is_ok());
        learners.retain(|row| !row.ended && is_ours(row));
        let all = learners.len();
        learners.retain(|row| desk.places.show(row.location_on(day)));
        let elsewhere = all - learners.len();
        learners.sort_by(|a, b| a.sort.cmp(&b.sort));
        staff.retain(|row| row.status != StaffStatus::Removed);
        let (learners_in, staff_in) = (
            counted(learners.iter().flat_map(|row| row.groups_on(day))),
            counted(
                staff
                    .iter()
                    .flat_map(|row| row.memberships.iter().filter(|own| own.period.holds(day)).map(|own| own.group)),
            ),
        );
        let count = |counts: &HashMap<GroupId, usize>, group| counts.get(&group).copied().unwrap_or_default();
        let filled = groups.into_iter().map(|group| Filled {
            learners: count(&learners_in, group.id),
            staff: count(&staff_in, group.id),
            group,
        });
        let groups: Vec<Filled> = filled.collect();
        let by_id = groups.iter().enumerate().map(|(place, filled)| (filled.group.id, place)).collect();
        Ok(Self { year, day, groups, by_id, learners, elsewhere, desk })
    }

    /// Names of the groups of a learner in the year that is looked at, of these kinds.
    fn groups_of(&self, row: &LearnerRow, is_class: bool) -> Vec<&str> {
        let mut places: Vec<usize> = row.groups_on(self.day).filter_map(|id| self.by_id.get(&id).copied()).collect();
        places.sort_unstable();
        let fits = |filled: &&Filled| (filled.group.kind == GroupKind::Class) == is_class;
        let groups = places.into_iter().filter_map(|place| self.groups.get(place));
        groups.filter(fits).map(|filled| filled.group.name.as_str()).collect()
    }

    /// What is missing of a learner, in words: a class of another year is none.
    fn missing(&self, row: &LearnerRow) -> Vec<String> {
        let t = t(self.desk.locale());
        let class = self.groups_of(row, true).is_empty().then(|| t.no_class());
        class.into_iter().chain(row.birth.is_none().then(|| t.birth_missing())).collect()
    }
}

#[derive(Template, Serialize)]
#[template(path = "overview.html")]
struct View {
    year: SchoolYear,
    groups: Vec<Filled>,
    /// Learners of whom something is missing.
    missing: Vec<LearnerId>,
    learners: usize,
    #[serde(skip)]
    action: &'static str,
    #[serde(skip)]
    years: Select,
    #[serde(skip)]
    show: Button,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    summary: SummaryList,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: EmptyState,
    #[serde(skip)]
    details: Option<Details>,
    #[serde(skip)]
    sheet: Button,
    #[serde(skip)]
    load: Button,
}

fn table(roster: &Roster) -> Table {
    let (t, locale) = (t(roster.desk.locale()), roster.desk.locale());
    let rows = roster.groups.iter().map(|filled| {
        TableRow::new(filled.group.name.as_str())
            .cell(dates::group_kind(filled.group.kind, locale))
            .cell(place(&roster.desk, filled.group.location))
            .cell(filled.group.levels.join(", "))
            .cell(filled.learners.to_string())
            .cell(filled.staff.to_string())
            .href(format!("/groups/{}", filled.group.id))
    });
    let head = [
        Column::new(t.group()),
        Column::new(t.group_kind()),
        Column::new(t.column_location()),
        Column::new(t.levels()),
        Column::number(t.learners()),
        Column::number(t.staff_members()),
    ];
    Table::new(t.groups(), head).rows(rows)
}

fn missing(roster: &Roster, missing: &[(&LearnerRow, Vec<String>)]) -> Option<Details> {
    let t = t(roster.desk.locale());
    let more = missing.len().saturating_sub(NAMES);
    let rows = missing.iter().take(NAMES).map(|(row, what)| {
        TableRow::new(row.name.as_str()).cell(what.join(", ")).href(format!("/learners/{}", row.id))
    });
    let summary = t.incomplete(missing.len());
    let table = Table::new(summary.clone(), [t.learner(), t.what()].map(Column::new)).quiet_caption().rows(rows);
    let html = if more == 0 { Html::of(table) } else { Html::of(table).and(Html::text(&t.and_more(more))) };
    (!missing.is_empty()).then(|| Details::new(summary, html))
}

/// `GET /rosters/overview`
pub async fn show(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let mut roster = Roster::read(&app, &visitor, &session).await?;
    let (t, locale) = (t(roster.desk.locale()), roster.desk.locale());
    let incomplete: Vec<_> =
        roster.learners.iter().map(|row| (row, roster.missing(row))).filter(|(_, what)| !what.is_empty()).collect();
    let empty_groups = roster.groups.iter().filter(|filled| filled.learners == 0).count();
    let classes = roster.groups.iter().filter(|filled| filled.group.kind == GroupKind::Class).count();
    let (w, year) = (words(locale), roster.year.to_string());
    let view = View {
        year: roster.year,
        action: OVERVIEW,
        years: Select::new(w, "year", t.year())
            .choices(years(roster.desk.today()).map(|year| (year.to_string(), year.to_string())))
            .value(&year),
        show: Button::new(t.show_year()).secondary(),
        missing: incomplete.iter().map(|(row, _)| row.id).collect(),
        learners: roster.learners.len(),
        elsewhere: roster.desk.elsewhere(roster.elsewhere),
        summary: SummaryList::new(w)
            .answer(t.year(), &year)
            .answer(t.classes(), classes.to_string())
            .answer(t.learners(), roster.learners.len().to_string())
            .answer(t.incomplete_learners(), incomplete.len().to_string())
            .answer(t.empty_groups(), empty_groups.to_string()),
        table: (!roster.groups.is_empty()).then(|| table(&roster)),
        empty: EmptyState::new(t.no_groups_title(&year), t.no_groups_text()).button(Button::new(t.begin()).href(HERE)),
        details: missing(&roster, &incomplete),
        sheet: Button::new(t.sheet()).secondary().href(format!("{SHEET}?year={year}")),
        load: Button::new(t.another()).secondary().href(HERE),
        groups: std::mem::take(&mut roster.groups),
    };
    Ok(roster.desk.page(t.overview_title(), &view).chrome(|chrome| chrome.back(HERE, t.back_to_list())))
}

/// A learner as a line of the sheet.
fn line(roster: &Roster, row: &LearnerRow) -> [String; 7] {
    let since = row.enrolments.iter().rev().find(|enrolment| enrolment.period.holds(roster.day));
    [
        row.location_on(roster.day).map(|at| place(&roster.desk, at)).unwrap_or_default(),
        roster.groups_of(row, true).join(", "),
        roster.groups_of(row, false).join(", "),
        row.name.clone(),
        row.birth.map(|birth| birth.to_string()).unwrap_or_default(),
        since.map(|enrolment| enrolment.period.from.to_string()).unwrap_or_default(),
        roster.missing(row).join(", "),
    ]
}

/// `GET /rosters/overview/download`
pub async fn download(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Response, Problem> {
    let roster = Roster::read(&app, &visitor, &session).await?;
    let row = roster.desk.did("roster downloaded", "ROSTER").with("learners", roster.learners.len());
    let row = row.with("year", roster.year);
    app.store.note(&row).await?;
    let t = t(visitor.locale);
    let head =
        [t.column_location(), t.class(), t.other_groups(), t.learner(), t.birth(), t.since(), t.incomplete_what()];
    let name = format!("{}-{}-{}", roster.desk.licence.name, roster.year, roster.desk.today());
    sheet(&name, head, roster.learners.iter().map(|row| line(&roster, row)))
}
