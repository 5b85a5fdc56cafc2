//! The restore drill: from what is backed up and nothing else, an empty stack goes on where the lost one was.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::hash::Hash;
use emulators::{ANY, Emulators, Fault, Service};
use http::Method;
use jiff::{SignedDuration, Timestamp};
use local::{
    Settings, Stack,
    demo::Account,
    functions, templates,
    tour::{consent, dossier::APPROACH},
};
use seal_audit::{Finding, Kept, Row};
use serde_json::{Value, json};
use serde_yaml_ng::Value as Yaml;
use tempfile::TempDir;
use testkit::{World, sandbox::root};

use crate::{
    accounts::{ADMINISTRATOR, invite},
    people::{COORDINATOR, quiet, walk, written},
    storage,
};

const INVITED: &str = "later@dewilg.example";
const PARENT: &str = "moeder@thuis.example";
/// What stays when tables and files are lost, because it is kept otherwise: the secret with the keys, which stays in its own place, and the
/// seals, which nobody can remove.
const KEPT_OTHERWISE: [&str; 2] = ["keys.json", "s3/seals"];

/// What the plan of backups names: tables, and folders of the embedded S3.
fn backed_up() -> (Vec<String>, Vec<String>) {
    let text = fs::read_to_string(root().join("infra/backup.yaml")).unwrap();
    let template: Yaml = serde_yaml_ng::from_str(&text).unwrap();
    let chosen = &template["Resources"]["Selection"]["Properties"]["BackupSelection"]["Resources"];
    let names: Vec<_> =
        chosen.as_sequence().unwrap().iter().map(|one| serde_yaml_ng::to_string(one).unwrap()).collect();
    let tables = templates::tables().unwrap().into_iter().map(|table| table.name);
    let is_named = |name: &str| names.iter().any(|one| one.to_lowercase().trim() == format!("!ref {name}"));
    let bucket = names.iter().any(|one| one.contains(":s3:::${FilesBucket}")).then(|| "s3/files".to_owned());
    (tables.filter(|table| is_named(table)).collect(), bucket.into_iter().collect())
}

/// A stack that was lost, and what there was of it.
struct Lost {
    folder: TempDir,
    items: BTreeMap<String, Vec<Value>>,
    accounts: Vec<Account>,
    at: Timestamp,
    /// The path of the dossier, and of the link that a parent was mailed.
    dossier: String,
    link: String,
}

impl Lost {
    fn account(&self, email: &str) -> &Account {
        self.accounts.iter().find(|account| account.email == email).unwrap()
    }
}

/// Every item of these tables.
fn items(aws: &Emulators, tables: &[String]) -> BTreeMap<String, Vec<Value>> {
    tables.iter().map(|table| (table.clone(), aws.items(table).unwrap())).collect()
}

/// One hash over the items of each table, and one over each object, whatever order they come in.
fn hashes(items: &BTreeMap<String, Vec<Value>>, folder: &Path) -> BTreeMap<String, Hash> {
    let of_table = |all: &Vec<Value>| {
        let mut each: Vec<_> = all.iter().map(|item| Hash::of_json(item).to_string()).collect();
        each.sort();
        Hash::of_json(&json!(each))
    };
    let tables = items.iter().map(|(table, all)| (table.clone(), of_table(all)));
    let objects = storage::files(&folder.join("s3/files")).into_iter().map(|path| {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        (name, Hash::of(fs::read(path).unwrap()))
    });
    tables.chain(objects).collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

fn settings(folder: &TempDir) -> Settings {
    Settings { data: Some(folder.path().to_owned()), ..Settings::default() }
}

/// Waits until a mail was tried and did not go.
async fn tried(world: &World) {
    let has_failed = |job: &Value| {
        job["fault"]["NULL"].is_null() && job["fault"].is_object() && !job["claimed_until"]["S"].is_string()
    };
    for _ in 0..1000 {
        let jobs = world.stack.aws.items("outbox").unwrap();
        if jobs.iter().any(|job| job["task"]["M"]["kind"]["S"] == "mail_invitation" && has_failed(job)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the mail is not tried");
}

/// A stack in which a dossier was written and decided on and a mail could not be sent, and that is gone.
async fn lost(tables: &[String]) -> Lost {
    let folder = tempfile::tempdir().unwrap();
    let world = World { stack: Stack::start(settings(&folder)).await.unwrap() };
    let (coordinator, written) = written(&world).await;
    consent::give(&walk(&world), &coordinator, &written).await.unwrap();
    let link = world.link_to(written.parents[0], "/consent/").await;
    quiet(&world).await;
    world.stack.aws.faults().plan_every(Service::Ses, ANY, Fault::FailBefore);
    invite(&world.signed_in(ADMINISTRATOR).await, INVITED).await;
    tried(&world).await;
    let World { stack } = world;
    let (items, accounts, at) = (items(&stack.aws, tables), stack.accounts.clone(), stack.clock.now());
    stack.stop().await;
    Lost { folder, items, accounts, at, dossier: written.path, link }
}

/// An empty stack with what was backed up, and nothing else that was lost. Nothing works in it before all is there and equal.
async fn restored(lost: &Lost, tables: &[String], objects: &[String]) -> (TempDir, World) {
    let folder = tempfile::tempdir().unwrap();
    for part in KEPT_OTHERWISE.into_iter().chain(objects.iter().map(String::as_str)) {
        let to = folder.path().join(part);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        copy(&lost.folder.path().join(part), &to);
    }
    let empty = || Settings { bare: true, ..settings(&folder) };
    let stack = Stack::start(Settings { by_hand: true, ..empty() }).await.unwrap();
    stack.clock.set(lost.at);
    for (table, item) in lost.items.iter().flat_map(|(table, all)| all.iter().map(move |item| (table, item))) {
        stack.aws.put_item(table, item).unwrap();
    }
    let now = items(&stack.aws, tables);
    assert_eq!(hashes(&now, folder.path()), hashes(&lost.items, lost.folder.path()), "equal by hash");
    stack.stop().await;
    let world = World { stack: Stack::start(empty()).await.unwrap() };
    (folder, world)
}

/// What of the trail is not as it was sealed.
fn unsealed(world: &World, folder: &Path) -> BTreeSet<Finding> {
    let row = |item: Value| Row::of(serde_json::from_value::<serde_dynamo::Item>(item).unwrap()).unwrap();
    let rows: Vec<_> = world.stack.aws.items("audit").unwrap().into_iter().map(row).collect();
    let is_seal = |path: &PathBuf| !path.file_name().unwrap().to_string_lossy().starts_with('.');
    let mut seals: Vec<_> = storage::files(&folder.join("s3/seals")).into_iter().filter(is_seal).collect();
    seals.sort();
    let read = |path: PathBuf| {
        let number = path.file_stem().unwrap().to_string_lossy().parse().unwrap();
        Kept::read(number, &fs::read(path).unwrap()).unwrap()
    };
    let seals: Vec<_> = seals.into_iter().map(read).collect();
    assert!(!rows.is_empty() && !seals.is_empty(), "a trail and its seals");
    seal_audit::verify(&rows, &seals, world.stack.clock.now())
}

#[tokio::test(flavor = "multi_thread")]
async fn from_what_is_backed_up_an_empty_stack_goes_on_where_the_lost_one_was() {
    // reliability R10, of the whole: a licence alone cannot be taken out and put back
    let (tables, objects) = backed_up();
    let all: Vec<_> = templates::tables().unwrap().into_iter().map(|table| table.name).collect();
    assert_eq!((&tables, objects.len()), (&all, 1), "every table and the files are backed up");
    let lost = lost(&tables).await;
    let (folder, world) = restored(&lost, &tables, &objects).await;

    // Only what was not sent goes out, whatever the tables tell of anew.
    world.advance(SignedDuration::from_mins(5));
    functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
    let link = world.link_to(INVITED, "/activate/").await;
    assert_eq!(world.anonymous().get(&link).await.unwrap().status.as_u16(), 200, "the link works");
    quiet(&world).await;
    let sent: Vec<_> = world.stack.aws.mailbox().list().into_iter().map(|mail| mail.to).collect();
    assert_eq!(sent.len(), 1, "{sent:?}, and nothing a second time");

    // Staff sign in with what they had; what was decided and what was uploaded is there.
    let account = lost.account(COORDINATOR);
    let coordinator = world.sign_in(COORDINATOR, &account.password, account.totp_secret.as_deref()).await;
    let decided = coordinator.get(&format!("{}/consents", lost.dossier)).await.unwrap();
    assert!(decided.content().contains("Fijn plan"), "{}", decided.content());
    let file = coordinator.get(&format!("{}/files", lost.dossier)).await.unwrap().link("/files/").unwrap();
    let download = coordinator.send(Method::GET, &format!("{file}/download"), None, "", &[]).await.unwrap();
    let content = coordinator.get(download.location().unwrap()).await.unwrap();
    assert!(content.status.is_success() && !content.body.is_empty(), "{} {}", content.status, content.body);

    // A parent opens the link of before, and reads the plan as it was frozen.
    let parent = world.anonymous();
    let page = parent.get(&lost.link).await.unwrap();
    let asked = parent.submit(&page.form("/code").unwrap()).await.unwrap();
    let mailed = world.stack.aws.mailbox();
    let mail = mailed.wait_for(PARENT, |mail| consent::code_in(&mail.text).is_some()).await.unwrap();
    let form = asked.form("/open").unwrap().set("code", consent::code_in(&mail.text).unwrap());
    let plan = parent.submit(&form).await.unwrap();
    assert!(plan.content().contains(APPROACH), "{} {}", plan.url, plan.content());

    quiet(&world).await;
    let mut findings = unsealed(&world, folder.path());
    for _ in 0..300 {
        if findings.is_empty() {
            break;
        }
        // The last rows are on their way to their seal.
        tokio::time::sleep(Duration::from_millis(20)).await;
        findings = unsealed(&world, folder.path());
    }
    assert_eq!(findings, BTreeSet::new(), "the trail is as it was sealed");
    world.stack.stop().await;
}
