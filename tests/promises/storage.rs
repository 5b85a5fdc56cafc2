//! What is kept after the journey: every item and object belongs to one licence, and no secret stands anywhere in clear.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::licence::LicenceName;
use http::Method;
use local::{
    Settings, Stack, templates,
    tour::{
        consent::{self, code_in},
        dossier::{APPROACH, CALL_NAME, STREET},
        transfer,
    },
};
use serde_json::{Value, json};
use testkit::World;

use crate::people::{walk, written};

const TABLES: [&str; 5] = ["records", "identities", "tickets", "audit", "outbox"];
/// What is about the learner of the journey.
const PERSONAL: [&str; 5] = [CALL_NAME, "Plank", STREET, APPROACH, "moeder@thuis.example"];

/// Every item of a table: its partition key, and all of it as text.
async fn items(world: &World, table: &str) -> Vec<(String, String)> {
    let client = testkit::Client::new(&world.stack.aws.dynamodb_url());
    let (mut items, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let mut wanted = json!({ "TableName": table });
        if !cursor.is_null() {
            wanted["ExclusiveStartKey"] = cursor;
        }
        let headers = [
            ("x-amz-target", "DynamoDB_20120810.Scan"),
            // Signatures are asked for and not verified.
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=local/x/x/dynamodb/aws4_request, SignedHeaders=host, Signature=x",
            ),
            ("x-amz-date", "20261122T090000Z"),
        ];
        let answer = client.send(Method::POST, "/", Some("application/x-amz-json-1.0"), wanted.to_string(), &headers);
        let page = answer.await.unwrap().json();
        let found = page["Items"].as_array().unwrap_or_else(|| panic!("{table}: {page}"));
        items.extend(found.iter().map(|item| (item["pk"]["S"].as_str().unwrap().to_owned(), item.to_string())));
        cursor = page["LastEvaluatedKey"].clone();
        if cursor.is_null() {
            return items;
        }
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Whether this stands in the text as a word of its own: six digits may be part of an id.
fn stands_in(text: &str, secret: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    text.match_indices(secret)
        .any(|(at, _)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + secret.len()..].chars().next()))
}

/// All that may be known to one person only: passwords, secrets of authenticators, tokens of links, one-time codes, session tokens.
fn secrets(world: &World, sessions: &[String]) -> BTreeMap<String, &'static str> {
    let mut secrets = BTreeMap::new();
    for account in &world.stack.accounts {
        secrets.insert(account.password.clone(), "a password");
        secrets.extend(account.totp_secret.clone().map(|secret| (secret, "the secret of an authenticator")));
    }
    for mail in world.stack.aws.mailbox().list() {
        secrets.extend(code_in(&mail.text).map(|code| (code, "a one-time code")));
        for part in ["/activate/", "/consent/", "/reset/"] {
            let token = mail.link(part).and_then(|link| link.rsplit('/').next());
            secrets.extend(token.map(|token| (token.to_owned(), "the token of a link")));
        }
    }
    secrets.extend(sessions.iter().map(|token| (token.clone(), "a session token")));
    secrets
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_belongs_to_one_licence_ends_when_it_should_and_holds_no_secret_in_clear() {
    // 1-62, 2-33, trap 25, trap 27
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { data: Some(folder.path().to_owned()), ..Settings::default() };
    let world = World { stack: Stack::start(settings).await.unwrap() };
    let (sender, written) = written(&world).await;
    let walk = walk(&world);
    consent::give(&walk, &sender, &written).await.unwrap();
    transfer::archive(&walk, &sender, &written.path).await.unwrap();
    transfer::export(&walk, &sender, &written.path).await.unwrap();
    let receiver = world.signed_in("i.ibers@debeuk.example").await;
    walk.until(&receiver, "/imports", "T-20").await.unwrap();

    let mut of = BTreeMap::new();
    for name in ["WILG", "BEUK", "LINDE", "REGIO"] {
        let listing =
            world.stack.services.app.store.listing(&LicenceName::parse(name).unwrap()).await.unwrap().unwrap();
        of.insert(format!("L#{}#", listing.value.licence), name);
    }
    let sessions = [sender.cookie("__Host-session").unwrap(), receiver.cookie("__Host-session").unwrap()];
    let secrets = secrets(&world, &sessions);
    assert!(secrets.len() >= 8, "there is something to look for: {secrets:?}");

    let ending: Vec<_> = templates::tables().unwrap().into_iter().filter(|table| table.ttl.is_some()).collect();
    let mut wrong = Vec::new();
    for table in TABLES {
        let removes_what_ended = ending.iter().any(|ending| ending.name == table);
        let all = items(&world, table).await;
        assert!(!all.is_empty(), "{table} is used");
        for (pk, text) in all {
            let owner = of.iter().find(|(start, _)| pk.starts_with(start.as_str())).map(|(_, name)| *name);
            let personal = PERSONAL.iter().find(|word| text.contains(**word));
            match (table, owner) {
                // Somebody else's dossier is not here before it was taken in.
                ("records" | "audit", Some("WILG")) => {}
                ("records" | "audit", Some(other)) => {
                    wrong.extend(personal.map(|word| format!("{table}: {other} holds {word}: {pk}")));
                }
                ("records", None) if !pk.starts_with("NAME#") => wrong.push(format!("{table}: nobody's: {pk}")),
                ("audit", None) if !pk.starts_with("L#PERSON#") => wrong.push(format!("{table}: nobody's: {pk}")),
                ("tickets" | "outbox", _) => {
                    wrong.extend(personal.map(|word| format!("{table} holds {word}: {pk}")));
                    wrong.extend((text.contains('@')).then(|| format!("{table} holds an address: {text}")));
                }
                _ => wrong.extend(personal.map(|word| format!("{table} holds {word}: {pk}"))),
            }
            match (text.contains(r#""ttl":{"N""#), removes_what_ended) {
                (true, false) => wrong.push(format!("{table} keeps what has an end for ever: {pk}")),
                (false, _) if table == "audit" => wrong.push(format!("{table} has a row without an end: {pk}")),
                _ => {}
            }
            let told = secrets.iter().find(|(secret, _)| stands_in(&text, secret));
            wrong.extend(told.map(|(_, what)| format!("{table} holds {what} in clear: {pk}")));
        }
    }
    let objects = files(&folder.path().join("s3"));
    for path in &objects {
        let name = path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned();
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let told = secrets.iter().find(|(secret, _)| stands_in(&text, secret));
        wrong.extend(told.map(|(_, what)| format!("{name} holds {what} in clear")));
        let owner = of.iter().find(|(start, _)| name.contains(&start.replace(['L', '#', '-'], "")));
        match (owner, PERSONAL.iter().find(|word| text.contains(**word))) {
            (Some((_, &"WILG")), _) | (_, None) => {}
            // A package lies with its receiver, where only the worker that takes it in reads it.
            (Some((_, &"BEUK")), Some(_)) if name.contains("/transfers/") => {}
            (owner, Some(word)) => wrong.push(format!("{name} of {owner:?} holds {word}")),
        }
    }
    assert!(objects.len() >= 4, "a file, a version and a package: {objects:?}");
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
