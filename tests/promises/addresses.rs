//! An address that is known costs the same work as one that is not, and gets the same answer, so that nobody finds out which are
//! (0-04; security, "Accounts and sessions", "Links and codes"). What time tells for all that is measured: `bash tests/bench/run.sh strangers`.

use std::collections::{BTreeMap, BTreeSet};

use domain::throttle::{Failures, LOCKED_AFTER};
use futures::future::join_all;
use testkit::{Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER};

const NOBODY: &str = "n.iemand@dewilg.example";
const EXPERT: &str = "e.expert@delinde.example";

/// The answer about an address, and how many calls of each kind it took.
type Seen = ((u16, Option<String>, String), BTreeMap<String, usize>);

/// Types an address into a form. Nothing else is asked meanwhile, so that the last request is this one.
async fn ask(world: &World, client: &Client, path: &str, email: &str) -> Seen {
    let form = client.get(path).await.unwrap().form(path).unwrap().set("email", email);
    let form = if form.value("password").is_some() { form.set("password", "dit is het echt niet") } else { form };
    let answer = client.submit_only(&form).await.unwrap();
    let cost = world.stack.requests.all().pop().unwrap();
    assert_eq!((cost.method.as_str(), cost.route.as_str()), ("POST", path));
    ((answer.status.as_u16(), answer.location().map(str::to_owned), answer.content()), cost.cost.calls)
}

/// So many passwords of somebody were wrong, the last one at this moment.
async fn failed(world: &World, email: &str, times: u32) {
    let store = &world.stack.services.app.store;
    let mut found = store.identity_of(email).await.unwrap().unwrap();
    found.value.failures = Failures { count: times - 1, last: None };
    assert!(store.count_failure(&found.into()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_takes_the_same_calls_for_wrong_unknown_waiting_locked_and_removed() {
    let world = World::start().await;
    let client = world.anonymous();
    let unknown = ask(&world, &client, "/sign-in", NOBODY).await;
    assert_eq!(unknown.0.0, 422);
    assert_eq!(ask(&world, &client, "/sign-in", COORDINATOR).await, unknown, "a wrong password");
    failed(&world, COORDINATOR, 20).await;
    assert_eq!(ask(&world, &client, "/sign-in", COORDINATOR).await, unknown, "waiting");
    failed(&world, TEACHER, LOCKED_AFTER).await;
    let first = ask(&world, &client, "/sign-in", TEACHER).await;
    assert_eq!(first.0, unknown.0, "the one try that finds the lock also has it told");
    assert_eq!(ask(&world, &client, "/sign-in", TEACHER).await, unknown, "locked");

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = administrator.get("/staff?q=meelezer").await.unwrap().link("/staff/0").unwrap();
    let page = administrator.get(&member).await.unwrap();
    let confirm = administrator.submit(&page.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&confirm.form("/remove").unwrap()).await.unwrap();
    assert_eq!(ask(&world, &client, "/sign-in", "m.meelezer@dewilg.example").await, unknown, "removed");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_tries_at_once_few_are_counted_whether_the_address_is_known_or_not() {
    let world = World::start().await;
    let counted = async |email: &str| {
        let tries = (0..20).map(async |_| {
            let client = world.anonymous();
            let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap().set("email", email);
            client.submit_only(&form.set("password", "dit is het echt niet")).await.unwrap().content()
        });
        let answers: BTreeSet<_> = join_all(tries).await.into_iter().collect();
        let holder = world.stack.services.app.store.holder_of(email).await.unwrap();
        (answers, holder.failures().count)
    };
    let (known, unknown) = (counted(COORDINATOR).await, counted(NOBODY).await);
    assert_eq!(known.0, unknown.0);
    // As many as cost nothing, and on a slow machine those after a second or more.
    assert!([known.1, unknown.1].iter().all(|count| (5..10).contains(count)), "{known:?}, {unknown:?}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_new_password_takes_the_same_calls_whether_the_address_is_known_or_not() {
    let world = World::start().await;
    let client = world.anonymous();
    for nth in 1..=4 {
        // The fourth in an hour is answered too, and mails nothing.
        let unknown = ask(&world, &client, "/reset", NOBODY).await;
        assert_eq!(unknown.0.1.as_deref(), Some("/reset?done=sent"));
        assert_eq!(ask(&world, &client, "/reset", COORDINATOR).await, unknown, "the {nth}. time");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_another_address_takes_the_same_calls_whether_it_is_somebody_elses_or_nobodys() {
    let world = World::start().await;
    let client = world.signed_in(COORDINATOR).await;
    let free = ask(&world, &client, "/account/email", NOBODY).await;
    assert_eq!(free.0.1.as_deref(), Some("/account/email"));
    assert_eq!(ask(&world, &client, "/account/email", EXPERT).await, free);
    world.stack.stop().await;
}
