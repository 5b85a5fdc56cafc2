//! A request for consent on its way out: its link, the mail that brings it, and how links die.

use domain::{
    consent::Consent,
    ids::{LicenceId, LinkId},
    link::{Link, Purpose, State},
};

use crate::{
    app::App,
    change::Change,
    error::StoreError,
    keys,
    outbox::{Job, Task},
    people::mail_of,
};

/// The link of a request and the job that mails it.
#[derive(Debug, Clone)]
pub struct ConsentMail {
    link: Link,
    token: String,
    job: Job,
}

impl App {
    /// The link that a request names last, and the job that mails it; `None` for a request that goes another way.
    ///
    /// # Errors
    /// When there is no key or no randomness.
    pub async fn consent_mail(&self, licence: LicenceId, consent: &Consent) -> Result<Option<ConsentMail>, StoreError> {
        let Some((id, ends)) = consent.link() else { return Ok(None) };
        let (now, key) = (self.now(), self.keys.link_kid().await);
        let token =
            self.keys.token(id, &key, now).await.ok_or_else(|| StoreError::Unavailable("no link key".into()))?;
        let task =
            Task::MailConsentRequest { dossier: consent.dossier, consent: consent.id, link: id, key: key.clone() };
        let job = Job::new(mail_of(id), Some(licence), task, now);
        let link =
            Link::new(id, key, Purpose::Consent { licence, dossier: consent.dossier, consent: consent.id }, now, ends);
        Ok(Some(ConsentMail { link, token, job }))
    }

    /// The tokens of those of these links that are open in storage, to be killed. A link may have been made with any key in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_tokens(&self, links: impl IntoIterator<Item = LinkId>) -> Result<Vec<String>, StoreError> {
        let (now, kids) = (self.now(), self.keys.link_kids().await);
        let mut tokens = Vec::new();
        for link in links {
            for kid in &kids {
                tokens.extend(self.keys.token(link, kid, now).await);
            }
        }
        let mut open = Vec::new();
        for hundred in tokens.chunks(100) {
            let keys: Vec<_> = hundred.iter().map(|token| keys::link(token)).collect();
            let mut found = self.store.batch(&keys).await?;
            for (token, key) in hundred.iter().zip(&keys) {
                let link = found.take::<Link>(key, "link")?;
                open.extend(link.filter(|link| link.value.state == State::Open).map(|_| token.clone()));
            }
        }
        Ok(open)
    }
}

impl Change {
    /// Keeps a new request and, if it goes through a link, the link and the job that mails it.
    /// The caller adds the link to the open links of the dossier's header.
    pub fn ask_consent(self, consent: &Consent, mail: Option<&ConsentMail>) -> Self {
        let change = self.create(consent);
        match mail {
            Some(mail) => change.mail_consent(mail),
            None => change,
        }
    }

    /// Keeps the link of a request and the job that mails it.
    pub fn mail_consent(self, mail: &ConsentMail) -> Self {
        self.link(&mail.token, &mail.link).then(&mail.job)
    }

    /// Ends links that are open.
    pub fn kill_links<'a>(self, tokens: impl IntoIterator<Item = &'a String>, state: &State) -> Self {
        tokens.into_iter().fold(self, |change, token| change.kill_link(token, state))
    }
}
