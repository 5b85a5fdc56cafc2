//! Lambda's `Invoke`, asynchronous only.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::answers::{Answer, JSON, answer, error};
use crate::calls::Service;
use crate::permissions::Permission;
use crate::queue::Queue;
use crate::server::{Asked, Endpoint};

/// A function that must run.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// The function, as the caller named it.
    pub function: String,
    /// Its event.
    pub payload: Value,
}

pub(crate) struct Lambda {
    invocations: Queue<Invocation>,
}

impl Lambda {
    pub(crate) fn new(invocations: Queue<Invocation>) -> Self {
        Self { invocations }
    }
}

impl Endpoint for Lambda {
    fn service(&self) -> Service {
        Service::Lambda
    }

    fn describe(&self, request: &Request<Bytes>) -> Asked {
        let (operation, target) = match function(request) {
            Some(function) => ("Invoke".to_owned(), function),
            None => ("Unknown".to_owned(), request.uri().path().to_owned()),
        };
        let permissions = vec![Permission::new(format!("lambda:{operation}Function"), &target)];
        Asked { operation, target, permissions }
    }

    async fn answer(&self, request: Request<Bytes>) -> Answer {
        let Some(function) = function(&request) else {
            return error(Service::Lambda, StatusCode::NOT_FOUND, "ResourceNotFoundException", "Only Invoke is here.");
        };
        let kind = request.headers().get("x-amz-invocation-type").map(|kind| kind.as_bytes());
        if kind != Some(b"Event") {
            let message = "Only the invocation type Event is here.";
            return error(Service::Lambda, StatusCode::BAD_REQUEST, "InvalidParameterValueException", message);
        }
        let body = request.body();
        let payload = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(body) };
        let Ok(payload) = payload else {
            let message = "Could not parse request body into json.";
            return error(Service::Lambda, StatusCode::BAD_REQUEST, "InvalidRequestContentException", message);
        };
        self.invocations.push(Invocation { function, payload });
        answer(StatusCode::ACCEPTED, JSON, Bytes::new())
    }
}

fn function(request: &Request<Bytes>) -> Option<String> {
    let path = request.uri().path().strip_prefix("/2015-03-31/functions/")?;
    let name = path.strip_suffix("/invocations").filter(|_| request.method() == Method::POST)?;
    Some(percent_decode_str(name).decode_utf8().ok()?.into_owned())
}
