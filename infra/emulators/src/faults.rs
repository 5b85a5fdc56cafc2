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
    // Matching calls still to let pass; `None` hits every one.
    pass: Option<usize>,
    fault: Fault,
}

impl Faults {
    /// Lets the `nth` (from 1) coming call of `operation` go wrong, once.
    pub fn plan(&self, service: Service, operation: &str, nth: usize, fault: Fault) {
        self.add(service, operation, Some(nth.saturating_sub(1)), fault);
    }

    /// Lets every coming call of `operation` go wrong, until [`Faults::clear`].
    pub fn plan_every(&self, service: Service, operation: &str, fault: Fault) {
        self.add(service, operation, None, fault);
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
        state.rules.iter().filter(|rule| rule.pass.is_some()).count() + state.repeats.len()
    }

    /// Nothing goes wrong any more.
    pub fn clear(&self) {
        *locked(&self.0) = State::default();
    }

    fn add(&self, service: Service, operation: &str, pass: Option<usize>, fault: Fault) {
        locked(&self.0).rules.push(Rule { service, operation: operation.into(), pass, fault });
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
            match &mut rule.pass {
                Some(0) | None if due.is_none() => due = Some((place, rule.fault, rule.pass.is_some())),
                Some(left) if *left > 0 => *left -= 1,
                _ => {}
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
