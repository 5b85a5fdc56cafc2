//! Taking a dossier over: whose it is, what it becomes, what it costs, and what a worker that dies leaves behind.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{access::Scope, transfer::TransferState};
use emulators::{Fault, Service};
use futures::future::join;
use jiff::SignedDuration;
use local::{
    Settings, Stack,
    tour::{consent, dossier::BORN, transfer},
};
use serde_json::Value;
use store::outbox::JobState;
use testkit::{
    Answer, Client, World,
    attachments::{self, licence},
};

use super::{Lying, RECEIVER, exported, fill_in};
use crate::people::{id, open_dossier, walk, written};
use warrant::Warrant;

/// A learner of the receiver, with the name and the date of birth of the one who comes.
async fn namesake(receiver: &Client) -> String {
    let page = receiver.get("/learners/new").await.unwrap();
    let form = page.form("/learners").unwrap().set("call_name", "Pim").set("family_name", "Plank");
    // Asked only where there are several.
    let location = page.attribute("[name=location] option:nth-child(2)", "value");
    let form = location.into_iter().fold(form.set("birth_date", BORN), |form, location| form.set("location", location));
    let page = receiver.submit(&form).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    page.url.split('?').next().unwrap().to_owned()
}

/// The form once the date of birth was right.
async fn opened(receiver: &Client, at: &str) -> Answer {
    receiver.submit(&fill_in(receiver, at).await.set("birth_date", BORN)).await.unwrap()
}

async fn rows(client: &Client, path: &str) -> usize {
    let rows = client.get(path).await.unwrap().texts("main table tbody tr");
    rows.iter().filter(|row| row.contains("Pim")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_decides_whether_it_is_the_learner_who_is_here_already() {
    // model: transfer
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let here = namesake(&receiver).await;
    let asked = opened(&receiver, &at).await;
    let choices = asked.texts("[name=learner]").len();
    assert_eq!(choices, 2, "this one, or a new one: {}", asked.content());
    assert_eq!(rows(&receiver, "/dossiers").await, 0, "nothing was taken over yet");
    let seen = receiver.json().get(&at).await.unwrap().json();
    assert_eq!((&seen["state"], &seen["misses"]), (&"waiting".into(), &0.into()), "a right date is no miss: {seen}");
    receiver.submit(&asked.form(&at).unwrap().set("learner", id(&here))).await.unwrap();
    let page = walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    let dossier = page.link("/dossiers/").unwrap();
    assert!(dossier.contains(&id(&here).replace('-', "")), "{dossier} is of the learner who was here: {here}");
    assert_eq!((rows(&receiver, "/learners?q=Plank").await, rows(&receiver, "/dossiers").await), (1, 1));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_dossier_of_that_learner_stops_the_import_and_the_page_says_what_to_do() {
    // model: transfer, 2-19
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let here = namesake(&receiver).await;
    let running = open_dossier(&receiver, &here).await;
    let asked = opened(&receiver, &at).await;
    assert!(asked.content().contains("lopend dossier"), "it is told beforehand: {}", asked.content());
    let stopped = receiver.submit(&asked.form(&at).unwrap().set("learner", id(&here))).await.unwrap();
    assert_eq!(stopped.status.as_u16(), 409, "{}", stopped.content());
    assert!(stopped.content().contains("heeft al een lopend dossier"), "{}", stopped.content());
    assert_eq!(stopped.link("/dossiers/").unwrap(), running, "with the way to it");
    let lying = Lying::of(&world, &at).await;
    assert_eq!(lying.states().await, [TransferState::Waiting; 2]);
    assert_eq!(lying.objects("files/").await, Vec::<String>::new());
    // Another learner of the same name is new here.
    let asked = opened(&receiver, &at).await;
    receiver.submit(&asked.form(&at).unwrap().set("learner", "new")).await.unwrap();
    walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    assert_eq!(rows(&receiver, "/learners?q=Plank").await, 2);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_over_goes_on_with_busy_steps_and_the_file_under_its_own_name() {
    // 1-13, 1-20, model: transfer
    let world = World::start().await;
    let (sender, written, receiver, at) = exported(&world).await;
    opened(&receiver, &at).await;
    let page = walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    let path = page.link("/dossiers/").unwrap();
    let dossier = receiver.json().get(&path).await.unwrap().json();
    let steps = dossier["dossier"]["steps"].as_object().unwrap_or_else(|| panic!("{dossier}"));
    let busy: BTreeSet<&str> =
        steps.iter().filter(|(_, status)| **status == "busy").map(|(number, _)| number.as_str()).collect();
    let others = steps.values().filter(|status| **status != "busy");
    assert!(others.into_iter().all(|status| *status == "not-started"), "{steps:?}");
    assert_eq!(busy, BTreeSet::from(["1", "3", "4", "5", "6", "7", "8"]), "what holds something");
    let names = |page: Value| {
        let files = page["files"].as_array().unwrap_or_else(|| panic!("{page}")).clone();
        files.iter().map(|file| file["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let theirs = names(sender.json().get(&format!("{}/files", written.path)).await.unwrap().json());
    let ours = names(receiver.json().get(&format!("{path}/files")).await.unwrap().json());
    assert_eq!(ours, theirs);
    let step = receiver.get(&format!("{path}/steps/3")).await.unwrap();
    let form = step.form("/steps/3").unwrap().set("question", "Wat helpt nu?");
    assert!(receiver.submit(&form).await.unwrap().body.contains("Wat helpt nu?"), "it can be added to");
    world.stack.stop().await;
}

/// The calls to S3 of packing and unpacking a dossier with so many files more.
async fn calls(more: usize) -> BTreeMap<String, usize> {
    let world = World::start().await;
    let (sender, written) = written(&world).await;
    let walk = walk(&world);
    let scope = Scope::warranted(licence(&world, "WILG").await, Warrant::verified());
    attachments::add(&world, &scope, id(&written.path).parse().unwrap(), more, 0).await;
    consent::give(&walk, &sender, &written).await.unwrap();
    transfer::archive(&walk, &sender, &written.path).await.unwrap();
    let log = world.stack.aws.calls();
    log.reset();
    transfer::export(&walk, &sender, &written.path).await.unwrap();
    let receiver = world.signed_in(RECEIVER).await;
    let at = walk.until(&receiver, "/imports", "T-20").await.unwrap().link("/imports/").unwrap();
    opened(&receiver, &at).await;
    walk.until(&receiver, &at, "is overgenomen").await.unwrap();
    // Seals of the audit trail lie in a bucket of their own; what is removed afterwards is not part of it.
    let ours = log.all().into_iter().filter(|call| {
        call.service == Service::S3
            && call.target.starts_with("files")
            && !["ListObjectsV2", "DeleteObject"].contains(&call.operation.as_str())
    });
    let ours: Vec<_> = ours.collect();
    for call in ours.iter().filter(|call| ["GetObject", "PutObject"].contains(&call.operation.as_str())) {
        assert!(call.target.ends_with(".json"), "bytes of a file went through a function: {call:?}");
    }
    world.stack.stop().await;
    ours.into_iter().fold(BTreeMap::new(), |mut counts, call| {
        *counts.entry(call.operation).or_default() += 1;
        counts
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_file_goes_through_a_function_and_calls_grow_with_the_number_of_files_only() {
    // performance P6
    for more in [0, 16] {
        let files = more + 1;
        // The document is written once, and read by the page that opens it and by the worker. A file is copied into the package,
        // looked at there, and copied out of it.
        let expected = [("CopyObject", 2 * files), ("GetObject", 2), ("HeadObject", files), ("PutObject", 1)];
        let expected = expected.map(|(call, times)| (call.to_owned(), times)).into();
        assert_eq!(calls(more).await, expected, "{files} files");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_worker_dies_half_way_is_completed_once_after_the_stack_starts_again() {
    // reliability: trap 12, 1-20
    let folder = tempfile::tempdir().unwrap();
    let settings = || Settings { data: Some(folder.path().to_owned()), ..Settings::default() };
    let world = World { stack: Stack::start(settings()).await.unwrap() };
    let (_, _, receiver, at) = exported(&world).await;
    let form = fill_in(&receiver, &at).await.set("birth_date", BORN);
    let faults = world.stack.aws.faults();
    faults.slow_down(Duration::from_millis(100));
    receiver.submit_only(&form).await.unwrap();
    for round in 0.. {
        let order = receiver.json().get(&at).await.unwrap().json();
        if order["order"]["done"].as_u64().is_some_and(|done| done > 0) {
            break;
        }
        assert!(round < 100, "nothing was done: {order}");
    }
    // Nothing that the worker writes arrives any more, not even that it failed.
    for write in ["TransactWriteItems", "PutItem", "UpdateItem"] {
        faults.plan_every(Service::DynamoDb, write, Fault::ResetBefore);
    }
    let moved = world.stack.clock.moved();
    world.stack.stop().await;

    let world = World { stack: Stack::start(settings()).await.unwrap() };
    world.advance(moved);
    let receiver = world.signed_in(RECEIVER).await;
    let seen = receiver.json().get(&at).await.unwrap().json();
    assert_eq!((&seen["state"], &seen["order"]["dossier"]), (&"importing".into(), &Value::Null), "half-way: {seen}");
    assert_eq!(rows(&receiver, "/dossiers").await, 0, "and nobody sees any of it");
    // Its claim ends, and the minute finds it.
    world.advance(SignedDuration::from_mins(3));
    Lying::of(&world, &at).await.sweep().await;
    walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    assert_eq!((rows(&receiver, "/learners?q=Plank").await, rows(&receiver, "/dossiers").await), (1, 1));
    assert_eq!(Lying::of(&world, &at).await.objects("files/").await.len(), 1);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_given_up_is_shown_so_and_is_completed_when_somebody_asks_for_it() {
    // reliability: trap 6
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let (faults, store) = (world.stack.aws.faults(), &world.stack.services.app.store);
    faults.plan_every(Service::S3, "HeadObject", Fault::FailBefore);
    opened(&receiver, &at).await;
    let order = receiver.json().get(&at).await.unwrap().json();
    let job = order["order"]["job"].as_str().unwrap().parse().unwrap();
    for round in 0.. {
        let mut found = store.find_job(job).await.unwrap().unwrap();
        if found.value.fault.is_some() {
            assert_eq!(found.value.fault.as_deref(), Some("files_unavailable"));
            // As after its last try.
            found.value.state = JobState::Failed;
            assert!(store.replace_job(&mut found).await.unwrap());
            break;
        }
        assert!(round < 200, "it did not fail: {:?}", found.value);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    faults.clear();
    let page = receiver.get(&at).await.unwrap();
    assert!(page.content().contains("Het overnemen is niet gelukt"), "{}", page.content());
    let retry = page.form(&at).unwrap().set("act", "retry");
    let (one, two) = join(receiver.submit_only(&retry), receiver.submit_only(&retry)).await;
    for answer in [one.unwrap(), two.unwrap()] {
        assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.content());
    }
    walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    assert_eq!((rows(&receiver, "/learners?q=Plank").await, rows(&receiver, "/dossiers").await), (1, 1));
    world.stack.stop().await;
}
