//! How much is tried, and with which chance: a part of it every day, all of it in a full run.

/// Whether this is a full run: `SAMENSPOOR_FULL`.
pub fn is_full() -> bool {
    std::env::var_os("SAMENSPOOR_FULL").is_some()
}

/// The seed of what goes wrong: `SAMENSPOOR_SEED`; without it the same every day, and another one in each full run.
pub fn seed() -> u64 {
    let given = std::env::var("SAMENSPOOR_SEED").ok().and_then(|seed| seed.parse().ok());
    given.unwrap_or_else(|| if is_full() { std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() } else { 7 })
}
