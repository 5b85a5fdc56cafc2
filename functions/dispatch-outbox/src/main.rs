//! `dispatch-outbox` as a Lambda function.

use dispatch_outbox::{Event, Invoker, dispatch};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (store, invoker) = (&Store::from_env(&aws), &Invoker::from_env(&aws)?);
    run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(dispatch(store, invoker, event.payload).await?)
    }))
    .await
}
