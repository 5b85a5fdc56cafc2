//! Calls to storage per request and per event of a worker, and the capacity they take, as performance P3 and P4 promise: the table beside
//! this file says what each costs.

pub mod beside;
mod lists;
mod table;

use std::collections::BTreeSet;

use local::{functions, requests::Answered};
use store::outbox::Task;
use table::{Done, Table};
use testkit::sandbox;

use crate::{enumeration, faults, stage::Stage};

/// What works without being asked has a row for each kind of its jobs, too: these have none.
fn unweighed(found: &Table, stage: &Stage) -> Vec<String> {
    let rows: BTreeSet<_> = found.routes("WORK").collect();
    let operations = functions::routes(&stage.world.stack.services).operations();
    let routed: BTreeSet<_> = operations.iter().map(|at| at.function.to_owned()).collect();
    let is_weighed = |name: &str| rows.iter().any(|row| row.split(':').any(|part| part == name));
    let workers = sandbox::functions().into_iter().filter(|name| !routed.contains(name));
    workers.chain(enumeration::kinds::<Task>()).filter(|name| !is_weighed(name)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_and_every_worker_makes_the_calls_and_takes_the_capacity_of_the_table() {
    // performance P3, P4
    let (journey, rest) = tokio::join!(Stage::start(), Stage::start());
    let (first, second) =
        tokio::join!(Box::pin(journey.weigh(faults::journey(&journey))), Box::pin(rest.weigh(faults::beside(&rest))));
    let requests = [journey.world.stack.requests.all(), rest.world.stack.requests.all()].concat();
    let ended_well = |request: &Answered| {
        (request.status.is_success() || request.status.is_redirection()) && request.method.as_str() != "HEAD"
    };
    let requests = requests.into_iter().filter(ended_well).map(Done::from);
    let turns = [first, second].concat().into_iter().map(Done::from);
    let lines = table::seen(&requests.chain(turns).collect::<Vec<_>>());
    let found = Table::of(lines.iter().map(String::as_str));
    let promised = Table::of(table::promised().map(|line| line.trim_start_matches('~')));
    let certain = Table::of(table::promised().filter(|line| !line.starts_with('~')));
    let (new, gone) = (found.beyond(&promised), certain.unseen(&found));
    let described = enumeration::operations();
    let unasked: Vec<_> = described.iter().filter(|operation| !found.has(operation)).collect();
    assert_eq!(unweighed(&found, &rest), Vec::<String>::new(), "workers and kinds of jobs that were not weighed");
    assert!(
        unasked.is_empty() && new.is_empty() && gone.is_empty(),
        "routes that nobody asked for: {unasked:?}\nonly found:\n{new}only in the table:\n{gone}all that was found:\n{found}",
    );
    journey.world.stack.stop().await;
    rest.world.stack.stop().await;
}
