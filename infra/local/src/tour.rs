//! Walks the product's main job over HTTP, as its people would in a browser without scripts: one line a step, with what was seen.

pub mod consent;
pub mod dossier;
mod rollover;
pub mod roster;
pub mod transfer;
mod welcome;

use std::fmt::Display;

use domain::totp::TotpSecret;
use emulators::Mail;
use http::Method;
use jiff::SignedDuration;

use crate::{
    Settings, Stack, StackError,
    client::{Answer, Client, ClientError, Form},
};

/// Why the tour ended early.
#[derive(Debug, thiserror::Error)]
pub enum TourError {
    /// The stack did not start.
    #[error(transparent)]
    Stack(#[from] StackError),
    /// A page did not have what it should.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// Something is not as promised.
    #[error("{0}")]
    Broken(String),
}

/// A walk in progress.
pub struct Walk<'a> {
    /// The stack that is walked through.
    pub stack: &'a Stack,
    tell: &'a (dyn Fn(&str) + Sync),
}

/// Refuses to go on unless it is as promised.
pub(crate) fn check(right: bool, otherwise: impl Display) -> Result<(), TourError> {
    if right { Ok(()) } else { Err(TourError::Broken(otherwise.to_string())) }
}

/// The page, if it is what was expected: status 200 and, in its content, these words.
pub(crate) fn seen(page: Answer, words: &[&str]) -> Result<Answer, TourError> {
    let content = page.content();
    let start: String = content.chars().take(700).collect();
    check(page.status.as_u16() == 200, format!("{}: {} {start}", page.url, page.status))?;
    for word in words {
        check(content.contains(word), format!("{}: no {word:?} on the page: {start}", page.url))?;
    }
    Ok(page)
}

/// The body of a browser's file form.
fn multipart(form: &Form, name: &str, kind: &str, content: &[u8]) -> (String, Vec<u8>) {
    let boundary = "----samenspoor-tour";
    let mut body = Vec::new();
    for (field, value) in &form.fields {
        body.extend_from_slice(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    body.extend_from_slice(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n").as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Sends a file with a form of the storage, as a browser would, and goes where the storage leads.
///
/// # Errors
/// When the storage does not take it.
pub async fn send_file(
    client: &Client,
    form: &Form,
    (name, kind): (&str, &str),
    content: &[u8],
) -> Result<Answer, TourError> {
    let (kind, body) = multipart(form, name, kind, content);
    let answer = client.send(Method::POST, &form.action, Some(&kind), body, &[]).await?;
    check(answer.status.as_u16() == 303, format!("the upload is accepted: {} {}", answer.status, answer.body))?;
    seen(client.follow(answer).await?, &[])
}

impl<'a> Walk<'a> {
    /// A walk through a stack that runs, for instance a part of the journey.
    pub fn new(stack: &'a Stack, tell: &'a (dyn Fn(&str) + Sync)) -> Self {
        Self { stack, tell }
    }

    /// One line about what was seen.
    pub fn say(&self, line: impl Display) {
        (self.tell)(&format!("  {line}"));
    }

    /// A heading.
    pub fn part(&self, number: u8, line: &str) {
        (self.tell)(&format!("{number}. {line}"));
    }

    /// A browser that has visited nothing yet.
    pub fn browser(&self) -> Client {
        Client::new(&self.stack.url)
    }

    /// A code of an authenticator; each serves once, so the clock moves on a step first.
    pub fn code(&self, secret: &str) -> Result<String, TourError> {
        self.stack.clock.advance(SignedDuration::from_secs(30));
        let secret = TotpSecret::from_base32(secret).ok_or_else(|| TourError::Broken("no secret".into()))?;
        secret.code(self.stack.clock.now()).ok_or_else(|| TourError::Broken("no code".into()))
    }

    /// Signs in through the pages.
    pub async fn sign_in(&self, email: &str, password: &str, totp: Option<&str>) -> Result<Client, TourError> {
        let client = self.browser();
        let form = client.get("/sign-in").await?.form("/sign-in")?.set("email", email).set("password", password);
        let mut page = client.submit(&form).await?;
        if let Some(secret) = totp {
            let form = page.form("/sign-in/code")?.set("code", self.code(secret)?);
            page = client.submit(&form).await?;
        }
        seen(page, &[])?;
        Ok(client)
    }

    /// A demo person, signed in.
    pub async fn demo(&self, email: &str) -> Result<Client, TourError> {
        let found = self.stack.accounts.iter().find(|account| account.email == email);
        let account = found.ok_or_else(|| TourError::Broken(format!("no account {email}")))?;
        self.sign_in(email, &account.password, account.totp_secret.as_deref()).await
    }

    /// Waits for a mail.
    pub async fn mail(&self, to: &str, fits: impl Fn(&Mail) -> bool) -> Result<Mail, TourError> {
        self.stack.aws.mailbox().wait_for(to, fits).await.map_err(|error| TourError::Broken(error.to_string()))
    }

    /// Waits for a mail with a link, and gives the link's path.
    pub async fn link(&self, to: &str, part: &str) -> Result<String, TourError> {
        let mail = self.mail(to, |mail| mail.link(part).is_some()).await?;
        let link = mail.link(part).and_then(|link| link.strip_prefix(self.stack.url.as_str()));
        link.map(str::to_owned).ok_or_else(|| TourError::Broken(format!("no link {part} to {to}")))
    }

    /// Opens a page again and again until it shows these words: for what workers do meanwhile.
    pub async fn until(&self, client: &Client, path: &str, words: &str) -> Result<Answer, TourError> {
        let mut page = client.get(path).await?;
        for _ in 0..100 {
            if page.content().contains(words) {
                return Ok(page);
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            page = client.get(path).await?;
        }
        seen(page, &[words])
    }
}

/// Walks the whole journey against a fresh stack.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn walk(settings: Settings, tell: &(dyn Fn(&str) + Sync)) -> Result<(), TourError> {
    let stack = Stack::start(settings).await?;
    let walk = Walk { stack: &stack, tell };
    let result = journey(&walk).await;
    stack.stop().await;
    result
}

/// The journey, through a stack that runs.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn journey(walk: &Walk<'_>) -> Result<(), TourError> {
    let coordinator = welcome::coordinator(walk).await?;
    let dossier = dossier::write(walk, &coordinator).await?;
    consent::give(walk, &coordinator, &dossier).await?;
    transfer::hand_over(walk, &coordinator, &dossier).await?;
    // Before the year turns: the clock goes months ahead there.
    roster::bring_in(walk).await?;
    rollover::turn_the_year(walk).await
}
