use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// What waits to be taken, in order. Clones share it: each thing goes to one of them.
pub struct Queue<T>(Arc<Inner<T>>);

struct Inner<T> {
    state: Mutex<State<T>>,
    changed: Notify,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Self {
        let state = Mutex::new(State { waiting: VecDeque::new(), closed: false });
        Self(Arc::new(Inner { state, changed: Notify::new() }))
    }

    pub(crate) fn push(&self, thing: T) {
        locked(&self.0.state).waiting.push_back(thing);
        self.0.changed.notify_waiters();
    }

    pub(crate) fn close(&self) {
        locked(&self.0.state).closed = true;
        self.0.changed.notify_waiters();
    }

    /// The next one; `None` when the services have stopped.
    pub async fn recv(&self) -> Option<T> {
        loop {
            let changed = self.0.changed.notified();
            {
                let mut state = locked(&self.0.state);
                if let Some(thing) = state.waiting.pop_front() {
                    return Some(thing);
                }
                if state.closed {
                    return None;
                }
            }
            changed.await;
        }
    }

    /// The next one, if it is there already.
    pub fn try_recv(&self) -> Option<T> {
        locked(&self.0.state).waiting.pop_front()
    }
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// The guarded value, also after a panic elsewhere: nothing here is left half changed.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
