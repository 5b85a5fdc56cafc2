//! `follow-address` as a Lambda function.

use follow_address::run;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use store::{Store, outbox::Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let store = &Store::from_env(&store::app::aws()?);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(run(store, event.payload.job).await?)
    }))
    .await
}
