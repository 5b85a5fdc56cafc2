//! Who is in a group: two people of one name are told apart, and who sees a learner of another location is said.

use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, external, group, id, join, learner, leave, status};

/// Enters a learner at a location, the first being 2; gives the path.
pub async fn entered(coordinator: &Client, family: &str, birth: &str, location: u8) -> String {
    let page = coordinator.get("/learners/new").await.unwrap();
    let location = page.attribute(&format!("select[name=location] option:nth-child({location})"), "value").unwrap();
    let form = page.form("/learners").unwrap().set("call_name", "Sam").set("family_name", family);
    let form = form.set("birth_date", birth).set("location", location);
    let added = coordinator.submit(&form).await.unwrap();
    assert!(added.url.starts_with("/learners/0"), "{} {}", added.url, added.content());
    added.url.split('?').next().unwrap().to_owned()
}

fn choices(page: &Answer, field: &str) -> Vec<String> {
    page.texts(&format!("select[name={field}] option"))
}

#[tokio::test(flavor = "multi_thread")]
async fn two_children_of_one_name_are_told_apart_where_one_of_them_is_added_to_a_group() {
    // 0-10, 0-20, 0-21
    let world = World::start().await;
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let older = entered(&coordinator, "Dubbel", "3-4-2015", 2).await;
    let younger = entered(&coordinator, "Dubbel", "9-12-2018", 2).await;
    let five = group(&coordinator, "Groep 5a").await;
    join(&coordinator, &five, "learners", &younger).await;
    let linde = external(&administrator, "Linde").await;
    let offered = choices(&coordinator.get(&linde).await.unwrap(), "learner");
    for choice in ["Dubbel, Sam (geboren 3 april 2015)", "Dubbel, Sam (geboren 9 december 2018, Groep 5a)"] {
        assert!(offered.iter().any(|text| text == choice), "{choice}: {offered:?}");
    }
    join(&coordinator, &linde, "learners", &younger).await;
    let page = coordinator.get(&linde).await.unwrap();
    let row = page.texts("main table tbody tr").join("\n");
    assert!(row.contains("9 december 2018") && row.contains("Groep 5a") && !row.contains("3 april 2015"), "{row}");
    assert!(choices(&page, "learner").iter().any(|text| text == "Dubbel, Sam (geboren 3 april 2015)"));
    let told = coordinator.json().get(&linde).await.unwrap().json();
    assert_eq!(
        (&told["learners"][0]["birth"], &told["learners"][0]["class"]),
        (&"2018-12-09".into(), &"Groep 5a".into())
    );
    // Also where one is taken out, and among those who were in it.
    let action = format!("{linde}/learners/{}/remove", id(&younger));
    let asked = coordinator.submit(&page.form(&action).unwrap()).await.unwrap();
    assert!(asked.content().contains("Sam Dubbel (geboren 9 december 2018)"), "{}", asked.content());
    leave(&coordinator, &linde, &younger).await;
    join(&coordinator, &linde, "learners", &older).await;
    let past = coordinator.get(&linde).await.unwrap().texts("details tbody tr").join("\n");
    assert!(past.contains("Dubbel, Sam (geboren 9 december 2018)") && !past.contains("2015"), "{past}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_of_one_name_are_told_apart_by_their_address_and_others_need_none() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for email in ["j.dubbel@linde.example", "j.dubbel@elders.example"] {
        let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
        let form = form.set("call_name", "Jo").set("family_name", "Dubbel").set("email", email);
        let check = administrator.submit(&form.set("role", "dossier_teacher").set("reason", "valt in")).await.unwrap();
        administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    }
    let linde = external(&administrator, "Linde").await;
    let page = administrator.get(&linde).await.unwrap();
    let offered = choices(&page, "staff");
    for choice in ["Dubbel, Jo (j.dubbel@linde.example)", "Dubbel, Jo (j.dubbel@elders.example)", "Leer, Tom de"] {
        assert!(offered.iter().any(|text| text == choice), "{choice}: {offered:?}");
    }
    let found = administrator.get("/staff?q=j.dubbel@linde").await.unwrap().link("/staff/0").unwrap();
    join(&administrator, &linde, "staff", &found).await;
    let row = administrator.get(&linde).await.unwrap().texts("main table tbody tr").join("\n");
    assert!(row.contains("j.dubbel@linde.example") && !row.contains("elders"), "{row}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_learner_of_another_location_is_in_a_group_its_page_says_who_sees_that_learner_too() {
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let cross = group(&coordinator, "Plusgroep rekenen").await;
    let said = async || {
        let page = coordinator.get(&cross).await.unwrap();
        (page.content().contains("leerlingen van een andere locatie"), page.texts("main table tbody tr").join("\n"))
    };
    join(&coordinator, &cross, "learners", &learner(&coordinator, "Noor").await).await;
    assert!(!said().await.0, "of its own location");
    let there = entered(&coordinator, "Verweg", "3-4-2015", 3).await;
    join(&coordinator, &cross, "learners", &there).await;
    let (says, rows) = said().await;
    assert!(says && rows.contains("Bos"), "{rows}");
    leave(&coordinator, &cross, &there).await;
    assert!(!said().await.0, "gone from the group");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_moves_to_another_location_by_hand_is_out_of_the_groups_of_the_old_one_at_once() {
    // 0-10, 0-24
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHER).await);
    let noor = learner(&coordinator, "Noor").await;
    assert_eq!(status(&teacher, &noor).await, 200);
    let page = coordinator.get(&format!("{noor}?form=change")).await.unwrap();
    let bos = page.attribute("select[name=location] option:nth-child(3)", "value").unwrap();
    let moved = coordinator.submit(&page.form(&noor).unwrap().set("location", bos)).await.unwrap();
    assert!(moved.url.ends_with("done=changed"), "{}: {}", moved.url, moved.content());
    assert_eq!(status(&teacher, &noor).await, 404, "a teacher of the old location");
    let class = coordinator.get(&group(&coordinator, "Groep 5a").await).await.unwrap();
    assert!(
        class.texts("main details").join(" ").contains("Ven, Noor van der"),
        "the history stays: {}",
        class.content()
    );
    world.stack.stop().await;
}
