//! The description of all operations (OpenAPI 3.1), made from the list of routes.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{api::Operation, posted};

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
            "responses": shared(),
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
            let fields = input(generator);
            let form = json!({ "allOf": [fields, { "type": "object", "required": ["once"], "properties": { "once": key() } }] });
            let content = json!({ "application/x-www-form-urlencoded": { "schema": form }, "application/json": { "schema": fields } });
            described.insert("requestBody".into(), json!({ "required": true, "content": content }));
        }
        described
    }

    fn parameters(&self) -> Vec<Value> {
        let names = self.path.split(['{', '}']).skip(1).step_by(2);
        let in_path = |name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let mut parameters: Vec<_> = names.map(in_path).collect();
        if self.input.is_some() {
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "schema": key() }));
        }
        parameters
    }

    fn responses(&self) -> Value {
        let shown =
            json!({ "description": "The page, or its value.", "content": { "application/json": {}, "text/html": {} } });
        let refused = REFUSALS.iter().filter(|(_, of, _)| match of {
            Of::All => true,
            Of::Signed => self.session,
            Of::Forms => self.method != "get",
        });
        let refused = refused
            .map(|(status, ..)| ((*status).to_owned(), json!({ "$ref": format!("#/components/responses/{status}") })));
        let elsewhere = json!({ "$ref": "#/components/responses/303" });
        let answered = [("200".to_owned(), shown), ("303".to_owned(), elsewhere)];
        answered.into_iter().chain(refused).collect::<Map<_, _>>().into()
    }
}

/// The answers that operations share.
fn shared() -> Value {
    let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
    let kinds = json!({ "application/problem+json": problem, "application/json": {}, "text/html": {} });
    let refused = REFUSALS.iter();
    let refused = refused.map(|(status, _, what)| (*status, json!({ "description": what, "content": kinds })));
    let elsewhere = json!({ "description": "`Location` says where it goes on: to the result of a form, or to where one signs in." });
    refused
        .chain([("303", elsewhere)])
        .map(|(status, answer)| (status.to_owned(), answer))
        .collect::<Map<_, _>>()
        .into()
}

/// Which operations may be refused so.
enum Of {
    All,
    Signed,
    Forms,
}

/// How an operation is refused, and what that means. Programs get a problem or, where it says more, the value of the page.
const REFUSALS: [(&str, Of, &str); 13] = [
    ("400", Of::All, "What was sent cannot be read."),
    ("401", Of::Signed, "Nobody is signed in. A browser is led to where that is done."),
    ("403", Of::All, "No role allows it, or it comes from another site."),
    ("404", Of::All, "It is not there, or its existence is not told."),
    ("405", Of::All, "The route does not know the method."),
    ("409", Of::All, "Not as things are now: somebody saved since, or it was done before."),
    ("410", Of::All, "The link is over."),
    ("413", Of::Forms, "Larger than is accepted."),
    ("415", Of::Forms, "Neither a form nor JSON."),
    ("422", Of::Forms, "Fields need attention; `errors` names them."),
    ("429", Of::All, "Too often; later it can be tried again."),
    ("500", Of::All, "Our fault; nothing was half done."),
    ("503", Of::All, "A service does not answer; `Retry-After` says when to try again."),
];

/// The key of a form.
fn key() -> Value {
    let what = "The same key with the same input is carried out once.";
    json!({ "type": "string", "description": what, "minLength": posted::SHORTEST_KEY, "maxLength": posted::LONGEST_KEY, "pattern": "^[!-~]*$" })
}
