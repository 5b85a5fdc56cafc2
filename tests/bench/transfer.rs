//! Handing a dossier with many files over, beside copying those files and nothing else: P6.

use std::sync::PoisonError;

use domain::{access::Scope, file::FileState, ids::DossierId};
use files::Place;
use futures::{TryStreamExt, stream};
use local::{
    Settings, Stack,
    tour::{Walk, consent, dossier, transfer},
};
use store::transfers::packed_name;
use testkit::{World, attachments};
use warrant::Warrant;

use crate::attend::{Took, attend};
use crate::tables::Watch;

/// The functions that are measured.
pub const FUNCTIONS: [&str; 2] = ["pack-transfer", "unpack-transfer"];
/// How many files, and bytes of each.
const FILES: [(usize, usize); 4] = [(1, 4_096), (200, 4_096), (200, 32_768), (200, 131_072)];
/// Copied side by side, as the workers do.
const SIDE_BY_SIDE: usize = 8;

/// Prints the table.
pub async fn table() {
    println!(
        "\nHanding a dossier over; seconds. The embedded store copies in this very process, which AWS does elsewhere"
    );
    println!(
        "{:>6} {:>8} {:>8} {:>8} {:>14} {:>14}",
        "files", "kB each", "pack", "unpack", "objects read", "copies alone"
    );
    for (count, bytes) in FILES {
        row(count, bytes).await;
    }
    println!("objects read: by both workers, the package's document only; copies alone: the same files twice");
}

async fn row(count: usize, bytes: usize) {
    let stack = Stack::start(Settings { by_hand: true, ..Settings::default() }).await.expect("the stack starts");
    let world = World { stack };
    let took = Took::default();
    let sender = tokio::select! {
        sender = people(&world, count, bytes) => sender,
        () = attend(&world.stack, &took) => unreachable!("it attends until people are ready"),
    };
    let took = took.into_inner().unwrap_or_else(PoisonError::into_inner);
    let of = |function: &str| took.get(function).copied().unwrap_or(f64::NAN);
    let is_read = |call: &&emulators::Call| {
        call.operation == "GetObject" && FUNCTIONS.iter().any(|function| call.by.as_deref() == Some(*function))
    };
    let read = world.stack.aws.calls().all().iter().filter(is_read).count();
    let alone = copies(&world, &sender.0, sender.1).await;
    println!(
        "{count:>6} {:>8} {:>8.2} {:>8.2} {read:>14} {alone:>14.2}",
        bytes / 1024,
        of(FUNCTIONS[0]),
        of(FUNCTIONS[1])
    );
    world.stack.stop().await;
}

/// A dossier is written, gets its files, is handed over and taken over. Gives whose it was.
async fn people(world: &World, count: usize, bytes: usize) -> (Scope, DossierId) {
    let walk = Walk::new(&world.stack, &|_| ());
    let coordinator = walk.demo("c.coster@dewilg.example").await.expect("somebody signs in");
    let written = dossier::write(&walk, &coordinator).await.expect("a dossier");
    consent::give(&walk, &coordinator, &written).await.expect("consent");
    let scope = Scope::warranted(attachments::licence(world, "WILG").await, Warrant::verified());
    let id: DossierId = written.path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
    // One was uploaded.
    attachments::add(world, &scope, id, count - 1, bytes).await;
    world.stack.aws.calls().reset();
    transfer::hand_over(&walk, &coordinator, &written).await.expect("it is handed over");
    (scope, id)
}

/// Seconds to copy every file of a dossier twice.
async fn copies(world: &World, scope: &Scope, dossier: DossierId) -> f64 {
    let services = &world.stack.services;
    let found = services.app.store.licence(scope).dossier(dossier).await.expect("the dossier").files;
    let transfer = services.app.id().expect("an id");
    let from = Watch::start();
    let all = (0..2).flat_map(|_| &found).map(Ok::<_, files::FilesError>);
    let copied = stream::iter(all).try_for_each_concurrent(SIDE_BY_SIDE, |file| async move {
        let FileState::Available { hash, .. } = &file.value.state else { return Ok(()) };
        let name = packed_name(file.value.id);
        let place = Place::File { dossier, file: file.value.id };
        services.files.copy((scope, place), (scope, Place::Transfer { transfer, name: &name }), hash, None).await
    });
    copied.await.expect("copies");
    from.seconds()
}
