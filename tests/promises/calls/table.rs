//! The table of calls and capacity: how a row reads, and what differs between two tables.

use std::collections::{BTreeMap, BTreeSet};

use emulators::Units;
use local::requests::Answered;

use crate::stage::Turn;

/// What each route costs, one line per way it ends well: method, route, status, calls, capacity.
const PROMISED: &str = include_str!("table.txt");

/// What is between the calls of a row and the capacity they took.
const BETWEEN: &str = " | ";

/// Lines by route and method.
#[derive(Default)]
pub struct Table(BTreeMap<(String, String), BTreeSet<String>>);

/// The rows of the table of the repository; those that a worker decides about start with `~`.
pub fn promised() -> impl Iterator<Item = &'static str> {
    PROMISED.lines().filter(|line| !line.starts_with('#'))
}

/// A row without what it took of capacity.
fn calls(line: &str) -> &str {
    line.split(BETWEEN).next().unwrap_or(line).trim_end()
}

/// Something that was done, and what it cost.
pub struct Done {
    /// The first columns of its row.
    what: String,
    calls: BTreeMap<String, usize>,
    units: Units,
}

fn what(method: &str, route: &str, end: &str) -> String {
    format!("{method:<4} {route:<52} {end:<3}")
}

impl From<Answered> for Done {
    fn from(request: Answered) -> Self {
        let what = what(request.method.as_str(), &request.route, request.status.as_str());
        Self { what, calls: request.calls, units: request.units }
    }
}

impl From<Turn> for Done {
    fn from(turn: Turn) -> Self {
        Self { what: what("WORK", &turn.name.replace(' ', ":"), "ok"), calls: turn.calls, units: turn.units }
    }
}

/// The rows that were seen: what ended the same way with the same calls is one, with the least and the most capacity.
pub fn seen(all: &[Done]) -> Vec<String> {
    let mut rows: BTreeMap<String, (Units, Units)> = BTreeMap::new();
    for done in all {
        let (least, most) = rows.entry(without_units(done)).or_insert((done.units, done.units));
        least.half_reads = least.half_reads.min(done.units.half_reads);
        least.writes = least.writes.min(done.units.writes);
        most.half_reads = most.half_reads.max(done.units.half_reads);
        most.writes = most.writes.max(done.units.writes);
    }
    rows.into_iter().map(|(row, (least, most))| with_units(&row, least, most)).collect()
}

fn without_units(done: &Done) -> String {
    let calls = done.calls.iter().map(|(call, times)| {
        let call = call.trim_start_matches("DynamoDb.");
        match times {
            1 => call.to_owned(),
            // Each job that is due has its own; how many are is chance.
            _ if call == "Lambda.Invoke" => format!("n {call}"),
            _ => format!("{times} {call}"),
        }
    });
    let calls = calls.collect::<Vec<_>>().join(", ");
    let calls = if calls.is_empty() { "nothing" } else { &calls };
    format!("{}  {calls}", done.what)
}

fn with_units(row: &str, least: Units, most: Units) -> String {
    let between = |least: f64, most: f64| if least == most { most.to_string() } else { format!("{least}..{most}") };
    let reads = between(least.reads(), most.reads());
    let writes = between(least.writes as f64, most.writes as f64);
    if most == Units::default() { row.to_owned() } else { format!("{row:<132}{BETWEEN}{reads} read, {writes} write") }
}

impl Table {
    /// Lines by route, in the order of routes.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut table = Self::default();
        for line in lines {
            let mut words = line.split_whitespace();
            let (Some(method), Some(route)) = (words.next(), words.next()) else { continue };
            table.0.entry((route.to_owned(), method.to_owned())).or_default().insert(line.trim_end().to_owned());
        }
        table
    }

    /// The routes that have a line for this method.
    pub fn routes(&self, method: &str) -> impl Iterator<Item = &str> {
        self.0.keys().filter(move |(_, of)| of == method).map(|(route, _)| route.as_str())
    }

    /// Whether it has a line for this route and method.
    pub fn has(&self, operation: &(String, String)) -> bool {
        self.0.contains_key(operation)
    }

    /// Its lines that no line of another allows.
    pub fn beyond(&self, promised: &Self) -> String {
        self.lines_without(|key, line| promised.lines(key).any(|one| allows(one, line)))
    }

    /// Its lines that allow none of another: what they promise is not seen.
    pub fn unseen(&self, found: &Self) -> String {
        self.lines_without(|key, line| found.lines(key).any(|one| allows(line, one)))
    }

    fn lines(&self, key: &(String, String)) -> impl Iterator<Item = &str> {
        self.0.get(key).into_iter().flatten().map(String::as_str)
    }

    fn lines_without(&self, is_met: impl Fn(&(String, String), &str) -> bool) -> String {
        let all = self.0.iter().flat_map(|(key, lines)| lines.iter().map(move |line| (key, line)));
        all.filter(|(key, line)| !is_met(key, line)).map(|(_, line)| format!("{line}\n")).collect()
    }
}

/// Whether a line promises what another found: the same calls, and no other capacity. Without capacity it stands for any.
fn allows(promised: &str, found: &str) -> bool {
    let within = |(least, most): (f64, f64), (from, to): (f64, f64)| least <= from && to <= most;
    let fits = match (capacity(promised), capacity(found)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((reads, writes)), Some((read, written))) => within(reads, read) && within(writes, written),
    };
    calls(promised) == calls(found) && fits
}

/// Read and write units, of each the least and the most.
fn capacity(line: &str) -> Option<((f64, f64), (f64, f64))> {
    let (reads, writes) = line.split_once(BETWEEN)?.1.split_once(", ")?;
    let between = |text: &str| {
        let number = text.split_whitespace().next()?;
        let (least, most) = number.split_once("..").unwrap_or((number, number));
        Some((least.parse().ok()?, most.parse().ok()?))
    };
    Some((between(reads)?, between(writes)?))
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.values().flatten().try_for_each(|line| writeln!(f, "{line}"))
    }
}
