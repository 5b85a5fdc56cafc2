//! What is told of a learner is told with a row in the audit, or not at all (reliability R8, security "Logs").

use std::collections::{BTreeMap, BTreeSet};

use emulators::{Fault, Service};
use http::{Method, header};
use local::tour::{
    consent,
    dossier::{APPROACH, CALL_NAME, STREET},
};
use serde_json::Value;
use testkit::{Answer, Client, World};

use crate::{
    people::{ADMINISTRATOR, group, join, walk, written},
    walls::{Ids, filled},
};

/// The table of calls, in which the audit row of a view is a `PutItem`.
const TABLE: &str = include_str!("calls/table.txt");
/// Names of people of the demo licence, and what the dossier holds.
const SHOWN: [&str; 8] =
    [CALL_NAME, STREET, APPROACH, "Plank", "Marja", "leesverslag", "Snel afgeleid", "Gaat naar wens"];
/// Shorter texts, as `no`, stand in any answer.
const SHORTEST: usize = 8;
/// Looked at while the file is on its way.
const ON_ITS_WAY: &str = "/dossiers/{dossier}/files/{file}/uploaded";
const PLAN: &str = "/consent/{token}/plan";

/// The pages that write a row when they are looked at.
fn with_a_row() -> BTreeSet<String> {
    let rows = TABLE.lines().map(|line| line.trim_start_matches('~')).filter(|line| line.starts_with("GET "));
    let route = |line: &str| line.split_whitespace().nth(1).unwrap().to_owned();
    rows.filter(|line| line.contains("PutItem")).map(route).collect()
}

/// Every text of a value, but for the words of ours, as `available`, of which there are a few for all.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        Value::String(text) if text.len() >= SHORTEST && !is_word(text) => drop(found.insert(text.clone())),
        _ => {}
    }
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Looks at a page as a person and as a program.
async fn look(client: &Client, path: &str) -> [Answer; 2] {
    let ask = async |client: Client| client.send(Method::GET, path, None, "", &[]).await.unwrap();
    [ask(client.clone()).await, ask(client.json()).await]
}

/// What is wrong with an answer where there is no row: it tells that it does not work now and when it may, and nothing of `page`.
fn untold(answer: &Answer, page: &BTreeSet<String>, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if answer.status.as_u16() != 503 || !answer.headers.contains_key(header::RETRY_AFTER) {
        wrong.push(format!("told {} {:?}", answer.status, answer.headers.get(header::RETRY_AFTER)));
    }
    let kind = answer.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap()).unwrap_or_default();
    let is_page = kind.starts_with("text/html") || kind.starts_with("application/problem+json");
    let leads = [header::LOCATION, header::CONTENT_DISPOSITION].iter().any(|name| answer.headers.contains_key(name));
    wrong.extend((!is_page || leads).then(|| format!("is {kind} {:?}", answer.headers)));
    let (headers, content) = (format!("{:?}", answer.headers), answer.content());
    let content = if kind.starts_with("text/html") { &content } else { &answer.body };
    let of_page = page.iter().map(String::as_str).filter(|text| !path.contains(text));
    wrong.extend(of_page.filter(|text| content.contains(text)).map(|text| format!("tells {text:?} of the page")));
    let shown = SHOWN.iter().filter(|shown| answer.body.contains(**shown) || headers.contains(**shown));
    wrong.extend(shown.map(|shown| format!("tells {shown:?}")));
    wrong
}

/// Looks at a page with its row and, after that, without; what is wrong.
async fn try_page(world: &World, route: &str, client: &Client, path: &str) -> Vec<String> {
    let pages = look(client, path).await;
    let rows = world.stack.requests.all().into_iter().rev().take(2).collect::<Vec<_>>();
    let mut wrong = Vec::new();
    for (answer, asked) in pages.iter().zip(rows) {
        let is_there = answer.status.is_success() || answer.status.is_redirection();
        let has_row = asked.route == route && asked.cost.calls.contains_key("DynamoDb.PutItem");
        wrong
            .extend((!is_there || !has_row).then(|| format!("with its row: {} {:?}", answer.status, asked.cost.calls)));
    }
    let mut page = BTreeSet::new();
    texts(&pages[1].json(), &mut page);
    let faults = world.stack.aws.faults();
    faults.plan_every(Service::DynamoDb, "PutItem", Fault::FailBefore);
    let without = look(client, path).await;
    faults.clear();
    wrong.extend(without.iter().flat_map(|answer| untold(answer, &page, path)));
    wrong.into_iter().map(|what| format!("{route}: {what}")).collect()
}

/// Everybody who looks, with what they look at in a dossier that has everything in it.
async fn pages_of_staff(world: &World) -> BTreeMap<String, (Client, String)> {
    let (coordinator, ids) = filled(world).await;
    let five = group(&coordinator, "Groep 5a").await;
    join(&coordinator, &five, "learners", &format!("/learners/{}", ids.of("learner"))).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let subject = world.signed_in("r.rekenaar@dewilg.example").await;
    let who = |route: &str| match route {
        "/dossiers/{dossier}/subjects/{subject}" => subject.clone(),
        _ if route.starts_with("/rosters/") => administrator.clone(),
        _ => coordinator.clone(),
    };
    let place = |ids: &Ids, route: &str| ids.path(&format!("GET {route}"));
    let of_staff = with_a_row().into_iter().filter(|route| ![ON_ITS_WAY, PLAN].contains(&route.as_str()));
    of_staff.map(|route| (route.clone(), (who(&route), place(&ids, &route)))).collect()
}

/// What is looked at while a dossier is being written: the plan by a parent, and a file that is on its way.
async fn pages_on_the_way(world: &World) -> BTreeMap<String, (Client, String)> {
    let (coordinator, written) = written(world).await;
    let (reader, father) = (world.anonymous(), written.parents[1]);
    consent::read(&walk(world), &reader, father).await.unwrap();
    let plan = format!("{}/plan", world.link_to(father, "/consent/").await);
    let files = coordinator.get(&format!("{}/files", written.path)).await.unwrap();
    let purpose = files.attribute("input[name=purpose]", "value").unwrap();
    let form = files.form("/files").unwrap().set("name", "leesverslag-2.pdf").set("purpose", purpose);
    let announced = coordinator.submit(&form).await.unwrap();
    let file = format!("{}/uploaded", announced.url.split('?').next().unwrap());
    BTreeMap::from([(PLAN.to_owned(), (reader, plan)), (ON_ITS_WAY.to_owned(), (coordinator, file))])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_audit_row_cannot_be_written_is_not_shown() {
    let (world, way) = tokio::join!(World::start(), World::start());
    let (mut wrong, mut played) = (Vec::new(), BTreeSet::new());
    for (world, pages) in [(&world, pages_of_staff(&world).await), (&way, pages_on_the_way(&way).await)] {
        for (route, (client, path)) in pages {
            assert!(!path.contains('{'), "no id for {path}");
            wrong.extend(try_page(world, &route, &client, &path).await);
            played.insert(route);
        }
    }
    for world in [world, way] {
        world.stack.stop().await;
    }
    let all = with_a_row();
    let missing: Vec<_> = all.difference(&played).collect();
    let stray: Vec<_> = played.difference(&all).collect();
    assert!(missing.is_empty() && stray.is_empty(), "not tried: {missing:?}; without a row in the table: {stray:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
