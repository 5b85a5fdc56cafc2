//! The one definition of each step (domain 6.1). A change of fields is a new version; the old one stays readable.

mod close;
mod observe;
mod plan;
mod understand;

use super::{StepDef, StepNumber};

/// The present definition of a step.
pub fn definition(step: StepNumber) -> &'static StepDef {
    match step.get() {
        1 => &observe::FACTS,
        2 => &observe::INVOLVED,
        3 => &observe::HISTORY,
        4 => &observe::PROFILE,
        5 => &understand::FACTORS,
        6 => &understand::PICTURE,
        7 => &plan::GOALS,
        8 => &plan::PLAN,
        9 => &close::TOOLBOX,
        10 => &close::EVALUATION,
        _ => &close::OUTCOME,
    }
}

/// The definition that some content was made with, if this deployment knows it.
pub fn definition_of(step: StepNumber, version: u16) -> Option<&'static StepDef> {
    Some(definition(step)).filter(|definition| definition.version == version)
}
