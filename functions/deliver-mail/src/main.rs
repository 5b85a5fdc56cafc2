//! `deliver-mail` as a Lambda function.

use deliver_mail::deliver;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use mail::Mailer;
use store::{App, outbox::Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (app, mailer) = (&App::from_env(&aws).await?, &Mailer::from_env(&aws)?);
    run(service_fn(move |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(deliver(app, mailer, event.payload.job).await?)
    }))
    .await
}
