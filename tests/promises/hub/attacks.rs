//! What is tried against signing in through the hub: answers that were caught, made up, or are for somebody else.

use jiff::SignedDuration;
use testkit::hub::{CLIENT, asked, said};

use super::{BACK, by_hub, choose, linked, not_signed_in, noted, refused, rows, with_code, with_hub};
use crate::people::{ADMINISTRATOR, COORDINATOR};

#[tokio::test(flavor = "multi_thread")]
async fn the_address_that_the_hub_leads_back_to_can_be_opened_by_anything_and_the_person_still_goes_on() {
    // trap 1
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    let client = world.anonymous();
    let address = hub.address(&client, &client.get("/sign-in").await.unwrap()).await;
    let back = hub.sign_in(&address, "carla").await;
    let before = rows(&world);
    for _ in 0..3 {
        world.anonymous().named("Mozilla/5.0 (mail scanner)").get(&back).await.unwrap();
        client.head(&back).await.unwrap();
        assert_eq!(client.get(&back).await.unwrap().status.as_u16(), 200);
    }
    assert_eq!(rows(&world), before);
    let form = client.get(&back).await.unwrap().form(BACK).unwrap();
    let first = client.submit_only(&form).await.unwrap();
    let again = client.submit_only(&form).await.unwrap();
    assert!(first.status.is_redirection(), "{}", first.content());
    let page = client.follow(first).await.unwrap();
    assert_eq!(with_code(&world, &client, &page, COORDINATOR).await.url, "/", "{}", again.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_counts_only_in_the_browser_that_asked() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    let (victim, attacker) = (world.anonymous(), world.anonymous());
    let back = hub.sign_in(&hub.address(&attacker, &attacker.get("/sign-in").await.unwrap()).await, "carla").await;
    let form = attacker.get(&back).await.unwrap().form(BACK).unwrap();

    // Without a cookie: a link that was sent to somebody.
    let told = victim.get(&back).await.unwrap();
    assert_eq!((told.status.as_u16(), told.form(BACK).is_err()), (403, true), "{}", told.content());
    let told = victim.submit(&form).await.unwrap();
    refused(&world, &victim, &told, "no_turn");
    // With a turn of one's own: an answer to another question.
    hub.address(&victim, &victim.get("/sign-in").await.unwrap()).await;
    assert_eq!(victim.get(&back).await.unwrap().status.as_u16(), 403);
    let told = victim.submit(&form).await.unwrap();
    refused(&world, &victim, &told, "other_state");
    not_signed_in(&victim);
    // The one who asked still goes on; a quarter of an hour later nobody does.
    let late = hub.sign_in(&hub.address(&attacker, &attacker.get("/sign-in").await.unwrap()).await, "carla").await;
    let form = attacker.get(&late).await.unwrap().form(BACK).unwrap();
    world.advance(SignedDuration::from_mins(15));
    assert_eq!(attacker.submit(&form).await.unwrap().status.as_u16(), 403);
    assert_eq!(noted(&world, "hub-refused no_turn"), 2);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once_and_only_for_the_turn_that_it_was_given_for() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    let client = world.anonymous();
    let back = hub.sign_in(&hub.address(&client, &client.get("/sign-in").await.unwrap()).await, "carla").await;
    let form = client.get(&back).await.unwrap().form(BACK).unwrap();
    let secret = client.cookie("__Host-hub").unwrap();
    assert!(client.submit(&form).await.unwrap().form("/sign-in/code").is_ok());

    // Who saw it all, cookie and code, sends it again under another key of the form.
    let thief = world.anonymous();
    thief.set_cookie("__Host-hub", &secret);
    let told = thief.submit(&form.clone().set("once", "0000-0000-0001")).await.unwrap();
    refused(&world, &thief, &told, "no_turn");
    not_signed_in(&thief);
    // The code in a turn of one's own: without the verifier it was asked with, it is worth nothing (PKCE).
    let victim = world.anonymous();
    let fresh = hub.sign_in(&hub.address(&victim, &victim.get("/sign-in").await.unwrap()).await, "carla").await;
    let address = hub.address(&thief, &thief.get("/sign-in").await.unwrap()).await;
    let other = hub.address(&victim, &victim.get("/sign-in").await.unwrap()).await;
    assert_eq!(asked(&address, "code_challenge_method"), "S256");
    assert_ne!(
        asked(&address, "code_challenge"),
        asked(&other, "code_challenge"),
        "each turn has a verifier of its own"
    );
    let stolen =
        [("code", asked(&fresh, "code")), ("state", asked(&address, "state")), ("once", "0000-0000-0002".into())];
    let stolen: Vec<_> = stolen.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = thief.post(BACK, &stolen).await.unwrap();
    refused(&world, &thief, &told, "worthless");
    not_signed_in(&thief);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_another_turn_audience_or_of_another_issuer_is_worth_nothing() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    for (what, issuer, client, own_nonce) in [
        ("the right one", &hub.issuer, CLIENT, true),
        ("another nonce", &hub.issuer, CLIENT, false),
        ("another audience", &hub.issuer, "another", true),
        ("another issuer", &hub.other, CLIENT, true),
        ("another signature", &hub.issuer, CLIENT, true),
    ] {
        let browser = world.anonymous();
        let address = hub.address(&browser, &browser.get("/sign-in").await.unwrap()).await;
        let nonce = if own_nonce { asked(&address, "nonce") } else { "of-somebody-else".into() };
        let mut token = hub.token(issuer, client, "carla", &nonce).await;
        let told = said(&token);
        assert_eq!((told["iss"].as_str(), told["aud"].as_str()), (Some(&**issuer), Some(client)), "{what}");
        if what == "another signature" {
            let at = token.rfind('.').unwrap() + 9;
            let sign = if token[at..].starts_with('A') { "B" } else { "A" };
            token.replace_range(at..=at, sign);
        }
        hub.answers_with(&token).await;
        let back = hub.sign_in(&address, "carla").await;
        let form = browser.get(&back).await.unwrap().form(BACK).unwrap();
        let answer = browser.submit(&form).await.unwrap();
        if what == "the right one" {
            assert!(answer.form("/sign-in/code").is_ok(), "{}", answer.content());
        } else {
            assert_eq!((answer.status.as_u16(), answer.title().as_str()), (403, "Dit antwoord klopt niet"), "{what}");
            not_signed_in(&browser);
        }
    }
    assert_eq!(noted(&world, "hub-refused worthless"), 4, "{:?}", rows(&world));

    // The hub says of a token that it is good for an hour. By our clock that is over, whatever the clock of the machine says.
    world.advance(SignedDuration::from_hours(2));
    let (_, told) = by_hub(&world, &hub, "carla").await;
    assert_eq!((told.status.as_u16(), noted(&world, "hub-refused worthless")), (403, 5), "{}", told.content());
    world.stack.stop().await;
}
