//! The HTTP server in front of each service: logs the call, lets it go wrong when planned, hands it on.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::answers::{self, Answer};
use crate::calls::{CallLog, Service};
use crate::error::Error;
use crate::faults::{Attempt, Fault, Faults};
use crate::options::Policy;
use crate::permissions::{self, Permission};

// A whole transfer package fits; a runaway client does not take the memory.
const MAX_BODY: usize = 256 * 1024 * 1024;
// What still runs at shutdown gets this long.
const GRACE: Duration = Duration::from_secs(2);

/// What every call passes.
#[derive(Default)]
pub(crate) struct Watch {
    pub(crate) calls: CallLog,
    pub(crate) faults: Faults,
    pub(crate) policy: Option<Policy>,
}

impl Watch {
    /// What of this the caller may not do, as IAM words it.
    fn refusal(&self, by: Option<&str>, asked: &Asked) -> Option<String> {
        let (policy, by) = (self.policy.as_ref()?, by.unwrap_or_default());
        let refused = asked.permissions.iter().find(|permission| !policy(by, permission))?;
        Some(format!("{by} is not authorized to perform {refused}"))
    }
}

/// What a request asks for.
pub(crate) struct Asked {
    pub(crate) operation: String,
    pub(crate) target: String,
    pub(crate) permissions: Vec<Permission>,
}

/// A service behind the server.
pub(crate) trait Endpoint: Send + Sync + 'static {
    /// Which one it is.
    fn service(&self) -> Service;
    /// What a request asks for, for the log and the faults.
    fn describe(&self, request: &Request<Bytes>) -> Asked;
    /// The service's own answer.
    fn answer(&self, request: Request<Bytes>) -> impl Future<Output = Answer> + Send;
}

/// The running servers.
pub(crate) struct Servers {
    watch: Arc<Watch>,
    stopped: watch::Receiver<bool>,
    tasks: JoinSet<()>,
}

impl Servers {
    pub(crate) fn new(watch: Arc<Watch>, stopped: watch::Receiver<bool>) -> Self {
        Self { watch, stopped, tasks: JoinSet::new() }
    }

    /// Something else that ends with the servers.
    pub(crate) fn run(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    pub(crate) async fn serve<E: Endpoint>(&mut self, port: u16, endpoint: E) -> Result<SocketAddr, Error> {
        let listener = listen(port).await?;
        let address = listener.local_addr().map_err(|e| Error::Port(port, e))?;
        self.tasks.spawn(accept(listener, Arc::new(endpoint), self.watch.clone(), self.stopped.clone()));
        Ok(address)
    }

    pub(crate) async fn finish(mut self) {
        let all = async { while self.tasks.join_next().await.is_some() {} };
        // What does not end in time is cut off when `self` goes.
        _ = tokio::time::timeout(GRACE, all).await;
    }
}

pub(crate) async fn listen(port: u16) -> Result<TcpListener, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|e| Error::Port(port, e))
}

async fn accept<E: Endpoint>(
    listener: TcpListener,
    endpoint: Arc<E>,
    watch: Arc<Watch>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = until_stopped(&mut stopped) => break,
            Some(_) = connections.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(converse(stream, endpoint.clone(), watch.clone(), stopped.clone()));
            }
            // Out of file handles, for one: others may end meanwhile.
            Err(e) => {
                tracing::warn!(error = %e, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn converse<E: Endpoint>(
    stream: TcpStream,
    endpoint: Arc<E>,
    watch: Arc<Watch>,
    mut stopped: watch::Receiver<bool>,
) {
    _ = stream.set_nodelay(true);
    let service = service_fn(|request| pass(endpoint.clone(), watch.clone(), request));
    let mut connection = pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = until_stopped(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(e) = ended {
        tracing::debug!(error = %e, "a connection ended early");
    }
}

async fn until_stopped(stopped: &mut watch::Receiver<bool>) {
    // An error means that the services were dropped: also a stop.
    drop(stopped.wait_for(|stop| *stop).await);
}

/// The connection must close without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the answer is withheld")]
struct Withheld;

async fn pass<E: Endpoint>(
    endpoint: Arc<E>,
    watch: Arc<Watch>,
    request: Request<Incoming>,
) -> Result<Answer, Withheld> {
    let (head, body) = request.into_parts();
    let service = endpoint.service();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return Ok(answers::error(service, StatusCode::PAYLOAD_TOO_LARGE, "EntityTooLarge", "The body is too large."));
    };
    let request = Request::from_parts(head, body.to_bytes());
    let (asked, by) = (endpoint.describe(&request), permissions::access_key(&request));
    let fault = watch.faults.take(service, &asked.operation, &Attempt::of(request.headers()));
    let refusal = watch.refusal(by.as_deref(), &asked);
    let running = watch.calls.begin(service, asked, by, request.body());
    if let Some(refusal) = refusal {
        return Ok(answers::refused(service, &refusal));
    }
    let delay = watch.faults.delay();
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match fault {
        None => {
            let answer = endpoint.answer(request).await;
            running.took(answer.extensions());
            Ok(answer)
        }
        Some(Fault::FailBefore) => Ok(answers::failure(service)),
        Some(Fault::Throttle) => Ok(answers::throttled(service)),
        Some(Fault::Conflict) => Ok(answers::conflict(request.body())),
        Some(Fault::ResetBefore) => Err(Withheld),
        Some(Fault::DropAnswer) => {
            let answer = endpoint.answer(request).await;
            running.took(answer.extensions());
            drop(answer.into_body().collect().await);
            Err(Withheld)
        }
        Some(Fault::ApplyTwice) => {
            drop(endpoint.answer(request.clone()).await.into_body().collect().await);
            Ok(endpoint.answer(request).await)
        }
        Some(late @ (Fault::LateCall | Fault::LateAnswer)) => {
            let faults = watch.faults.clone();
            // Apart from the connection: a client that gives up does not take back what it sent.
            let carried_out = tokio::spawn(async move {
                if late == Fault::LateCall {
                    let held = faults.hold();
                    held.released().await;
                    return endpoint.answer(request).await;
                }
                let answer = endpoint.answer(request).await;
                faults.hold().released().await;
                answer
            });
            carried_out.await.map_err(|_| Withheld)
        }
    }
}
