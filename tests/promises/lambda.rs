//! Every function's binary under the AWS Runtime Interface Emulator, with each of its events, against the embedded services. It has the
//! variables that the template gives it and no other, and calls under its own name.

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
