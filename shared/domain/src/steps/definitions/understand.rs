//! Begrijpen: steps 5 and 6.

use crate::steps::{FieldDef, FieldKind, Required, Rows, RowsOf, StepDef, StepNumber};

/// Where a factor lies.
const WHERE: &[&str] = &["learner", "school", "home"];

const FACTOR: Rows = Rows {
    of: RowsOf::Free,
    max: 20,
    fields: &[
        FieldDef::new("text", FieldKind::LongText).needed(),
        FieldDef::new("where", FieldKind::Choice(WHERE)).needed(),
    ],
};

/// What helps and what hinders: at least one of each, or why there is none (4.1).
pub(super) static FACTORS: StepDef = StepDef {
    number: StepNumber::FACTORS,
    version: 1,
    fields: &[
        FieldDef::new("promoting", FieldKind::Rows(FACTOR)).when(Required::Unless("promoting-none")),
        FieldDef::new("promoting-none", FieldKind::LongText),
        FieldDef::new("impeding", FieldKind::Rows(FACTOR)).when(Required::Unless("impeding-none")),
        FieldDef::new("impeding-none", FieldKind::LongText),
    ],
};

/// The picture that school, learner and carers have together.
pub(super) static PICTURE: StepDef = StepDef {
    number: StepNumber::PICTURE,
    version: 1,
    fields: &[
        FieldDef::new("summary", FieldKind::LongText).needed(),
        FieldDef::new("view-learner", FieldKind::LongText),
        FieldDef::new("view-carers", FieldKind::LongText),
    ],
};
