//! What signing in takes beside what it cannot do without, one hash and its calls to the store: P8.

use serde_json::json;
use testkit::World;

use crate::bare::Bare;
use crate::tables::{Watch, median, spread};

/// The function that is measured.
pub const FUNCTION: &str = "sign-in";
/// Sign-ins, each in turn with a hash.
const ROUNDS: usize = 25;
/// Somebody of a licence in which the second factor is optional, so that the password is all.
const WHO: &str = "b.baas@debeuk.example";

/// Prints the table.
pub async fn table(world: &World) {
    let password = world.account(WHO).password;
    let hash = domain::password::hash(&password, &[7; 16]).expect("a hash");
    let (mut signed_in, mut hashed, mut called, mut calls) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let bare = Bare::of(world);
    let body = json!({ "TableName": "tickets", "Key": { "pk": { "S": "none" } }, "ConsistentRead": true });
    for _ in 0..ROUNDS {
        let client = world.anonymous();
        let form = client.get("/sign-in").await.expect("the page").form("/sign-in").expect("the form");
        let form = form.set("email", WHO).set("password", &*password);
        let from = Watch::start();
        let answer = client.submit_only(&form).await.expect("an answer");
        signed_in.push(from.seconds() * 1_000.0);
        assert!(client.cookie("__Host-session").is_some(), "signed in: {}", answer.content());
        let from = Watch::start();
        assert!(domain::password::verify(&password, Some(&hash)));
        hashed.push(from.seconds() * 1_000.0);
        calls = world.stack.requests.all().last().map_or(0, |request| request.calls.values().sum());
        let from = Watch::start();
        for _ in 0..calls {
            bare.call("GetItem", &body).await;
        }
        called.push(from.seconds() * 1_000.0);
        // Nobody signs in so often in a minute.
        world.advance(jiff::SignedDuration::from_mins(1));
    }
    let [ours, hash, store] = [&signed_in, &hashed, &called].map(|all| median(all.iter().copied()));
    println!("\nSigning in with a password, over HTTP; milliseconds, medians of {ROUNDS} in turn");
    println!("{:<32} {:>8} {:>9}", "", "", "spread %");
    println!("{:<32} {ours:>8.2} {:>9.0}", "sign-in", spread(signed_in.into_iter()));
    println!("{:<32} {hash:>8.2} {:>9.0}", "one Argon2id hash", spread(hashed.into_iter()));
    println!("{:<32} {store:>8.2} {:>9.0}", format!("{calls} bare reads of the store"), spread(called.into_iter()));
    println!("{:<32} {:>8.2}", "of both together", ours / (hash + store));
    println!(
        "Only the hash is optimised in this build, and the store is in this very process: the goal (1.10 of a hash) is of a released one."
    );
}
