//! What neither the journey nor all beside it makes workers do, and what they do seldom: so that there is no kind of job without a scene.

use local::tour::transfer;
use testkit::World;

use crate::{
    calls::beside::{get, lost_phone},
    drops,
    people::{COORDINATOR, walk},
};

/// Works at two licences by now.
const EXPERT: &str = "e.expert@delinde.example";
const RECEIVER: &str = "i.ibers@debeuk.example";

/// All of it, after all that is beside the journey.
pub async fn all(world: &World) {
    drops::deliver(world).await;
    // The other licence is told.
    lost_phone(world, EXPERT).await;
    locked(world).await;
}

/// The dossier that was archived, and whose package was taken back.
fn archived(world: &World) -> String {
    let is_archived = |item: &&serde_json::Value| item["entity"]["S"] == "dossier" && item["status"]["S"] == "archived";
    let items = world.stack.aws.items("records").unwrap();
    let header = items.iter().find(is_archived).unwrap();
    let (_, id) = header["pk"]["S"].as_str().unwrap().split_once("#DOSSIER#").unwrap();
    format!("/dossiers/{id}")
}

/// A package that is sent once more, and whose receiver does not know the date of birth: both schools are told that it is locked.
async fn locked(world: &World) {
    let sender = world.signed_in(COORDINATOR).await;
    transfer::export(&walk(world), &sender, &archived(world)).await.unwrap();
    let receiver = world.signed_in(RECEIVER).await;
    // Not the one that was taken back, which is in the list too.
    let list = walk(world).until(&receiver, "/imports", "Wacht op jullie").await.unwrap();
    let at = list.link("/imports/").unwrap();
    for _ in 0..5 {
        let page = get(&receiver, &at).await;
        let first =
            |name: &str| page.attribute(&format!("[name={name}] option:nth-child(2)"), "value").unwrap_or_default();
        let form = page.form(&at).unwrap().set("year", first("year")).set("group", first("group"));
        receiver.submit(&form.set("birth_date", "2017-10-06")).await.unwrap();
    }
    let told = receiver.json().get(&at).await.unwrap().json();
    assert_eq!(told["state"], "locked", "{told}");
}
