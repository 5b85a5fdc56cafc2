//! `review-classes` as a Lambda function.

use store::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    store::app::log();
    let app = App::from_env(&store::app::aws()?).await?;
    web::lambda::serve(review_classes::routes(app.clone()), &app).await
}
