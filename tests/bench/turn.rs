//! The turn of the school year for many schools, beside a bare client that writes the same items into the same store: P7.

use emulators::Service;
use futures::{StreamExt, stream};
use local::{Settings, Stack, functions};
use testkit::schools::{self, Size};

use crate::{
    bare::{items, write, written_since},
    tables::Watch,
};

/// The function that is measured.
pub const FUNCTION: &str = "rollover-licence";
/// Schools of each row.
const SCHOOLS: [usize; 3] = [10, 20, 40];
/// As large as a small school.
const SIZE: Size = Size { classes: 4, learners: 25 };
/// Workers, or writers, side by side.
const AT_ONCE: usize = 4;

/// Prints the table.
pub async fn table() {
    println!(
        "\nThe turn of the year, {} learners a school, {AT_ONCE} workers; beside a bare client that puts the same items in as many transactions",
        SIZE.classes * SIZE.learners
    );
    println!(
        "{:>8} {:>8} {:>14} {:>10} {:>10} {:>12} {:>10}",
        "schools", "items", "transactions", "ours s", "bare s", "a school ms", "speed %"
    );
    for schools in SCHOOLS {
        row(schools).await;
    }
    println!("speed: ours of the bare client's, goal 80 of a released build; it stays the same when both are linear.");
}

async fn row(schools: usize) {
    let settings = Settings { by_hand: true, bare: true, ..Settings::default() };
    let stack = Stack::start(settings).await.expect("the stack starts");
    let due = schools::planned(&stack.services.app.store, schools, |_| SIZE).await.expect("schools");
    stack.clock.set(due);
    let moment = stack.aws.moment().expect("a moment");
    let before = items(&stack);
    stack.aws.calls().reset();
    let from = Watch::start();
    carry_out(&stack).await;
    let ours = from.seconds();
    let transactions = stack.aws.calls().count(Service::DynamoDb, "TransactWriteItems");
    let written = written_since(&stack, &before);
    stack.aws.go_back(&moment).expect("back");
    let bare = write(&stack, &written, transactions, AT_ONCE).await;
    println!(
        "{schools:>8} {:>8} {transactions:>14} {ours:>10.2} {bare:>10.2} {:>12.1} {:>10.0}",
        written.len(),
        ours * 1_000.0 / schools as f64,
        bare / ours * 100.0
    );
    stack.stop().await;
}

/// The schedule starts workers until there is nothing to start.
async fn carry_out(stack: &Stack) {
    loop {
        functions::run_schedule(&stack.services, "rollover").await.expect("a schedule").expect("it runs");
        let events: Vec<_> = std::iter::from_fn(|| stack.aws.invocations().try_recv()).collect();
        if events.is_empty() {
            return;
        }
        let work = |event: emulators::Invocation| async move {
            functions::call(&stack.services, &event.function, event.payload).await.expect("a worker");
        };
        stream::iter(events).for_each_concurrent(AT_ONCE, work).await;
    }
}
