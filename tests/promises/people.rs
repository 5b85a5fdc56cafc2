//! What people do on the way to a promise: small steps of the journey.

use std::time::Duration;

use domain::ids::LearnerId;
use local::tour::{Walk, dossier, dossier::Written};
use serde_json::Value;
use testkit::{Answer, Client, World};

pub const ADMINISTRATOR: &str = "a.beheer@dewilg.example";
pub const COORDINATOR: &str = "c.coster@dewilg.example";
pub const TEACHER: &str = "t.deleer@dewilg.example";

/// A walk that tells nothing.
pub fn walk(world: &World) -> Walk<'_> {
    Walk::new(&world.stack, &|_| ())
}

/// A dossier with a frozen plan and two parents who were mailed a link, and its coordinator.
pub async fn written(world: &World) -> (Client, Written) {
    let coordinator = world.signed_in(COORDINATOR).await;
    let written = dossier::write(&walk(world), &coordinator).await.unwrap();
    (coordinator, written)
}

/// Waits until everything that is due is done; what is planned for a later day is not waited for.
pub async fn quiet(world: &World) {
    let now = format!("{:015}", world.stack.clock.now().as_millisecond());
    let is_at_work = |job: &Value| job["claimed_until"]["S"].is_string();
    let is_open = |job: &Value| job["due_at"]["S"].as_str().is_some_and(|due| *due <= *now || is_at_work(job));
    let is_waiting = || world.stack.aws.items("outbox").unwrap().iter().any(is_open);
    let mut patience = 0..3000;
    while is_waiting() {
        assert!(patience.next().is_some(), "work that never ends");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The path of the learner with this name.
pub async fn learner(client: &Client, name: &str) -> String {
    let found = client.get(&format!("/learners?q={name}")).await.unwrap();
    let mut links = found.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_one = |link: &&str| link.strip_prefix("/learners/").is_some_and(|id| id.parse::<LearnerId>().is_ok());
    links.find(is_one).unwrap_or_else(|| panic!("no {name}: {}", found.content())).to_owned()
}

/// The target of the link below `start` that is called `name`.
pub fn link_named(page: &Answer, start: &str, name: &str) -> String {
    let mut links = page.body.split("href=\"").skip(1).filter(|rest| rest.starts_with(start));
    let found = links.find(|rest| {
        rest.split("</a>")
            .next()
            .is_some_and(|link| link.split('>').next_back().is_some_and(|text| text.trim() == name))
    });
    let found = found.unwrap_or_else(|| panic!("no link {name} on {}: {}", page.url, page.content()));
    found.split('"').next().unwrap().to_owned()
}

/// The path of the group with this name.
pub async fn group(client: &Client, name: &str) -> String {
    link_named(&client.get("/groups").await.unwrap(), "/groups/", name)
}

/// Makes a group for people from outside, at the first location, and gives its path.
pub async fn external(administrator: &Client, name: &str) -> String {
    let new = administrator.get("/groups/new").await.unwrap();
    let location = new.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    let form = new.form("/groups").unwrap().set("name", name).set("kind", "external").set("location", location);
    administrator.submit(&form).await.unwrap();
    group(administrator, name).await
}

/// Opens a dossier for a learner and gives its path.
pub async fn open_dossier(coordinator: &Client, learner: &str) -> String {
    let page = coordinator.get(&format!("/dossiers/new?learner={}", id(learner))).await.unwrap();
    let page = coordinator.submit(&page.form("/dossiers").unwrap().set("level", "extra-at-school")).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    page.url.split('?').next().unwrap().to_owned()
}

/// Adds a mother with authority and an address.
pub async fn add_mother(coordinator: &Client, learner: &str, email: &str) {
    let page = coordinator.get(&format!("{learner}/carers/new")).await.unwrap();
    let form =
        page.form("/carers").unwrap().set("call_name", "Marja").set("family_name", "Moeders").set("relation", "mother");
    let form = form.set("authority", "yes").set("may_contact", "yes").set("email", email).set("language", "nl");
    let page = coordinator.submit(&form).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
}

/// Takes a learner out of a group: two presses.
pub async fn leave(client: &Client, group: &str, learner: &str) {
    let action = format!("{group}/learners/{}/remove", id(learner));
    let page = client.get(group).await.unwrap();
    let confirm = client.submit(&page.form(&action).unwrap()).await.unwrap();
    let done = client.submit(&confirm.form(&action).unwrap()).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
}

/// Puts a learner, or a staff member, in a group.
pub async fn join(client: &Client, group: &str, what: &str, who: &str) {
    let page = client.get(group).await.unwrap();
    let field = if what == "staff" { "staff" } else { "learner" };
    let form = page.form(&format!("{group}/{what}")).unwrap().set(field, id(who));
    let done = client.submit(&form).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    assert!(done.body.contains(id(who)), "is in the group: {}", done.content());
}

/// The last part of a path.
pub fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The status of a page.
pub async fn status(client: &Client, path: &str) -> u16 {
    client.get(path).await.unwrap().status.as_u16()
}
