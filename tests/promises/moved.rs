//! Another address to sign in with: asked with proof of presence, confirmed by a link in the mail to it, and told to the former one (model,
//! "People and organisations"; security, "Accounts and sessions").

use domain::{
    access::Scope,
    licence::Licence,
    staff::{StaffMember, StaffRow},
};
use emulators::{Fault, Service};
use jiff::SignedDuration;
use testkit::{Answer, Client, World};
use warrant::Warrant;

use crate::{
    accounts::{PASSWORD, invite},
    explained::person,
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, id, walk},
};

const HERE: &str = "/account/email";
const NEW: &str = "carla.devries@dewilg.example";
/// Runs De Beuk, where a second factor is a choice.
const BAAS: &str = "b.baas@debeuk.example";

/// Asks to sign in with an address.
async fn ask(client: &Client, email: &str) -> Answer {
    let page = client.get(HERE).await.unwrap();
    client.submit(&page.form(HERE).unwrap().set("email", email)).await.unwrap()
}

/// The link in the mail to a new address.
async fn link(world: &World, email: &str) -> String {
    world.link_to(email, "/new-address/").await
}

async fn in_vain(client: &Client) -> bool {
    client.get("/account").await.unwrap().url.starts_with("/sign-in")
}

/// Whether somebody signs in with an address.
async fn is_known(world: &World, email: &str) -> bool {
    world.stack.services.app.store.identity_of(email).await.unwrap().is_some()
}

/// Lets somebody who works at De Wilg work for De Beuk too; gives who invited, and the path of the colleague there.
async fn joins_the_beuk(world: &World, email: &str) -> (Client, String) {
    let baas = world.signed_in(BAAS).await;
    let theirs = invite(&baas, email).await.url.split('?').next().unwrap().to_owned();
    let (invitation, somebody) = (world.link_to(email, "/activate/").await, world.anonymous());
    let account = world.account(email);
    world.advance(SignedDuration::from_secs(30));
    let form = somebody.get(&invitation).await.unwrap().form(&invitation).unwrap().set("password", &*account.password);
    let form = form.set("code", world.code(account.totp_secret.as_deref().unwrap()));
    assert_eq!(somebody.submit(&form).await.unwrap().url, "/sign-in?done=joined");
    (baas, theirs)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_is_confirmed_by_its_link_and_every_organisation_follows() {
    let world = World::start().await;
    let (here, there) = (world.signed_in(COORDINATOR).await, world.signed_in(COORDINATOR).await);
    let (baas, theirs) = joins_the_beuk(&world, COORDINATOR).await;
    assert_eq!(here.get("/account").await.unwrap().link(HERE).unwrap(), HERE);
    let asked = ask(&here, &format!(" {} ", NEW.to_uppercase())).await;
    assert_eq!((asked.status.as_u16(), asked.url.as_str()), (200, HERE));
    assert!(asked.content().contains(&format!("Er gaat een mail naar {NEW}")), "{}", asked.content());
    let path = link(&world, NEW).await;
    let scanner = world.anonymous().named("Mozilla/5.0 (mail scanner)");
    for _ in 0..3 {
        scanner.head(&path).await.unwrap();
        let page = scanner.get(&path).await.unwrap();
        assert_eq!(page.status.as_u16(), 200);
        assert!(!page.body.contains(COORDINATOR), "who mistyped is not told to a stranger: {}", page.content());
        // Scanners press buttons too.
        assert_eq!(scanner.submit(&page.form(&path).unwrap()).await.unwrap().status.as_u16(), 422);
    }
    assert!(!is_known(&world, NEW).await && !in_vain(&there).await, "nothing changed");

    let page = here.get(&path).await.unwrap();
    let form = page.form(&path).unwrap();
    assert_eq!(form.value("password"), None, "who asked is signed in here");
    let done = here.submit(&form).await.unwrap();
    assert_eq!(done.url, "/account?done=address", "{}", done.content());
    assert!(done.content().contains(&format!("Je logt voortaan in met {NEW}")), "{}", done.content());
    assert!(in_vain(&there).await && !in_vain(&here).await, "every other session ended");
    assert!(is_known(&world, NEW).await && !is_known(&world, COORDINATOR).await);
    let dead = here.get(&path).await.unwrap();
    assert_eq!(dead.title(), "Deze link is al gebruikt");
    assert!(dead.form("/sign-out").is_ok() && !dead.texts(".menu a").is_empty(), "who is signed in keeps the menu");
    assert!(there.get(&path).await.unwrap().texts(".menu a").is_empty(), "and nobody else");
    let told = |mail: &emulators::Mail| mail.text.contains("hoort sinds");
    let mail = world.stack.aws.mailbox().wait_for(COORDINATOR, told).await.expect("the former address is told");
    assert!(!mail.text.contains(NEW), "not which it is now: {}", mail.text);

    // Both organisations see it, and the former address is free at both.
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let carla = person(&administrator, "Coster").await;
    for (client, member) in [(&administrator, &carla), (&baas, &theirs)] {
        walk(&world).until(client, member, NEW).await.unwrap();
        assert_eq!(&person(client, "carla.devries").await, member, "so do the lists");
    }
    let (store, identity) = (&world.stack.services.app.store, world.stack.services.app.store.identity_of(NEW).await);
    let licence = identity.unwrap().unwrap().value.services[0].licence;
    let rows = store.audit_of(licence, &format!("STAFF#{}", id(&carla))).await.unwrap();
    let last = rows.last().unwrap();
    assert_eq!((last.act.as_str(), last.particulars["address"].as_str()), ("changed", "changed"));
    assert_eq!(invite(&administrator, COORDINATOR).await.status.as_u16(), 200);

    let account = world.account(COORDINATOR);
    let form = world.anonymous().get("/sign-in").await.unwrap().form("/sign-in").unwrap().set("email", COORDINATOR);
    let refused = world.anonymous().submit(&form.set("password", &*account.password)).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    world.sign_in(NEW, &account.password, account.totp_secret.as_deref()).await;
    world.stack.stop().await;
}

/// Puts a colleague back at an address, as where the job that follows was given up.
async fn lags_behind(world: &World, email: &str, licence: &str) {
    let store = &world.stack.services.app.store;
    let services = store.identity_of(email).await.unwrap().unwrap().value.services;
    for service in services {
        let scope = Scope::warranted(service.licence, Warrant::verified());
        let records = store.licence(&scope);
        if records.get::<Licence>(&()).await.unwrap().value.name.as_str() != licence {
            continue;
        }
        let mut member = records.get::<StaffMember>(&service.staff).await.unwrap();
        let present = std::mem::replace(&mut member.value.email, COORDINATOR.into());
        let change = records.change(None).free_staff_address(service.licence, &present);
        let change = change.claim_staff_address(service.licence, COORDINATOR, service.staff);
        change.save(&member).row(&StaffRow::of(&member.value)).commit("").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_where_the_former_address_still_stands_is_named_and_told_again() {
    // 0-04: one identity, staff member of several organisations
    let world = World::start().await;
    let carla = world.signed_in(COORDINATOR).await;
    let (baas, theirs) = joins_the_beuk(&world, COORDINATOR).await;
    ask(&carla, NEW).await;
    let path = link(&world, NEW).await;
    carla.submit(&carla.get(&path).await.unwrap().form(&path).unwrap()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let ours = person(&administrator, "Coster").await;
    for (client, member) in [(&administrator, &ours), (&baas, &theirs)] {
        walk(&world).until(client, member, NEW).await.unwrap();
    }
    let account = carla.get("/account").await.unwrap();
    assert!(account.form(HERE).is_err(), "every one has followed: {}", account.content());

    lags_behind(&world, NEW, "BEUK").await;
    let account = carla.get("/account").await.unwrap();
    let told = account.text("main .notice").unwrap();
    assert!(told.contains("Bij 1 organisatie staat je nieuwe e-mailadres nog niet") && told.contains(NEW), "{told}");
    let named = account.texts("main .summary").into_iter().find(|list| list.contains(COORDINATOR)).unwrap();
    assert!(named.contains("De Beuk") && !named.contains("De Wilg"), "{named}");
    // A quarter of an hour later, too: what is true already needs no proof of presence.
    world.advance(SignedDuration::from_mins(20));
    let form = account.form(HERE).unwrap();
    let again = carla.submit(&form).await.unwrap();
    assert_eq!(again.url, "/account?done=address-again", "{}", again.content());
    walk(&world).until(&baas, &theirs, NEW).await.unwrap();
    let account = carla.get("/account").await.unwrap();
    assert!(account.form(HERE).is_err(), "{}", account.content());
    assert_eq!(carla.submit(&form).await.unwrap().url, "/account", "sent again when there is nothing to tell");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_whose_address_it_is_and_its_owner_hears_of_it() {
    let world = World::start().await;
    let baas = world.signed_in(BAAS).await;
    let mut told = Vec::new();
    for email in [TEACHER, "niemand@elders.example"] {
        let page = ask(&baas, email).await;
        assert_eq!((page.status.as_u16(), page.url.as_str()), (200, HERE), "{}", page.content());
        let digits = |sign: char| if sign.is_ascii_digit() { '0' } else { sign };
        told.push(page.content().replace(email, "@").chars().map(digits).collect::<String>());
    }
    assert_eq!(told[0], told[1]);
    let wanted = |mail: &emulators::Mail| mail.text.contains("Iemand vulde op");
    let mail = world.stack.aws.mailbox().wait_for(TEACHER, wanted).await.expect("the owner is told");
    assert!(mail.link("/new-address/").is_none() && !mail.text.contains(BAAS), "{}", mail.text);
    link(&world, "niemand@elders.example").await;
    assert!(is_known(&world, TEACHER).await && is_known(&world, BAAS).await, "nothing changed");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_needs_proof_of_presence_and_is_asked_for_three_times_an_hour_at_most() {
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let secret = world.account(COORDINATOR).totp_secret.unwrap();
    let open = coordinator.get(HERE).await.unwrap().form(HERE).unwrap();
    for (typed, words) in [("", "vul dit in"), ("geen adres", "naam@school.example"), (COORDINATOR, "log je nu al in")]
    {
        let page = ask(&coordinator, typed).await;
        assert_eq!(page.status.as_u16(), 422, "{typed}");
        assert!(page.content().to_lowercase().contains(words), "{typed}: {}", page.content());
        assert_eq!(page.form(HERE).unwrap().value("email"), Some(typed));
    }
    world.advance(SignedDuration::from_mins(16));
    let late = coordinator.submit(&open.set("email", NEW)).await.unwrap();
    assert!(late.url.starts_with("/account/step-up?next="), "{}", late.url);
    assert!(coordinator.get(HERE).await.unwrap().url.starts_with("/account/step-up?next="));
    let proved = late.form("/account/step-up").unwrap().set("code", world.code(&secret));
    assert_eq!(coordinator.submit(&proved).await.unwrap().url, HERE);

    for email in ["een@dewilg.example", "twee@dewilg.example", "drie@dewilg.example"] {
        assert_eq!(ask(&coordinator, email).await.status.as_u16(), 200, "{email}");
    }
    let page = ask(&coordinator, NEW).await;
    assert_eq!(page.status.as_u16(), 422);
    assert!(page.content().contains("te vaak geprobeerd"), "{}", page.content());
    let (first, third) = (link(&world, "een@dewilg.example").await, link(&world, "drie@dewilg.example").await);
    assert_eq!(coordinator.get(&first).await.unwrap().title(), "Er is een nieuwere link");
    assert_eq!(coordinator.get(&third).await.unwrap().status.as_u16(), 200);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_signed_in_confirms_with_the_password_and_nobody_is_signed_in_by_it() {
    let world = World::start().await;
    let baas = world.signed_in(BAAS).await;
    ask(&baas, NEW).await;
    let path = link(&world, NEW).await;
    let elsewhere = world.anonymous();
    let form = elsewhere.get(&path).await.unwrap().form(&path).unwrap();
    let wrong = elsewhere.submit(&form.set("password", "dit is het echt niet")).await.unwrap();
    assert_eq!(wrong.status.as_u16(), 422, "{}", wrong.content());
    assert!(!is_known(&world, NEW).await);
    let form = wrong.form(&path).unwrap().set("password", &*world.account(BAAS).password);
    // Somebody else who is signed in here is nobody to this link.
    let other = world.signed_in(TEACHER).await;
    assert_eq!(other.get(&path).await.unwrap().form(&path).unwrap().value("password"), Some(""));
    let done = elsewhere.submit(&form).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=address", "{}", done.content());
    assert_eq!(elsewhere.cookie("__Host-session"), None);
    assert!(in_vain(&baas).await, "every session ended");
    let again = elsewhere.submit(&form).await.unwrap();
    assert_eq!(again.url, done.url, "the same form again gets the same answer");
    world.sign_in(NEW, &world.account(BAAS).password, None).await;
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_new_address_dies_after_a_day_and_with_another_password() {
    let world = World::start().await;
    let baas = world.signed_in(BAAS).await;
    ask(&baas, NEW).await;
    let path = link(&world, NEW).await;
    let form = baas.get("/account").await.unwrap().form("/account/password").unwrap();
    let form = form.set("present-password", &*world.account(BAAS).password).set("password", PASSWORD);
    assert_eq!(baas.submit(&form).await.unwrap().url, "/account?done=password");
    assert_eq!(baas.get(&path).await.unwrap().title(), "Deze link werkt niet meer");
    assert!(!baas.get(HERE).await.unwrap().content().contains(NEW), "and it waits no more");

    const LATER: &str = "b.debaas@debeuk.example";
    ask(&baas, LATER).await;
    let path = link(&world, LATER).await;
    let open = world.anonymous().get(&path).await.unwrap().form(&path).unwrap().set("password", PASSWORD);
    world.advance(SignedDuration::from_hours(24));
    let dead = world.anonymous().submit(&open).await.unwrap();
    assert_eq!((dead.status.as_u16(), dead.title().as_str()), (410, "Deze link is te oud"));
    assert!(is_known(&world, BAAS).await && !is_known(&world, LATER).await);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_somebody_elses_by_the_time_is_refused_and_nothing_changes() {
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    ask(&coordinator, NEW).await;
    let path = link(&world, NEW).await;
    let take = async || coordinator.submit(&coordinator.get(&path).await.unwrap().form(&path).unwrap()).await.unwrap();
    // A second invitation at the own school.
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let double = invite(&administrator, NEW).await;
    let refused = take().await;
    assert_eq!(refused.status.as_u16(), 409, "{}", refused.content());
    assert!(refused.content().contains("al bij een andere medewerker"), "{}", refused.content());
    let gone = administrator.submit(&double.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&gone.form("/remove").unwrap()).await.unwrap();
    // Somebody at another school accepts with it first.
    invite(&world.signed_in(BAAS).await, NEW).await;
    let newer = |mail: &emulators::Mail| mail.subject.contains("Beuk");
    let mail = world.stack.aws.mailbox().wait_for(NEW, newer).await.unwrap();
    let invitation = mail.link("/activate/").unwrap().strip_prefix(world.stack.url.as_str()).unwrap().to_owned();
    let somebody = world.anonymous();
    let form = somebody.get(&invitation).await.unwrap().form(&invitation).unwrap().set("password", PASSWORD);
    assert_eq!(somebody.submit(&form).await.unwrap().url, "/sign-in?done=activated");
    let refused = take().await;
    assert_eq!(refused.status.as_u16(), 409, "{}", refused.content());
    assert!(refused.content().contains("bij een andere inlog"), "{}", refused.content());
    assert!(is_known(&world, COORDINATOR).await && !in_vain(&coordinator).await, "nothing changed");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_get_the_answer_about_a_new_address_stays_signed_in_with_it() {
    // reliability trap 1
    let world = World::start().await;
    let baas = world.signed_in(BAAS).await;
    ask(&baas, NEW).await;
    let path = link(&world, NEW).await;
    let form = baas.get(&path).await.unwrap().form(&path).unwrap();
    let before = baas.cookie("__Host-session").unwrap();
    world.stack.aws.faults().plan(Service::DynamoDb, "TransactWriteItems", 1, Fault::DropAnswer);
    let first = baas.submit_only(&form).await.unwrap();
    // The browser still has the cookie of before.
    baas.set_cookie("__Host-session", &before);
    let again = baas.submit_only(&form).await.unwrap();
    assert_eq!((first.location(), again.location()), (Some("/account?done=address"), first.location()));
    assert!(!in_vain(&baas).await && is_known(&world, NEW).await);
    world.stack.stop().await;
}
