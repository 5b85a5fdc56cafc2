//! Calls to storage per request and the capacity they take, as performance P3 and P4 promise: the table beside this file says
//! what each route costs.

pub mod beside;
mod lists;
mod table;

use local::{requests::Answered, tour};
use table::Table;
use testkit::{World, hub::Hub};

use crate::people::walk;

#[tokio::test(flavor = "multi_thread")]
async fn every_route_makes_the_calls_and_takes_the_capacity_of_the_table() {
    // performance P3, P4
    let accounts = beside::accounts();
    let (journey, (rest, hub)) = tokio::join!(World::start(), Hub::world(&accounts));
    let on_the_way = walk(&journey);
    let (went, ()) = tokio::join!(tour::journey(&on_the_way), beside::all(&rest, &hub));
    went.unwrap();
    let requests = [journey.stack.requests.all(), rest.stack.requests.all()].concat();
    let ended_well = |request: &Answered| {
        (request.status.is_success() || request.status.is_redirection()) && request.method.as_str() != "HEAD"
    };
    let requests: Vec<_> = requests.into_iter().filter(ended_well).collect();
    let lines = table::seen(&requests);
    let found = Table::of(lines.iter().map(String::as_str));
    let promised = Table::of(table::promised().map(|line| line.trim_start_matches('~')));
    let certain = Table::of(table::promised().filter(|line| !line.starts_with('~')));
    let (new, gone) = (found.without(&promised), certain.without(&found));
    let described = crate::enumeration::operations();
    let unasked: Vec<_> = described.iter().filter(|operation| !found.has(operation)).collect();
    assert!(
        unasked.is_empty() && new.is_empty() && gone.is_empty(),
        "routes that nobody asked for: {unasked:?}\nonly found:\n{new}only in the table:\n{gone}all that was found:\n{found}",
    );
    journey.stack.stop().await;
    rest.stack.stop().await;
}
