//! What each function weighs as it is released, beside an empty function in the same run: size, memory, time to start.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use testkit::{
    World,
    sandbox::{environment, events, functions},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    runtime::{EMPTY, Run, released, run},
    tables::{median, program},
};

/// Rounds of each function, each with one of the empty function before it.
const ROUNDS: usize = 5;
/// Requests of one start.
const REQUESTS: usize = 3;

/// Megabytes of memory that no function may pass.
const MOST_MEMORY: f64 = 30.0;
/// Megabytes of the archive that no function may pass, and what it may be where the SDK of S3 is linked.
const MOST_ZIPPED: (f64, f64) = (4.0, 5.0);
/// Whose archive may be as large as those with S3, and why. This list may only shrink.
const LARGER: [(&str, &str); 1] = [("sign-in", "the hash keeps its vectors only where all is optimised for speed")];

async fn start(world: &World, function: &str, event: &str) -> Run {
    run(released(world, function), event, REQUESTS).await
}

/// Megabytes of the archive that is uploaded.
fn zipped(program: &Path) -> f64 {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("bootstrap", SimpleFileOptions::default()).expect("a file in the archive");
    archive.write_all(&fs::read(program).expect("the program")).expect("written");
    archive.finish().expect("an archive").into_inner().len() as f64 / 1e6
}

fn most_zipped(world: &World, function: &str) -> f64 {
    let has_bucket = environment(world, function).iter().any(|(variable, _)| variable.ends_with("_BUCKET"));
    let is_excepted = LARGER.iter().any(|(name, _)| *name == function);
    if has_bucket || is_excepted { MOST_ZIPPED.1 } else { MOST_ZIPPED.0 }
}

fn first_event(function: &str) -> String {
    events(function).into_iter().next().expect("an event").1
}

/// Prints the table, of the functions that are chosen or of all; gives those that are heavier than any may be.
pub async fn table(world: &World, chosen: &[String]) -> Vec<String> {
    let names: Vec<_> = functions().into_iter().filter(|name| chosen.is_empty() || chosen.contains(name)).collect();
    let missing: Vec<_> =
        names.iter().map(String::as_str).chain([EMPTY]).filter(|name| !program(name).exists()).collect();
    assert!(missing.is_empty(), "not built: {missing:?}; run bash tests/bench/run.sh");
    println!(
        "{:<20} {:>7} {:>9} {:>9} {:>8} {:>8} {:>9} {:>9}",
        "function", "zip MB", "memory MB", "init ms", "busy ms", "x empty", "first ms", "later ms"
    );
    let event = first_event("home");
    let (mut ratios, mut empties, mut heavy) = (Vec::new(), Vec::new(), Vec::new());
    for name in &names {
        let own = first_event(name);
        let (mut mine, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            beside.push(start(world, EMPTY, &event).await);
            mine.push(start(world, name, &own).await);
        }
        let init = |runs: &[Run]| median(runs.iter().map(|run| run.init));
        let ratio = init(&mine) / init(&beside);
        ratios.push(ratio);
        let (memory, zip) = (median(mine.iter().map(|run| run.peak)), zipped(&program(name)));
        row(name, zip, &mine, Some(ratio));
        let is_light = memory <= MOST_MEMORY && zip <= most_zipped(world, name);
        heavy.extend((!is_light).then(|| format!("{name}: {memory:.1}, {zip:.2}")));
        empties.extend(beside);
    }
    row(EMPTY, zipped(&program(EMPTY)), &empties, None);
    let most = ratios.iter().copied().fold(f64::NAN, f64::max);
    println!(
        "init: until it asks for work; busy: of that, on a processor; the rest waits for the store, which shares the processors"
    );
    println!(
        "init: {:.1} times the empty function in the middle, {most:.1} at most; medians of {ROUNDS} starts",
        median(ratios.into_iter())
    );
    heavy
}

fn row(name: &str, zip: f64, runs: &[Run], ratio: Option<f64>) {
    let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.1}"));
    let of = |value: fn(&Run) -> f64| median(runs.iter().map(value));
    println!(
        "{name:<20} {zip:>7.2} {:>9.1} {:>9.2} {:>8.2} {ratio:>8} {:>9.2} {:>9.2}",
        of(|run| run.peak),
        of(|run| run.init),
        of(|run| run.busy),
        of(|run| run.requests.first().copied().unwrap_or(f64::NAN)),
        of(|run| run.requests.last().copied().unwrap_or(f64::NAN)),
    );
}
