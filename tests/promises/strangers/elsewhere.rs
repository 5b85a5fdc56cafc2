//! What another website makes a browser send, what a made-up address of ours does, and what every answer carries.

use std::collections::BTreeSet;

use http::Method;
use local::{Settings, Stack};
use testkit::{Answer, Client};

use super::{FORM, Scene};
use crate::{faults::kept::Start, people::quiet, walls::MATRIX};

const FOREIGN: &str = "kwaadaardig.example";

/// What is otherwise in the tables since then.
fn changes(scene: &Scene, start: &Start) -> Vec<String> {
    start.until_now(&scene.world.stack.aws).0.into_keys().filter(|line| !line.starts_with("object ")).collect()
}

/// Sends every form there is, with the key and nothing else, as somebody who may.
async fn send_all(scene: &Scene, headers: &[(&str, &str)]) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    for (n, door) in scene.forms().enumerate() {
        let body = format!("once=elsewhere-{n:06}");
        let answer = scene.who_may(door).send(Method::POST, &door.path, Some(FORM), body, headers).await.unwrap();
        answers.push((door.operation, answer));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_another_site_sends_changes_nothing_at_any_door() {
    let scene = Scene::start().await;
    quiet(&scene.world).await;
    let start = Start::of(&scene.world.stack.aws);
    let own = &scene.world.stack.url;
    let longer = format!("{own}.{FOREIGN}");
    let (secure, elsewhere) = (own.replace("http:", "https:"), format!("https://{FOREIGN}"));
    let from = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", ""),
        ("origin", &elsewhere),
        ("origin", &longer),
        ("origin", &secure),
        ("origin", "http://localhost"),
        ("origin", "null"),
        ("origin", ""),
    ];
    let mut wrong = Vec::new();
    for header in from {
        for (operation, answer) in send_all(&scene, &[header]).await {
            let is_told = answer.title() == "Dit kwam van een andere website";
            if answer.status.as_u16() != 403 || !is_told {
                wrong.push(format!("{operation} {header:?}: {} {}", answer.status, answer.title()));
            }
        }
    }
    // Where our own page sent it, it does not help that the origin is right.
    for (operation, answer) in send_all(&scene, &[("sec-fetch-site", "cross-site"), ("origin", own)]).await {
        wrong.extend((answer.status.as_u16() != 403).then(|| format!("{operation} with both: {}", answer.status)));
    }
    quiet(&scene.world).await;
    let changed = changes(&scene, &start);
    send_all(&scene, &[("sec-fetch-site", "same-origin")]).await;
    let own_changes = changes(&scene, &start);
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(changed.is_empty(), "{changed:#?}");
    assert!(own_changes.len() > 10, "the same forms from our own pages change things: {own_changes:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_address_of_ours_stands_in_no_answer_and_no_mail() {
    let scene = Scene::start().await;
    let before = scene.world.stack.aws.mailbox().list().len();
    let (forwarded, url) = (format!("for=1.2.3.4;host={FOREIGN};proto=http"), format!("https://{FOREIGN}/"));
    let made_up = [
        ("host", FOREIGN),
        ("x-forwarded-host", FOREIGN),
        ("x-forwarded-server", FOREIGN),
        ("x-forwarded-proto", FOREIGN),
        ("x-forwarded-prefix", &url),
        ("x-host", FOREIGN),
        ("x-original-url", &url),
        ("x-rewrite-url", &url),
        ("forwarded", &forwarded),
        ("referer", &url),
    ];
    let mut wrong = Vec::new();
    for (n, door) in scene.doors.iter().enumerate() {
        let client = scene.who_may(door);
        let body = format!("once=made-up-{n:06}&email=t.deleer%40dewilg.example");
        let kind = (door.method == Method::POST).then_some(FORM);
        let answer = client.send(door.method.clone(), &door.path, kind, body, &made_up).await.unwrap();
        let told = answer.body.contains(FOREIGN) || format!("{:?}", answer.headers).contains(FOREIGN);
        if told || answer.status.is_server_error() {
            wrong.push(format!("{}: {} {:?}", door.operation, answer.status, answer.headers));
        }
    }
    quiet(&scene.world).await;
    let mails = scene.world.stack.aws.mailbox().list();
    wrong.extend(mails.iter().map(|mail| format!("{mail:?}")).filter(|mail| mail.contains(FOREIGN)));
    scene.world.stack.stop().await;
    assert!(mails.len() >= before + 2, "mails were sent: {}", mails.len() - before);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with the headers of an answer.
fn undressed(operation: &str, answer: &Answer) -> Vec<String> {
    let of = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let policy = of("content-security-policy");
    let mut held = vec![
        ("policy", policy.starts_with("default-src 'none'; ")),
        ("no inline", !policy.contains("unsafe") && !policy.contains('*')),
        ("frames", policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'")),
        ("hsts", of("strict-transport-security") == "max-age=63072000; includeSubDomains"),
        ("nosniff", of("x-content-type-options") == "nosniff"),
        ("referrer", of("referrer-policy") == "same-origin"),
        ("coop", of("cross-origin-opener-policy") == "same-origin"),
        ("corp", of("cross-origin-resource-policy") == "same-origin"),
        ("cross-origin reading", !answer.headers.contains_key("access-control-allow-origin")),
        ("server", !answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by")),
    ];
    let is_public = ["GET /assets/{name}", "GET /openapi.json"].contains(&operation) && answer.status.is_success();
    held.push(("no-store", is_public || of("cache-control") == "no-store"));
    for cookie in answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()) {
        let is_ours = cookie.starts_with("__Host-") || cookie.starts_with("language=");
        let is_shut = ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"].iter().all(|part| cookie.contains(part));
        held.push(("cookie", is_ours && is_shut && !cookie.contains("Domain")));
    }
    let told = |name| format!("{operation} {}: {name}", answer.status);
    held.into_iter().filter(|(_, holds)| !holds).map(|(name, _)| told(name)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_every_door_carries_the_security_headers() {
    let scene = Scene::start().await;
    let mut wrong = Vec::new();
    for (n, door) in scene.doors.iter().enumerate() {
        let who = scene.who_may(door);
        for (m, client) in [who.clone(), who.json(), scene.world.anonymous()].into_iter().enumerate() {
            let kind = (door.method == Method::POST).then_some(FORM);
            let body = format!("once=headers-{n:04}-{m}");
            let answer = client.send(door.method.clone(), &door.path, kind, body, &[]).await.unwrap();
            wrong.extend(undressed(door.operation, &answer));
        }
    }
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_a_path_does_not_have_is_refused_and_the_answer_names_those_it_has() {
    let stack = Stack::start(Settings { bare: true, ..Settings::default() }).await.unwrap();
    let client = Client::new(&stack.url);
    let known: BTreeSet<_> = MATRIX.iter().map(|(operation, _)| operation.split_once(' ').unwrap()).collect();
    let paths: BTreeSet<_> = known.iter().map(|(_, path)| *path).collect();
    let mut wrong = Vec::new();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            if known.contains(&(method, path)) {
                continue;
            }
            let own = [("sec-fetch-site", "same-origin")];
            let asked = path.replace(['{', '}'], "");
            let answer = client.json().send(method.parse().unwrap(), &asked, None, "", &own).await.unwrap();
            let allowed = answer.headers.get("allow").map(|value| value.to_str().unwrap().to_owned());
            let named =
                |method: &str| allowed.as_ref().is_some_and(|all| all.split(',').any(|one| one.trim() == method));
            let names_all = known.iter().filter(|(_, of)| *of == path).all(|(method, _)| named(method));
            let told = answer.json()["type"] == "urn:samenspoor:problem:method";
            if answer.status.as_u16() != 405 || !told || !names_all {
                wrong.push(format!("{method} {path}: {} {allowed:?}", answer.status));
            }
            wrong.extend(undressed(path, &answer));
        }
    }
    stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
