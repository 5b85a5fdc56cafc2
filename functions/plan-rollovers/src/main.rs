//! `plan-rollovers` as a Lambda function.

use dispatch_outbox::Invoker;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use plan_rollovers::{Event, run};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (store, invoker) = (&Store::from_env(&aws), &Invoker::from_env(&aws)?);
    lambda_runtime::run(service_fn(
        move |_: LambdaEvent<Event>| async move { Ok::<_, Error>(run(store, invoker).await?) },
    ))
    .await
}
