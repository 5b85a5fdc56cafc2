//! Consent through a mailed link: the code, the link, what is asked and what mails tell.

use domain::access::Scope;
use files::Place;
use local::tour::{
    consent, dossier,
    dossier::{CALL_NAME, STREET},
};
use testkit::{World, attachments};
use warrant::Warrant;

use crate::{
    consent_changes::agrees,
    people::{COORDINATOR, add_mother, id, learner, open_dossier, walk, written},
};

#[tokio::test(flavor = "multi_thread")]
async fn of_a_link_that_is_opened_again_and_again_twenty_openings_are_kept_and_all_are_counted() {
    // 0-12, security: links
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    for nth in 0..25 {
        let scanner = world.anonymous().named(&format!("Scanner {nth}"));
        assert_eq!(scanner.get(&link).await.unwrap().status.as_u16(), 200, "opening {nth}");
    }
    let links = world.stack.aws.items("tickets").unwrap();
    let opened = links.iter().find(|item| item["openings"]["N"] == "25").expect("a link that was opened 25 times");
    let kept = opened["trail"]["L"].as_array().unwrap();
    assert_eq!((kept.len(), kept[19].to_string().contains("Scanner 19")), (20, true), "{opened}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_lock_the_code_of_this_parent_only_and_a_new_one_can_be_asked() {
    // 1-03, 1-04, trap 15
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let mother = world.anonymous();
    let (mut page, code) = consent::ask(&walk(&world), &mother, written.parents[0]).await.unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for n in 1..=5 {
        page = mother.submit(&page.form("/open").unwrap().set("code", wrong)).await.unwrap();
        assert_eq!(page.status.as_u16(), 422, "try {n}: {}", page.content());
    }
    let form = page.form("/open").unwrap().set("code", &*code);
    let late = mother.submit(&form).await.unwrap();
    assert_eq!(late.status.as_u16(), 422, "the right code comes too late: {}", late.content());
    consent::read(&walk(&world), &world.anonymous(), written.parents[1]).await.expect("the other parent is not locked");
    let asked = mother.submit(&late.form("/code").unwrap()).await.unwrap();
    assert_eq!(asked.status.as_u16(), 200, "{}", asked.content());
    let is_new = |mail: &emulators::Mail| {
        mail.link("/consent/").is_none() && consent::code_in(&mail.text).is_some_and(|new| new != code)
    };
    let mail = world.stack.aws.mailbox().wait_for(written.parents[0], is_new).await.unwrap();
    let form = asked.form("/open").unwrap().set("code", consent::code_in(&mail.text).unwrap());
    let plan = mother.submit(&form).await.unwrap();
    assert!(plan.url.ends_with("/plan"), "{} {}", plan.url, plan.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_opens_the_link_changes_nothing() {
    // 1-02, 0-12, trap 1
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let link = world.link_to(written.parents[0], "/consent/").await;
    let mails = world.stack.aws.mailbox().to(written.parents[0]).len();
    let scanner = world.anonymous().named("Mozilla/5.0 (mail scanner)");
    let mut seen = Vec::new();
    for _ in 0..3 {
        scanner.head(&link).await.unwrap();
        let page = scanner.get(&link).await.unwrap();
        assert_eq!(page.status.as_u16(), 200);
        seen.push(page.content());
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
    assert_eq!(world.stack.aws.mailbox().to(written.parents[0]).len(), mails, "no code is mailed by itself");
    assert!(scanner.cookie("__Host-session").is_none());
    let plan = scanner.get(&format!("{link}/plan")).await.unwrap();
    assert!(!plan.body.contains(CALL_NAME), "without a code nothing is shown");
    let page = consent::read(&walk(&world), &world.anonymous(), written.parents[0]).await.unwrap();
    assert!(page.form("/decision").is_ok(), "{}", page.content());
    drop(coordinator);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_consent_needs_a_reason_and_a_subject_names_no_learner() {
    // 1-62, 6.6, trap 13
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    add_mother(&coordinator, &noor, "marja@ouder.example").await;
    let dossier = open_dossier(&coordinator, &noor).await;
    let form = coordinator.get(&format!("{dossier}/consents")).await.unwrap().form("/consents").unwrap();
    let without = coordinator.submit(&form.clone().set("consent-1-route", "not-obtained")).await.unwrap();
    assert_eq!(without.status.as_u16(), 422, "{}", without.content());
    assert_eq!(without.texts(".error-summary a"), ["Waarom is er geen instemming? Schrijf op waarom"]);
    let form = form.set("consent-1-route", "through-link");
    for subject in ["Plan van Noor", "Over NOOR van der Ven", "De dochter van Ven"] {
        let named = coordinator.submit(&form.clone().set("consent-1-subject", subject)).await.unwrap();
        assert_eq!(named.status.as_u16(), 422, "{subject}: {}", named.content());
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_step_eight_makes_what_was_decided_out_of_date() {
    // 6.6, trap 12
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    agrees(&world, &written).await;
    let at = format!("{}/steps/8", written.path);
    let page = coordinator.get(&at).await.unwrap();
    let page = coordinator
        .submit(&page.form("/steps/8/reopen").unwrap().set("reason", "De aanpak wordt anders"))
        .await
        .unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    dossier::ask_for_consent(&walk(&world), &coordinator, &written.path, written.parents)
        .await
        .expect("routes are chosen anew");
    let form = coordinator
        .get(&at)
        .await
        .unwrap()
        .form("/steps/8")
        .unwrap()
        .set("plan-1-approach", "Elke dag tien minuten samen schrijven");
    let form = testkit::Form { action: format!("{at}/finish"), ..form }.set("act", "finish");
    let page = coordinator.submit(&form).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    let consents = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    assert!(consents.content().to_lowercase().contains("verouderd"), "{}", consents.content());
    for parent in written.parents {
        let first = world
            .stack
            .aws
            .mailbox()
            .to(parent)
            .into_iter()
            .filter(|mail| mail.link("/consent/").is_some())
            .min_by_key(|mail| mail.time)
            .unwrap();
        let link = first.link("/consent/").unwrap();
        let dead = world.anonymous().get(link).await.unwrap();
        assert_eq!((dead.status.as_u16(), dead.title().as_str()), (410, "Het plan is veranderd"), "{}", dead.content());
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_tells_a_learners_name_or_a_parents_address() {
    // 1-62, trap 27
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    consent::give(&walk(&world), &coordinator, &written).await.unwrap();
    local::tour::transfer::archive(&walk(&world), &coordinator, &written.path).await.unwrap();
    local::tour::transfer::export(&walk(&world), &coordinator, &written.path).await.unwrap();
    let mails = world.stack.aws.mailbox().list();
    assert!(mails.len() >= 7, "two links, two codes, receipts, the package: {}", mails.len());
    for mail in mails {
        let said = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
        for private in [CALL_NAME, STREET, "9999 ZX", written.parents[0], written.parents[1]] {
            assert!(!said.contains(private), "{private} in {:?}: {}", mail.subject, mail.text);
        }
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_gone_is_a_fault_of_ours_and_no_reason_to_try_again() {
    // whoever may not list a bucket is told of what is not there that it is forbidden
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let mother = world.anonymous();
    let plan = consent::read(&walk(&world), &mother, written.parents[0]).await.unwrap();
    let scope = Scope::warranted(attachments::licence(&world, "WILG").await, Warrant::verified());
    let files = &world.stack.services.files;
    for version in files.list(&scope, "versions/").await.unwrap() {
        let hash = serde_json::from_value(id(&version.name).into()).unwrap();
        files.delete(&scope, Place::Version(&hash)).await.unwrap();
    }
    assert_eq!(mother.get(&plan.url).await.unwrap().status.as_u16(), 500);
    world.stack.stop().await;
}
