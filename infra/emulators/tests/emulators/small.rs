//! Secrets Manager and Lambda.

use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::InvocationType;
use aws_sdk_secretsmanager::error::ProvideErrorMetadata as _;
use emulators::{Invocation, Service};
use serde_json::json;

use crate::stack;

#[tokio::test]
async fn a_secret_is_read_and_rotated() {
    let aws = stack::fresh().await;
    let client = stack::secrets(&aws);
    let first = client.get_secret_value().secret_id("keys").send().await.unwrap();
    assert_eq!(first.secret_string(), Some("{\"links\":\"abc\"}"));

    aws.secrets().put("keys", "new");
    let second = client.get_secret_value().secret_id(first.arn().unwrap()).send().await.unwrap();
    assert_eq!(second.secret_string(), Some("new"));
    assert_ne!(second.version_id(), first.version_id());
    let previous = client.get_secret_value().secret_id("keys").version_stage("AWSPREVIOUS").send().await.unwrap();
    assert_eq!(previous.version_id(), first.version_id());
    let by_id = client.get_secret_value().secret_id("keys").version_id(first.version_id().unwrap()).send().await;
    assert_eq!(by_id.unwrap().secret_string(), first.secret_string());
}

#[tokio::test]
async fn an_unknown_secret_is_not_found() {
    let aws = stack::fresh().await;
    let asked = stack::secrets(&aws).get_secret_value().secret_id("other").send().await;
    assert!(asked.unwrap_err().into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn an_invocation_is_accepted_and_passed_on() {
    let aws = stack::fresh().await;
    let call = stack::lambda(&aws).invoke().function_name("deliver-mail").invocation_type(InvocationType::Event);
    let sent = call.payload(Blob::new("{\"id\":\"1\"}")).send().await.unwrap();
    assert_eq!(sent.status_code(), 202);
    let expected = Invocation { function: "deliver-mail".into(), payload: json!({"id": "1"}) };
    assert_eq!(aws.invocations().recv().await, Some(expected));
    assert_eq!(aws.calls().all()[0].target, "deliver-mail");
    assert_eq!(aws.calls().count(Service::Lambda, "Invoke"), 1);
}

#[tokio::test]
async fn only_asynchronous_invocations_are_there() {
    let aws = stack::fresh().await;
    let sent = stack::lambda(&aws).invoke().function_name("deliver-mail").send().await;
    assert_eq!(sent.unwrap_err().code(), Some("InvalidParameterValueException"));
}

#[tokio::test]
async fn receivers_end_with_the_stack() {
    let aws = stack::fresh().await;
    let (invocations, url) = (aws.invocations(), aws.lambda_url());
    aws.shutdown().await;
    assert_eq!(invocations.recv().await, None);
    let address = url.strip_prefix("http://").unwrap();
    assert!(std::net::TcpStream::connect(address).is_err());
}
