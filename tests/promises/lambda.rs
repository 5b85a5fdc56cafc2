//! Every function's binary under the AWS Runtime Interface Emulator, with each of its events, against the embedded services. It has the
//! variables that the template gives it and no other, and calls under its own name.

use emulators::{ANY, Fault, Service};
use serde_json::Value;
use testkit::{
    World,
    sandbox::{Sandbox, events, functions, program},
};

use crate::permissions;

fn judge(function: &str, case: &str, answer: &Value) -> Option<String> {
    if answer.get("errorType").is_some() || answer.get("errorMessage").is_some() {
        return Some(format!("{function} {case}: {answer}"));
    }
    match answer.get("statusCode").and_then(Value::as_u64) {
        Some(status) if status >= 500 => Some(format!("{function} {case}: {status} {}", answer["body"])),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_answers_each_of_its_events_in_the_lambda_runtime() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for function in functions() {
        let sandbox = Sandbox::start(&world, &program(&function), &function);
        let cases = events(&function);
        for (case, event) in &cases {
            let answer = sandbox.invoke(event).await;
            wrong.extend(judge(&function, case, &answer));
        }
        // A function that could not start answers nothing at all, and the emulator then reports nothing. Its log tells what it missed.
        let (reports, log) = sandbox.end().await;
        assert_eq!(reports, cases.len(), "{function}: one report an event: {log}");
    }
    wrong.extend(permissions::refused(&world.stack.aws.calls().all()));
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_that_waits_in_vain_says_so_before_lambda_ends_it() {
    // reliability trap 13
    const FUNCTION: &str = "give-consent";
    let world = World::start().await;
    let sandbox = Sandbox::start(&world, &program(FUNCTION), FUNCTION);
    let event = events(FUNCTION).remove(0).1;
    let well = sandbox.invoke(&event).await;
    assert!(well["statusCode"].as_u64().is_some_and(|status| status < 500), "{well}");
    let faults = world.stack.aws.faults();
    faults.plan_every(Service::DynamoDb, ANY, Fault::LateCall);
    let slow = sandbox.invoke(&event).await;
    assert_eq!(
        (slow["statusCode"].as_u64(), slow["headers"]["retry-after"].as_str()),
        (Some(503), Some("30")),
        "{slow}"
    );
    faults.clear();
    faults.release().await;
    assert_eq!(sandbox.invoke(&event).await, well, "it goes on with the next one");
    sandbox.end().await;
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_that_cannot_have_its_keys_answers_nothing_until_it_can() {
    // reliability R8
    const FUNCTION: &str = "give-consent";
    let world = World::start().await;
    let faults = world.stack.aws.faults();
    faults.plan_every(Service::SecretsManager, ANY, Fault::FailBefore);
    let sandbox = Sandbox::start(&world, &program(FUNCTION), FUNCTION);
    let event = events(FUNCTION).remove(0).1;
    let without = sandbox.invoke(&event).await;
    assert!(without["statusCode"].is_null(), "it starts without keys: {without}");
    faults.clear();
    let with = sandbox.invoke(&event).await;
    assert!(with["statusCode"].as_u64().is_some_and(|status| status < 500), "{with}");
    sandbox.end().await;
    world.stack.stop().await;
}
