//! What expires: links, codes, sessions, counters. Nothing here is about what anybody wrote.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use domain::{
    access::Scope,
    code::{Codes, TRIES},
    hash::Hash,
    hub::Means,
    ids::{IdentityId, LicenceId, LinkId, LocationId, SessionId, StaffId},
    licence::OtherLicence,
    link::{Link, Opening, State, TRAIL_KEPT},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use warrant::Warrant;

use crate::{
    change::{Change, Done, Once, ttl},
    error::{Conflict, StoreError},
    item::{Stored, from_item, to_item},
    keys::{self, Key, Table},
    read::{Found, Store},
};

/// Dead links stay this long, so that the page can still say why they are dead.
const LINK_KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);

/// A signed-in session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; only its hash is in the key.
    pub id: SessionId,
    /// Who.
    pub identity: IdentityId,
    /// The licence that is being worked in, once chosen.
    pub service: Option<(LicenceId, StaffId)>,
    /// The epoch of the identity when it began: a later one ends it.
    pub epoch: u64,
    /// When it began.
    pub began: Timestamp,
    /// When it ends, whatever happens.
    pub ends: Timestamp,
    /// When the person last proved presence with the second factor.
    pub stepped_up: Option<Timestamp>,
    /// How far signing in is.
    pub stage: Stage,
    /// Whether the person has a second factor. Setting one up or taking it off ends the session, so that it stays true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor: bool,
    /// What the person proved who he is with.
    #[serde(default)]
    pub by: Means,
    /// The other licences that the person could work in when it began. They are kept here, so that every page can offer them
    /// without reading more; whether one may still be entered is decided when it is chosen (3-11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherLicence>,
    /// The location whose lists are looked at, where there are several: a wish about what is shown, which gives no right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
}

/// How far signing in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The password was right; the code of the authenticator is needed.
    Code,
    /// The licence is to be chosen.
    Licence,
    /// A second factor is to be set up first.
    Enrol,
    /// At work.
    Full,
}

impl Session {
    /// The id of the session that a form begins. It follows from the form's key, so that the same form, sent again because
    /// its answer was lost, finds the session it began.
    pub fn id_by(identity: IdentityId, once: &Once) -> SessionId {
        SessionId::new(Hash::of(format!("session of {identity} by {}", once.key.pk)).uuid())
    }
}

/// A link that was found by the hash of its token: who has the token may reach what the link is about.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundLink {
    /// The link.
    pub link: Link,
    scope: Option<Scope>,
}

impl FoundLink {
    fn of(stored: Stored<Link>) -> Self {
        let link = stored.value;
        Self { scope: link.licence().map(|licence| Scope::warranted(licence, Warrant::verified())), link }
    }

    /// The licence it belongs to; `None` for a link of a person.
    pub fn scope(&self) -> Option<Scope> {
        self.scope
    }
}

impl Found {
    /// Takes out a link, read with [`keys::link`].
    ///
    /// # Errors
    /// When the item is not a link.
    pub fn link(&mut self, token: &str) -> Result<Option<FoundLink>, StoreError> {
        Ok(self.take::<Link>(&keys::link(token), "link")?.map(FoundLink::of))
    }
}

impl Store {
    fn link_item(link: &Link, key: &Key, version: u64) -> Result<crate::item::Item, StoreError> {
        let mut item = to_item(link, "link", key, version)?;
        item.insert("ends_ms".into(), AttributeValue::N(link.ends.as_millisecond().to_string()));
        item.insert("ttl".into(), ttl(link.ends + LINK_KEPT));
        Ok(item)
    }

    /// A link by its token, without a trace.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_link(&self, token: &str) -> Result<Option<FoundLink>, StoreError> {
        Ok(self.get(&keys::link(token), "link").await?.map(FoundLink::of))
    }

    /// A link by its token, without a trace; and where the form that follows it led, if it was carried out before. In one round trip.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn follow(
        &self,
        token: &str,
        once: Option<&Once>,
    ) -> Result<(Option<FoundLink>, Option<String>), StoreError> {
        let wanted: Vec<Key> = std::iter::once(keys::link(token)).chain(once.map(|once| once.key.clone())).collect();
        let mut found = self.batch(&wanted).await?;
        let link = found.link(token)?;
        let mut done = once.map(|once| found.take::<Done>(&once.key, Done::ENTITY)).transpose()?.flatten();
        // The two are not read at one moment: of a link that is dead, a form carried out just now is looked for again, so that
        // whoever sent it twice is never told that somebody else was first.
        let dead = link.as_ref().is_some_and(|found| found.link.refusal(self.clock.now()).is_some());
        if let (true, None, Some(once)) = (dead, &done, once) {
            done = self.get(&once.key, Done::ENTITY).await?;
        }
        let to = done.filter(|done| once.is_some_and(|once| once.input == done.value.input)).map(|done| done.value.to);
        Ok((link, to))
    }

    /// Opens a link: notes the opening in its trail and gives the link, in one call. Nothing else changes, however often it is opened.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_link(&self, token: &str, agent: &str) -> Result<Option<FoundLink>, StoreError> {
        let key = keys::link(token);
        let opening =
            Opening { at: self.clock.now(), agent: agent.chars().filter(|c| !c.is_control()).take(120).collect() };
        let opening = serde_dynamo::to_attribute_value(vec![opening])
            .map_err(|error| StoreError::Corrupt { entity: "link", cause: error.to_string() })?;
        let update = |expression: &str| {
            self.client
                .update_item()
                .table_name(self.table(Table::Tickets))
                .set_key(Some(key.attributes()))
                .update_expression(expression)
                .expression_attribute_values(":one", AttributeValue::N("1".into()))
                .expression_attribute_values(":kept", AttributeValue::N(TRAIL_KEPT.to_string()))
                .return_values(ReturnValue::AllNew)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        };
        let first = update("SET openings = openings + :one, trail = list_append(trail, :opening)")
            .expression_attribute_values(":opening", opening)
            .condition_expression("openings < :kept");
        let answer = match first.send().await {
            Ok(answer) => answer,
            Err(error) => match error.as_service_error() {
                Some(aws_sdk_dynamodb::operation::update_item::UpdateItemError::ConditionalCheckFailedException(
                    full,
                )) if full.item().is_some() => update("SET openings = openings + :one")
                    .condition_expression("openings >= :kept")
                    .send()
                    .await
                    .map_err(StoreError::from_sdk)?,
                Some(error) if error.is_conditional_check_failed_exception() => return Ok(None),
                _ => return Err(StoreError::from_sdk(error)),
            },
        };
        answer.attributes.map(|item| from_item(item, "link").map(FoundLink::of)).transpose()
    }

    /// Counts a try of a code before it is compared, and gives the codes as they are then; `None` when no code can be tried.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn try_code(&self, token: &str) -> Result<Option<Stored<Codes>>, StoreError> {
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Tickets))
            .set_key(Some(keys::codes(token).attributes()))
            .update_expression("SET tries = tries + :one, version = version + :one")
            .condition_expression("tries < :most AND served = :no")
            .expression_attribute_values(":one", AttributeValue::N("1".into()))
            .expression_attribute_values(":most", AttributeValue::N(TRIES.to_string()))
            .expression_attribute_values(":no", AttributeValue::Bool(false))
            .return_values(ReturnValue::AllNew);
        match update.send().await {
            Ok(answer) => answer.attributes.map(|item| from_item(item, "codes")).transpose(),
            Err(error)
                if error.as_service_error().is_some_and(|error| error.is_conditional_check_failed_exception()) =>
            {
                Ok(None)
            }
            Err(error) => Err(StoreError::from_sdk(error)),
        }
    }

    /// The codes of a link.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_codes(&self, token: &str) -> Result<Option<Stored<Codes>>, StoreError> {
        self.get(&keys::codes(token), "codes").await
    }

    /// Counts something within a window (a kind and whom it is about) and tells how often it has happened, or a little more when answers
    /// were lost: for limits too high to keep every turn, see [`Store::take_turn`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count(&self, kind: &str, of: &str, life: SignedDuration) -> Result<u64, StoreError> {
        let key = self.window(kind, of, life);
        let answer = self
            .client
            .update_item()
            .table_name(self.table(Table::Tickets))
            .set_key(Some(key.attributes()))
            .update_expression("ADD #number :one SET #ttl = :ttl")
            // Both words are reserved.
            .expression_attribute_names("#number", "number")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":one", AttributeValue::N("1".into()))
            .expression_attribute_values(":ttl", ttl(self.clock.now() + life + life))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        let number = answer
            .attributes
            .as_ref()
            .and_then(|item| item.get("number"))
            .and_then(|number| number.as_n().ok())
            .and_then(|number| number.parse().ok());
        Ok(number.unwrap_or(1))
    }

    /// Takes one of the `most` turns within a window (a kind and whom it is about): whether there was one. An answer that was lost costs
    /// nobody a turn: attempts of one call share theirs, and so does a form that comes again when its key is given.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_turn(
        &self,
        (kind, of, life): (&str, &str, SignedDuration),
        most: u64,
        form: Option<&Once>,
    ) -> Result<bool, StoreError> {
        let form = match form {
            Some(once) => once.key.pk.clone(),
            None => self.id::<LinkId>()?.to_string(),
        };
        let taken = self
            .client
            .update_item()
            .table_name(self.table(Table::Tickets))
            .set_key(Some(self.window(kind, of, life).attributes()))
            .update_expression("ADD forms :forms SET #ttl = :ttl")
            .condition_expression("attribute_not_exists(forms) OR contains(forms, :form) OR size(forms) < :most")
            // A reserved word.
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":forms", AttributeValue::Ss(vec![form.clone()]))
            .expression_attribute_values(":form", AttributeValue::S(form))
            .expression_attribute_values(":most", AttributeValue::N(most.to_string()))
            .expression_attribute_values(":ttl", ttl(self.clock.now() + life + life))
            .send()
            .await;
        match taken {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(StoreError::from_sdk(error)),
            },
        }
    }

    /// Where something within a window is counted. The window is part of the key, so that expiry does not depend on TTL.
    fn window(&self, kind: &str, of: &str, life: SignedDuration) -> Key {
        let window = self.clock.now().as_second() / life.as_secs().max(1);
        keys::counter(kind, &format!("{of}:{window}"))
    }
}

impl Change {
    /// Keeps a new link, found by the hash of its token.
    pub fn link(self, token: &str, link: &Link) -> Self {
        let key = keys::link(token);
        let item = Store::link_item(link, &key, 1);
        self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Taken("link"))
    }

    /// Uses a link up: only while it is open and has not ended at `now`. Two at once: one succeeds.
    pub fn use_link(self, token: &str, now: Timestamp) -> Self {
        self.end_link(token, &State::Used { at: now }, Some(now))
    }

    /// Ends a link that is open, whether it has ended by time or not. Not for links that may be gone: those need no end.
    pub fn kill_link(self, token: &str, state: &State) -> Self {
        self.end_link(token, state, None)
    }

    fn end_link(self, token: &str, state: &State, alive_at: Option<Timestamp>) -> Self {
        let (name, at) = match state {
            State::Used { at } => ("used", at),
            State::Replaced { at } => ("replaced", at),
            State::Withdrawn { at } => ("withdrawn", at),
            State::Open => return self,
        };
        let mut values = HashMap::from([
            (":state".to_owned(), AttributeValue::S(name.into())),
            (":at".to_owned(), AttributeValue::S(at.to_string())),
            (":open".to_owned(), AttributeValue::S("open".into())),
        ]);
        let names = HashMap::from([("#state".to_owned(), "state".to_owned()), ("#at".to_owned(), "at".to_owned())]);
        let condition = match alive_at {
            Some(now) => {
                values.insert(":now".into(), AttributeValue::N(now.as_millisecond().to_string()));
                "#state = :open AND ends_ms > :now"
            }
            None => "#state = :open",
        };
        self.update_named(
            &keys::link(token),
            "SET #state = :state, #at = :at",
            condition,
            names,
            values,
            Conflict::LinkDead,
        )
    }

    /// Keeps the codes of a link.
    pub fn codes(self, token: &str, codes: &Codes, read: u64, ends: Timestamp) -> Self {
        let key = keys::codes(token);
        let item = to_item(codes, "codes", &key, read + 1).map(|mut item| {
            item.insert("ttl".into(), ttl(ends + LINK_KEPT));
            item
        });
        let values = HashMap::from([(":read".to_owned(), AttributeValue::N(read.to_string()))]);
        if read == 0 {
            self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Stale("codes"))
        } else {
            self.put_item(&key, item, Some(("version = :read", values)), Conflict::Stale("codes"))
        }
    }

    /// Uses the present code up: two who typed it at once, one succeeds.
    pub fn use_code(self, token: &str, codes: &Codes) -> Self {
        let values = HashMap::from([
            (":yes".to_owned(), AttributeValue::Bool(true)),
            (":no".to_owned(), AttributeValue::Bool(false)),
            (":id".to_owned(), AttributeValue::S(codes.id.to_string())),
            (":one".to_owned(), AttributeValue::N("1".into())),
        ]);
        self.update_item(
            &keys::codes(token),
            "SET served = :yes, version = version + :one",
            "id = :id AND served = :no",
            values,
            Conflict::Stale("codes"),
        )
    }

    /// Keeps a session that begins, or writes one that was read.
    pub fn session(self, session: &Session, read: u64) -> Self {
        let key = keys::session(session.id);
        let item = to_item(session, "session", &key, read + 1).map(|mut item| {
            item.insert("ttl".into(), ttl(session.ends));
            item
        });
        let values = HashMap::from([(":read".to_owned(), AttributeValue::N(read.to_string()))]);
        if read == 0 {
            self.put_item(&key, item, Some(("attribute_not_exists(pk)", HashMap::new())), Conflict::Taken("session"))
        } else {
            self.put_item(&key, item, Some(("version = :read", values)), Conflict::Stale("session"))
        }
    }

    /// Ends a session.
    pub fn end_session(self, session: SessionId) -> Self {
        self.remove_item(&keys::session(session))
    }
}
