//! Typed ids. An id is a UUID; a name, an address or a code is never an id.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {kind} id")]
pub struct IdError {
    /// The kind of id that was expected.
    pub kind: &'static str,
    /// What stood there instead.
    pub text: String,
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => { $(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with this value; the value comes from the application's source of ids.
            pub const fn new(value: Uuid) -> Self {
                Self(value)
            }

            /// The value.
            pub const fn uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdError { kind: stringify!($name), text: text.into() })
            }
        }
    )+ };
}

ids! {
    /// A tenant: school, partnership, expert organisation or guidance centre.
    LicenceId;
    /// A person's credentials.
    IdentityId;
    /// An identity in one licence.
    StaffId;
    /// A site of a licence.
    LocationId;
    /// A group of learners in one school year.
    GroupId;
    /// A learner of one licence.
    LearnerId;
    /// A parent or other carer.
    CarerId;
    /// A request for consent to one person, and all that came of it.
    ConsentId;
    /// A file of a dossier.
    FileId;
    /// A report of a conversation.
    ReportId;
    /// A goal of a plan.
    GoalId;
    /// A transfer of a dossier from one licence to another.
    TransferId;
    /// A planned or carried out rollover.
    RolloverId;
    /// A file of the pupil administration on its way in.
    PupilFileId;
    /// A round of invitations.
    RoundId;
    /// An item of the outbox: a mail or a job.
    JobId;
    /// A link that is mailed; its token is derived from it with a key.
    LinkId;
    /// A one-time code; its digits are derived from it with a key.
    CodeId;
    /// A signed-in session.
    SessionId;
    /// One row of the audit log.
    AuditId;
}

/// A dossier. Its id contains its learner's, so that the learner can be read beside it in one round trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierId {
    /// Whose dossier.
    pub learner: LearnerId,
    /// Which of that learner.
    pub number: Uuid,
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.learner.0.as_simple(), self.number.as_simple())
    }
}

impl FromStr for DossierId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { kind: "DossierId", text: text.into() };
        let (learner, number) = text.split_once('.').ok_or_else(wrong)?;
        let number = Uuid::try_parse(number).map_err(|_| wrong())?;
        Ok(Self { learner: learner.parse().map_err(|_| wrong())?, number })
    }
}

impl Serialize for DossierId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DossierId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for DossierId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DossierId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{32}\\.[0-9a-f]{32}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_id_reads_back_what_it_writes() {
        let id = DossierId { learner: LearnerId::new(Uuid::from_u128(7)), number: Uuid::from_u128(9) };
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn a_text_that_is_no_id_says_which_id_was_expected() {
        let refused = "99ZX".parse::<LearnerId>().unwrap_err();
        assert_eq!(refused.to_string(), "\"99ZX\" is not a LearnerId id");
    }
}
