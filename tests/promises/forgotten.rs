//! What is not kept of a file of the pupil administration: the file itself when nobody confirms it within a day, and what its check found
//! when there is nothing left to see to.

use std::time::Duration;

use emulators::{Fault, Service};
use jiff::SignedDuration;
use local::{functions, tour::roster};
use serde_json::{Value, json};
use testkit::{Client, World};

use crate::{
    invitations::until_a_worker_failed,
    people::ADMINISTRATOR,
    rosters::{FIVE, YEAR, count, file, in_five, known, load, send, told},
};

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

async fn sweep(world: &World) {
    functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
}

/// Files that were sent and are still there, and what their checks found.
fn kept(world: &World) -> (usize, usize) {
    let names = world.stack.aws.object_names().unwrap();
    let sent = names.iter().filter(|name| name.contains("/uploads/rosters/")).count();
    let all = names.iter().filter(|name| name.contains("/rosters/")).count();
    (sent, all - sent)
}

/// Waits until only so much is kept.
async fn until_kept(world: &World, wanted: (usize, usize)) {
    for _ in 0..200 {
        if kept(world) == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(kept(world), wanted);
}

fn audited(world: &World, act: &str) -> usize {
    world.stack.aws.items("audit").unwrap().iter().filter(|row| row["act"]["S"] == act).count()
}

/// Jobs that forget something of a file.
fn forgetting(world: &World, state: &str) -> Vec<Value> {
    let mut jobs = world.stack.aws.items("outbox").unwrap();
    jobs.retain(|job| job["task"]["M"]["kind"]["S"] == "forget_roster" && job["state"]["S"] == state);
    jobs
}

/// Sweeps until only so many jobs wait, each of them for what is still to be forgotten. Two that are due at once stand in each other's way,
/// and one of them is tried again a little later.
async fn until_waiting(world: &World, wanted: usize) {
    let waiting =
        || world.stack.aws.items("outbox").unwrap().iter().filter(|job| job["state"]["S"] == "queued").count();
    for round in 1..300 {
        sweep(world).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        if waiting() == wanted {
            return;
        }
        if round % 10 == 0 {
            world.advance(SignedDuration::from_mins(1));
        }
    }
    panic!("{} jobs wait, among them {:?}", waiting(), forgetting(world, "queued"));
}

async fn state(client: &Client, at: &str) -> String {
    told(client, at).await["file"]["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_that_nobody_confirms_within_a_day_is_gone_with_what_its_check_found_and_the_page_says_what_to_do() {
    // 5.1.6, item 11
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + &isa), "")).await;
    assert!(page.content().contains("Bevestig vóór"), "it says until when: {}", page.content());
    // One since it was announced, one since it arrived.
    assert_eq!(forgetting(&world, "queued").len(), 2);
    world.advance(hours(23));
    sweep(&world).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let early = world.signed_in(ADMINISTRATOR).await;
    assert_eq!((state(&early, &at).await.as_str(), kept(&world)), ("checked", (1, 1)));
    world.advance(hours(2));
    until_waiting(&world, 0).await;
    let late = world.signed_in(ADMINISTRATOR).await;
    let page = late.get(&at).await.unwrap();
    for words in ["Niemand heeft dit bestand binnen een dag bevestigd", "stuur het opnieuw op", "Ander bestand"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    assert!(page.form(&at).is_err(), "there is nothing to confirm: {}", page.content());
    assert!(late.get("/rosters").await.unwrap().content().contains("Verlopen"));
    assert_eq!((kept(&world), audited(&world, "expired")), ((0, 0), 1));
    let forced = late.post(&at, &[("act", "load"), ("once", "0197a3f2-1c00-7000-8000-00000000aaac")]).await.unwrap();
    assert_eq!(forced.status.as_u16(), 409, "{}", forced.content());
    assert_eq!(count(&late, "Isa").await, 0);
    world.stack.stop().await;
}

#[tokio::test]
async fn a_job_that_comes_again_or_late_forgets_nothing_more() {
    // reliability R6
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    load(&world, &administrator, &at, &page).await;
    world.advance(hours(25));
    // What was found when it was loaded goes in a month.
    until_waiting(&world, 1).await;
    let all = || (world.stack.aws.items("records").unwrap(), kept(&world), audited(&world, "expired"));
    let before = all();
    for mut job in forgetting(&world, "done") {
        job["state"] = json!({ "S": "queued" });
        world.stack.aws.put_item("outbox", &job).unwrap();
        let event = json!({ "job": job["id"]["S"] });
        for _ in 0..2 {
            functions::call(&world.stack.services, "load-roster", event.clone()).await.unwrap();
        }
    }
    assert_eq!(forgetting(&world, "done").len(), 2);
    assert_eq!(all(), before, "it was loaded, and is");
    assert_eq!((before.1, before.2), ((0, 1), 0));
    world.stack.stop().await;
}

#[tokio::test]
async fn a_file_that_was_announced_and_never_sent_ends_and_what_is_sent_after_that_is_thrown_away() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = administrator.get("/rosters").await.unwrap();
    let form = page.form("/rosters").unwrap().set("location", roster::choice(&page, "Duin").unwrap());
    let announced = administrator.submit(&form).await.unwrap();
    let at = announced.url.split('?').next().unwrap().to_owned();
    world.advance(hours(25));
    until_waiting(&world, 0).await;
    let late = world.signed_in(ADMINISTRATOR).await;
    let page = late.get(&at).await.unwrap();
    assert!(page.content().contains("Er is binnen een dag geen bestand opgestuurd"), "{}", page.content());
    let content = file(YEAR, "10", FIVE, &known(), "");
    let form = announced.form("/files").unwrap();
    local::tour::send_file(&late, &form, ("leerlingen.xml", "text/xml"), content.as_bytes()).await.unwrap();
    until_kept(&world, (0, 0)).await;
    assert_eq!(state(&late, &at).await, "expired");
    world.stack.stop().await;
}

#[tokio::test]
async fn a_dropped_file_that_nobody_looks_at_does_not_stay() {
    // 2-35, 5.1.6, item 11
    let world = World::start().await;
    crate::drops::deliver(&world).await;
    assert_eq!(kept(&world), (1, 1));
    world.advance(hours(25));
    until_waiting(&world, 0).await;
    assert_eq!(kept(&world), (0, 0));
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let files = told(&administrator, "/rosters").await["files"].clone();
    let page = administrator.get(&format!("/rosters/{}", files[0]["id"].as_str().unwrap())).await.unwrap();
    assert!(page.content().contains("Laat het andere systeem het opnieuw neerzetten"), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn what_somebody_confirmed_is_loaded_however_long_that_takes() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + &isa), "")).await;
    // Confirmed; then the worker fails.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 2, 3, Fault::FailBefore);
    administrator.submit(&page.form(&at).unwrap().set("act", "load")).await.unwrap();
    until_a_worker_failed(&world).await;
    world.advance(hours(49));
    until_waiting(&world, 1).await;
    let late = world.signed_in(ADMINISTRATOR).await;
    for _ in 0..200 {
        if state(&late, &at).await == "loaded" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((state(&late, &at).await.as_str(), count(&late, "Isa").await), ("loaded", 1));
    assert_eq!(audited(&world, "expired"), 0);
    world.stack.stop().await;
}

#[tokio::test]
async fn a_month_after_loading_the_page_tells_in_numbers_what_came_of_it_and_nobodys_name() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let without_sem = known().lines().filter(|line| !line.contains("Sem")).collect::<String>();
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(without_sem + &isa), "")).await;
    load(&world, &administrator, &at, &page).await;
    world.advance(hours(29 * 24));
    until_waiting(&world, 1).await;
    let shown = world.signed_in(ADMINISTRATOR).await.get(&at).await.unwrap();
    assert!(shown.content().contains("Proef, Sem") && kept(&world) == (0, 1), "{}", shown.content());
    world.advance(hours(2 * 24));
    until_waiting(&world, 0).await;
    assert_eq!(kept(&world), (0, 0));
    let late = world.signed_in(ADMINISTRATOR).await;
    let page = late.get(&at).await.unwrap();
    for words in ["Ingelezen op", "Nieuwe leerlingen", "De bijzonderheden zijn verwijderd"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    assert!(!page.content().contains("Sem"), "{}", page.content());
    assert_eq!(told(&late, &at).await["file"]["progress"]["loaded"]["new"], json!(1));
    world.stack.stop().await;
}

#[tokio::test]
async fn of_a_file_that_was_taken_back_nothing_is_left_and_of_one_that_was_stopped_nobodys_name() {
    // 3-08, 5.1.6
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let jet = "<leerkrachten><leerkracht key=\"L\"><achternaam>Juf</achternaam><roepnaam>Jet</roepnaam>\
               <emailadres>j.juf@dewilg.example</emailadres></leerkracht></leerkrachten>";
    let twice = known() + &in_five("1", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &twice, jet)).await;
    assert!(page.content().contains("Twee keer dezelfde sleutel"), "why it was stopped: {}", page.content());
    let check = told(&administrator, &at).await["check"].to_string();
    for name in ["Isa", "Sem", "j.juf@dewilg.example"] {
        assert!(!check.contains(name), "{name}: {check}");
    }
    until_kept(&world, (0, 1)).await;
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), jet)).await;
    assert_eq!(kept(&world), (1, 2), "and what was found of the file that was stopped");
    administrator.submit(&page.form(&at).unwrap().set("act", "withdraw")).await.unwrap();
    until_kept(&world, (0, 1)).await;
    let page = administrator.get(&at).await.unwrap();
    assert!(page.content().contains("Dit bestand is ingetrokken"), "{}", page.content());
    world.stack.stop().await;
}

/// Lets the loading of a file fail until its worker gives up: the file itself cannot be had.
async fn given_up(world: &World, client: &Client, at: &str, page: &testkit::Answer) {
    let faults = world.stack.aws.faults();
    faults.plan_attempts(Service::DynamoDb, "TransactWriteItems", 2, 3, Fault::FailBefore);
    client.submit(&page.form(at).unwrap().set("act", "load")).await.unwrap();
    until_a_worker_failed(world).await;
    faults.plan_every(Service::S3, "GetObject", Fault::FailBefore);
    for _ in 0..400 {
        if audited(world, "given up") == 1 {
            break;
        }
        world.advance(SignedDuration::from_mins(3));
        sweep(world).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    faults.clear();
    assert_eq!(audited(world, "given up"), 1);
}

#[tokio::test]
async fn a_file_that_was_given_up_half_way_is_gone_a_day_later_with_what_its_check_found() {
    // 5.1.6, item 11
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + &isa), "")).await;
    given_up(&world, &administrator, &at, &page).await;
    let shown = world.signed_in(ADMINISTRATOR).await.get(&at).await.unwrap();
    for words in ["Het inlezen is halverwege gestopt", "Doe dat vóór", "Ga verder"] {
        assert!(shown.content().contains(words), "{words}: {}", shown.content());
    }
    world.advance(hours(23));
    sweep(&world).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!((kept(&world), audited(&world, "let go")), ((1, 1), 0));
    world.advance(hours(2));
    until_waiting(&world, 0).await;
    assert_eq!((kept(&world), audited(&world, "let go"), audited(&world, "expired")), ((0, 0), 1, 0));

    // Somebody still has to take it back; nothing goes on without the file.
    let late = world.signed_in(ADMINISTRATOR).await;
    let shown = late.get(&at).await.unwrap();
    assert!(shown.content().contains("Het bestand is er niet meer. Trek het in"), "{}", shown.content());
    assert!(!shown.content().contains("Ga verder") && !shown.content().contains("Isa"), "{}", shown.content());
    let forced = late.post(&at, &[("act", "resume"), ("once", "0197a3f2-1c00-7000-8000-00000000aaad")]).await.unwrap();
    assert_eq!(forced.status.as_u16(), 409, "{}", forced.content());
    late.submit(&shown.form(&at).unwrap().set("act", "withdraw")).await.unwrap();
    until_waiting(&world, 0).await;
    let (again, page) = send(&late, &file(YEAR, "10", FIVE, &(known() + &isa), "")).await;
    load(&world, &late, &again, &page).await;
    assert_eq!((state(&late, &at).await.as_str(), count(&late, "Isa").await), ("withdrawn", 1), "there once");
    world.stack.stop().await;
}

#[tokio::test]
async fn a_file_that_was_given_up_and_set_going_again_within_a_day_is_loaded() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + &isa), "")).await;
    given_up(&world, &administrator, &at, &page).await;
    let fresh = world.signed_in(ADMINISTRATOR).await;
    let shown = fresh.get(&at).await.unwrap();
    fresh.submit(&shown.form(&at).unwrap().set("act", "resume")).await.unwrap();
    until_kept(&world, (0, 1)).await;
    world.advance(hours(25));
    until_waiting(&world, 1).await;
    let late = world.signed_in(ADMINISTRATOR).await;
    assert_eq!((state(&late, &at).await.as_str(), count(&late, "Isa").await), ("loaded", 1));
    assert_eq!((kept(&world), audited(&world, "let go")), ((0, 1), 0));
    world.stack.stop().await;
}
