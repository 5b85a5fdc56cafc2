//! Calls to storage per request, as performance P3 promises: the table beside this file says what each route costs.

mod beside;

use std::collections::{BTreeMap, BTreeSet};

use local::{requests::Answered, tour};
use testkit::World;

use crate::people::walk;

/// What each route costs, one line per way it ends well: method, route, status, calls.
const PROMISED: &str = include_str!("calls/table.txt");

/// Lines by route and method.
type Table = BTreeMap<(String, String), BTreeSet<String>>;

/// One line of the table.
fn line(request: &Answered) -> String {
    let calls = request.calls.iter().map(|(call, times)| {
        let call = call.trim_start_matches("DynamoDb.");
        if *times == 1 { call.to_owned() } else { format!("{times} {call}") }
    });
    let calls = calls.collect::<Vec<_>>().join(", ");
    let calls = if calls.is_empty() { "nothing" } else { &calls };
    format!("{:<4} {:<52} {}  {calls}", request.method.as_str(), request.route, request.status.as_u16())
}

/// Lines by route, in the order of routes.
fn by_route<'a>(lines: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let (Some(method), Some(route)) = (words.next(), words.next()) else { continue };
        table.entry((route.to_owned(), method.to_owned())).or_default().insert(line.trim_end().to_owned());
    }
    table
}

/// The lines of one table that the other has not.
fn without(table: &Table, other: &Table) -> Table {
    let is_new = |key, line: &&String| other.get(key).is_none_or(|lines| !lines.contains(*line));
    table
        .iter()
        .map(|(key, lines)| (key.clone(), lines.iter().filter(|line| is_new(key, line)).cloned().collect()))
        .collect()
}

fn in_words(table: &Table) -> String {
    table.values().flatten().map(|line| format!("{line}\n")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_makes_the_calls_of_the_table() {
    // performance P3
    let (journey, rest) = tokio::join!(World::start(), World::start());
    let on_the_way = walk(&journey);
    let (went, ()) = tokio::join!(tour::journey(&on_the_way), beside::all(&rest));
    went.unwrap();
    let requests = [journey.stack.requests.all(), rest.stack.requests.all()].concat();
    let ended_well = |request: &&Answered| {
        (request.status.is_success() || request.status.is_redirection()) && request.method.as_str() != "HEAD"
    };
    let lines: Vec<String> = requests.iter().filter(ended_well).map(line).collect();
    let found = by_route(lines.iter().map(String::as_str));
    let rows = PROMISED.lines().filter(|line| !line.starts_with('#'));
    let promised = by_route(rows.clone().map(|line| line.trim_start_matches('~')));
    let certain = by_route(rows.filter(|line| !line.starts_with('~')));
    let (new, gone) = (without(&found, &promised), without(&certain, &found));
    let described = crate::enumeration::operations();
    let unasked: Vec<_> = described.iter().filter(|operation| !found.contains_key(*operation)).collect();
    assert!(
        unasked.is_empty() && new.values().chain(gone.values()).all(BTreeSet::is_empty),
        "routes that nobody asked for: {unasked:?}\nonly found:\n{}only in the table:\n{}all that was found:\n{}",
        in_words(&new),
        in_words(&gone),
        in_words(&found)
    );
    journey.stack.stop().await;
    rest.stack.stop().await;
}
