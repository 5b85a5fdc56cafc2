//! Help: on every page, for who works here and for who cannot get in.

use std::{fs, path::Path};

use emulators::{Fault, Service};
use testkit::{Client, World};

use crate::{
    explained::person,
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, written},
};

/// The addresses of the coordinators whom somebody is told to ask.
async fn coordinators(client: &Client) -> Vec<String> {
    let told = client.json().get("/help").await.unwrap().json();
    let asked = told["asked"].as_array().unwrap().iter().find(|asked| asked["role"] == "coordinator").unwrap();
    asked["people"].as_array().unwrap().iter().map(|one| one["email"].as_str().unwrap().to_owned()).collect()
}

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

    // Whoever has no role that counts learns no names; who works elsewhere is not asked, nor is oneself.
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let roles = format!("{}/roles", person(&administrator, "Meelezer").await);
    let given = administrator.get(&roles).await.unwrap();
    let form = given.form(&roles).unwrap().set("role", "coordinator").set("reason", "helpt in Bos");
    let main = given.body.split("<main").nth(1).unwrap();
    let bos = main.split("name=\"location\"").nth(2).unwrap().split("value=\"").nth(1).unwrap();
    let bos = bos.split('"').next().unwrap();
    administrator.submit(&form.set("location", bos)).await.unwrap();
    assert_eq!(coordinators(&teacher).await, [COORDINATOR]);
    assert_eq!(coordinators(&administrator).await, [COORDINATOR, "m.meelezer@dewilg.example"]);
    assert_eq!(coordinators(&world.signed_in(COORDINATOR).await).await, ["m.meelezer@dewilg.example"]);
    let roles = administrator.get(&format!("{}/roles", person(&administrator, "Leer").await)).await.unwrap();
    let switch = roles.form("/access").unwrap();
    let roles = administrator.submit(&switch).await.unwrap();
    let shut_out = teacher.get("/help").await.unwrap();
    assert!(shut_out.status.is_success() && !shut_out.body.contains(ADMINISTRATOR), "{}", shut_out.content());
    administrator.submit(&roles.form("/access").unwrap()).await.unwrap();

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
    let asked: Vec<_> = told["asked"].as_array().unwrap().iter().map(|asked| &asked["role"]).collect();
    assert_eq!(asked, ["coordinator"], "the only administrator is not told that there is none");
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
    assert!(page.body.contains("tel:0100000000") && page.content().contains("Kreeg u een link van een school?"));
    assert!(!page.body.contains("dewilg") && !page.body.contains("Coster"), "{}", page.content());
    assert_eq!(page.texts("details summary"), ["Inloggen, en als dat niet lukt"]);
    assert_eq!(client.get("/help?lang=en").await.unwrap().title(), "Help");

    // A session that has ended is no reason to be sent away.
    let late = world.signed_in(TEACHER).await;
    world.advance(jiff::SignedDuration::from_mins(31));
    let page = late.get("/help").await.unwrap();
    assert_eq!((page.status.as_u16(), page.url.as_str()), (200, "/help"));
    assert!(!page.body.contains("Coster"), "{}", page.content());

    // Nor is a database that does not answer.
    let teacher = world.signed_in(TEACHER).await;
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "BatchGetItem", 1, 3, Fault::FailBefore);
    let page = teacher.get("/help").await.unwrap();
    assert!(page.status.is_success() && page.body.contains("tel:0100000000"), "{}", page.content());

    // A parent asks the school, not the help desk: its page names who asked, in the same place.
    let (_, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let page = world.anonymous().get(&link).await.unwrap();
    assert!(!page.texts("section.help").is_empty() && page.attribute("footer a[href='/help']", "href").is_none());
    world.stack.stop().await;
}

/// All texts of a language, as the files of the catalogues have them.
fn texts(language: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let functions = fs::read_dir(root.join("functions")).unwrap().map(|folder| folder.unwrap().path());
    let folders = functions.chain([root.join("shared/web")]).map(|folder| folder.join("locales").join(language));
    let files = folders.filter(|folder| folder.exists()).flat_map(|folder| fs::read_dir(folder).unwrap());
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn what_the_manual_says_in_quotes_is_what_a_page_says() {
    // 3-31
    for (language, open, close) in [("nl", '‘', '’'), ("en", '“', '”')] {
        let texts = texts(language);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../functions/home/locales");
        let manual = fs::read_to_string(root.join(language).join("main.ftl")).unwrap();
        let quoted: Vec<&str> =
            manual.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|at| at.0).collect();
        assert!(quoted.len() >= 20, "{language}: {quoted:?}");
        for words in quoted {
            let label = |line: &str| {
                line.split_once(" = ").is_some_and(|(_, text)| text == words || text.starts_with(&format!("{words} (")))
            };
            assert!(texts.lines().any(label), "{language}: no page says {words:?}");
        }
    }
}
