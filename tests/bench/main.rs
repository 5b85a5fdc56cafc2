//! What the functions weigh as they are released, and what their cold starts cost beside the same handler in other languages,
//! what a year of it costs, how fast a pupil file is read and loaded, and what signing in, turning the year and handing over take beside what they
//! cannot do without.
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
mod tables;
mod tls;
mod transfer;
mod turn;
mod weights;

use testkit::World;

#[tokio::main]
async fn main() {
    let chosen: Vec<_> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    if chosen.is_empty() || chosen.iter().any(|name| name == roster::NAME) {
        roster::table();
    }
    if chosen.iter().any(|name| name == roster::NAME) {
        return;
    }
    let world = World::start().await;
    weights::table(&world, &chosen).await;
    let is_chosen = |function: &str| chosen.is_empty() || chosen.iter().any(|name| name == function);
    if is_chosen(cold::FUNCTION) {
        cold::table(&world).await;
    }
    if is_chosen(sign_in::FUNCTION) {
        sign_in::table(&world).await;
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
    if chosen.is_empty() {
        cost::table(&world).await;
    }
    world.stack.stop().await;
}
