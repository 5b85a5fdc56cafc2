//! What loads a file that was confirmed: seen all at once, once only however often its worker dies, one file at a time.

use std::fmt::Write as _;

use emulators::{Fault, Service};
use local::functions;
use serde_json::json;
use testkit::{Client, World};

use crate::{
    invitations::until_a_worker_failed,
    people::ADMINISTRATOR,
    rosters::{FIVE, YEAR, child, count, file, in_five, known, load, send, told},
};

/// Sweeps the outbox until a file is loaded, and gives an administrator who signed in since.
pub(crate) async fn swept(world: &World, at: &str) -> Client {
    for _ in 0..40 {
        world.advance(jiff::SignedDuration::from_mins(3));
        let fresh = world.signed_in(ADMINISTRATOR).await;
        functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
        if told(&fresh, at).await["file"]["state"] == "loaded" {
            return fresh;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{at} is not loaded");
}

#[tokio::test]
async fn lists_show_what_was_before_until_all_of_a_file_is_there() {
    // 3-09
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let six = "<groep key=\"b\"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep>";
    let isa = child("9", "Isa", "Oever", "2016-09-01", "<groep key=\"b\"/>");
    let moved = known().replace("<groep key=\"a\"/>", "<groep key=\"b\"/>");
    let (at, page) = send(&administrator, &file(YEAR, "10", six, &(moved + &isa), "")).await;
    // Confirmed; the group; on to who is new; those; on to who is here; those. Then it fails to say that all is done.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 7, 3, Fault::FailBefore);
    administrator.submit(&page.form(&at).unwrap().set("act", "load")).await.unwrap();
    until_a_worker_failed(&world).await;
    let list = async |client: &Client, name: &str| client.get(&format!("/learners?q={name}")).await.unwrap().content();
    assert!(list(&administrator, "Sem").await.contains("Groep 5a"), "{}", list(&administrator, "Sem").await);
    assert_eq!(count(&administrator, "Isa").await, 0);
    let groups = administrator.get("/groups").await.unwrap().content();
    assert!(!groups.contains("Groep 6a"), "{groups}");
    let fresh = swept(&world, &at).await;
    for name in ["Sem", "Isa"] {
        assert!(list(&fresh, name).await.contains("Groep 6a"), "{}", list(&fresh, name).await);
    }
    world.stack.stop().await;
}

#[tokio::test]
async fn a_worker_that_dies_half_way_goes_on_where_it_stopped_and_nobody_is_there_twice() {
    // reliability R5
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let mut many = String::new();
    for number in 0..130 {
        write!(many, "{}", in_five(&format!("n{number}"), &format!("Kind{number:03}"), "Veel", "2017-01-01")).unwrap();
    }
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &many, "")).await;
    // Confirmed, veiled, groups over, two parts: then every attempt of a call fails, and what was written stays behind the veil.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 6, 3, Fault::FailBefore);
    let form = page.form(&at).unwrap().set("act", "load");
    administrator.submit(&form).await.unwrap();
    until_a_worker_failed(&world).await;
    assert_eq!(count(&administrator, "Veel").await, 0, "half a school is shown to nobody");
    let fresh = swept(&world, &at).await;
    let file = told(&fresh, &at).await["file"].clone();
    assert_eq!(
        (file["state"].clone(), file["progress"]["loaded"]["new"].clone()),
        (json!("loaded"), json!(130)),
        "{file}"
    );
    let items = world.stack.aws.items("records").unwrap();
    let named = items
        .iter()
        .filter(|item| item["entity"]["S"] == "learner" && item["name"].to_string().contains("Veel"))
        .count();
    assert_eq!(named, 130);
    world.stack.stop().await;
}

#[tokio::test]
async fn two_files_are_not_loaded_at_once() {
    // reliability R1: both would enrol whoever is new
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = file(YEAR, "10", FIVE, &(known() + &in_five("9", "Isa", "Oever", "2016-09-01")), "");
    let (one, first) = send(&administrator, &isa).await;
    let (other, second) = send(&administrator, &isa).await;
    let (first, second) =
        (first.form(&one).unwrap().set("act", "load"), second.form(&other).unwrap().set("act", "load"));
    let (a, b) = futures::join!(administrator.submit(&first), administrator.submit(&second));
    let told: Vec<String> = [a, b].into_iter().map(|answer| answer.unwrap().content()).collect();
    let mut loaded = 0;
    for at in [&one, &other] {
        for _ in 0..200 {
            let file = told_state(&administrator, at).await;
            if file != "loading" {
                loaded += usize::from(file == "loaded");
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    assert!(loaded >= 1, "{told:?}");
    assert_eq!(count(&administrator, "Isa").await, 1, "{told:?}");
    world.stack.stop().await;
}

async fn told_state(client: &Client, at: &str) -> String {
    told(client, at).await["file"]["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_learners_were_before_a_file_is_kept_no_longer_than_somebody_may_be_reading_it() {
    // 3-03, 3-09
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let six = "<groep key=\"b\"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep>";
    let moved = known().replace("<groep key=\"a\"/>", "<groep key=\"b\"/>");
    let (at, page) = send(&administrator, &file(YEAR, "10", six, &moved, "")).await;
    load(&world, &administrator, &at, &page).await;
    let remembering = || {
        let rows = world.stack.aws.items("records").unwrap();
        rows.iter().filter(|row| row.get("before").is_some()).count()
    };
    let sweep = async || functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
    sweep().await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(remembering(), 4, "a list may still be read that was begun before");
    world.advance(jiff::SignedDuration::from_mins(3));
    for _ in 0..200 {
        sweep().await;
        if remembering() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(remembering(), 0);
    let fresh = world.signed_in(ADMINISTRATOR).await;
    let sem = fresh.get("/learners?q=Sem").await.unwrap().content();
    assert!(sem.contains("Groep 6a"), "{sem}");
    world.stack.stop().await;
}
