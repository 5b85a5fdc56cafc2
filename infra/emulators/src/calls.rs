use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use crate::permissions::Permission;
use crate::queue::locked;
use crate::server::Asked;
use crate::units::Units;

// A local stack runs for days: older calls are forgotten. A slow machine asks more often whether work is done: a journey is some thousands.
const MAX_KEPT: usize = 50_000;

/// A service that is emulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names of AWS")]
pub enum Service {
    DynamoDb,
    S3,
    Ses,
    SecretsManager,
    Lambda,
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// To which service.
    pub service: Service,
    /// `Query`, `PutObject`, `SendRawEmail`, ...
    pub operation: String,
    /// What it was about: the tables, `bucket/key`, the secret or the function.
    pub target: String,
    /// The access key of whoever made it; in AWS each function has its own.
    pub by: Option<String>,
    /// What IAM asks for it.
    pub permissions: Vec<Permission>,
    /// The capacity it took, of DynamoDB; nothing while it is under way.
    pub units: Units,
    /// What was sent, if the log keeps it: see [`CallLog::keep_bodies`].
    pub body: Option<Bytes>,
    began: u64,
    ended: Option<u64>,
}

/// What something cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// How many calls of each kind, as `DynamoDb.Query`.
    pub calls: BTreeMap<String, usize>,
    /// The capacity of DynamoDB that these took.
    pub units: Units,
}

/// The calls made since the start or the last reset; clones share it.
#[derive(Clone, Default)]
pub struct CallLog(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    calls: VecDeque<Call>,
    forgotten: usize,
    tick: u64,
    keeps_bodies: bool,
}

impl State {
    /// A call by its number, unless it is forgotten.
    fn call(&mut self, number: usize) -> Option<&mut Call> {
        let place = number.checked_sub(self.forgotten)?;
        self.calls.get_mut(place)
    }
}

impl CallLog {
    /// All of them, oldest first.
    pub fn all(&self) -> Vec<Call> {
        locked(&self.0).calls.iter().cloned().collect()
    }

    /// Whether none was forgotten since the start: what is not in it then was not asked.
    pub fn is_whole(&self) -> bool {
        locked(&self.0).forgotten == 0
    }

    /// How many there were of one kind.
    pub fn count(&self, service: Service, operation: &str) -> usize {
        let state = locked(&self.0);
        state.calls.iter().filter(|call| call.service == service && call.operation == operation).count()
    }

    /// How many there were of each kind, as `DynamoDb.Query`.
    pub fn summary(&self) -> BTreeMap<String, usize> {
        let mut summary = BTreeMap::new();
        for call in &locked(&self.0).calls {
            *summary.entry(format!("{}.{}", call.service, call.operation)).or_default() += 1;
        }
        summary
    }

    /// A moment, to ask for the calls after it.
    pub fn moment(&self) -> u64 {
        locked(&self.0).tick
    }

    /// The calls that began after a moment, oldest first.
    pub fn since(&self, moment: u64) -> Vec<Call> {
        let state = locked(&self.0);
        let later = state.calls.partition_point(|call| call.began <= moment);
        state.calls.range(later..).cloned().collect()
    }

    /// What somebody, who goes by this access key, has cost since a moment.
    pub fn cost(&self, moment: u64, by: &str) -> Cost {
        let mut cost = Cost::default();
        for call in self.since(moment).into_iter().filter(|call| call.by.as_deref() == Some(by)) {
            *cost.calls.entry(format!("{}.{}", call.service, call.operation)).or_default() += 1;
            cost.units += call.units;
        }
        cost
    }

    /// The round trips made one after another: calls side by side count as one. Give the calls a length with
    /// [`crate::Faults::slow_down`], or two that were sent together may not overlap here.
    pub fn round_trips(&self) -> usize {
        let mut spans: Vec<(u64, u64)> =
            locked(&self.0).calls.iter().map(|call| (call.ended.unwrap_or(u64::MAX), call.began)).collect();
        spans.sort_unstable();
        let mut rounds = 0;
        let mut last_end = None;
        for (ended, began) in spans {
            if last_end.is_none_or(|end| began > end) {
                rounds += 1;
                last_end = Some(ended);
            }
        }
        rounds
    }

    /// Keeps what is sent from now on, or no more, so that the same calls can be made again.
    pub fn keep_bodies(&self, keep: bool) {
        locked(&self.0).keeps_bodies = keep;
    }

    /// Forgets what was.
    pub fn reset(&self) {
        let mut state = locked(&self.0);
        state.forgotten += state.calls.len();
        state.calls.clear();
    }

    pub(crate) fn begin(&self, service: Service, asked: Asked, by: Option<String>, body: &Bytes) -> Running {
        let mut state = locked(&self.0);
        state.tick += 1;
        let Asked { operation, target, permissions } = asked;
        let (units, began) = (Units::default(), state.tick);
        let body = state.keeps_bodies.then(|| body.clone());
        let call = Call { service, operation, target, by, permissions, units, body, began, ended: None };
        state.calls.push_back(call);
        let number = state.forgotten + state.calls.len() - 1;
        if state.calls.len() > MAX_KEPT {
            state.calls.pop_front();
            state.forgotten += 1;
        }
        Running { log: self.clone(), number }
    }
}

/// A call under way; it ends when this goes, also when the client gave up.
pub(crate) struct Running {
    log: CallLog,
    number: usize,
}

impl Running {
    /// Notes the [`Units`] among the extensions of the answer, if they are there.
    pub(crate) fn took(&self, extensions: &http::Extensions) {
        let Some(units) = extensions.get::<Units>() else { return };
        if let Some(call) = locked(&self.log.0).call(self.number) {
            call.units = *units;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut state = locked(&self.log.0);
        state.tick += 1;
        let tick = state.tick;
        if let Some(call) = state.call(self.number) {
            call.ended = Some(tick);
        }
    }
}
