//! The product as people start it: a process of its own, which can be killed and started again on what it kept.

use std::{fs::File, net::TcpListener, path::Path, process::Stdio, time::Duration};

use emulators::Mail;
use local::{Settings, Stack};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Client, sandbox};
use tokio::process::{Child, Command};

use crate::ledger::Ledger;

/// The program, running or killed. It ends when this is dropped.
pub struct Program {
    folder: TempDir,
    port: u16,
    running: Option<Child>,
    /// How often it was killed.
    pub kills: usize,
}

/// Starts it on what a folder holds.
fn start(folder: &Path, port: u16) -> Child {
    let log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let mut command = Command::new(sandbox::program("local"));
    command.args(["--port", &port.to_string(), "--data"]).arg(folder.join("data"));
    command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).kill_on_drop(true);
    command.spawn().unwrap()
}

impl Program {
    /// Starts it with an empty folder; it answers when this returns.
    pub async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut program = Self { folder: tempfile::tempdir().unwrap(), port, running: None, kills: 0 };
        program.go_on();
        let up = program.browser().get("/local/clock").await;
        assert!(up.is_ok_and(|page| page.status.is_success()), "it does not start: {}", program.log());
        program
    }

    /// A browser of somebody who loads a page again, or presses again, until there is an answer.
    pub fn browser(&self) -> Client {
        Client::new(&format!("http://localhost:{}", self.port)).patient()
    }

    /// Ends it at once, whatever it is doing: SIGKILL.
    pub async fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.kill().await.unwrap();
            self.kills += 1;
        }
    }

    /// Starts it again, if it was killed; it answers some time after this returns.
    pub fn go_on(&mut self) {
        self.running.get_or_insert_with(|| start(self.folder.path(), self.port));
    }

    /// What it wrote about itself.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// What is kept while it is dead: looked at without doing anything with it.
    pub async fn ledger(&self) -> Ledger {
        assert!(self.running.is_none(), "only one process writes in the folder");
        let data = Some(self.folder.path().join("data"));
        let stack = Stack::start(Settings { data, by_hand: true, ..Settings::default() }).await.unwrap();
        let ledger = Ledger::of(&stack.aws);
        stack.stop().await;
        ledger
    }
}

/// A demo person, signed in once: an authenticator's code serves no second time.
pub async fn sign_in(client: &Client, email: &str) {
    let accounts = client.get("/local/accounts.json").await.unwrap().json();
    let account = accounts.as_array().unwrap().iter().find(|account| account["email"] == email).unwrap().clone();
    let text = |name: &str| account[name].as_str().unwrap().to_owned();
    let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let asked = client.submit(&form.set("email", email).set("password", text("password"))).await.unwrap();
    let page = client.submit(&asked.form("/sign-in/code").unwrap().set("code", text("code"))).await.unwrap();
    assert!(page.status.is_success() && client.cookie("__Host-session").is_some(), "{email}: {}", page.content());
}

/// Every mail that was accepted, newest first.
pub async fn mails(client: &Client) -> Vec<Mail> {
    serde_json::from_str(&client.get("/local/mail.json").await.unwrap().body).unwrap()
}

/// Lets time pass until a worker that was killed has lost its lease, and the sweep of the minute comes.
pub async fn later(client: &Client) {
    let moved = client.post_json("/local/clock", &serde_json::json!({ "advance": "PT3M" }), "").await.unwrap();
    assert!(moved.json()["now"].as_str().is_some(), "{}", moved.body);
    let swept: Value = client.post("/local/schedules/sweep-outbox", &[]).await.unwrap().status.as_u16().into();
    assert_eq!(swept, 303);
    tokio::time::sleep(Duration::from_millis(100)).await;
}
