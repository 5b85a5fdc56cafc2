//! What signing in takes as it is released, beside what it cannot do without, one hash and its calls to the store: P8.

use serde_json::{Map, Value, json};
use testkit::{
    World,
    sandbox::{environment, root},
};
use tokio::process::Command;

use crate::{
    bare::Bare,
    runtime::run,
    tables::{Watch, median, program, spread},
};

/// The function that is measured.
pub const FUNCTION: &str = "sign-in";
/// Starts of the function, in turn with hashes and reads.
const ROUNDS: usize = 5;
/// Sign-ins of each start that count; one before them is the first, which is another story.
const SIGN_INS: usize = 8;
/// Somebody of a licence in which the second factor is optional, so that the password is all.
const WHO: &str = "b.baas@debeuk.example";

/// A sign-in by a program: without the key of a form, so that each is one of its own.
fn event(password: &str) -> String {
    let text = std::fs::read_to_string(root().join("events/sign-in/password-json.json")).expect("an event");
    let mut event: Map<String, Value> = serde_json::from_str(&text).expect("an object");
    event.insert("body".into(), json!({ "email": WHO, "password": password }).to_string().into());
    event.insert("isBase64Encoded".into(), false.into());
    let headers = event.get_mut("headers").and_then(Value::as_object_mut).expect("headers");
    headers.retain(|name, _| name != "content-length" && name != "idempotency-key");
    Value::Object(event).to_string()
}

/// Prints the table.
pub async fn table(world: &World) {
    let password = world.account(WHO).password;
    let event = event(&password);
    let hash = domain::password::hash(&password, &[7; 16]).expect("a hash");
    let bare = Bare::of(world);
    let body = json!({ "TableName": "tickets", "Key": { "pk": { "S": "none" } }, "ConsistentRead": true });
    let (mut signed_in, mut hashed, mut called, mut calls) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let mut command = Command::new(program(FUNCTION));
        command.env_clear().envs(environment(world, FUNCTION));
        let before = world.stack.aws.calls().moment();
        let done = run(command, &event, 1 + SIGN_INS).await;
        let cookie = done.answer.pointer("/cookies/0").and_then(Value::as_str).unwrap_or_default();
        assert!(cookie.starts_with("__Host-session=ey"), "signed in: {}", done.answer);
        // Two are of the start: the keys, and the connection that is opened ahead.
        calls = (world.stack.aws.calls().since(before).len() - 2) / (1 + SIGN_INS);
        signed_in.extend(done.requests.iter().skip(1).copied());
        for _ in 0..SIGN_INS {
            let from = Watch::start();
            assert!(domain::password::verify(&password, Some(&hash)));
            hashed.push(from.seconds() * 1_000.0);
            let from = Watch::start();
            for _ in 0..calls {
                bare.call("GetItem", &body).await;
            }
            called.push(from.seconds() * 1_000.0);
        }
    }
    let [ours, hash, store] = [&signed_in, &hashed, &called].map(|all| median(all.iter().copied()));
    println!("\nSigning in with a password, as released; milliseconds, medians of {} in turn", ROUNDS * SIGN_INS);
    println!("{:<32} {:>8} {:>9}", "", "", "spread %");
    println!("{:<32} {ours:>8.2} {:>9.0}", "sign-in", spread(signed_in.into_iter()));
    println!("{:<32} {hash:>8.2} {:>9.0}", "one Argon2id hash", spread(hashed.into_iter()));
    println!("{:<32} {store:>8.2} {:>9.0}", format!("{calls} bare reads of the store"), spread(called.into_iter()));
    println!("{:<32} {:>8.2}", "of the hash", ours / hash);
    println!("{:<32} {:>8.2}  goal 1.10", "of both together", ours / (hash + store));
}
