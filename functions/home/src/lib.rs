//! The start page "Te doen", the stylesheet and other assets, and the description of all routes.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    staff::{StaffRow, StaffStatus},
};
use http::header;
use serde::Serialize;
use store::App;
use web::{
    Api, Page, Problem, SignedIn, Visitor,
    ui::{EmptyState, State as Shape, Tag, Task, TaskList},
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

async fn to_do(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    let t = t(visitor.locale);
    let mut tasks = Vec::new();
    if desk.actor.could(Action::ManageStaff, desk.today()) {
        let waiting = desk.records().register::<StaffRow>().await?.into_iter().filter(|row| row.status == StaffStatus::Invited);
        tasks.extend(waiting.map(|row| Task::new(t.invited(&row.name)).href(format!("/staff/{}", row.id)).tag(Tag::of(Shape::Busy, words(visitor.locale)))));
    }
    let view = ToDo { tasks: TaskList::new(tasks), empty: EmptyState::new(t.empty_title(), t.empty_text()) };
    Ok(desk.page(t.title(), &view))
}

const FAVICON: &str = include_str!("../../../shared/web/assets/favicon.svg");
const OPENAPI: &str = include_str!("../openapi.json");

async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, body) = match name.as_str() {
        "favicon.svg" => ("image/svg+xml", FAVICON),
        css if format!("/assets/{css}") == web::lambda::css_path() => ("text/css; charset=utf-8", web::lambda::CSS),
        _ => return Err(Problem::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], body).into_response())
}

async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], OPENAPI).into_response()
}
