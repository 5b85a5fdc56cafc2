//! Logins on paper: a link that is printed instead of mailed, with a code that can be typed. Neither is kept, only their hashes.

use domain::{
    ids::{LicenceId, LinkId, StaffId},
    link::Link,
};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    change::{Change, ttl},
    error::{Conflict, StoreError},
    item::to_item,
    keys,
    outbox::{Job, Task},
};

/// What a typed code leads to: the link by its id, from which the token is derived again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Printed {
    link: LinkId,
    key: String,
}

/// A new activation link that goes on paper. What is secret of it exists in the answer that prints it, and nowhere else.
pub struct NewPaper {
    /// The link; the staff member notes it with `StaffMember::invite`.
    pub link: Link,
    token: String,
    code: String,
    mail: Job,
}

impl NewPaper {
    /// The path that the QR code leads to.
    pub fn path(&self) -> String {
        format!("/activate/{}", self.token)
    }

    /// The code for who types.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl App {
    /// A new activation link for a staff member, to be printed; its mail only tells the person that this was done.
    ///
    /// # Errors
    /// When there is no randomness or no link key.
    pub async fn new_paper(&self, licence: LicenceId, staff: StaffId) -> Result<NewPaper, StoreError> {
        let (now, kid) = (self.now(), self.keys.link_kid().await);
        let link = Link::activation(self.id()?, kid, licence, staff, now);
        let token = self.link_token(link.id, &link.key).await?;
        let code = self.keys.paper(link.id, &link.key, now).await;
        let code = code.ok_or_else(|| StoreError::Unavailable("no link key".into()))?;
        let mail = self.store.job(Some(licence), Task::MailLoginPrinted { staff })?;
        Ok(NewPaper { link, token, code, mail })
    }

    /// The token of the link that a typed code stands for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn token_on_paper(&self, code: &str) -> Result<Option<String>, StoreError> {
        match self.store.get::<Printed>(&keys::paper(code), "paper").await? {
            Some(printed) => self.link_token(printed.value.link, &printed.value.key).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Change {
    /// Keeps a new activation link that is printed, the hash of its code, and the mail that tells the person.
    pub fn print(self, paper: &NewPaper) -> Self {
        let key = keys::paper(&paper.code);
        let printed = Printed { link: paper.link.id, key: paper.link.key.clone() };
        let item = to_item(&printed, "paper", &key, 1).map(|mut item| {
            item.insert("ttl".into(), ttl(paper.link.ends));
            item
        });
        let only_new = Some(("attribute_not_exists(pk)", std::collections::HashMap::new()));
        self.link(&paper.token, &paper.link).put_item(&key, item, only_new, Conflict::Taken("paper")).then(&paper.mail)
    }
}
