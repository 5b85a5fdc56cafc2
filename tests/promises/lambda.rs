//! Every function's binary under the AWS Runtime Interface Emulator, with each of its events, against the embedded services.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::Value;
use testkit::World;
use tokio::process::{Child, Command};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Where the binaries of this build are: beside the folder of the running test.
fn binaries() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn emulator(world: &World, function: &str) -> (Child, String) {
    let (port, api) = (free_port(), free_port());
    let aws = &world.stack.aws;
    let mut command = Command::new(root().join("target/tools/aws-lambda-rie"));
    command
        .args([
            "--runtime-interface-emulator-address",
            &format!("127.0.0.1:{port}"),
            "--runtime-api-address",
            &format!("127.0.0.1:{api}"),
            "--log-level",
            "error",
        ])
        .arg(binaries().join(function))
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("AWS_REGION", emulators::REGION)
        .env("AWS_ACCESS_KEY_ID", emulators::ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", emulators::SECRET_KEY)
        .env("AWS_ENDPOINT_URL_DYNAMODB", aws.dynamodb_url())
        .env("AWS_ENDPOINT_URL_S3", aws.s3_url())
        .env("AWS_ENDPOINT_URL_SES", aws.ses_url())
        .env("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.secretsmanager_url())
        .env("AWS_ENDPOINT_URL_LAMBDA", aws.lambda_url())
        .env("AWS_LAMBDA_FUNCTION_NAME", function)
        .env("KEYS_SECRET", "samenspoor/keys")
        .env("PUBLIC_URL", &world.stack.url)
        .env("FILES_BUCKET", "files")
        .env("FILES_ORIGIN", aws.s3_url())
        .env("SEALS_BUCKET", "seals")
        .env("MAIL_FROM", "samenspoor@mail.samenspoor.example")
        .env("MAIL_CONFIGURATION_SET", "samenspoor")
        .env("FUNCTION_PREFIX", "")
        .env("ENVIRONMENT", "test")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    for table in ["records", "identities", "tickets", "audit", "outbox"] {
        command.env(format!("{}_TABLE", table.to_uppercase()), table);
    }
    (command.spawn().unwrap(), format!("http://127.0.0.1:{port}"))
}

/// Invokes until the emulator listens.
async fn invoke(url: &str, event: &str) -> Value {
    let client = testkit::Client::new(url);
    for _ in 0..100 {
        let sent = client.send(
            "POST".parse().unwrap(),
            "/2015-03-31/functions/function/invocations",
            Some("application/json"),
            event.to_owned(),
            &[],
        );
        match sent.await {
            Ok(answer) => return answer.json(),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("the emulator does not listen");
}

fn judge(function: &str, case: &str, answer: &Value) -> Option<String> {
    if answer.get("errorType").is_some() || answer.get("errorMessage").is_some() {
        return Some(format!("{function} {case}: {answer}"));
    }
    match answer.get("statusCode").and_then(Value::as_u64) {
        Some(status) if status >= 500 => Some(format!("{function} {case}: {status} {}", answer["body"])),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_answers_each_of_its_events_in_the_lambda_runtime() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    let mut functions: Vec<_> = fs::read_dir(root().join("events"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    functions.sort();
    for function in functions {
        assert!(binaries().join(&function).exists(), "{function} is not built: cargo build --workspace --bins");
        let (mut child, url) = emulator(&world, &function);
        let mut cases: Vec<_> =
            fs::read_dir(root().join("events").join(&function)).unwrap().map(|entry| entry.unwrap().path()).collect();
        cases.sort();
        for case in cases {
            let answer = invoke(&url, &fs::read_to_string(&case).unwrap()).await;
            wrong.extend(judge(&function, &case.file_name().unwrap().to_string_lossy(), &answer));
        }
        child.kill().await.unwrap();
    }
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
