//! The restore drill: from what is backed up and nothing else, an empty stack goes on where the lost one was.

use std::{collections::BTreeMap, fs, path::Path};

use domain::hash::Hash;
use emulators::{ANY, Emulators, Fault, Service};
use jiff::{SignedDuration, Timestamp};
use local::{Settings, Stack, demo::Account, functions, templates, tour::consent};
use serde_json::{Value, json};
use serde_yaml_ng::Value as Yaml;
use tempfile::TempDir;
use testkit::{World, sandbox::root};

use crate::{
    accounts::{ADMINISTRATOR, invite},
    people::{COORDINATOR, quiet, walk, written},
};

const INVITED: &str = "later@dewilg.example";
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
    let objects = crate::storage::files(&folder.join("s3/files")).into_iter().map(|path| {
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

/// A stack that puts its items where somebody finds them, and is gone.
async fn lost(tables: &[String]) -> (Lost, String, [&'static str; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let world = World { stack: Stack::start(settings(&folder)).await.unwrap() };
    let (coordinator, written) = written(&world).await;
    consent::give(&walk(&world), &coordinator, &written).await.unwrap();
    quiet(&world).await;
    // A mail that could not be sent by then.
    world.stack.aws.faults().plan_every(Service::Ses, ANY, Fault::FailBefore);
    invite(&world.signed_in(ADMINISTRATOR).await, INVITED).await;
    let World { stack } = world;
    let (items, accounts, at) = (items(&stack.aws, tables), stack.accounts.clone(), stack.clock.now());
    stack.stop().await;
    (Lost { folder, items, accounts, at }, written.path, written.parents)
}

/// An empty stack with what was backed up, and nothing else that was lost.
async fn restored(lost: &Lost, objects: &[String]) -> (TempDir, World) {
    let folder = tempfile::tempdir().unwrap();
    for part in KEPT_OTHERWISE.into_iter().chain(objects.iter().map(String::as_str)) {
        let to = folder.path().join(part);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        copy(&lost.folder.path().join(part), &to);
    }
    let stack = Stack::start(Settings { bare: true, ..settings(&folder) }).await.unwrap();
    stack.clock.set(lost.at);
    for (table, item) in lost.items.iter().flat_map(|(table, all)| all.iter().map(move |item| (table, item))) {
        stack.aws.put_item(table, item).unwrap();
    }
    (folder, World { stack })
}

#[tokio::test(flavor = "multi_thread")]
async fn from_what_is_backed_up_an_empty_stack_goes_on_where_the_lost_one_was() {
    // reliability R10
    let (tables, objects) = backed_up();
    let all: Vec<_> = templates::tables().unwrap().into_iter().map(|table| table.name).collect();
    assert_eq!((&tables, objects.len()), (&all, 1), "every table and the files are backed up");
    let (lost, dossier, parents) = lost(&tables).await;
    let (folder, world) = restored(&lost, &objects).await;
    let now = items(&world.stack.aws, &tables);
    assert_eq!(hashes(&now, folder.path()), hashes(&lost.items, lost.folder.path()), "equal by hash");

    let sign_in = async |email: &str| {
        let account = lost.account(email);
        world.sign_in(email, &account.password, account.totp_secret.as_deref()).await
    };
    let coordinator = sign_in(COORDINATOR).await;
    let page = coordinator.get(&format!("{dossier}/consents")).await.unwrap();
    assert!(page.content().contains("Fijn plan") && page.content().contains("Te veel ineens"), "{}", page.content());
    let written = coordinator.get(&format!("{dossier}/files")).await.unwrap();
    assert_eq!(written.status.as_u16(), 200, "{}", written.content());

    // Only what was not sent goes out, whatever the tables tell of anew.
    world.advance(SignedDuration::from_mins(5));
    functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
    let link = world.link_to(INVITED, "/activate/").await;
    assert_eq!(world.anonymous().get(&link).await.unwrap().status.as_u16(), 200, "the link works");
    quiet(&world).await;
    let sent: Vec<_> = world.stack.aws.mailbox().list().into_iter().map(|mail| mail.to).collect();
    assert_eq!(sent.len(), 1, "{sent:?}, and nothing to {parents:?} again");
    world.stack.stop().await;
}
