//! The answer is lost after the write: whoever sends the same form again is told that it worked, and nothing is there twice.

use domain::totp::recovery_hash;
use emulators::{Fault, Mail, Service};
use jiff::SignedDuration;
use local::tour::{
    consent,
    dossier::{APPROACH, Written},
};
use testkit::{Answer, Client, Form, World};

use crate::{
    accounts::{ADMINISTRATOR, NEW, invite},
    consent_changes::records,
    people::{COORDINATOR, id, walk, written},
};

/// Sends a form whose write is applied while every answer of it is lost, and then the same form again.
async fn twice(world: &World, client: &Client, form: &Form) -> Answer {
    let faults = world.stack.aws.faults();
    // As often as the SDK tries.
    for nth in 1..=3 {
        faults.plan(Service::DynamoDb, "TransactWriteItems", nth, Fault::DropAnswer);
    }
    let lost = client.submit_only(form).await.unwrap();
    assert_eq!((lost.status.as_u16(), faults.pending()), (503, 0), "{}", lost.content());
    client.submit(form).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_code_sent_again_opens_the_plan_and_is_recorded_once() {
    // 1-04, reliability trap 1
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let mother = world.anonymous();
    let (page, code) = consent::ask(&walk(&world), &mother, written.parents[0]).await.unwrap();
    let plan = twice(&world, &mother, &page.form("/open").unwrap().set("code", code)).await;
    assert!(plan.url.ends_with("/plan") && plan.content().contains(APPROACH), "{} {}", plan.url, plan.content());
    assert_eq!(records(&coordinator, &written, "Marja", "read").await, 1);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_sent_again_shows_its_receipt_and_is_recorded_and_mailed_once() {
    // 1-34, reliability trap 1
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let mother = world.anonymous();
    let page = consent::read(&walk(&world), &mother, written.parents[0]).await.unwrap();
    let form = page.form("/decision").unwrap().set("decision", "agrees");
    let receipt = twice(&world, &mother, &form).await;
    assert!(receipt.url.ends_with("/receipt"), "{} {}", receipt.url, receipt.content());
    assert_eq!(records(&coordinator, &written, "Marja", "decided").await, 1);
    let is_receipt = |mail: &Mail| mail.subject.contains("uw antwoord is ontvangen");
    let mailbox = world.stack.aws.mailbox();
    mailbox.wait_for(written.parents[0], is_receipt).await.unwrap();
    assert_eq!(mailbox.to(written.parents[0]).iter().filter(|mail| is_receipt(mail)).count(), 1);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_the_authenticator_sent_again_signs_in_with_one_session() {
    // 1-09, reliability trap 1
    let world = World::start().await;
    let account = world.account(COORDINATOR);
    let client = world.anonymous();
    let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let form = form.set("email", COORDINATOR).set("password", &*account.password);
    let page = client.submit(&form).await.unwrap();
    world.advance(SignedDuration::from_secs(30));
    let code = world.code(account.totp_secret.as_deref().unwrap());
    let store = &world.stack.services.app.store;
    let sessions = async || store.identity_of(COORDINATOR).await.unwrap().unwrap().value.sessions.len();
    let before = sessions().await;
    let page = twice(&world, &client, &page.form("/sign-in/code").unwrap().set("code", code)).await;
    assert_eq!((page.url.as_str(), page.status.as_u16()), ("/", 200), "{}", page.content());
    assert_eq!(client.get("/learners").await.unwrap().status.as_u16(), 200, "is at work");
    assert_eq!(sessions().await, before + 1);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_mailed_though_the_answer_was_lost_is_the_only_one_that_counts() {
    // 1-03, reliability traps 1 and 7
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let mother = world.anonymous();
    let form = mother.get(&link).await.unwrap().form("/code").unwrap();
    let (faults, store) = (world.stack.aws.faults(), &world.stack.services.app.store);
    let token = link.trim_start_matches("/consent/").to_owned();
    let made = async || store.find_codes(&token).await.unwrap().unwrap().value.all.len();
    faults.plan_every(Service::Ses, "SendRawEmail", Fault::DropAnswer);
    let lost = mother.submit(&form).await.unwrap();
    faults.clear();
    assert_eq!(lost.status.as_u16(), 503, "{}", lost.content());
    assert!(lost.content().contains("niet verstuurd"), "{}", lost.content());
    assert!(lost.headers.contains_key("retry-after"), "when it may work again");
    let asked = mother.submit(&form).await.unwrap();
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let mails = world.stack.aws.mailbox().to(written.parents[0]);
    let mut codes: Vec<String> = mails
        .iter()
        .filter(|mail| mail.link("/consent/").is_none())
        .filter_map(|mail| consent::code_in(&mail.text))
        .collect();
    assert!(codes.len() >= 2, "the lost one and the one asked again: {codes:?}");
    codes.dedup();
    assert_eq!((codes.len(), made().await), (1, 1), "the same digits: {codes:?}");
    let plan = mother.submit(&asked.form("/open").unwrap().set("code", &*codes[0])).await.unwrap();
    assert!(plan.url.ends_with("/plan"), "{} {}", plan.url, plan.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_code_again_after_its_write_was_lost_makes_no_second_code() {
    // 1-03, reliability trap 1
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let mother = world.anonymous();
    let form = mother.get(&link).await.unwrap().form("/code").unwrap();
    let asked = twice(&world, &mother, &form).await;
    assert!(asked.form("/open").is_ok(), "{}", asked.content());
    assert_eq!(records(&coordinator, &written, "Marja", "code-sent").await, 1);
    assert_eq!(asked_for_codes(&world, &written).await, ["code asked"], "asked once, so noted once");
    let again = mother.submit(&asked.form("/code").unwrap()).await.unwrap();
    assert_eq!(again.status.as_u16(), 200, "{}", again.content());
    assert_eq!(
        asked_for_codes(&world, &written).await,
        ["code asked", "code mailed again"],
        "another form is another time"
    );
    world.stack.stop().await;
}

/// What the audit log tells of codes that were asked for.
async fn asked_for_codes(world: &World, written: &Written) -> Vec<String> {
    let store = &world.stack.services.app.store;
    let licence = store.identity_of(COORDINATOR).await.unwrap().unwrap().value.services[0].licence;
    let subject = format!("DOSSIER#{}", id(&written.path));
    let rows = store.audit_of(licence, &subject).await.unwrap();
    rows.into_iter().map(|row| row.act).filter(|act| act.starts_with("code ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_sent_again_is_told_as_done_and_signs_in() {
    // reliability trap 1
    let world = World::start().await;
    let client = world.anonymous();
    let form = client.get("/reset").await.unwrap().form("/reset").unwrap().set("email", COORDINATOR);
    client.submit(&form).await.unwrap();
    let link = world.link_to(COORDINATOR, "/reset/").await;
    let new = "fiets-zeil-kompas-druif";
    let form = client.get(&link).await.unwrap().form(&link).unwrap().set("password", new);
    let page = twice(&world, &client, &form).await;
    assert_eq!(page.url, "/sign-in?done=reset", "{}", page.content());
    world.sign_in(COORDINATOR, new, world.account(COORDINATOR).totp_secret.as_deref()).await;
    let changed = |mail: &Mail| mail.subject.contains("veranderd aan je inlog");
    let mailbox = world.stack.aws.mailbox();
    mailbox.wait_for(COORDINATOR, changed).await.unwrap();
    assert_eq!(mailbox.to(COORDINATOR).iter().filter(|mail| changed(mail)).count(), 1);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_whose_counting_was_lost_has_one_of_the_three_turns_of_an_hour() {
    // reliability trap 1
    let world = World::start().await;
    let client = world.anonymous();
    let asked = async || client.get("/reset").await.unwrap().form("/reset").unwrap().set("email", COORDINATOR);
    let store = &world.stack.services.app.store;
    let link = async || store.identity_of(COORDINATOR).await.unwrap().unwrap().value.reset;
    let form = asked().await;
    world.stack.aws.faults().plan_every(Service::DynamoDb, "UpdateItem", Fault::DropAnswer);
    assert_eq!(client.submit_only(&form).await.unwrap().status.as_u16(), 503);
    world.stack.aws.faults().clear();
    assert_eq!(client.submit(&form).await.unwrap().url, "/reset?done=sent");
    let mut links = vec![link().await];
    assert!(links[0].is_some(), "a link is mailed");
    for _ in 0..3 {
        client.submit(&asked().await).await.unwrap();
        links.push(link().await);
    }
    assert_ne!(links[1], links[2], "three forms, three links");
    assert_eq!(links[2], links[3], "the fourth form of an hour gets none");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_whose_counting_was_lost_has_one_of_the_three_turns_of_an_hour() {
    // 0-15, reliability trap 1
    let world = World::start().await;
    let mailbox = world.stack.aws.mailbox();
    let mails = || mailbox.to(NEW).len();
    invite(&world.signed_in(ADMINISTRATOR).await, NEW).await;
    let link = world.link_to(NEW, "/activate/").await;
    world.advance(SignedDuration::from_hours(5 * 24));
    let client = world.anonymous();
    let asked = async || client.get(&link).await.unwrap().form("/new-link").unwrap();
    for asking in 1..=3 {
        let form = asked().await;
        world.stack.aws.faults().plan_every(Service::DynamoDb, "UpdateItem", Fault::DropAnswer);
        assert_eq!(client.submit_only(&form).await.unwrap().status.as_u16(), 503);
        world.stack.aws.faults().clear();
        assert_eq!(client.submit(&form).await.unwrap().status.as_u16(), 200);
        assert!(mailbox.wait_for(NEW, |_| mails() > asking).await.is_ok(), "{asking}: a link is mailed");
    }
    client.submit(&asked().await).await.unwrap();
    invite(&world.signed_in(ADMINISTRATOR).await, "later@dewilg.example").await;
    world.link_to("later@dewilg.example", "/activate/").await;
    assert_eq!(mails(), 4, "the invitation and three more; the fourth form of an hour gets none");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovery_codes_whose_page_was_lost_are_shown_to_the_same_form_for_a_quarter_of_an_hour() {
    // 1-08, reliability trap 1
    let world = World::start().await;
    let client = world.signed_in(COORDINATOR).await;
    let page = client.submit(&client.get("/account").await.unwrap().form("/account/totp").unwrap()).await.unwrap();
    let secret = page.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    let form = page.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    let before = client.cookie("__Host-session").unwrap();
    let shown = twice(&world, &client, &form).await;
    let codes = shown.texts(".codes code");
    let store = &world.stack.services.app.store;
    let kept = store.identity_of(COORDINATOR).await.unwrap().unwrap().value.totp.unwrap().recovery;
    assert_eq!(codes.iter().map(|code| recovery_hash(code)).collect::<Vec<_>>(), kept, "{}", shown.content());
    assert_eq!(client.get("/learners").await.unwrap().status.as_u16(), 200, "is at work");
    world.advance(SignedDuration::from_mins(15));
    client.set_cookie("__Host-session", &before);
    let late = client.submit_only(&form).await.unwrap();
    assert_eq!((late.status.as_u16(), late.texts(".codes code").len()), (303, 0), "{}", late.content());
    world.stack.stop().await;
}
