//! What the functions weigh as they are released, each beside an empty function in the same run: time to start, memory, size.
//! Times are medians of rounds that alternate with the empty function; they say something only as ratios.
//!
//! `bash tests/bench/run.sh` builds and runs it; names of functions, if given, choose.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise and prints a table"
)]

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Stdio,
    time::Instant,
};

use testkit::{
    World,
    sandbox::{Sandbox, environment, events, functions, root},
};
use tokio::{io::AsyncReadExt, net::TcpListener, process::Command};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Rounds of each function, each with one of the empty function before it.
const ROUNDS: usize = 5;
/// What the empty function gets.
const EMPTY: &str = "empty";

/// One start of a function.
#[derive(Default)]
struct Start {
    init: f64,
    first: f64,
    next: f64,
    peak: f64,
}

fn program(function: &str) -> PathBuf {
    root().join("target/lambda").join(function).join("bootstrap")
}

async fn start(world: &World, function: &str, event: &str) -> Start {
    let init = init(world, function).await;
    let sandbox = Sandbox::start(world, &program(function), function);
    for _ in 0..3 {
        sandbox.invoke(event).await;
    }
    let peak = sandbox.peak_memory() as f64 / 1e6;
    let took = sandbox.end().await;
    let of = |n: usize| took.get(n).copied().unwrap_or(f64::NAN);
    Start { init, first: of(0), next: of(2), peak }
}

/// Milliseconds from the start of the process to its first wish for work, as the Lambda service sees it.
#[expect(clippy::disallowed_methods, reason = "this is what a benchmark is for")]
async fn init(world: &World, function: &str) -> f64 {
    let runtime = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = runtime.local_addr().expect("its address").to_string();
    let mut command = Command::new(program(function));
    command.env_clear().envs(environment(world, function)).env("AWS_LAMBDA_RUNTIME_API", address);
    for (name, value) in [("VERSION", "1"), ("MEMORY_SIZE", "512")] {
        command.env(format!("AWS_LAMBDA_FUNCTION_{name}"), value);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let began = Instant::now();
    let _process = command.spawn().expect("the function starts");
    let (mut asked, _) = runtime.accept().await.expect("it asks for work");
    let _ = asked.read(&mut [0; 64]).await;
    began.elapsed().as_secs_f64() * 1e3
}

fn median(starts: &[Start], of: impl Fn(&Start) -> f64) -> f64 {
    let mut all: Vec<_> = starts.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Megabytes of the archive that is uploaded.
fn zipped(program: &Path) -> f64 {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("bootstrap", SimpleFileOptions::default()).expect("a file in the archive");
    archive.write_all(&fs::read(program).expect("the program")).expect("written");
    archive.finish().expect("an archive").into_inner().len() as f64 / 1e6
}

fn first_event(function: &str) -> String {
    events(function).into_iter().next().expect("an event").1
}

#[tokio::main]
async fn main() {
    let chosen: Vec<_> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let names: Vec<_> = functions().into_iter().filter(|name| chosen.is_empty() || chosen.contains(name)).collect();
    let missing: Vec<_> =
        names.iter().map(String::as_str).chain([EMPTY]).filter(|name| !program(name).exists()).collect();
    assert!(missing.is_empty(), "not built: {missing:?}; run cargo lambda build --release --workspace");
    let world = World::start().await;
    println!(
        "{:<18} {:>7} {:>9} {:>9} {:>8} {:>9} {:>9}",
        "function", "zip MB", "memory MB", "init ms", "x empty", "first ms", "later ms"
    );
    let event = first_event("home");
    let (mut worst, mut empties) = (0.0_f64, Vec::new());
    for name in &names {
        let own = first_event(name);
        let (mut mine, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            beside.push(start(&world, EMPTY, &event).await);
            mine.push(start(&world, name, &own).await);
        }
        let ratio = median(&mine, |start| start.init) / median(&beside, |start| start.init);
        worst = worst.max(ratio);
        row(name, zipped(&program(name)), &mine, Some(ratio));
        empties.extend(beside);
    }
    row(EMPTY, zipped(&program(EMPTY)), &empties, None);
    println!("slowest to start: {worst:.1} times the empty function; medians of {ROUNDS} rounds");
    world.stack.stop().await;
}

fn row(name: &str, zip: f64, starts: &[Start], ratio: Option<f64>) {
    let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.1}"));
    let of = |value: fn(&Start) -> f64| median(starts, value);
    println!(
        "{name:<18} {zip:>7.2} {:>9.1} {:>9.2} {ratio:>8} {:>9.2} {:>9.2}",
        of(|start| start.peak),
        of(|start| start.init),
        of(|start| start.first),
        of(|start| start.next),
    );
}
