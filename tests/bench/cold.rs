//! Cold starts: the page about a mailed link that is not known as our function, in Node, and in Python, beside a function that does
//! nothing. All against the same store, in turn, over plain connections and over TLS, on shares of a processor.

use std::{ffi::OsString, path::PathBuf};

use serde_json::Value;
use testkit::{
    World,
    sandbox::{environment, root},
};
use tokio::process::Command;

use crate::{
    runtime::{Run, run},
    share::Share,
    tables::{median, program, spread},
    tls::Tls,
};

/// Rounds of everybody, in turn.
const ROUNDS: usize = 7;
/// Requests of one start: the first, and the warm ones after it.
const REQUESTS: usize = 8;
/// Percent of a processor: what Lambda gives with 128, 512, 1024 and 1769 MB.
const SHARES: [u64; 4] = [7, 29, 58, 100];
/// The function that all are.
pub const FUNCTION: &str = "give-consent";

/// Who is measured.
struct Runner {
    name: &'static str,
    program: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(String, String)>,
}

fn runners(bundle: &std::path::Path) -> Vec<Runner> {
    let peers = root().join("target/peers");
    let runner = |name, program: PathBuf, arguments: Vec<OsString>| Runner {
        name,
        program: program.into(),
        arguments,
        environment: Vec::new(),
    };
    let bundle = bundle.to_string_lossy().into_owned();
    let mut node = runner("Node 20", "node".into(), vec![peers.join("open-link.mjs").into()]);
    node.environment.push(("NODE_EXTRA_CA_CERTS".into(), bundle.clone()));
    let arguments = ["-m", "awslambdaric", "open_link.handler"].map(OsString::from).to_vec();
    let mut python = runner("Python", peers.join("py/bin/python"), arguments);
    python.environment.push(("AWS_CA_BUNDLE".into(), bundle.clone()));
    python.environment.push(("PYTHONPATH".into(), root().join("tests/bench/peers").to_string_lossy().into_owned()));
    let mut ours = runner("ours", program(FUNCTION), Vec::new());
    ours.environment.push(("AWS_CA_BUNDLE".into(), bundle));
    vec![runner("empty", program("empty"), Vec::new()), ours, node, python]
}

fn command(runner: &Runner, share: Option<&Share>, environment: &[(String, String)]) -> Command {
    let mut command = share.map_or_else(|| Command::new(&runner.program), |share| share.command(&runner.program));
    command.args(&runner.arguments).env_clear().envs(environment.iter().cloned());
    command.envs(runner.environment.iter().cloned());
    // Where Node is, on this machine.
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

async fn secure(plain: &[(String, String)], tls: &mut Tls) -> Vec<(String, String)> {
    let mut environment = Vec::new();
    for (name, value) in plain {
        let value = if name.starts_with("AWS_ENDPOINT_URL") { tls.before(value).await } else { value.clone() };
        environment.push((name.clone(), value));
    }
    environment
}

/// Prints the table.
pub async fn table(world: &World) {
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("bundle.pem");
    let mut tls = Tls::new(&bundle);
    let event = std::fs::read_to_string(root().join("events").join(FUNCTION).join("start.json")).expect("an event");
    let plain = environment(world, FUNCTION);
    let encrypted = secure(&plain, &mut tls).await;
    let runners = runners(&bundle);
    println!(
        "\nCold start of the page about a mailed link that is not known; milliseconds, medians of {ROUNDS} starts in turn"
    );
    println!(
        "{:<24} {:<8} {:>8} {:>8} {:>9} {:>9} {:>9} {:>7} {:>7} {:>8} {:>8}",
        "", "", "init", "busy", "cold", "first", "later", "x empty", "x ours", "spread %", "peak MB"
    );
    for (name, environment, shares) in [("plain", &plain, &[100][..]), ("TLS", &encrypted, &SHARES[..])] {
        for percent in shares.iter().rev() {
            let Some(share) = (if *percent < 100 { Share::of(*percent).map(Some) } else { Some(None) }) else {
                println!("{name}, {percent} %: this machine lets nobody make control groups");
                continue;
            };
            let title = format!("{name}, {percent} % of a CPU");
            rows(&title, &measure(&runners, share.as_ref(), environment, &event).await);
        }
    }
    println!(
        "Over the runtime API of Lambda, as its own programs ask it, without the emulator of that. init: until it asks for work. busy: of that, on a processor. cold: until the first answer. first, later: from an event to its answer. x empty: of init. x ours: of cold."
    );
}

async fn measure(
    runners: &[Runner],
    share: Option<&Share>,
    environment: &[(String, String)],
    event: &str,
) -> Vec<(&'static str, Vec<Run>)> {
    let mut all: Vec<(&'static str, Vec<Run>)> = runners.iter().map(|runner| (runner.name, Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (runner, (_, runs)) in runners.iter().zip(&mut all) {
            let done = run(command(runner, share, environment), event, REQUESTS).await;
            same(runner, &done.answer);
            runs.push(done);
        }
    }
    all
}

/// They do the same: an answer that is something else would make the fastest of them.
fn same(runner: &Runner, answer: &Value) {
    if runner.name == "empty" {
        return;
    }
    let page = answer["body"].as_str().unwrap_or_default();
    assert!(answer["statusCode"] == 404 && page.contains("link"), "{}: {answer}", runner.name);
}

fn rows(title: &str, all: &[(&'static str, Vec<Run>)]) {
    let of = |runs: &[Run], value: fn(&Run) -> f64| median(runs.iter().map(value));
    let init = |name| all.iter().find(|(is, _)| *is == name).map_or(f64::NAN, |(_, runs)| of(runs, |run| run.init));
    let cold = |name| all.iter().find(|(is, _)| *is == name).map_or(f64::NAN, |(_, runs)| of(runs, |run| run.cold));
    for (name, runs) in all {
        println!(
            "{title:<24} {name:<8} {:>8.1} {:>8.1} {:>9.1} {:>9.2} {:>9.2} {:>7.1} {:>7.1} {:>8.0} {:>8.1}",
            of(runs, |run| run.init),
            of(runs, |run| run.busy),
            of(runs, |run| run.cold),
            of(runs, |run| run.requests.first().copied().unwrap_or(f64::NAN)),
            of(runs, |run| median(run.requests.iter().skip(1).copied())),
            of(runs, |run| run.init) / init("empty"),
            of(runs, |run| run.cold) / cold("ours"),
            spread(runs.iter().map(|run| run.cold)),
            of(runs, |run| run.peak),
        );
    }
}
