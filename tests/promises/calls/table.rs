//! The table of calls and capacity: how a row reads, and what differs between two tables.

use std::collections::{BTreeMap, BTreeSet};

use emulators::Units;
use local::requests::Answered;

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

/// The rows that were seen: requests that ended the same way with the same calls are one, with the least and the most capacity.
pub fn seen(requests: &[Answered]) -> Vec<String> {
    let mut rows: BTreeMap<String, (Units, Units)> = BTreeMap::new();
    for request in requests {
        let (least, most) = rows.entry(without_units(request)).or_insert((request.units, request.units));
        least.half_reads = least.half_reads.min(request.units.half_reads);
        least.writes = least.writes.min(request.units.writes);
        most.half_reads = most.half_reads.max(request.units.half_reads);
        most.writes = most.writes.max(request.units.writes);
    }
    rows.into_iter().map(|(row, (least, most))| with_units(&row, least, most)).collect()
}

fn without_units(request: &Answered) -> String {
    let calls = request.calls.iter().map(|(call, times)| {
        let call = call.trim_start_matches("DynamoDb.");
        if *times == 1 { call.to_owned() } else { format!("{times} {call}") }
    });
    let calls = calls.collect::<Vec<_>>().join(", ");
    let calls = if calls.is_empty() { "nothing" } else { &calls };
    format!("{:<4} {:<52} {}  {calls}", request.method.as_str(), request.route, request.status.as_u16())
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

    /// Whether it has a line for this route and method.
    pub fn has(&self, operation: &(String, String)) -> bool {
        self.0.contains_key(operation)
    }

    /// Its lines that another has not. A line without capacity stands for any.
    pub fn without(&self, other: &Self) -> String {
        let is_new = |key, line: &&String| {
            other.0.get(key).is_none_or(|lines| !lines.contains(*line) && !lines.contains(calls(line)))
        };
        self.0.iter().flat_map(|(key, lines)| lines.iter().filter(move |line| is_new(key, line))).map(in_line).collect()
    }
}

fn in_line(line: &String) -> String {
    format!("{line}\n")
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.values().flatten().try_for_each(|line| writeln!(f, "{line}"))
    }
}
