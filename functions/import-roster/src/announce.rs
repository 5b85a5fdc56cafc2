//! The files of a licence, and announcing one.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    author::Author,
    calendar::SchoolYear,
    ids::LocationId,
    input::{Fault, Faults},
    licence::chosen_location,
    pupil_file::PupilFile,
};
use files::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    page::Go,
    ui::{Button, Cell, Column, Details, EmptyState, Field, Hidden, Html, Notice, Radios, Table, TableRow},
    visitor::query,
    words,
};

use crate::{may_at, overview, place, subject, t, template, to_file, told};

/// For which location a file is, and for which school year if it is one that does not say so.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AnnounceRoster")]
pub struct Input {
    /// The location's id; may be left out where there is only one.
    location: String,
    /// The school year of a spreadsheet, `2026-2027`: this one, which is meant when it is left out, or the next.
    year: String,
}

#[derive(Template, Serialize)]
#[template(path = "rosters.html")]
struct View {
    files: Vec<PupilFile>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    steps: Vec<String>,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    location: Option<Radios>,
    #[serde(skip)]
    year: Radios,
    #[serde(skip)]
    button: Button,
    #[serde(skip)]
    elsewhere: Option<String>,
    sheets: Details,
    #[serde(skip)]
    folder: Details,
    #[serde(skip)]
    heading: String,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: EmptyState,
    #[serde(skip)]
    overview: Button,
}

/// The locations whose roster this person may load.
fn locations(desk: &Desk) -> Vec<LocationId> {
    desk.licence.location_ids().filter(|location| may_at(desk, *location).is_ok()).collect()
}

fn table(desk: &Desk, files: &[PupilFile]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let rows = files.iter().map(|file| {
        TableRow::new(dates::moment(file.origin.at(), locale))
            .cell(place(desk, file.location))
            .cell(Cell::with("", Html::of(told::tag(file, locale))))
            .cell(told::origin(file, locale))
            .href(to_file(file.id))
    });
    let head = [t.column_added(), t.column_location(), t.column_state(), t.column_by()].map(Column::new);
    Table::new(t.earlier(), head).quiet_caption().rows(rows)
}

/// What a spreadsheet must look like, and an empty one to begin with.
#[derive(Template)]
#[template(path = "sheets.html")]
struct Sheets {
    what: String,
    columns: String,
    button: Button,
}

fn sheets(desk: &Desk) -> Result<Details, Problem> {
    let t = t(desk.locale());
    let button = Button::new(t.template()).secondary().href(template::PATH);
    let sheets = Sheets { what: t.sheets_text(), columns: t.sheets_columns(), button };
    let html = Html::render(&sheets)?;
    Ok(Details::new(t.sheets(), html))
}

/// Where another system can put files, for each location.
fn folder(desk: &Desk, places: &[LocationId]) -> Details {
    let t = t(desk.locale());
    let rows = places.iter().filter_map(|id| desk.licence.location(*id)).map(|location| {
        let folder = location.folder();
        let path = Place::RosterDrop { folder: &folder, name: "" }.key(&desk.actor.scope);
        TableRow::new(location.name.as_str()).cell(path)
    });
    let table =
        Table::new(t.folder(), [t.column_location(), t.folder_path()].map(Column::new)).quiet_caption().rows(rows);
    Details::new(t.folder(), Html::text(&t.folder_text()).and(table))
}

/// The school year of a file that does not say which it is of.
fn chosen_year(desk: &Desk, typed: &str) -> Result<SchoolYear, Fault> {
    let this_year = SchoolYear::of(desk.today());
    match typed.trim() {
        "" => Ok(this_year),
        typed => {
            typed.parse().ok().filter(|year| [this_year, this_year.next()].contains(year)).ok_or(Fault::NotAChoice)
        }
    }
}

async fn page(desk: &Desk, input: &Input, faults: Faults) -> Result<Page, Problem> {
    let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(&faults, desk.locale()));
    let places = locations(desk);
    let mut files = desk.records().register::<PupilFile>().await?;
    files.retain(|file| places.contains(&file.location));
    let all = files.len();
    files.retain(|file| desk.places.show(Some(file.location)));
    files.sort_by_key(|file| std::cmp::Reverse(file.origin.at()));
    let location = (places.len() > 1).then(|| {
        Radios::new(w, "location", t.location())
            .hint(t.location_hint())
            .choices(places.iter().map(|id| (id.to_string(), place(desk, *id))))
            .value(&input.location)
            .error(told.at("location"))
    });
    let this_year = SchoolYear::of(desk.today());
    let chosen = if input.year.is_empty() { this_year.to_string() } else { input.year.clone() };
    let year = Radios::new(w, "year", t.year_of_sheet())
        .hint(t.year_hint())
        .choices([this_year, this_year.next()].map(|year| (year.to_string(), year.to_string())))
        .value(&chosen)
        .error(told.at("year"));
    let view = View {
        lead: t.lead(),
        steps: vec![t.step_export(), t.step_check(), t.step_confirm()],
        once: desk.once()?,
        location,
        year,
        button: Button::new(t.begin()),
        elsewhere: desk.elsewhere(all - files.len()),
        sheets: sheets(desk)?,
        folder: folder(desk, &places),
        heading: t.earlier(),
        table: (!files.is_empty()).then(|| table(desk, &files)),
        empty: EmptyState::new(t.none_title(), t.none_text()),
        overview: Button::new(t.to_overview()).secondary().href(overview::of(None)),
        files,
    };
    let flash = (query(&desk.visitor.uri, "done").as_deref() == Some("withdrawn"))
        .then(|| Notice::success(t.done_withdrawn()).live());
    let page = desk.page(t.title(), &view).chrome(|chrome| chrome.flash(flash));
    if faults.0.is_empty() {
        return Ok(page);
    }
    let fields = view.location.iter().chain([&view.year]).map(|field| field as &dyn Field);
    Ok(page.invalid(faults.clone(), fields))
}

/// `GET /rosters`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ImportRoster)?;
    let input = Input { location: desk.places.typed(), ..Input::default() };
    page(&desk, &input, Faults::default()).await
}

/// `POST /rosters`
pub async fn announce(State(app): State<App>, visitor: Visitor, posted: Posted<Input>) -> Result<Response, Problem> {
    let desk = posted.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ImportRoster)?;
    let mut faults = Faults::default();
    let location = faults.check("location", chosen_location(&locations(&desk), &posted.form.location));
    let year = faults.check("year", chosen_year(&desk, &posted.form.year));
    let (Some(location), Some(year)) = (location, year) else {
        return Ok(page(&desk, &posted.form, faults).await?.into_response());
    };
    let added = Author::of(&desk.actor.member).at(desk.now());
    let file = PupilFile::announced(app.id()?, location, Some(year), added);
    let row = desk.did("roster announced", subject(file.id)).with("location", location);
    let forget = app.store.forget_roster(&desk.actor.scope, &file)?;
    let change = desk.change().create_pupil_file(&file).then(&forget).audit(&row);
    Ok(Go::from(change.commit(to_file(file.id)).await?).into_response())
}
