//! Roles for a subject, for groups, and for looking only: what each sees and writes, from outside (3-17 to 3-21).

use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, group, id, learner, open_dossier, status};

/// Teaches mathematics to Groep 5a.
const TEACHES: &str = "r.rekenaar@dewilg.example";
/// Counsels Groep 7/8.
const COUNSELS: &str = "m.meelezer@dewilg.example";
/// Looks after quality in the whole school.
const OFFICER: &str = "k.dekwaliteit@dewilg.example";
/// What the profile says of other subjects, and nowhere in what a teacher of mathematics gets.
const CANARY: &str = "Spelt klankzuiver, mist de regels";

/// The number of the row of a domain in a form of step 4.
fn row(page: &Answer, action: &str, domain: &str) -> usize {
    let form = page.form(action).unwrap();
    let is_it = |n: &usize| form.value(&format!("domain-{n}-id")) == Some(domain);
    (1..60).find(is_it).unwrap_or_else(|| panic!("no {domain} in {:?}", form.fields))
}

/// Saves what step 4 says of a domain.
async fn say(coordinator: &Client, dossier: &str, domain: &str, text: &str) -> Answer {
    let page = coordinator.get(&format!("{dossier}/steps/4")).await.unwrap();
    let n = row(&page, "/steps/4", domain);
    let form = page.form("/steps/4").unwrap().set(&format!("domain-{n}-picture"), text);
    coordinator.submit(&form).await.unwrap()
}

/// A running dossier of somebody in Groep 5a, whose profile says something of spelling.
async fn profiled(coordinator: &Client) -> String {
    let dossier = open_dossier(coordinator, &learner(coordinator, "Proef").await).await;
    assert_eq!(say(coordinator, &dossier, "spelling", CANARY).await.status.as_u16(), 200);
    dossier
}

/// What stands in the profile, as the coordinator reads it: a domain with its text.
async fn profile(coordinator: &Client, dossier: &str) -> Vec<(String, String)> {
    let read = coordinator.json().get(&format!("{dossier}/steps/4")).await.unwrap().json();
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = read["content"]["domain"].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| (text(row, "id"), text(row, "picture"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subject_teacher_sees_and_writes_the_own_subject_and_nothing_else_of_the_dossier() {
    // 3-18, trap 19
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHES).await);
    let dossier = profiled(&coordinator).await;

    let home = teacher.get("/").await.unwrap();
    assert!(home.content().contains("Sem"), "it waits on the start page: {}", home.content());
    let list = teacher.get("/subjects").await.unwrap();
    let path = list.link("/dossiers/0").unwrap();
    assert_eq!(path, format!("{dossier}/subjects/mathematics"));
    let page = teacher.get(&path).await.unwrap();
    let program = teacher.json().get(&path).await.unwrap();
    for answer in [&home, &list, &page, &program] {
        assert!(!answer.body.contains("Spelt"), "{}", answer.url);
    }
    let n = row(&page, "/mathematics", "mathematics");
    let form = page.form("/mathematics").unwrap();
    assert_eq!(
        form.fields.iter().filter(|(name, _)| name.ends_with("-id")).count(),
        1,
        "one domain: {:?}",
        form.fields
    );
    let saved = teacher.submit(&form.set(&format!("domain-{n}-picture"), "Rekent vlot tot honderd")).await.unwrap();
    assert!(saved.url.ends_with("done=saved"), "{}: {}", saved.url, saved.content());
    assert!(saved.body.contains("Rekent vlot tot honderd"), "what was saved is shown: {}", saved.content());
    let both = [("spelling", CANARY), ("mathematics", "Rekent vlot tot honderd")];
    assert_eq!(profile(&coordinator, &dossier).await, both.map(|(id, text)| (id.to_owned(), text.to_owned())));

    for (path, expected) in [
        (format!("{dossier}/subjects/dutch"), 404),
        (format!("{dossier}/subjects/music"), 404),
        (dossier.clone(), 403),
        (format!("{dossier}/steps/4"), 403),
        (format!("{dossier}/files"), 403),
        ("/dossiers".to_owned(), 403),
        ("/classes".to_owned(), 403),
    ] {
        assert_eq!(status(&teacher, &path).await, expected, "{path}");
    }
    let other = open_dossier(&coordinator, &learner(&coordinator, "Testman").await).await;
    assert_eq!(status(&teacher, &format!("{other}/subjects/mathematics")).await, 404, "of another group");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_another_subject_that_is_sent_along_is_refused_and_changes_nothing() {
    // 3-18, trap 19
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHES).await);
    let dossier = profiled(&coordinator).await;
    let path = format!("{dossier}/subjects/mathematics");
    let before = profile(&coordinator, &dossier).await;
    let other = serde_json::json!({ "domain-1-id": "spelling", "domain-1-picture": "Spelt wel" });
    let refused = teacher.json().post_json(&path, &other, "0000-0000-0001").await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
    assert_eq!(profile(&coordinator, &dossier).await, before);
    let form = teacher.get(&path).await.unwrap().form("/mathematics").unwrap();
    let form = form.set("domain-1-picture", "Telt").set("domain-7-id", "spelling").set("domain-7-picture", "Spelt wel");
    let refused = teacher.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    assert_eq!(refused.form("/mathematics").unwrap().value("domain-1-picture"), Some("Telt"), "what was typed stays");
    assert_eq!(profile(&coordinator, &dossier).await, before);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_write_in_one_profile_lose_nothing() {
    // 2-08
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHES).await);
    let dossier = profiled(&coordinator).await;
    let path = format!("{dossier}/subjects/mathematics");
    let open = teacher.get(&path).await.unwrap().form("/mathematics").unwrap();

    // Another domain meanwhile: nobody is in anybody's way.
    assert_eq!(say(&coordinator, &dossier, "behaviour", "Speelt graag samen").await.status.as_u16(), 200);
    let saved = teacher.submit(&open.clone().set("domain-1-picture", "Kent de tafels")).await.unwrap();
    assert!(saved.url.ends_with("done=saved"), "{}", saved.content());
    let said = profile(&coordinator, &dossier).await;
    assert_eq!(said.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["spelling", "mathematics", "behaviour"]);

    // The same domain meanwhile: both texts are shown, and a second press is a choice.
    let open = teacher.get(&path).await.unwrap().form("/mathematics").unwrap();
    say(&coordinator, &dossier, "mathematics", "Kent de tafels tot vijf").await;
    let late = teacher.submit(&open.set("domain-1-picture", "Kent alle tafels")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(
        late.body.contains("Kent de tafels tot vijf") && late.body.contains("Kent alle tafels"),
        "{}",
        late.content()
    );
    assert!(!late.body.contains("Spelt"), "nothing of the other subjects: {}", late.content());
    let form = late.form("/mathematics").unwrap();
    assert_eq!(form.value("domain-1-picture"), Some("Kent alle tafels"));
    assert!(teacher.submit(&form).await.unwrap().url.ends_with("done=saved"));
    let said = profile(&coordinator, &dossier).await;
    assert!(said.contains(&("mathematics".into(), "Kent alle tafels".into())), "{said:?}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn once_the_profile_does_not_apply_the_subject_is_read_only_and_says_why() {
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHES).await);
    let dossier = profiled(&coordinator).await;
    let path = format!("{dossier}/subjects/mathematics");
    let open = teacher.get(&path).await.unwrap().form("/mathematics").unwrap();
    let page = coordinator.get(&format!("{dossier}/steps/4")).await.unwrap();
    let form = page.form("/steps/4").unwrap();
    let aside = testkit::Form { action: format!("{dossier}/steps/4/finish"), ..form }.set("act", "put-aside");
    assert_eq!(coordinator.submit(&aside).await.unwrap().status.as_u16(), 200);
    let late = teacher.submit(&open.set("domain-1-picture", "Te laat")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(late.body.contains("Te laat"), "what was typed is shown: {}", late.content());
    let page = teacher.get(&path).await.unwrap();
    assert!(page.form("/mathematics").is_err() && page.texts(".notice").len() == 1, "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_reads_and_writes_in_the_groups_the_role_was_given_for() {
    // 3-17, 3-21
    let world = World::start().await;
    let (coordinator, counsellor) = (world.signed_in(COORDINATOR).await, world.signed_in(COUNSELS).await);
    let near = open_dossier(&coordinator, &learner(&coordinator, "Testman").await).await;
    let far = profiled(&coordinator).await;
    assert_eq!((status(&counsellor, &near).await, status(&counsellor, &far).await), (200, 404));
    let page = counsellor.get(&format!("{near}/steps/3")).await.unwrap();
    let form = page.form("/steps/3").unwrap().set("question", "Hoe houden we Zoë bij de les?");
    assert_eq!(counsellor.submit(&form).await.unwrap().status.as_u16(), 200);
    assert_eq!(status(&counsellor, &format!("{near}/consents")).await, 403, "asks nobody for consent");
    let listed = counsellor.get("/dossiers").await.unwrap();
    assert!(listed.content().contains("Testman") && !listed.content().contains("Proef"), "{}", listed.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_for_groups_is_given_with_its_groups_and_counts_at_the_next_request() {
    // 3-21, 3-23
    let world = World::start().await;
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let counsellor = world.signed_in(COUNSELS).await;
    let dossier = profiled(&coordinator).await;
    let five = group(&coordinator, "Groep 5a").await;
    let person = administrator.get("/staff?q=Meelezer").await.unwrap().link("/staff/0").unwrap();
    let roles = format!("{person}/roles");
    let form = administrator.get(&roles).await.unwrap().form("/roles").unwrap();
    let form = form.set("role", "subject_teacher").set("reason", "geeft rekenen in 5a");

    // Groups and subject are missing: told at both, and nothing is given.
    let refused = administrator.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422);
    assert_eq!(refused.texts(".error-summary a").len(), 2, "{:?}", refused.texts(".error-summary a"));
    // Groups do not go with a role that reaches a whole location.
    let wide = form.clone().set("role", "coordinator").tick("groups", id(&five));
    let refused = administrator.submit(&wide).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422);
    assert!(
        refused.body.contains(&format!("value=\"{}\" checked", id(&five))),
        "what was chosen stays: {}",
        refused.content()
    );
    assert_eq!(status(&counsellor, "/subjects").await, 403);

    let form = form.set("subject", "mathematics").tick("groups", id(&five));
    let given = administrator.submit(&form).await.unwrap();
    assert!(given.url.ends_with("done=granted"), "{}: {}", given.url, given.content());
    assert!(given.content().contains("Groep 5a"), "{}", given.content());
    assert_eq!(status(&counsellor, &format!("{dossier}/subjects/mathematics")).await, 200);
    assert_eq!(status(&counsellor, &dossier).await, 404, "a counsellor of another group still");

    // Who may see what says so, of the learner and of the person (3-22, 3-30).
    let sem = learner(&coordinator, "Proef").await;
    let access = coordinator.get(&format!("{sem}/access")).await.unwrap().content();
    assert!(access.contains("Meelezer") && access.contains("Rekenen en wiskunde"), "{access}");
    let own = counsellor.get(&format!("{person}/rights")).await.unwrap().content();
    assert!(own.contains("Groep 5a") && own.contains("Groep 7/8"), "{own}");

    // And of the group: who sees its learners without being in it, for as long as the role holds.
    let seen_by = || async {
        let told = administrator.json().get(&five).await.unwrap().json();
        let people = told["by_role"].as_array().unwrap().clone();
        people.into_iter().filter(|one| one["name"].as_str().unwrap().contains("Meelezer")).collect::<Vec<_>>()
    };
    let [one] = &seen_by().await[..] else { panic!("once") };
    assert_eq!((&one["role"], &one["subject"]), (&"subject_teacher".into(), &"mathematics".into()), "{one}");
    let page = administrator.get(&five).await.unwrap();
    assert!(page.content().contains("Vakdocent (Rekenen en wiskunde)"), "{}", page.content());
    let page = administrator.get(&roles).await.unwrap();
    let sure = administrator.submit(&page.form("/roles/end").unwrap().set("grant", "1")).await.unwrap();
    administrator.submit(&sure.form("/roles/end").unwrap()).await.unwrap();
    assert!(seen_by().await.is_empty());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_invited_as_counsellor_of_a_group() {
    // 3-14, 3-17
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let five = group(&world.signed_in(COORDINATOR).await, "Groep 5a").await;
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Nel").set("family_name", "Nieuw").set("email", "n.nieuw@dewilg.example");
    let form = form.set("role", "learner_counsellor").set("reason", "mentor van 5a").tick("groups", id(&five));
    let check = administrator.submit(&form).await.unwrap();
    assert!(
        check.content().contains("Leerlingbegeleider") && check.content().contains("Groep 5a"),
        "{}",
        check.content()
    );
    let done = administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    assert!(done.url.ends_with("done=invited"), "{}: {}", done.url, done.content());
    assert!(done.content().contains("Groep 5a"), "{}", done.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quality_officer_sees_how_classes_are_doing_and_changes_nothing() {
    // 3-19, 3-20
    let world = World::start().await;
    let (coordinator, officer) = (world.signed_in(COORDINATOR).await, world.signed_in(OFFICER).await);
    let dossier = profiled(&coordinator).await;
    let classes = officer.json().get("/classes").await.unwrap().json();
    let class = |name: &str| {
        let all = classes["classes"].as_array().unwrap();
        all.iter().find(|class| class["group"]["name"] == name).cloned().unwrap_or_else(|| panic!("{name}: {classes}"))
    };
    assert_eq!((&class("Groep 5a")["learners"], &class("Groep 5a")["dossiers"]), (&4.into(), &1.into()));
    assert_eq!((&class("Groep 7/8")["dossiers"], &class("Groep 5a")["planned"]), (&0.into(), &0.into()));

    let five = format!("/classes/{}", class("Groep 5a")["group"]["id"].as_str().unwrap());
    let page = officer.get(&five).await.unwrap();
    assert!(page.content().contains("Proef, Sem") && page.body.contains(&dossier), "{}", page.content());
    let sheet = officer.get(&format!("{five}/download")).await.unwrap();
    let lines: Vec<&str> = sheet.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 5, "a head and four learners: {}", sheet.body);
    assert!(!page.body.contains("Spelt") && !sheet.body.contains("Spelt"), "nothing of what is in a dossier");

    let step = officer.get(&format!("{dossier}/steps/4")).await.unwrap();
    assert!(
        step.body.contains("Spelt") && step.form("/steps/4").is_err(),
        "reads, and has no form: {}",
        step.content()
    );
    let written = officer.post(&format!("{dossier}/steps/4"), &[("once", "0000-0000-0001")]).await.unwrap();
    assert_eq!(written.status.as_u16(), 403);
    assert!(!officer.get("/").await.unwrap().body.contains(&dossier), "nothing waits for who only looks");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!((status(&administrator, "/classes").await, status(&coordinator, &five).await), (403, 200));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_lies_still_for_eight_weeks_stands_out_in_the_overview() {
    // 3-19
    let world = World::start().await;
    profiled(&world.signed_in(COORDINATOR).await).await;
    let still = |answer: Answer| {
        answer.json()["classes"].as_array().unwrap().iter().map(|class| class["still"].as_u64().unwrap()).sum::<u64>()
    };
    let hours = |hours: i64| world.advance(jiff::SignedDuration::from_hours(hours));
    hours(8 * 7 * 24 - 1);
    assert_eq!(still(world.signed_in(OFFICER).await.json().get("/classes").await.unwrap()), 0);
    hours(2);
    assert_eq!(still(world.signed_in(OFFICER).await.json().get("/classes").await.unwrap()), 1);
    world.stack.stop().await;
}
