//! What the tables share.

use std::{path::PathBuf, time::Instant};

use testkit::sandbox::root;

/// A function as it is released.
pub fn program(function: &str) -> PathBuf {
    root().join("target/lambda").join(function).join("bootstrap")
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<_> = values.collect();
    all.sort_by(f64::total_cmp);
    all
}

/// The one in the middle.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let all = sorted(values);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The one that was disturbed the least.
pub fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NAN, f64::min)
}

/// From the least to the most, in percent of the median.
pub fn spread(values: impl Iterator<Item = f64>) -> f64 {
    let all = sorted(values);
    let (Some(least), Some(most), Some(middle)) = (all.first(), all.last(), all.get(all.len() / 2)) else {
        return f64::NAN;
    };
    (most - least) / middle * 100.0
}

/// How long something takes.
pub struct Watch(Instant);

impl Watch {
    /// From now on.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds so far.
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
