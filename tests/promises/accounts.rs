//! Invite, activate, sign in: a staff member comes to work at a school.

use jiff::SignedDuration;
use testkit::{Answer, Client, World};

use crate::sessions::try_password;

pub const ADMINISTRATOR: &str = "a.beheer@dewilg.example";
pub const NEW: &str = "n.nieuw@dewilg.example";
pub const PASSWORD: &str = "paard-accu-nietje-zon";

/// The administrator invites a coordinator; gives the page of the new staff member.
pub async fn invite(administrator: &Client, email: &str) -> Answer {
    let page = administrator.get("/staff/new").await.unwrap();
    let form = page.form("/staff/check").unwrap();
    let form = form.set("call_name", "Nina").set("family_name", "Nieuw").set("email", email).set("role", "coordinator");
    let check = administrator.submit(&form.set("reason", "nieuwe ib'er")).await.unwrap();
    assert!(check.content().contains(email), "the check page names the address (3-24): {}", check.content());
    administrator.submit(&check.form("/staff").unwrap()).await.unwrap()
}

async fn activate(world: &World, link: &str, password: &str) -> Answer {
    let client = world.anonymous();
    let page = client.get(link).await.unwrap();
    let Ok(form) = page.form(link) else { return page };
    client.submit(&form.set("password", password)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_opens_the_link_and_the_person_can_still_activate_once() {
    // 0-11, 0-12, 0-13, 0-14, traps 1 and 2
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let shown = invite(&administrator, NEW).await;
    assert_eq!(shown.status.as_u16(), 200, "{}", shown.content());
    let link = world.link_to(NEW, "/activate/").await;
    let scanner = world.anonymous().named("Mozilla/5.0 (mail scanner)");
    for _ in 0..3 {
        scanner.head(&link).await.unwrap();
        assert_eq!(scanner.get(&link).await.unwrap().status.as_u16(), 200);
    }
    let page = activate(&world, &link, PASSWORD).await;
    assert!(page.url.starts_with("/sign-in"), "no session as a side effect: {}", page.url);
    let again = activate(&world, &link, "een-heel-ander-wachtwoord-x").await;
    assert!(again.form(&link).is_err(), "used up: {}", again.content());
    assert!(again.content().contains("gebruikt"), "says that it was used: {}", again.content());
    // The first password counts; a second factor is compulsory here, so it is set up first (1-06).
    let page = try_password(&world.anonymous(), NEW, PASSWORD).await;
    assert!(page.url.starts_with("/account"), "leads to setting up the second factor: {} {}", page.url, page.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_after_activation_tells_the_same_person_that_it_worked() {
    // reliability trap 1
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    invite(&administrator, NEW).await;
    let link = world.link_to(NEW, "/activate/").await;
    let client = world.anonymous();
    let form = client.get(&link).await.unwrap().form(&link).unwrap().set("password", PASSWORD);
    world.stack.aws.faults().plan(emulators::Service::DynamoDb, "TransactWriteItems", 1, emulators::Fault::DropAnswer);
    let first = client.submit_only(&form).await.unwrap();
    assert!(first.location().is_some_and(|to| to.starts_with("/sign-in")), "{} {}", first.status, first.content());
    let second = client.submit_only(&form).await.unwrap();
    assert_eq!(first.location(), second.location(), "the same form again gets the same answer");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_invitation_kills_the_older_one_and_says_so() {
    // 0-17, trap 4
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let shown = invite(&administrator, NEW).await;
    let first = world.link_to(NEW, "/activate/").await;
    let form = shown.form("/invitation").unwrap();
    let shown = administrator.submit(&form).await.unwrap();
    assert_eq!(shown.status.as_u16(), 200, "{}", shown.content());
    let page = world.anonymous().get(&first).await.unwrap();
    assert!(page.form(&first).is_err() && page.content().contains("nieuwere"), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activation_link_ends_after_five_days_and_offers_a_new_one() {
    // 0-11, 0-15, trap 3
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    invite(&administrator, NEW).await;
    let link = world.link_to(NEW, "/activate/").await;
    world.advance(SignedDuration::from_hours(5 * 24 - 1));
    assert!(world.anonymous().get(&link).await.unwrap().form(&link).is_ok(), "an hour before the end");
    world.advance(SignedDuration::from_hours(1));
    let client = world.anonymous();
    let dead = client.get(&link).await.unwrap();
    assert!(dead.form(&link).is_err(), "{}", dead.content());
    let asked = client.submit(&dead.form("/new-link").unwrap()).await.unwrap();
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let fresh = world
        .stack
        .aws
        .mailbox()
        .wait_for(NEW, |mail| mail.link("/activate/").is_some_and(|new| !new.ends_with(&link)))
        .await;
    assert!(fresh.is_ok(), "a new link came");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_told_at_every_field_and_keeps_what_was_typed() {
    // 0-03, 0-04, 4-12
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = administrator.get("/staff/new").await.unwrap();
    let form = page.form("/staff/check").unwrap().set("call_name", "Nina").set("email", "geen adres");
    let told = administrator.submit(&form).await.unwrap();
    assert_eq!(told.status.as_u16(), 422);
    assert!(told.body.contains("geen adres") && told.body.contains("Nina"), "what was typed is still there");
    let errors = told.texts("[role=alert] a, .error-summary a");
    assert!(errors.len() >= 4, "family name, address, role and reason: {errors:?}");
    let without = form.set("family_name", "Nieuw").set("email", NEW).set("role", "coordinator").set("reason", "  ");
    let told = administrator.submit(&without).await.unwrap();
    assert_eq!((told.status.as_u16(), told.texts(".error-summary a").len()), (422, 1), "{}", told.content());
    assert_eq!(told.attribute(".error-summary a", "href").as_deref(), Some("#f-reason"), "no role without a reason");
    assert_eq!(told.form("/staff/check").unwrap().value("role"), Some("coordinator"));
    let form = page
        .form("/staff/check")
        .unwrap()
        .set("call_name", "Carla")
        .set("family_name", "Dubbel")
        .set("email", "c.coster@dewilg.example")
        .set("role", "coordinator")
        .set("reason", "nieuwe ib'er");
    let check = administrator.submit(&form).await.unwrap();
    let told = match check.form("/staff") {
        Ok(form) => administrator.submit(&form).await.unwrap(),
        Err(_) => check,
    };
    assert_eq!(told.status.as_u16(), 422, "the address is in use in this licence: {}", told.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_tells_nothing_about_who_has_an_account() {
    let world = World::start().await;
    let mut told = Vec::new();
    for email in [ADMINISTRATOR, "nobody@dewilg.example"] {
        let answer = try_password(&world.anonymous(), email, "dit-is-het-niet-echt").await;
        told.push((answer.status, answer.texts("[role=alert] a, .error-summary a"), answer.texts("p")));
    }
    assert_eq!(told[0], told[1]);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_member_is_out_at_the_next_request() {
    // 3-26
    let world = World::start().await;
    let coordinator = world.signed_in("c.coster@dewilg.example").await;
    assert_eq!(coordinator.get("/learners").await.unwrap().status.as_u16(), 200);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let staff = administrator.get("/staff?q=coster").await.unwrap();
    let page = administrator.get(&staff.link("/staff/0").unwrap()).await.unwrap();
    let confirm = administrator.submit(&page.form("/remove").unwrap()).await.unwrap();
    let done = administrator.submit(&confirm.form("/remove").unwrap()).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let out = coordinator.get("/learners").await.unwrap();
    assert!(out.url.starts_with("/sign-in"), "{}", out.url);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_the_session_ended_is_put_back_after_signing_in() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let form = administrator
        .get("/staff/new")
        .await
        .unwrap()
        .form("/staff/check")
        .unwrap()
        .set("call_name", "Nina")
        .set("email", NEW);
    world.advance(SignedDuration::from_mins(31));
    let led = administrator.submit(&form).await.unwrap();
    assert!(led.url.starts_with("/sign-in"), "{}", led.url);
    let account = world.account(ADMINISTRATOR);
    let form = led.form("/sign-in").unwrap().set("email", ADMINISTRATOR).set("password", &*account.password);
    let page = administrator.submit(&form).await.unwrap();
    world.advance(SignedDuration::from_secs(30));
    let form = page.form("/sign-in/code").unwrap().set("code", world.code(account.totp_secret.as_deref().unwrap()));
    let page = administrator.submit(&form).await.unwrap();
    let kept = page.form("/staff/check").unwrap();
    assert_eq!((kept.value("call_name"), kept.value("email")), (Some("Nina"), Some(NEW)), "{}", page.content());
    world.stack.stop().await;
}
