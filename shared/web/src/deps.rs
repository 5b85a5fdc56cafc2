//! What a function has besides what every function has.

use axum::extract::FromRef;
use store::App;

/// What a function with files has. `F` is their client: a parameter, so that a function without files is built without one.
#[derive(Clone)]
pub struct Deps<F> {
    /// What every function has.
    pub app: App,
    /// Files.
    pub files: F,
}

impl<F> FromRef<Deps<F>> for App {
    fn from_ref(deps: &Deps<F>) -> Self {
        deps.app.clone()
    }
}
