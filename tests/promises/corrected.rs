//! A colleague's name, and the address of who has not accepted yet, are corrected: a typo, a marriage, another mail domain. Roles and
//! groups stay.

use store::audit::Entry;
use testkit::{Client, Form, World};

use crate::{
    accounts::{NEW, PASSWORD, invite},
    explained::person,
    people::{ADMINISTRATOR, COORDINATOR, id, learner, open_dossier},
};

const RIGHT: &str = "n.vannieuw@dewilg.example";

/// The form that corrects somebody.
async fn edit(administrator: &Client, member: &str) -> Form {
    administrator.get(&format!("{member}/edit")).await.unwrap().form("/edit").unwrap()
}

/// Invites somebody and gives the path of the new colleague.
async fn invited(administrator: &Client) -> String {
    invite(administrator, NEW).await.url.split('?').next().unwrap().to_owned()
}

/// What the audit log of the school says was done with somebody.
async fn rows(world: &World, member: &str) -> Vec<Entry> {
    let store = &world.stack.services.app.store;
    let identity = store.identity_of(ADMINISTRATOR).await.unwrap().unwrap().value;
    store.audit_of(identity.services[0].licence, &format!("STAFF#{}", id(member))).await.unwrap()
}

fn mails(world: &World, email: &str) -> usize {
    world.stack.aws.mailbox().to(email).len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_name_is_on_every_list_at_once_and_what_was_written_keeps_the_name_it_had() {
    // 3-14, 3-26
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    open_dossier(&coordinator, &learner(&coordinator, "Noor").await).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let carla = person(&administrator, "Coster").await;
    let before = administrator.json().get("/staff?q=Coster").await.unwrap().json()["staff"][0].clone();
    let offered = administrator.get(&carla).await.unwrap();
    assert_eq!(offered.link("/edit").unwrap(), format!("{carla}/edit"));
    let form = edit(&administrator, &carla).await;
    assert_eq!((form.value("call_name"), form.value("email")), (Some("Carla"), None), "she signs in with the address");
    let form = form.set("initials", "C.").set("prefix", "de").set("family_name", "Vries");
    let done = administrator.submit(&form).await.unwrap();
    assert_eq!((done.status.as_u16(), done.url.as_str()), (200, format!("{carla}?done=changed").as_str()));
    assert!(done.content().contains("Carla de Vries"), "{}", done.content());
    let after = administrator.json().get("/staff?q=Vries").await.unwrap().json()["staff"][0].clone();
    assert_eq!((after["id"].as_str(), after["name"].as_str()), (Some(id(&carla)), Some("Vries, Carla de")));
    assert_eq!((&after["grants"], &after["email"]), (&before["grants"], &before["email"]), "the rest stays");
    let dossiers = coordinator.get("/dossiers").await.unwrap();
    assert!(dossiers.content().contains("Carla Coster"), "as it was then: {}", dossiers.content());

    let all = rows(&world, &carla).await;
    let last = all.last().unwrap();
    assert_eq!((last.act.as_str(), last.particulars["name"].as_str()), ("changed", "changed"));
    assert!(!format!("{:?}", last.particulars).contains("Vries"), "no name in the particulars");
    // The same form again, and one in which nothing was changed, add nothing.
    assert_eq!(administrator.submit(&form).await.unwrap().url, done.url);
    assert_eq!(administrator.submit(&edit(&administrator, &carla).await).await.unwrap().url, carla);
    assert_eq!(rows(&world, &carla).await.len(), all.len());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_correction_is_told_at_its_field_and_changes_nothing() {
    // 3-14
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invited(&administrator).await;
    let link = world.link_to(NEW, "/activate/").await;
    let count = rows(&world, &member).await.len();
    let form = edit(&administrator, &member).await;
    let told = administrator.submit(&form.clone().set("family_name", "").set("email", "geen adres")).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "{}", told.content());
    assert_eq!(told.texts(".error-summary a").len(), 2, "{}", told.content());
    let kept = told.form("/edit").unwrap();
    assert_eq!((kept.value("call_name"), kept.value("email")), (Some("Nina"), Some("geen adres")));
    for (email, words) in [(COORDINATOR, "Er is al een medewerker"), (ADMINISTRATOR, "Dit is je eigen adres")] {
        let form = edit(&administrator, &member).await.set("email", email).set("call_name", "Nienke");
        let told = administrator.submit(&form).await.unwrap();
        assert_eq!(told.status.as_u16(), 422, "{email}");
        assert!(told.content().contains(words), "{email}: {}", told.content());
        let kept = told.form("/edit").unwrap();
        assert_eq!((kept.value("email"), kept.value("call_name")), (Some(email), Some("Nienke")));
    }
    assert_eq!(rows(&world, &member).await.len(), count);
    assert_eq!(world.anonymous().get(&link).await.unwrap().status.as_u16(), 200, "the link still works");
    let shown = administrator.get(&member).await.unwrap().content();
    assert!(shown.contains("Nina Nieuw") && shown.contains(NEW), "{shown}");

    // An address of somebody at another school is as good as any.
    let form = edit(&administrator, &member).await.set("email", "i.ibers@debeuk.example");
    let done = administrator.submit(&form).await.unwrap();
    assert_eq!(done.url, format!("{member}?done=invited-again"), "{}", done.content());
    // Who works here no more is not corrected.
    let gone = administrator.submit(&done.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&gone.form("/remove").unwrap()).await.unwrap();
    assert_eq!(administrator.get(&format!("{member}/edit")).await.unwrap().status.as_u16(), 404);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_of_who_has_not_accepted_gets_the_invitation_and_the_earlier_link_is_dead() {
    // 0-17, 3-14
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invited(&administrator).await;
    let dead = world.link_to(NEW, "/activate/").await;
    let form = edit(&administrator, &member).await.set("email", format!(" {}", RIGHT.to_uppercase()));
    let done = administrator.submit(&form.set("prefix", "van")).await.unwrap();
    assert_eq!(done.url, format!("{member}?done=invited-again"), "{}", done.content());
    assert!(done.content().contains(RIGHT) && done.content().contains("Nina van Nieuw"), "{}", done.content());
    let link = world.link_to(RIGHT, "/activate/").await;
    assert_eq!(mails(&world, NEW), 1, "nothing more goes to the wrong address");
    let told = world.anonymous().get(&dead).await.unwrap();
    assert_eq!((told.status.as_u16(), told.title().as_str()), (410, "Er is een nieuwere link"));
    assert_eq!(person(&administrator, "n.vannieuw").await, member);
    let last = rows(&world, &member).await.pop().unwrap();
    assert_eq!(last.act, "invited-again");
    assert_eq!((last.particulars["address"].as_str(), last.particulars["name"].as_str()), ("changed", "changed"));

    // The wrong address is free again, the role is there, and the new address signs in.
    assert_eq!(invite(&administrator, NEW).await.status.as_u16(), 200);
    let somebody = world.anonymous();
    let form = somebody.get(&link).await.unwrap().form(&link).unwrap().set("password", PASSWORD);
    assert_eq!(somebody.submit(&form).await.unwrap().url, "/sign-in?done=activated");
    world.sign_in(RIGHT, PASSWORD, None).await;
    let row = administrator.json().get("/staff?q=vannieuw").await.unwrap().json()["staff"][0].clone();
    assert_eq!((row["status"].as_str(), row["grants"][0]["role"].as_str()), (Some("active"), Some("coordinator")));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_correct_the_same_colleague_see_both_names_and_an_address_in_use_is_left_to_its_owner() {
    // 3-14
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invited(&administrator).await;
    let (one, two) = (edit(&administrator, &member).await, edit(&administrator, &member).await);
    administrator.submit(&one.set("family_name", "Nieuwe")).await.unwrap();
    let late = administrator.submit(&two.set("family_name", "Nieuwer")).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    let both = late.texts(".compare").join(" ");
    assert!(both.contains("Nieuwer ") && both.ends_with("Nieuwe") && both.contains("Anke Beheer"), "{both}");
    let again = late.form("/edit").unwrap();
    assert_eq!(again.value("family_name"), Some("Nieuwer"), "still in the form");
    assert_eq!(administrator.submit(&again).await.unwrap().url, format!("{member}?done=changed"));

    // While the form is open, the person accepts.
    let open = edit(&administrator, &member).await.set("email", RIGHT).set("call_name", "Nienke");
    let (somebody, link) = (world.anonymous(), world.link_to(NEW, "/activate/").await);
    let form = somebody.get(&link).await.unwrap().form(&link).unwrap().set("password", PASSWORD);
    somebody.submit(&form).await.unwrap();
    let late = administrator.submit(&open).await.unwrap();
    assert_eq!(late.status.as_u16(), 409, "{}", late.content());
    assert!(late.content().contains(RIGHT) && late.content().contains(NEW), "both addresses: {}", late.content());
    let again = late.form("/edit").unwrap();
    assert_eq!((again.value("call_name"), again.value("email")), (Some("Nienke"), None));
    let body = serde_json::json!({ "call_name": "Nienke", "family_name": "Nieuwer", "email": RIGHT });
    let refused = administrator.json().post_json(&format!("{member}/edit"), &body, "correct-000001").await.unwrap();
    assert_eq!(refused.status.as_u16(), 409);
    assert_eq!(refused.json()["type"], "urn:samenspoor:problem:has-accepted");
    assert_eq!(administrator.submit(&again).await.unwrap().url, format!("{member}?done=changed"));
    assert_eq!((mails(&world, RIGHT), mails(&world, NEW)), (0, 1));
    let shown = administrator.get(&member).await.unwrap().content();
    assert!(shown.contains("Nienke Nieuwer") && shown.contains(NEW), "{shown}");
    world.stack.stop().await;
}
