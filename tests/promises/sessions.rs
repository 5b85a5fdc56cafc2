//! Tries that fail, and sessions that end (security, "Accounts and sessions").

use jiff::SignedDuration;
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, written};

/// Types an address and a password into the form to sign in; gives where that leads.
pub async fn try_password(client: &Client, email: &str, password: &str) -> Answer {
    let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    client.submit(&form.set("email", email).set("password", password)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_failures_in_a_row_lock_with_one_mail_and_the_words_stay_the_same() {
    let world = World::start().await;
    let client = world.anonymous();
    let account = world.account(COORDINATOR);
    let first = try_password(&client, COORDINATOR, "dit is het echt niet").await;
    for _ in 1..100 {
        // Longer than the longest delay, so that every try is looked at.
        world.advance(SignedDuration::from_mins(16));
        try_password(&client, COORDINATOR, "dit is het echt niet").await;
    }
    let locked = |mail: &emulators::Mail| mail.text.contains("op slot");
    world.stack.aws.mailbox().wait_for(COORDINATOR, locked).await.expect("the owner hears of it");
    world.advance(SignedDuration::from_hours(24));
    let right = try_password(&client, COORDINATOR, &account.password).await;
    let unknown = try_password(&client, "niemand@dewilg.example", "dit is het echt niet").await;
    let told = |answer: &Answer| (answer.status, answer.texts("[role=alert] a, .error-summary a"), answer.texts("p"));
    assert_eq!(told(&right), told(&first), "locked says what wrong says");
    assert_eq!(told(&unknown), told(&first));
    let mails = world.stack.aws.mailbox().to(COORDINATOR);
    assert_eq!(mails.iter().filter(|mail| locked(mail)).count(), 1);

    let form = client.get("/reset").await.unwrap().form("/reset").unwrap().set("email", COORDINATOR);
    client.submit(&form).await.unwrap();
    let link = world.link_to(COORDINATOR, "/reset/").await;
    let form = client.get(&link).await.unwrap().form(&link).unwrap().set("password", "paard accu nietje correct");
    client.submit(&form).await.unwrap();
    world.sign_in(COORDINATOR, "paard accu nietje correct", account.totp_secret.as_deref()).await;
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_some_failures_the_right_password_waits_too_and_a_removed_person_reads_the_same_words() {
    let world = World::start().await;
    let client = world.anonymous();
    let account = world.account(COORDINATOR);
    let mut wrong = None;
    for _ in 0..10 {
        world.advance(SignedDuration::from_mins(1));
        wrong = Some(try_password(&client, COORDINATOR, "dit is het echt niet").await.content());
    }
    assert_eq!(Some(try_password(&client, COORDINATOR, &account.password).await.content()), wrong);
    world.advance(SignedDuration::from_mins(1));
    assert!(try_password(&client, COORDINATOR, &account.password).await.form("/sign-in/code").is_ok());

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = administrator.get("/staff?q=coster").await.unwrap().link("/staff/0").unwrap();
    let page = administrator.get(&member).await.unwrap();
    let confirm = administrator.submit(&page.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&confirm.form("/remove").unwrap()).await.unwrap();
    let removed = try_password(&world.anonymous(), COORDINATOR, &account.password).await;
    assert_eq!(Some(removed.content()), wrong);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_of_the_own_list_ends_and_the_others_go_on() {
    let world = World::start().await;
    let here = world.signed_in(COORDINATOR).await;
    let lost = world.signed_in(COORDINATOR).await;
    let third = world.signed_in(COORDINATOR).await;
    let page = here.get("/account").await.unwrap();
    let forms = page.forms("/account/sessions/end");
    let marks: Vec<_> = forms.iter().filter_map(|form| form.value("session")).collect();
    assert_eq!(marks.len(), 2, "one for each other session: {}", page.content());
    assert_eq!(page.texts("table tbody tr").iter().filter(|row| row.contains("(deze)")).count(), 1);
    // The newest is first: the third, then the lost one.
    let ended = here.submit(&forms.iter().find(|form| form.value("session") == Some(marks[1])).unwrap().clone()).await;
    assert_eq!(ended.unwrap().url, "/account?done=session");
    assert!(lost.get("/account").await.unwrap().url.starts_with("/sign-in"));
    for goes_on in [&here, &third] {
        assert_eq!(goes_on.get("/account").await.unwrap().url, "/account");
    }
    let page = here.get("/account").await.unwrap();
    let all = page.forms("/account/sessions/end").into_iter().find(|form| form.value("session").is_none()).unwrap();
    assert_eq!(here.submit(&all).await.unwrap().url, "/account?done=sessions");
    assert!(third.get("/account").await.unwrap().url.starts_with("/sign-in"));
    assert_eq!(here.get("/account").await.unwrap().url, "/account");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_used_all_day_ends_after_twelve_hours() {
    // security: sessions
    let world = World::start().await;
    let began = world.stack.clock.now();
    let coordinator = world.signed_in(COORDINATOR).await;
    while world.stack.clock.now() < began + SignedDuration::from_mins(11 * 60 + 40) {
        world.advance(SignedDuration::from_mins(20));
        assert_eq!(coordinator.get("/account").await.unwrap().url, "/account", "at {}", world.stack.clock.now());
    }
    world.stack.clock.set(began + SignedDuration::from_hours(12) - SignedDuration::from_secs(20));
    assert_eq!(coordinator.get("/account").await.unwrap().url, "/account");
    world.advance(SignedDuration::from_mins(1));
    assert!(coordinator.get("/account").await.unwrap().url.starts_with("/sign-in"));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_session_cannot_be_ended_by_its_mark() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (one, other) = (world.signed_in(COORDINATOR).await, world.signed_in(COORDINATOR).await);
    let page = one.get("/account").await.unwrap();
    let forms = page.forms("/account/sessions/end");
    let mark = forms.iter().find_map(|form| form.value("session")).unwrap();
    let key = [("once", "0000-0000-0001"), ("session", mark)];
    let answer = administrator.post("/account/sessions/end", &key).await.unwrap();
    assert_eq!(answer.location(), Some("/account?done=session"), "tells nothing of whose it is");
    assert_eq!(other.get("/account").await.unwrap().url, "/account");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_quarter_of_an_hour_the_code_is_asked_again_before_the_authenticator_changes() {
    let world = World::start().await;
    let (here, there) = (world.signed_in(COORDINATOR).await, world.signed_in(COORDINATOR).await);
    let secret = world.account(COORDINATOR).totp_secret.unwrap();
    world.advance(SignedDuration::from_mins(15));
    let asked = here.submit(&here.get("/account").await.unwrap().form("/account/totp").unwrap()).await.unwrap();
    assert!(asked.url.starts_with("/account/step-up"), "{}", asked.url);
    let before = here.cookie("__Host-session").unwrap();
    let form = asked.form("/account/step-up").unwrap().set("code", world.code(&secret));
    let page = here.submit(&form).await.unwrap();
    assert_ne!(here.cookie("__Host-session").unwrap(), before, "a new session id at step-up");
    let set_up = here.submit(&page.form("/account/totp").unwrap()).await.unwrap();
    let new = set_up.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    assert_eq!(there.get("/account").await.unwrap().url, "/account", "nothing has changed yet");
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&new));
    assert_eq!(here.submit(&form).await.unwrap().texts(".codes code").len(), 10);
    assert!(there.get("/account").await.unwrap().url.starts_with("/sign-in"), "the others end");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_quarter_of_an_hour_the_code_is_asked_again_before_a_hand_over() {
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let at = format!("{}/transfer", written.path);
    let send = |key| [("act", "send"), ("receiver", "BEUK"), ("once", key)];
    let fresh = coordinator.post(&at, &send("0000-0000-0001")).await.unwrap();
    assert_eq!(fresh.status.as_u16(), 409, "only what is archived leaves: {}", fresh.content());
    world.advance(SignedDuration::from_mins(15));
    let asked = coordinator.post(&at, &send("0000-0000-0002")).await.unwrap();
    assert!(asked.location().is_some_and(|to| to.starts_with("/account/step-up")), "{}", asked.content());
    world.stack.stop().await;
}
