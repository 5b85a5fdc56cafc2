//! What requests cost: the calls to AWS that were made between a request and its answer.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use emulators::{CallLog, Cost};
use futures::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode, Uri};
use http_body_util::BodyExt;
use web::api::Operation;

use crate::acting::acting;

/// The function that serves what no route matches.
const NO_ROUTE: &str = "home";
// A local stack runs for days: older requests are forgotten.
const MOST_KEPT: usize = 10_000;

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its method.
    pub method: Method,
    /// Its route, as `/learners/{learner}`.
    pub route: String,
    /// The status of its answer.
    pub status: StatusCode,
    /// What it cost.
    pub cost: Cost,
}

/// A request that is about to be carried out.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the parts of a request")]
pub struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What is done before a request is carried out.
type Before = Arc<dyn Fn(Asked) -> BoxFuture<'static, ()> + Send + Sync>;

/// The requests that were answered. Their calls are exact while each function has one request under way at a time.
#[derive(Clone)]
pub struct Requests {
    calls: CallLog,
    functions: Arc<BTreeMap<(&'static str, &'static str), &'static str>>,
    answered: Arc<Mutex<VecDeque<Answered>>>,
    before: Arc<Mutex<Option<Before>>>,
}

impl Requests {
    pub(crate) fn new(calls: CallLog, operations: &[Operation]) -> Self {
        let functions = operations.iter().map(|one| ((one.path, one.method), one.function)).collect();
        Self { calls, functions: Arc::new(functions), answered: Arc::default(), before: Arc::default() }
    }

    /// The function that serves a route; who asks for the head of a page is served as if for the page.
    fn function(&self, route: Option<&str>, method: &Method) -> &'static str {
        let method = if method == Method::POST { "post" } else { "get" };
        route.and_then(|route| self.functions.get(&(route, method))).copied().unwrap_or(NO_ROUTE)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> Vec<Answered> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// From now on this is done before each request; nothing when there is nothing to do.
    pub fn before_each(&self, before: Option<Before>) {
        *self.before.lock().unwrap_or_else(PoisonError::into_inner) = before;
    }

    /// Does what is to be done before a request, and gives the request back.
    async fn prepare(&self, request: Request) -> Request {
        let before = self.before.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(before) = before else { return request };
        let (head, body) = request.into_parts();
        let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let (method, uri, headers) = (head.method.clone(), head.uri.clone(), head.headers.clone());
        before(Asked { method, uri, headers, body: body.clone() }).await;
        Request::from_parts(head, Body::from(body))
    }

    fn note(&self, answered: Answered) {
        let mut all = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_KEPT {
            all.pop_front();
        }
        all.push_back(answered);
    }

    /// Lets a request pass, as the function that serves it, and notes what it cost.
    pub(crate) async fn pass(
        State(requests): State<Self>,
        route: Option<MatchedPath>,
        request: Request,
        next: Next,
    ) -> Response {
        let request = requests.prepare(request).await;
        let (method, from) = (request.method().clone(), requests.calls.moment());
        let function = requests.function(route.as_ref().map(MatchedPath::as_str), &method);
        let response = acting(function, next.run(request)).await;
        let cost = requests.calls.cost(from, function);
        if let Some(route) = route {
            let (route, status) = (route.as_str().to_owned(), response.status());
            requests.note(Answered { method, route, status, cost });
        }
        response
    }
}
