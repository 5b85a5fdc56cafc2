//! Help: on every page, for who works here and for who cannot get in.

use testkit::World;

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, written};

#[tokio::test(flavor = "multi_thread")]
async fn help_with_a_phone_number_a_mail_address_and_a_manual_is_behind_ones_own_name() {
    // 3-31, 3-12
    let world = World::start().await;
    let teacher = world.signed_in(TEACHER).await;
    for path in ["/", "/learners", "/account", "/nowhere"] {
        let page = teacher.get(path).await.unwrap();
        assert_eq!(page.attribute("footer a[href='/help']", "href").as_deref(), Some("/help"), "{path}");
    }
    let page = teacher.get("/help").await.unwrap();
    assert_eq!((page.status.as_u16(), page.title().as_str()), (200, "Hulp"));
    assert_eq!(page.attribute("a[href^='tel:']", "href").as_deref(), Some("tel:0100000000"));
    assert_eq!(page.attribute("a[href^='mailto:hulp']", "href").as_deref(), Some("mailto:hulp@samenspoor.example"));
    // Whom to ask about rights and dossiers, by name.
    for name in [ADMINISTRATOR, COORDINATOR] {
        assert!(page.content().contains(name), "{name}: {}", page.content());
    }

    // The manual tells what this person may do, and leads only where that is.
    let manual = |page: &testkit::Answer| page.texts("details summary");
    assert!(manual(&page).iter().any(|title| title == "In een dossier schrijven"), "{:?}", manual(&page));
    for forbidden in ["Medewerkers uitnodigen", "Een dossier openen", "Leerlingen en klassen inlezen"] {
        assert!(manual(&page).iter().all(|title| title != forbidden), "{forbidden}");
    }
    for email in [TEACHER, COORDINATOR, ADMINISTRATOR] {
        let person = world.signed_in(email).await;
        let page = person.get("/help").await.unwrap();
        for part in page.body.split("<main").nth(1).unwrap().split("href=\"/").skip(1) {
            let path = format!("/{}", part.split('"').next().unwrap());
            assert_eq!(person.get(&path).await.unwrap().status.as_u16(), 200, "{email}: {path}");
        }
    }
    let told = world.signed_in(ADMINISTRATOR).await.json().get("/help").await.unwrap().json();
    let topics: Vec<_> = told["manual"].as_array().unwrap().iter().map(|how| how["topic"].as_str().unwrap()).collect();
    assert!(topics.contains(&"roster") && topics.contains(&"groups") && !topics.contains(&"write"), "{topics:?}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_get_in_finds_help_and_learns_nothing_of_a_school() {
    // 3-31, 2-01
    let world = World::start().await;
    let client = world.anonymous();
    for path in ["/sign-in", "/reset", "/activate/made-up", "/consent/made-up"] {
        let page = client.get(path).await.unwrap();
        assert_eq!(page.attribute("footer a[href='/help']", "href").as_deref(), Some("/help"), "{path}");
    }
    let page = client.get("/help").await.unwrap();
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.body.contains("tel:0100000000") && page.content().contains("Kreeg je een link van een school?"));
    assert!(!page.body.contains("dewilg") && !page.body.contains("Coster"), "{}", page.content());
    assert_eq!(page.texts("details summary"), ["Inloggen, en als dat niet lukt"]);
    assert_eq!(client.get("/help?lang=en").await.unwrap().title(), "Help");

    // A session that has ended is no reason to be sent away.
    let late = world.signed_in(TEACHER).await;
    world.advance(jiff::SignedDuration::from_mins(31));
    let page = late.get("/help").await.unwrap();
    assert_eq!((page.status.as_u16(), page.url.as_str()), (200, "/help"));
    assert!(!page.body.contains("Coster"), "{}", page.content());

    // A parent asks the school, not the help desk: its page names who asked, in the same place.
    let (_, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let page = world.anonymous().get(&link).await.unwrap();
    assert!(!page.texts("section.help").is_empty() && page.attribute("footer a[href='/help']", "href").is_none());
    world.stack.stop().await;
}
