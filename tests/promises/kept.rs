//! Storage is down, or slower than anybody waits for, when a form comes: the page says so, keeps what was typed, and sends it again with one press.

use emulators::{Fault, Service};
use testkit::{Answer, Client, Form, World};

use crate::{
    consent_changes::refusing,
    people::{ADMINISTRATOR, COORDINATOR, learner, open_dossier, written},
};

/// Sends a form while nothing can be written, looks at the page that comes back, and presses its button.
async fn pressed_again(world: &World, client: &Client, form: &Form, fault: Fault, typed: &str) -> Answer {
    let faults = world.stack.aws.faults();
    faults.plan_every(Service::DynamoDb, "TransactWriteItems", fault);
    // Clients of functions wait as long as they do in AWS, and no longer.
    world.stack.pace.set_hasty(true);
    let down = client.submit_only(form).await.unwrap();
    world.stack.pace.set_hasty(false);
    faults.clear();
    assert_eq!(down.status.as_u16(), 503, "{}", down.content());
    assert_eq!(down.headers.get("retry-after").unwrap(), "30");
    assert!(down.content().contains(typed), "what was typed can be read and copied: {}", down.content());
    let again = down.form(&form.action).unwrap();
    assert_eq!(again.fields, form.fields, "all of it is sent again, with the form's own key");
    // What was under way all that time arrives at last.
    faults.release().await;
    client.submit(&again).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_a_learner_and_an_invitation_are_sent_again_with_one_press() {
    // reliability trap 13
    let world = World::start().await;
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    let at = format!("{}/steps/3", open_dossier(&coordinator, &noor).await);
    let form = coordinator.get(&at).await.unwrap().form("/steps/3").unwrap();
    let form = form.set("question", "Hoe helpen we Noor\nmet lezen?");
    let saved = pressed_again(&world, &coordinator, &form, Fault::FailBefore, "Hoe helpen we Noor").await;
    let shown = saved.form("/steps/3").unwrap();
    assert_eq!(
        shown.value("question").map(|text| text.replace("\r\n", "\n")).unwrap(),
        "Hoe helpen we Noor\nmet lezen?"
    );

    let page = coordinator.get("/learners/new").await.unwrap();
    let location = page.attribute("select[name=location] option:nth-of-type(2)", "value").unwrap();
    let form =
        page.form("/learners").unwrap().set("location", location).set("call_name", "Sofie").set("family_name", "Zomer");
    // Applied, and only the answers are lost: pressing again tells that it worked.
    let added = pressed_again(&world, &coordinator, &form, Fault::DropAnswer, "Zomer").await;
    assert!(added.url.starts_with("/learners/") && added.status.is_success(), "{} {}", added.url, added.content());
    let found = coordinator.get("/learners?q=Zomer").await.unwrap();
    assert_eq!(found.texts("main table tbody tr").len(), 1, "once: {}", found.content());

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Nina").set("family_name", "Zilver").set("email", "n.zilver@dewilg.example");
    let check =
        administrator.submit(&form.set("role", "coordinator").set("reason", "nieuw in het team")).await.unwrap();
    let form = check.form("/staff").unwrap();
    // Nobody waited until it was written: pressing again tells that it worked.
    let invited = pressed_again(&world, &administrator, &form, Fault::LateCall, "n.zilver@dewilg.example").await;
    assert!(invited.url.starts_with("/staff/") && invited.status.is_success(), "{} {}", invited.url, invited.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_a_parent_is_sent_again_with_its_reason() {
    // 1-34, reliability trap 13
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let (father, form) = refusing(&world, &written).await;
    let receipt = pressed_again(&world, &father, &form, Fault::LateAnswer, "Te veel ineens").await;
    assert!(receipt.url.ends_with("/receipt"), "{} {}", receipt.url, receipt.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_or_a_code_never_comes_back() {
    // security: passwords, reliability trap 13
    let world = World::start().await;
    let account = world.account(COORDINATOR);
    let faults = world.stack.aws.faults();
    let client = world.anonymous();
    let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let form = form.set("email", COORDINATOR).set("password", &*account.password);
    faults.plan_every(Service::DynamoDb, "BatchGetItem", Fault::FailBefore);
    faults.plan_every(Service::DynamoDb, "GetItem", Fault::FailBefore);
    let down = client.submit_only(&form).await.unwrap();
    assert_eq!(down.status.as_u16(), 503, "{}", down.content());
    assert!(!down.body.contains(&account.password) && down.form("/sign-in").is_err(), "{}", down.content());
    let program = client.json().submit_only(&form).await.unwrap();
    let told = program.json();
    assert_eq!((program.status.as_u16(), &told["type"]), (503, &"urn:samenspoor:problem:unavailable".into()), "{told}");
    faults.clear();
    world.stack.stop().await;
}
