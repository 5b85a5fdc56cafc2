//! A second licence for who only ever signed in with a school account, and has no password: the invitation is accepted with that account,
//! with the second factor as for signing in, and with nobody else's.

use jiff::SignedDuration;
use testkit::{Answer, World, hub::Hub};

use super::{BACK, NEW, OTHER_ADMINISTRATOR, by_hub, choose, linked, not_signed_in, noted, refused, rows, with_hub};
use crate::{
    people::{ADMINISTRATOR, COORDINATOR},
    switching::invited,
};

/// Administrator of an organisation that is no school.
const EXPERTS: &str = "l.lijster@delinde.example";

/// Somebody who works in De Wilg by a school account, and has a second factor; gives its secret.
async fn without_a_password(world: &World, hub: &Hub) -> String {
    choose(world, ADMINISTRATOR, "beside").await;
    choose(world, OTHER_ADMINISTRATOR, "beside").await;
    let link = invited(world, ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    hub.through(&person, &person.get(&link).await.unwrap(), "site").await;
    let (client, came) = by_hub(world, hub, "site").await;
    let set_up = client.submit(&came.form("/account/totp").unwrap()).await.unwrap();
    let secret = set_up.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    let form = set_up.form("/account/totp/confirm").unwrap().set("code", world.code(&secret));
    client.submit(&form).await.unwrap();
    world.advance(SignedDuration::from_secs(30));
    secret
}

/// Whether a page asks for a password, and for a code.
fn asks(page: &Answer) -> (bool, bool) {
    let has = |name: &str| page.attribute(&format!("main input[name={name}]"), "name").is_some();
    (has("password"), has("code"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_password_accepts_a_second_licence_with_the_school_account_and_the_second_factor() {
    // 3-27, 0-12, 1-06, trap 1
    let (world, hub) = with_hub().await;
    let secret = without_a_password(&world, &hub).await;
    let link = invited(&world, OTHER_ADMINISTRATOR, NEW, "coordinator").await;
    let person = world.anonymous();
    let page = person.get(&link).await.unwrap();
    assert_eq!(asks(&page), (true, true), "as of anybody with an account: {}", page.content());
    let back = hub.sign_in(&hub.address(&person, &page).await, "site").await;
    let form = person.get(&back).await.unwrap().form(BACK).unwrap();
    let first = person.submit_only(&form).await.unwrap();
    let again = person.submit_only(&form).await.unwrap();
    assert_eq!((first.location(), again.location()), (Some(&*link), Some(&*link)), "a lost answer is given again");
    not_signed_in(&person);

    // Looking changes nothing, however often; the code is asked as ever, and a wrong one is none.
    let before = rows(&world);
    let asked = person.follow(first).await.unwrap();
    person.get(&link).await.unwrap();
    assert_eq!((asks(&asked), rows(&world)), ((false, true), before), "{}", asked.content());
    let told = person.submit(&asked.form(&link).unwrap().set("code", "")).await.unwrap();
    assert_eq!((told.status.as_u16(), asks(&told)), (422, (false, true)), "{}", told.content());
    let told = person.submit(&told.form(&link).unwrap().set("code", "12345")).await.unwrap();
    assert_eq!((told.status.as_u16(), asks(&told)), (422, (false, true)), "{}", told.content());
    let done = person.submit(&told.form(&link).unwrap().set("code", world.code(&secret))).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=joined", "{}", done.content());
    assert_eq!(person.cookie("__Host-hub").unwrap_or_default(), "", "the turn is over");
    assert_eq!(person.get(&link).await.unwrap().title(), "Deze link is al gebruikt");

    world.advance(SignedDuration::from_secs(30));
    let (client, came) = by_hub(&world, &hub, "site").await;
    let form = came.form("/sign-in/code").unwrap().set("code", world.code(&secret));
    let choice = client.submit(&form).await.unwrap().content();
    assert!(choice.contains("De Wilg") && choice.contains("De Beuk"), "{choice}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_account_accepts_nothing_for_somebody_else_nor_in_another_browser_nor_another_invitation() {
    let (world, hub) = with_hub().await;
    let secret = without_a_password(&world, &hub).await;
    linked(&world, &hub, COORDINATOR, "carla").await;
    let link = invited(&world, OTHER_ADMINISTRATOR, NEW, "coordinator").await;
    let other = world.anonymous();
    let told = hub.through(&other, &other.get(&link).await.unwrap(), "carla").await;
    refused(&world, &other, &told, "has_account");
    let told = hub.through(&other, &other.get(&link).await.unwrap(), "bare").await;
    assert_eq!((told.status.as_u16(), noted(&world, "hub-refused has_account")), (403, 2), "{}", told.content());

    let person = world.anonymous();
    let asked = hub.through(&person, &person.get(&link).await.unwrap(), "site").await;
    assert_eq!((asked.url.as_str(), asks(&asked)), (&*link, (false, true)), "{}", asked.content());
    let page = other.get(&link).await.unwrap();
    assert_eq!(asks(&page), (true, true), "who only has the link: {}", page.content());
    let code = world.code(&secret);
    let told = other.post(&link, &[("once", "0000-0000-0001"), ("code", &code)]).await.unwrap();
    assert_eq!(told.status.as_u16(), 422, "{}", told.content());
    choose(&world, EXPERTS, "beside").await;
    let third = invited(&world, EXPERTS, NEW, "coordinator").await;
    assert_eq!(asks(&person.get(&third).await.unwrap()), (true, true), "it was for another invitation");

    // A quarter of an hour later it stands for nothing any more, also for who has the page open.
    world.advance(SignedDuration::from_mins(15));
    let form = asked.form(&link).unwrap().set("code", world.code(&secret));
    let told = person.submit(&form).await.unwrap();
    assert_eq!((told.status.as_u16(), asks(&told)), (422, (true, true)), "{}", told.content());
    assert!(other.get(&link).await.unwrap().form(&link).is_ok(), "the invitation is as it was");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_second_factor_the_school_account_and_a_button_accept() {
    // 1-06
    let (world, hub) = with_hub().await;
    choose(&world, ADMINISTRATOR, "beside").await;
    choose(&world, OTHER_ADMINISTRATOR, "beside").await;
    linked(&world, &hub, OTHER_ADMINISTRATOR, "beuk").await;
    let link = invited(&world, ADMINISTRATOR, OTHER_ADMINISTRATOR, "coordinator").await;
    let person = world.anonymous();
    let asked = hub.through(&person, &person.get(&link).await.unwrap(), "beuk").await;
    assert_eq!((asked.url.as_str(), asks(&asked)), (&*link, (false, false)), "{}", asked.content());
    let done = person.submit(&asked.form(&link).unwrap()).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=joined", "{}", done.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_licence_takes_passwords_only_the_invitation_says_what_to_do_without_one() {
    let (world, hub) = with_hub().await;
    without_a_password(&world, &hub).await;
    let link = invited(&world, EXPERTS, NEW, "coordinator").await;
    let page = world.anonymous().get(&link).await.unwrap();
    assert!(
        page.form("/sign-in/hub").is_err() && page.content().contains("heb je geen wachtwoord"),
        "{}",
        page.content()
    );
    assert!(page.link("/reset").is_ok());
    world.stack.stop().await;
}
