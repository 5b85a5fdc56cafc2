//! A hub as the schools have one, and a second one with the same keys: `oidc-provider`, which is not ours (`tests/hub/provider.mjs`).

use std::{path::Path, process::Stdio};

use data_encoding::{BASE64, BASE64URL_NOPAD};
use http::Method;
use local::{Settings, Stack};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::{Answer, Client, World};

/// The name under which the hub knows the product.
pub const CLIENT: &str = "samenspoor";
const SECRET: &str = "only for tests";
/// A verifier of anybody's own, and its challenge (RFC 7636): 43 times `a`.
const VERIFIER: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const CHALLENGE: &str = "ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA";

/// The two hubs. They end with this.
pub struct Hub {
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    /// Who issues the tokens of the hub that the product knows.
    pub issuer: String,
    /// Who issues those of the other one.
    pub other: String,
    back: String,
}

async fn line(lines: &mut Lines<BufReader<ChildStdout>>) -> String {
    lines.next_line().await.expect("the hub says something").expect("the hub goes on")
}

/// The value of a name in a query.
pub fn asked(address: &str, name: &str) -> String {
    let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("no {name} in {address}")).to_owned()
}

impl Hub {
    /// A hub that waits to hear whom it is for.
    pub async fn start() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut process = Command::new("node")
            .current_dir(root)
            .arg("tests/hub/provider.mjs")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node is installed");
        let input = process.stdin.take().expect("its input");
        let mut output = BufReader::new(process.stdout.take().expect("its output")).lines();
        let [issuer, other]: [String; 2] = serde_json::from_str(&line(&mut output).await).expect("the issuers");
        Self { _process: process, input, output, issuer, other, back: String::new() }
    }

    /// How the product knows it: for the secret with the keys.
    pub fn client(&self) -> Value {
        json!({ "issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET })
    }

    /// It is for the stack at this address, and has these accounts: their names, and what it tells of each.
    pub async fn serve(&mut self, url: &str, accounts: &Value) {
        self.back = format!("{url}/sign-in/hub/back");
        let told = json!({ "redirect": self.back, "secret": SECRET, "accounts": accounts });
        self.input.write_all(format!("{told}\n").as_bytes()).await.expect("the hub listens");
        while line(&mut self.output).await != "ready" {}
    }

    /// A stack with a hub that has these accounts.
    pub async fn world(accounts: &Value) -> (World, Self) {
        let mut hub = Self::start().await;
        let settings = Settings { hub: Some(hub.client()), ..Settings::default() };
        let world = World { stack: Stack::start(settings).await.expect("the stack starts") };
        hub.serve(&world.stack.url, accounts).await;
        (world, hub)
    }

    /// Somebody signs in at a hub, where `address` leads; gives the page of ours that it leads back to.
    pub async fn sign_in(&self, address: &str, who: &str) -> String {
        let issuer = if address.starts_with(&self.other) { &self.other } else { &self.issuer };
        let browser = Client::new(issuer);
        let mut at = format!("{address}&login_hint={who}");
        for _ in 0..8 {
            let path = at.strip_prefix(issuer.as_str()).unwrap_or(&at).to_owned();
            let answer = browser.send(Method::GET, &path, None, "", &[]).await.expect("an answer of the hub");
            at = answer.location().unwrap_or_else(|| panic!("the hub stops: {}", answer.body)).to_owned();
            if let Some(query) = at.strip_prefix(self.back.as_str()) {
                return format!("/sign-in/hub/back{query}");
            }
        }
        panic!("the hub leads nowhere: {at}")
    }

    /// A genuine ID token that a hub gives to one of its clients, for the nonce of a turn of ours.
    pub async fn token(&self, issuer: &str, client: &str, who: &str, nonce: &str) -> String {
        let asks = format!("response_type=code&scope=openid&state=s&client_id={client}&nonce={nonce}");
        let asks = format!("{asks}&code_challenge={CHALLENGE}&code_challenge_method=S256&redirect_uri={}", self.back);
        let back = self.sign_in(&format!("{issuer}/auth?{asks}"), who).await;
        let code = asked(&back, "code");
        let shown = BASE64.encode(format!("{client}:{}", SECRET.replace(' ', "+")).as_bytes());
        let form =
            format!("grant_type=authorization_code&code={code}&code_verifier={VERIFIER}&redirect_uri={}", self.back);
        let kind = Some("application/x-www-form-urlencoded");
        let shown = [("authorization", &*format!("Basic {shown}"))];
        let answer = Client::new(issuer).send(Method::POST, "/token", kind, form, &shown).await.expect("an answer");
        let token = answer.json().get("id_token").and_then(serde_json::Value::as_str).map(str::to_owned);
        token.unwrap_or_else(|| panic!("no token: {}", answer.body))
    }

    /// The next answer of the hub has this ID token instead of the right one.
    pub async fn answers_with(&self, token: &str) {
        let hub = Client::new(&self.issuer);
        let answer =
            hub.send(Method::PUT, "/answer", Some("text/plain"), token.to_owned(), &[]).await.expect("an answer");
        assert_eq!(answer.status.as_u16(), 204);
    }

    /// Presses the button that leads to the hub; gives the address there.
    pub async fn address(&self, browser: &Client, page: &Answer) -> String {
        let form = page.form("/sign-in/hub").unwrap_or_else(|error| panic!("{error}: {}", page.content()));
        let there = browser.submit(&form).await.expect("an answer");
        let address = there.attribute("main a.button", "href");
        let address = address.unwrap_or_else(|| panic!("no way to the hub: {}", there.content()));
        let refresh = there.headers.get("refresh").and_then(|value| value.to_str().ok());
        assert_eq!(refresh, Some(&*format!("0; url={address}")), "goes on by itself");
        address
    }

    /// All of it: to the hub, signing in there as `who`, back, and the button. Gives what that leads to.
    pub async fn through(&self, browser: &Client, page: &Answer, who: &str) -> Answer {
        let back = self.sign_in(&self.address(browser, page).await, who).await;
        let page = browser.get(&back).await.expect("an answer");
        let form = page.form("/sign-in/hub/back").unwrap_or_else(|error| panic!("{error}: {}", page.content()));
        browser.submit(&form).await.expect("an answer")
    }
}

/// The middle of a token: what it says, for reading.
pub fn said(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap_or_default();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(middle.as_bytes()).expect("base64url")).expect("JSON")
}
