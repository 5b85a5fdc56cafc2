//! A clock that can be moved: it exists here and nowhere else.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use store::Clock;

/// The machine's time, and how far it was moved.
#[derive(Clone, Default)]
pub struct MovableClock {
    moved_ms: Arc<AtomicI64>,
}

impl MovableClock {
    /// A clock that was moved this far before.
    pub fn moved_by(moved: SignedDuration) -> Self {
        let clock = Self::default();
        clock.advance(moved);
        clock
    }

    /// The time it is here.
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// Moves the clock: forward, or back by a negative time.
    pub fn advance(&self, by: SignedDuration) {
        self.moved_ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// Makes it this time here; from then on the clock goes on.
    pub fn set(&self, to: Timestamp) {
        self.advance(to.duration_since(self.now()));
    }

    /// How far it was moved in all.
    pub fn moved(&self) -> SignedDuration {
        SignedDuration::from_millis(self.moved_ms.load(Ordering::Relaxed))
    }

    /// The clock for the application.
    pub fn clock(&self) -> Clock {
        let moved = self.moved_ms.clone();
        let machine = Clock::machine();
        Clock::new(move || machine.now() + SignedDuration::from_millis(moved.load(Ordering::Relaxed)))
    }
}
