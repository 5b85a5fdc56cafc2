//! The list of routes: each is served and described in one line, so that `openapi.json` cannot miss one.

use std::convert::Infallible;

use axum::{
    Router,
    handler::Handler,
    routing::{self, MethodRouter},
};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

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
    input: Option<fn(&mut SchemaGenerator) -> Value>,
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

    fn add(mut self, method: &'static str, path: &'static str, summary: &'static str, input: Option<fn(&mut SchemaGenerator) -> Value>, route: MethodRouter<S, Infallible>) -> Self {
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
        let mut generator = schemars::generate::SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator();
        let mut paths = serde_json::Map::new();
        for operation in self.operations() {
            let described = operation.described(&mut generator);
            let path = paths.entry(operation.path).or_insert_with(|| json!({}));
            path[operation.method] = described;
        }
        let schemas = generator.take_definitions(true);
        let problem = json!({
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
                "errors": { "type": "array", "items": { "type": "object", "required": ["field", "code", "message"], "properties": { "field": { "type": "string" }, "code": { "type": "string" }, "message": { "type": "string" } } } }
            }
        });
        let mut components = json!({ "schemas": schemas, "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": crate::session::COOKIE } } });
        components["schemas"]["Problem"] = problem;
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Samenspoor", "version": env!("CARGO_PKG_VERSION"), "description": "Every route answers browsers with a page and, with `Accept: application/json`, programs with JSON." },
            "paths": paths,
            "components": components,
        })
    }
}

impl Operation {
    fn described(&self, generator: &mut SchemaGenerator) -> Value {
        let names = self.path.split(['{', '}']).skip(1).step_by(2);
        let parameters: Vec<_> = names.map(|name| json!({ "name": name.trim_start_matches('*'), "in": "path", "required": true, "schema": { "type": "string" } })).collect();
        let problem = json!({ "description": "Not carried out, and why.", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
        let mut described = json!({
            "operationId": format!("{}-{}{}", self.function, self.method, self.path.replace(['/', '{', '}'], "-").trim_end_matches('-')),
            "summary": self.summary,
            "tags": [self.function],
            "parameters": parameters,
            "responses": { "4XX": problem, "5XX": { "description": "Our fault; nothing was half done." } },
        });
        if self.session {
            described["security"] = json!([{ "session": [] }]);
        }
        let shown = json!({ "description": "The page, or its value.", "content": { "application/json": {}, "text/html": {} } });
        if self.method == "get" {
            described["responses"]["200"] = shown;
        } else {
            described["responses"]["303"] = json!({ "description": "Carried out; `Location` shows the result." });
            described["responses"]["200"] = shown;
        }
        if let Some(input) = self.input {
            let schema = input(generator);
            described["requestBody"] = json!({ "required": true, "content": { "application/x-www-form-urlencoded": { "schema": schema }, "application/json": { "schema": schema } } });
            let key = json!({ "name": "Idempotency-Key", "in": "header", "required": false, "description": "The same key with the same input is carried out once.", "schema": { "type": "string" } });
            if let Some(parameters) = described["parameters"].as_array_mut() {
                parameters.push(key);
            }
        }
        described
    }
}
