//! `plan-rollovers`: on its schedule, starts the worker of every rollover whose day has come.
//!
//! A plan puts its own job into the outbox, due when the target year begins; the outbox's index of what is due spans no licence's records.
//! So this is one more sweep of that index, for this kind only: whichever sweep comes first starts the worker, and the job's claim makes it once.

use dispatch_outbox::Invoker;
use futures::{StreamExt, stream};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError, outbox::Task};

/// How many workers are started side by side.
const AT_ONCE: usize = 10;

/// What the schedule sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which schedule.
    pub schedule: Schedule,
    /// For which moment; what is due is decided by our own clock.
    pub at: Timestamp,
}

/// The schedule that this function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// Rollovers whose day has come.
    Rollover,
}

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// Workers started.
    pub started: usize,
    /// Workers that could not be started; the next minute's sweep does.
    pub failed: usize,
}

/// Starts the worker of every rollover that is due.
///
/// # Errors
/// When the outbox cannot be read; the schedule tries again.
pub async fn run(store: &Store, invoker: &Invoker) -> Result<Swept, StoreError> {
    let mut due = Vec::new();
    for job in store.due_jobs().await? {
        match job {
            Ok((job, task @ Task::RolloverLicence { .. })) => due.push((job, task)),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "an outbox item that is due cannot be read"),
        }
    }
    let started = stream::iter(due.into_iter().map(|(job, task)| async move {
        let started = invoker.invoke(task.function(), job).await;
        if let Err(error) = &started {
            tracing::error!(%job, %error, "a rollover was not started");
        }
        started.is_ok()
    }));
    let done: Vec<bool> = started.buffer_unordered(AT_ONCE).collect().await;
    let started = done.iter().filter(|done| **done).count();
    Ok(Swept { started, failed: done.len() - started })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_says_which_it_is() {
        let event: Event = serde_json::from_str(include_str!("../../../events/plan-rollovers/night.json")).unwrap();
        assert_eq!(event.schedule, Schedule::Rollover);
        assert!(serde_json::from_str::<Event>(r#"{"schedule":"sweep-outbox","at":"2027-08-01T00:05:00Z"}"#).is_err());
    }
}
