//! Another system puts a file of the pupil administration into the drop folder of a location: it is checked, and waits for a person.

use std::time::Duration;

use domain::{access::Scope, ids::LicenceId, licence::LicenceName};
use files::Place;
use local::functions;
use serde_json::{Value, json};
use testkit::{Client, World};
use uuid::Uuid;
use warrant::Warrant;

use crate::people::{ADMINISTRATOR, COORDINATOR, walk};

const LIST: &str = "Leerlingnummer;Achternaam;Roepnaam;Geboortedatum;Klas;Jaargroep\n9;Oever;Isa;1-9-2016;Groep 6a;6\n";

/// The licence of the administrator, as whoever was given its folder knows it.
async fn scope(world: &World) -> Scope {
    let name = LicenceName::parse(&world.account(ADMINISTRATOR).licence).unwrap();
    let licence = world.stack.services.app.store.listing(&name).await.unwrap().unwrap().value.licence;
    Scope::warranted(licence, Warrant::verified())
}

async fn drop_file(world: &World, scope: &Scope, folder: &str, name: &str) {
    let place = Place::RosterDrop { folder, name };
    world.stack.services.files.put_new(scope, place, LIST.into(), "text/csv").await.unwrap();
}

/// The files that the administrator sees, once there are none being checked.
async fn files(administrator: &Client) -> Vec<Value> {
    for _ in 0..200 {
        let files = administrator.json().get("/rosters").await.unwrap().json()["files"].as_array().unwrap().clone();
        if !files.is_empty() && files.iter().all(|file| file["state"] != "checking" && file["state"] != "waiting") {
            return files;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let seen = administrator.json().get("/rosters").await.unwrap();
    panic!("none, or still being checked: {}", seen.body)
}

/// A file in a drop folder, until it is checked.
pub(crate) async fn deliver(world: &World) {
    drop_file(world, &scope(world).await, "99ZX10", "leerlingen.csv").await;
    files(&world.signed_in(ADMINISTRATOR).await).await;
    emptied(world).await;
}

fn in_folders(world: &World) -> usize {
    world.stack.aws.object_names().unwrap().iter().filter(|name| name.contains("roster-drop")).count()
}

/// Waits until nothing lies in a drop folder any more.
async fn emptied(world: &World) {
    for _ in 0..200 {
        if in_folders(world) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("something still lies in a drop folder");
}

fn audited(world: &World, act: &str) -> usize {
    world.stack.aws.items("audit").unwrap().iter().filter(|row| row["act"]["S"] == act).count()
}

#[tokio::test]
async fn a_dropped_file_is_checked_told_to_the_administrators_and_loaded_only_when_one_of_them_confirms() {
    // 2-35, 3-05, 3-07, 3-09, 3-29: the mail leads to the page of the file, which stays
    let world = World::start().await;
    let (administrator, scope) = (world.signed_in(ADMINISTRATOR).await, scope(&world).await);
    drop_file(&world, &scope, "99zx10", "nacht/leerlingen 1.csv").await;
    let seen = files(&administrator).await;
    let [file] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((file["state"].clone(), file["origin"]["from"].clone()), (json!("checked"), json!("folder")), "{file}");
    emptied(&world).await;
    let at = format!("/rosters/{}", file["id"].as_str().unwrap());
    let mail =
        world.stack.aws.mailbox().wait_for(ADMINISTRATOR, |mail| mail.link("/rosters/").is_some()).await.unwrap();
    assert!(mail.link("/rosters/").unwrap().ends_with(&at), "{mail:?}");
    assert!(
        !format!("{mail:?}").contains("Oever") && !format!("{mail:?}").contains("leerlingen 1.csv"),
        "nothing personal"
    );
    assert!(world.stack.aws.mailbox().to(COORDINATOR).is_empty(), "who may not load hears nothing");
    // Heard of once more, it is the same file, and nobody hears of it again.
    let key = Place::RosterDrop { folder: "99zx10", name: "nacht/leerlingen 1.csv" }.key(&scope);
    let object = json!({ "key": key, "etag": file["arrived"]["etag"] });
    let event = json!({ "detail-type": "Object Created", "source": "aws.s3", "detail": { "object": object } });
    functions::call(&world.stack.services, "check-file", event).await.unwrap();
    assert_eq!((files(&administrator).await.len(), audited(&world, "file-dropped")), (1, 1));
    let page = administrator.get("/rosters").await.unwrap();
    assert!(page.content().contains("Ander systeem (nacht/leerlingen 1.csv)"), "{}", page.content());
    assert!(page.content().contains("/roster-drop/99ZX10/"), "where the folder is: {}", page.content());
    let found = || async { administrator.get("/learners?q=Isa").await.unwrap().texts("main tbody tr").len() };
    assert_eq!(found().await, 0, "nothing is loaded by itself");
    let page = administrator.get(&at).await.unwrap();
    administrator.submit(&page.form(&at).unwrap().set("act", "load").set("sure", "on")).await.unwrap();
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    assert_eq!(found().await, 1);
    world.stack.stop().await;
}

#[tokio::test]
async fn what_is_dropped_for_no_location_or_no_licence_is_thrown_away() {
    // 3-08
    let world = World::start().await;
    let (administrator, scope) = (world.signed_in(ADMINISTRATOR).await, scope(&world).await);
    let nobody = Scope::warranted(LicenceId::new(Uuid::from_u128(7)), Warrant::verified());
    drop_file(&world, &scope, "99ZX12", "leerlingen.csv").await;
    drop_file(&world, &nobody, "99ZX10", "leerlingen.csv").await;
    emptied(&world).await;
    assert_eq!(audited(&world, "roster drop discarded"), 1, "and the school can see it");
    let files = administrator.json().get("/rosters").await.unwrap().json()["files"].clone();
    assert_eq!(files, json!([]));
    let left = world.stack.aws.object_names().unwrap().into_iter().filter(|name| name.contains("uploads")).count();
    assert_eq!(left, 0);
    world.stack.stop().await;
}
