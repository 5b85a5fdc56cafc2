//! `open-licence` as a Lambda function.

use domain::licence::OpenLicence;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let app = App::from_env(&store::app::aws()?).await?;
    run(service_fn(async |event: LambdaEvent<OpenLicence>| {
        open_licence::open(&app, event.payload).await.map_err(Error::from)
    }))
    .await
}
