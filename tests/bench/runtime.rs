//! A function as one process under Lambda: gives it events, takes its answers, and notes when.

use std::{
    fs,
    process::Stdio,
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

use bytes::Bytes;
use serde_json::Value;
use testkit::{
    World,
    runtime::{Platform, serve, spawn},
    sandbox::environment,
};
use tokio::{
    process::{Child, Command},
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
    task::JoinHandle,
};

use crate::tables::program;

/// Longer than any function may take, also on a fourteenth of a processor.
const PATIENCE: Duration = Duration::from_secs(60);

/// One start of a function and what it then did. Times in milliseconds.
pub struct Run {
    /// From the start of the process until it asks for work.
    pub init: f64,
    /// Time on a processor until it asks for work.
    pub busy: f64,
    /// From the start of the process until its first answer is in.
    pub cold: f64,
    /// From each event to its answer.
    pub requests: Vec<f64>,
    /// The most memory that the process has had, in megabytes.
    pub peak: f64,
    /// The first answer.
    pub answer: Value,
}

struct Seen {
    events: tokio::sync::Mutex<UnboundedReceiver<Bytes>>,
    log: Mutex<Log>,
    /// How often it asked for work.
    asked: watch::Sender<usize>,
    process: OnceLock<u32>,
}

#[derive(Default)]
struct Log {
    asked: Vec<Instant>,
    busy: f64,
    answered: Vec<Instant>,
    first: Bytes,
}

impl Platform for Seen {
    #[expect(clippy::disallowed_methods, reason = "this is what a benchmark is for")]
    async fn next(&self) -> (u64, Bytes) {
        let served = {
            let mut log = self.log.lock().expect("the log");
            log.asked.push(Instant::now());
            if let (1, Some(id)) = (log.asked.len(), self.process.get()) {
                log.busy = busy(*id);
            }
            log.asked.len()
        };
        self.asked.send_replace(served);
        match self.events.lock().await.recv().await {
            Some(event) => (served as u64, event),
            None => std::future::pending().await,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is what a benchmark is for")]
    fn answered(&self, _: u64, answer: Result<Bytes, Bytes>) {
        let answer = answer.map_err(|error| String::from_utf8_lossy(&error).into_owned()).expect("an answer");
        let mut log = self.log.lock().expect("the log");
        log.answered.push(Instant::now());
        if log.answered.len() == 1 {
            log.first = answer;
        }
    }
}

/// The function that does nothing.
pub const EMPTY: &str = "empty";

/// A function as it is released, with what its template gives it.
pub fn released(world: &World, function: &str) -> Command {
    // The empty one stands in no template; it reads nothing of this.
    let in_place_of = if function == EMPTY { "home" } else { function };
    let mut command = Command::new(program(function));
    command.env_clear().envs(environment(world, in_place_of));
    command
}

/// Starts `command` as Lambda would, with this event again and again.
pub async fn run(command: Command, text: &str, rounds: usize) -> Run {
    let mut sandbox = Sandbox::start(command).await;
    (0..rounds).for_each(|_| sandbox.give(text.to_owned()));
    sandbox.rest().await;
    sandbox.end().await
}

/// A function that runs as under Lambda, and does what it is given.
pub struct Sandbox {
    seen: Arc<Seen>,
    events: UnboundedSender<Bytes>,
    given: usize,
    began: Instant,
    child: Child,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a program.
    #[expect(clippy::disallowed_methods, reason = "this is what a benchmark is for")]
    pub async fn start(mut command: Command) -> Self {
        let (events, taken) = unbounded_channel();
        let (log, process) = (Mutex::default(), OnceLock::new());
        let seen = Arc::new(Seen { events: taken.into(), log, asked: watch::Sender::new(0), process });
        let (runtime, server) = serve(Arc::clone(&seen)).await;
        let (began, child) = (Instant::now(), spawn(&mut command, &runtime, log_or_nothing));
        let _ = seen.process.set(child.id().expect("it runs"));
        Self { seen, events, given: 0, began, child, server }
    }

    /// Gives it one more event; it takes one after the other.
    pub fn give(&mut self, event: String) {
        self.events.send(event.into()).expect("it takes events");
        self.given += 1;
    }

    /// Waits until all that it was given is done, and it asks for more.
    pub async fn rest(&mut self) {
        let mut asked = self.seen.asked.subscribe();
        let done = asked.wait_for(|times| *times > self.given);
        tokio::select! {
            done = done => { done.expect("it asks"); }
            status = self.child.wait() => panic!("the function ended: {status:?}"),
            () = tokio::time::sleep(PATIENCE) => panic!("the function does not answer"),
        }
    }

    /// Ends it, and tells what it took.
    pub async fn end(mut self) -> Run {
        let peak = peak_memory(&self.child);
        let _ = self.child.kill().await;
        self.server.abort();
        let log = self.seen.log.lock().expect("the log");
        let since = |from: &Instant, to: &Instant| to.duration_since(*from).as_secs_f64() * 1e3;
        let (first, answered) = (log.asked.first().expect("it asked"), log.answered.first().expect("it answered"));
        Run {
            init: since(&self.began, first),
            busy: log.busy,
            cold: since(&self.began, answered),
            requests: log.asked.iter().zip(&log.answered).map(|(asked, answered)| since(asked, answered)).collect(),
            peak,
            answer: serde_json::from_slice(&log.first).unwrap_or_default(),
        }
    }
}

/// Where a function's log goes: nowhere, unless `BENCH_LOG` is set.
fn log_or_nothing() -> Stdio {
    if std::env::var_os("BENCH_LOG").is_none() { Stdio::null() } else { Stdio::inherit() }
}

/// Milliseconds on a processor, of all its threads: the first number of the scheduler's.
fn busy(process: u32) -> f64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().filter_map(Result::ok);
    let of = |text: String| text.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    let times = threads.filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok().and_then(of));
    times.sum::<f64>() / 1e6
}

fn peak_memory(child: &Child) -> f64 {
    let status = child.id().and_then(|id| fs::read_to_string(format!("/proc/{id}/status")).ok()).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kilobytes = line.split_whitespace().next().and_then(|text| text.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0 / 1e6
}
