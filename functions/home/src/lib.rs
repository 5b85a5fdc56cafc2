//! The start page "Te doen", help, the stylesheet and other assets, and the description of all routes.
//!
//! Like every function, it reaches a licence by the right it was given and cannot make one of its own:
//!
//! ```
//! use domain::{access::Scope, ids::LicenceId};
//!
//! fn of_the_session(scope: Scope) -> LicenceId {
//!     scope.licence()
//! }
//! ```
//!
//! ```compile_fail,E0433
//! use domain::{access::Scope, ids::LicenceId};
//!
//! fn of_the_path(asked_for: LicenceId) -> Scope {
//!     Scope::warranted(asked_for, warrant::Warrant::verified())
//! }
//! ```

mod begin;
mod dossiers;
mod help;

use askama::Template;
use axum::{
    extract::{FromRef, Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Holder},
    calendar::today,
    learner::LearnerRow,
    staff::{StaffRow, StaffStatus},
    transfer::{Transfer, TransferState},
};
use http::header;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{App, StoreError};
use web::{
    Api, Desk, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, EmptyState, State as Shape, Tag, Task, TaskList},
    words,
};

use dossiers::Dossiers;

texts::catalogue!();

/// Who helps when something does not work: a setting of the deployment (3-31). What is empty is not shown.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The number to call, as people write it.
    pub phone: String,
    /// The address to mail.
    pub mail: String,
}

/// What this function has.
#[derive(Clone)]
pub struct Deps {
    /// What every function has.
    pub app: App,
    /// Whom to call or mail.
    pub contact: Contact,
}

impl FromRef<Deps> for App {
    fn from_ref(deps: &Deps) -> Self {
        deps.app.clone()
    }
}

impl FromRef<Deps> for Contact {
    fn from_ref(deps: &Deps) -> Self {
        deps.contact.clone()
    }
}

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("home")
        .get("/", "What waits for me, by date", to_do)
        .get(begin::HERE, "What a school does first, in order, and what of it was done", begin::show)
        .get(help::HERE, "Whom to call, mail or ask, and the manual; without a session how to get in", help::show)
        .public()
        .get("/assets/{name}", "The stylesheet and other assets", asset)
        .public()
        .get("/openapi.json", "The description of all routes", openapi)
        .public()
        .with_state(deps)
}

#[derive(Template, Serialize)]
#[template(path = "to-do.html")]
struct ToDo {
    news: TaskList,
    tasks: TaskList,
    empty: EmptyState,
    #[serde(skip)]
    news_title: String,
    #[serde(skip)]
    tasks_title: String,
}

/// Something that waits, and since when: the oldest is shown first.
struct Waiting {
    since: Timestamp,
    task: Task,
}

async fn to_do(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    let t = t(visitor.locale);
    // Side by side: none of them needs another.
    let (invited, arrived, dossiers) = futures::try_join!(invitations(&desk), packages(&desk), Dossiers::read(&desk))?;
    let news = dossiers.as_ref().map(Dossiers::news).unwrap_or_default();
    let to_go_on_with = dossiers.as_ref().map(Dossiers::to_go_on_with).unwrap_or_default();
    let to_fill_in = dossiers.as_ref().map(Dossiers::subjects_to_fill_in).unwrap_or_default();
    let (news, tasks) = (
        oldest_first(news),
        oldest_first(invited.into_iter().chain(arrived).chain(to_go_on_with).chain(to_fill_in).collect()),
    );
    // Where somebody's own work begins.
    let begin = if could(&desk, Action::OpenDossier) {
        Some(Button::new(t.open_dossier()).href("/dossiers/new"))
    } else if could(&desk, Action::ManageStaff) {
        Some(Button::new(t.invite()).href("/staff/new"))
    } else {
        None
    };
    let empty = if desk.actor.member.roles(desk.today()).next().is_some() {
        EmptyState::new(t.empty_title(), t.empty_text())
    } else {
        EmptyState::new(t.no_role_title(), t.no_role_text(&desk.licence.display_name))
    };
    let empty = begin.into_iter().fold(empty, EmptyState::button);
    let (news_title, tasks_title) = (t.news_title(), t.tasks_title());
    Ok(desk.page(t.title(), &ToDo { news, tasks, empty, news_title, tasks_title }))
}

/// Whether this person may do this to somebody or something.
fn could(desk: &Desk, action: Action) -> bool {
    desk.actor.could(action, desk.today())
}

fn oldest_first(mut waiting: Vec<Waiting>) -> TaskList {
    waiting.sort_by_key(|waiting| waiting.since);
    TaskList::new(waiting.into_iter().map(|waiting| waiting.task))
}

fn busy(desk: &Desk) -> Tag {
    Tag::of(Shape::Busy, words(desk.locale()))
}

/// People who have not used their invitation yet, for who may invite; before them, where a school begins, until nothing of that is left:
/// a location that is still to be loaded would else be forgotten (3-01, 3-02).
async fn invitations(desk: &Desk) -> Result<Vec<Waiting>, Problem> {
    if !could(desk, Action::ManageStaff) {
        return Ok(Vec::new());
    }
    let t = t(desk.locale());
    let (records, sets_up) = (desk.records(), begin::sets_up(desk));
    let learners =
        async { if sets_up { records.register::<LearnerRow>().await } else { Ok::<_, StoreError>(Vec::new()) } };
    let (rows, learners) = futures::try_join!(records.register::<StaffRow>(), learners)?;
    let begins = sets_up && !begin::beginning(desk, &learners, &rows).is_complete();
    let first = begins.then(|| Task::new(t.begin_title()).hint(t.begin_hint()).href(begin::HERE).tag(busy(desk)));
    let invited: Vec<StaffRow> = rows.into_iter().filter(|row| row.status == StaffStatus::Invited).collect();
    // Who looks after some locations waits for nobody of another.
    let ties = invited.iter().flat_map(|row| Holder::from(row).ties()).map(|tie| tie.group).collect();
    let groups = desk.locations_of(ties).await?;
    let invited = invited.iter().filter(|row| desk.manages(&desk.area_among(*row, &groups)));
    let invited = invited.map(|row| Task::new(t.invited(&row.name)).href(format!("/staff/{}", row.id)).tag(busy(desk)));
    Ok(first.into_iter().chain(invited).map(|task| Waiting { since: Timestamp::MIN, task }).collect())
}

/// Packages of other licences that wait to be taken over, for who may.
async fn packages(desk: &Desk) -> Result<Vec<Waiting>, Problem> {
    if !could(desk, Action::Import) {
        return Ok(Vec::new());
    }
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
