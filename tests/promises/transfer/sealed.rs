//! Packages that are not what the sender set out: refused before anything is written, and both sides see it.

use domain::{
    hash::{Hash, canonical},
    transfer::{Transfer, TransferState},
};
use jiff::SignedDuration;
use local::tour::dossier::BORN;
use serde_json::{Value, json};
use testkit::{Client, World};

use super::{Lying, exported, fill_in};

/// What somebody did to a package.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Forgery {
    /// One byte of the file is another.
    Byte,
    /// The file is gone.
    NoFile,
    /// The document is another than the transfer names.
    Document,
    /// Document and transfer were changed alike: a file of the list is gone.
    List,
    /// The same, with a signature that was made for something else.
    Signature,
    /// Signed by a key that is not ours.
    Key,
    /// Well signed, for another licence.
    Astray,
}

/// Puts a document in place of the one that lies there; whoever does this can write to the receiver's storage and records.
async fn replace(lying: &Lying<'_>, document: &Value) {
    let bytes = canonical(document).into_bytes();
    let hash = Hash::of(&bytes);
    let kept = lying.copy(&lying.receiver).await.value;
    lying.put(&lying.receiver, &Transfer { package: Some(hash.clone()), ..kept }).await;
    lying.spoil(&store::transfers::package_name(&hash), bytes).await;
}

async fn forge(world: &World, lying: &Lying<'_>, forgery: Forgery) {
    let name = lying.document().await;
    let file = lying.objects("transfers/").await.into_iter().find(|name| !name.ends_with(".json")).unwrap();
    let mut document: Value = serde_json::from_slice(&lying.bytes(&name).await).unwrap();
    match forgery {
        Forgery::Byte => {
            let mut bytes = lying.bytes(&file).await;
            *bytes.last_mut().unwrap() ^= 1;
            lying.spoil(&file, bytes).await;
        }
        Forgery::NoFile => lying.remove(&file).await,
        Forgery::Document => {
            document["content"]["learner"]["email"] = json!("x@elders.example");
            lying.spoil(&name, canonical(&document).into_bytes()).await;
        }
        Forgery::List => {
            document["manifest"]["files"] = json!([]);
            replace(lying, &document).await;
        }
        Forgery::Signature => {
            let keys = &world.stack.services.app.keys;
            let seal = keys.seal_package(&Hash::of("something else"), world.stack.clock.now()).await.unwrap().unwrap();
            document["seal"] = json!(seal);
            replace(lying, &document).await;
        }
        Forgery::Key => {
            document["seal"]["kid"] = json!("theirs");
            replace(lying, &document).await;
        }
        Forgery::Astray => {
            document["manifest"]["to"]["licence"] = json!(lying.sender.licence());
            let keys = &world.stack.services.app.keys;
            let manifest = Hash::of_json(&document["manifest"]);
            document["seal"] = json!(keys.seal_package(&manifest, world.stack.clock.now()).await.unwrap().unwrap());
            replace(lying, &document).await;
        }
    }
}

/// Opens it with the right date, and waits until it is clear what came of it.
async fn open(world: &World, lying: &Lying<'_>, receiver: &Client, at: &str) -> Value {
    let form = fill_in(receiver, at).await.set("birth_date", BORN);
    let answer = receiver.submit_only(&form).await.unwrap();
    assert!(!answer.status.is_server_error(), "{} {}", answer.status, answer.content());
    for _ in 0..200 {
        let seen = receiver.json().get(at).await.unwrap().json();
        if seen["state"] != "importing" {
            return seen;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        // A key that nobody knows is looked for again before it is said to be none of ours.
        world.advance(SignedDuration::from_secs(5));
        lying.sweep().await;
    }
    panic!("still being imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_is_not_what_the_sender_set_out_is_refused_and_both_sides_see_it() {
    // security: packages
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let lying = Lying::of(&world, &at).await;
    let name = lying.document().await;
    let file = lying.objects("transfers/").await.into_iter().find(|name| !name.ends_with(".json")).unwrap();
    let before = (lying.copy(&lying.sender).await.value, lying.copy(&lying.receiver).await.value);
    let kept = (lying.bytes(&name).await, lying.bytes(&file).await);
    world.advance(SignedDuration::from_mins(2));
    for forgery in [
        Forgery::Byte,
        Forgery::NoFile,
        Forgery::Document,
        Forgery::List,
        Forgery::Signature,
        Forgery::Key,
        Forgery::Astray,
    ] {
        forge(&world, &lying, forgery).await;
        let seen = open(&world, &lying, &receiver, &at).await;
        assert_eq!(seen["state"], "locked", "{forgery:?}: {seen}");
        assert_eq!(seen["order"]["stopped"]["stopped"], "broken", "{forgery:?}: {seen}");
        assert_eq!(lying.states().await, [TransferState::Locked; 2], "{forgery:?}");
        assert_eq!(lying.objects("files/").await, Vec::<String>::new(), "{forgery:?}: nothing was written");
        assert!(!receiver.get("/learners?q=Plank").await.unwrap().content().contains("Pim"), "{forgery:?}");
        // As it was, for the next one.
        lying.put(&lying.sender, &before.0).await;
        lying.put(&lying.receiver, &before.1).await;
        lying.spoil(&name, kept.0.clone()).await;
        lying.restore(&file).await;
    }
    let seen = open(&world, &lying, &receiver, &at).await;
    assert_eq!(seen["state"], "imported", "the true one is taken over: {seen}");
    world.stack.stop().await;
}
