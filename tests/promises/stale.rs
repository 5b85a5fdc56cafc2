//! Saves that come too late: both texts are shown, nothing is overwritten and nothing that was typed is lost.

use testkit::{Form, World};

use crate::people::{COORDINATOR, add_mother, learner, open_dossier, written};

#[tokio::test(flavor = "multi_thread")]
async fn two_who_choose_routes_of_consent_see_both_choices_and_the_second_can_go_on() {
    // 1-35
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    add_mother(&coordinator, &noor, "marja@ouder.example").await;
    let at = format!("{}/consents", open_dossier(&coordinator, &noor).await);
    let form = async || coordinator.get(&at).await.unwrap().form("/consents").unwrap();
    let (one, two) = (form().await, form().await);
    let one = one.set("consent-1-route", "not-obtained").set("consent-1-reason", "Neemt de telefoon niet op");
    assert_eq!(coordinator.submit(&one).await.unwrap().status.as_u16(), 200);
    let two = two.set("consent-1-route", "through-link").set("consent-1-subject", "Een vraag van school");
    let late = coordinator.submit(&two).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    for text in ["Neemt de telefoon niet op", "Een vraag van school"] {
        assert!(late.content().contains(text), "{text}: {}", late.content());
    }
    let again = late.form("/consents").unwrap();
    assert_eq!(again.value("consent-1-subject"), Some("Een vraag van school"), "still in the form");
    let done = coordinator.submit(&again).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    assert_eq!(form().await.value("consent-1-subject"), Some("Een vraag van school"));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_made_while_the_plan_was_open_is_not_sent_after_somebody_finished_it() {
    // 1-35, 1-36: before step 8 is finished nothing goes
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let (at, list) = (format!("{}/steps/8", written.path), format!("{}/consents", written.path));
    let page = coordinator.get(&at).await.unwrap();
    let reopened = page.form("/steps/8/reopen").unwrap().set("reason", "Een woord verbeteren");
    assert_eq!(coordinator.submit(&reopened).await.unwrap().status.as_u16(), 200);
    let planned = coordinator.get(&list).await.unwrap().form("/consents").unwrap();
    let form = coordinator.get(&at).await.unwrap().form("/steps/8").unwrap();
    let finish = Form { action: format!("{at}/finish"), ..form }.set("act", "finish");
    assert_eq!(coordinator.submit(&finish).await.unwrap().status.as_u16(), 200);
    let mails = world.stack.aws.mailbox().list().len();
    let form = planned.set("consent-1-route", "not-obtained").set("consent-1-reason", "Nog niet gesproken");
    let late = coordinator.submit(&form).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(late.content().contains("Nog niet gesproken"), "what was typed: {}", late.content());
    assert!(late.content().contains("intussen afgerond"), "why: {}", late.content());
    let asked = coordinator.json().get(&list).await.unwrap().json()["asked"].as_array().unwrap().len();
    assert_eq!((asked, world.stack.aws.mailbox().list().len()), (2, mails), "nothing was asked or sent");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_plan_the_rollover_see_both_plans_and_the_second_keeps_what_was_chosen() {
    // 1-46, 1-47
    let world = World::start().await;
    let administrator = world.signed_in("b.baas@debeuk.example").await;
    let page = administrator.get("/rollover?year=2026-2027").await.unwrap();
    let form = page.form("/rollover").unwrap();
    let chosen = |to: &str| {
        let groups = (1..20).filter(|n| form.value(&format!("group-{n}-id")).is_some());
        let ends = form.clone().set("act", "plan");
        groups.fold(ends, |form, n| form.set(&format!("group-{n}-to"), to).set(&format!("group-{n}-external"), "stop"))
    };
    let done = administrator.submit(&chosen("leaves")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    let first = form.value("group-1-id").unwrap().to_owned();
    let mine = chosen("leaves").set("once", "0000-0000-0002").set("group-1-to", format!("copy-{first}"));
    let late = administrator.submit(&mine.set("group-1-copy", "on")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(!late.texts(".compare").is_empty(), "both plans: {}", late.content());
    let again = late.form("/rollover").unwrap();
    assert_eq!(again.value("group-1-to"), Some(format!("copy-{first}").as_str()), "still in the form");
    let done = administrator.submit(&again.set("act", "plan")).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "goes on from what stands there: {}", done.content());
    world.stack.stop().await;
}
