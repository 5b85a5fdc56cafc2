//! What came of a request for consent that somebody at the school should look at.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Consent, ConsentState, Purpose};
use crate::ids::{ConsentId, DossierId};

/// How long an answer stays news: over a school holiday of two weeks, and shorter than it takes to be in the way.
const ANSWER_IS_NEWS: SignedDuration = SignedDuration::from_hours(21 * 24);

/// What is new about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum News {
    /// The person agrees.
    Agreed,
    /// The person does not agree.
    Refused,
    /// The mail with the link did not arrive.
    Undelivered,
    /// The link is dead, and the person would like a new one.
    LinkWanted,
}

/// The row of the register of news: one for each request of which there is any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsentNews {
    /// Of which request.
    pub consent: ConsentId,
    /// Of which dossier; the learner's id is in it.
    pub dossier: DossierId,
    /// Who was asked, by the name of that day.
    pub who: String,
    /// For what.
    pub purpose: Purpose,
    /// What is new.
    pub news: News,
    /// Since when.
    pub at: Timestamp,
}

impl ConsentNews {
    /// This is new about a request.
    pub fn new(consent: &Consent, news: News, at: Timestamp) -> Self {
        Self {
            consent: consent.id,
            dossier: consent.dossier,
            who: consent.asked.name.clone(),
            purpose: consent.purpose,
            news,
            at,
        }
    }

    /// What the last record of a request tells the school; nothing when the school itself wrote it, or it waits for the reader.
    pub fn of(consent: &Consent) -> Option<Self> {
        let last = consent.records.last()?.at;
        // Whether the link has ended by now is no matter: the mail did not arrive all the same.
        let news = match consent.state(Timestamp::MIN) {
            ConsentState::Undelivered => Self::new(consent, News::Undelivered, last),
            ConsentState::Agreed => Self::new(consent, News::Agreed, consent.decision()?.1),
            ConsentState::Refused => Self::new(consent, News::Refused, consent.decision()?.1),
            _ => return None,
        };
        Some(news)
    }

    /// Whether somebody should still look at it. An answer asks for nothing but to be read; the rest waits until a new link is mailed,
    /// or the request is taken back or out of date.
    pub fn is_current(&self, now: Timestamp) -> bool {
        match self.news {
            News::Agreed | News::Refused => now < self.at + ANSWER_IS_NEWS,
            News::Undelivered | News::LinkWanted => true,
        }
    }
}
