//! What AWS does between functions: streams and object events wake workers, invocations call them, the clock runs schedules.

use std::{future::Future, sync::Arc, time::Duration};

use emulators::{Emulators, StreamRecords};
use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinHandle};

use crate::functions::{self, Services};

/// How often the platform delivers an event whose worker fails; then it is left to the sweep.
const DELIVERIES: u32 = 3;

/// The tables with a stream, the function that hears it, and how: seals are a chain, so that who seals waits for who sealed before.
const STREAMS: [(&str, &str, Order); 2] =
    [("outbox", "dispatch-outbox", Order::Free), ("audit", "seal-audit", Order::Kept)];

/// How events are passed on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// One after the other.
    Kept,
    /// Each as it comes.
    Free,
}

/// Calls a worker and, as Lambda does with asynchronous events, calls it again when it fails.
async fn deliver(services: Services, function: String, payload: Value) {
    for attempt in 1..=DELIVERIES {
        match functions::call(&services, &function, payload.clone()).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%function, attempt, %error, "worker failed"),
        }
        tokio::time::sleep(Duration::from_millis(50 * u64::from(attempt))).await;
    }
}

fn pump<F, N>(
    tasks: &mut Vec<JoinHandle<()>>,
    stopped: &watch::Receiver<bool>,
    services: &Services,
    order: Order,
    mut next: N,
) where
    N: FnMut() -> F + Send + 'static,
    F: Future<Output = Option<(String, Value)>> + Send,
{
    let (services, mut stopped) = (services.clone(), stopped.clone());
    tasks.push(tokio::spawn(async move {
        loop {
            let event = tokio::select! {
                event = next() => event,
                _ = stopped.wait_for(|stop| *stop) => None,
            };
            let Some((function, payload)) = event else { return };
            let delivered = tokio::spawn(deliver(services.clone(), function, payload));
            if order == Order::Kept {
                // What went wrong is told already, and the next batch does not wait for it for ever.
                drop(delivered.await);
            }
        }
    }));
}

/// Starts them all; they end when `stopped` says so.
pub fn start(aws: &Arc<Emulators>, services: &Services, stopped: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    let mut tasks = Vec::new();
    for (table, function, order) in STREAMS {
        match aws.stream_records(table) {
            Ok(records) => {
                let records = Arc::new(tokio::sync::Mutex::new(records));
                pump(&mut tasks, stopped, services, order, move || {
                    let records = records.clone();
                    async move { Some((function.to_owned(), records.lock().await.recv().await?)) }
                });
            }
            Err(error) => tracing::error!(%error, table, "no stream"),
        }
    }
    let (invocations, objects, mails) = (aws.invocations(), aws.object_events(), aws.mail_events());
    pump(&mut tasks, stopped, services, Order::Free, move || {
        let invocations = invocations.clone();
        async move { invocations.recv().await.map(|invocation| (invocation.function, invocation.payload)) }
    });
    pump(&mut tasks, stopped, services, Order::Free, move || {
        let objects = objects.clone();
        async move { Some(("check-file".to_owned(), objects.recv().await?)) }
    });
    pump(&mut tasks, stopped, services, Order::Free, move || {
        let mails = mails.clone();
        async move { Some(("track-mail".to_owned(), mails.recv().await?)) }
    });
    pump(&mut tasks, stopped, services, Order::Free, || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Some(("dispatch-outbox".to_owned(), json!({ "sweep": true })))
    });
    tasks
}

/// Events taken by hand, one after the other, from where they wait.
pub struct Hand {
    aws: Arc<Emulators>,
    streams: Vec<(&'static str, StreamRecords)>,
}

impl Hand {
    /// For what happens from now on.
    ///
    /// # Errors
    /// When a table has no stream.
    pub fn new(aws: &Arc<Emulators>) -> Result<Self, emulators::Error> {
        let stream = |(table, function, _)| Ok((function, aws.new_stream_records(table)?));
        let streams = STREAMS.into_iter().map(stream).collect::<Result<_, emulators::Error>>()?;
        Ok(Self { aws: aws.clone(), streams })
    }

    /// The next event that waits: the function it is for, and its payload.
    pub fn take(&mut self) -> Option<(String, Value)> {
        let mut streams = self.streams.iter_mut();
        streams
            .find_map(|(function, records)| Some(((*function).to_owned(), records.try_recv()?)))
            .or_else(|| self.aws.invocations().try_recv().map(|asked| (asked.function, asked.payload)))
            .or_else(|| self.aws.object_events().try_recv().map(|event| ("check-file".to_owned(), event)))
            .or_else(|| self.aws.mail_events().try_recv().map(|event| ("track-mail".to_owned(), event)))
    }
}
