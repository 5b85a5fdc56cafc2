//! What a dossier promises, seen over HTTP: opened, written, finished, reopened, archived.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod school;

use school::{School, TEACHER, get, pressed, send};

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_has_one_running_dossier_and_the_page_leads_to_it() {
    // 2-19
    let school = School::open().await;
    let id = school.learner.trim_start_matches("/learners/");
    let again = get(&school.carla, &format!("/dossiers/new?learner={id}")).await;
    assert_eq!(again.link("/dossiers/").unwrap(), school.dossier);
    assert!(again.form("/dossiers").is_err(), "no form to open another");
    let posted = school
        .carla
        .post_json("/dossiers", &serde_json::json!({ "learner": id, "level": "light" }), "another-key-1")
        .await
        .unwrap();
    assert_eq!(posted.status, 409);
    let list = get(&school.carla, "/dossiers").await;
    assert!(list.content().contains("Ven, Noor van der"), "{}", list.content());
    assert!(get(&school.carla, "/dossiers?q=sem").await.content().contains("Geen dossier gevonden"));
    assert!(get(&school.carla, &school.dossier).await.content().contains("stap 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_asks_nothing_and_finishing_tells_all_that_is_missing_and_keeps_what_was_typed() {
    // 2-08
    let school = School::open().await;
    let form = school.form(3).await.set("school-career", "Drie scholen");
    assert_eq!(send(&school.carla, &form).await.status, 303);
    let page = get(&school.carla, &school.step(3)).await;
    assert!(page.text(".status").or_else(|| page.text("main")).unwrap().contains("Opgeslagen"));
    let answer = school.finish(3, &[("done-so-far", "Extra instructie")]).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.texts("#f-question-error").len(), 1, "{}", answer.content());
    assert_eq!(answer.text("#f-done-so-far").as_deref(), Some("Extra instructie"));
    assert!(!get(&school.carla, &school.step(3)).await.body.contains("Extra instructie"), "nothing was saved");
    school.finished(3, &[("question", "Wat heeft Noor nodig?")]).await;
    let done = get(&school.carla, &school.step(3)).await;
    assert!(done.content().contains("Afgerond") && done.form("/steps/3").is_err(), "{}", done.content());
    assert!(done.content().contains("Ga verder met stap 4"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_added_without_a_script_and_nothing_is_lost() {
    let school = School::open().await;
    let form = school.form(7).await.set("goal-1-text", "De tafels kennen").set("destination", "havo");
    let more = send(&school.carla, &pressed(&form, &school.step(7), "add-goal")).await;
    assert_eq!(more.status, 200, "{}", more.content());
    let form = more.form("/steps/7").unwrap();
    assert_eq!(
        (form.value("goal-1-text"), form.value("goal-2-text"), form.value("destination")),
        (Some("De tafels kennen"), Some(""), Some("havo"))
    );
    assert_eq!(send(&school.carla, &form.set("goal-2-text", "Klokkijken")).await.status, 303);
    let kept = school.form(7).await;
    assert_eq!((kept.value("goal-1-text"), kept.value("goal-2-text")), (Some("De tafels kennen"), Some("Klokkijken")));
    let id = kept.value("goal-1-id").unwrap().to_owned();
    assert_eq!(send(&school.carla, &kept.set("goal-1-text", "De tafels vlot kennen")).await.status, 303);
    assert_eq!(school.form(7).await.value("goal-1-id"), Some(id.as_str()), "a goal keeps its id");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_save_shows_both_texts_and_overwrites_nothing() {
    let school = School::open().await;
    let tom = school.world.signed_in(TEACHER).await;
    let (mine, theirs) = (school.form(6).await, get(&tom, &school.step(6)).await.form("/steps/6").unwrap());
    assert_eq!(send(&tom, &theirs.set("summary", "Tom schreef dit")).await.status, 303);
    let late = send(&school.carla, &mine.set("summary", "Carla schreef dat")).await;
    assert_eq!(late.status, 409);
    assert!(
        late.content().contains("Tom schreef dit") && late.content().contains("Opgeslagen door Tom de Leer"),
        "{}",
        late.content()
    );
    let form = late.form("/steps/6").unwrap();
    assert_eq!(form.value("summary"), Some("Carla schreef dat"));
    assert_eq!(send(&school.carla, &form.set("summary", "Samen schreven wij dit")).await.status, 303);
    assert_eq!(school.form(6).await.value("summary"), Some("Samen schreven wij dit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_write_in_two_steps_at_once_and_both_are_kept() {
    let school = School::open().await;
    let tom = school.world.signed_in(TEACHER).await;
    let mine = school.form(3).await.set("question", "Van Carla");
    let theirs = get(&tom, &school.step(6)).await.form("/steps/6").unwrap().set("summary", "Van Tom");
    let (mine, theirs) = tokio::join!(send(&school.carla, &mine), send(&tom, &theirs));
    assert_eq!((mine.status.as_u16(), theirs.status.as_u16()), (303, 303), "{} {}", mine.content(), theirs.content());
    assert_eq!(school.form(3).await.value("question"), Some("Van Carla"));
    assert_eq!(school.form(6).await.value("summary"), Some("Van Tom"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fast_route_finishes_all_or_nothing() {
    // 1-28
    let school = School::open().await;
    let facts = school.facts().await;
    let form = facts.iter().fold(school.form(1).await, |form, (name, value)| form.set(name, value.as_str()));
    let action = format!("{}/finish", school.step(1));
    let refused = send(&school.carla, &pressed(&form, &action, "fast-route")).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.content().contains("Stap 3, Aanleiding en voorgeschiedenis: Wat is de vraag?"),
        "{}",
        refused.content()
    );
    let header = school.carla.json().get(&school.dossier).await.unwrap().json();
    assert_eq!(header["dossier"]["steps"]["1"], "not-started", "{header}");
    school.finished(3, &[("question", "Wat heeft Noor nodig?")]).await;
    for step in [2, 4, 5, 6] {
        let form = school.form(step).await;
        assert_eq!(
            send(&school.carla, &pressed(&form, &format!("{}/finish", school.step(step)), "put-aside")).await.status,
            303
        );
    }
    let goals = school
        .form(7)
        .await
        .set("destination", "not-yet")
        .set("grounds", "Toetsen")
        .set("goal-1-text", "Tafels")
        .set("goal-1-term", "long");
    assert_eq!(send(&school.carla, &goals).await.status, 303);
    let form = facts.iter().fold(school.form(1).await, |form, (name, value)| form.set(name, value.as_str()));
    let done = send(&school.carla, &pressed(&form, &action, "fast-route")).await;
    assert_eq!(done.location(), Some(school.step(8).as_str()), "{}", done.content());
    let header = school.carla.json().get(&school.dossier).await.unwrap().json();
    assert_eq!(
        (&header["dossier"]["steps"]["1"], &header["dossier"]["steps"]["7"]),
        (&"finished".into(), &"finished".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn step_8_needs_the_others_the_learners_say_and_a_route_per_person() {
    // 1-35, trap 29
    let school = School::open().await;
    let refused = school.finish(8, &[("deviates", "no")]).await;
    assert_eq!(refused.status, 422);
    let content = refused.content();
    for told in [
        "Stap 1, Algemene gegevens, is nog niet klaar",
        "Anna Ven om instemming",
        "Bas Ven om instemming",
        "met de leerling over dit plan gepraat",
    ] {
        assert!(content.contains(told), "{told}: {content}");
    }
    let tom = school.world.signed_in(TEACHER).await;
    let form = get(&tom, &school.step(8)).await.form("/steps/8").unwrap();
    assert_eq!(
        send(&tom, &pressed(&form, &format!("{}/finish", school.step(8)), "finish")).await.status,
        403,
        "a teacher does not ask for consent"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn finishing_the_plan_freezes_it_and_mails_the_links() {
    // 1-30, 1-34, 2-33
    let school = School::open().await;
    school.ready().await;
    school.finished(8, &[]).await;
    for parent in ["anna@ouder.example", "bas@ouder.example"] {
        let link = school.world.link_to(parent, "/consent/").await;
        assert_eq!(school.world.anonymous().get(&link).await.unwrap().status, 200);
    }
    let page = get(&school.carla, &school.dossier).await;
    assert!(
        page.content().contains("Vastgelegde versie") && page.content().contains("Anna Ven kan tot en met"),
        "{}",
        page.content()
    );
    let plan = get(&school.carla, &school.step(8)).await;
    let lines = plan.texts(".status-line");
    assert!(lines.iter().any(|line| line.contains("Afgerond")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("Verzonden")), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_action_part_outdates_consent_and_kills_its_links_an_unchanged_one_does_not() {
    // trap 12
    let school = School::open().await;
    school.ready().await;
    school.finished(8, &[]).await;
    let link = school.world.link_to("anna@ouder.example", "/consent/").await;
    let reopen = |reason: &'static str| {
        let school = &school;
        async move {
            let form = get(&school.carla, &school.step(8)).await.form("/reopen").unwrap();
            send(&school.carla, &form.set("reason", reason)).await
        }
    };
    assert_eq!(reopen("").await.status, 422, "without a reason");
    assert_eq!(reopen("Een typefout").await.status, 303);
    school.finished(8, &[]).await;
    let states = || async { school.carla.json().get(&school.dossier).await.unwrap().json()["consents"].to_string() };
    assert!(!states().await.contains("Verouderd"));
    assert_eq!(reopen("Een andere aanpak").await.status, 303);
    let changed = school.plan("Twee keer per week met een coach").await;
    assert_eq!(send(&school.carla, &changed).await.status, 303);
    assert_eq!(school.finish(8, &[]).await.status, 422, "everybody must be asked anew");
    school.choose().await;
    school.finished(8, &[]).await;
    let page = get(&school.carla, &school.dossier).await.content();
    assert!(page.contains("Verouderd") && page.contains("Verzonden"), "{page}");
    let dead = school.world.anonymous().get(&link).await.unwrap();
    assert!(dead.form("/code").is_err(), "{}", dead.content());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_toolbox_is_skipped_with_a_confirmation_and_the_dossier_archived_after_a_page_that_says_what_that_means() {
    // 1-23, 1-24, 1-12
    let school = School::open().await;
    school.ready().await;
    school.finished(8, &[]).await;
    let link = school.world.link_to("anna@ouder.example", "/consent/").await;
    let skip =
        send(&school.carla, &pressed(&school.form(9).await, &format!("{}/finish", school.step(9)), "skip")).await;
    assert_eq!(skip.status, 200);
    assert_eq!(send(&school.carla, &skip.form("/finish").unwrap()).await.status, 303);
    school.finished(10, &[]).await;
    let outcome = school.form(11).await.set("outcome", "transfer").set("note", "Naar de Beuk");
    let asked = send(&school.carla, &pressed(&outcome, &format!("{}/archive", school.dossier), "archive")).await;
    assert_eq!(asked.status, 200, "{}", asked.content());
    for told in ["Anna Ven heeft nog niet gereageerd", "De toolbox is overgeslagen", "De 2 links die nog open staan"] {
        assert!(asked.content().contains(told), "{told}: {}", asked.content());
    }
    let confirm = asked.form("/archive").unwrap();
    let done = send(&school.carla, &confirm).await;
    assert_eq!(done.location(), Some(school.dossier.as_str()), "{}", done.content());
    assert_eq!(send(&school.carla, &confirm).await.location(), Some(school.dossier.as_str()), "sent twice, done once");
    let page = get(&school.carla, &school.dossier).await;
    assert!(
        page.content().contains("Dit dossier is afgesloten") && page.content().contains("gaat naar een andere school"),
        "{}",
        page.content()
    );
    assert!(get(&school.carla, &school.step(3)).await.form("/steps/3").is_err(), "read-only");
    let late = school
        .carla
        .post_json(&school.step(3), &serde_json::json!({ "question": "Nog iets" }), "late-key-12345")
        .await
        .unwrap();
    assert_eq!(late.status, 409);
    assert!(school.world.anonymous().get(&link).await.unwrap().form("/code").is_err(), "links are dead");
    let id = school.learner.trim_start_matches("/learners/");
    let again = get(&school.carla, &format!("/dossiers/new?learner={id}")).await;
    assert!(again.form("/dossiers").is_ok() && again.content().contains("had al eerder een dossier"));
    assert!(get(&school.carla, "/dossiers?show=archived").await.content().contains("Ven, Noor"));
}
