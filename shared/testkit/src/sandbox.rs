//! A function's binary under the AWS Runtime Interface Emulator, against the embedded services.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use local::{policies::FUNCTION_PREFIX, templates::variables};
use serde_json::Value;
use tokio::{
    io::AsyncReadExt,
    process::{Child, Command},
    task::JoinHandle,
};

use crate::{Client, World};

/// A running function; it ends when this is dropped.
pub struct Sandbox {
    child: Child,
    client: Client,
    log: JoinHandle<String>,
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// A program of this build: it is beside the folder of the running test.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the running test");
    let program = test.ancestors().nth(2).expect("its folders").join(name);
    assert!(program.exists(), "{name} is not built: cargo build --workspace --bins");
    program
}

/// The events of a function, by the name of their file.
pub fn events(function: &str) -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join("events").join(function)).expect("events of the function");
    let mut events: Vec<_> = folder
        .map(|entry| {
            let entry = entry.expect("an event");
            let text = fs::read_to_string(entry.path()).expect("an event that can be read");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    events.sort();
    events
}

/// Every function there is, in the order of the alphabet.
pub fn functions() -> Vec<String> {
    let folder = fs::read_dir(root().join("functions")).expect("functions");
    let mut names: Vec<_> =
        folder.map(|entry| entry.expect("a function").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

impl Sandbox {
    /// Starts the emulator for this program; the program itself starts with the first event, as in AWS.
    pub fn start(world: &World, program: &Path, function: &str) -> Self {
        let (port, api) = (free_port(), free_port());
        let mut command = Command::new(root().join("target/tools/aws-lambda-rie"));
        command.args(["--runtime-interface-emulator-address", &format!("127.0.0.1:{port}")]);
        command.args(["--runtime-api-address", &format!("127.0.0.1:{api}")]);
        command.arg(program).env_clear().envs(environment(world, function));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().expect("the emulator starts: bash tests/tools/install.sh");
        let mut output = child.stdout.take().expect("its output");
        let log = tokio::spawn(async move {
            let mut text = Vec::new();
            let _ = output.read_to_end(&mut text).await;
            String::from_utf8_lossy(&text).into_owned()
        });
        Self { child, client: Client::new(&format!("http://127.0.0.1:{port}")), log }
    }

    /// Sends an event and gives the answer. The first one waits until the emulator listens.
    pub async fn invoke(&self, event: &str) -> Value {
        for _ in 0..200 {
            let sent = self.client.send(
                http::Method::POST,
                "/2015-03-31/functions/function/invocations",
                Some("application/json"),
                event.to_owned(),
                &[],
            );
            match sent.await {
                Ok(answer) => return answer.json(),
                Err(_) => tokio::time::sleep(Duration::from_millis(25)).await,
            }
        }
        panic!("the emulator does not listen")
    }

    /// Ends it; how many invocations the emulator reported, and all that it and the function wrote.
    pub async fn end(mut self) -> (usize, String) {
        let _ = self.child.kill().await;
        let log = self.log.await.unwrap_or_default();
        (log.lines().filter(|line| line.starts_with("REPORT ")).count(), log)
    }
}

/// The variables that the template gives a function and no other, with the embedded services in the place of AWS.
pub fn environment(world: &World, function: &str) -> Vec<(String, String)> {
    let aws = &world.stack.aws;
    let of_the_platform = [
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("AWS_REGION", emulators::REGION.into()),
        ("AWS_DEFAULT_REGION", emulators::REGION.into()),
        ("AWS_ACCESS_KEY_ID", function.into()),
        ("AWS_SECRET_ACCESS_KEY", emulators::SECRET_KEY.into()),
        ("AWS_ENDPOINT_URL_DYNAMODB", aws.dynamodb_url()),
        ("AWS_ENDPOINT_URL_S3", aws.s3_url()),
        ("AWS_ENDPOINT_URL_SES", aws.ses_url()),
        ("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.secretsmanager_url()),
        ("AWS_ENDPOINT_URL_LAMBDA", aws.lambda_url()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.into()),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    let own = variables(function).expect("templates").expect("a template with the function");
    let own = own.into_iter().map(|(name, value)| {
        let value = here(world, &name).unwrap_or(value);
        assert!(!value.contains("${"), "{name} has no value here: {value}");
        (name, value)
    });
    of_the_platform.into_iter().chain(own).collect()
}

/// What a variable of the template is here, if that is something else.
fn here(world: &World, variable: &str) -> Option<String> {
    if let Some(table) = variable.strip_suffix("_TABLE") {
        return Some(table.to_lowercase());
    }
    Some(match variable {
        "KEYS_SECRET" => "samenspoor/keys".into(),
        "PUBLIC_URL" => world.stack.url.clone(),
        "FILES_BUCKET" => "files".into(),
        "FILES_ORIGIN" => world.stack.aws.s3_url(),
        "SEALS_BUCKET" => "seals".into(),
        "MAIL_FROM" => "samenspoor@mail.samenspoor.example".into(),
        "HELP_PHONE" => "010 000 00 00".into(),
        "HELP_MAIL" => "hulp@samenspoor.example".into(),
        "MAIL_CONFIGURATION_SET" => "samenspoor".into(),
        "FUNCTION_PREFIX" => FUNCTION_PREFIX.into(),
        _ => return None,
    })
}
