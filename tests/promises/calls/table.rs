//! The table of calls and capacity: how a row reads, and what differs between two tables.

use std::collections::{BTreeMap, BTreeSet};

use emulators::{Cost, Units};
use local::requests::Answered;

use crate::stage::Turn;

/// What each route and each worker costs, one line per way it ends well: method, route, status, calls, capacity.
const PROMISED: &str = include_str!("table.txt");

/// What is between the calls of a row and the capacity they took.
const BETWEEN: &str = " | ";
/// In the place of capacity: whatever it is.
const ANY: &str = "any";
/// An item of a transaction may be on either side of a kilobyte.
const ROUNDING: f64 = 2.0;

/// Lines by route and method.
#[derive(Default)]
pub struct Table(BTreeMap<(String, String), BTreeSet<String>>);

/// What the table of the repository promises: all its rows, and those that are seen whatever people and workers do first. The others
/// start with `~`; their capacity is not told where it is any.
pub fn promised() -> (Table, Table) {
    let rows = || PROMISED.lines().filter(|line| !line.starts_with('#'));
    let seldom = |line: &str| match line.strip_prefix('~') {
        Some(line) if !line.contains(BETWEEN) => format!("{line}{BETWEEN}{ANY}"),
        Some(line) => line.to_owned(),
        None => line.to_owned(),
    };
    (Table::of(rows().map(seldom)), Table::of(rows().filter(|line| !line.starts_with('~')).map(str::to_owned)))
}

/// A row without what it took of capacity.
fn calls(line: &str) -> &str {
    line.split(BETWEEN).next().unwrap_or(line).trim_end()
}

/// Something that was done, and what it cost.
pub struct Done {
    /// The first columns of its row.
    what: String,
    cost: Cost,
}

fn what(method: &str, route: &str, end: &str) -> String {
    format!("{method:<4} {route:<52} {end:<3}")
}

impl From<Answered> for Done {
    fn from(request: Answered) -> Self {
        let what = what(request.method.as_str(), &request.route, request.status.as_str());
        Self { what, cost: request.cost }
    }
}

impl From<Turn> for Done {
    fn from(turn: Turn) -> Self {
        Self { what: what("WORK", &turn.name.replace(' ', ":"), "ok"), cost: turn.cost }
    }
}

/// The rows that were seen: what ended the same way with the same calls is one, with the least and the most capacity.
pub fn seen(all: &[Done]) -> Vec<String> {
    let mut rows: BTreeMap<String, (Units, Units)> = BTreeMap::new();
    for done in all {
        let units = done.cost.units;
        let (least, most) = rows.entry(without_units(done)).or_insert((units, units));
        least.half_reads = least.half_reads.min(units.half_reads);
        least.writes = least.writes.min(units.writes);
        most.half_reads = most.half_reads.max(units.half_reads);
        most.writes = most.writes.max(units.writes);
    }
    rows.into_iter().map(|(row, (least, most))| with_units(&row, least, most)).collect()
}

fn without_units(done: &Done) -> String {
    let calls = done.cost.calls.iter().map(|(call, times)| {
        let call = call.trim_start_matches("DynamoDb.");
        match times {
            // One for each job that is due; how many are is chance.
            _ if call == "Lambda.Invoke" => format!("n {call}"),
            1 => call.to_owned(),
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
    pub fn of(lines: impl IntoIterator<Item = String>) -> Self {
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

/// Whether a line promises what another found: the same calls, and the same capacity but for [`ROUNDING`].
fn allows(promised: &str, found: &str) -> bool {
    let same = |(least, most): (f64, f64), (from, to): (f64, f64)| {
        (0.0..=ROUNDING).contains(&(from - least)) && (0.0..=ROUNDING).contains(&(most - to))
    };
    let fits = match (Capacity::of(promised), Capacity::of(found)) {
        (Capacity::Any, _) | (Capacity::None, Capacity::None) => true,
        (Capacity::Units(reads, writes), Capacity::Units(read, written)) => same(reads, read) && same(writes, written),
        _ => false,
    };
    calls(promised) == calls(found) && fits
}

/// What a row tells of capacity.
enum Capacity {
    None,
    Any,
    /// Read and write units, of each the least and the most.
    Units((f64, f64), (f64, f64)),
}

impl Capacity {
    fn of(line: &str) -> Self {
        match line.split_once(BETWEEN) {
            None => Self::None,
            Some((_, ANY)) => Self::Any,
            Some((_, units)) => Self::read(units).unwrap_or_else(|| panic!("no capacity: {line}")),
        }
    }

    fn read(units: &str) -> Option<Self> {
        let between = |text: &str| {
            let (least, most) = text.split_once("..").unwrap_or((text, text));
            Some((least.parse().ok()?, most.parse().ok()?))
        };
        let (reads, writes) = units.strip_suffix(" write")?.split_once(" read, ")?;
        Some(Self::Units(between(reads)?, between(writes)?))
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.values().flatten().try_for_each(|line| writeln!(f, "{line}"))
    }
}
