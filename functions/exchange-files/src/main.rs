//! `exchange-files` as a Lambda function.

use exchange_files::Deps;
use files::Files;
use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (app, files) = (App::from_env(&aws).await?, Files::from_env(&aws)?);
    web::lambda::serve(exchange_files::routes(Deps { app: app.clone(), files }), &app).await
}
