//! The turn of the school year for many schools by a worker as it is released, beside a bare client that writes the same items into the
//! same store: P7.

use domain::calendar::{SchoolYear, start_of, today};
use emulators::Service;
use jiff::SignedDuration;
use local::{Settings, Stack, functions};
use store::Clock;
use testkit::{
    World,
    schools::{self, Size},
};

use crate::{
    bare::{items, repeat, write, written_since},
    runtime::{Sandbox, released},
    tables::Watch,
};

/// The function that is measured.
pub const FUNCTION: &str = "rollover-licence";
/// Schools of each row.
const SCHOOLS: [usize; 3] = [10, 20, 40];
/// As large as a small school.
const SIZE: Size = Size { classes: 4, learners: 25 };
/// So long before the turn it is planned.
const AHEAD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Prints the table.
pub async fn table() {
    println!(
        "\nThe turn of the year, {} learners a school, by one worker as released; seconds. Beside a bare client: it puts the same items in as",
        SIZE.classes * SIZE.learners
    );
    println!(
        "many transactions, and nothing else; and it makes the same calls, with what they read and the conditions of what they write"
    );
    println!(
        "{:>8} {:>8} {:>8} {:>8} {:>12} {:>8} {:>8} {:>8} {:>8}",
        "schools", "items", "calls", "ours", "a school ms", "puts", "speed %", "calls", "speed %"
    );
    for schools in SCHOOLS {
        row(schools).await;
    }
    println!("speed: ours of the bare client's, goal 80; it stays the same when both are linear.");
}

async fn row(schools: usize) {
    let settings = Settings { by_hand: true, bare: true, ..Settings::default() };
    let stack = Stack::start(settings).await.expect("the stack starts");
    let world = World { stack };
    let (stack, aws) = (&world.stack, &world.stack.aws);
    // The worker has the clock of the machine: for it the turn was the last one, and it is late.
    let turned = start_of(SchoolYear::of(today(Clock::machine().now())).first_day());
    stack.clock.set(turned - AHEAD);
    schools::planned(&stack.services.app.store, schools, |_| SIZE).await.expect("schools");
    let (moment, before) = (aws.moment().expect("a moment"), items(stack));
    aws.calls().reset();
    aws.calls().keep_bodies(true);
    let ours = carry_out(&world).await;
    let mut calls = aws.calls().all();
    aws.calls().keep_bodies(false);
    calls.retain(|call| call.service == Service::DynamoDb && call.by.as_deref() == Some(FUNCTION));
    let transactions = calls.iter().filter(|call| call.operation == "TransactWriteItems").count();
    let written = written_since(stack, &before);
    aws.go_back(&moment).expect("back");
    let puts = write(stack, &written, transactions, 1).await;
    aws.go_back(&moment).expect("back");
    let same = repeat(stack, &calls).await;
    println!(
        "{schools:>8} {:>8} {:>8} {ours:>8.2} {:>12.1} {puts:>8.2} {:>8.0} {same:>8.2} {:>8.0}",
        written.len(),
        calls.len(),
        ours * 1_000.0 / schools as f64,
        puts / ours * 100.0,
        same / ours * 100.0
    );
    world.stack.stop().await;
}

/// The schedule names what is due until nothing is. Seconds that the worker is busy.
async fn carry_out(world: &World) -> f64 {
    let stack = &world.stack;
    let mut worker = Sandbox::start(released(world, FUNCTION)).await;
    worker.rest().await;
    let mut seconds = 0.0;
    loop {
        stack.clock.set(Clock::machine().now());
        functions::run_schedule(&stack.services, "rollover").await.expect("a schedule").expect("it runs");
        let events: Vec<_> = std::iter::from_fn(|| stack.aws.invocations().try_recv()).collect();
        if events.is_empty() {
            break;
        }
        let from = Watch::start();
        for event in events {
            assert_eq!(event.function, FUNCTION);
            worker.give(event.payload.to_string());
        }
        worker.rest().await;
        seconds += from.seconds();
    }
    worker.end().await;
    seconds
}
