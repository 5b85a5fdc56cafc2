//! Somebody from outside the school: invited, put into a group of his own, and shown the learners of that group only.

use testkit::World;

use crate::people::{ADMINISTRATOR, COORDINATOR, external, id, join, learner, link_named, open_dossier, status};

const SPECIALIST: &str = "s.linde@linde.example";
const PASSWORD: &str = "paard-accu-nietje-zon";

#[tokio::test(flavor = "multi_thread")]
async fn a_specialist_from_outside_comes_in_five_steps_and_the_next_learner_takes_one() {
    // 0-01, 0-02, 0-07, 0-08, 0-09, 0-16, 0-19, 0-20, 0-21, 1-33, 3-03
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let (noor, zoe) = (learner(&coordinator, "Noor").await, learner(&coordinator, "Testman").await);
    let dossiers = (open_dossier(&coordinator, &noor).await, open_dossier(&coordinator, &zoe).await);
    let administrator = world.signed_in(ADMINISTRATOR).await;

    // A group that is no class, with one save.
    let linde = external(&administrator, "Linde").await;
    let made = administrator.get(&linde).await.unwrap().content();
    assert!(made.contains("Linde") && made.contains("Externe groep"), "{made}");

    // An account of this school for who is not on its payroll.
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Sanne").set("family_name", "Linde").set("email", SPECIALIST);
    let check = administrator
        .submit(&form.set("role", "dossier_teacher").set("reason", "begeleidt twee leerlingen"))
        .await
        .unwrap();
    let member = administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    let member = member.url.split('?').next().unwrap().to_owned();
    join(&administrator, &linde, "staff", &member).await;

    // What was saved is read back: the specialist is in the group, and the learner too.
    join(&coordinator, &linde, "learners", &noor).await;
    let shown = coordinator.get(&linde).await.unwrap();
    let names = shown.content();
    assert!(names.contains("Linde, Sanne") && names.contains("Ven, Noor van der"), "{names}");

    // The password is the specialist's own; a temporary one, as the sources have it, exists nowhere.
    let mail = world.stack.aws.mailbox().wait_for(SPECIALIST, |mail| mail.link("/activate/").is_some()).await.unwrap();
    assert!(!mail.text.to_lowercase().contains("tijdelijk"), "{}", mail.text);
    let link = world.link_to(SPECIALIST, "/activate/").await;
    let person = world.anonymous();
    let page = person.get(&link).await.unwrap();
    let page = person.submit(&page.form(&link).unwrap().set("password", PASSWORD)).await.unwrap();
    let form = page.form("/sign-in").unwrap().set("email", SPECIALIST).set("password", PASSWORD);
    let page = person.submit(&form).await.unwrap();
    let page = person.submit(&page.form("/account/totp").unwrap()).await.unwrap();
    let secret = page.text("code").unwrap();
    let form = page.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    let ready = person.submit(&form).await.unwrap();
    assert!(ready.status.is_success(), "{}", ready.content());
    world.advance(jiff::SignedDuration::from_secs(30));
    let form = world.anonymous().get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let specialist = world.anonymous();
    let page = specialist.submit(&form.set("email", SPECIALIST).set("password", PASSWORD)).await.unwrap();
    let form = page.form("/sign-in/code").unwrap().set("code", world.code(&secret));
    let home = specialist.submit(&form).await.unwrap();
    let named = |page: &testkit::Answer| page.texts(".licence-name b");
    assert_eq!(named(&home), named(&shown), "the licence is named on every page");
    assert_eq!(named(&home).len(), 1, "{}", home.content());

    // That learner, and nobody else.
    let list = specialist.get("/learners").await.unwrap();
    assert!(list.body.contains("Noor") && !list.body.contains("Testman"), "{}", list.content());
    assert_eq!((status(&specialist, &dossiers.0).await, status(&specialist, &dossiers.1).await), (200, 404));
    assert_eq!((status(&specialist, &noor).await, status(&specialist, &zoe).await), (200, 404));

    // The next learner only needs adding to the group.
    join(&coordinator, &linde, "learners", &zoe).await;
    assert_eq!(status(&specialist, &dossiers.1).await, 200);
    let listed = specialist.get("/learners").await.unwrap();
    assert_eq!(id(&link_named(&listed, "/learners/0", "Testman, Zoë")), id(&zoe));
    world.stack.stop().await;
}
