//! Checking and loading pupil files of several sizes, beside a bare client that writes the same items into the same store: a learner
//! takes as long in a large file as in a small one.

use std::{sync::PoisonError, time::Duration};

use emulators::Service;
use local::{Settings, Stack, tour::Walk};
use serde_json::Value;
use testkit::{Client, World};

use crate::{
    attend::{Took, attend},
    bare::{items, write, written_since},
    roster::{peer, run},
};

/// The function that is measured.
pub const FUNCTION: &str = "load-roster";
/// Learners of each row.
const FILES: [usize; 3] = [1_000, 3_000, 9_000];

/// Prints the table.
pub async fn table() {
    println!(
        "\nA pupil file, sent, checked and loaded; beside a bare client that puts the same items in as many transactions"
    );
    println!(
        "{:>8} {:>8} {:>8} {:>14} {:>8} {:>8} {:>14} {:>8}",
        "learners", "check s", "items", "transactions", "load s", "bare s", "a learner ms", "speed %"
    );
    for learners in FILES {
        row(learners).await;
    }
    println!(
        "a learner: stays the same when loading is linear; the store's streams make every write slower the more were made, for both"
    );
}

async fn row(learners: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("learners.xml");
    run(peer().arg("make").arg(&file).arg(learners.to_string()));
    let content = std::fs::read(&file).expect("the file");
    let stack = Stack::start(Settings { by_hand: true, ..Settings::default() }).await.expect("the stack starts");
    let world = World { stack };
    let took = Took::default();
    let spent = || took.lock().unwrap_or_else(PoisonError::into_inner).get(FUNCTION).copied().unwrap_or_default();
    let work = async {
        let administrator = Walk::new(&world.stack, &|_| ()).demo("a.beheer@dewilg.example").await.expect("somebody");
        let (at, page) = local::tour::roster::send(&administrator, "Duin", &content).await.expect("it is checked");
        let check = spent();
        let moment = world.stack.aws.moment().expect("a moment");
        let before = items(&world.stack);
        world.stack.aws.calls().reset();
        administrator.submit(&page.form(&at).expect("a form").set("act", "load")).await.expect("it is confirmed");
        until_loaded(&administrator, &at).await;
        (check, before, moment)
    };
    let (check, before, moment) = tokio::select! {
        done = work => done,
        () = attend(&world.stack, &took) => unreachable!("it attends until the file is loaded"),
    };
    let load = spent() - check;
    let calls = world.stack.aws.calls().all();
    let is_ours = |call: &&emulators::Call| {
        call.service == Service::DynamoDb
            && call.operation == "TransactWriteItems"
            && call.by.as_deref() == Some(FUNCTION)
    };
    let transactions = calls.iter().filter(is_ours).count();
    let written = written_since(&world.stack, &before);
    world.stack.aws.go_back(&moment).expect("back");
    let alone = write(&world.stack, &written, transactions, 1).await;
    println!(
        "{learners:>8} {check:>8.2} {:>8} {transactions:>14} {load:>8.2} {alone:>8.2} {:>14.2} {:>8.0}",
        written.len(),
        load * 1_000.0 / learners as f64,
        alone / load * 100.0
    );
    world.stack.stop().await;
}

/// Waits until a file is loaded, as long as that takes.
async fn until_loaded(administrator: &Client, at: &str) {
    let client = administrator.json();
    loop {
        let told: Value = client.get(at).await.expect("its page").json();
        let state = told.pointer("/file/state").and_then(Value::as_str).unwrap_or_default();
        if state == "loaded" {
            return;
        }
        assert_eq!(state, "loading", "{at}: {told}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
