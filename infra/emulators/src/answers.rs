//! Answers in the shape each service gives them.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};

use crate::calls::Service;

pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;
pub(crate) type Answer = Response<UnsyncBoxBody<Bytes, BoxError>>;

pub(crate) fn answer(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()).map_err(|never| match never {}).boxed_unsync());
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, http::HeaderValue::from_static(content_type));
    answer
}

pub(crate) fn json_answer(status: StatusCode, content_type: &'static str, body: &Value) -> Answer {
    answer(status, content_type, body.to_string())
}

pub(crate) const JSON_1_0: &str = "application/x-amz-json-1.0";
pub(crate) const JSON_1_1: &str = "application/x-amz-json-1.1";
pub(crate) const JSON: &str = "application/json";
pub(crate) const XML: &str = "text/xml";

/// An error as `service` words it.
pub(crate) fn error(service: Service, status: StatusCode, code: &str, message: &str) -> Answer {
    match service {
        Service::DynamoDb => {
            let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
            json_answer(status, JSON_1_0, &json!({"__type": kind, "message": message}))
        }
        Service::SecretsManager => json_answer(status, JSON_1_1, &json!({"__type": code, "Message": message})),
        Service::Lambda => {
            let mut answer = json_answer(status, JSON, &json!({"Type": "Service", "Message": message}));
            if let Ok(code) = code.parse() {
                answer.headers_mut().insert("x-amzn-errortype", code);
            }
            answer
        }
        Service::Ses => {
            let side = if status.is_server_error() { "Receiver" } else { "Sender" };
            let message = escaped(message);
            let body = format!(
                "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>{side}</Type>\
                 <Code>{code}</Code><Message>{message}</Message></Error><RequestId>local</RequestId></ErrorResponse>"
            );
            answer(status, XML, body)
        }
        Service::S3 => {
            let message = escaped(message);
            let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
            answer(status, "application/xml", body)
        }
    }
}

/// The server error of `service`.
pub(crate) fn failure(service: Service) -> Answer {
    let code = match service {
        Service::DynamoDb => "InternalServerError",
        Service::S3 => "InternalError",
        Service::Ses => "InternalFailure",
        Service::SecretsManager => "InternalServiceError",
        Service::Lambda => "ServiceException",
    };
    error(service, StatusCode::INTERNAL_SERVER_ERROR, code, "It went wrong.")
}

/// That the caller may not do this, as `service` words it.
pub(crate) fn refused(service: Service, message: &str) -> Answer {
    tracing::error!("{message}");
    let (status, code) = match service {
        Service::DynamoDb | Service::SecretsManager => (StatusCode::BAD_REQUEST, "AccessDeniedException"),
        Service::Lambda => (StatusCode::FORBIDDEN, "AccessDeniedException"),
        Service::S3 | Service::Ses => (StatusCode::FORBIDDEN, "AccessDenied"),
    };
    error(service, status, code, message)
}

/// The throttling error of `service`.
pub(crate) fn throttled(service: Service) -> Answer {
    let (status, code) = match service {
        Service::DynamoDb => (StatusCode::BAD_REQUEST, "ProvisionedThroughputExceededException"),
        Service::S3 => (StatusCode::SERVICE_UNAVAILABLE, "SlowDown"),
        Service::Ses => (StatusCode::BAD_REQUEST, "Throttling"),
        Service::SecretsManager => (StatusCode::BAD_REQUEST, "ThrottlingException"),
        Service::Lambda => (StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException"),
    };
    error(service, status, code, "Maximum sending rate exceeded.")
}

/// DynamoDB's word that another transaction is under way on the first item of this request.
pub(crate) fn conflict(request: &[u8]) -> Answer {
    let request: Value = serde_json::from_slice(request).unwrap_or_default();
    let message = "Transaction is ongoing for the item";
    let Some(items) = request.get("TransactItems").and_then(Value::as_array) else {
        return error(Service::DynamoDb, StatusCode::BAD_REQUEST, "TransactionConflictException", message);
    };
    let mut reasons = vec![json!({"Code": "None"}); items.len()];
    if let Some(first) = reasons.first_mut() {
        *first = json!({"Code": "TransactionConflict", "Message": message});
    }
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "CancellationReasons": reasons,
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons",
    });
    json_answer(StatusCode::BAD_REQUEST, JSON_1_0, &body)
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
