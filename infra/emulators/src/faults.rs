use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::calls::Service;
use crate::queue::locked;

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not applied; the answer is a server error (500).
    FailBefore,
    /// Not applied; the connection closes without an answer.
    ResetBefore,
    /// Applied; the connection closes without an answer.
    DropAnswer,
    /// Not applied; the answer is the service's throttling error.
    Throttle,
    /// Not applied; DynamoDB answers that another transaction is under way on an item.
    Conflict,
}

/// The plan of what goes wrong; clones share it.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    delay: Duration,
    repeats: Vec<String>,
}

struct Rule {
    service: Service,
    operation: String,
    when: When,
    fault: Fault,
}

/// Which of the matching calls a rule hits.
enum When {
    /// One, after this many.
    After(usize),
    /// Every one.
    Always,
    /// By chance.
    Share { percent: u64, chance: Chance },
}

/// Pseudo-random numbers (SplitMix64): the same seed makes the same choices.
struct Chance(u64);

impl Chance {
    /// Whether something of this likelihood happens.
    fn hits(&mut self, percent: u64) -> bool {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % 100 < percent
    }
}

impl Rule {
    /// Whether the rule hits this matching call; `taken` when another did already.
    fn hits(&mut self, taken: bool) -> bool {
        match &mut self.when {
            When::After(0) | When::Always => !taken,
            When::After(left) => {
                *left -= 1;
                false
            }
            When::Share { percent, chance } => chance.hits(*percent) && !taken,
        }
    }

    fn is_once(&self) -> bool {
        matches!(self.when, When::After(_))
    }
}

impl Faults {
    /// Lets the `nth` (from 1) coming call of `operation` go wrong, once.
    pub fn plan(&self, service: Service, operation: &str, nth: usize, fault: Fault) {
        self.add(service, operation, When::After(nth.saturating_sub(1)), fault);
    }

    /// Lets every coming call of `operation` go wrong, until [`Faults::clear`].
    pub fn plan_every(&self, service: Service, operation: &str, fault: Fault) {
        self.add(service, operation, When::Always, fault);
    }

    /// Lets `percent` of a hundred coming calls of `operation` go wrong, until [`Faults::clear`]. The same seed hits the same calls,
    /// as they come in.
    pub fn plan_share(&self, service: Service, operation: &str, percent: u64, seed: u64, fault: Fault) {
        self.add(service, operation, When::Share { percent, chance: Chance(seed) }, fault);
    }

    /// Delivers the next batch of the stream of `table` twice.
    pub fn repeat_batch(&self, table: &str) {
        locked(&self.0).repeats.push(table.into());
    }

    /// Makes every call take at least this long.
    pub fn slow_down(&self, delay: Duration) {
        locked(&self.0).delay = delay;
    }

    /// How many planned faults did not happen yet.
    pub fn pending(&self) -> usize {
        let state = locked(&self.0);
        state.rules.iter().filter(|rule| rule.is_once()).count() + state.repeats.len()
    }

    /// Nothing goes wrong any more.
    pub fn clear(&self) {
        *locked(&self.0) = State::default();
    }

    fn add(&self, service: Service, operation: &str, when: When, fault: Fault) {
        locked(&self.0).rules.push(Rule { service, operation: operation.into(), when, fault });
    }

    pub(crate) fn delay(&self) -> Duration {
        locked(&self.0).delay
    }

    /// Counts this call for every rule; the first rule whose turn it is, is used up.
    pub(crate) fn take(&self, service: Service, operation: &str) -> Option<Fault> {
        let mut state = locked(&self.0);
        let mut due = None;
        for (place, rule) in state.rules.iter_mut().enumerate() {
            if rule.service != service || rule.operation != operation {
                continue;
            }
            if rule.hits(due.is_some()) {
                due = Some((place, rule.fault, rule.is_once()));
            }
        }
        let (place, fault, once) = due?;
        if once {
            state.rules.remove(place);
        }
        Some(fault)
    }

    pub(crate) fn take_repeat(&self, table: &str) -> bool {
        let mut state = locked(&self.0);
        let place = state.repeats.iter().position(|planned| planned == table);
        place.map(|place| state.repeats.remove(place)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_calls_goes_wrong_and_the_seed_says_which() {
        let hits = |seed| {
            let faults = Faults::default();
            faults.plan_share(Service::Ses, "SendRawEmail", 10, seed, Fault::FailBefore);
            (0..1_000).filter(|_| faults.take(Service::Ses, "SendRawEmail").is_some()).collect::<Vec<_>>()
        };
        assert_eq!(hits(1), hits(1), "the same seed");
        assert_ne!(hits(1), hits(2), "another seed");
        assert!((60..140).contains(&hits(1).len()), "one in ten: {}", hits(1).len());
    }
}
