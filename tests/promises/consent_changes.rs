//! What comes after an answer: another mind, a consent that is taken back, an address that takes no mail.

use domain::ids::ConsentId;
use local::tour::{
    consent,
    dossier::{CALL_NAME, Written},
    transfer,
};
use testkit::{Answer, Client, Form, World};

use crate::people::{add_mother, id, learner, walk, written};

/// The newest request to this person: its path.
pub async fn request(coordinator: &Client, written: &Written, name: &str) -> String {
    let list = coordinator.json().get(&format!("{}/consents", written.path)).await.unwrap().json();
    let asked = list["asked"].as_array().unwrap();
    let found = asked.iter().rev().find(|asked| asked["name"].as_str().unwrap().starts_with(name)).unwrap();
    let id: ConsentId = found["id"].as_str().unwrap().parse().unwrap();
    format!("{}/consents/{id}", written.path)
}

/// How often something is in the record of the newest request to this person.
pub async fn records(coordinator: &Client, written: &Written, name: &str, event: &str) -> usize {
    let path = request(coordinator, written, name).await;
    let shown = coordinator.json().get(&path).await.unwrap().json();
    let all = shown["consent"]["records"].as_array().unwrap().clone();
    all.iter().filter(|record| record["event"] == event).count()
}

/// The mother agrees through her link.
pub async fn agrees(world: &World, written: &Written) -> Client {
    let mother = world.anonymous();
    let page = consent::read(&walk(world), &mother, written.parents[0]).await.unwrap();
    let page = mother.submit(&page.form("/decision").unwrap().set("decision", "agrees")).await.unwrap();
    assert!(page.url.ends_with("/receipt"), "{}", page.url);
    mother
}

/// The father's plan, with the form in which he refuses.
pub async fn refusing(world: &World, written: &Written) -> (Client, Form) {
    let father = world.anonymous();
    let page = consent::read(&walk(world), &father, written.parents[1]).await.unwrap();
    (father, page.form("/decision").unwrap().set("decision", "refuses").set("reason", "Te veel ineens"))
}

/// An address that takes none of our mail.
pub const BOUNCES: &str = "bounce@thuis.example";

/// Asks a second mother at that address to consent through a link.
pub async fn ask_out_of_reach(coordinator: &Client, written: &Written) -> Answer {
    let learner = learner(coordinator, "Plank").await;
    add_mother(coordinator, &learner, BOUNCES).await;
    ask_through_link(coordinator, written).await
}

/// Asks the first of those who can be asked, through a link.
async fn ask_through_link(coordinator: &Client, written: &Written) -> Answer {
    let form = coordinator.get(&format!("{}/consents", written.path)).await.unwrap().form("/consents").unwrap();
    coordinator.submit(&form.set("consent-1-route", "through-link")).await.unwrap()
}

/// Takes back the request whose mail did not arrive.
pub async fn take_back_out_of_reach(coordinator: &Client, written: &Written) {
    let path = request(coordinator, written, "Marja Moeders").await;
    let confirm = coordinator.get(&format!("{path}/withdraw")).await.unwrap();
    let done = coordinator.submit(&confirm.form("/withdraw").unwrap()).await.unwrap();
    assert!(done.url.ends_with("?done=withdrawn"), "{} {}", done.url, done.content());
}

/// Asks again, at the address that is known by now not to work: no mail goes there.
pub async fn ask_in_vain(world: &World, coordinator: &Client, written: &Written) {
    let asked = ask_through_link(coordinator, written).await;
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    walk(world).until(coordinator, "/", "niet aangekomen").await.unwrap();
    assert_eq!(world.stack.aws.mailbox().to(BOUNCES).len(), 1, "no second mail");
}

/// The form to note that a consent was taken back, opened from the list.
async fn revocation(coordinator: &Client, at: &str) -> (Answer, Form) {
    let evidence = coordinator.get(at).await.unwrap();
    // 1-34: what was declared through the link, in words.
    let elsewhere = evidence.content().contains("Buiten Samenspoor");
    assert!(elsewhere || evidence.content().contains("heb het plan voor"), "{}", evidence.content());
    assert!(!evidence.content().contains("consent-declaration"), "{}", evidence.content());
    let page = coordinator.get(&evidence.link("/revoke").unwrap()).await.unwrap();
    let form = page.form("/revoke").unwrap();
    (page, form)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_agreed_refuses_later_through_the_same_link_and_both_answers_stay() {
    // 6.6, model: a changed mind is a new record
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let mother = agrees(&world, &written).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let plan = mother.get(&format!("{link}/plan")).await.unwrap();
    let form = plan.form("/decision").unwrap().set("decision", "refuses").set("reason", "Toch liever niet");
    let page = mother.submit(&form).await.unwrap();
    assert!(page.url.ends_with("/receipt") && page.content().contains("Toch liever niet"), "{}", page.content());
    let list = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    let row = list.texts("main table tbody tr").into_iter().find(|row| row.contains("Marja")).unwrap();
    assert!(row.contains("Geen instemming") && row.contains("Toch liever niet"), "{row}");
    assert_eq!(records(&coordinator, &written, "Marja", "decided").await, 2, "append-only");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_consent_back_with_the_school_is_noted_with_day_and_reason_and_can_be_asked_anew() {
    // 6.6, 1-34, 1-37
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    agrees(&world, &written).await;
    let at = request(&coordinator, &written, "Marja").await;
    let (page, form) = revocation(&coordinator, &at).await;
    assert!(page.content().contains("verandert niet"), "says what it does not do: {}", page.content());
    let told = coordinator.submit(&form.clone().set("date-year", "2020")).await.unwrap();
    let faults = told.texts(".error-summary a");
    assert_eq!((told.status.as_u16(), faults.len()), (422, 2), "day and reason: {faults:?}");
    assert_eq!(told.form("/revoke").unwrap().value("date-year"), Some("2020"), "what was typed is kept");
    assert_eq!(records(&coordinator, &written, "Marja", "revoked").await, 0, "nothing changed");
    let done = coordinator.submit(&form.set("reason", "Belde: liever geen extra lessen")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let list = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    let row = list.texts("main table tbody tr").into_iter().find(|row| row.contains("Marja")).unwrap();
    for part in ["Herroepen op", "genoteerd door", "Coster", "Belde: liever geen extra lessen"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    let link = world.link_to(written.parents[0], "/consent/").await;
    assert_eq!(world.anonymous().get(&link).await.unwrap().status.as_u16(), 410, "its link is dead");
    assert_eq!(records(&coordinator, &written, "Marja", "decided").await, 1, "the history stays");

    // Asked anew: given elsewhere, and taken back again.
    let form = list.form("/consents").unwrap().set("consent-1-route", "elsewhere");
    let form = form.set("consent-1-date", today(&world)).set("consent-1-explanation", "Op papier getekend");
    let form = without_parts(form, "consent-1-date");
    let asked = coordinator.submit(&form).await.unwrap();
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let second = request(&coordinator, &written, "Marja").await;
    assert_ne!(second, at, "a new request");
    let (_, form) = revocation(&coordinator, &second).await;
    let done = coordinator.submit(&form.set("reason", "Kwam erop terug")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let evidence = coordinator.json().get(&second).await.unwrap().json();
    assert_eq!(evidence["state"], "revoked", "{evidence}");

    // And through a link.
    let form = coordinator.get(&format!("{}/consents", written.path)).await.unwrap().form("/consents").unwrap();
    let asked = coordinator.submit(&form.set("consent-1-route", "through-link")).await.unwrap();
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let fresh = |mail: &emulators::Mail| mail.link("/consent/").is_some_and(|new| !new.ends_with(&link));
    world.stack.aws.mailbox().wait_for(written.parents[0], fresh).await.unwrap();
    transfer::archive(&walk(&world), &coordinator, &written.path).await.expect("it does not block archiving");
    world.stack.stop().await;
}

fn today(world: &World) -> String {
    world.stack.services.app.today().to_string()
}

/// A date in one field, as programs send it, instead of in three.
fn without_parts(form: Form, name: &str) -> Form {
    ["day", "month", "year"].iter().fold(form, |form, part| form.without(&format!("{name}-{part}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revocation_that_comes_too_late_shows_both_texts_and_a_closed_dossier_stays_as_it_is() {
    // 6.6; model: finishing 11 makes everything read-only
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    agrees(&world, &written).await;
    let at = request(&coordinator, &written, "Marja").await;
    let ((_, one), (_, two)) = (revocation(&coordinator, &at).await, revocation(&coordinator, &at).await);
    let done = coordinator.submit(&one.set("reason", "Zei het aan de deur")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let late = coordinator.submit(&two.set("reason", "Stuurde een brief")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(["Zei het aan de deur", "Stuurde een brief"].iter().all(|said| late.content().contains(said)));
    assert_eq!(records(&coordinator, &written, "Marja", "revoked").await, 1);

    let form = coordinator.get(&format!("{}/consents", written.path)).await.unwrap().form("/consents").unwrap();
    let form = form.set("consent-1-route", "elsewhere").set("consent-1-explanation", "Op papier getekend");
    let form = without_parts(form.set("consent-1-date", today(&world)), "consent-1-date");
    assert_eq!(coordinator.submit(&form).await.unwrap().status.as_u16(), 200);
    let at = request(&coordinator, &written, "Marja").await;
    let (_, form) = revocation(&coordinator, &at).await;
    transfer::archive(&walk(&world), &coordinator, &written.path).await.unwrap();
    let late = coordinator.submit(&form.set("reason", "Te laat gezegd")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(late.content().contains("Te laat gezegd"), "what was typed is not lost: {}", late.content());
    let evidence = coordinator.get(&at).await.unwrap();
    assert!(evidence.link("/revoke").is_err() && evidence.content().contains("gesloten"), "{}", evidence.content());
    assert_eq!(records(&coordinator, &written, "Marja", "revoked").await, 0);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_bounces_is_told_to_the_reader_and_to_the_school_and_counts_nothing() {
    // 6.6, reliability trap 7
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let list = format!("{}/consents", written.path);
    let asked = ask_out_of_reach(&coordinator, &written).await;
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let link = world.link_to(BOUNCES, "/consent/").await;
    let shown = walk(&world).until(&coordinator, &list, "Niet aangekomen").await.unwrap();
    let row = shown.texts("main table tbody tr").into_iter().find(|row| row.contains("Moeders")).unwrap();
    let seen = ["Niet aangekomen", "neemt onze e-mail niet aan"];
    assert!(seen.iter().all(|part| row.contains(part)), "the school sees it: {row}");

    let reader = world.anonymous();
    let page = reader.get(&link).await.unwrap();
    let told = reader.submit(&page.form("/code").unwrap()).await.unwrap();
    assert_eq!(told.status.as_u16(), 409, "{}", told.content());
    let says = told.content();
    assert!(says.contains("neemt onze e-mail niet aan") && says.contains("De Wilg"), "{says}");
    assert!(!says.contains(CALL_NAME) && !says.contains(BOUNCES), "nothing else is told: {says}");
    let codes = world.stack.services.app.store.find_codes(id(&link)).await.unwrap();
    assert_eq!(codes, None, "nothing is counted");
    assert_eq!(world.stack.aws.mailbox().to(BOUNCES).len(), 1, "no code is mailed");
    world.stack.stop().await;
}
