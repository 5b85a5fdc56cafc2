//! The description of all operations (OpenAPI 3.1), made from the list of routes.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::api::Operation;

/// The description of these operations.
pub fn describe(operations: &[Operation]) -> Value {
    let settings = SchemaSettings::draft2020_12();
    let mut generator =
        settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let described = Value::Object(operation.described(&mut generator));
        let path = paths.entry(operation.path).or_insert_with(|| Value::Object(Map::new()));
        if let Some(path) = path.as_object_mut() {
            path.insert(operation.method.into(), described);
        }
    }
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".into(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Samenspoor",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every route answers browsers with a page and, with `Accept: application/json`, programs with JSON."
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": crate::session::COOKIE } }
        },
    })
}

/// RFC 9457, with what is wrong at each field.
fn problem() -> Value {
    let text = json!({ "type": "string" });
    let error = json!({ "type": "object", "required": ["field", "code", "message"], "properties": { "field": text, "code": text, "message": text } });
    json!({
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": text,
            "title": text,
            "status": { "type": "integer" },
            "detail": text,
            "errors": { "type": "array", "items": error }
        }
    })
}

impl Operation {
    fn described(&self, generator: &mut SchemaGenerator) -> Map<String, Value> {
        let id = self.path.replace(['/', '{', '}'], "-");
        let mut described = Map::from_iter([
            ("operationId".to_owned(), format!("{}-{}{}", self.function, self.method, id.trim_end_matches('-')).into()),
            ("summary".to_owned(), self.summary.into()),
            ("tags".to_owned(), json!([self.function])),
            ("parameters".to_owned(), self.parameters().into()),
            ("responses".to_owned(), self.responses()),
        ]);
        if self.session {
            described.insert("security".into(), json!([{ "session": [] }]));
        }
        if let Some(input) = self.input {
            let schema = input(generator);
            let content = json!({ "application/x-www-form-urlencoded": { "schema": schema }, "application/json": { "schema": schema } });
            described.insert("requestBody".into(), json!({ "required": true, "content": content }));
        }
        described
    }

    fn parameters(&self) -> Vec<Value> {
        let names = self.path.split(['{', '}']).skip(1).step_by(2);
        let in_path = |name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let mut parameters: Vec<_> = names.map(in_path).collect();
        if self.input.is_some() {
            let what = "The same key with the same input is carried out once.";
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "description": what, "schema": { "type": "string" } }));
        }
        parameters
    }

    fn responses(&self) -> Value {
        let shown =
            json!({ "description": "The page, or its value.", "content": { "application/json": {}, "text/html": {} } });
        let problem = json!({
            "description": "Not carried out, and why.",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
        });
        let ours = json!({ "description": "Our fault; nothing was half done." });
        if self.method == "get" {
            return json!({ "200": shown, "4XX": problem, "5XX": ours });
        }
        let done = json!({ "description": "Carried out; `Location` shows the result." });
        json!({ "200": shown, "303": done, "4XX": problem, "5XX": ours })
    }
}
