//! A lost phone: an administrator asks, the link and the password remove the second factor (security, "Accounts and sessions").

use domain::ids::LicenceId;
use emulators::{Fault, Service};
use jiff::SignedDuration;
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, id};

const REASON: &str = "Telefoon gestolen op het plein";

/// The path of the coordinator, as the administrator finds it.
async fn colleague(administrator: &Client) -> String {
    administrator.get("/staff?q=coster").await.unwrap().link("/staff/0").unwrap()
}

/// Asks for a reset: the page that says what will happen, then the reason and the button.
async fn ask(administrator: &Client, member: &str) -> Answer {
    let page = administrator.get(member).await.unwrap();
    let check = administrator.submit(&page.form("/second-factor").unwrap()).await.unwrap();
    assert_eq!(check.status.as_u16(), 200, "{}", check.content());
    administrator.submit(&check.form("/second-factor").unwrap().set("reason", REASON)).await.unwrap()
}

/// The newest mailed link.
async fn link(world: &World, email: &str) -> String {
    world.link_to(email, "/second-factor/").await
}

/// A link that is another one than these.
async fn newer(world: &World, older: &[&str]) -> String {
    let is_new = |link: &str| older.iter().all(|older| !link.ends_with(older));
    let wanted = |mail: &emulators::Mail| mail.link("/second-factor/").is_some_and(is_new);
    let mail = world.stack.aws.mailbox().wait_for(COORDINATOR, wanted).await.unwrap();
    mail.link("/second-factor/").unwrap().strip_prefix(world.stack.url.as_str()).unwrap().to_owned()
}

/// What the audit log of a licence says was done with a staff member.
async fn acts(world: &World, licence: LicenceId, staff: &str) -> Vec<String> {
    let rows = world.stack.services.app.store.audit_of(licence, &format!("STAFF#{staff}")).await.unwrap();
    rows.into_iter().map(|row| row.act).collect()
}

/// The licence that a person works in, and as whom, by the address.
async fn service(world: &World, email: &str, at: usize) -> (LicenceId, String) {
    let identity = world.stack.services.app.store.identity_of(email).await.unwrap().unwrap().value;
    let service = identity.services[at];
    (service.licence, service.staff.to_string())
}

async fn in_vain(client: &Client, path: &str) -> bool {
    client.get(path).await.unwrap().url.starts_with("/sign-in")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_takes_the_link_and_the_password_and_ends_every_session() {
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = colleague(&administrator).await;
    let shown = ask(&administrator, &member).await;
    assert_eq!(shown.url, format!("{member}?done=factor-reset"));
    assert!(shown.content().contains(REASON), "the other administrators see why: {}", shown.content());
    let path = link(&world, COORDINATOR).await;
    let scanner = world.anonymous().named("Mozilla/5.0 (mail scanner)");
    for _ in 0..3 {
        scanner.head(&path).await.unwrap();
        assert_eq!(scanner.get(&path).await.unwrap().status.as_u16(), 200);
    }
    assert!(!in_vain(&coordinator, "/account").await, "opening the link changes nothing");

    let person = world.anonymous();
    let form = person.get(&path).await.unwrap().form(&path).unwrap();
    let wrong = person.submit(&form.clone().set("password", "dit is het echt niet")).await.unwrap();
    assert_eq!(wrong.status.as_u16(), 422, "{}", wrong.content());
    assert!(!in_vain(&coordinator, "/account").await, "the link alone does nothing");
    let account = world.account(COORDINATOR);
    let form = wrong.form(&path).unwrap().set("password", &*account.password);
    let done = person.submit(&form).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=second-factor", "{}", done.content());
    assert_eq!(person.cookie("__Host-session"), None, "nobody is signed in by it");
    assert!(in_vain(&coordinator, "/account").await, "every session ended");

    let form = person.get("/sign-in").await.unwrap().form("/sign-in").unwrap().set("email", COORDINATOR);
    let set_up = person.submit(&form.set("password", &*account.password)).await.unwrap();
    assert_eq!(set_up.url, "/account", "where it is compulsory it is set up first: {}", set_up.content());
    let dead = person.get(&path).await.unwrap();
    assert_eq!((dead.status.as_u16(), dead.title().as_str()), (410, "Deze link is al gebruikt"));
    let told = |mail: &emulators::Mail| mail.text.contains("zijn weggehaald op");
    world.stack.aws.mailbox().wait_for(COORDINATOR, told).await.expect("the person is told");
    let (licence, staff) = service(&world, COORDINATOR, 0).await;
    let acts = acts(&world, licence, &staff).await;
    assert!(acts.ends_with(&["asked-factor-reset".into(), "reset-second-factor".into()]), "{acts:?}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_link_for_a_lost_phone_kills_the_older_and_all_die_with_time_or_removal() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = colleague(&administrator).await;
    let person = world.anonymous();
    ask(&administrator, &member).await;
    let first = link(&world, COORDINATOR).await;
    let open = person.get(&first).await.unwrap().form(&first).unwrap();
    ask(&administrator, &member).await;
    let second = newer(&world, &[&first]).await;
    assert_eq!(person.get(&first).await.unwrap().title(), "Er is een nieuwere link");
    let account = world.account(COORDINATOR);
    let refused = person.submit(&open.set("password", &*account.password)).await.unwrap();
    assert_eq!(refused.status.as_u16(), 410, "nor can what was open be sent");

    world.advance(SignedDuration::from_hours(4));
    assert_eq!(person.get(&second).await.unwrap().title(), "Deze link is te oud");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    ask(&administrator, &member).await;
    let third = newer(&world, &[&first, &second]).await;
    assert!(person.get(&third).await.unwrap().form(&third).is_ok());
    let page = administrator.get(&member).await.unwrap();
    let confirm = administrator.submit(&page.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&confirm.form("/remove").unwrap()).await.unwrap();
    assert_eq!(person.get(&third).await.unwrap().title(), "Deze link werkt niet meer");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_licences_of_the_person_are_told_of_a_lost_phone_without_who_asked() {
    let world = World::start().await;
    // The coordinator of De Wilg also works for De Beuk.
    let baas = world.signed_in("b.baas@debeuk.example").await;
    let form = baas.get("/staff/new").await.unwrap().form("/staff/check").unwrap().set("call_name", "Carla");
    let form = form
        .set("family_name", "Coster")
        .set("email", COORDINATOR)
        .set("role", "coordinator")
        .set("reason", "ook hier");
    let check = baas.submit(&form).await.unwrap();
    let theirs = baas.submit(&check.form("/staff").unwrap()).await.unwrap().url;
    let theirs = theirs.split('?').next().unwrap().to_owned();
    let invitation = world.link_to(COORDINATOR, "/activate/").await;
    let person = world.anonymous();
    let account = world.account(COORDINATOR);
    world.advance(SignedDuration::from_secs(30));
    let form = person.get(&invitation).await.unwrap().form(&invitation).unwrap().set("password", &*account.password);
    let joined = person.submit(&form.set("code", world.code(account.totp_secret.as_deref().unwrap()))).await.unwrap();
    assert_eq!(joined.url, "/sign-in?done=joined", "{}", joined.content());

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = colleague(&administrator).await;
    let seen = ask(&administrator, &member).await;
    assert!(!seen.content().contains("Beuk"), "who asks cannot tell where else somebody works");
    let path = link(&world, COORDINATOR).await;
    let form = person.get(&path).await.unwrap().form(&path).unwrap().set("password", &*account.password);
    let done = person.submit(&form).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=second-factor", "{}", done.content());

    let page = format!("{}{theirs}", world.stack.url);
    let told = |mail: &emulators::Mail| mail.text.contains(&page);
    let mail = world.stack.aws.mailbox().wait_for("kantoor@debeuk.example", told).await.expect("the other licence");
    for word in ["Wilg", "Coster", "Carla", COORDINATOR] {
        assert!(!mail.text.contains(word) && !mail.subject.contains(word), "{word}: {}", mail.text);
    }
    let (licence, staff) = service(&world, COORDINATOR, 1).await;
    assert_eq!(staff, id(&theirs));
    let acts = acts(&world, licence, &staff).await;
    assert!(acts.contains(&"second-factor-reset-elsewhere".into()), "{acts:?}");
    assert!(!administrator.get(&member).await.unwrap().content().contains("Beuk"));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_behind_the_link_of_a_lost_phone_count_and_slow_down() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    ask(&administrator, &colleague(&administrator).await).await;
    let path = link(&world, COORDINATOR).await;
    let person = world.anonymous();
    let form = person.get(&path).await.unwrap().form(&path).unwrap();
    for at in 0..10 {
        world.advance(SignedDuration::from_mins(1));
        let form = form.clone().set("once", format!("0000-0000-{at:04}")).set("password", "dit is het echt niet");
        assert_eq!(person.submit_only(&form).await.unwrap().status.as_u16(), 422);
    }
    let account = world.account(COORDINATOR);
    let right = form.set("password", &*account.password);
    let waits = person.submit(&right).await.unwrap();
    assert_eq!(waits.status.as_u16(), 422, "not looked at while it waits: {}", waits.content());
    world.advance(SignedDuration::from_mins(1));
    // The same form again: its key was not used up by a refusal.
    assert_eq!(person.submit(&right).await.unwrap().url, "/sign-in?done=second-factor");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_get_the_answer_about_a_lost_phone_is_told_that_it_worked() {
    // reliability trap 1
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    ask(&administrator, &colleague(&administrator).await).await;
    let path = link(&world, COORDINATOR).await;
    let person = world.anonymous();
    let form = person.get(&path).await.unwrap().form(&path).unwrap();
    let form = form.set("password", &*world.account(COORDINATOR).password);
    world.stack.aws.faults().plan(Service::DynamoDb, "TransactWriteItems", 1, Fault::DropAnswer);
    let first = person.submit_only(&form).await.unwrap();
    let again = person.submit_only(&form).await.unwrap();
    assert_eq!((first.location(), again.location()), (Some("/sign-in?done=second-factor"), first.location()));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_of_the_second_factor_needs_a_reason_another_person_and_a_factor() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = colleague(&administrator).await;
    let page = administrator.get(&member).await.unwrap();
    let check = administrator.submit(&page.form("/second-factor").unwrap()).await.unwrap();
    let told = administrator.submit(&check.form("/second-factor").unwrap()).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "{}", told.content());
    assert_eq!(told.attribute(".error-summary a", "href").as_deref(), Some("#f-reason"));

    let own = administrator.get("/staff?q=beheer").await.unwrap().link("/staff/0").unwrap();
    assert!(administrator.get(&own).await.unwrap().form("/second-factor").is_err(), "not offered");
    let path = format!("{own}/second-factor");
    let refused = administrator.post(&path, &[("once", "0000-0000-0001"), ("confirm", "yes")]).await.unwrap();
    assert_eq!(refused.status.as_u16(), 409, "{}", refused.content());

    let (email, password) = ("b.baas@debeuk.example", world.account("b.baas@debeuk.example").password);
    let baas = world.sign_in(email, &password, None).await;
    let ilse = baas.get("/staff?q=Ibers").await.unwrap().link("/staff/0").unwrap();
    let identity = world.stack.services.app.store.identity_of("i.ibers@debeuk.example").await.unwrap().unwrap().value;
    let page = baas.get(&ilse).await.unwrap();
    let answer = baas.submit(&page.form("/second-factor").unwrap()).await.unwrap();
    assert_eq!(answer.status.as_u16(), if identity.totp.is_some() { 200 } else { 409 }, "{}", answer.content());
    // Neither somebody without the role, nor another licence.
    let coordinator = world.signed_in(COORDINATOR).await;
    let path = format!("{member}/second-factor");
    let forbidden = coordinator.post(&path, &[("once", "0000-0000-0002")]).await.unwrap();
    assert_eq!(forbidden.status.as_u16(), 403);
    let other = baas.post(&path, &[("once", "0000-0000-0003")]).await.unwrap();
    assert_eq!(other.status.as_u16(), 404);
    world.stack.stop().await;
}
