//! Signing in with the account of one's school, against a hub that is not ours (3-27, 3-28; 5.4).

mod attacks;
mod second;

use emulators::Mail;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{
    Answer, Client, World,
    hub::{Hub, asked},
};

use crate::{
    explained::person,
    ledger::text,
    people::{ADMINISTRATOR, COORDINATOR, TEACHER},
    switching::invited,
};

const NEW: &str = "n.nieuw@dewilg.example";
const BACK: &str = "/sign-in/hub/back";
const SETTINGS: &str = "/settings/sign-in";
/// Administrator of the school where a second factor is a choice; has none.
const OTHER_ADMINISTRATOR: &str = "b.baas@debeuk.example";

/// Accounts as hubs tell of them: one value, several, none, and empty ones.
fn accounts() -> Value {
    json!({
        "carla": { "nlEduPersonHomeOrganizationId": ["99ZX"], "nlEduPersonHomeOrganization": "De Wilg", "eduPersonAffiliation": ["employee", "staff"], "mail": ["fake@hub.example", "c@hub.example"], "givenName": [], "sn": "" },
        "site": { "nlEduPersonHomeOrganizationId": "99ZX", "nlEduPersonHomeOrganizationBranchId": "99ZX11", "eduPersonAffiliation": "employee" },
        "bare": { "nlEduPersonHomeOrganizationId": [], "eduPersonAffiliation": "" },
        "learner": { "nlEduPersonHomeOrganizationId": "99ZX", "eduPersonAffiliation": ["student"] },
        "both": { "nlEduPersonHomeOrganizationId": "99ZX", "eduPersonAffiliation": ["employee", "student@dewilg.example"] },
        "elsewhere": { "nlEduPersonHomeOrganizationId": "99YY03", "eduPersonAffiliation": ["employee"] },
        "beuk": { "nlEduPersonHomeOrganizationId": "99ZY", "eduPersonAffiliation": ["employee"] },
    })
}

/// A stack with a hub.
async fn with_hub() -> (World, Hub) {
    Hub::world(&accounts()).await
}

/// An administrator chooses what the staff sign in with.
async fn choose(world: &World, administrator: &str, hub: &str) -> Client {
    let client = world.signed_in(administrator).await;
    let page = client.get(SETTINGS).await.unwrap();
    let done = client.submit(&page.form(SETTINGS).unwrap().set("hub", hub)).await.unwrap();
    assert_eq!(done.url, format!("{SETTINGS}?done=saved"), "{}", done.content());
    client
}

/// Signs in with the password and links the account of a school.
async fn linked(world: &World, hub: &Hub, email: &str, who: &str) -> Client {
    let client = world.signed_in(email).await;
    let page = client.get("/account").await.unwrap();
    let done = hub.through(&client, &page, who).await;
    assert_eq!(done.url, "/account?done=hub-linked", "{}", done.content());
    client
}

/// Goes to the hub from the page to sign in, and comes back; gives what that leads to.
async fn by_hub(world: &World, hub: &Hub, who: &str) -> (Client, Answer) {
    let client = world.anonymous();
    let page = client.get("/sign-in").await.unwrap();
    let came = hub.through(&client, &page, who).await;
    (client, came)
}

/// Gives the code of the authenticator that is asked.
async fn with_code(world: &World, client: &Client, asked: &Answer, email: &str) -> Answer {
    world.advance(SignedDuration::from_secs(30));
    let code = world.code(world.account(email).totp_secret.as_deref().unwrap());
    client.submit(&asked.form("/sign-in/code").unwrap().set("code", code)).await.unwrap()
}

/// What the audit log tells of people, not of licences: act and reason of each row.
fn rows(world: &World) -> Vec<String> {
    let rows = world.stack.aws.items("audit").unwrap();
    let told = |row: &Value| {
        let reason = row["particulars"]["M"]["reason"]["S"].as_str();
        [Some(text(row, "act")), reason].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let rows = rows.iter().filter(|row| text(row, "pk").contains("IDENTITY#"));
    let mut rows: Vec<_> = rows.map(|row| (text(row, "sk").to_owned(), told(row))).collect();
    rows.sort();
    rows.into_iter().map(|(_, told)| told).collect()
}

fn noted(world: &World, row: &str) -> usize {
    rows(world).iter().filter(|noted| *noted == row).count()
}

/// Refused, for this reason, with a row, and nobody is signed in.
fn refused(world: &World, client: &Client, answer: &Answer, reason: &str) {
    assert_eq!(answer.status.as_u16(), 403, "{}", answer.content());
    assert_eq!(noted(world, &format!("hub-refused {reason}")), 1, "{:?}", rows(world));
    assert!(answer.link("/sign-in").is_ok() || answer.link("/account").is_ok(), "leads on: {}", answer.content());
    assert_eq!(client.cookie("__Host-hub").unwrap_or_default(), "", "the turn is over");
}

fn not_signed_in(client: &Client) {
    assert_eq!(client.cookie("__Host-session"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_its_owner_linked_signs_in_and_the_second_factor_is_asked_as_ever() {
    // 3-27
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let client = linked(&world, &hub, COORDINATOR, "carla").await;
    let page = client.get("/account").await.unwrap();
    assert!(page.content().contains("De Wilg, 99ZX"), "names the school: {}", page.content());
    let told = |mail: &Mail| mail.text.contains("schoolaccount gekoppeld");
    world.stack.aws.mailbox().wait_for(COORDINATOR, told).await.expect("the person is told");

    let (client, came) = by_hub(&world, &hub, "carla").await;
    assert!(came.url.starts_with("/sign-in") && came.form("/sign-in/code").is_ok(), "{} {}", came.url, came.content());
    assert!(client.get("/learners").await.unwrap().url.starts_with("/sign-in"), "not in before the code");
    let start = with_code(&world, &client, &came, COORDINATOR).await;
    assert_eq!(start.url, "/", "{}", start.content());
    assert_eq!(client.get("/learners").await.unwrap().status.as_u16(), 200);
    assert_eq!(client.get("/staff").await.unwrap().status.as_u16(), 403, "the rights she has, and none of the hub");
    let rows = rows(&world);
    for act in ["linked-hub-account", "identified", "signed-in"] {
        assert!(rows.iter().any(|row| row == act), "{act}: {rows:?}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_nobody_linked_is_refused_and_says_what_to_do() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let (client, told) = by_hub(&world, &hub, "carla").await;
    refused(&world, &client, &told, "unlinked");
    not_signed_in(&client);
    assert!(told.content().contains("uitnodiging"), "{}", told.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_of_a_learner_never_becomes_staff_by_any_way() {
    // 5.4
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let (client, told) = by_hub(&world, &hub, "learner").await;
    refused(&world, &client, &told, "learner");
    not_signed_in(&client);
    assert!(told.content().contains("leerling"), "{}", told.content());

    let coordinator = world.signed_in(COORDINATOR).await;
    let told = hub.through(&coordinator, &coordinator.get("/account").await.unwrap(), "both").await;
    assert_eq!(told.status.as_u16(), 403, "{}", told.content());
    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    let told = hub.through(&person, &person.get(&link).await.unwrap(), "learner").await;
    assert_eq!(told.status.as_u16(), 403, "{}", told.content());
    assert_eq!(noted(&world, "hub-refused learner"), 3, "{:?}", rows(&world));
    assert!(person.get(&link).await.unwrap().form(&link).is_ok(), "the invitation is as it was");
    assert_eq!(noted(&world, "linked-hub-account"), 0);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_accepted_with_a_school_account_and_no_password_is_made() {
    // 3-27, 0-11, 0-12
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    let page = person.get(&link).await.unwrap();
    assert!(
        page.form(&link).is_ok() && page.content().contains("Activeren met je schoolaccount"),
        "{}",
        page.content()
    );
    let done = hub.through(&person, &page, "site").await;
    assert_eq!(done.url, "/sign-in?done=activated-hub", "{}", done.content());
    not_signed_in(&person);
    let used = person.get(&link).await.unwrap();
    assert_eq!((used.status.as_u16(), used.title().as_str()), (410, "Deze link is al gebruikt"));

    let (client, came) = by_hub(&world, &hub, "site").await;
    assert_eq!(came.url, "/account", "the second factor is set up first (1-06): {}", came.content());
    assert!(client.get("/learners").await.unwrap().url.starts_with("/account"), "and nothing before");
    let set_up = client.submit(&came.form("/account/totp").unwrap()).await.unwrap();
    let secret = set_up.texts("code").into_iter().find(|text| text.len() == 39).expect("a secret");
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    client.submit(&form).await.unwrap();
    let page = client.get("/account").await.unwrap();
    assert_eq!(page.url, "/account");
    let last = client.submit(&page.form("/account/hub/remove").unwrap()).await.unwrap();
    assert_eq!(last.status.as_u16(), 403, "the only way in stays: {}", last.content());

    let other = world.anonymous();
    let form = other.get("/sign-in").await.unwrap().form("/sign-in").unwrap().set("email", NEW).set("password", " ");
    let told = other.submit(&form).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "no password fits: {}", told.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_another_school_is_not_linked_and_one_that_tells_no_school_is() {
    // 5.4
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    let told = hub.through(&person, &person.get(&link).await.unwrap(), "elsewhere").await;
    refused(&world, &person, &told, "other_school");
    let done = hub.through(&person, &person.get(&link).await.unwrap(), "bare").await;
    assert_eq!(done.url, "/sign-in?done=activated-hub", "{}", done.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_the_hub_is_one_person() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    let teacher = world.signed_in(TEACHER).await;
    let told = hub.through(&teacher, &teacher.get("/account").await.unwrap(), "carla").await;
    refused(&world, &teacher, &told, "taken");
    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    let told = hub.through(&person, &person.get(&link).await.unwrap(), "carla").await;
    assert_eq!((told.status.as_u16(), noted(&world, "hub-refused taken")), (403, 2), "{}", told.content());
    let (client, came) = by_hub(&world, &hub, "carla").await;
    assert_eq!(with_code(&world, &client, &came, COORDINATOR).await.url, "/", "she is who she was");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_unlinked_signs_in_no_more_and_whoever_came_in_with_it_is_out() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let own = linked(&world, &hub, COORDINATOR, "carla").await;
    let (other, came) = by_hub(&world, &hub, "carla").await;
    with_code(&world, &other, &came, COORDINATOR).await;
    assert_eq!(other.get("/account").await.unwrap().url, "/account");
    let page = own.get("/account").await.unwrap();
    let done = own.submit(&page.form("/account/hub/remove").unwrap()).await.unwrap();
    assert_eq!(done.url, "/account?done=hub-unlinked", "{}", done.content());
    assert!(other.get("/account").await.unwrap().url.starts_with("/sign-in"), "out at the next request");
    assert_eq!(own.get("/account").await.unwrap().url, "/account", "the own session goes on");
    let (client, told) = by_hub(&world, &hub, "carla").await;
    refused(&world, &client, &told, "unlinked");
    assert_eq!(noted(&world, "unlinked-hub-account"), 1);
    let told = |mail: &Mail| mail.text.contains("schoolaccount losgemaakt");
    world.stack.aws.mailbox().wait_for(COORDINATOR, told).await.expect("the person is told");
    linked(&world, &hub, TEACHER, "carla").await;
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn linking_takes_presence_that_was_proved_not_long_ago_in_the_session_that_began_it() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let client = world.signed_in(COORDINATOR).await;
    let page = client.get("/account").await.unwrap();
    world.advance(SignedDuration::from_mins(15));
    let asked = client.submit(&page.form("/sign-in/hub").unwrap()).await.unwrap();
    assert!(asked.url.starts_with("/account/step-up"), "{}", asked.url);

    let client = world.signed_in(COORDINATOR).await;
    let address = hub.address(&client, &client.get("/account").await.unwrap()).await;
    let back = hub.sign_in(&address, "carla").await;
    let form = client.get(&back).await.unwrap().form(BACK).unwrap();
    let session = client.cookie("__Host-session").unwrap();
    let other = world.signed_in(TEACHER).await.cookie("__Host-session").unwrap();
    client.set_cookie("__Host-session", &other);
    let told = client.submit(&form).await.unwrap();
    assert_eq!(told.status.as_u16(), 403, "somebody else is signed in here now: {}", told.content());
    assert_eq!((noted(&world, "hub-refused signed_out"), noted(&world, "linked-hub-account")), (1, 0));
    client.set_cookie("__Host-session", &session);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_hub_is_off_it_serves_nothing_and_where_there_is_none_nothing_tells_of_it() {
    let (world, hub) = with_hub().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let told = hub.through(&coordinator, &coordinator.get("/account").await.unwrap(), "carla").await;
    refused(&world, &coordinator, &told, "no_licence");
    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    assert!(person.get(&link).await.unwrap().form("/sign-in/hub").is_err(), "off by default");
    let token = link.rsplit('/').next().unwrap();
    let told = person.post("/sign-in/hub", &[("once", "0000-0000-0001"), ("invitation", token)]).await.unwrap();
    assert_eq!((told.status.as_u16(), noted(&world, "hub-refused no_licence")), (403, 2), "{}", told.content());

    choose(&world, ADMINISTRATOR, "beside").await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    choose(&world, ADMINISTRATOR, "off").await;
    let (_, told) = by_hub(&world, &hub, "carla").await;
    assert_eq!((told.status.as_u16(), noted(&world, "hub-refused no_licence")), (403, 3), "{}", told.content());
    world.stack.stop().await;

    let world = World::start().await;
    let client = world.signed_in(ADMINISTRATOR).await;
    for path in ["/sign-in", "/account"] {
        let page = world.anonymous().get(path).await.unwrap();
        assert!(!page.body.contains("/sign-in/hub") && !page.content().contains("schoolaccount"), "{path}");
    }
    assert!(!client.get("/account").await.unwrap().body.contains("hub"), "no word of it");
    for path in [SETTINGS, BACK] {
        assert_eq!(client.get(path).await.unwrap().status.as_u16(), 404, "{path}");
    }
    for path in [SETTINGS, BACK, "/sign-in/hub"] {
        let answer = client.post(path, &[("once", "0000-0000-0001"), ("hub", "only")]).await.unwrap();
        assert_eq!(answer.status.as_u16(), 404, "{path}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_passwords_are_switched_off_who_types_one_is_led_to_the_hub_and_administrators_are_not_locked_out() {
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    let teacher = linked(&world, &hub, TEACHER, "site").await;
    let coordinator = linked(&world, &hub, COORDINATOR, "carla").await;
    let administrator = choose(&world, ADMINISTRATOR, "only").await;
    assert_eq!(administrator.get("/staff").await.unwrap().status.as_u16(), 200, "a way back");
    for client in [&coordinator, &teacher] {
        assert!(client.get("/learners").await.unwrap().url.starts_with("/sign-in"), "at the next request");
    }
    let client = world.anonymous();
    let account = world.account(COORDINATOR);
    let page = client.get("/sign-in").await.unwrap();
    let form = page.form("/sign-in").unwrap().set("email", COORDINATOR).set("password", "dit is het echt niet");
    let wrong = client.submit(&form).await.unwrap();
    assert_eq!(wrong.status.as_u16(), 422, "a wrong password tells nothing of it: {}", wrong.content());
    let form = wrong.form("/sign-in").unwrap().set("email", COORDINATOR).set("password", &*account.password);
    let led = with_code(&world, &client, &client.submit(&form).await.unwrap(), COORDINATOR).await;
    assert!(led.url.starts_with("/sign-in?done=school-account"), "{} {}", led.url, led.content());
    assert_eq!(client.cookie("__Host-session").unwrap_or_default(), "");
    assert_eq!(noted(&world, "led-to-hub"), 1);
    let came = hub.through(&client, &led, "carla").await;
    assert_eq!(with_code(&world, &client, &came, COORDINATOR).await.url, "/", "and from there in");
    world.signed_in(ADMINISTRATOR).await;

    let link = invited(&world, ADMINISTRATOR, NEW, "coordinator").await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let shown = administrator.get(&person(&administrator, "Nieuw").await).await.unwrap();
    let paper = shown.forms("/invitation").into_iter().find(|form| form.value("delivery") == Some("paper")).unwrap();
    let refused = administrator.submit(&paper).await.unwrap();
    assert!(refused.content().contains("Een inlog op papier kan hier niet"), "{}", refused.content());
    let person = world.anonymous();
    let page = person.get(&link).await.unwrap();
    assert!(page.form(&link).is_err() && page.form("/sign-in/hub").is_ok(), "no password is asked: {}", page.content());
    let sent = [("once", "0000-0000-0001"), ("password", "paard-accu-nietje-zon")];
    assert_eq!(person.post(&link, &sent).await.unwrap().status.as_u16(), 422, "nor taken");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_second_factor_is_asked_the_school_account_is_enough_and_only_administrators_choose() {
    let (world, hub) = with_hub().await;
    choose(&world, OTHER_ADMINISTRATOR, "beside").await;
    linked(&world, &hub, OTHER_ADMINISTRATOR, "beuk").await;
    let (client, start) = by_hub(&world, &hub, "beuk").await;
    assert_eq!(start.url, "/", "{}", start.content());
    assert_eq!(client.get("/staff").await.unwrap().status.as_u16(), 200);
    let coordinator = world.signed_in(COORDINATOR).await;
    assert_eq!(coordinator.get(SETTINGS).await.unwrap().status.as_u16(), 403);
    let sent = [("once", "0000-0000-0001"), ("hub", "")];
    assert_eq!(coordinator.post(SETTINGS, &sent).await.unwrap().status.as_u16(), 403, "before what was typed is read");
    let told = client.post(SETTINGS, &sent).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "{}", told.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_at_the_hub_is_told_how_to_go_on() {
    // 3-28
    let (world, hub) = with_hub().await;
    let client = world.anonymous();
    let address = hub.address(&client, &client.get("/sign-in").await.unwrap()).await;
    let told = client.get(&format!("{BACK}?error=access_denied&state={}", asked(&address, "state"))).await.unwrap();
    assert_eq!(told.status.as_u16(), 403);
    assert!(told.content().contains("wachtwoord") && told.link("/sign-in").is_ok(), "{}", told.content());
    world.stack.stop().await;
}
