//! Calls to storage per use case, as promised by performance P3: what a request costs is in this table.

use std::collections::BTreeMap;

use testkit::{Client, Form, World};

use crate::people::{COORDINATOR, learner, open_dossier, written};

/// What one request cost.
async fn cost(world: &World, client: &Client, path: &str, form: Option<&Form>) -> BTreeMap<String, usize> {
    // What workers still do for the mails of before is not part of it.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    world.stack.aws.calls().reset();
    let answer = match form {
        Some(form) => client.submit_only(form).await.unwrap(),
        None => client.get(path).await.unwrap(),
    };
    assert!(
        answer.status.is_success() || answer.status.is_redirection(),
        "{path}: {} {}",
        answer.status,
        answer.content()
    );
    // Seals and mails of before go on beside it, in storage of their own.
    world.stack.aws.calls().summary().into_iter().filter(|(call, _)| call.starts_with("DynamoDb.")).collect()
}

fn table(rows: &[(&str, usize)]) -> BTreeMap<String, usize> {
    rows.iter().map(|(call, times)| (format!("DynamoDb.{call}"), *times)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_use_case_makes_the_calls_of_the_table() {
    // performance P3
    let world = World::start().await;
    let (_, parents) = written(&world).await;
    let link = world.link_to(parents.parents[0], "/consent/").await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    let dossier = open_dossier(&coordinator, &noor).await;
    let step = coordinator
        .get(&format!("{dossier}/steps/1"))
        .await
        .unwrap()
        .form("/steps/1")
        .unwrap()
        .set("reason", "Lezen gaat moeizaam");
    let found = [
        ("a consent link", cost(&world, &world.anonymous(), &link, None).await),
        ("a dossier", cost(&world, &coordinator, &dossier, None).await),
        ("a save", cost(&world, &coordinator, &dossier, Some(&step)).await),
        ("the learners", cost(&world, &coordinator, "/learners", None).await),
    ];
    let expected = [
        // One above the goal: that the link was opened is noted in its trail before the request is read.
        ("a consent link", table(&[("BatchGetItem", 1), ("UpdateItem", 1)])),
        ("a dossier", table(&[("BatchGetItem", 1), ("PutItem", 1), ("Query", 1)])),
        // One above the goal: session and member are read in a batch, the dossier with its steps in a query, side by side.
        ("a save", table(&[("BatchGetItem", 1), ("Query", 1), ("TransactWriteItems", 1)])),
        // Above the goal by the session's batch and the register of groups, which the filter offers; all side by side.
        ("the learners", table(&[("BatchGetItem", 1), ("Query", 2)])),
    ];
    assert_eq!(found, expected);
    world.stack.stop().await;
}
