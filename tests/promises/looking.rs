//! Who reaches several locations looks at one or at all of them: what lists show, what forms begin with, and that it gives no right.

use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER};

const ROUTE: &str = "/sign-in/location";

/// The locations that the top of a page offers, as value and name.
fn offered(page: &Answer) -> Vec<(String, String)> {
    let names = page.texts(".place button");
    let ids = page.body.split("name=\"location\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).zip(names).collect()
}

/// Chooses a location at the top of a page.
async fn look_at(client: &Client, page: &Answer, name: &str) -> Answer {
    let offered = offered(page);
    let (id, _) =
        offered.iter().find(|(_, known)| known.contains(name)).unwrap_or_else(|| panic!("{name}: {offered:?}"));
    client.submit(&page.form(ROUTE).unwrap().set("location", id)).await.unwrap()
}

/// Somebody new at a location, invited there.
async fn at(client: &Client, place: &str, call: &str) {
    let page = client.get("/staff/new").await.unwrap();
    let id = offered(&page).into_iter().find(|(_, name)| name.contains(place)).unwrap().0;
    let form = page.form("/staff/check").unwrap().set("call_name", call).set("family_name", "Plaats");
    let form = form.set("email", format!("{}@dewilg.example", call.to_lowercase())).set("role", "coordinator");
    let check = client.submit(&form.set("reason", "voor die locatie").set("location", id)).await.unwrap();
    client.submit(&check.form("/staff").unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reaches_several_locations_looks_at_one_and_is_told_what_is_left_out() {
    // 3-11
    let world = World::start().await;
    let client = world.signed_in(ADMINISTRATOR).await;
    for (place, call) in [("Duin", "Dirk"), ("Bos", "Bo")] {
        at(&client, place, call).await;
    }
    let page = client.get("/staff?q=Plaats").await.unwrap();
    assert_eq!(page.text(".place summary").unwrap(), "Locatie die je bekijkt: Alle locaties");
    assert_eq!(page.texts("main tbody tr").len(), 2);
    assert!(page.text(".elsewhere").is_none());

    let duin = look_at(&client, &page, "Duin").await;
    assert_eq!(duin.url, "/staff?q=Plaats", "one stays on the page");
    assert_eq!(duin.texts("main tbody tr th"), ["Plaats, Dirk"]);
    assert_eq!(duin.text(".elsewhere").unwrap(), "Je ziet alleen Duin. Bij andere locaties staat er nog 1.");
    let bos = look_at(&client, &duin, "Bos").await;
    assert_eq!(bos.texts("main tbody tr th"), ["Plaats, Bo"]);
    let teacher = client.get("/staff?q=Rekenaar").await.unwrap();
    assert!(teacher.texts("main tbody tr").is_empty(), "a role for a class of Duin: {}", teacher.content());
    for path in ["/learners", "/groups", "/rosters/overview"] {
        let page = client.get(path).await.unwrap();
        assert!(!page.content().contains("Groep 5a"), "the class is at Duin: {path} {}", page.content());
        let told = page.text(".elsewhere").unwrap();
        assert!(told.starts_with("Je ziet alleen Bos. Bij andere locaties sta"), "{path}: {told}");
    }
    for (path, field) in [
        ("/groups/new", "select[name=location] option[selected]"),
        ("/staff/new", "input[name=location][checked]"),
        ("/rosters", "input[name=location][checked]"),
    ] {
        let page = client.get(path).await.unwrap();
        let (bos, _) = offered(&page).into_iter().find(|(_, name)| name.contains("Bos")).unwrap();
        assert_eq!(page.attribute(field, "value"), Some(bos), "{path} begins with it");
    }
    let all = look_at(&client, &bos, "Alle locaties").await;
    assert_eq!(all.texts("main tbody tr").len(), 2);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_a_location_gives_no_right_and_takes_none_and_opening_a_page_chooses_nothing() {
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let page = coordinator.get("/learners").await.unwrap();
    let noor = page.link("/learners/0").unwrap();
    look_at(&coordinator, &page, "Bos").await;
    let shown = coordinator.get(&noor).await.unwrap();
    assert_eq!(shown.status.as_u16(), 200, "a learner of the other location is still within reach");
    let dossiers = coordinator.get("/dossiers").await.unwrap();
    assert!(dossiers.text(".elsewhere").is_some(), "{}", dossiers.content());

    let duin = offered(&page).into_iter().find(|(_, name)| name.contains("Duin")).unwrap().0;
    for path in [format!("{ROUTE}?location={duin}"), format!("/learners?location={duin}")] {
        coordinator.get(&path).await.unwrap();
        let page = coordinator.get("/learners").await.unwrap();
        assert!(page.text(".elsewhere").unwrap().starts_with("Je ziet alleen Bos"), "{path}");
    }
    let teacher = world.signed_in(TEACHER).await;
    let start = teacher.get("/").await.unwrap();
    assert!(offered(&start).is_empty(), "who reaches learners by groups has nothing to choose: {}", start.content());
    let forced =
        teacher.post(ROUTE, &[("location", &duin), ("once", "0197a3f2-1c00-7000-8000-00000000abcd")]).await.unwrap();
    assert_eq!(forced.status.as_u16(), 422);
    let other = world.signed_in("i.ibers@debeuk.example").await;
    let start = other.get("/").await.unwrap();
    assert!(offered(&start).is_empty(), "a school of one location shows nothing: {}", start.content());
    world.stack.stop().await;
}
