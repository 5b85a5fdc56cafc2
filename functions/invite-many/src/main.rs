//! `invite-many` as a Lambda function.

use files::Files;
use invite_many::Deps;
use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let (app, files) = (App::from_env(&aws).await?, Files::from_env(&aws)?);
    web::lambda::serve(invite_many::routes(Deps { app: app.clone(), files }), &app).await
}
