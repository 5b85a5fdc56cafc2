//! Who sees what: by the groups of today, by role, by licence.

use testkit::World;

use crate::people::{
    ADMINISTRATOR, COORDINATOR, TEACHER, add_mother, group, id, join, learner, leave, open_dossier, status,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_sees_learners_of_his_groups_and_nobody_else() {
    // 0-10
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let (own, other) = (learner(&coordinator, "Noor").await, learner(&coordinator, "Testman").await);
    let (own_dossier, other_dossier) =
        (open_dossier(&coordinator, &own).await, open_dossier(&coordinator, &other).await);
    let teacher = world.signed_in(TEACHER).await;
    for path in [own, own_dossier.clone(), format!("{own_dossier}/files"), format!("{own_dossier}/steps/1")] {
        assert_eq!(status(&teacher, &path).await, 200, "{path}");
    }
    for path in [other, other_dossier.clone(), format!("{other_dossier}/files"), format!("{other_dossier}/steps/1")] {
        let refused = teacher.get(&path).await.unwrap();
        assert_eq!(refused.status.as_u16(), 404, "{path}");
        assert!(!refused.body.contains("Testman"), "{path}");
    }
    for path in ["/", "/learners", "/learners?q=Testman", "/dossiers", "/dossiers?q=Testman"] {
        let list = teacher.get(path).await.unwrap();
        assert_eq!(list.status.as_u16(), 200, "{path}");
        assert!(!list.body.contains("Zoë") && !list.body.contains(id(&other_dossier)), "{path}: {}", list.content());
    }
    assert!(teacher.get("/learners").await.unwrap().body.contains("Noor"));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_taken_out_of_the_group_is_out_of_reach_at_the_next_request() {
    // 0-23, trap 5
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    let dossier = open_dossier(&coordinator, &noor).await;
    let teacher = world.signed_in(TEACHER).await;
    let paths = [noor.clone(), dossier.clone(), format!("{dossier}/files"), format!("{dossier}/steps/1")];
    for path in &paths {
        assert_eq!(status(&teacher, path).await, 200, "{path}");
    }
    let typed = teacher.get(&format!("{dossier}/steps/1")).await.unwrap().form("/steps/1").unwrap();
    let group = group(&coordinator, "Groep 5a").await;
    leave(&coordinator, &group, &noor).await;
    for path in &paths {
        assert_eq!(status(&teacher, path).await, 404, "{path}");
    }
    assert_eq!(teacher.submit_only(&typed).await.unwrap().status.as_u16(), 404, "nor can what was open be saved");
    assert!(!teacher.get("/learners").await.unwrap().body.contains("Noor"));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_one_group_a_learner_stays_in_reach_through_the_other() {
    // 0-22, trap 6
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    let (class, cross) = (group(&coordinator, "Groep 5a").await, group(&coordinator, "Plusgroep rekenen").await);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let tom = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    join(&administrator, &cross, "staff", &tom).await;
    join(&coordinator, &cross, "learners", &noor).await;
    let teacher = world.signed_in(TEACHER).await;
    leave(&coordinator, &class, &noor).await;
    assert_eq!(status(&teacher, &noor).await, 200, "through the cross group");
    leave(&coordinator, &cross, &noor).await;
    assert_eq!(status(&teacher, &noor).await, 404, "through no group");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_without_another_role_reads_no_content() {
    // 3-20, trap 18
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    add_mother(&coordinator, &noor, "marja@ouder.example").await;
    let dossier = open_dossier(&coordinator, &noor).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let below = ["", "/steps/1", "/files", "/consents", "/transfer"].map(|part| format!("{dossier}{part}"));
    for path in below.into_iter().chain([format!("{noor}/carers/new")]) {
        assert_eq!(status(&administrator, &path).await, 403, "{path}");
    }
    let page = administrator.get(&noor).await.unwrap();
    assert_eq!(page.status.as_u16(), 200);
    assert!(!page.body.contains("Marja") && !page.body.contains("marja@"), "no carers: {}", page.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_another_licence_are_not_there() {
    // trap 25
    let world = World::start().await;
    let other = world.signed_in("i.ibers@debeuk.example").await;
    let jip = learner(&other, "Namaak").await;
    let dossier = open_dossier(&other, &jip).await;
    let group = group(&other, "Groep 6").await;
    let baas =
        world.signed_in("b.baas@debeuk.example").await.get("/staff?q=Ibers").await.unwrap().link("/staff/0").unwrap();
    let below = ["", "/steps/1", "/files", "/consents", "/transfer"].map(|part| format!("{dossier}{part}"));
    let coordinator = world.signed_in(COORDINATOR).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let new = format!("/dossiers/new?learner={}", id(&jip));
    let reads = below.iter().chain([&jip, &group, &new]).map(|path| (&coordinator, path));
    for (client, path) in reads.chain([&jip, &group, &baas].map(|path| (&administrator, path))) {
        let answer = client.get(path).await.unwrap();
        assert_eq!(answer.status.as_u16(), 404, "{path}");
        for theirs in ["Jip", "Namaak", "Ibers", "Groep 6", "Beuk"] {
            assert!(!answer.body.contains(theirs), "{path} tells {theirs}");
        }
    }
    let own = crate::people::group(&coordinator, "Groep 5a").await;
    let writes = [
        format!("{dossier}/steps/1"),
        format!("{dossier}/files"),
        format!("{dossier}/consents"),
        format!("{jip}/carers"),
        format!("{own}/learners/{}/remove", id(&jip)),
    ];
    for (n, path) in writes.iter().enumerate() {
        let answer = coordinator.post(path, &[("once", &format!("0000-0000-{n:04}"))]).await.unwrap();
        assert_eq!(answer.status.as_u16(), 404, "{path}: {}", answer.content());
    }
    world.stack.stop().await;
}
