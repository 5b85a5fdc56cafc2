//! How long clients of the embedded services wait: as long as those of functions in AWS, on a clock of their own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use aws_sdk_dynamodb::config::{AsyncSleep, Sleep};

/// What a second of waiting takes. One process plays all of AWS here, on whatever else the machine does: most often ten seconds. A test that
/// lets clients wait in vain makes it a tenth of one.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    hasty: Arc<AtomicBool>,
}

/// Times longer, and times shorter.
const FACTOR: u32 = 10;

impl Pace {
    /// Whether a second takes a tenth of one from now on, or ten.
    pub fn set_hasty(&self, hasty: bool) {
        self.hasty.store(hasty, Ordering::Relaxed);
    }
}

impl AsyncSleep for Pace {
    fn sleep(&self, duration: Duration) -> Sleep {
        let is_hasty = self.hasty.load(Ordering::Relaxed);
        let here = if is_hasty { duration / FACTOR } else { duration.saturating_mul(FACTOR) };
        Sleep::new(tokio::time::sleep(here))
    }
}
