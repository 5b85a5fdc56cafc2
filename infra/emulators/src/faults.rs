use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;

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
    /// Applied twice; the second answer is given.
    ApplyTwice,
    /// Applied no sooner than [`Faults::release`], which may be long after its client gave up; answered then.
    LateCall,
    /// Applied at once, answered no sooner than [`Faults::release`].
    LateAnswer,
    /// Not applied; the answer is the service's throttling error.
    Throttle,
    /// Not applied; DynamoDB answers that another transaction is under way on an item.
    Conflict,
}

/// In the place of an operation: all of the service.
pub const ANY: &str = "*";

/// The plan of what goes wrong; clones share it.
#[derive(Clone, Default)]
pub struct Faults {
    state: Arc<Mutex<State>>,
    late: watch::Sender<Late>,
}

/// The calls that are held until they are released, by number.
#[derive(Default)]
struct Late {
    last: u64,
    released: u64,
    held: BTreeSet<u64>,
}

/// A call that is held; when this is dropped it has been carried out.
pub(crate) struct Held {
    late: watch::Sender<Late>,
    number: u64,
}

impl Held {
    /// Waits until it is released.
    pub(crate) async fn released(&self) {
        drop(self.late.subscribe().wait_for(|late| late.released >= self.number).await);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.late.send_modify(|late| late.held.retain(|held| *held != self.number));
    }
}

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
    /// This many attempts of one call, after this many calls; then it is known by what the client names it.
    Attempts { after: usize, times: usize, call: Option<String> },
    /// Every one.
    Always,
    /// By chance.
    Share { percent: u64, chance: Chance },
}

/// Pseudo-random numbers (SplitMix64): the same seed makes the same choices.
pub struct Chance(u64);

impl Chance {
    /// The choices of a seed.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// Whether something of this likelihood, in percent, happens.
    pub fn hits(&mut self, percent: u64) -> bool {
        self.number() % 100 < percent
    }
}

impl Rule {
    /// Whether the rule hits this matching call; `taken` when another did already.
    fn hits(&mut self, attempt: &Attempt, taken: bool) -> bool {
        match &mut self.when {
            When::Attempts { after, times, call } => {
                if call.is_none() && attempt.is_first {
                    match after.checked_sub(1) {
                        Some(left) => *after = left,
                        None => *call = Some(attempt.call.clone()),
                    }
                }
                let hit = call.as_ref() == Some(&attempt.call) && *times > 0 && !taken;
                *times -= usize::from(hit);
                hit
            }
            When::After(0) | When::Always => !taken,
            When::After(left) => {
                *left -= 1;
                false
            }
            When::Share { percent, chance } => chance.hits(*percent) && !taken,
        }
    }

    fn is_about(&self, service: Service, operation: &str) -> bool {
        self.service == service && (self.operation == operation || self.operation == ANY)
    }

    fn is_once(&self) -> bool {
        matches!(self.when, When::After(_))
    }
}

/// Which try of which call a request is, by what an SDK says of itself.
#[derive(Default)]
pub(crate) struct Attempt {
    call: String,
    is_first: bool,
}

impl Attempt {
    pub(crate) fn of(headers: &http::HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_first = text("amz-sdk-request").split(';').any(|part| part.trim() == "attempt=1");
        Self { call: text("amz-sdk-invocation-id").to_owned(), is_first }
    }
}

impl Faults {
    /// Lets the first `times` attempts that a client makes of its `nth` (from 1) coming call of `operation` go wrong; the attempts of
    /// other calls do not count.
    pub fn plan_attempts(&self, service: Service, operation: &str, nth: usize, times: usize, fault: Fault) {
        let when = When::Attempts { after: nth.saturating_sub(1), times, call: None };
        self.add(service, operation, when, fault);
    }

    /// Lets the `nth` (from 1) coming call of `operation` go wrong, once.
    pub fn plan(&self, service: Service, operation: &str, nth: usize, fault: Fault) {
        self.add(service, operation, When::After(nth.saturating_sub(1)), fault);
    }

    /// Lets every coming call of `operation` (or [`ANY`]) go wrong, until [`Faults::clear`].
    pub fn plan_every(&self, service: Service, operation: &str, fault: Fault) {
        self.add(service, operation, When::Always, fault);
    }

    /// Lets `percent` of a hundred coming calls of `operation` (or [`ANY`]) go wrong, until [`Faults::clear`]. The same seed hits the same calls,
    /// as they come in.
    pub fn plan_share(&self, service: Service, operation: &str, percent: u64, seed: u64, fault: Fault) {
        self.add(service, operation, When::Share { percent, chance: Chance(seed) }, fault);
    }

    /// Delivers the next batch of the stream of `table` twice.
    pub fn repeat_batch(&self, table: &str) {
        locked(&self.state).repeats.push(table.into());
    }

    /// Makes every call take at least this long.
    pub fn slow_down(&self, delay: Duration) {
        locked(&self.state).delay = delay;
    }

    /// How many planned faults did not happen yet.
    pub fn pending(&self) -> usize {
        let state = locked(&self.state);
        state.rules.iter().filter(|rule| rule.is_once()).count() + state.repeats.len()
    }

    /// Waits until one more call is held than when this was asked for.
    pub fn next_held(&self) -> impl Future<Output = ()> + use<> {
        let (mut late, last) = (self.late.subscribe(), self.late.borrow().last);
        async move { drop(late.wait_for(|late| late.last > last).await) }
    }

    /// Lets go of the calls that are held; they have been carried out when this returns.
    pub async fn release(&self) {
        let last = self.let_go();
        drop(self.late.subscribe().wait_for(|late| late.held.first().is_none_or(|first| *first > last)).await);
    }

    /// Lets go of the calls that are held, and gives the number of the last one.
    pub(crate) fn let_go(&self) -> u64 {
        self.late.send_modify(|late| late.released = late.last);
        self.late.borrow().released
    }

    pub(crate) fn hold(&self) -> Held {
        let mut number = 0;
        self.late.send_modify(|late| {
            late.last += 1;
            number = late.last;
            late.held.insert(number);
        });
        Held { late: self.late.clone(), number }
    }

    /// Nothing more goes wrong; what is held stays so until it is released.
    pub fn clear(&self) {
        *locked(&self.state) = State::default();
    }

    fn add(&self, service: Service, operation: &str, when: When, fault: Fault) {
        locked(&self.state).rules.push(Rule { service, operation: operation.into(), when, fault });
    }

    pub(crate) fn delay(&self) -> Duration {
        locked(&self.state).delay
    }

    /// Counts this call for every rule; the first rule whose turn it is, is used up.
    pub(crate) fn take(&self, service: Service, operation: &str, attempt: &Attempt) -> Option<Fault> {
        let mut state = locked(&self.state);
        let mut due = None;
        for (place, rule) in state.rules.iter_mut().enumerate() {
            if rule.is_about(service, operation) && rule.hits(attempt, due.is_some()) {
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
        let mut state = locked(&self.state);
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
            (0..1_000)
                .filter(|_| faults.take(Service::Ses, "SendRawEmail", &Attempt::default()).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(hits(1), hits(1), "the same seed");
        assert_ne!(hits(1), hits(2), "another seed");
        assert!((60..140).contains(&hits(1).len()), "one in ten: {}", hits(1).len());
    }

    #[test]
    fn the_attempts_of_one_call_go_wrong_and_those_beside_it_do_not() {
        let faults = Faults::default();
        faults.plan_attempts(Service::DynamoDb, ANY, 2, 2, Fault::FailBefore);
        let hit = |call: &str, is_first| {
            let attempt = Attempt { call: call.into(), is_first };
            faults.take(Service::DynamoDb, "Query", &attempt).is_some()
        };
        let tries = [("a", true), ("b", true), ("a", false), ("c", true), ("b", false), ("b", false)];
        assert_eq!(tries.map(|(call, first)| hit(call, first)), [false, true, false, false, true, false]);
    }
}
