//! What a step asks: its fields, their kinds, and when each is needed.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ProfileDomain, StepNumber};
use crate::ids::{GoalId, StaffId};

/// The definition of a step. Another version is made when fields change; old content keeps its own.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepDef {
    /// Which step.
    pub number: StepNumber,
    /// Which version of it.
    pub version: u16,
    /// What it asks, in the order of the page.
    pub fields: &'static [FieldDef],
}

/// One field of a step. Its label is `step-<number>-field-<id>` in the catalogue, of a row `step-<number>-field-<list>-<id>`.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldDef {
    /// Its name in forms and content.
    pub id: &'static str,
    /// What can be filled in.
    pub kind: FieldKind,
    /// When it is needed to finish the step; saving never needs anything (2-08).
    pub required: Required,
    /// Whether it goes along in a transfer (1-13).
    pub travels: bool,
}

/// What can be filled in.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A day.
    Date,
    /// A tick.
    Flag,
    /// A staff member of this licence.
    Staff,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Rows of fields.
    Rows(Rows),
}

/// A list of rows.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rows {
    /// What decides which rows there are.
    pub of: RowsOf,
    /// The fields of a row.
    pub fields: &'static [FieldDef],
    /// Rows at most.
    pub max: usize,
}

/// What decides which rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RowsOf {
    /// As many as people add.
    Free,
    /// As many as people add; each is a goal that keeps its id.
    Goals,
    /// One per domain of the dossier's snapshot (1-56).
    PerDomain,
    /// One per goal of step 7.
    PerGoal,
}

/// When a field is needed to finish the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "when", content = "field")]
pub enum Required {
    /// Never.
    No,
    /// Always.
    Always,
    /// Unless that other field is filled in.
    Unless(&'static str),
    /// When that other choice has this answer.
    When(&'static str, &'static str),
    /// When no carer is known.
    WhenNoCarer,
    /// When there are no goals.
    WhenNoGoals,
    /// Unless the toolbox was skipped (1-24).
    UnlessToolboxSkipped,
}

/// What the fields of a step depend on outside the step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The domains of the dossier's snapshot.
    pub domains: Vec<ProfileDomain>,
    /// The goals of step 7, in their order.
    pub goals: Vec<GoalId>,
    /// Staff members who can be chosen.
    pub staff: Vec<StaffId>,
    /// How many carers are known.
    pub carers: usize,
    /// The year level of step 1.
    pub year_level: Option<String>,
    /// Whether step 9 was skipped.
    pub toolbox_skipped: bool,
}

/// The id of a field's label in the catalogue; its hint, if it has one, is that with `-hint`.
pub fn label_id(step: StepNumber, list: Option<&str>, field: &str) -> String {
    match list {
        Some(list) => format!("step-{step}-field-{list}-{field}"),
        None => format!("step-{step}-field-{field}"),
    }
}

/// The id of a choice's label in the catalogue.
pub fn choice_id(field: &str, option: &str) -> String {
    format!("choice-{field}-{}", option.to_lowercase())
}

impl FieldDef {
    /// A field that may stay empty and travels.
    pub const fn new(id: &'static str, kind: FieldKind) -> Self {
        Self { id, kind, required: Required::No, travels: true }
    }

    /// Needed to finish, always.
    pub const fn needed(self) -> Self {
        self.when(Required::Always)
    }

    /// Needed to finish in some case.
    pub const fn when(mut self, required: Required) -> Self {
        self.required = required;
        self
    }

    /// Stays here in a transfer (1-13).
    pub const fn stays(mut self) -> Self {
        self.travels = false;
        self
    }

    /// Characters that fit in.
    pub const fn max_length(&self) -> usize {
        match self.kind {
            FieldKind::Text => 200,
            FieldKind::LongText => 10_000,
            _ => 64,
        }
    }
}

impl StepDef {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl FieldKind {
    /// The rows, if it is a list of rows.
    pub const fn rows(&self) -> Option<&Rows> {
        if let Self::Rows(rows) = self { Some(rows) } else { None }
    }
}

impl RowsOf {
    /// Whether the dossier decides which rows there are, rather than the person.
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::PerDomain | Self::PerGoal)
    }

    /// The ids of the rows that must be there, in order.
    pub fn fixed_ids(self, context: &Context) -> Vec<String> {
        match self {
            Self::Free | Self::Goals => Vec::new(),
            Self::PerDomain => context.domains.iter().map(|domain| domain.id.clone()).collect(),
            Self::PerGoal => context.goals.iter().map(ToString::to_string).collect(),
        }
    }
}
