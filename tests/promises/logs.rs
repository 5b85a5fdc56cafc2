//! Technical logs hold ids only: no names, no addresses, no tokens, no texts of people (security, "Logs").

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::{Arc, Mutex},
};

use emulators::{ANY, Fault, Service};
use http::Method;
use jiff::SignedDuration;
use local::{
    functions,
    templates::{self, at, texts},
    tour,
};
use serde_json::Value;
use serde_yaml_ng::Value as Yaml;
use store::outbox::MOST_TRIES;
use testkit::{Client, World, hub::Hub};
use tracing_subscriber::filter::LevelFilter;

use crate::{
    accounts::{ADMINISTRATOR, invite},
    calls::beside,
    enumeration::resources,
    people::{learner, walk},
    secrets::{Doorkeeper, Secrets, recovered, stands_in},
    walls::{self, Ids, MATRIX, with_everywhere},
};

/// What people write where a program expects an id, a number or a choice.
const CANARY: &str = "Kanarievogel";
/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Listens from now on to this process, in the form of `store::app::log`.
    fn listen() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt().json().flatten_event(true).with_current_span(false);
        let lines = lines.with_max_level(LevelFilter::INFO).without_time().with_writer(move || writer.clone());
        lines.try_init().unwrap();
        log
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// The attributes of items that hold a name, or where somebody lives. An address for mail is known by its sign.
const PERSONAL: [&str; 6] = ["call_name", "family_name", "given_names", "street", "postcode", "town"];

/// What items say of people.
fn of_people(item: &Value, found: &mut BTreeSet<String>) {
    for (name, value) in item.as_object().into_iter().flatten() {
        match value["S"].as_str() {
            Some(text) if PERSONAL.contains(&name.as_str()) => drop(found.insert(text.to_owned())),
            Some(text) if text.contains('@') => found.extend(text.split([' ', '#']).map(str::to_owned)),
            Some(_) => {}
            None if name == "birth" => found.extend(value["M"]["date"]["S"].as_str().map(str::to_owned)),
            None => of_people_in(value, found),
        }
    }
}

fn of_people_in(value: &Value, found: &mut BTreeSet<String>) {
    of_people(&value["M"], found);
    value["L"].as_array().into_iter().flatten().for_each(|one| of_people_in(one, found));
}

/// The names, addresses and texts of everybody in a world.
fn personal(world: &World, door: &Doorkeeper) -> BTreeSet<String> {
    let mut found = door.written();
    for table in templates::tables().unwrap() {
        for item in world.stack.aws.items(&table.name).unwrap() {
            of_people(&item, &mut found);
        }
    }
    found.retain(|text| text.chars().count() > 2);
    found
}

/// What can go wrong while somebody reads and writes: the database does not answer, in each way.
async fn without_database(world: &World) {
    let coordinator = world.signed_in("i.ibers@debeuk.example").await;
    let path = learner(&coordinator, "Jip").await;
    let form = coordinator.get(&format!("{path}?form=change")).await.unwrap().form(&path).unwrap();
    let form = form.set("initials", "K.V.").set("family_name", CANARY);
    let entry = world.anonymous().get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let entry = entry.set("email", ADMINISTRATOR).set("password", "wat er ook gebeurt hier");
    let faults = world.stack.aws.faults();
    for fault in [Fault::FailBefore, Fault::ResetBefore, Fault::DropAnswer, Fault::Throttle, Fault::Conflict] {
        faults.plan_every(Service::DynamoDb, ANY, fault);
        for page in [path.as_str(), "/learners?q=Kanarievogel", "/account"] {
            coordinator.get(page).await.unwrap();
        }
        coordinator.submit(&form).await.unwrap();
        world.anonymous().submit(&entry).await.unwrap();
        faults.clear();
    }
}

/// The provider refuses a mail until its job is given up.
async fn without_mail(world: &World, log: &Log) {
    let administrator = world.signed_in("b.baas@debeuk.example").await;
    let faults = world.stack.aws.faults();
    faults.plan_every(Service::Ses, ANY, Fault::FailBefore);
    invite(&administrator, "o.onbestelbaar@debeuk.example").await;
    for _ in 0..MOST_TRIES * 2 {
        world.advance(SignedDuration::from_hours(2));
        functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    faults.clear();
    assert!(log.text().contains("a job was given up"), "{}", log.text());
}

/// SES tells something about somebody that cannot be read.
async fn unreadable_news(world: &World) {
    let (_, text) = testkit::sandbox::events("track-mail").remove(0);
    let mut event: Value = serde_json::from_str(&text).unwrap();
    event["Records"][0]["Sns"]["Message"] = format!("{CANARY}@ouder.example").into();
    functions::call(&world.stack.services, "track-mail", event).await.unwrap_err();
}

/// A wrong password, a name that nobody has, links that are none, a mailed link where it does not belong.
async fn in_vain(world: &World, token: &str) {
    let anyone = world.anonymous();
    for email in [ADMINISTRATOR, "kanarie.vogel@dewilg.example"] {
        let form = anyone.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
        anyone.submit(&form.set("email", email).set("password", "dit is het echt niet")).await.unwrap();
    }
    let unknown = "a".repeat(43);
    for place in ["activate", "consent", "reset", "second-factor", "new-address", "learners", "nergens"] {
        for token in [token, &unknown] {
            anyone.get(&format!("/{place}/{token}")).await.unwrap();
            anyone.post(&format!("/{place}/{token}"), &[("once", "kanarie-0001"), ("code", CANARY)]).await.unwrap();
        }
    }
    anyone.get(&format!("/sign-in/hub/back?code={token}&state={CANARY}")).await.unwrap();
}

/// What no page sends, at every door: texts where ids, numbers, choices and lists belong, and JSON that ends too soon.
async fn malformed(clients: &[Client], ids: &Ids) {
    let form = ["once", "version", "act", "role", "location", "learner", "day", "month", "next", "cursor", "grant"];
    let form: Vec<_> = form.iter().map(|name| format!("{name}={CANARY}")).collect();
    let json = [format!("{{\"email\":{{\"{CANARY}\":1}}}}"), format!("{{\"call_name\":\"{CANARY}")];
    for (operation, _) in MATRIX {
        let (method, _) = operation.split_once(' ').unwrap();
        let filled = ids.path(operation).replace("{token}", CANARY).replace("{name}", CANARY);
        let invented = with_everywhere(operation, CANARY);
        for client in clients {
            for path in [&filled, &invented] {
                if method == "GET" {
                    client.get(&format!("{path}?q={CANARY}&cursor={CANARY}&form={CANARY}")).await.unwrap();
                    continue;
                }
                let kind = Some("application/x-www-form-urlencoded");
                client.send(Method::POST, path, kind, form.join("&"), &[]).await.unwrap();
                for body in &json {
                    let key = [("idempotency-key", "kanarie-0001")];
                    client.json().send(Method::POST, path, Some("application/json"), body.clone(), &key).await.unwrap();
                }
            }
        }
    }
}

/// A third world: the doors of a school that is full, with what no page sends, and services that fail.
async fn faulty(world: &World, log: &Log) {
    let (coordinator, ids) = walls::filled(world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    malformed(&[world.anonymous(), coordinator, administrator], &ids).await;
    let token = world.link_to("moeder@thuis.example", "/consent/").await;
    in_vain(world, token.rsplit('/').next().unwrap()).await;
    without_database(world).await;
    without_mail(world, log).await;
    unreadable_news(world).await;
}

/// The lines in which one of these stands, each with what it is.
fn told(log: &str, secrets: &Secrets, personal: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut wrong = BTreeMap::new();
    for line in log.lines().collect::<BTreeSet<_>>() {
        let secret = secrets.told_in(line).map(str::to_owned);
        let found = secret.or_else(|| personal.iter().find(|text| stands_in(line, text)).cloned());
        wrong.extend(found.map(|what| (line.to_owned(), what)));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_logged_tells_of_no_person_and_holds_no_secret_whatever_happens() {
    // security, Logs
    let log = Log::listen();
    let accounts = beside::accounts();
    let (journey, (rest, hub), third) = tokio::join!(World::start(), Hub::world(&accounts), World::start());
    let worlds = [&journey, &rest, &third];
    let doors = worlds.map(|world| Doorkeeper::at(&world.stack));
    let on_the_way = walk(&journey);
    let beside = async {
        let shown = recovered(&rest).await;
        beside::all(&rest, &hub).await;
        shown
    };
    let (went, shown, ()) = tokio::join!(tour::journey(&on_the_way), beside, Box::pin(faulty(&third, &log)));
    went.unwrap();
    let (mut secrets, mut people) = (shown, BTreeSet::from([CANARY.to_owned()]));
    for (door, world) in doors.iter().zip(worlds) {
        secrets = secrets.and(door.secrets(world));
        people.extend(personal(world, door));
    }
    assert_eq!(secrets.missing(), Vec::<&str>::new(), "nothing of these was looked for");
    for known in ["Noor", "Coster", "2017-03-09", ADMINISTRATOR, "Geheimpad 12", "Elke dag tien minuten samen lezen"] {
        assert!(people.contains(known), "{known} is looked for: {people:#?}");
    }
    for world in [journey, rest, third] {
        world.stack.stop().await;
    }
    let log = log.text();
    for words in ["request refused", "request failed", "a job will be tried again", "a job was given up"] {
        assert!(log.contains(words), "{words:?} was logged");
    }
    let wrong = told(&log, &secrets, &people);
    assert!(wrong.is_empty(), "{} of {} lines: {wrong:#?}", wrong.len(), log.lines().count());
    let twice: Vec<_> = log.lines().filter(|line| line.matches("\"message\":").count() != 1).collect();
    assert!(twice.is_empty(), "a field takes the place of what is told: {twice:#?}");
}

/// What the access log of the API may tell: never the path, which can hold the token of a link.
const OF_THE_API: [&str; 8] = [
    "requestTimeEpoch",
    "requestId",
    "routeKey",
    "status",
    "responseLatency",
    "integrationLatency",
    "responseLength",
    "integrationStatus",
];
/// What the access log of the edge may tell.
const OF_THE_EDGE: [&str; 13] = [
    "date",
    "time",
    "x-edge-location",
    "x-edge-request-id",
    "cs-method",
    "sc-status",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
    "time-taken",
    "time-to-first-byte",
    "sc-bytes",
    "ssl-protocol",
    "cs-protocol-version",
];
/// What the firewall, which logs whole requests, must leave out.
const LEFT_OUT: [&str; 5] = ["UriPath", "QueryString", "cookie", "authorization", "referer"];

/// What is wrong with what a resource logs of requests.
fn tells_too_much(resource: &Yaml) -> Vec<String> {
    let properties = &resource["Properties"];
    let written = serde_yaml_ng::to_string(properties).unwrap();
    let beyond =
        |told: Vec<String>, allowed: &[&str]| told.into_iter().filter(|one| !allowed.contains(&one.as_str())).collect();
    match resource["Type"].as_str().unwrap_or_default() {
        "AWS::ApiGatewayV2::Stage" => {
            let format = at(properties, &["AccessLogSettings", "Format"]).as_str().unwrap_or("$context.none");
            let names = format.split("$context.").skip(1);
            beyond(names.map(|rest| rest.split('"').next().unwrap().to_owned()).collect(), &OF_THE_API)
        }
        "AWS::Logs::Delivery" => {
            let fields = texts(&properties["RecordFields"]);
            if fields.is_empty() { vec!["all fields".into()] } else { beyond(fields, &OF_THE_EDGE) }
        }
        "AWS::WAFv2::LoggingConfiguration" => {
            let redacted = serde_yaml_ng::to_string(&properties["RedactedFields"]).unwrap();
            let kept = LEFT_OUT.iter().filter(|field| !redacted.contains(**field));
            kept.map(|field| (*field).to_owned()).collect()
        }
        "AWS::WAFv2::WebACL" if written.contains("SampledRequestsEnabled: true") => vec!["samples of requests".into()],
        "AWS::CloudFront::Distribution" if written.contains("Logging:") || written.contains("RealtimeLogConfig") => {
            vec!["another log, with paths".into()]
        }
        "AWS::S3::Bucket" if !properties["LoggingConfiguration"].is_null() => vec!["names of objects".into()],
        "AWS::ApiGateway::Stage"
        | "AWS::Serverless::HttpApi"
        | "AWS::Serverless::Api"
        | "AWS::CloudFront::RealtimeLogConfig" => {
            vec!["a log that this test cannot read".into()]
        }
        _ => Vec::new(),
    }
}

#[test]
fn access_logs_tell_the_route_and_never_what_a_path_or_a_header_holds() {
    // security, "Links and codes": API logs carry the route, edge logs omit the path
    let all = resources();
    let mut wrong: Vec<String> = Vec::new();
    for ((template, name), resource) in &all {
        wrong.extend(tells_too_much(resource).into_iter().map(|what| format!("{template} {name}: {what}")));
    }
    for kind in ["AWS::ApiGatewayV2::Stage", "AWS::Logs::Delivery", "AWS::WAFv2::LoggingConfiguration"] {
        assert!(all.values().any(|resource| resource["Type"].as_str() == Some(kind)), "no {kind}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn functions_log_at_a_level_at_which_the_clients_of_aws_tell_no_bodies() {
    for template in templates::all().unwrap() {
        let general = at(&template, &["Globals", "Function", "LoggingConfig", "ApplicationLogLevel"]);
        for (name, function) in templates::functions(&template) {
            let own = at(function, &["LoggingConfig", "ApplicationLogLevel"]);
            let level = own.as_str().or(general.as_str());
            assert_eq!(level, Some("INFO"), "{name}");
        }
    }
}
