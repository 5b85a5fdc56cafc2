//! A school brings in its learners and classes: what is checked, what is stopped, what is loaded, and what is never touched.

use local::tour::roster;
use serde_json::{Value, json};
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, id, learner, walk};

/// A file of a location in a year: groups, learners, and what comes after them.
pub(crate) fn file(year: &str, dependance: &str, groups: &str, learners: &str, rest: &str) -> String {
    format!(
        "<EDEX>\n<school><schooljaar>{year}</schooljaar><brincode>99ZX</brincode><dependancecode>{dependance}</dependancecode>\
         </school>\n<groepen>{groups}</groepen>\n<leerlingen>\n{learners}\n</leerlingen>\n{rest}\n</EDEX>\n"
    )
}

pub(crate) const FIVE: &str = "<groep key=\"a\"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep>";

/// A learner: key, call name, family name, date of birth, the rest.
pub(crate) fn child(key: &str, call: &str, family: &str, birth: &str, more: &str) -> String {
    format!(
        "<leerling key=\"{key}\"><achternaam>{family}</achternaam><roepnaam>{call}</roepnaam>\
         <geboortedatum>{birth}</geboortedatum>{more}</leerling>\n"
    )
}

pub(crate) fn in_five(key: &str, call: &str, family: &str, birth: &str) -> String {
    child(key, call, family, birth, "<groep key=\"a\"/>")
}

/// Groep 5a as the demo has it.
pub(crate) fn known() -> String {
    let noor = "<leerling key=\"1\"><achternaam>Ven</achternaam><voorvoegsel>van der</voorvoegsel><roepnaam>Noor</roepnaam>\
                <geboortedatum>2017-03-09</geboortedatum><groep key=\"a\"/></leerling>\n";
    let adam = "<leerling key=\"4\"><achternaam>Synth</achternaam><voorvoegsel>el</voorvoegsel><roepnaam>Adam</roepnaam>\
                <geboortedatum>2017-01-30</geboortedatum><groep key=\"a\"/></leerling>\n";
    [noor, &in_five("2", "Sem", "Proef", "2017-05-21"), &in_five("3", "Lieke", "Voorbeeld", "2016-11-02"), adam]
        .concat()
}

pub(crate) const YEAR: &str = "2026-2027";

/// Sends a file for Duin and gives its path and the page of its check.
pub(crate) async fn send(client: &Client, content: &str) -> (String, Answer) {
    roster::send(client, "Duin", content.as_bytes()).await.unwrap()
}

pub(crate) async fn load(world: &World, client: &Client, at: &str, page: &Answer) -> Answer {
    roster::load(&walk(world), client, at, page).await.unwrap()
}

pub(crate) async fn told(client: &Client, at: &str) -> Value {
    let answer = client.json().get(at).await.unwrap();
    answer.json()
}

/// How many learners the administrator finds.
pub(crate) async fn count(client: &Client, name: &str) -> usize {
    let page = client.get(&format!("/learners?q={name}")).await.unwrap();
    page.texts("main tbody tr").len()
}

/// Everything that a licence holds, but for what is kept of files themselves.
fn rest(world: &World) -> Vec<Value> {
    let mut items = world.stack.aws.items("records").unwrap();
    items.retain(|item| {
        !item["pk"]["S"].as_str().unwrap().contains("PUPILFILE")
            && !item["pk"]["S"].as_str().unwrap().contains("pupil files")
    });
    items.sort_by_key(ToString::to_string);
    items
}

#[tokio::test]
async fn a_school_sees_what_a_file_would_change_and_only_then_loads_it() {
    // 3-05, 3-07, 3-09, 3-10, 3-32: what is loaded is there for lists, groups and dossiers alike
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let before = rest(&world);
    let six = "<groep key=\"b\"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep>";
    let isa = child("9", "Isa", "Oever", "2016-09-01", "<groep key=\"b\"/>");
    let content = file(YEAR, "10", &format!("{FIVE}{six}"), &(known() + &isa), "");
    let (at, page) = send(&administrator, &content).await;
    for words in ["99ZX10", "dit is deze locatie", YEAR, "Er is nog niets ingelezen", "Groep 6a"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    let check = told(&administrator, &at).await["check"].clone();
    assert_eq!((check["tally"]["new"].clone(), check["learners"].clone()), (json!(1), json!(5)), "{check}");
    assert_eq!(rest(&world), before, "nothing is loaded before somebody confirms");
    let page = load(&world, &administrator, &at, &page).await;
    let loaded = told(&administrator, &at).await["file"]["progress"]["loaded"].clone();
    // The four who are known get the key of the pupil administration and their year level.
    assert_eq!(loaded, json!({ "groups": 1, "new": 1, "changed": 4, "left": 0 }), "{}", page.content());
    assert_eq!(count(&administrator, "Isa").await, 1);
    let group = administrator.get("/groups").await.unwrap();
    assert!(group.content().contains("Groep 6a"), "{}", group.content());
    let offered = world.signed_in(COORDINATOR).await.get("/dossiers/new?q=Oever").await.unwrap();
    assert!(offered.content().contains("Isa"), "{}", offered.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_writes_nothing() {
    // 3-09
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = in_five("9", "Isa", "Oever", "2016-09-01");
    let content = file(YEAR, "10", FIVE, &(known() + &isa), "");
    let (at, page) = send(&administrator, &content).await;
    load(&world, &administrator, &at, &page).await;
    let before = rest(&world);
    let (at, page) = send(&administrator, &content).await;
    let check = told(&administrator, &at).await["check"]["tally"].clone();
    assert_eq!((check["same"].clone(), check["new"].clone(), check["changed"].clone()), (json!(5), json!(0), json!(0)));
    load(&world, &administrator, &at, &page).await;
    assert_eq!(rest(&world), before);
    world.stack.stop().await;
}

#[tokio::test]
async fn a_file_of_another_school_location_or_year_is_stopped_and_nothing_is_loaded() {
    // 3-08, 3-11, trap 16
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let before = rest(&world);
    let other_school = file(YEAR, "10", FIVE, &known(), "").replace("99ZX", "99ZW");
    for (content, words) in [
        (other_school, "van een andere school"),
        (file(YEAR, "11", FIVE, &known(), ""), "Bos (99ZX11)"),
        (file("2025-2026", "10", FIVE, &known(), ""), "ander schooljaar"),
        (file("2028-2029", "10", FIVE, &known(), ""), "ander schooljaar"),
        (file("dit jaar", "10", FIVE, &known(), ""), "fouten in dit bestand"),
        ("Noor;Ven;5a\nSem;Proef;5a\n".to_owned(), "geen regel met kolomnamen"),
        ("%PDF-1.7\n".to_owned(), "kan niet worden gelezen"),
        (
            file(YEAR, "10", FIVE, &known(), "")
                .replace("<EDEX>", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><EDEX>"),
            "om veiligheid",
        ),
        (
            file(YEAR, "10", FIVE, &(known() + &in_five("1", "Isa", "Oever", "2016-09-01")), ""),
            "Twee keer dezelfde sleutel",
        ),
    ] {
        let (at, page) = send(&administrator, &content).await;
        assert!(page.content().contains(words), "{words}: {}", page.content());
        assert!(page.form(&at).is_err(), "there is nothing to confirm: {}", page.content());
        let forced = administrator
            .post(&at, &[("act", "load"), ("once", "0197a3f2-1c00-7000-8000-00000000aaaa")])
            .await
            .unwrap();
        assert_eq!(forced.status.as_u16(), 409, "{}", forced.content());
    }
    assert_eq!(rest(&world), before);
    let left = world.stack.aws.object_names().unwrap().into_iter().filter(|name| name.contains("uploads")).count();
    assert_eq!(left, 0, "what was stopped is not kept");
    world.stack.stop().await;
}

#[tokio::test]
async fn a_learner_who_is_missing_is_asked_about_and_never_removed() {
    // trap 16, 1-36
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let sem = learner(&administrator, "Sem").await;
    let without_sem = known().lines().filter(|line| !line.contains("Sem")).collect::<String>();
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &without_sem, "")).await;
    assert!(page.content().contains("maar is hier ingeschreven"), "{}", page.content());
    assert!(page.body.contains(&format!("href=\"{sem}\"")), "with a link to the learner: {}", page.content());
    let page = load(&world, &administrator, &at, &page).await;
    assert!(page.body.contains(&format!("href=\"{sem}\"")), "still asked about: {}", page.content());
    let shown = administrator.get(&sem).await.unwrap();
    assert!(shown.content().contains("Groep 5a"), "still in the class: {}", shown.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn about_a_learner_who_may_be_another_a_person_decides_and_what_is_wrong_keeps_what_was_chosen() {
    // 0-10: a dossier never gets another child
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let first = file(YEAR, "10", FIVE, &known(), "");
    let (at, page) = send(&administrator, &first).await;
    load(&world, &administrator, &at, &page).await;
    // The key of Sem now stands for somebody of another name and date of birth; Lieke has another key.
    let other = known()
        .replace(
            "key=\"2\"><achternaam>Proef</achternaam><roepnaam>Sem</roepnaam><geboortedatum>2017-05-21",
            "key=\"2\"><achternaam>Anders</achternaam><roepnaam>Bo</roepnaam><geboortedatum>2018-01-01",
        )
        .replace("key=\"3\"", "key=\"33\"");
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &other, "")).await;
    let doubts = told(&administrator, &at).await["check"]["doubts"].clone();
    let lines: Vec<String> = doubts.as_array().unwrap().iter().map(|doubt| format!("line-{}", doubt["line"])).collect();
    assert_eq!(lines.len(), 2, "{doubts}");
    let (sem, lieke) = (learner(&administrator, "Sem").await, learner(&administrator, "Lieke").await);
    // Somebody who was not offered is refused, and the other choice stays.
    let form = page.form(&at).unwrap().set("act", "load").set(&lines[0], "new").set(&lines[1], id(&sem));
    let refused = administrator.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    assert_eq!(refused.form(&at).unwrap().value(&lines[0]), Some("new"));
    let form = refused.form(&at).unwrap().set("act", "load").set(&lines[1], id(&lieke));
    let done = administrator.submit(&form).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    assert_eq!(
        (count(&administrator, "Bo").await, count(&administrator, "Lieke").await, count(&administrator, "Sem").await),
        (1, 1, 1)
    );
    let loaded = told(&administrator, &at).await["file"]["progress"]["loaded"].clone();
    assert_eq!((loaded["new"].clone(), loaded["changed"].clone()), (json!(1), json!(1)));
    world.stack.stop().await;
}

#[tokio::test]
async fn of_whom_it_is_not_certain_and_nothing_is_said_nothing_is_loaded_and_the_page_says_so() {
    // 0-10
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let lieke = "<leerling key=\"77\"><achternaam>Voorbeeld</achternaam><roepnaam>Lieke</roepnaam></leerling>";
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, lieke, "")).await;
    let before = rest(&world);
    let page = load(&world, &administrator, &at, &page).await;
    assert!(page.content().contains("1 leerling is overgeslagen"), "{}", page.content());
    assert_eq!(rest(&world), before);
    world.stack.stop().await;
}

#[tokio::test]
async fn what_may_not_be_kept_is_nowhere_and_the_file_is_gone_once_it_is_loaded() {
    // 5.1.6: citizen numbers, ethnicity, countries, weight and photographs are dropped on arrival
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let secret = "<etniciteit>1</etniciteit><land>ZW</land><bsn>999999990</bsn><gewicht_nieuw>1,2</gewicht_nieuw><postcodenl>9999ZZ</postcodenl>";
    let isa = child(
        "9",
        "Isa",
        "Oever",
        "2016-09-01",
        &format!("<groep key=\"a\"/><fotourl>https://foto.example/isa</fotourl>{secret}"),
    );
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &isa, "")).await;
    assert!(page.content().contains("burgerservicenummers"), "{}", page.content());
    load(&world, &administrator, &at, &page).await;
    assert_eq!(count(&administrator, "Isa").await, 1);
    let objects = world.stack.aws.object_names().unwrap();
    assert!(!objects.iter().any(|name| name.contains("uploads")), "{objects:?}");
    for table in ["records", "audit", "outbox", "tickets", "identities"] {
        for item in world.stack.aws.items(table).unwrap() {
            for gone in ["999999990", "9999ZZ", "foto.example"] {
                assert!(!item.to_string().contains(gone), "{gone} in {table}: {item}");
            }
        }
    }
    world.stack.stop().await;
}

#[tokio::test]
async fn teachers_of_a_file_get_no_access_and_no_place_among_the_staff() {
    // 3-16, traps 18 and 19
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let jet = "<leerkrachten><leerkracht key=\"L\"><achternaam>Juf</achternaam><roepnaam>Jet</roepnaam>\
               <emailadres>j.juf@dewilg.example</emailadres><rol>DIR</rol><groepen><groep key=\"a\"><rol>IB</rol></groep></groepen></leerkracht></leerkrachten>";
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), jet)).await;
    assert!(page.content().contains("j.juf@dewilg.example"), "{}", page.content());
    load(&world, &administrator, &at, &page).await;
    let staff = administrator.get("/staff").await.unwrap();
    assert!(!staff.content().contains("Juf"), "{}", staff.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn a_year_level_that_was_filled_in_by_hand_stays_as_it_is() {
    // 2-16, 2-17, trap 17
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let sem = learner(&coordinator, "Sem").await;
    let page = coordinator.get(&format!("{sem}?form=change")).await.unwrap();
    let done = coordinator.submit(&page.form(&sem).unwrap().set("year_level", "7")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let level = || async {
        coordinator
            .get(&format!("{sem}?form=change"))
            .await
            .unwrap()
            .form(&sem)
            .unwrap()
            .value("year_level")
            .map(str::to_owned)
    };
    assert_eq!(level().await.as_deref(), Some("7"));
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    load(&world, &administrator, &at, &page).await;
    assert_eq!(level().await.as_deref(), Some("7"), "the class says 5");
    let noor = learner(&coordinator, "Noor").await;
    let page = coordinator.get(&format!("{noor}?form=change")).await.unwrap();
    assert_eq!(page.form(&noor).unwrap().value("year_level"), Some("5"), "what nobody filled in comes from the file");
    world.stack.stop().await;
}

#[tokio::test]
async fn a_file_that_is_taken_back_is_gone_and_cannot_be_loaded_any_more() {
    // 3-08
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let before = rest(&world);
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    let confirm = page.form(&at).unwrap();
    let done = administrator.submit(&confirm.clone().set("act", "withdraw")).await.unwrap();
    assert!(done.content().contains("ingetrokken"), "{}", done.content());
    let late =
        administrator.post(&at, &[("act", "load"), ("once", "0197a3f2-1c00-7000-8000-00000000aaab")]).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    let is_there = || world.stack.aws.object_names().unwrap().iter().any(|name| name.contains("uploads"));
    for _ in 0..200 {
        if !is_there() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(!is_there(), "what was sent is removed");
    assert_eq!(rest(&world), before);
    world.stack.stop().await;
}

#[tokio::test]
async fn what_is_loaded_can_be_seen_per_class_with_what_is_missing_and_taken_along_as_a_spreadsheet() {
    // 3-10
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let nameless = "<leerling key=\"9\"><achternaam>=1+1</achternaam><roepnaam>Isa</roepnaam></leerling>";
    let (at, page) = send(&administrator, &file(YEAR, "10", FIVE, &(known() + nameless), "")).await;
    load(&world, &administrator, &at, &page).await;
    let page = administrator.get("/rosters/overview").await.unwrap();
    for words in ["Groep 5a", "geen klas, geen geboortedatum", "Isa"] {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    let sheet = administrator.get("/rosters/overview/download").await.unwrap();
    assert!(
        sheet.body.starts_with('\u{feff}') && sheet.body.contains(";Groep 5a;;Proef, Sem;2017-05-21;"),
        "{}",
        sheet.body
    );
    assert!(sheet.body.contains(";'=1+1, Isa;"), "no formula: {}", sheet.body);
    world.stack.stop().await;
}

#[tokio::test]
async fn a_school_that_begins_has_a_list_in_order_that_says_what_was_done() {
    // 3-01, 3-02, 3-20, 3-25
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let begins = async || {
        let start = administrator.get("/").await.unwrap();
        (start.link("/begin").is_ok(), start.content())
    };
    let steps = || async { told(&administrator, "/begin").await["steps"].clone() };
    let done = |steps: &Value| -> Vec<bool> {
        steps.as_array().unwrap().iter().map(|step| step["done"].as_bool().unwrap()).collect()
    };
    // Locations, Duin, Bos, people, coordinator, own role, groups, invitations, second factor: nobody is at Bos yet.
    let left = [true, true, false, true, true, false, true, true, true];
    assert_eq!(done(&steps().await), left, "{}", steps().await);
    let (leads, start) = begins().await;
    assert!(leads, "others work here already, and a location is still to be loaded: {start}");
    let content = file(YEAR, "11", FIVE, &in_five("9", "Isa", "Oever", "2016-09-01"), "");
    let (at, page) = roster::send(&administrator, "Bos", content.as_bytes()).await.unwrap();
    load(&world, &administrator, &at, &page).await;
    assert_eq!(done(&steps().await), [true, true, true, true, true, false, true, true, true]);
    let page = administrator.get("/begin").await.unwrap();
    assert!(page.content().contains("Lees leerlingen en klassen van Bos (99ZX11) in"), "{}", page.content());
    let (leads, start) = begins().await;
    assert!(!leads, "a role of one's own is a choice: {start}");
    let help = administrator.get("/help").await.unwrap();
    assert!(help.link("/begin").is_ok(), "the list can be found again: {}", help.content());
    // Every step leads to where it is done; without a role of one's own it is said what is not seen.
    assert!(page.content().contains("Dossiers, bestanden en ouders zie je niet"), "{}", page.content());
    let roles = page.link("/roles").unwrap();
    for path in ["/help", "/rosters", "/staff/invitations/new", "/staff", "/groups", "/account", roles.as_str()] {
        assert!(page.body.contains(&format!("href=\"{path}\"")), "{path}: {}", page.body);
        assert_eq!(administrator.get(path).await.unwrap().status.as_u16(), 200, "{path}");
    }
    let form = administrator.get(&roles).await.unwrap().form("/roles").unwrap();
    let form = form.set("role", "quality_officer").set("reason", "Kijk mee in de dossiers");
    administrator.submit(&form).await.unwrap();
    assert_eq!(done(&steps().await), [true; 9]);
    world.stack.stop().await;
}

#[tokio::test]
async fn where_a_second_factor_is_a_choice_the_list_of_first_steps_says_whether_ones_own_is_on() {
    // 1-06, 3-02
    let world = World::start().await;
    let client = world.signed_in("b.baas@debeuk.example").await;
    let last = async || told(&client, "/begin").await["steps"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last().await, json!({ "step": "second_factor", "done": false }));
    let set_up = client.submit(&client.get("/account").await.unwrap().form("/account/totp").unwrap()).await.unwrap();
    let secret = set_up.texts("code").into_iter().find(|text| text.len() == 39).expect("a secret");
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    client.submit(&form).await.unwrap();
    assert_eq!(last().await, json!({ "step": "second_factor", "done": true }));
    let start = client.get("/").await.unwrap();
    assert!(start.link("/begin").is_ok(), "nobody is in a group yet: {}", start.content());
    world.stack.stop().await;
}
