//! `load-roster` as a Lambda function.

use files::Files;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use load_roster::run;
use store::{Store, outbox::Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (store, files) = (&Store::from_env(&aws), &Files::for_worker(&aws)?);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(run(store, files, event.payload.job).await?)
    }))
    .await
}
