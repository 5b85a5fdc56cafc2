//! The record of one request: what was asked of whom, and all that came of it. Nothing in it is ever changed.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Asked, Decision, Person, Purpose, Revocation, Route};
use crate::{
    author::{Author, Stamp},
    calendar::{end_of, today},
    hash::Hash,
    ids::{CodeId, ConsentId, DossierId, LinkId},
    retention::{Retention, RetentionClass},
    version::VersionHashes,
};

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The link was mailed.
    Sent {
        /// Which.
        link: LinkId,
        /// The last day on which it is good.
        ends: Date,
    },
    /// The mail could not be delivered.
    Undelivered,
    /// The page behind the link was opened, by a person or a mail scanner.
    Opened,
    /// A code was mailed (1-02, 1-03).
    CodeSent {
        /// Which.
        code: CodeId,
    },
    /// The right code was typed and the plan was shown (1-04).
    Read {
        /// Which version, as a whole.
        version: Hash,
    },
    /// The person decided.
    Decided(Decision),
    /// The person took the consent back, other than through the link, which dies then: who agrees after all is asked anew.
    Revoked(Revocation),
    /// The school took the request back.
    TakenBack {
        /// Who.
        by: Author,
    },
    /// The action part of the plan has changed.
    OutOfDate {
        /// The hash of the new one.
        action_part: Hash,
    },
}

/// One entry of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// How far a request is: derived from its records, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentState {
    /// The link was mailed.
    Sent,
    /// The mail did not arrive.
    Undelivered,
    /// The page was opened.
    Opened,
    /// A code was mailed.
    CodeSent,
    /// The plan was read.
    Read,
    /// The person agrees; through the link or elsewhere.
    Agreed,
    /// The person does not agree.
    Refused,
    /// It was not got.
    NotObtained,
    /// The link ended without an answer.
    Expired,
    /// The school took the request back.
    TakenBack,
    /// The person agreed and took that back.
    Revoked,
    /// It was about an action part that has changed.
    OutOfDate,
}

impl ConsentState {
    /// All states.
    pub const ALL: [Self; 12] = [
        Self::Sent,
        Self::Undelivered,
        Self::Opened,
        Self::CodeSent,
        Self::Read,
        Self::Agreed,
        Self::Refused,
        Self::NotObtained,
        Self::Expired,
        Self::TakenBack,
        Self::Revoked,
        Self::OutOfDate,
    ];

    /// Whether an answer is still waited for.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Sent | Self::Undelivered | Self::Opened | Self::CodeSent | Self::Read)
    }

    /// Its name in the catalogue, after `consent-state-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Undelivered => "undelivered",
            Self::Opened => "opened",
            Self::CodeSent => "code-sent",
            Self::Read => "read",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::NotObtained => "not-obtained",
            Self::Expired => "expired",
            Self::TakenBack => "taken-back",
            Self::Revoked => "revoked",
            Self::OutOfDate => "out-of-date",
        }
    }
}

/// A request for consent to one person about one version for one purpose, and all that came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consent {
    /// The id.
    pub id: ConsentId,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Who is asked: address, authority and age as on that day.
    pub asked: Asked,
    /// For what.
    pub purpose: Purpose,
    /// About which version. In storage `version` is how often an item was saved.
    #[serde(rename = "hashes")]
    pub version: VersionHashes,
    /// How.
    pub route: Route,
    /// Who asked, and when.
    pub made: Stamp,
    /// All that came of it, in order.
    pub records: Vec<Record>,
    /// How long it is kept.
    pub retention: Retention,
}

/// Why something cannot happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[error("not possible in this state: {0:?}")]
pub struct ConsentRefusal(pub ConsentState);

impl Consent {
    /// A new request. `link` is only looked at for the route through a link, which is mailed at once.
    #[expect(clippy::too_many_arguments, reason = "a record says all of it, and each is of a type of its own")]
    pub fn new(
        id: ConsentId,
        dossier: DossierId,
        asked: Asked,
        purpose: Purpose,
        version: VersionHashes,
        route: Route,
        made: Stamp,
        link: LinkId,
    ) -> Self {
        let records = match &route {
            Route::ThroughLink { ends, .. } => vec![Record { at: made.at, event: Event::Sent { link, ends: *ends } }],
            Route::Elsewhere { .. } | Route::NotObtained { .. } => Vec::new(),
        };
        Self {
            id,
            dossier,
            asked,
            purpose,
            version,
            route,
            made,
            records,
            retention: Retention::new(RetentionClass::LearnerRecord),
        }
    }

    /// The link that was mailed last, and the first moment at which it is no longer good.
    pub fn link(&self) -> Option<(LinkId, Timestamp)> {
        self.records.iter().rev().find_map(|record| match record.event {
            Event::Sent { link, ends } => Some((link, end_of(ends))),
            _ => None,
        })
    }

    /// The decision that counts: the latest (a changed mind is a new record).
    pub fn decision(&self) -> Option<(&Decision, Timestamp)> {
        self.records.iter().rev().find_map(|record| match &record.event {
            Event::Decided(decision) => Some((decision, record.at)),
            _ => None,
        })
    }

    /// The last time that the consent was taken back other than through the link, and when that was noted.
    pub fn revocation(&self) -> Option<(&Revocation, Timestamp)> {
        self.records.iter().rev().find_map(|record| match &record.event {
            Event::Revoked(revocation) => Some((revocation, record.at)),
            _ => None,
        })
    }

    /// On which day in Europe/Amsterdam the consent was given that can be taken back at `now`; nothing when there is none.
    /// Reading a plan and saying what one thinks of it is no consent.
    pub fn revocable(&self, now: Timestamp) -> Option<Date> {
        let stands = self.purpose != Purpose::Viewing && self.state(now) == ConsentState::Agreed;
        let given = self.decision().map(|(_, at)| today(at)).or(match &self.route {
            Route::Elsewhere { date, .. } => Some(*date),
            Route::ThroughLink { .. } | Route::NotObtained { .. } => None,
        });
        given.filter(|_| stands)
    }

    /// How far it is at `now`.
    pub fn state(&self, now: Timestamp) -> ConsentState {
        let mut state = match self.route {
            Route::ThroughLink { .. } => ConsentState::Sent,
            Route::Elsewhere { .. } => ConsentState::Agreed,
            Route::NotObtained { .. } => ConsentState::NotObtained,
        };
        for record in &self.records {
            state = after(state, &record.event);
        }
        let over = self.link().is_some_and(|(_, ends)| now >= ends);
        if state.is_waiting() && over { ConsentState::Expired } else { state }
    }

    /// Notes what happened, if it can happen now. `Ok(false)`: it was noted before and says nothing new.
    ///
    /// # Errors
    /// In a state in which it cannot happen.
    pub fn note(&mut self, event: Event, at: Timestamp) -> Result<bool, ConsentRefusal> {
        let state = self.state(at);
        if !self.can_happen(&event, state, at) {
            return Err(ConsentRefusal(state));
        }
        // Opening again, or a code after reading, tells nothing that the trail of the link does not tell.
        let says_nothing =
            matches!(event, Event::Opened) && !matches!(state, ConsentState::Sent | ConsentState::Undelivered);
        if !says_nothing {
            self.records.push(Record { at, event });
        }
        Ok(!says_nothing)
    }

    fn can_happen(&self, event: &Event, state: ConsentState, at: Timestamp) -> bool {
        use ConsentState::{Agreed, Expired, OutOfDate, Refused, Revoked, TakenBack};
        let link_is_good = self.link().is_some_and(|(_, ends)| at < ends)
            && !matches!(state, TakenBack | OutOfDate | Expired | Revoked);
        match event {
            Event::Sent { .. } => {
                matches!(self.route, Route::ThroughLink { .. }) && (state.is_waiting() || state == Expired)
            }
            Event::Undelivered | Event::Opened | Event::CodeSent { .. } | Event::Read { .. } => link_is_good,
            Event::Decided(_) => link_is_good && matches!(state, ConsentState::Read | Agreed | Refused),
            Event::Revoked(_) => self.revocable(at).is_some(),
            Event::TakenBack { .. } => state.is_waiting(),
            Event::OutOfDate { .. } => !matches!(state, TakenBack | OutOfDate),
        }
    }

    /// There is a new version: out of date if its action part is another. `true` when it has become so now; its link dies then.
    pub fn version_changed(&mut self, new: &VersionHashes, at: Timestamp) -> bool {
        let outdates = self.purpose == Purpose::ActionPart && self.version.action_part != new.action_part;
        outdates && self.note(Event::OutOfDate { action_part: new.action_part.clone() }, at).is_ok()
    }

    /// Whether this request stands for that person, purpose and action part, so that no new one is needed.
    pub fn stands_for(&self, person: Person, purpose: Purpose, version: &VersionHashes) -> bool {
        // Expiry leaves it standing: it is sent again rather than made again.
        let state = self.state(Timestamp::MIN);
        self.asked.person == person
            && self.purpose == purpose
            && self.version.action_part == version.action_part
            && !matches!(state, ConsentState::TakenBack | ConsentState::OutOfDate)
    }

    /// Whether it has come to nothing and its link can change nothing any more, so that another may be made.
    pub fn is_over(&self, now: Timestamp) -> bool {
        match self.state(now) {
            ConsentState::NotObtained | ConsentState::Revoked => true,
            ConsentState::Refused => self.link().is_none_or(|(_, ends)| now >= ends),
            _ => false,
        }
    }
}

/// The state after something happened. The order of reading is kept; an answer outlives later reading.
fn after(state: ConsentState, event: &Event) -> ConsentState {
    use ConsentState::{Agreed, CodeSent, Opened, OutOfDate, Read, Refused, Revoked, Sent, TakenBack, Undelivered};
    let answered = matches!(state, Agreed | Refused | Revoked);
    match event {
        Event::OutOfDate { .. } => OutOfDate,
        Event::TakenBack { .. } => TakenBack,
        Event::Revoked(_) => Revoked,
        Event::Decided(decision) => {
            if decision.agrees {
                Agreed
            } else {
                Refused
            }
        }
        _ if answered => state,
        Event::Sent { .. } => Sent,
        Event::Undelivered => Undelivered,
        Event::Opened if matches!(state, Sent | Undelivered) => Opened,
        Event::CodeSent { .. } if state != Read => CodeSent,
        Event::Read { .. } => Read,
        Event::Opened | Event::CodeSent { .. } => state,
    }
}

/// The last request to each person for a purpose: the one that counts.
pub fn latest(consents: &[Consent], purpose: Purpose) -> Vec<&Consent> {
    let mut last = std::collections::BTreeMap::<Person, &Consent>::new();
    for consent in consents.iter().filter(|consent| consent.purpose == purpose) {
        let newer = last
            .get(&consent.asked.person)
            .is_none_or(|known| (known.made.at, known.id) <= (consent.made.at, consent.id));
        if newer {
            last.insert(consent.asked.person, consent);
        }
    }
    last.into_values().collect()
}
