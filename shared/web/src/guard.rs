//! Around every route: requests that went round the edge and cross-site requests refused, problems rendered, sessions renewed, security headers set.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{MatchedPath, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use domain::ids::{DossierId, StaffId};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use store::{
    App,
    audit::{Entry, Who},
};

use crate::{
    posted::{LARGEST, is_form},
    problem::Problem,
    session::{self, SignedIn},
    typed::Typed,
    visitor::{LANGUAGE_COOKIE, Visitor, query},
    way_out::AtWork,
};

/// The routes with everything that belongs around them. `files_origin` is where browsers send files to.
pub fn around(router: Router, app: &App, files_origin: Option<&str>) -> Router {
    let files = files_origin.map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'{files}; frame-ancestors 'none'; base-uri 'none'; script-src 'self'; connect-src 'self'"
    );
    let guard = Guard {
        app: app.clone(),
        policy: HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
    };
    router
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(middleware::from_fn_with_state(guard, pass))
}

#[derive(Clone)]
struct Guard {
    app: App,
    policy: HeaderValue,
}

/// Where a path holds the secret of a link.
const TOKEN: &str = "{token}";

/// What the edge shows with every request. Whoever finds the address of the API itself does not know it, and so cannot pass by the
/// firewall or make up an address.
const EDGE_KEY: &str = "x-edge-key";

async fn pass(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = Visitor::of(&parts);
    let shown = parts.headers.remove(EDGE_KEY);
    let shown = shown.as_ref().map(|key| key.to_str().unwrap_or_default());
    if !guard.app.keys.came_through_edge(shown, guard.app.now()).await {
        return dress(Problem::RoundTheEdge.answer(&visitor), &guard.policy);
    }
    let headers = parts.headers.clone();
    let operation = parts.extensions.get::<MatchedPath>().map(|path| format!("{} {}", parts.method, path.as_str()));
    let (mut response, sent) = run(&guard.app, &visitor, Request::from_parts(parts, body), next).await;
    if let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() {
        let noted = async {
            if let Some(operation) = operation.as_ref().filter(|_| problem.is_of_rights()) {
                note_refusal(&guard.app, &headers, &visitor, operation, problem.status()).await;
            }
        };
        let at_work = AtWork::of(&guard.app, &headers, &visitor, &problem, operation.is_some());
        let (at_work, ()) = tokio::join!(at_work, noted);
        let typed = sent.and_then(|bytes| Typed::read(visitor.uri.path(), &bytes));
        response = problem.answer_keeping(&visitor, typed.as_ref(), at_work);
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED && response.headers().get(header::CONTENT_TYPE).is_none() {
        response = Problem::Method.answer(&visitor);
    }
    renew(&guard.app, &headers, &mut response).await;
    if let Some(cookie) =
        query(&visitor.uri, "lang").and_then(|lang| texts::Locale::parse(&lang)).and_then(language_cookie)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    dress(response, &guard.policy)
}

/// Carries the request out, unless another site made the browser send it. The form that a browser sent comes along, for a page that
/// gives it back.
async fn run(app: &App, visitor: &Visitor, request: Request, next: Next) -> (Response, Option<Bytes>) {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if !safe && !same_site(request.headers(), &app.public_url) {
        return (Problem::CrossSite.into_response(), None);
    }
    if safe || visitor.wants_json || !is_form(request.headers()) {
        return (next.run(request).await, None);
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, LARGEST).await {
        Ok(sent) => (next.run(Request::from_parts(parts, Body::from(sent.clone()))).await, Some(sent)),
        Err(_) => (Problem::TooLarge.into_response(), None),
    }
}

/// Somebody who is signed in and is refused leaves a row: who, what was asked for, and how it was answered.
/// The refusal stands also where the row cannot be written.
async fn note_refusal(app: &App, headers: &HeaderMap, visitor: &Visitor, operation: &str, status: StatusCode) {
    let Some(session) = SignedIn::present(app, headers).await else { return };
    let who = Who::Identity { id: session.identity.to_string() };
    let row = Entry::new(session.licence, format!("REFUSED#{}", session.staff), "refused", who)
        .from(visitor.address.as_deref())
        .with("operation", operation)
        .with("path", traceable(operation, visitor.uri.path()))
        .with("status", status.as_u16());
    if let Err(error) = app.store.note(&row).await {
        tracing::error!(%error, "a refusal was not noted");
    }
}

/// A path as the trail may keep it: with the ids and numbers in their places, and the name of the place for all else. That may be the
/// secret of a link, whole or cut, also where it does not belong.
fn traceable(operation: &str, path: &str) -> String {
    let template = operation.split_once(' ').map_or(operation, |(_, template)| template);
    let is_id =
        |text: &str| text.parse::<StaffId>().is_ok() || text.parse::<DossierId>().is_ok() || text.parse::<u8>().is_ok();
    let kept = |(place, text)| if place != TOKEN && is_id(text) { text } else { place };
    template.split('/').zip(path.split('/')).map(kept).collect::<Vec<_>>().join("/")
}

/// Whether an unsafe request comes from our own pages: browsers say so; programs that are no browser say nothing.
fn same_site(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin == public_url,
        (None, None) => true,
    }
}

async fn renew(app: &App, headers: &HeaderMap, response: &mut Response) {
    let ok = response.status().is_success() || response.status().is_redirection();
    let sets_session = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|value| value.as_bytes().starts_with(session::COOKIE.as_bytes()));
    let personal = response.headers().get(header::CACHE_CONTROL).is_none();
    if ok
        && personal
        && !sets_session
        && let Some(cookie) = SignedIn::renewed(app, headers).await.and_then(|token| session::set_cookie(&token))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn language_cookie(locale: texts::Locale) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000",
        locale.code()
    ))
    .ok()
}

/// How many seconds until it is worth trying again what a service that is down kept from being done.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("30");

fn dress(mut response: Response<Body>, policy: &HeaderValue) -> Response {
    let is_down = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    let fixed = [
        // Two years, as preload lists ask.
        (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // `no-referrer` would make browsers send `Origin: null` with forms.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    if is_down {
        headers.entry(header::RETRY_AFTER).or_insert(RETRY_AFTER);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    response
}
