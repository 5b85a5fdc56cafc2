//! `check-file` as a Lambda function.

use check_file::Release;
use files::Files;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (store, files, release) = (&Store::from_env(&aws), &Files::for_worker(&aws)?, Release::from_env());
    lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| async move {
        check_file::check(store, files, release, event.payload).await.map_err(Error::from)
    }))
    .await
}
