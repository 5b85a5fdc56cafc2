//! What every page promises.

use emulators::{Fault, Service};
use local::{Settings, Stack};
use testkit::{Answer, Client, World};

use crate::people::{COORDINATOR, TEACHER, id, learner};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_signed_in_is_led_to_sign_in_and_a_program_is_told_why() {
    let world = World::start().await;
    let client = world.anonymous();
    let answer = client.send("GET".parse().unwrap(), "/", None, "", &[]).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.location()), (303, Some("/sign-in?next=%2F")));
    let answer = client.json().get("/").await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.json()["type"].as_str()), (401, Some("urn:samenspoor:problem:sign-in")));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let world = World::start().await;
    let client = world.anonymous();
    for path in ["/", "/sign-in", "/nowhere", "/openapi.json", "/activate/made-up"] {
        let answer = client.send("GET".parse().unwrap(), path, None, "", &[]).await.unwrap();
        let header =
            |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        assert!(header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(header("strict-transport-security").contains("max-age="), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(path == "/openapi.json" || header("cache-control") == "no-store", "{path}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_says_so_in_the_readers_language() {
    let world = World::start().await;
    let client = world.anonymous();
    let answer = client.get("/nowhere").await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.title().as_str()), (404, "Deze pagina is er niet"));
    let answer = client.get("/nowhere?lang=en").await.unwrap();
    assert_eq!(answer.title(), "This page is not here");
    assert_eq!(client.get("/nowhere").await.unwrap().title(), "This page is not here", "the choice is remembered");
    world.stack.stop().await;
}

/// What the frame of a page offers: the menu, the own name, help and signing out, and the licence.
fn frame(page: &Answer) -> [Vec<String>; 3] {
    [".menu a", ".bottom .person :is(a, button)", ".bottom .licence p"].map(|part| page.texts(part))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_and_refused_keeps_the_menu() {
    // 3-12, 3-30
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHER).await);
    let own = frame(&teacher.get("/").await.unwrap());
    assert!(own[0].len() > 1 && own[1].len() == 3 && own[2].len() == 1, "{own:?}");
    let out_of_reach = learner(&coordinator, "Testman").await;
    for (path, status) in [("/nowhere", 404), (&*out_of_reach, 404), ("/staff", 403)] {
        let page = teacher.get(path).await.unwrap();
        assert_eq!((page.status.as_u16(), frame(&page)), (status, own.clone()), "{path}");
        assert!(page.form("/sign-out").is_ok() && !page.body.contains("data-unsaved"), "{path}: {}", page.content());
    }

    // In answer to a form too: one that was sent before with something else in it, and one of a kind that nobody can read.
    let at = learner(&coordinator, "Noor").await;
    let form = coordinator.get(&format!("{at}?form=change")).await.unwrap().form(&at).unwrap();
    coordinator.submit(&form.clone().set("initials", "N.")).await.unwrap();
    let other = coordinator.submit(&form.set("initials", "X.")).await.unwrap();
    assert_eq!(other.status.as_u16(), 409, "{}", other.content());
    let kind = coordinator.send("POST".parse().unwrap(), &at, Some("text/plain"), "initials", &[]).await.unwrap();
    assert_eq!(kind.status.as_u16(), 415, "{}", kind.content());
    for page in [other, kind] {
        assert_eq!(frame(&page), frame(&coordinator.get("/").await.unwrap()), "{}", page.content());
    }

    // Whose session has ended has none, nor has anybody while the database is down: it says what it said before.
    for path in ["/nowhere", &format!("/learners/{}", id(&out_of_reach))] {
        let faults = world.stack.aws.faults();
        faults.plan_every(Service::DynamoDb, "BatchGetItem", Fault::FailBefore);
        let page = teacher.get(path).await.unwrap();
        faults.clear();
        assert!([404, 503].contains(&page.status.as_u16()) && frame(&page).concat().is_empty(), "{}", page.content());
    }
    let stranger = world.anonymous().get("/nowhere").await.unwrap();
    assert_eq!((stranger.status.as_u16(), frame(&stranger).concat()), (404, Vec::new()));
    world.advance(jiff::SignedDuration::from_mins(31));
    let late = teacher.get("/nowhere").await.unwrap();
    assert_eq!((late.status.as_u16(), frame(&late).concat()), (404, Vec::new()));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused() {
    let world = World::start().await;
    let client = world.anonymous();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
    ] {
        let answer = client
            .send(
                "POST".parse().unwrap(),
                "/sign-in",
                Some("application/x-www-form-urlencoded"),
                "once=12345678",
                &[(name, value)],
            )
            .await
            .unwrap();
        assert_eq!(answer.status.as_u16(), 403, "{name}: {value}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_with_a_page_is_kept_for_a_year_and_brings_nothing_else() {
    // performance P11: a repeat visit brings only the page; what pages weigh, the walk through the browser measures
    let world = World::start().await;
    let client = world.anonymous();
    let page = client.get("/sign-in").await.unwrap();
    for (element, name) in [("link[rel=stylesheet]", "href"), ("link[rel=icon]", "href"), ("script[src]", "src")] {
        let at = page.attribute(element, name).unwrap();
        let asset = client.get(&at).await.unwrap();
        let kept = asset.headers["cache-control"].to_str().unwrap();
        assert_eq!((asset.status.as_u16(), kept), (200, "public, max-age=31536000, immutable"), "{at}");
        assert!(!asset.body.contains("url(") && !asset.body.contains("@import"), "{at} brings more");
        assert!(!asset.body.contains("@font-face"), "{at} brings a font");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_round_the_edge_is_refused_and_two_of_its_keys_hold_at_once() {
    let keys = vec!["key-of-before".to_owned(), "key-of-now".to_owned()];
    let stack = Stack::start(Settings { bare: true, edge_keys: keys, ..Settings::default() }).await.unwrap();
    let client = Client::new(&stack.url);
    let get = async |headers: &[(&str, &str)]| {
        client.send("GET".parse().unwrap(), "/sign-in", None, "", headers).await.unwrap()
    };
    let refused = get(&[("x-forwarded-for", "203.0.113.7")]).await;
    assert_eq!((refused.status.as_u16(), refused.title().as_str()), (403, "Deze weg is dicht"));
    assert!(refused.headers.contains_key("content-security-policy"));
    for (key, status) in
        [("", 403), ("key-of-no", 403), ("key-of-before", 200), ("key-of-now", 200), ("key-of-then", 403)]
    {
        assert_eq!(get(&[("x-edge-key", key)]).await.status.as_u16(), status, "{key:?}");
    }
    // A key that is put into the secret later is known within a minute, without a start.
    let mut secret: serde_json::Value =
        serde_json::from_str(&stack.aws.secrets().text("samenspoor/keys").unwrap()).unwrap();
    secret["edge"]["keys"] = serde_json::json!({ "k2": "key-of-now", "k3": "key-of-then" });
    stack.aws.secrets().put("samenspoor/keys", &secret.to_string());
    stack.clock.advance(jiff::SignedDuration::from_mins(1));
    assert_eq!(get(&[("x-edge-key", "key-of-then")]).await.status.as_u16(), 200);
    assert_eq!(get(&[("x-edge-key", "key-of-before")]).await.status.as_u16(), 403);
    stack.stop().await;
}
