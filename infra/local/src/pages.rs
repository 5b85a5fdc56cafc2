//! The pages under `/local`: accounts, inbox, clock, schedules. They do not exist in AWS.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use askama::Template;
use axum::{
    Form, Json, Router,
    extract::{FromRequest, Path as UrlPath, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::totp::TotpSecret;
use emulators::{Emulators, Mail};
use http::StatusCode;
use jiff::{SignedDuration, Span, SpanRelativeTo};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    client::Client,
    clock::MovableClock,
    demo::Account,
    functions::{self, Services},
    kept,
};

/// What the pages show and do.
#[derive(Clone)]
pub struct Local {
    aws: Arc<Emulators>,
    services: Services,
    clock: MovableClock,
    accounts: Arc<Vec<Account>>,
    data: Option<PathBuf>,
}

/// An account as it is shown: with the code of this moment.
#[derive(Debug, Clone, Serialize)]
struct Shown {
    #[serde(flatten)]
    account: Account,
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "local.html")]
struct Index {
    accounts: Vec<Shown>,
    now: String,
    mails: usize,
    schedules: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct Inbox {
    mails: Vec<Mail>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct OneMail {
    mail: Mail,
}

impl Local {
    /// The pages of a stack.
    pub fn new(
        aws: &Arc<Emulators>,
        services: &Services,
        clock: &MovableClock,
        accounts: Vec<Account>,
        data: Option<PathBuf>,
    ) -> Self {
        Self { aws: aws.clone(), services: services.clone(), clock: clock.clone(), accounts: Arc::new(accounts), data }
    }

    fn shown(&self) -> Vec<Shown> {
        let now = self.clock.now();
        let code = |account: &Account| TotpSecret::from_base32(account.totp_secret.as_ref()?)?.code(now);
        self.accounts.iter().map(|account| Shown { code: code(account), account: account.clone() }).collect()
    }
}

/// The routes.
pub fn routes(local: Local) -> Router {
    Router::new()
        .route("/local", get(index))
        .route("/local/mail", get(inbox))
        .route("/local/mail.json", get(mail_json))
        .route("/local/mail/{id}", get(one_mail))
        .route("/local/mail/{id}/scan", post(scan))
        .route("/local/accounts.json", get(accounts_json))
        .route("/local/clock", get(clock_json).post(move_clock))
        .route("/local/schedules/{name}", post(run_schedule))
        .with_state(local)
}

fn page(template: &impl Template) -> Response {
    template
        .render()
        .map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), |html| Html(html).into_response())
}

async fn index(State(local): State<Local>) -> Response {
    let now = web::dates::moment(local.clock.now(), web::Locale::Nl);
    page(&Index {
        accounts: local.shown(),
        now,
        mails: local.aws.mailbox().list().len(),
        schedules: &functions::SCHEDULES,
    })
}

async fn inbox(State(local): State<Local>) -> Response {
    page(&Inbox { mails: local.aws.mailbox().list() })
}

async fn mail_json(State(local): State<Local>) -> Json<Vec<Mail>> {
    Json(local.aws.mailbox().list())
}

async fn one_mail(State(local): State<Local>, UrlPath(id): UrlPath<String>) -> Response {
    match local.aws.mailbox().get(&id) {
        Some(mail) => page(&OneMail { mail }),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Opens every link of a mail as mail scanners do: a HEAD and two GETs, with a browser's name, from somewhere else.
async fn scan(State(local): State<Local>, UrlPath(id): UrlPath<String>) -> Response {
    let Some(mail) = local.aws.mailbox().get(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let base = local.services.app.public_url.clone();
    let scanner = Client::new(&base).named("Mozilla/5.0 (mail scanner)");
    for link in mail.links.iter().filter_map(|link| link.strip_prefix(&*base)) {
        let _ = scanner.head(link).await;
        let _ = scanner.get(link).await;
        let _ = scanner.get(link).await;
    }
    Redirect::to(&format!("/local/mail/{id}")).into_response()
}

async fn accounts_json(State(local): State<Local>) -> Json<Vec<Shown>> {
    Json(local.shown())
}

async fn clock_json(State(local): State<Local>) -> Json<Value> {
    Json(json!({ "now": local.clock.now() }))
}

/// How far to move the clock: an ISO 8601 duration such as `P5D` or `PT30M`.
#[derive(Deserialize)]
struct Move {
    advance: String,
}

async fn move_clock(State(local): State<Local>, request: axum::extract::Request) -> Response {
    let json = request
        .headers()
        .get(http::header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let wish = if json {
        Json::<Move>::from_request(request, &()).await.ok().map(|Json(wish)| wish)
    } else {
        Form::<Move>::from_request(request, &()).await.ok().map(|Form(wish)| wish)
    };
    let by = wish
        .and_then(|wish| wish.advance.parse::<Span>().ok())
        .and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
    let Some(by) = by.filter(SignedDuration::is_positive) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "\"advance\" is an ISO 8601 duration, such as P5D or PT30M\n")
            .into_response();
    };
    local.clock.advance(by);
    keep_clock(local.data.as_deref(), &local.clock);
    if json { clock_json(State(local)).await.into_response() } else { Redirect::to("/local").into_response() }
}

/// The clock of a stack that keeps its data, moved as far as it was.
pub fn kept_clock(data: Option<&Path>) -> MovableClock {
    let kept = data
        .and_then(|data| std::fs::read_to_string(data.join("clock")).ok())
        .and_then(|text| text.trim().parse().ok());
    MovableClock::moved_by(SignedDuration::from_secs(kept.unwrap_or_default()))
}

/// Keeps how far it was moved, where data is kept.
pub fn keep_clock(data: Option<&Path>, clock: &MovableClock) {
    if let Some(data) = data {
        let _ = kept::write(&data.join("clock"), &clock.moved().as_secs().to_string());
    }
}

async fn run_schedule(State(local): State<Local>, UrlPath(name): UrlPath<String>) -> Response {
    match functions::run_schedule(&local.services, &name).await {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error).into_response(),
        Some(Ok(())) => Redirect::to("/local").into_response(),
    }
}
