//! What a file may change and what a person decides about it: who left which location, who begins later, who is who after another pupil
//! administration, and whom to ask when it is not the right file.

use std::fmt::Write as _;

use emulators::{Fault, Service};
use local::tour::roster;
use serde_json::json;
use testkit::World;

use crate::{
    invitations::until_a_worker_failed,
    loading::swept,
    people::{ADMINISTRATOR, id, learner, walk},
    rosters::{FIVE, YEAR, child, count, file, in_five, known, load, send, told},
};

/// Says of a learner in a file that the last day was in September.
fn left(content: &str, birth: &str) -> String {
    let told = format!("{birth}</geboortedatum>");
    content.replace(&told, &format!("{told}<uitstroomdatum>2026-09-15</uitstroomdatum>"))
}

#[tokio::test]
async fn who_moved_to_another_location_stays_there_when_the_file_of_the_old_one_says_that_he_left() {
    // 3-11
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    load(&world, &administrator, &at, &page).await;
    let moved = file(YEAR, "11", FIVE, &in_five("b2", "Sem", "Proef", "2017-05-21"), "");
    let (at, page) = roster::send(&administrator, "Bos", moved.as_bytes()).await.unwrap();
    load(&world, &administrator, &at, &page).await;
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &left(&known(), "2017-05-21"), "")).await;
    let tally = told(&administrator, &at).await["check"]["tally"].clone();
    assert_eq!((tally["left"].clone(), tally["past"].clone()), (json!(0), json!(1)), "{tally}");
    load(&world, &administrator, &at, &page).await;
    let sem = administrator.get(&learner(&administrator, "Sem").await).await.unwrap();
    assert!(sem.content().contains("Bos") && !sem.content().contains("Van school"), "{}", sem.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn of_a_learner_in_doubt_who_left_the_page_says_so_and_nobody_is_enrolled_as_new() {
    // 0-10
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    load(&world, &administrator, &at, &page).await;
    let content = file(YEAR, "10", FIVE, &left(&known().replace("key=\"3\"", "key=\"33\""), "2016-11-02"), "");
    let (at, page) = send(&administrator, &content).await;
    assert!(page.content().contains("vertrokken op 15 september 2026"), "{}", page.content());
    let field = format!("line-{}", told(&administrator, &at).await["check"]["doubts"][0]["line"]);
    assert_eq!(page.attribute(&format!("input[name={field}][value=new]"), "value"), None, "{}", page.content());
    let refused = administrator.submit(&page.form(&at).unwrap().set("act", "load").set(&field, "new")).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    let lieke = learner(&administrator, "Lieke").await;
    let form = refused.form(&at).unwrap().set("act", "load").set(&field, id(&lieke));
    administrator.submit(&form).await.unwrap();
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    let loaded = told(&administrator, &at).await["file"]["progress"]["loaded"].clone();
    assert_eq!(loaded, json!({ "groups": 0, "new": 0, "changed": 0, "left": 1 }));
    assert_eq!(count(&administrator, "Lieke&left=on").await, 1, "ended, and nobody enrolled beside her");
    // Once it is over there is nothing to decide any more.
    let (at, _) = send(&administrator, &content).await;
    let tally = told(&administrator, &at).await["check"]["tally"].clone();
    assert_eq!((tally["doubt"].clone(), tally["past"].clone()), (json!(0), json!(1)), "{tally}");
    world.stack.stop().await;
}

#[tokio::test]
async fn who_begins_on_a_day_to_come_is_in_the_lists_and_in_the_class_from_that_day_on() {
    // 3-09
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = child("9", "Isa", "Oever", "2016-09-01", "<groep key=\"a\"/><instroomdatum>2027-01-11</instroomdatum>");
    let content = file(YEAR, "10", FIVE, &(known() + &isa), "");
    let (at, page) = send(&administrator, &content).await;
    for words in ["Waarvan later beginnen", "Begint op", "11 januari 2027"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    load(&world, &administrator, &at, &page).await;
    let rows = administrator.get("/learners?q=Isa").await.unwrap().texts("main tbody tr").concat();
    assert!(rows.contains("begint op 11 januari 2027") && !rows.contains("Groep 5a"), "{rows}");
    let isa = learner(&administrator, "Isa").await;
    let shown = administrator.get(&isa).await.unwrap();
    assert!(shown.content().contains("vanaf 11 januari 2027"), "{}", shown.content());
    let (at, _) = send(&administrator, &content).await;
    let tally = told(&administrator, &at).await["check"]["tally"].clone();
    assert_eq!((tally["same"].clone(), tally["changed"].clone()), (json!(5), json!(0)), "{tally}");
    let (at, _) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    let missing = told(&administrator, &at).await["check"]["missing"].clone();
    assert!(!missing.as_array().unwrap().contains(&json!(id(&isa))), "nobody misses her yet: {missing}");
    world.advance(jiff::SignedDuration::from_hours(24 * 70));
    let fresh = world.signed_in(ADMINISTRATOR).await;
    let rows = fresh.get("/learners?q=Isa").await.unwrap().texts("main tbody tr").concat();
    assert!(rows.contains("Groep 5a") && !rows.contains("begint"), "{rows}");
    world.stack.stop().await;
}

/// Two hundred and ten children of one class, with keys that begin so.
fn many(key: &str) -> String {
    let mut many = String::new();
    for number in 0..210 {
        write!(many, "{}", in_five(&format!("{key}{number}"), &format!("Kind{number:03}"), "Veel", "2017-01-01"))
            .unwrap();
    }
    file(YEAR, "10", FIVE, &many, "")
}

#[tokio::test]
async fn after_another_pupil_administration_one_tick_says_that_everybody_is_the_same_also_when_the_worker_dies() {
    // 0-10, reliability R5
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = send(&administrator, &many("old")).await;
    load(&world, &administrator, &at, &page).await;
    let (at, page) = send(&administrator, &many("new")).await;
    for words in ["Over 210 leerlingen beslis jij", "Deze 210 leerlingen zijn dezelfde", "(200 van 210)"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    let page = load(&world, &administrator, &at, &page).await;
    assert!(page.content().contains("210 leerlingen zijn overgeslagen"), "without the tick: {}", page.content());
    let (at, page) = send(&administrator, &many("new")).await;
    let first = format!("line-{}", told(&administrator, &at).await["check"]["doubts"][0]["line"]);
    // Confirmed, veiled, groups over, nobody new, on to who is here, two parts: then every attempt of a call fails.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 8, 3, Fault::FailBefore);
    let form = page.form(&at).unwrap().set("act", "load").set("namesakes", "on").set(&first, "skip");
    administrator.submit(&form).await.unwrap();
    until_a_worker_failed(&world).await;
    let fresh = swept(&world, &at).await;
    let loaded = told(&fresh, &at).await["file"]["progress"]["loaded"].clone();
    assert_eq!(
        loaded,
        json!({ "groups": 0, "new": 0, "changed": 209, "left": 0 }),
        "all but the one that was left out"
    );
    let page = fresh.get(&at).await.unwrap();
    assert!(page.content().contains("1 leerling is overgeslagen"), "{}", page.content());
    let (at, _) = send(&fresh, &many("new")).await;
    let tally = told(&fresh, &at).await["check"]["tally"].clone();
    assert_eq!(
        (tally["same"].clone(), tally["doubt"].clone()),
        (json!(209), json!(1)),
        "known by the new key: {tally}"
    );
    world.stack.stop().await;
}

#[tokio::test]
async fn what_is_too_much_to_decide_on_one_page_is_counted_and_said() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let mut many = String::new();
    for number in 0..510 {
        let told = "<achternaam>Ven</achternaam><roepnaam>Noor</roepnaam><groep key=\"a\"/>";
        writeln!(many, "<leerling key=\"n{number}\">{told}</leerling>").unwrap();
    }
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &many, "")).await;
    for words in ["Over 510 leerlingen beslis jij", "Over nog 10 leerlingen kun je hier niet beslissen"] {
        assert!(page.content().contains(words), "{words}: {}", page.texts("main h2, main .notice").concat());
    }
    let page = load(&world, &administrator, &at, &page).await;
    assert!(page.content().contains("510 leerlingen zijn overgeslagen"), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn a_file_whose_school_cannot_be_compared_is_loaded_only_when_somebody_says_that_it_is_of_this_location() {
    // 3-07, 3-11
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let code = "<brincode>99ZX</brincode><dependancecode>10</dependancecode>";
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + &isa), "").replace(code, "")).await;
    // By the names somebody sees of which school it is.
    for words in ["niet te vergelijken met deze locatie", "Nieuwe leerlingen (1)", "Oever, Isa"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    let form = page.form(&at).unwrap().set("act", "load");
    let refused = administrator.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    assert!(refused.content().contains("Zet een vinkje"), "{}", refused.content());
    assert_eq!(count(&administrator, "Isa").await, 0);
    administrator.submit(&refused.form(&at).unwrap().set("act", "load").set("sure", "on")).await.unwrap();
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    assert_eq!(count(&administrator, "Isa").await, 1);
    world.stack.stop().await;
}

#[tokio::test]
async fn who_has_the_wrong_school_location_or_year_is_told_what_to_do_and_whom_to_ask() {
    // 3-08
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let other_school = file(YEAR, "10", FIVE, &known(), "").replace("99ZX", "99ZW");
    let (other_place, other_year) = (file(YEAR, "11", FIVE, &known(), ""), file("2025-2026", "10", FIVE, &known(), ""));
    for content in [other_school, other_place, other_year] {
        let (_, page) = send(&administrator, &content).await;
        let stop = page.text("main .notice-stop").unwrap_or_else(|| panic!("{}", page.content()));
        assert!(stop.contains("bel of mail") && stop.contains("maak") && stop.contains("helpdesk"), "{stop}");
        assert_eq!(page.attribute("main .notice-stop a", "href").as_deref(), Some("/help"), "{stop}");
    }
    let help = administrator.get("/help").await.unwrap();
    assert!(help.content().contains("010 000 00 00"), "{}", help.content());
    world.stack.stop().await;
}
