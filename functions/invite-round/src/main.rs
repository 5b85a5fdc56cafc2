//! `invite-round` as a Lambda function.

use invite_round::run;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use store::{App, outbox::Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let app = &App::from_env(&store::app::aws()?).await?;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(run(app, event.payload.job).await?)
    }))
    .await
}
