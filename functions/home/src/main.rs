//! `home` as a Lambda function.

use home::{Contact, Deps};
use store::{App, config::optional};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let app = App::from_env(&store::app::aws()?).await?;
    let contact = Contact { phone: optional("HELP_PHONE"), mail: optional("HELP_MAIL") };
    web::lambda::serve(home::routes(Deps { app: app.clone(), contact }), &app).await
}
