//! Starts the whole stack for a test, in memory on free ports, and gives its people: each a client that speaks HTTP only.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

pub mod attachments;
pub mod crowd;
pub mod hub;
pub mod runtime;
pub mod sandbox;
pub mod schools;

use std::process::Command;

use jiff::{SignedDuration, Timestamp};
pub use local::client::{Answer, Client, Form};
use local::{Settings, Stack, demo::Account};

/// A stack, and who can use it.
pub struct World {
    /// The stack.
    pub stack: Stack,
}

/// A code of an authenticator, by a program that is not ours.
pub fn oathtool(secret: &str, at: Timestamp) -> String {
    let time = format!("@{}", at.as_second());
    let output = Command::new("oathtool")
        .args(["--totp", "--base32", "--now", &time, &secret.replace(' ', "")])
        .output()
        .expect("oathtool is installed");
    assert!(output.status.success(), "oathtool: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

impl World {
    /// A fresh stack with the demo licences.
    pub async fn start() -> Self {
        let stack = Stack::start(Settings::default()).await.expect("the stack starts");
        Self { stack }
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.stack.url)
    }

    /// The demo account with this address.
    pub fn account(&self, email: &str) -> Account {
        self.stack
            .accounts
            .iter()
            .find(|account| account.email == email)
            .unwrap_or_else(|| panic!("no account {email}"))
            .clone()
    }

    /// The code of this moment for a secret.
    pub fn code(&self, secret: &str) -> String {
        oathtool(secret, self.stack.clock.now())
    }

    /// A demo person, signed in through the pages. A code serves once, so the clock moves on a step.
    pub async fn signed_in(&self, email: &str) -> Client {
        let account = self.account(email);
        self.sign_in(&account.email, &account.password, account.totp_secret.as_deref()).await
    }

    /// Anybody, signed in through the pages.
    pub async fn sign_in(&self, email: &str, password: &str, totp: Option<&str>) -> Client {
        let client = self.anonymous();
        let page = client.get("/sign-in").await.expect("the page to sign in");
        let form = page.form("/sign-in").expect("the form").set("email", email).set("password", password);
        let mut page = client.submit(&form).await.expect("an answer");
        if let Some(secret) = totp {
            self.stack.clock.advance(SignedDuration::from_secs(30));
            let form = page.form("/sign-in/code").expect("asks for the code").set("code", self.code(secret));
            page = client.submit(&form).await.expect("an answer");
        }
        assert!(client.cookie("__Host-session").is_some(), "{email} is not signed in: {}", page.content());
        client
    }

    /// Waits for a mail to this address with a link that contains `part`, and gives that link's path.
    pub async fn link_to(&self, email: &str, part: &str) -> String {
        let mail = self.stack.aws.mailbox().wait_for(email, |mail| mail.link(part).is_some()).await.expect("a mail");
        let link = mail.link(part).expect("the link");
        link.strip_prefix(self.stack.url.as_str()).expect("a link to the product").to_owned()
    }

    /// Moves the clock on.
    pub fn advance(&self, by: SignedDuration) {
        self.stack.clock.advance(by);
    }
}
