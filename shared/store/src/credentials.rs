//! Tries to sign in: counted before they are compared, and as much work for an address that nobody has.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    types::{AttributeValue, ReturnValue},
};
use domain::{
    identity::Identity,
    ids::{IdentityId, LinkId},
    throttle::Failures,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    change::{Change, ttl},
    error::{Conflict, StoreError},
    item::{Stored, from_item},
    keys::{self, Table},
    read::Store,
};

fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// How long what is kept of an address that nobody has is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Who signs in with an address.
#[derive(Debug, Clone)]
pub enum Holder {
    /// Somebody.
    Person(Box<Stored<Identity>>),
    /// Nobody. What was tried with it is counted as it is for a person, so that neither one try nor many at once take another time.
    Nobody {
        /// The address.
        email: String,
        /// What was tried with it.
        failures: Stored<Failures>,
    },
}

impl From<Stored<Identity>> for Holder {
    fn from(identity: Stored<Identity>) -> Self {
        Self::Person(Box::new(identity))
    }
}

impl Holder {
    /// Who it is, if it is somebody.
    pub fn person(self) -> Option<Stored<Identity>> {
        match self {
            Self::Person(identity) => Some(*identity),
            Self::Nobody { .. } => None,
        }
    }

    /// Tries that failed since the last success.
    pub fn failures(&self) -> &Failures {
        match self {
            Self::Person(identity) => &identity.value.failures,
            Self::Nobody { failures, .. } => &failures.value,
        }
    }

    fn version(&self) -> u64 {
        match self {
            Self::Person(identity) => identity.version,
            Self::Nobody { failures, .. } => failures.version,
        }
    }
}

impl Store {
    /// Who signs in with an address that a stranger typed; two calls whoever it is, so that time tells nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn holder_of(&self, email: &str) -> Result<Holder, StoreError> {
        match self.identity_of(email).await? {
            Some(identity) => Ok(identity.into()),
            None => self.nobody(email).await,
        }
    }

    async fn nobody(&self, email: &str) -> Result<Holder, StoreError> {
        let failures = self.get(&keys::counter("tries", email), "tries").await?;
        let failures = failures.unwrap_or_else(|| Stored::new(Failures::default()));
        Ok(Holder::Nobody { email: email.to_owned(), failures })
    }

    /// The same as it is now; `None` when the person is gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn present_holder(&self, holder: &Holder) -> Result<Option<Holder>, StoreError> {
        match holder {
            Holder::Person(identity) => Ok(self.find_identity(identity.value.id).await?.map(Holder::from)),
            Holder::Nobody { email, .. } => self.nobody(email).await.map(Some),
        }
    }

    /// Counts a try as failed before it is compared, and gives the holder as it is then. `None` when another try was
    /// counted, or the person saved, since this version was read: of many at once, each is counted or not looked at. The number of
    /// failures alone would not do: after a success it is what it was, and a late repeat of the same call would count once more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_failure(&self, holder: &Holder) -> Result<Option<Holder>, StoreError> {
        let (now, version) = (self.clock.now(), holder.version());
        let update = self
            .client
            .update_item()
            // Both words are reserved.
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#last", "last")
            .expression_attribute_values(":version", number(version))
            .expression_attribute_values(":following", number(version + 1))
            .expression_attribute_values(":next", number(holder.failures().count.saturating_add(1)))
            .expression_attribute_values(":now", AttributeValue::S(now.to_string()))
            .return_values(ReturnValue::AllNew);
        let update = match holder {
            Holder::Person(identity) => update
                .table_name(self.table(Table::Identities))
                .set_key(Some(keys::identity(identity.value.id).attributes()))
                .update_expression("SET failures.#count = :next, failures.#last = :now, version = :following")
                .condition_expression("version = :version"),
            Holder::Nobody { email, .. } => update
                .table_name(self.table(Table::Tickets))
                .set_key(Some(keys::counter("tries", email).attributes()))
                .update_expression("SET #count = :next, #last = :now, version = :following, #ttl = :ttl")
                .condition_expression("attribute_not_exists(pk) OR version = :version")
                .expression_attribute_names("#ttl", "ttl")
                .expression_attribute_values(":ttl", ttl(now + KEPT)),
        };
        let counted = match update.send().await {
            Ok(answer) => answer.attributes.unwrap_or_default(),
            Err(error) => {
                return match error.as_service_error() {
                    Some(
                        UpdateItemError::ConditionalCheckFailedException(_)
                        | UpdateItemError::TransactionConflictException(_),
                    ) => Ok(None),
                    _ => Err(StoreError::from_sdk(error)),
                };
            }
        };
        Ok(Some(match holder {
            Holder::Person(_) => from_item::<Identity>(counted, "identity")?.into(),
            Holder::Nobody { email, .. } => {
                Holder::Nobody { email: email.clone(), failures: from_item(counted, "tries")? }
            }
        }))
    }

    /// Counts a try that is not looked at, beside those that are: a write too, so that time does not tell that there was none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_unseen(&self, holder: &Holder) -> Result<(), StoreError> {
        let of = match holder {
            Holder::Person(identity) => identity.value.id.to_string(),
            Holder::Nobody { email, .. } => email.clone(),
        };
        self.count("unseen", &of, KEPT).await.map(drop)
    }
}

impl Change {
    /// Takes back the try that was counted: the password was right, only signing in is not complete yet.
    pub fn forgive_failure(self, id: IdentityId) -> Self {
        let names = HashMap::from([("#count".to_owned(), "count".to_owned())]);
        let values = HashMap::from([(":one".to_owned(), number(1))]);
        let update = "SET failures.#count = failures.#count - :one, version = version + :one";
        self.update_named(
            &keys::identity(id),
            update,
            "failures.#count >= :one",
            names,
            values,
            Conflict::Stale("identity"),
        )
    }

    /// Notes that the person is told of the lock; refused when that was noted before.
    pub fn tell_locked(self, id: IdentityId, now: Timestamp) -> Self {
        let values =
            HashMap::from([(":now".to_owned(), AttributeValue::S(now.to_string())), (":one".to_owned(), number(1))]);
        let update = "SET locked_since = :now, version = version + :one";
        self.update_item(
            &keys::identity(id),
            update,
            "attribute_exists(pk) AND attribute_not_exists(locked_since)",
            values,
            Conflict::Stale("identity"),
        )
    }

    /// Makes this link the newest to choose a new password with; older ones are dead. Whatever else is saved of the person meanwhile, so
    /// that of many asked for at once none waits: for an address that nobody has, none would.
    pub fn newest_reset(self, id: IdentityId, link: LinkId) -> Self {
        // A reserved word.
        let names = HashMap::from([("#reset".to_owned(), "reset".to_owned())]);
        let values =
            HashMap::from([(":link".to_owned(), AttributeValue::S(link.to_string())), (":one".to_owned(), number(1))]);
        let update = "SET #reset = :link, version = version + :one";
        let exists = "attribute_exists(pk)";
        self.update_named(&keys::identity(id), update, exists, names, values, Conflict::Stale("identity"))
    }
}
