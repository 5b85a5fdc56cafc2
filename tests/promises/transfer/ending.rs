//! How a transfer ends by itself: after sixty days, or when it was withdrawn or taken over.

use domain::{dossier::DossierStatus, retention::RetentionEvent, transfer::TransferState};
use jiff::SignedDuration;
use local::tour::dossier::BORN;
use testkit::{Client, World};

use super::{Lying, RECEIVER, exported, fill_in};
use crate::people::{COORDINATOR, walk};

/// From setting it out on a day until the day after the sixtieth.
const SIXTY_DAYS: SignedDuration = SignedDuration::from_hours(61 * 24);

/// Waits until something of it is so; each look starts what is due.
async fn until(lying: &Lying<'_>, what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if is_so().await {
            return;
        }
        lying.sweep().await;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

async fn state(client: &Client, path: &str, pointer: &str) -> String {
    let seen = client.json().get(path).await.unwrap().json();
    seen.pointer(pointer).unwrap_or_else(|| panic!("{seen}")).as_str().unwrap().to_owned()
}

async fn withdraw(sender: &Client, path: &str, transfer: &Lying<'_>) {
    let page = sender.get(&format!("{path}/transfer")).await.unwrap();
    let action = format!("/transfers/{}/withdraw", transfer.transfer);
    let confirm = sender.submit(&page.form(&action).unwrap().set("again", "no")).await.unwrap();
    let done = sender.submit(&confirm.form(&action).unwrap()).await.unwrap();
    assert!(done.content().contains("ingetrokken"), "{}", done.content());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_nobody_takes_over_expires_by_itself_at_both_sides_and_its_objects_go() {
    // 6.2
    let world = World::start().await;
    let (_, written, _, at) = exported(&world).await;
    let lying = Lying::of(&world, &at).await;
    let last = lying.copy(&lying.sender).await.value.ends;
    world.advance(last.duration_since(world.stack.clock.now()) - SignedDuration::from_mins(2));
    lying.sweep().await;
    assert_eq!(lying.states().await, [TransferState::Waiting; 2], "it is not over yet");
    assert_eq!(lying.objects("transfers/").await.len(), 2);
    world.advance(SignedDuration::from_mins(3));
    until(&lying, "expired", async || lying.objects("transfers/").await.is_empty()).await;
    assert_eq!(lying.states().await, [TransferState::Expired; 2]);
    for side in [&lying.sender, &lying.receiver] {
        let start = lying.copy(side).await.value.retention.start.unwrap();
        assert_eq!(start.event, RetentionEvent::TransferEnded, "its term has begun");
    }
    assert_eq!(lying.dossier().await, DossierStatus::Archived);
    let (sender, receiver) = (world.signed_in(COORDINATOR).await, world.signed_in(RECEIVER).await);
    let page = format!("{}/transfer", written.path);
    assert_eq!(state(&sender, &page, "/transfers/0/state").await, "expired");
    assert_eq!(state(&receiver, "/imports", "/imports/0/state").await, "expired");
    assert!(receiver.get(&at).await.unwrap().content().contains("Dit pakket is verlopen"));
    let again = sender.get(&page).await.unwrap();
    assert!(again.forms("/transfer").iter().any(|form| form.value("act") == Some("check")), "it can be set out again");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_was_withdrawn_is_gone_at_once_and_its_last_day_changes_nothing() {
    // 6.2
    let world = World::start().await;
    let (sender, written, _, at) = exported(&world).await;
    let lying = Lying::of(&world, &at).await;
    withdraw(&sender, &written.path, &lying).await;
    until(&lying, "removed", async || lying.objects("transfers/").await.is_empty()).await;
    let before = (lying.copy(&lying.sender).await, lying.copy(&lying.receiver).await);
    assert_eq!(lying.states().await, [TransferState::Withdrawn; 2]);
    world.advance(SIXTY_DAYS);
    until(&lying, "nothing is due", async || world.stack.services.app.store.due_jobs().await.unwrap().is_empty()).await;
    assert_eq!((lying.copy(&lying.sender).await, lying.copy(&lying.receiver).await), before);
    assert_eq!(lying.dossier().await, DossierStatus::Archived);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_was_taken_over_is_gone_and_its_last_day_changes_nothing() {
    // 6.2, 1-20
    let world = World::start().await;
    let (_, _, receiver, at) = exported(&world).await;
    let lying = Lying::of(&world, &at).await;
    receiver.submit(&fill_in(&receiver, &at).await.set("birth_date", BORN)).await.unwrap();
    walk(&world).until(&receiver, &at, "is overgenomen").await.unwrap();
    until(&lying, "removed", async || lying.objects("transfers/").await.is_empty()).await;
    let kept = lying.objects("files/").await;
    assert_eq!(kept.len(), 1, "the file is the receiver's now");
    assert_eq!(lying.states().await, [TransferState::Imported; 2]);
    world.advance(SIXTY_DAYS);
    until(&lying, "nothing is due", async || world.stack.services.app.store.due_jobs().await.unwrap().is_empty()).await;
    assert_eq!(lying.states().await, [TransferState::Imported; 2]);
    assert_eq!((lying.dossier().await, lying.objects("files/").await), (DossierStatus::Transferred, kept));
    world.stack.stop().await;
}
