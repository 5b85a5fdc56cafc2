//! The list of routes: each is served and described in one line, so that `openapi.json` cannot miss one.

use std::convert::Infallible;

use axum::{
    Router,
    handler::Handler,
    routing::{self, MethodRouter},
};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

/// One operation: method, path, what it is for, what it takes and gives.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `get` or `post`.
    pub method: &'static str,
    /// `/dossiers/{dossier}`
    pub path: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// The function that serves it.
    pub function: &'static str,
    /// Whether it needs a session.
    pub session: bool,
    /// The schema of what it takes.
    pub input: Option<fn(&mut SchemaGenerator) -> Value>,
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// The routes of one function.
pub struct Api<S = ()> {
    function: &'static str,
    router: Router<S>,
    operations: Vec<Operation>,
}

impl<S: Clone + Send + Sync + 'static> Api<S> {
    /// The routes of a function, to be added.
    pub fn new(function: &'static str) -> Self {
        Self { function, router: Router::new(), operations: Vec::new() }
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        summary: &'static str,
        input: Option<fn(&mut SchemaGenerator) -> Value>,
        route: MethodRouter<S, Infallible>,
    ) -> Self {
        self.router = self.router.route(path, route);
        self.operations.push(Operation { method, path, summary, function: self.function, session: true, input });
        self
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("get", path, summary, None, routing::get(handler))
    }

    /// A form, with the fields of `F`.
    #[must_use]
    pub fn post<F: JsonSchema, H, T>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add("post", path, summary, Some(schema::<F>), routing::post(handler))
    }

    /// The last added route needs no session: a link, signing in, assets.
    #[must_use]
    pub fn public(mut self) -> Self {
        if let Some(last) = self.operations.last_mut() {
            last.session = false;
        }
        self
    }

    /// What the routes need.
    pub fn with_state(self, state: S) -> Api<()> {
        Api { function: self.function, router: self.router.with_state(state), operations: self.operations }
    }
}

impl Api<()> {
    /// The routes of two functions: how one process serves all.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let operations = self.operations.into_iter().chain(other.operations).collect();
        Self { function: self.function, router: self.router.merge(other.router), operations }
    }

    /// The list, in order of path.
    pub fn operations(&self) -> Vec<Operation> {
        let mut operations = self.operations.clone();
        operations.sort_by_key(|operation| (operation.path, operation.method));
        operations
    }

    /// The routes, to be served.
    pub fn into_router(self) -> Router {
        self.router
    }

    /// The description of all operations (OpenAPI 3.1).
    pub fn openapi(&self) -> Value {
        crate::openapi::describe(&self.operations())
    }
}
