//! A growing delay after failed sign-ins, per account and per address.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;
/// Consecutive failures after which an account is locked and its owner mailed.
pub const LOCKED_AFTER: u32 = 100;
/// The longest delay. It bounds what a guesser gets (96 a day) and what a pest can do to the owner.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// Failures since the last success.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: Option<Timestamp>,
}

impl Failures {
    /// Until when no try is looked at, if so: 1 s after the fifth failure, doubling to a quarter of an hour.
    pub fn wait_until(&self, now: Timestamp) -> Option<Timestamp> {
        let over = self.count.checked_sub(FREE)?;
        let seconds = 1_i64.checked_shl(over.min(10)).unwrap_or(i64::MAX);
        let until = self.last? + SignedDuration::from_secs(seconds).min(LONGEST);
        (now < until).then_some(until)
    }

    /// Whether the account is locked until its owner chooses a new password.
    pub fn locked(&self) -> bool {
        self.count >= LOCKED_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_is_bounded() {
        let at: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let after =
            |count| Failures { count, last: Some(at) }.wait_until(at).map(|until| until.duration_since(at).as_secs());
        assert_eq!([after(4), after(5), after(8), after(99)], [None, Some(1), Some(8), Some(900)]);
    }

    #[test]
    fn a_wait_is_over_to_the_second_and_the_hundredth_failure_locks() {
        let at: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let failed = |count| Failures { count, last: Some(at) };
        assert_eq!(failed(5).wait_until(at + SignedDuration::from_secs(1)), None);
        assert_eq!(failed(u32::MAX).wait_until(at), Some(at + LONGEST));
        assert_eq!(Failures { count: 50, last: None }.wait_until(at), None);
        assert_eq!([99, 100, 101].map(|count| failed(count).locked()), [false, true, true]);
    }
}
