//! Plannen: steps 7 and 8, the legal core (4.1, 4.2).

use crate::steps::{FieldDef, FieldKind, Required, Rows, RowsOf, StepDef, StepNumber};

/// Where a learner may go on; `not-yet` is an answer for the youngest only.
const DESTINATIONS: &[&str] = &[
    "special",
    "practical",
    "vmbo-basic",
    "vmbo-middle",
    "vmbo-theory",
    "havo",
    "vwo",
    "mbo",
    "higher",
    "sheltered-work",
    "day-care",
    "work",
    "other",
    "not-yet",
];

/// Expected destination with its grounds, and the goals.
pub(super) static GOALS: StepDef = StepDef {
    number: StepNumber::GOALS,
    version: 1,
    fields: &[
        FieldDef::new("destination", FieldKind::Choice(DESTINATIONS)).needed(),
        FieldDef::new("destination-note", FieldKind::Text).when(Required::When("destination", "other")),
        FieldDef::new("grounds", FieldKind::LongText).needed(),
        FieldDef::new(
            "goal",
            FieldKind::Rows(Rows {
                of: RowsOf::Goals,
                max: 15,
                fields: &[
                    FieldDef::new("text", FieldKind::LongText).needed(),
                    FieldDef::new("term", FieldKind::Choice(&["long", "interim"])).needed(),
                ],
            }),
        )
        .needed(),
    ],
};

/// What is done for each goal, deviations from the programme, and the learner's say.
pub(super) static PLAN: StepDef = StepDef {
    number: StepNumber::PLAN,
    version: 1,
    fields: &[
        FieldDef::new(
            "plan",
            FieldKind::Rows(Rows {
                of: RowsOf::PerGoal,
                max: 15,
                fields: &[
                    // The next school finds its own approach and makes its own dates (1-13).
                    FieldDef::new("approach", FieldKind::LongText).needed().stays(),
                    FieldDef::new("who", FieldKind::Text).needed(),
                    FieldDef::new("when", FieldKind::Text).needed(),
                    FieldDef::new("evaluation-date", FieldKind::Date).needed().stays(),
                ],
            }),
        )
        .needed(),
        FieldDef::new("support", FieldKind::LongText).when(Required::WhenNoGoals),
        FieldDef::new("deviates", FieldKind::Choice(YES_NO)).needed(),
        FieldDef::new("deviations", FieldKind::LongText).when(Required::When("deviates", "yes")),
        FieldDef::new("say-held", FieldKind::Choice(YES_NO)).needed(),
        FieldDef::new("say-date", FieldKind::Date).when(Required::When("say-held", "yes")),
        FieldDef::new("say-with", FieldKind::Text).when(Required::When("say-held", "yes")),
        FieldDef::new("say-form", FieldKind::Choice(&["talk", "drawing", "video", "form", "other"]))
            .when(Required::When("say-held", "yes")),
        FieldDef::new("say-words", FieldKind::LongText).when(Required::When("say-held", "yes")),
        FieldDef::new("say-done", FieldKind::LongText).when(Required::When("say-held", "yes")),
        FieldDef::new("say-why-not", FieldKind::LongText).when(Required::When("say-held", "no")),
    ],
};

const YES_NO: &[&str] = &["yes", "no"];
