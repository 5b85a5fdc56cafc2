//! The runtime API of Lambda: where the process of a function asks for its next event and brings its answer.

use std::{convert::Infallible, process::Stdio, sync::Arc};

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    task::JoinHandle,
};

/// Who gives events and takes answers.
pub trait Platform: Send + Sync + 'static {
    /// The next event and its number; waits until there is one.
    fn next(&self) -> impl Future<Output = (u64, Bytes)> + Send;

    /// Takes the answer to an event; an error is what the function failed with.
    fn answered(&self, number: u64, answer: Result<Bytes, Bytes>);
}

/// Serves the runtime API for any number of processes of one function; gives its address, for [`spawn`].
pub async fn serve(platform: Arc<impl Platform>) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address").to_string();
    let answer = move |request| {
        let platform = Arc::clone(&platform);
        async move { Ok(reply(&*platform, request).await) }
    };
    (address, tokio::spawn(accept(listener, answer)))
}

/// Starts the program of a function, which then asks this runtime API for events. It has the variables of `command` and those of Lambda.
pub fn spawn(command: &mut Command, runtime: &str, log: fn() -> Stdio) -> Child {
    command.env("AWS_LAMBDA_RUNTIME_API", runtime);
    for (name, value) in [("VERSION", "$LATEST"), ("MEMORY_SIZE", "512")] {
        command.env(format!("AWS_LAMBDA_FUNCTION_{name}"), value);
    }
    command.stdin(Stdio::null()).stdout(log()).stderr(log()).kill_on_drop(true).spawn().expect("the function starts")
}

/// Answers all requests that come in at `listener`.
pub(crate) async fn accept<F, A>(listener: TcpListener, answer: F)
where
    F: Fn(Request<Incoming>) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<Response<Full<Bytes>>, Infallible>> + Send + 'static,
{
    while let Ok((stream, _)) = listener.accept().await {
        let answer = answer.clone();
        tokio::spawn(async move {
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)).await;
        });
    }
}

async fn reply(platform: &impl Platform, request: Request<Incoming>) -> Response<Full<Bytes>> {
    if request.method() == Method::GET && request.uri().path().ends_with("/invocation/next") {
        let (number, text) = platform.next().await;
        return event(text, number);
    }
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let mut parts = path.rsplit('/');
    let (kind, id) = (parts.next(), parts.next());
    let number = id.and_then(|id| id.rsplit('-').next()?.parse().ok());
    match (kind, number) {
        (Some("response"), Some(number)) => platform.answered(number, Ok(body)),
        (Some("error"), Some(number)) => platform.answered(number, Err(body)),
        // It could not start: a variable is missing, say.
        _ => panic!("{path}: {}", String::from_utf8_lossy(&body)),
    }
    Response::builder().status(202).body(Full::default()).expect("an answer")
}

fn event(event: Bytes, number: u64) -> Response<Full<Bytes>> {
    Response::builder()
        .header("content-type", "application/json")
        .header("lambda-runtime-aws-request-id", format!("00000000-0000-4000-8000-{number:012}"))
        .header("lambda-runtime-deadline-ms", "4102444800000")
        .header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:000000000000:function:here")
        .header("lambda-runtime-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")
        .body(Full::new(event))
        .expect("an event")
}
