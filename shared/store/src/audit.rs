//! Who did or saw what, when, from where, about whom. Rows are added, never changed or removed.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    calendar::today,
    ids::{AuditId, IdentityId, LicenceId},
    name::PersonName,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::StoreError,
    item::{Item, from_item, to_item},
    keys::{self, Key, Table},
    read::Store,
};

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Who {
    /// A staff member; the name as it was then.
    Staff {
        /// The id.
        id: String,
        /// The name.
        name: String,
    },
    /// A person by identity only: at sign-in, before a licence is chosen.
    Identity {
        /// The id.
        id: String,
    },
    /// A reader of a link: a carer or the learner.
    Reader {
        /// The id of the carer or learner.
        id: String,
    },
    /// The platform, by one of its jobs.
    Platform {
        /// The function that acted.
        function: String,
    },
    /// Nobody known.
    Unknown,
}

impl Who {
    /// A staff member.
    pub fn staff(id: domain::ids::StaffId, name: &PersonName) -> Self {
        Self::Staff { id: id.to_string(), name: name.full() }
    }

    /// The platform.
    pub fn platform(function: &str) -> Self {
        Self::Platform { function: function.into() }
    }
}

/// A row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// In which licence; nothing for what belongs to a person.
    pub licence: Option<LicenceId>,
    /// About what: `STAFF#<id>`, `LEARNER#<id>`, `DOSSIER#<id>`, `IDENTITY#<id>` ...
    pub subject: String,
    /// What was done, as a verb in the past: `invited`, `viewed`, `saved`.
    pub act: String,
    /// Who did it.
    pub who: Who,
    /// From which network address, if from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Particulars that tell what changed, without personal content.
    #[serde(default, skip_serializing_if = "HashMap::is_empty")]
    pub particulars: HashMap<String, String>,
    /// When; set when it is written.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// Five years for views and changes of dossiers, one year for sign-ins.
const YEARS: (i64, i64) = (5, 1);

impl Entry {
    /// Something that `who` did to `subject` in a licence.
    pub fn new(licence: LicenceId, subject: impl Into<String>, act: impl Into<String>, who: Who) -> Self {
        Self {
            licence: Some(licence),
            subject: subject.into(),
            act: act.into(),
            who,
            from: None,
            particulars: HashMap::new(),
            at: None,
        }
    }

    /// Something about a person's credentials.
    pub fn of_person(identity: IdentityId, act: impl Into<String>, who: Who) -> Self {
        Self {
            licence: None,
            subject: format!("IDENTITY#{identity}"),
            act: act.into(),
            who,
            from: None,
            particulars: HashMap::new(),
            at: None,
        }
    }

    /// From which network address.
    #[must_use]
    pub fn from(mut self, address: Option<&str>) -> Self {
        self.from = address.map(str::to_owned);
        self
    }

    /// Adds a particular.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.particulars.insert(name.into(), value.to_string());
        self
    }

    fn partition(&self) -> String {
        self.licence.map_or_else(|| "PERSON".to_owned(), |licence| licence.to_string())
    }

    pub(crate) fn key(&self, id: AuditId) -> Key {
        keys::audit(&self.partition(), &self.subject, id)
    }

    pub(crate) fn item(&self, key: &Key, now: Timestamp) -> Result<Item, StoreError> {
        let entry = Self { at: Some(now), ..self.clone() };
        let mut item = to_item(&entry, "audit", key, 1)?;
        item.insert("day_pk".into(), AttributeValue::S(format!("L#{}#{}", self.partition(), today(now))));
        let years = if self.licence.is_some() { YEARS.0 } else { YEARS.1 };
        item.insert("ttl".into(), AttributeValue::N((now.as_second() + years * 366 * 86_400).to_string()));
        Ok(item)
    }
}

impl Store {
    /// Notes something that was only seen. If it cannot be noted, it must not be shown.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn note(&self, entry: &Entry) -> Result<(), StoreError> {
        let key = entry.key(self.id()?);
        let item = entry.item(&key, self.clock.now())?;
        self.client
            .put_item()
            .table_name(self.table(Table::Audit))
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        Ok(())
    }

    /// All rows about a subject of a licence, oldest first. Exhaustive.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_of(&self, licence: LicenceId, subject: &str) -> Result<Vec<Entry>, StoreError> {
        let items = self.partition(Table::Audit, &format!("L#{licence}#{subject}"), None).await?;
        items.into_iter().map(|item| from_item(item, "audit").map(|entry| entry.value)).collect()
    }
}
