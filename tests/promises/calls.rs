//! Calls to storage per request and per event of a worker, and the capacity they take, as performance P3 and P4 promise: the table beside
//! this file says what each costs.

pub mod beside;
mod lists;
mod table;

use std::collections::BTreeSet;

use futures::FutureExt;
use local::requests::Answered;
use serde_json::Value;
use store::outbox::Task;
use table::{Done, Table};

use crate::{enumeration, faults, stage::Stage};

/// What works without being asked has a row for each kind of its jobs, too: these have none.
fn unweighed(found: &Table, stage: &Stage) -> Vec<String> {
    let rows: BTreeSet<_> = found.routes("WORK").collect();
    let is_weighed = |name: &String| rows.iter().any(|row| row.split(':').any(|part| part == name));
    let all = enumeration::workers(&stage.world.stack.services).into_iter().chain(enumeration::kinds::<Task>());
    all.filter(|name| !is_weighed(name)).collect()
}

/// Changes without a row in the audit trail: whose, what they begin with, and why. This list may only shrink.
const WITHOUT_ROW: [(&str, &str, &str); 7] = [
    ("sign-in", "session", "half of signing in; the second half has the row"),
    ("federate-sign-in", "hub turn", "somebody is sent to the hub, and nothing of a licence has changed"),
    ("load-roster", "pupil file", "how far the check of a file is; that it was sent and that it was loaded have rows"),
    ("load-roster", "veil", "hides rows of a load that goes on, and has its row when it is done"),
    ("unpack-transfer", "file", "parts that nobody sees before the last change, which has the row"),
    ("unpack-transfer", "import", "parts that nobody sees before the last change, which has the row"),
    ("unpack-transfer", "step", "parts that nobody sees before the last change, which has the row"),
];

/// Changes that were sent without an audit row, or with two rows about the same: who sent them, and what they wrote.
fn unaccounted(stages: [&Stage; 2]) -> BTreeSet<String> {
    let calls = stages.map(|stage| stage.world.stack.aws.calls().all()).concat();
    let (mut wrong, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for call in calls.iter().filter(|call| call.operation == "TransactWriteItems") {
        let (Some(by), Some(body)) = (call.by.as_deref(), call.body.as_ref()) else { continue };
        let sent: Value = serde_json::from_slice(body).unwrap();
        let puts: Vec<_> = sent["TransactItems"].as_array().unwrap().iter().map(|item| &item["Put"]).collect();
        let text = |put: &Value, name: &str| put["Item"][name]["S"].as_str().unwrap_or_default().to_owned();
        let (rows, others): (Vec<_>, Vec<_>) = puts.into_iter().partition(|put| put["TableName"] == "audit");
        let about: BTreeSet<_> = rows.iter().map(|row| text(row, "pk")).collect();
        let written: Vec<_> = others.iter().map(|put| text(put, "entity")).filter(|what| what != "once").collect();
        let excepted = WITHOUT_ROW
            .iter()
            .position(|(function, what, _)| *function == by && written.first().is_some_and(|first| first == what));
        match (about.len(), excepted) {
            (0, Some(exception)) => drop(needed.insert(exception)),
            (0, None) => drop(wrong.insert(format!("{by}: no row: {written:?}"))),
            (several, _) if several != rows.len() => {
                wrong.insert(format!("{by}: {} rows about {several}: {written:?}", rows.len()));
            }
            _ => {}
        }
    }
    let idle = (0..WITHOUT_ROW.len()).filter(|exception| !needed.contains(exception));
    wrong.extend(idle.map(|exception| format!("{:?} is needed no more", WITHOUT_ROW[exception])));
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_and_every_worker_makes_the_calls_and_takes_the_capacity_of_the_table() {
    // performance P3, P4
    let (journey, rest) = tokio::join!(Stage::start(), Stage::start());
    for stage in [&journey, &rest] {
        stage.world.stack.aws.calls().keep_bodies(true);
    }
    let (first, second) = tokio::join!(
        journey.weigh(faults::journey(&journey).boxed_local()),
        rest.weigh(faults::beside(&rest).boxed_local())
    );
    let requests = [journey.world.stack.requests.all(), rest.world.stack.requests.all()].concat();
    let ended_well = |request: &Answered| {
        (request.status.is_success() || request.status.is_redirection()) && request.method.as_str() != "HEAD"
    };
    let requests = requests.into_iter().filter(ended_well).map(Done::from);
    let turns = [first, second].concat().into_iter().map(Done::from);
    let lines = table::seen(&requests.chain(turns).collect::<Vec<_>>());
    let (found, (promised, certain)) = (Table::of(lines), table::promised());
    let (new, gone) = (found.beyond(&promised), certain.unseen(&found));
    let described = enumeration::operations();
    let unasked: Vec<_> = described.iter().filter(|operation| !found.has(operation)).collect();
    assert_eq!(unaccounted([&journey, &rest]), BTreeSet::new(), "changes without their audit rows");
    assert_eq!(unweighed(&found, &rest), Vec::<String>::new(), "workers and kinds of jobs that were not weighed");
    assert!(
        unasked.is_empty() && new.is_empty() && gone.is_empty(),
        "routes that nobody asked for: {unasked:?}\nonly found:\n{new}only in the table:\n{gone}all that was found:\n{found}",
    );
    journey.world.stack.stop().await;
    rest.world.stack.stop().await;
}
