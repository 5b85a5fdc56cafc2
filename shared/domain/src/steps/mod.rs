//! The eleven steps of a dossier: one typed definition per step, what is filled in, and what is needed to finish (domain 6.1).

mod content;
mod definitions;
mod domains;
mod field;
mod finish;
mod form;
mod parse;
mod status;

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

pub use content::{Row, StepContent, Value};
pub use definitions::{definition, definition_of};
pub use domains::{DomainKind, ProfileDomain, Subject, domains_of, standard_domains};
pub use field::{Context, FieldDef, FieldKind, Required, Rows, RowsOf, StepDef, choice_id, label_id};
pub use finish::Missing;
pub use form::Form;
pub use status::{StatusRefusal, StepStatus};

use crate::{ids::GoalId, input::Fault};

/// Which step: 1 to 11. The phase is a label on it, never part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct StepNumber(#[schemars(range(min = 1, max = 11))] u8);

impl StepNumber {
    /// General facts.
    pub const FACTS: Self = Self(1);
    /// Who is involved.
    pub const INVOLVED: Self = Self(2);
    /// Question and history.
    pub const HISTORY: Self = Self(3);
    /// The learner's profile.
    pub const PROFILE: Self = Self(4);
    /// Promoting and impeding factors.
    pub const FACTORS: Self = Self(5);
    /// The integrative picture.
    pub const PICTURE: Self = Self(6);
    /// Perspective and goals.
    pub const GOALS: Self = Self(7);
    /// The development plan, with consent.
    pub const PLAN: Self = Self(8);
    /// The toolbox.
    pub const TOOLBOX: Self = Self(9);
    /// The evaluation.
    pub const EVALUATION: Self = Self(10);
    /// The dossier's status: its outcome.
    pub const OUTCOME: Self = Self(11);

    /// All steps in order.
    pub const ALL: [Self; 11] =
        [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8), Self(9), Self(10), Self(11)];

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The phase it belongs to.
    pub const fn phase(self) -> Phase {
        match self.0 {
            1..=4 => Phase::Observe,
            5..=6 => Phase::Understand,
            7..=8 => Phase::Plan,
            9..=10 => Phase::Realise,
            _ => Phase::Close,
        }
    }

    /// The steps that must be done before the plan can be finished: 1 to 7.
    pub fn before_plan() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|step| *step < Self::PLAN)
    }

    /// The steps that people read and consent to: 1 to 8.
    pub fn in_plan() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|step| *step <= Self::PLAN)
    }
}

impl fmt::Display for StepNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<u8> for StepNumber {
    type Error = Fault;

    fn try_from(number: u8) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|step| step.0 == number).ok_or(Fault::NotAChoice)
    }
}

impl FromStr for StepNumber {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        text.parse::<u8>().map_err(|_| Fault::NotAChoice)?.try_into()
    }
}

impl<'de> Deserialize<'de> for StepNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        /// A key of a map arrives as text, a value as a number.
        struct Number;

        impl de::Visitor<'_> for Number {
            type Value = StepNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a step number from 1 to 11")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<StepNumber, E> {
                u8::try_from(number)
                    .ok()
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<StepNumber, E> {
                u8::try_from(number)
                    .ok()
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Signed(number), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<StepNumber, E> {
                text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        from.deserialize_any(Number)
    }
}

/// A phase of the cycle: a label that steps share (2-34).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Waarnemen.
    Observe,
    /// Begrijpen.
    Understand,
    /// Plannen.
    Plan,
    /// Realiseren.
    Realise,
    /// Afsluiten.
    Close,
}

impl Phase {
    /// Its name in the catalogue, after `phase-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Understand => "understand",
            Self::Plan => "plan",
            Self::Realise => "realise",
            Self::Close => "close",
        }
    }
}

/// A goal of step 7. Its id stays across edits: steps 8 and 10 refer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// The id.
    pub id: GoalId,
    /// What is to be reached.
    pub text: String,
    /// `long` or `interim` (2-32).
    pub term: String,
}

/// The goals in the content of step 7, in their order.
pub fn goals(content: &StepContent) -> Vec<Goal> {
    let goal = |row: &Row| {
        let id = row.id.as_deref()?.parse().ok()?;
        Some(Goal {
            id,
            text: row.text("text").unwrap_or_default().into(),
            term: row.text("term").unwrap_or_default().into(),
        })
    };
    content.rows("goal").iter().filter_map(goal).collect()
}

#[cfg(test)]
mod tests;
