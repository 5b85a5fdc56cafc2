//! One person in several licences: another one is chosen at the top of every page, without signing in again (3-11).

use domain::ids::{LicenceId, StaffId};
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR};

/// Administrator of the school where a second factor is a choice; has none.
const OTHER_ADMINISTRATOR: &str = "b.baas@debeuk.example";
const SWITCH: &str = "/sign-in/licence";

/// Invites somebody who works elsewhere already, with this role; gives the mailed link.
pub async fn invited(world: &World, administrator: &str, email: &str, role: &str) -> String {
    let administrator = world.signed_in(administrator).await;
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Bob").set("family_name", "Beide").set("email", email).set("role", role);
    let form = form.set("reason", "werkt hier ook");
    let check = administrator.submit(&form).await.unwrap();
    let before = world.stack.aws.mailbox().to(email);
    let older: Vec<_> = before.iter().filter_map(|mail| mail.link("/activate/")).collect();
    administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    let is_new = |mail: &emulators::Mail| mail.link("/activate/").is_some_and(|link| !older.contains(&link));
    let mail = world.stack.aws.mailbox().wait_for(email, is_new).await.unwrap();
    mail.link("/activate/").unwrap().strip_prefix(world.stack.url.as_str()).unwrap().to_owned()
}

/// Accepts with the own account.
pub async fn joins(world: &World, administrator: &str, email: &str, role: &str) {
    let (link, account, client) =
        (invited(world, administrator, email, role).await, world.account(email), world.anonymous());
    let mut form = client.get(&link).await.unwrap().form(&link).unwrap().set("password", &*account.password);
    if let Some(secret) = &account.totp_secret {
        world.advance(jiff::SignedDuration::from_secs(30));
        form = form.set("code", world.code(secret));
    }
    let joined = client.submit(&form).await.unwrap();
    assert_eq!(joined.url, "/sign-in?done=joined", "{}", joined.content());
}

/// Signs in and works in this licence; gives the start page.
pub async fn at_work(world: &World, email: &str, licence: &str) -> (Client, Answer) {
    let client = world.signed_in(email).await;
    let page = client.get("/sign-in").await.unwrap();
    let id = page.forms(SWITCH).first().map(|_| choice(&page, licence)).unwrap();
    let start = client.submit(&page.form(SWITCH).unwrap().set("licence", id)).await.unwrap();
    (client, start)
}

/// The id beside the name of a licence, where one is chosen while signing in.
fn choice(page: &Answer, licence: &str) -> String {
    let labels = page.texts("main label");
    let at = labels.iter().position(|label| label.contains(licence)).unwrap();
    let ids = page.body.split("type=\"radio\"").skip(1);
    let ids = ids.filter_map(|rest| rest.split("value=\"").nth(1)?.split('"').next());
    ids.collect::<Vec<_>>()[at].to_owned()
}

/// The licences that the top of a page offers: their ids and names.
fn offered(page: &Answer) -> Vec<(String, String)> {
    let names = page.texts(".where .switch button");
    let ids = page.body.split("name=\"licence\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).zip(names).collect()
}

/// Presses the name of a licence at the top of a page.
async fn switch(client: &Client, page: &Answer, licence: &str) -> Answer {
    let offered = offered(page);
    let (id, _) = offered.iter().find(|(_, name)| name.contains(licence)).unwrap();
    client.submit(&page.form(SWITCH).unwrap().set("licence", id)).await.unwrap()
}

fn works_in(page: &Answer) -> String {
    page.text(".bottom .licence b").unwrap_or_default()
}

async fn services(world: &World, email: &str) -> Vec<(LicenceId, StaffId)> {
    let identity = world.stack.services.app.store.identity_of(email).await.unwrap().unwrap().value;
    identity.services.iter().map(|service| (service.licence, service.staff)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_in_two_licences_changes_at_the_top_of_any_page_with_the_rights_of_the_other_at_once() {
    // 3-11
    let world = World::start().await;
    joins(&world, OTHER_ADMINISTRATOR, COORDINATOR, "administrator").await;
    let (client, start) = at_work(&world, COORDINATOR, "De Wilg").await;
    assert_eq!((start.url.as_str(), works_in(&start).as_str()), ("/", "WILG"), "{}", start.content());
    let secret = world.account(COORDINATOR).totp_secret.unwrap();
    for path in ["/", "/learners", "/dossiers", "/account", "/groups"] {
        let page = client.get(path).await.unwrap();
        let names: Vec<_> = offered(&page).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Basisschool De Beuk"], "{path}");
        assert_eq!(page.texts(".where p"), ["Basisschool De Wilg"], "{path} tells where one is");
    }
    assert_eq!(client.get("/staff").await.unwrap().status.as_u16(), 403, "a coordinator here");

    let before = client.cookie("__Host-session").unwrap();
    let page = client.get("/dossiers").await.unwrap();
    let there = switch(&client, &page, "De Beuk").await;
    assert_eq!((there.url.as_str(), works_in(&there).as_str()), ("/", "BEUK"), "the start page of the other");
    assert_ne!(client.cookie("__Host-session").unwrap(), before, "a new session id");
    assert_eq!(client.get("/staff").await.unwrap().status.as_u16(), 200, "an administrator there");
    assert_eq!(client.get("/dossiers").await.unwrap().status.as_u16(), 403, "and no coordinator");
    let old = world.anonymous();
    old.set_cookie("__Host-session", &before);
    assert!(old.get("/").await.unwrap().url.starts_with("/sign-in"), "the session in the former licence is over");

    let rows = world.stack.services.app.store.identity_of(COORDINATOR).await.unwrap().unwrap().value.sessions;
    assert_eq!(rows.len(), 1, "one session, not two: {rows:?}");
    // Proof of presence is new enough to count, and setting up goes on under the session that follows it.
    let page = client.get("/account").await.unwrap();
    let set_up = client.submit(&page.form("/account/totp").unwrap()).await.unwrap();
    let new = set_up.texts("code").into_iter().find(|text| text.len() == 39).expect("a secret");
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&new));
    client.submit(&form).await.unwrap();
    assert_ne!(new, secret);
    let back = client.get("/").await.unwrap();
    assert_eq!(offered(&back).len(), 1, "still offered after the session got a new id");
    assert_eq!(works_in(&switch(&client, &back, "De Wilg").await), "WILG");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_in_one_licence_is_offered_no_other_and_opening_a_page_changes_none() {
    let world = World::start().await;
    let client = world.signed_in(COORDINATOR).await;
    let page = client.get("/").await.unwrap();
    assert!(offered(&page).is_empty() && page.forms(SWITCH).is_empty(), "{}", page.content());
    joins(&world, OTHER_ADMINISTRATOR, COORDINATOR, "coordinator").await;
    let (client, _) = at_work(&world, COORDINATOR, "De Wilg").await;
    let [_, (other, _)] = services(&world, COORDINATOR).await[..] else { panic!("two licences") };
    for path in [format!("{SWITCH}?licence={other}"), format!("/?licence={other}"), format!("/sign-in?licence={other}")]
    {
        client.get(&path).await.unwrap();
        assert_eq!(works_in(&client.get("/").await.unwrap()), "WILG", "{path}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_the_former_licence_sent_after_the_change_changes_nothing_in_the_other_and_says_so() {
    // 3-11; the second tab
    let world = World::start().await;
    joins(&world, OTHER_ADMINISTRATOR, COORDINATOR, "coordinator").await;
    let (client, start) = at_work(&world, COORDINATOR, "De Wilg").await;
    let page = client.get("/learners/new").await.unwrap();
    let form = page.form("/learners").unwrap();
    let form = form.set("call_name", "Dwaal").set("family_name", "Gast").set("birth_day", "1").set("birth_month", "2");
    let location = page.attribute("select[name=location] option:last-child", "value").unwrap();
    let form = form.set("birth_year", "2016").set("location", location);
    switch(&client, &start, "De Beuk").await;
    let told = client.submit(&form).await.unwrap();
    assert_eq!(told.status.as_u16(), 409, "{}", told.content());
    assert!(
        told.content().contains("andere licentie") && told.content().contains("niets opgeslagen"),
        "{}",
        told.content()
    );
    assert!(told.content().contains("Dwaal") && told.content().contains("Gast"), "what was typed is still there");
    assert!(works_in(&told).contains("BEUK") && offered(&told).iter().any(|(_, name)| name.contains("De Wilg")));
    assert!(told.body.contains("data-unsaved") && told.body.contains("data-holds"), "leaving the page asks first");
    let found = |page: Answer| page.link("/learners/0").is_ok();
    assert!(!found(client.get("/learners?q=dwaal").await.unwrap()), "nothing in the wrong licence");
    let program = client.json().submit(&form).await.unwrap();
    assert_eq!(
        (program.status.as_u16(), program.json()["type"].as_str()),
        (409, Some("urn:samenspoor:problem:other-licence"))
    );

    let again = told.form("/learners").unwrap();
    let start = client.get("/").await.unwrap();
    switch(&client, &start, "De Wilg").await;
    assert!(!found(client.get("/learners?q=dwaal").await.unwrap()), "nor in the right one, yet");
    let done = client.submit(&again).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "the same form, once back where it belongs: {}", done.content());
    assert!(found(client.get("/learners?q=dwaal").await.unwrap()), "is carried out");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_that_asks_for_a_second_factor_is_not_entered_without_one() {
    // 1-06
    let world = World::start().await;
    joins(&world, ADMINISTRATOR, OTHER_ADMINISTRATOR, "coordinator").await;
    let (client, start) = at_work(&world, OTHER_ADMINISTRATOR, "De Beuk").await;
    assert_eq!((works_in(&start).as_str(), offered(&start).len()), ("BEUK", 1), "no second factor is asked here");
    let led = switch(&client, &start, "De Wilg").await;
    assert_eq!(led.url, "/account", "it is set up first: {}", led.content());
    for path in ["/learners", "/dossiers", "/staff"] {
        assert!(client.get(path).await.unwrap().url.starts_with("/account?next="), "{path}");
    }
    let set_up = client.submit(&led.form("/account/totp").unwrap()).await.unwrap();
    let secret = set_up.texts("code").into_iter().find(|text| text.len() == 39).expect("a secret");
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    client.submit(&form).await.unwrap();
    let page = client.get("/learners").await.unwrap();
    assert_eq!((page.status.as_u16(), works_in(&page).as_str(), offered(&page).len()), (200, "WILG", 1));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_where_somebody_was_removed_meanwhile_or_never_worked_is_not_entered() {
    // 3-26
    let world = World::start().await;
    joins(&world, OTHER_ADMINISTRATOR, COORDINATOR, "coordinator").await;
    let (client, start) = at_work(&world, COORDINATOR, "De Wilg").await;
    let administrator = world.signed_in(OTHER_ADMINISTRATOR).await;
    let found = administrator.get("/staff?q=beide").await.unwrap();
    let page = administrator.get(&found.link("/staff/0").unwrap()).await.unwrap();
    let confirm = administrator.submit(&page.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&confirm.form("/remove").unwrap()).await.unwrap();
    let told = switch(&client, &start, "De Beuk").await;
    assert_eq!(told.status.as_u16(), 422, "{}", told.content());
    let strange = world.account("l.lijster@delinde.example");
    let [(linde, _)] = services(&world, &strange.email).await[..] else { panic!("one licence") };
    let form = start.form(SWITCH).unwrap().set("licence", linde.to_string()).set("once", "0000-0000-0001");
    assert_eq!(client.submit(&form).await.unwrap().status.as_u16(), 422);
    assert_eq!(works_in(&client.get("/").await.unwrap()), "WILG", "and the work goes on");
    world.stack.stop().await;
}
