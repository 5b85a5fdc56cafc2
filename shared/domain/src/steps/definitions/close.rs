//! Realiseren and afsluiten: steps 9 to 11.

use crate::steps::{FieldDef, FieldKind, Required, Rows, RowsOf, StepDef, StepNumber};

/// What the partnership is asked for; may be skipped with a confirmation (1-23).
pub(super) static TOOLBOX: StepDef = StepDef {
    number: StepNumber::TOOLBOX,
    version: 1,
    fields: &[FieldDef::new(
        "offer",
        FieldKind::Rows(Rows {
            of: RowsOf::Free,
            max: 10,
            fields: &[
                FieldDef::new("name", FieldKind::Text).needed(),
                FieldDef::new("question", FieldKind::LongText).needed(),
            ],
        }),
    )
    .when(Required::UnlessToolboxSkipped)],
};

/// What came of each goal; may stay empty when the toolbox was skipped (1-24).
pub(super) static EVALUATION: StepDef = StepDef {
    number: StepNumber::EVALUATION,
    version: 1,
    fields: &[
        FieldDef::new("evaluated-on", FieldKind::Date).when(Required::UnlessToolboxSkipped).stays(),
        FieldDef::new(
            "result",
            FieldKind::Rows(Rows {
                of: RowsOf::PerGoal,
                max: 15,
                fields: &[
                    FieldDef::new("reached", FieldKind::Choice(&["yes", "partly", "no", "stopped"])).needed(),
                    FieldDef::new("note", FieldKind::LongText),
                ],
            }),
        )
        .when(Required::UnlessToolboxSkipped),
        FieldDef::new("view-learner", FieldKind::LongText),
        FieldDef::new("view-carers", FieldKind::LongText),
        FieldDef::new("follow-up", FieldKind::LongText).when(Required::UnlessToolboxSkipped),
    ],
};

/// How the dossier ends. Level change and a new cycle become outcomes of their own later.
pub(super) static OUTCOME: StepDef = StepDef {
    number: StepNumber::OUTCOME,
    version: 1,
    fields: &[
        // How it ended at the sender is no outcome of what begins at the receiver.
        FieldDef::new("outcome", FieldKind::Choice(&["end-of-support", "learner-left", "transfer"])).needed().stays(),
        FieldDef::new("note", FieldKind::LongText),
    ],
};
