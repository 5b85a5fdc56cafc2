//! What is no form, and forms that nobody fills in so: never a fault of ours, and never an answer that is lost.

use std::collections::BTreeMap;

use http::{Method, header};
use serde_json::json;
use testkit::Client;

use super::{Door, FORM, JSON, Scene, post_json};
use crate::{enumeration::forms, runs::is_full};

/// Of each sort one in so many is tried at a door every day, at the next door the next ones; all of them in a full run.
const DAILY: usize = 12;

/// What is tried at the door with this number.
fn share<T>(all: Vec<T>, door: usize) -> impl Iterator<Item = T> {
    let is_tried = move |at: usize| is_full() || (at + door).is_multiple_of(DAILY);
    all.into_iter().enumerate().filter(move |(at, _)| is_tried(*at)).map(|(_, one)| one)
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_is_no_object_is_no_form_at_any_door() {
    let scene = Scene::start().await;
    let mut wrong = Vec::new();
    for (n, door) in scene.forms().enumerate() {
        let client = scene.who_may(door);
        for (m, body) in ["[]", " [\"x\"]", "[[]]", "null", "1", "\"x\"", ""].into_iter().enumerate() {
            let answer = post_json(&client, &door.path, body, n * 10 + m).await;
            let told = answer.json();
            // Whoever is not on the way in is told that first.
            let asked_to_sign_in = door.operation.starts_with("POST /sign-in/") && answer.status.as_u16() == 401;
            let is_told = told["type"] == "urn:samenspoor:problem:no-object";
            if !(asked_to_sign_in || answer.status.as_u16() == 400 && is_told) {
                wrong.push(format!("{} {body}: {} {told}", door.operation, answer.status));
            }
        }
    }
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What no page sends, with the kind it says it is.
fn no_forms() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str| format!("{{\"once\":{}", open.repeat(100_000)).into_bytes();
    let long = |text: &str, times| text.repeat(times).into_bytes();
    vec![
        (FORM, b"once=12345678&email=%ff%fe&name=%".to_vec()),
        (FORM, b"once=12345678&email=\xff\xfe\x00\r\n".to_vec()),
        (FORM, b"once=12345678&once=87654321&&=&=x&%=%&email".to_vec()),
        (FORM, [b"once=12345678".to_vec(), long("&a=b", 100_000)].concat()),
        (FORM, [b"once=12345678&email=".to_vec(), long("%", 400_000)].concat()),
        (FORM, long("once=12345678&", 60_000)),
        (FORM, b"".to_vec()),
        ("application/x-www-form-urlencoded; charset=\"\u{e9}", b"once=12345678".to_vec()),
        ("multipart/form-data; boundary=", b"--\r\n".to_vec()),
        (JSON, b"{\"once\":\"\\ud800\",\"email\":\"\\u0000\"}".to_vec()),
        (JSON, b"{\"email\":\"\xff\xfe\"}".to_vec()),
        (JSON, b"\xef\xbb\xbf{}".to_vec()),
        (JSON, b"{\"email\":1e999999,\"once\":{}}".to_vec()),
        (JSON, b"{\"email\":\"a\",\"email\":\"b\"}".to_vec()),
        (JSON, deep("[")),
        (JSON, deep("{\"a\":")),
        (JSON, [b"{\"email\":\"".to_vec(), long("a", 500_000), b"\"}".to_vec()].concat()),
    ]
}

/// Sends one request; what is wrong with the answer, if that is ours or never came.
async fn send(
    client: &Client,
    door: &Door,
    path: &str,
    (kind, body): (&str, Vec<u8>),
    headers: &[(&str, &str)],
) -> Option<String> {
    let shown: String = String::from_utf8_lossy(&body).chars().take(60).collect();
    let kind = (door.method == Method::POST).then_some(kind);
    let body = if kind.is_some() { body } else { Vec::new() };
    let asked: String = path.chars().take(80).collect();
    match client.send(door.method.clone(), path, kind, body, headers).await {
        Err(lost) => Some(format!("{} {asked} {kind:?} {shown} {headers:?}: {lost}", door.operation)),
        Ok(answer) if answer.status.is_server_error() => {
            Some(format!("{} {asked} {kind:?} {shown} {headers:?}: {}", door.operation, answer.status))
        }
        Ok(_) => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_page_sends_is_no_fault_of_ours_at_any_door() {
    let scene = Scene::start().await;
    let mut wrong = Vec::new();
    for (n, door) in scene.forms().enumerate() {
        for body in share(no_forms(), n) {
            wrong.extend(send(&scene.who_may(door), door, &door.path, body, &[]).await);
        }
    }
    let larger = vec![b'a'; 600_000];
    for (n, door) in scene.forms().enumerate() {
        for kind in share([FORM, JSON].repeat(DAILY / 2), n) {
            let client = scene.who_may(door).json();
            let answer = client.send(Method::POST, &door.path, Some(kind), larger.clone(), &[]).await.unwrap();
            let is_told = [401, 413].contains(&answer.status.as_u16());
            wrong.extend((!is_told).then(|| format!("{} with 600 kB: {}", door.operation, answer.status)));
        }
    }
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Ids, tokens and queries that stand in no page.
fn addresses(door: &Door) -> Vec<String> {
    let (stem, last) = door.path.rsplit_once('/').unwrap();
    let made_up =
        ["%00", "%ff%fe", "%", "%2e%2e%2f", "..", "%e2%80%ae", "0", "-1", "*", "a.b.c", "0.0", "99999999999999999999"];
    let ids = made_up.iter().map(|id| format!("{stem}/{id}"));
    let first = door.path.split('/').nth(1).unwrap_or_default();
    let rest = door.path.split('/').skip(3).collect::<Vec<_>>().join("/");
    let others = made_up.iter().map(|id| format!("/{first}/{id}/{rest}").trim_end_matches('/').to_owned());
    let long = "a".repeat(8_000);
    let queries = [
        "%",
        "%ff=%fe",
        "lang=%ff",
        "q=%00",
        "q=%f0%9f",
        "cursor=%ff",
        "done=%3Cscript%3E",
        "&&==&",
        "day=9999-12-31",
        "day=-9999-01-01",
    ];
    let queries = queries.iter().map(|query| format!("{}?{query}", door.path));
    let cut = &last[..last.len() / 2];
    ids.chain(others)
        .chain(queries)
        .chain([
            format!("{stem}/{long}"),
            format!("{}?q={long}&lang={long}", door.path),
            format!("{stem}/{cut}"),
            format!("{}/", door.path),
        ])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_headers_that_nobody_made_are_no_fault_of_ours_at_any_door() {
    let scene = Scene::start().await;
    let mut wrong = Vec::new();
    let long = "a".repeat(8_000);
    let many = "a=b; ".repeat(1_500);
    let headers = [
        (header::COOKIE.as_str(), "__Host-session=a.b.c; __Host-reader=%ff; language=%%; =; ;;"),
        (header::COOKIE.as_str(), "__Host-session=eyJhbGciOiJIUzI1NiIsImtpZCI6IjEifQ.e30.x"),
        (header::COOKIE.as_str(), &many),
        (header::ACCEPT_LANGUAGE.as_str(), "*;q=,,;;q=9e99,nl;q=-1"),
        (header::ACCEPT_LANGUAGE.as_str(), &long),
        (header::ACCEPT.as_str(), "\u{e9}"),
        (header::USER_AGENT.as_str(), "\u{202e}\u{e9}"),
        (header::USER_AGENT.as_str(), &long),
        ("idempotency-key", &long),
        ("idempotency-key", "\u{e9}"),
        ("x-forwarded-for", ",,,"),
        ("x-forwarded-for", &long),
        ("x-viewer-address", "\u{e9}"),
        ("x-amzn-trace-id", &long),
    ];
    for (n, door) in scene.doors.iter().enumerate() {
        let client = scene.who_may(door);
        let body = || (FORM, format!("once=addresses-{n:06}").into_bytes());
        for path in share(addresses(door), n).filter(|path| path.parse::<http::Uri>().is_ok()) {
            wrong.extend(send(&client, door, &path, body(), &[]).await);
        }
        for header in share(headers.to_vec(), n) {
            wrong.extend(send(&client, door, &door.path, body(), &[header]).await);
        }
    }
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The fields of every form that is described: operation -> names.
fn fields() -> BTreeMap<String, Vec<String>> {
    forms().into_iter().map(|(path, (names, _))| (format!("POST {path}"), names)).collect()
}

/// What somebody may type into any field.
fn texts() -> Vec<String> {
    let made = [
        "",
        " ",
        "\0",
        "\u{202e}\u{200b}",
        "\u{fffd}\u{10ffff}",
        "e\u{301}\u{301}\u{301}",
        "<script>alert(1)</script>",
        "=1+1",
        "{{7*7}}",
        "-1",
        "1e9",
        "0x10",
        "\u{663}",
        "99999999999999999999",
        "9999-12-31",
        "0000-00-00",
        "-9999-01-01",
        "31",
        "9999",
        "true",
        "a@b@c",
        "\"<a@b.example>\"",
        "a@\r\nBcc: b@b.example",
        "../../etc/passwd",
        "00000000-0000-0000-0000-000000000000",
        "#",
        "L#x",
    ];
    let long = ["a", "a ", "\u{e9}", "\n", "\u{1f600}", "%", "#"].map(|text| text.repeat(30_000 / text.len()));
    made.map(str::to_owned).into_iter().chain(long).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_typed_into_every_field_is_no_fault_of_ours_at_any_door() {
    let scene = Scene::start().await;
    let (fields, mut wrong) = (fields(), Vec::new());
    for (n, door) in scene.doors.iter().enumerate().filter(|(_, door)| door.method == Method::POST) {
        let names = &fields[door.operation];
        for (m, text) in share(texts(), n).enumerate() {
            let client = scene.who_may(door);
            let typed: BTreeMap<_, _> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
            let answer = post_json(&client, &door.path, &json!(typed).to_string(), n * 100 + m).await;
            let shown: String = text.chars().take(20).collect();
            wrong.extend(
                answer.status.is_server_error().then(|| format!("{} {shown:?}: {}", door.operation, answer.status)),
            );
            let pairs: Vec<_> =
                names.iter().map(|name| (name.as_str(), text.as_str())).chain([("once", "12345678")]).collect();
            let answer = client.post(&door.path, &pairs).await.unwrap();
            wrong.extend(
                answer
                    .status
                    .is_server_error()
                    .then(|| format!("{} {shown:?} in a form: {}", door.operation, answer.status)),
            );
            if answer.body.contains("<script>alert(1)") {
                wrong.push(format!("{}: a script comes back", door.operation));
            }
        }
    }
    scene.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
