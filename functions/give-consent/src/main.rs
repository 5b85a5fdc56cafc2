//! `give-consent` as a Lambda function.

use files::Files;
use give_consent::Deps;
use mail::Mailer;
use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let aws = store::app::aws()?;
    let app = App::from_env(&aws).await?;
    let deps = Deps { app: app.clone(), files: Files::from_env(&aws)?, mailer: Mailer::from_env(&aws)? };
    web::lambda::serve(give_consent::routes(deps), &app).await
}
