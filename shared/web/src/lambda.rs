//! Serving as a Lambda function, and the assets that pages name.

use domain::hash::Hash;
use store::App;

use crate::{api::Api, guard};

/// The stylesheet.
pub const CSS: &str = include_str!("../assets/app.css");

/// Where the stylesheet is: its name holds its hash.
pub fn css_path() -> String {
    use std::sync::LazyLock;
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}.css", Hash::of(CSS).short()));
    PATH.clone()
}

/// The comfort script: every page works without it.
pub const SCRIPT: &str = include_str!("../assets/app.js");

/// Where the script is: its name holds its hash.
pub fn script_path() -> String {
    use std::sync::LazyLock;
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}.js", Hash::of(SCRIPT).short()));
    PATH.clone()
}

/// Serves the routes of one function until the sandbox ends.
///
/// # Errors
/// When the runtime cannot be reached.
pub async fn serve(api: Api, app: &App) -> Result<(), lambda_http::Error> {
    let files = std::env::var("FILES_ORIGIN").ok().filter(|origin| !origin.is_empty());
    let router = guard::around(api.into_router(), app, files.as_deref());
    lambda_http::run(router).await
}
