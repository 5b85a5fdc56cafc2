//! Roles given and taken back, and access switched off: what it changes for the person, at the next request.

use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, external, id, join, status};

/// The page with the roles of somebody.
async fn roles(administrator: &Client, name: &str) -> Answer {
    let path = administrator.get(&format!("/staff?q={name}")).await.unwrap().link("/staff/0").unwrap();
    administrator.get(&format!("{path}/roles")).await.unwrap()
}

fn path(page: &Answer) -> &str {
    page.url.split('?').next().unwrap()
}

/// Gives a role on the page with the roles of somebody.
async fn give(administrator: &Client, page: &Answer, role: &str, reason: &str) -> Answer {
    let form = page.form(path(page)).unwrap().set("role", role).set("reason", reason);
    administrator.submit(&form).await.unwrap()
}

/// Takes back the role at this place: two presses.
async fn take(administrator: &Client, page: &Answer, at: &str) -> Answer {
    let asked = administrator.submit(&page.form("/roles/end").unwrap().set("grant", at)).await.unwrap();
    match asked.form("/roles/end") {
        Ok(form) => administrator.submit(&form).await.unwrap(),
        Err(_) => asked,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_counts_and_counts_no_more_at_the_next_request_without_signing_in_again() {
    // 3-21, 4-12
    let world = World::start().await;
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    assert_eq!(status(&teacher, "/dossiers/new").await, 403);
    let page = roles(&administrator, "Leer").await;
    let page = give(&administrator, &page, "coordinator", "Vervangt Carla tot de kerst").await;
    assert!(page.content().contains("Vervangt Carla tot de kerst"), "{}", page.content());
    assert_eq!(status(&teacher, "/dossiers/new").await, 200);

    let again = give(&administrator, &page, "coordinator", "nog eens").await;
    assert!(!again.content().contains("nog eens"), "has it already: {}", again.content());

    let page = take(&administrator, &again, "1").await;
    assert!(page.url.ends_with("done=ended"), "{}: {}", page.url, page.content());
    let late = administrator.submit(&again.form("/roles/end").unwrap().set("grant", "1")).await.unwrap();
    assert!(late.url.ends_with("done=ended"), "somebody else was first: {}", late.content());
    let unknown = administrator.submit(&again.form("/roles/end").unwrap().set("grant", "7")).await.unwrap();
    assert_eq!(unknown.status.as_u16(), 422);
    assert_eq!(status(&teacher, "/dossiers/new").await, 403);
    assert_eq!(status(&teacher, "/dossiers").await, 200, "is a dossier teacher still");
    let one = administrator.get(path(&page).trim_end_matches("/roles")).await.unwrap();
    assert!(one.content().contains("Vervangt Carla tot de kerst"), "what was granted stays to be seen");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_reason_no_role_is_given_and_what_was_chosen_stays() {
    // 4-12, trap 28
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = roles(&administrator, "Leer").await;
    let refused = give(&administrator, &page, "coordinator", "   ").await;
    assert_eq!(refused.status.as_u16(), 422);
    let form = refused.form(path(&page)).unwrap();
    assert_eq!(form.value("role"), Some("coordinator"));
    assert!(!refused.texts(".error-summary a").is_empty());
    let refused = give(&administrator, &page, "owner", "daarom").await;
    assert_eq!((refused.status.as_u16(), refused.form(path(&page)).unwrap().value("reason")), (422, Some("daarom")));
    let program = administrator.json().get(path(&page)).await.unwrap().json();
    assert_eq!(program["roles"].as_array().unwrap().len(), 1, "{program}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_can_neither_lose_the_role_nor_access() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let own = roles(&administrator, "Beheer").await;
    assert_eq!(take(&administrator, &own, "0").await.status.as_u16(), 409);
    let off = administrator.submit(&own.form("/access").unwrap()).await.unwrap();
    assert_eq!(off.status.as_u16(), 409);
    assert_eq!(status(&administrator, "/staff").await, 200);

    // With a second one it can, and the page that led there is then shut.
    give(&administrator, &roles(&administrator, "Coster").await, "administrator", "tweede beheerder").await;
    let done = take(&administrator, &own, "0").await;
    assert_eq!(done.status.as_u16(), 403, "{}", done.content());
    assert_eq!(status(&world.signed_in(COORDINATOR).await, "/staff").await, 200);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_an_administrator_gives_himself_is_shown_to_the_others() {
    // 3-15, 3-20
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    give(&administrator, &roles(&administrator, "Coster").await, "administrator", "tweede beheerder").await;
    assert_eq!(status(&administrator, "/dossiers").await, 403);
    give(&administrator, &roles(&administrator, "Beheer").await, "coordinator", "kijkt mee bij de overgang").await;
    assert_eq!(status(&administrator, "/dossiers").await, 200);
    let other = world.signed_in(COORDINATOR).await;
    let notices = other.get("/staff").await.unwrap().texts(".notice");
    assert!(notices.iter().any(|notice| notice.contains("Beheer")), "{notices:?}");
    let person = other.get("/staff?q=Beheer").await.unwrap().link("/staff/0").unwrap();
    let person = other.get(&person).await.unwrap().content();
    assert!(person.contains("kijkt mee bij de overgang"), "{person}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_access_no_role_counts_until_it_is_switched_on_again() {
    // 3-16
    let world = World::start().await;
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    assert_eq!(status(&teacher, "/dossiers").await, 200);
    let page = roles(&administrator, "Leer").await;
    let page = administrator.submit(&page.form("/access").unwrap()).await.unwrap();
    assert_eq!(status(&teacher, "/dossiers").await, 403);
    let home = teacher.get("/").await.unwrap();
    assert!(
        home.status.is_success() && home.content().contains("beheerder"),
        "is told whom to ask: {}",
        home.content()
    );
    administrator.submit(&page.form("/access").unwrap()).await.unwrap();
    assert_eq!(status(&teacher, "/dossiers").await, 200);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_in_an_external_group_can_be_a_dossier_teacher_and_nothing_else() {
    // 0-06
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = roles(&administrator, "Leer").await;
    let teacher = path(&page).trim_end_matches("/roles").to_owned();
    let linde = external(&administrator, "Linde").await;
    join(&administrator, &linde, "staff", id(&teacher)).await;
    let refused = give(&administrator, &page, "coordinator", "helpt mee").await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    assert!(refused.content().contains("externe groep"), "{}", refused.content());
    let offers = roles(&administrator, "Leer").await;
    assert_eq!(offered(&offers), ["dossier_teacher"], "no more is offered: {}", offers.content());
    assert!(
        !offers.body.contains("name=\"groups\"") && !offers.body.contains("name=\"subject\""),
        "{}",
        offers.content()
    );
    assert_eq!(offered(&roles(&administrator, "Coster").await).len(), 6);
    world.stack.stop().await;
}

/// The roles that a page offers.
fn offered(page: &Answer) -> Vec<String> {
    let role = |nth| page.attribute(&format!(".choice:nth-of-type({nth}) input[name=role]"), "value");
    (1..10).map_while(role).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_external_group_takes_nobody_who_is_more_than_a_dossier_teacher() {
    // 0-06, 0-10
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let linde = external(&administrator, "Linde").await;
    let teacher = roles(&administrator, "Leer").await;
    let tom = path(&teacher).trim_end_matches("/roles").to_owned();
    let page = administrator.get(&linde).await.unwrap();
    assert!(page.body.contains(id(&tom)), "a dossier teacher and nothing else: {}", page.content());
    give(&administrator, &teacher, "quality_officer", "kijkt mee").await;
    let page = administrator.get(&linde).await.unwrap();
    assert!(!page.body.contains(id(&tom)) && page.form("/staff").is_err(), "{}", page.content());
    let fields = [("once", "0197a3f2-1c00-7000-8000-00000000cccc"), ("staff", id(&tom))];
    let forced = administrator.post(&format!("{linde}/staff"), &fields).await.unwrap();
    assert_eq!(forced.status.as_u16(), 422, "{}", forced.content());
    take(&administrator, &roles(&administrator, "Leer").await, "1").await;
    join(&administrator, &linde, "staff", id(&tom)).await;
    world.stack.stop().await;
}
