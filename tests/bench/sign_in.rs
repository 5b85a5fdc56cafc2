//! What signing in takes as it is released, beside what it cannot do without, one hash and its calls of the store: P8.

use local::{Settings, Stack};
use serde_json::{Map, Value, json};
use testkit::{World, sandbox::root};

use crate::{
    bare::repeat,
    runtime::{released, run},
    tables::{Watch, least, median, spread},
};

/// The function that is measured.
pub const FUNCTION: &str = "sign-in";
/// Starts of the function, in turn with hashes and with a bare client.
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
pub async fn table() {
    // By hand: sealing the trail would take the processors that are measured.
    let stack = Stack::start(Settings { by_hand: true, ..Settings::default() }).await.expect("the stack starts");
    let world = World { stack };
    let aws = &world.stack.aws;
    let password = world.account(WHO).password;
    let event = event(&password);
    let hash = domain::password::hash(&password, &[7; 16]).expect("a hash");
    let (mut signed_in, mut hashed, mut stored, mut calls) = (Vec::new(), Vec::new(), Vec::new(), 0);
    aws.calls().keep_bodies(true);
    for _ in 0..ROUNDS {
        let (before, from) = (aws.moment().expect("a moment"), aws.calls().moment());
        let done = run(released(&world, FUNCTION), &event, 1 + SIGN_INS).await;
        let cookie = done.answer.pointer("/cookies/0").and_then(Value::as_str).unwrap_or_default();
        assert!(cookie.starts_with("__Host-session=ey"), "signed in: {}", done.answer);
        signed_in.extend(done.requests.iter().skip(1).copied());
        for _ in 0..SIGN_INS {
            let from = Watch::start();
            assert!(domain::password::verify(&password, Some(&hash)));
            hashed.push(from.seconds() * 1_000.0);
        }
        let made = aws.calls().since(from);
        // Two are of the start: the keys, and the connection that is opened ahead.
        calls = (made.len() - 2) / (1 + SIGN_INS);
        aws.go_back(&before).expect("back");
        stored.push(repeat(&world.stack, &made).await * 1_000.0 / (1 + SIGN_INS) as f64);
    }
    println!("\nSigning in with a password, as released; milliseconds of {} in turn", ROUNDS * SIGN_INS);
    println!("{:<32} {:>8} {:>8} {:>9}", "", "least", "median", "spread %");
    let same = format!("its {calls} calls by a bare client");
    let rows = [("sign-in", &signed_in), ("one Argon2id hash", &hashed), (&*same, &stored)];
    let [ours, hash, store] = rows.map(|(what, all)| {
        let (low, middle) = (least(all.iter().copied()), median(all.iter().copied()));
        println!("{what:<32} {low:>8.2} {middle:>8.2} {:>9.0}", spread(all.iter().copied()));
        (low, middle)
    });
    println!("{:<32} {:>8.2} {:>8.2}", "of the hash", ours.0 / hash.0, ours.1 / hash.1);
    let both = (ours.0 / (hash.0 + store.0), ours.1 / (hash.1 + store.1));
    println!("{:<32} {:>8.2} {:>8.2}  goal 1.10", "of both together", both.0, both.1);
    world.stack.stop().await;
}
