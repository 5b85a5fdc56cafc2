//! `seal-audit` as a Lambda function.

use aws_lambda_events::event::dynamodb;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use seal_audit::{Seals, seal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let seals = &Seals::from_env(&store::app::aws()?)?;
    run(service_fn(move |event: LambdaEvent<dynamodb::Event>| async move {
        Ok::<_, Error>(seal(seals, event.payload).await?)
    }))
    .await
}
