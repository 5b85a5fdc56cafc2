//! `dispatch-outbox`: starts the worker of each job in the outbox. The stream tells of new jobs at once; each minute a sweep finds
//! what is due and was missed. Starting a worker twice is harmless: it claims the job first.

mod event;
mod invoker;

use aws_lambda_events::{
    event::dynamodb,
    streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse},
};
use domain::ids::JobId;
use futures::{StreamExt, stream};
use store::{
    Store, StoreError,
    outbox::{Job, Task},
};

pub use event::{Event, Unknown};
pub use invoker::{InvokeError, Invoker};

/// How many workers are started side by side.
const AT_ONCE: usize = 10;

/// Starts the workers of what an event tells of. The answer names the records whose worker could not be started.
///
/// # Errors
/// When a sweep cannot read the outbox. The next minute tries again.
pub async fn dispatch(store: &Store, invoker: &Invoker, event: Event) -> Result<DynamoDbEventResponse, StoreError> {
    match event {
        Event::Records(records) => Ok(start_new(store, invoker, records).await),
        Event::Sweep => sweep(store, invoker).await,
    }
}

async fn start_new(store: &Store, invoker: &Invoker, records: dynamodb::Event) -> DynamoDbEventResponse {
    let now = store.now();
    let inserts = records.records.into_iter().filter(|record| record.event_name == "INSERT");
    let started = stream::iter(inserts.map(|record| async move {
        let sequence = record.change.sequence_number;
        match serde_dynamo::from_item::<_, Job>(record.change.new_image) {
            // What is due later is found by the sweep of that minute.
            Ok(job) if job.due > now => None,
            Ok(job) => start(invoker, job.id, &job.task).await.err().and(sequence),
            // Tried again it would be as unreadable, and hold up what comes behind it. The sweep goes on naming it.
            Err(error) => {
                tracing::error!(sequence, %error, "an outbox item cannot be read");
                None
            }
        }
    }));
    let failed: Vec<_> = started.buffered(AT_ONCE).filter_map(|failed| async move { failed }).collect().await;
    let mut answer = DynamoDbEventResponse::default();
    for sequence in failed {
        let mut failure = DynamoDbBatchItemFailure::default();
        failure.item_identifier = Some(sequence);
        answer.batch_item_failures.push(failure);
    }
    answer
}

async fn sweep(store: &Store, invoker: &Invoker) -> Result<DynamoDbEventResponse, StoreError> {
    let mut due = Vec::new();
    for job in store.due_jobs().await? {
        match job {
            Ok(job) => due.push(job),
            Err(error) => tracing::error!(%error, "an outbox item that is due cannot be read"),
        }
    }
    // What cannot be started now is due again in a minute.
    stream::iter(&due)
        .for_each_concurrent(AT_ONCE, |(job, task)| async move { drop(start(invoker, *job, task).await) })
        .await;
    Ok(DynamoDbEventResponse::default())
}

async fn start(invoker: &Invoker, job: JobId, task: &Task) -> Result<(), InvokeError> {
    let started = invoker.invoke(task.function(), job).await;
    if let Err(error) = &started {
        tracing::error!(%job, function = task.function(), %error, "a worker was not started");
    }
    started
}
