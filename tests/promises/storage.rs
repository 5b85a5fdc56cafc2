//! What is kept after the journey and all beside it: every item and object belongs to one licence, and no secret stands anywhere in clear.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::licence::LicenceName;
use local::{
    Settings, Stack, templates,
    tour::{
        consent,
        dossier::{APPROACH, CALL_NAME, STREET},
        transfer,
    },
};
use tempfile::TempDir;
use testkit::{World, hub::Hub};

use crate::{
    calls::beside,
    people::{walk, written},
    secrets::{Doorkeeper, Secrets, recovered},
};

/// What is about the learner of the journey.
const PERSONAL: [&str; 5] = [CALL_NAME, "Plank", STREET, APPROACH, "moeder@thuis.example"];
/// Items without a licence in their key: table, what the key begins with, and why. This list may only shrink.
const NOBODYS_ITEMS: [(&str, &str, &str); 2] = [
    ("records", "NAME#", "the directory in which a licence is found by its name"),
    ("audit", "L#PERSON#", "what a person did with an own account, which may serve at several licences"),
];
/// Objects without a licence in their name: what it begins with, and why. This list may only shrink.
const NOBODYS_OBJECTS: [(&str, &str); 1] =
    [("s3/seals/", "a seal is made over the rows of all licences, and holds their keys and hashes only")];
/// Tables that hold no licence's things, but what points to them; no address stands in them, and no word about a learner.
const POINTING: [&str; 2] = ["tickets", "outbox"];

/// A stack that keeps everything in a folder, and who stands at its door.
struct Kept {
    folder: TempDir,
    world: World,
    door: Doorkeeper,
}

impl Kept {
    async fn start(hub: Option<&Hub>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            Settings { data: Some(folder.path().to_owned()), hub: hub.map(Hub::client), ..Settings::default() };
        let world = World { stack: Stack::start(settings).await.unwrap() };
        let door = Doorkeeper::at(&world.stack);
        Self { folder, world, door }
    }

    /// The licences, by what the keys of their items begin with.
    async fn owners(&self) -> BTreeMap<String, &'static str> {
        let mut of = BTreeMap::new();
        for name in ["WILG", "BEUK", "LINDE", "REGIO"] {
            let found = self.world.stack.services.app.store.listing(&LicenceName::parse(name).unwrap()).await;
            of.insert(format!("L#{}#", found.unwrap().unwrap().value.licence), name);
        }
        of
    }

    /// What is wrong with the items of each table, and the objects.
    async fn wrong(&self, secrets: &Secrets) -> Vec<String> {
        let of = self.owners().await;
        let mut wrong = Vec::new();
        for table in templates::tables().unwrap() {
            let all = self.world.stack.aws.items(&table.name).unwrap();
            assert!(!all.is_empty(), "{} is used", table.name);
            for item in all {
                let (pk, text) = (item["pk"]["S"].as_str().unwrap(), item.to_string());
                let found = misplaced(&of, &table.name, pk, &text);
                let ends = endless(&table.name, table.ttl.is_some(), item["ttl"]["N"].is_string());
                let told = secrets.told_in(&text).map(|what| format!("holds {what} in clear"));
                let all = found.into_iter().chain(ends.map(str::to_owned)).chain(told);
                wrong.extend(all.map(|what| format!("{}: {what}: {pk}", table.name)));
            }
        }
        wrong.extend(self.objects(&of, secrets));
        wrong
    }

    fn objects(&self, of: &BTreeMap<String, &'static str>, secrets: &Secrets) -> Vec<String> {
        let mut wrong = Vec::new();
        let objects = files(&self.folder.path().join("s3"));
        assert!(objects.len() >= 4, "a file, a version and a package: {objects:?}");
        for path in objects {
            let name = path.strip_prefix(self.folder.path()).unwrap().to_string_lossy().into_owned();
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            let owner = of.iter().find(|(start, _)| name.contains(&start.replace(['L', '#', '-'], "")));
            let told = secrets.told_in(&text).map(|what| format!("holds {what} in clear"));
            let found = misplaced_object(owner.map(|(_, name)| *name), &name, &text);
            wrong.extend(told.into_iter().chain(found).map(|what| format!("{name}: {what}")));
        }
        wrong
    }
}

/// What is excepted and is not there: an exception that is needed no more.
fn idle(kept: &Kept) -> Vec<String> {
    let aws = &kept.world.stack.aws;
    let is_there = |table: &str, start: &str| {
        aws.items(table).unwrap().iter().any(|item| item["pk"]["S"].as_str().unwrap().starts_with(start))
    };
    let items = NOBODYS_ITEMS.iter().filter(|(table, start, _)| !is_there(table, start)).map(|(_, start, _)| *start);
    let names = aws.object_names().unwrap();
    let is_named = |start: &str| names.iter().any(|name| format!("s3/{name}").starts_with(start));
    let objects = NOBODYS_OBJECTS.iter().map(|(start, _)| *start).filter(|start| !is_named(start));
    items.chain(objects).map(|start| format!("{start} needs no exception")).collect()
}

/// What an item holds that does not belong there.
fn misplaced(of: &BTreeMap<String, &'static str>, table: &str, pk: &str, text: &str) -> Vec<String> {
    let owner = of.iter().find(|(start, _)| pk.starts_with(start.as_str())).map(|(_, name)| *name);
    let personal = PERSONAL.iter().find(|word| text.contains(**word)).map(|word| format!("{owner:?} holds {word}"));
    let is_nobodys = NOBODYS_ITEMS.iter().any(|(of, start, _)| *of == table && pk.starts_with(start));
    match (table, owner) {
        // Somebody else's dossier is not here before it was taken in.
        ("records" | "audit", Some("WILG")) => Vec::new(),
        ("records" | "audit", None) if !is_nobodys => vec!["nobody's".into()],
        ("records" | "audit" | "identities", _) => personal.into_iter().collect(),
        (table, _) if POINTING.contains(&table) => {
            let address = text.contains('@').then(|| format!("holds an address: {text}"));
            personal.into_iter().chain(address).collect()
        }
        _ => vec!["nothing is said of what this table may hold".into()],
    }
}

/// What is wrong with the end of an item, or that it has none.
fn endless(table: &str, removes_what_ended: bool, has_end: bool) -> Option<&'static str> {
    match (has_end, removes_what_ended) {
        (true, false) => Some("keeps what has an end for ever"),
        (false, _) if table == "audit" => Some("a row without an end"),
        _ => None,
    }
}

/// What an object holds that does not belong there, or that it belongs to nobody.
fn misplaced_object(owner: Option<&str>, name: &str, text: &str) -> Option<String> {
    // The embedded S3 keeps a description beside each object, under a name of its own.
    let is_description = name.rsplit('/').next().is_some_and(|file| file.starts_with('.'));
    let is_nobodys = is_description || NOBODYS_OBJECTS.iter().any(|(start, _)| name.starts_with(start));
    match (owner, PERSONAL.iter().find(|word| text.contains(**word))) {
        (None, _) if !is_nobodys => Some("nobody's".into()),
        (Some("WILG"), _) | (_, None) => None,
        // A package lies with its receiver, where only the worker that takes it in reads it.
        (Some("BEUK"), Some(_)) if name.contains("/transfers/") => None,
        (owner, Some(word)) => Some(format!("{owner:?} holds {word}")),
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A dossier from its first step to the licence that receives it.
async fn handed_over(world: &World) {
    let (sender, written) = written(world).await;
    let walk = walk(world);
    consent::give(&walk, &sender, &written).await.unwrap();
    transfer::archive(&walk, &sender, &written.path).await.unwrap();
    transfer::export(&walk, &sender, &written.path).await.unwrap();
    let receiver = world.signed_in("i.ibers@debeuk.example").await;
    walk.until(&receiver, "/imports", "T-20").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_belongs_to_one_licence_ends_when_it_should_and_holds_no_secret_in_clear() {
    // 1-62, 2-33, trap 25, trap 27
    let mut hub = Hub::start().await;
    let (journey, rest) = tokio::join!(Kept::start(None), Kept::start(Some(&hub)));
    hub.serve(&rest.world.stack.url, &beside::accounts()).await;
    let beside = async {
        let shown = recovered(&rest.world).await;
        beside::all(&rest.world, &hub).await;
        shown
    };
    let ((), shown) = tokio::join!(Box::pin(handed_over(&journey.world)), Box::pin(beside));
    let secrets = shown.and(journey.door.secrets(&journey.world)).and(rest.door.secrets(&rest.world));
    assert_eq!(secrets.missing(), Vec::<&str>::new(), "nothing of these was looked for");
    let mut wrong = journey.wrong(&secrets).await;
    wrong.extend(rest.wrong(&secrets).await);
    wrong.extend(idle(&rest));
    journey.world.stack.stop().await;
    rest.world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
