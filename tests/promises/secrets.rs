//! What only one person may know: seen at the door of a stack while people work with it, in their mailbox, and on pages that are shown once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use form_urlencoded::parse;
use futures::FutureExt;
use http::HeaderMap;
use jiff::SignedDuration;
use local::{Stack, requests::Asked, tour::consent::code_in};
use testkit::World;

use crate::{
    accounts::{ADMINISTRATOR, invite},
    calls::beside::{get, send},
};

const RECOVERED: &str = "h.herstel@dewilg.example";
const PASSWORD: &str = "wolk trommel sinaas ladder";

/// What there must be to look for after the journey and all beside it; a kind that is missing was not looked for.
pub const KINDS: [&str; 18] = [
    "a code of the hub",
    "a cookie __Host-hub",
    "a cookie __Host-reader",
    "a cookie __Host-session",
    "a one-time code",
    "a password",
    "a password that was typed",
    "a recovery code",
    "a secret of an authenticator",
    "a token that was opened",
    "typed as code",
    "typed as off-code",
    "typed as recovery",
    "a token of /activate",
    "a token of /consent",
    "a token of /new-address",
    "a token of /reset",
    "a token of /second-factor",
];

/// Shorter ones stand in any text.
const SHORTEST: usize = 6;
/// What the journey types for a code that is wrong: it stands at the end of many a number.
const WRONG_CODES: [&str; 2] = ["000000", "000001"];
/// A token of 256 bits in base64url.
const TOKEN: usize = 43;

/// Secrets, each with what it is.
#[derive(Clone, Default)]
pub struct Secrets(BTreeMap<String, String>);

impl Secrets {
    /// As it is shown, and without the signs that make it easy to read.
    fn add(&mut self, secret: &str, what: &str) {
        for text in [secret.to_owned(), secret.replace(['-', ' '], "")] {
            if text.len() >= SHORTEST && !WRONG_CODES.contains(&text.as_str()) {
                self.0.insert(text, what.to_owned());
            }
        }
    }

    /// What of it stands in a text.
    pub fn told_in(&self, text: &str) -> Option<&str> {
        self.0.iter().find(|(secret, _)| stands_in(text, secret)).map(|(_, what)| what.as_str())
    }

    /// The kinds of which there is none.
    pub fn missing(&self) -> Vec<&'static str> {
        let kinds: BTreeSet<_> = self.0.values().map(String::as_str).collect();
        KINDS.into_iter().filter(|kind| !kinds.contains(kind)).collect()
    }

    /// These as well.
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}

/// Whether this stands in the text as a word of its own: six digits may be part of an id.
pub fn stands_in(text: &str, secret: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(secret)
        .any(|(at, _)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + secret.len()..].chars().next()))
}

/// Who stands at the door of a stack, and notes what people bring: secrets, and what they write.
#[derive(Clone, Default)]
pub struct Doorkeeper {
    secrets: Arc<Mutex<Secrets>>,
    written: Arc<Mutex<BTreeSet<String>>>,
}

impl Doorkeeper {
    /// From now on, at the door of this stack.
    pub fn at(stack: &Stack) -> Self {
        let noted = Self::default();
        let own = noted.clone();
        stack.requests.before_each(Some(Arc::new(move |asked: Asked| {
            own.note(&asked);
            async {}.boxed()
        })));
        noted
    }

    fn note(&self, asked: &Asked) {
        let mut secrets = self.secrets.lock().unwrap();
        for (name, value) in cookies(&asked.headers).filter(|(_, value)| value.len() >= TOKEN) {
            secrets.add(value, &format!("a cookie {name}"));
        }
        let is_token =
            |part: &&str| part.len() == TOKEN && part.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c));
        asked.uri.path().split('/').filter(is_token).for_each(|token| secrets.add(token, "a token that was opened"));
        for (name, value) in parse(asked.uri.query().unwrap_or_default().as_bytes()) {
            if asked.uri.path().starts_with("/sign-in/hub") && ["code", "state"].contains(&&*name) {
                secrets.add(&value, "a code of the hub");
            }
        }
        for (name, value) in parse(&asked.body) {
            match &*name {
                "code" | "off-code" | "recovery" => secrets.add(&value, &format!("typed as {name}")),
                _ if name.contains("password") => secrets.add(&value, "a password that was typed"),
                _ if value.contains([' ', '@']) => drop(self.written.lock().unwrap().insert(value.into_owned())),
                _ => {}
            }
        }
    }

    /// Texts of more than one word and addresses that people filled in, a line each.
    pub fn written(&self) -> BTreeSet<String> {
        let written = self.written.lock().unwrap();
        let lines = written.iter().flat_map(|text| text.lines()).map(|line| line.trim().to_owned());
        lines.filter(|line| line.contains([' ', '@'])).collect()
    }

    /// All secrets of a stack: those that were brought, those that were mailed, and those of its demo people.
    pub fn secrets(&self, world: &World) -> Secrets {
        let mut secrets = self.secrets.lock().unwrap().clone();
        for account in &world.stack.accounts {
            secrets.add(&account.password, "a password");
            account.totp_secret.iter().for_each(|secret| secrets.add(secret, "a secret of an authenticator"));
        }
        for mail in world.stack.aws.mailbox().list() {
            code_in(&mail.text).iter().for_each(|code| secrets.add(code, "a one-time code"));
            let own = mail.links.iter().filter_map(|link| link.strip_prefix(&world.stack.url)?.rsplit_once('/'));
            for (place, token) in own.filter(|(_, token)| token.len() == TOKEN) {
                secrets.add(token, &format!("a token of {place}"));
            }
        }
        secrets
    }
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split("; ")).filter_map(|pair| pair.split_once('='))
}

/// Somebody new sets up an authenticator and signs in with a recovery code: secrets that were shown once, on a page.
pub async fn recovered(world: &World) -> Secrets {
    invite(&world.signed_in(ADMINISTRATOR).await, RECOVERED).await;
    let (link, person) = (world.link_to(RECOVERED, "/activate/").await, world.anonymous());
    send(&person, &get(&person, &link).await, &link, &[("password", PASSWORD)]).await;
    let typed = [("email", RECOVERED), ("password", PASSWORD)];
    let page = send(&person, &get(&person, "/sign-in").await, "/sign-in", &typed).await;
    let page = send(&person, &page, "/account/totp", &[]).await;
    let secret = page.text("code").unwrap();
    world.advance(SignedDuration::from_secs(30));
    let page = send(&person, &page, "/account/totp/confirm", &[("code", &world.code(&secret))]).await;
    let codes = page.texts(".codes code");
    assert_eq!(codes.len(), 10, "{}", page.content());
    let elsewhere = world.anonymous();
    let asked = send(&elsewhere, &get(&elsewhere, "/sign-in").await, "/sign-in", &typed).await;
    send(&elsewhere, &asked, "/sign-in/code", &[("recovery", &codes[0])]).await;
    let mut secrets = Secrets::default();
    codes.iter().for_each(|code| secrets.add(code, "a recovery code"));
    secrets.add(&secret, "a secret of an authenticator");
    secrets
}
