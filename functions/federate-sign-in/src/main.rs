//! `federate-sign-in` as a Lambda function.

use federate_sign_in::Deps;
use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let app = App::from_env(&store::app::aws()?).await?;
    web::lambda::serve(federate_sign_in::routes(Deps::new(app.clone())), &app).await
}
