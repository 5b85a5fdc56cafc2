//! The mailbox: every mail that SES accepted.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use mail_parser::{Message, MessageParser};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::error::Error;
use crate::links::links_in;
use crate::options::Clock;
use crate::queue::locked;

// A test that waits for a mail which never comes should say so, not hang.
const PATIENCE: Duration = Duration::from_secs(10);

/// A mail, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// What SES called it.
    pub id: String,
    /// To whom it went (the envelope).
    pub to: Vec<String>,
    /// The address it came from.
    pub from: String,
    /// Its subject, decoded.
    pub subject: String,
    /// Its plain text, decoded.
    pub text: String,
    /// Its page, decoded.
    pub html: String,
    /// Every link in it, each once.
    pub links: Vec<String>,
    /// When it was accepted, by the clock of the stack.
    pub time: Timestamp,
    /// Name and value of each header, as sent.
    pub headers: Vec<(String, String)>,
    /// Whether SES reported afterwards that it could not be delivered.
    #[serde(default)]
    pub bounced: bool,
}

/// Every mail that was accepted; clones share it.
#[derive(Clone)]
pub struct Mailbox(Arc<Inner>);

struct Inner {
    mails: Mutex<Vec<Kept>>,
    came: Notify,
    folder: Option<PathBuf>,
    clock: Clock,
}

#[derive(Clone)]
pub(crate) struct Kept {
    mail: Mail,
    raw: Vec<u8>,
}

impl Mailbox {
    pub(crate) fn open(folder: Option<PathBuf>, clock: Clock) -> Result<Self, Error> {
        let mails = folder.as_deref().map(read_all).transpose()?.unwrap_or_default();
        Ok(Self(Arc::new(Inner { mails: Mutex::new(mails), came: Notify::new(), folder, clock })))
    }

    /// All of them, newest first.
    pub fn list(&self) -> Vec<Mail> {
        locked(&self.0.mails).iter().rev().map(|kept| kept.mail.clone()).collect()
    }

    /// Those to one address, newest first.
    pub fn to(&self, address: &str) -> Vec<Mail> {
        self.list().into_iter().filter(|mail| mail.is_to(address)).collect()
    }

    /// One of them.
    pub fn get(&self, id: &str) -> Option<Mail> {
        locked(&self.0.mails).iter().find(|kept| kept.mail.id == id).map(|kept| kept.mail.clone())
    }

    /// One of them as it was sent (RFC 5322).
    pub fn raw(&self, id: &str) -> Option<Vec<u8>> {
        locked(&self.0.mails).iter().find(|kept| kept.mail.id == id).map(|kept| kept.raw.clone())
    }

    /// The newest mail to `address` that is as `wanted`, waiting at most ten seconds for it.
    pub async fn wait_for(&self, address: &str, wanted: impl Fn(&Mail) -> bool) -> Result<Mail, Error> {
        let found = async {
            loop {
                let came = self.0.came.notified();
                if let Some(mail) = self.to(address).into_iter().find(&wanted) {
                    return mail;
                }
                came.await;
            }
        };
        tokio::time::timeout(PATIENCE, found).await.map_err(|_| Error::NoMail {
            to: address.into(),
            waited: PATIENCE,
            seen: self.list().iter().map(Mail::to_string).collect::<Vec<_>>().join("; "),
        })
    }

    /// All that is kept now.
    pub(crate) fn kept(&self) -> Vec<Kept> {
        locked(&self.0.mails).clone()
    }

    /// Keeps these, and no others. Files that were written stay.
    pub(crate) fn keep(&self, mails: Vec<Kept>) {
        *locked(&self.0.mails) = mails;
    }

    /// Keeps a mail; the reason if it is none.
    pub(crate) fn accept(&self, raw: Vec<u8>, source: Option<&str>, destinations: Vec<String>) -> Result<Mail, String> {
        let mut mail = read(&raw, source, destinations, (self.0.clock)())?;
        let mut mails = locked(&self.0.mails);
        mail.id = format!("{:016x}-{:08}-000000", mail.time.as_millisecond(), mails.len() + 1);
        if let Some(folder) = &self.0.folder {
            write(folder, &mail, &raw).map_err(|e| e.to_string())?;
        }
        mails.push(Kept { mail: mail.clone(), raw });
        drop(mails);
        self.0.came.notify_waiters();
        Ok(mail)
    }
}

impl Mail {
    /// Whether it went to `address`, in any case.
    pub fn is_to(&self, address: &str) -> bool {
        self.to.iter().any(|to| to.eq_ignore_ascii_case(address))
    }

    /// The first link with `part` in it.
    pub fn link(&self, part: &str) -> Option<&str> {
        self.links.iter().map(String::as_str).find(|link| link.contains(part))
    }
}

impl fmt::Display for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.to.join(", "), self.subject)
    }
}

/// A mail from its source; it has no id yet.
fn read(raw: &[u8], source: Option<&str>, destinations: Vec<String>, time: Timestamp) -> Result<Mail, String> {
    let message = MessageParser::default().parse(raw).ok_or("The message cannot be parsed.")?;
    let written = destinations.is_empty().then(|| recipients(&message));
    let from = message.from().and_then(|from| from.first()).and_then(|from| from.address());
    let text = message.body_text(0).unwrap_or_default().into_owned();
    let html = message.body_html(0).unwrap_or_default().into_owned();
    let headers = message.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    let mut mail = Mail {
        id: String::new(),
        to: written.unwrap_or(destinations),
        from: from.or(source).ok_or("Missing final '@domain'")?.to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        links: links_in(&text, &html),
        text,
        html,
        time,
        headers: headers.collect(),
        bounced: false,
    };
    if mail.to.is_empty() {
        return Err("Missing required header 'To'.".into());
    }
    mail.bounced = mail.to.iter().any(|to| to.contains("bounce@"));
    Ok(mail)
}

fn recipients(message: &Message<'_>) -> Vec<String> {
    let all = [message.to(), message.cc(), message.bcc()];
    let all = all.into_iter().flatten().flat_map(|list| list.iter());
    all.filter_map(|one| one.address()).map(str::to_owned).collect()
}

fn write(folder: &Path, mail: &Mail, raw: &[u8]) -> Result<(), Error> {
    let file = folder.join(format!("{}.eml", mail.id));
    std::fs::write(&file, raw).map_err(|e| Error::Data(file, e))?;
    let file = folder.join(format!("{}.json", mail.id));
    let json = serde_json::to_vec_pretty(mail).map_err(|e| Error::Unreadable(file.clone(), e))?;
    // The .json last and in one step: it is what makes the mail there after a restart.
    let fresh = file.with_extension("fresh");
    std::fs::write(&fresh, json).and_then(|()| std::fs::rename(&fresh, &file)).map_err(|e| Error::Data(file, e))
}

fn read_all(folder: &Path) -> Result<Vec<Kept>, Error> {
    let unusable = |file: &Path| {
        let file = file.to_owned();
        move |e| Error::Data(file, e)
    };
    let mut mails = vec![];
    for entry in std::fs::read_dir(folder).map_err(unusable(folder))? {
        let file = entry.map_err(unusable(folder))?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            let json = std::fs::read(&file).map_err(unusable(&file))?;
            let mail: Mail = serde_json::from_slice(&json).map_err(|e| Error::Unreadable(file.clone(), e))?;
            let eml = file.with_extension("eml");
            mails.push(Kept { mail, raw: std::fs::read(&eml).map_err(unusable(&eml))? });
        }
    }
    // The number in the id, not its time: the clock can be moved back.
    mails.sort_by_key(|kept| kept.mail.id.split('-').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0_u32));
    Ok(mails)
}
