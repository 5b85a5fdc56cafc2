//! "Te doen" tells what readers of plans let know, and what did not reach them, to who looks after consent.

use jiff::SignedDuration;
use local::tour::dossier::CALL_NAME;
use testkit::{Client, World};

use crate::{
    consent_changes::{agrees, ask_in_vain, ask_out_of_reach, refusing, request, take_back_out_of_reach},
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, walk, written},
};

/// What is new on the start page: line by line, the state beside it.
async fn news(client: &Client) -> Vec<String> {
    let page = client.get("/").await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    let sections = page.texts("main section");
    if sections.is_empty() { Vec::new() } else { page.texts("main section:first-of-type .task") }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_stands_on_the_start_page_of_the_coordinator_for_three_weeks_and_of_nobody_else() {
    // 1-34, 6.6, experience: one start page
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    assert_eq!(news(&coordinator).await, [""; 0], "nothing is new before somebody answers");
    agrees(&world, &written).await;
    let (father, form) = refusing(&world, &written).await;
    assert!(father.submit(&form).await.unwrap().url.ends_with("/receipt"));

    let seen = news(&coordinator).await;
    assert_eq!(seen.len(), 2, "{seen:?}");
    let line =
        |who: &str, state: &str| seen.iter().any(|line| [who, state, CALL_NAME].iter().all(|part| line.contains(part)));
    assert!(
        line("antwoord van Marja", "Instemming gegeven") && line("antwoord van Victor", "Geen instemming"),
        "{seen:?}"
    );
    let start = coordinator.get("/").await.unwrap();
    let evidence = coordinator.get(&start.link("/consents/").unwrap()).await.unwrap();
    assert_eq!(evidence.status.as_u16(), 200, "the line leads to the answer: {}", evidence.content());
    for (email, who) in [(ADMINISTRATOR, "an administrator"), (TEACHER, "who may not ask for consent")] {
        let other = world.signed_in(email).await.get("/").await.unwrap();
        assert!(!other.body.contains("Marja") && !other.body.contains("Victor"), "{who}: {}", other.content());
    }
    world.advance(SignedDuration::from_hours(21 * 24));
    let later = world.signed_in(COORDINATOR).await;
    assert_eq!(news(&later).await, [""; 0], "who was away for a holiday of two weeks has seen it by now");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_for_a_new_link_stands_on_the_start_page_until_one_is_mailed() {
    // 0-12, 6.6
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    world.advance(SignedDuration::from_hours(60 * 24));
    let mother = world.anonymous();
    let dead = mother.get(&link).await.unwrap();
    let asked = mother.submit(&dead.form("/new-link").unwrap()).await.unwrap();
    assert_eq!(asked.status.as_u16(), 410, "{}", asked.content());

    let coordinator = world.signed_in(COORDINATOR).await;
    let seen = news(&coordinator).await;
    assert!(seen.len() == 1 && seen[0].contains("Marja") && seen[0].contains("nieuwe link"), "{seen:?}");
    let evidence = coordinator.get(&request(&coordinator, &written, "Marja").await).await.unwrap();
    let sent = coordinator.submit(&evidence.form("/resend").unwrap()).await.unwrap();
    assert!(sent.url.ends_with("?done=resent"), "{} {}", sent.url, sent.content());
    assert_eq!(news(&coordinator).await, [""; 0]);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_did_not_arrive_stands_on_the_start_page_until_the_request_is_taken_back() {
    // 6.6, reliability trap 7
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    ask_out_of_reach(&coordinator, &written).await;
    walk(&world).until(&coordinator, "/", "niet aangekomen").await.unwrap();
    let seen = news(&coordinator).await;
    assert!(seen.len() == 1 && seen[0].contains("Moeders") && seen[0].contains(CALL_NAME), "{seen:?}");

    take_back_out_of_reach(&coordinator, &written).await;
    assert_eq!(news(&coordinator).await, [""; 0]);

    // Asked again, no mail goes to an address that is known not to work: that is news too.
    ask_in_vain(&world, &coordinator, &written).await;
    world.stack.stop().await;
}
