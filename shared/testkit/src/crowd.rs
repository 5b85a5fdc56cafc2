//! Several processes of one function behind one door, as Lambda runs them: each takes one request at a time, and which one is chance.

use std::{
    collections::HashMap,
    convert::Infallible,
    process::Stdio,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use data_encoding::BASE64;
use futures::future::select_all;
use http::{HeaderMap, Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        oneshot, watch,
    },
    task::JoinHandle,
};

use crate::{
    World,
    runtime::{self, Platform, accept, spawn},
    sandbox::{environment, program},
};

/// Longer than all processes need to start on a busy machine, and than any request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(120);

/// The processes, and the door before them; they end when this is dropped.
pub struct Crowd {
    /// Where the door is.
    pub url: String,
    hall: Arc<Hall>,
    servers: [JoinHandle<()>; 2],
    _processes: Vec<Child>,
}

/// Where requests wait for a process that is free.
struct Hall {
    numbers: AtomicU64,
    given: UnboundedSender<(u64, Bytes)>,
    taken: tokio::sync::Mutex<UnboundedReceiver<(u64, Bytes)>>,
    answers: Mutex<HashMap<u64, oneshot::Sender<Result<Bytes, Bytes>>>>,
    /// How often a process asked for work.
    asked: watch::Sender<usize>,
    /// How many requests still have to come before the first is taken.
    missing: watch::Sender<usize>,
}

impl Platform for Hall {
    async fn next(&self) -> (u64, Bytes) {
        self.asked.send_modify(|times| *times += 1);
        let event = self.taken.lock().await.recv().await;
        let _ = self.missing.subscribe().wait_for(|missing| *missing == 0).await;
        event.expect("the hall is open as long as it is asked")
    }

    fn answered(&self, number: u64, answer: Result<Bytes, Bytes>) {
        let waits = self.answers.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        let _ = waits.expect("an event that was given").send(answer);
    }
}

impl Crowd {
    /// Starts so many processes of a function, and waits until each asks for work. They have the clock of the machine: a world whose
    /// clock was moved on is ahead of them, which does for what only ends.
    pub async fn start(world: &World, function: &str, processes: usize) -> Self {
        let (given, taken) = unbounded_channel();
        let hall = Arc::new(Hall {
            numbers: AtomicU64::new(1),
            given,
            taken: taken.into(),
            answers: Mutex::default(),
            asked: watch::Sender::new(0),
            missing: watch::Sender::new(0),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let door = Arc::clone(&hall);
        let answer = move |request| enter(Arc::clone(&door), request);
        let (runtime, api) = runtime::serve(Arc::clone(&hall)).await;
        let servers = [tokio::spawn(accept(listener, answer)), api];
        let mut command = Command::new(program(function));
        command.env_clear().envs(environment(world, function)).env("PUBLIC_URL", &url);
        let mut started: Vec<_> = (0..processes).map(|_| spawn(&mut command, &runtime, Stdio::inherit)).collect();
        let mut asked = hall.asked.subscribe();
        let all_ask = asked.wait_for(|times| *times >= processes);
        let one_ends = select_all(started.iter_mut().map(|process| Box::pin(process.wait())));
        tokio::select! {
            all = tokio::time::timeout(PATIENCE, all_ask) => {
                assert!(all.is_ok(), "not all of {processes} processes of {function} ask for work");
            }
            (status, ..) = one_ends => panic!("a process of {function} ended: {status:?}"),
        }
        Self { url, hall, servers, _processes: started }
    }

    /// Holds back the next requests until so many are there; then each free process gets one at the same time, and so on.
    pub fn gather(&self, requests: usize) {
        self.hall.missing.send_replace(requests);
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.servers.iter().for_each(JoinHandle::abort);
    }
}

/// Gives a request to a process and brings its answer, as the HTTP API does.
async fn enter(hall: Arc<Hall>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let number = hall.numbers.fetch_add(1, Ordering::Relaxed);
    let event = event(request, number).await;
    let (answer, answered) = oneshot::channel();
    hall.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(number, answer);
    hall.given.send((number, event.to_string().into())).expect("the hall is open");
    hall.missing.send_modify(|missing| *missing = missing.saturating_sub(1));
    Ok(match tokio::time::timeout(PATIENCE, answered).await {
        Ok(Ok(Ok(answer))) => response(&serde_json::from_slice(&answer).expect("an answer in JSON")),
        Ok(Ok(Err(error))) => failed(502, error),
        // Its process is gone, or more were to gather than came.
        Ok(Err(_)) | Err(_) => failed(504, Bytes::from("nobody answers")),
    })
}

/// The event of a request: version 2.0 of the payload of HTTP APIs.
async fn event(request: Request<Incoming>, number: u64) -> Value {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let text = |name: &header::HeaderName| {
        let values = head.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.collect::<Vec<_>>().join(",")
    };
    let others = head.headers.keys().filter(|name| **name != header::COOKIE);
    let headers: serde_json::Map<_, _> = others.map(|name| (name.to_string(), text(name).into())).collect();
    let cookies = text(&header::COOKIE);
    let (method, path) = (head.method.as_str(), head.uri.path());
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": head.uri.query().unwrap_or_default(),
        "cookies": cookies.split("; ").filter(|cookie| !cookie.is_empty()).collect::<Vec<_>>(),
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "here",
            "domainName": text(&header::HOST),
            "domainPrefix": "here",
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": text(&header::USER_AGENT) },
            "requestId": number.to_string(),
            "routeKey": "$default",
            "stage": "$default",
            "time": "22/Nov/2026:09:00:00 +0000",
            "timeEpoch": 1_795_338_000_000_u64,
        },
        "body": BASE64.encode(&body),
        "isBase64Encoded": true,
    })
}

fn response(answer: &Value) -> Response<Full<Bytes>> {
    let status = answer["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok()).expect("a status");
    let mut response = Response::builder().status(status);
    let named = answer["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let cookies =
        answer["cookies"].as_array().into_iter().flatten().filter_map(|cookie| Some(("set-cookie", cookie.as_str()?)));
    let headers: HeaderMap = named
        .chain(cookies)
        .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
        .collect();
    response.headers_mut().expect("headers").extend(headers);
    let body = answer["body"].as_str().unwrap_or_default();
    let is_encoded = answer["isBase64Encoded"].as_bool().unwrap_or_default();
    let body =
        if is_encoded { BASE64.decode(body.as_bytes()).expect("a body").into() } else { Bytes::from(body.to_owned()) };
    response.body(Full::new(body)).expect("an answer")
}

/// What the HTTP API answers when a function fails or does not answer.
fn failed(status: u16, error: Bytes) -> Response<Full<Bytes>> {
    Response::builder().status(status).body(Full::new(error)).expect("an answer")
}
