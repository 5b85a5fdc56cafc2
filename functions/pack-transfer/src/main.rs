//! `pack-transfer` as a Lambda function.

use files::Files;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use pack_transfer::run;
use store::{App, outbox::Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (app, files) = (&App::from_env(&aws).await?, &Files::for_worker(&aws)?);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(run(app, files, event.payload.job).await?)
    }))
    .await
}
