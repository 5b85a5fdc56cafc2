//! Waarnemen: steps 1 to 4.

use crate::{
    group::LEVELS,
    learner::SCHOOL_TYPES,
    steps::{FieldDef, FieldKind, Required, Rows, RowsOf, StepDef, StepNumber},
};

/// Contact person, year level and school type: typed here, kept for later cycles (2-16 to 2-18), and why there is a dossier.
pub(super) static FACTS: StepDef = StepDef {
    number: StepNumber::FACTS,
    version: 1,
    fields: &[
        // Staff of the sender mean nothing to the receiver (1-13).
        FieldDef::new("contact-person", FieldKind::Staff).needed().stays(),
        FieldDef::new("year-level", FieldKind::Choice(&LEVELS)).needed(),
        FieldDef::new("school-type", FieldKind::Choice(&SCHOOL_TYPES)).needed(),
        FieldDef::new("reason", FieldKind::LongText).needed(),
    ],
};

/// Who is involved, and whether the carers allow contact.
pub(super) static INVOLVED: StepDef = StepDef {
    number: StepNumber::INVOLVED,
    version: 1,
    fields: &[
        FieldDef::new("no-carer-reason", FieldKind::LongText).when(Required::WhenNoCarer),
        FieldDef::new(
            "professional",
            FieldKind::Rows(Rows {
                of: RowsOf::Free,
                max: 20,
                fields: &[
                    FieldDef::new("name", FieldKind::Text).needed(),
                    FieldDef::new("organisation", FieldKind::Text),
                    FieldDef::new("task", FieldKind::Text),
                    FieldDef::new("may-contact", FieldKind::Choice(&["yes", "no", "unknown"])).needed(),
                ],
            }),
        ),
    ],
};

/// What is asked, and what happened before.
pub(super) static HISTORY: StepDef = StepDef {
    number: StepNumber::HISTORY,
    version: 1,
    fields: &[
        FieldDef::new("question", FieldKind::LongText).needed(),
        FieldDef::new("school-career", FieldKind::LongText),
        FieldDef::new("done-so-far", FieldKind::LongText),
    ],
};

/// The profile: one row per domain of the dossier's snapshot (1-56), filled in or not applicable.
pub(super) static PROFILE: StepDef = StepDef {
    number: StepNumber::PROFILE,
    version: 1,
    fields: &[FieldDef::new(
        "domain",
        FieldKind::Rows(Rows {
            of: RowsOf::PerDomain,
            max: 60,
            fields: &[
                FieldDef::new("level", FieldKind::Text),
                FieldDef::new("picture", FieldKind::LongText).when(Required::Unless("not-applicable")),
                FieldDef::new("not-applicable", FieldKind::Flag),
            ],
        }),
    )
    .needed()],
};
