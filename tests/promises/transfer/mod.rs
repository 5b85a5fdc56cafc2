//! Handing a dossier over: when, to whom, what travels, and once.

mod arriving;
mod ending;
pub mod lying;
mod sealed;

use futures::future::join;
use local::tour::{
    consent,
    dossier::{APPROACH, BORN, Written},
    transfer,
};
use testkit::{Answer, Client, Form, World};

use crate::people::{walk, written};

use lying::Lying;

const RECEIVER: &str = "i.ibers@debeuk.example";

/// An exported dossier, its sender and receiver, and the path of the package.
async fn exported(world: &World) -> (Client, Written, Client, String) {
    let (sender, written) = written(world).await;
    let walk = walk(world);
    consent::give(&walk, &sender, &written).await.unwrap();
    transfer::archive(&walk, &sender, &written.path).await.unwrap();
    transfer::export(&walk, &sender, &written.path).await.unwrap();
    let receiver = world.signed_in(RECEIVER).await;
    let at = walk.until(&receiver, "/imports", "T-20").await.unwrap().link("/imports/").unwrap();
    (sender, written, receiver, at)
}

async fn fill_in(receiver: &Client, at: &str) -> testkit::Form {
    let page = receiver.get(at).await.unwrap();
    let year =
        page.attribute("[name=year] option:nth-child(2)", "value").or_else(|| page.attribute("[name=year]", "value"));
    let group = page.attribute("[name=group] option:nth-child(2)", "value");
    page.form(at).unwrap().set("year", year.unwrap_or_default()).set("group", group.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_is_not_archived_does_not_leave() {
    // 1-12, trap 9
    let world = World::start().await;
    let (sender, written) = written(&world).await;
    let at = format!("{}/transfer", written.path);
    let page = sender.get(&at).await.unwrap();
    assert!(!page.forms("/transfer").iter().any(|form| form.value("act") == Some("check")), "{}", page.content());
    let sent = sender.post(&at, &[("act", "send"), ("receiver", "BEUK"), ("once", "0000-0000-0001")]).await.unwrap();
    assert_eq!(sent.status.as_u16(), 409, "{:?} {}", sent.location(), sent.content());
    let receiver = world.signed_in(RECEIVER).await;
    assert!(!receiver.get("/imports").await.unwrap().content().contains("T-20"));
    world.stack.stop().await;
}

/// The form of the page that does this.
fn form(page: &Answer, act: &str) -> Option<Form> {
    page.forms("/transfer").into_iter().find(|form| form.value("act") == Some(act))
}

/// Fills in who, and today.
fn noted(world: &World, page: &Answer, form: Form) -> Form {
    let who = page.attribute("[name=person]", "value").unwrap();
    form.set("person", who).set("date", world.stack.services.app.today().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_a_dossier_that_was_not_viewed_and_an_expert_organisation_only_with_permission() {
    // model: transfer, 1-16, 1-17
    let world = World::start().await;
    let (sender, written) = written(&world).await;
    let walk = walk(&world);
    consent::give(&walk, &sender, &written).await.unwrap();
    transfer::archive(&walk, &sender, &written.path).await.unwrap();
    let at = format!("{}/transfer", written.path);
    let send = async |receiver: &str, once: &str| {
        sender.post(&at, &[("act", "send"), ("receiver", receiver), ("once", once)]).await.unwrap()
    };
    assert_eq!(send("BEUK", "0000-0000-0001").await.status.as_u16(), 409, "nobody has seen it");
    let page = sender.get(&at).await.unwrap();
    assert!(form(&page, "check").is_none(), "{}", page.content());
    let refused = noted(&world, &page, form(&page, "viewing").unwrap()).set("agrees", "no");
    let told = sender.submit(&refused).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "who does not agree says why");
    let page = sender.submit(&refused.set("words", "Er staat niets in over thuis")).await.unwrap();
    assert!(page.content().contains("Er staat niets in over thuis"), "in own words: {}", page.content());

    assert_eq!(send("LINDE", "0000-0000-0002").await.status.as_u16(), 409, "nobody allowed it");
    let asks = sender.submit(&form(&page, "check").unwrap().set("receiver", "LINDE")).await.unwrap();
    assert!(asks.content().contains("Expertisecentrum De Linde") && form(&asks, "send").is_none());
    let permission = noted(&world, &asks, form(&asks, "permission").unwrap());
    assert_eq!(sender.submit(&permission).await.unwrap().status.as_u16(), 422, "how it was given is asked");
    let page = sender.submit(&permission.set("explanation", "Gesprek op school")).await.unwrap();
    let sent = sender.submit(&form(&page, "send").unwrap()).await.unwrap();
    assert_eq!(sent.status.as_u16(), 200, "{}", sent.content());
    let expert = world.signed_in("e.expert@delinde.example").await;
    walk.until(&expert, "/imports", "T-20").await.unwrap();
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_dates_of_birth_lock_the_package_and_both_schools_see_it() {
    // 1-15, trap 10
    let world = World::start().await;
    let (sender, written, receiver, at) = exported(&world).await;
    for n in 1..=5 {
        let form = fill_in(&receiver, &at).await.set("birth_date", "2017-10-06");
        let told = receiver.submit(&form).await.unwrap();
        assert_eq!(told.status.as_u16(), if n < 5 { 422 } else { 423 }, "try {n}: {}", told.content());
    }
    let receiving = receiver.json().get(&at).await.unwrap().json();
    assert_eq!(receiving["state"], "locked", "{receiving}");
    let sending = sender.json().get(&format!("{}/transfer", written.path)).await.unwrap().json();
    assert_eq!(sending["transfers"][0]["state"], "locked", "{sending}");
    let right = receiver.post(&at, &[("birth_date", BORN), ("once", "0000-0000-0001")]).await.unwrap();
    assert!(!right.status.is_server_error());
    let receiving = receiver.json().get(&at).await.unwrap().json();
    assert_eq!(receiving["state"], "locked", "the right date comes too late: {receiving}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_travel_is_not_in_the_bytes_of_the_package() {
    // 1-13, trap 9
    let world = World::start().await;
    let (_, _, _, at) = exported(&world).await;
    let lying = Lying::of(&world, &at).await;
    let objects = lying.objects("transfers/").await;
    let mut all = String::new();
    for object in &objects {
        all.push_str(&String::from_utf8_lossy(&lying.bytes(object).await));
    }
    assert_eq!(objects.len(), 2, "the document and the file");
    assert!(all.contains("Leest in juni op AVI-E4"), "the goals travel");
    let stays = [APPROACH, "2027-06-01", "Fijn plan", "Te veel ineens", "Het plan van school", "contact-person"];
    for what in stays {
        assert!(!all.contains(what), "{what} travelled");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_takes_the_dossier_over_once() {
    // 1-19, 1-20, reliability R1
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let form = fill_in(&receiver, &at).await.set("birth_date", BORN);
    let (one, two) = join(receiver.submit_only(&form), receiver.submit_only(&form)).await;
    for answer in [one.unwrap(), two.unwrap(), receiver.submit_only(&form).await.unwrap()] {
        assert!(!answer.status.is_server_error(), "{}", answer.content());
    }
    walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    let again = receiver.submit(&form.clone().set("once", "0000-0000-0009")).await.unwrap();
    assert!(!again.status.is_server_error(), "{}", again.content());
    for list in ["/dossiers", "/learners?q=Plank"] {
        let rows = receiver.get(list).await.unwrap().texts("main table tbody tr");
        assert_eq!(rows.iter().filter(|row| row.contains("Pim")).count(), 1, "{list}: {rows:?}");
    }
    world.stack.stop().await;
}
