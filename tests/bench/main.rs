//! What the functions weigh as they are released, and what their cold starts cost beside the same handler in other languages,
//! what a year of it costs, how fast a pupil file is read and loaded, what signing in, turning the year and handing over take beside what they
//! cannot do without, and whether time tells a stranger that an address is known.
//! Times are medians of rounds that alternate; they say something only as ratios, in one run.
//!
//! `bash tests/bench/run.sh` builds and runs it; names of functions, if given, choose.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise and prints a table"
)]

mod attend;
mod bare;
mod cold;
mod cost;
mod load;
mod roster;
mod runtime;
mod share;
mod sign_in;
mod strangers;
mod tables;
mod tls;
mod transfer;
mod turn;
mod weights;

use testkit::World;

/// What needs no released function.
const ALONE: [&str; 3] = [roster::NAME, strangers::NAME, cost::NAME];

#[tokio::main]
async fn main() {
    let chosen: Vec<_> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
    if is_chosen(roster::NAME) {
        roster::table();
    }
    if is_chosen(strangers::NAME) {
        strangers::table().await;
    }
    if is_chosen(cost::NAME) {
        cost::table().await;
    }
    if chosen.iter().any(|name| ALONE.contains(&name.as_str())) {
        return;
    }
    let world = World::start().await;
    let heavy = weights::table(&world, &chosen).await;
    if is_chosen(cold::FUNCTION) {
        cold::table(&world).await;
    }
    if is_chosen(sign_in::FUNCTION) {
        sign_in::table().await;
    }
    if is_chosen(turn::FUNCTION) {
        turn::table().await;
    }
    if is_chosen(load::FUNCTION) {
        load::table().await;
    }
    if transfer::FUNCTIONS.into_iter().any(is_chosen) {
        transfer::table().await;
    }
    world.stack.stop().await;
    // Memory and bytes are no matter of chance, as times are.
    assert!(heavy.is_empty(), "more megabytes of memory or archive than a function may have: {heavy:?}");
}
