//! The start page "Te doen", the stylesheet and other assets, and the description of all routes.
//!
//! Like every function, it reaches a licence by the right it was given and cannot make one of its own:
//!
//! ```compile_fail,E0433
//! use domain::{access::Scope, ids::LicenceId};
//!
//! fn of_the_path(asked_for: LicenceId) -> Scope {
//!     Scope::warranted(asked_for, warrant::Warrant::verified())
//! }
//! ```

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    calendar::today,
    dossier::{DossierRow, DossierStatus},
    learner::LearnerRow,
    staff::{StaffRow, StaffStatus},
    transfer::{Transfer, TransferState},
};
use http::header;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::App;
use web::{
    Api, Desk, Page, Problem, SignedIn, Visitor, dates, steps,
    ui::{Button, EmptyState, State as Shape, Tag, Task, TaskList},
    words,
};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("home")
        .get("/", "What waits for me, by date", to_do)
        .get("/assets/{name}", "The stylesheet and other assets", asset)
        .public()
        .get("/openapi.json", "The description of all routes", openapi)
        .public()
        .with_state(app)
}

#[derive(Template, Serialize)]
#[template(path = "to-do.html")]
struct ToDo {
    tasks: TaskList,
    empty: EmptyState,
}

/// Something that waits, and since when: the oldest is shown first.
struct Waiting {
    since: Timestamp,
    task: Task,
}

async fn to_do(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    let t = t(visitor.locale);
    let may = |action| desk.actor.could(action, desk.today());
    let mut waiting = Vec::new();
    if may(Action::ManageStaff) {
        waiting.extend(invitations(&desk).await?);
    }
    if may(Action::Import) {
        waiting.extend(packages(&desk).await?);
    }
    if may(Action::ReadDossier) {
        waiting.extend(dossiers(&desk).await?);
    }
    waiting.sort_by_key(|waiting| waiting.since);
    let tasks = TaskList::new(waiting.into_iter().map(|waiting| waiting.task));
    // Where somebody's own work begins.
    let begin = if may(Action::OpenDossier) {
        Some(Button::new(t.open_dossier()).href("/dossiers/new"))
    } else if may(Action::ManageStaff) {
        Some(Button::new(t.invite()).href("/staff/new"))
    } else {
        None
    };
    let empty = EmptyState::new(t.empty_title(), t.empty_text());
    let empty = begin.into_iter().fold(empty, EmptyState::button);
    Ok(desk.page(t.title(), &ToDo { tasks, empty }))
}

fn busy(desk: &Desk) -> Tag {
    Tag::of(Shape::Busy, words(desk.locale()))
}

/// People who have not used their invitation yet.
async fn invitations(desk: &Desk) -> Result<Vec<Waiting>, Problem> {
    let t = t(desk.locale());
    let rows =
        desk.records().register::<StaffRow>().await?.into_iter().filter(|row| row.status == StaffStatus::Invited);
    let task = |row: StaffRow| Task::new(t.invited(&row.name)).href(format!("/staff/{}", row.id)).tag(busy(desk));
    Ok(rows.map(|row| Waiting { since: Timestamp::MIN, task: task(row) }).collect())
}

/// Packages of other licences that wait to be taken over.
async fn packages(desk: &Desk) -> Result<Vec<Waiting>, Problem> {
    let (t, now) = (t(desk.locale()), desk.now());
    let arrived =
        |transfer: &Transfer| transfer.to.licence == desk.licence.id && transfer.state(now) == TransferState::Waiting;
    let task = |transfer: &Transfer| {
        let until = dates::weekday_and_day(today(transfer.ends - SignedDuration::from_secs(1)), desk.locale());
        Task::new(t.package(&transfer.number, &transfer.from.display_name))
            .hint(t.until(until))
            .href(format!("/imports/{}", transfer.id))
            .tag(busy(desk))
    };
    let transfers = desk.records().register::<Transfer>().await?;
    Ok(transfers
        .iter()
        .filter(|transfer| arrived(transfer))
        .map(|transfer| Waiting { since: transfer.made.at, task: task(transfer) })
        .collect())
}

/// Running dossiers within reach, with the step that is next.
async fn dossiers(desk: &Desk) -> Result<Vec<Waiting>, Problem> {
    let (t, locale, day) = (t(desk.locale()), desk.locale(), desk.today());
    let records = desk.records();
    let (rows, learners) = futures::join!(records.register::<DossierRow>(), records.register::<LearnerRow>());
    let may = |row: &LearnerRow| desk.may(Action::ReadDossier, &Resource::Learner(&row.whereabouts(day))).is_ok();
    let names: HashMap<_, _> = learners?.into_iter().filter(may).map(|row| (row.id, row.name)).collect();
    let running = rows?.into_iter().filter(|row| row.status == DossierStatus::Running);
    let waiting = running.filter_map(|row| {
        let name = names.get(&row.id.learner)?;
        let step = row.next_step()?;
        let hint = t.changed(dates::moment(row.changed.at, locale), &row.changed.by.name);
        let task = Task::new(t.dossier(name, step.to_string(), steps::title(step, locale))).hint(hint);
        Some(Waiting { since: row.changed.at, task: task.href(format!("/dossiers/{}", row.id)).tag(busy(desk)) })
    });
    Ok(waiting.collect())
}

const FAVICON: &str = include_str!("../../../shared/web/assets/favicon.svg");
const OPENAPI: &str = include_str!("../openapi.json");

async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, body) = match name.as_str() {
        "favicon.svg" => ("image/svg+xml", FAVICON),
        css if format!("/assets/{css}") == web::lambda::css_path() => ("text/css; charset=utf-8", web::lambda::CSS),
        js if format!("/assets/{js}") == web::lambda::script_path() => {
            ("text/javascript; charset=utf-8", web::lambda::SCRIPT)
        }
        _ => return Err(Problem::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], body)
        .into_response())
}

async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], OPENAPI)
        .into_response()
}
