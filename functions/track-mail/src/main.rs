//! `track-mail` as a Lambda function.

use aws_lambda_events::event::sns::SnsEvent;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use store::Store;
use track_mail::track;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let store = &Store::from_env(&store::app::aws()?);
    run(service_fn(
        move |event: LambdaEvent<SnsEvent>| async move { Ok::<_, Error>(track(store, event.payload).await?) },
    ))
    .await
}
