//! What is still missing before a step can be finished: all of it at once.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Context, FieldDef, FieldKind, Required, Rows, StepContent, StepDef, StepNumber, form::row_name};

/// A field that must be filled in before the step can be finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// In which step.
    pub step: StepNumber,
    /// Its name in the form.
    pub field: String,
}

impl StepContent {
    /// What is missing, in the order of the page; nothing when the step can be finished.
    pub fn missing_to_finish(&self, definition: &StepDef, context: &Context) -> Vec<Missing> {
        let mut missing = Vec::new();
        for field in definition.fields {
            let is_needed = is_required(field, context, |id| self.text(id), |id| self.has(id));
            match &field.kind {
                FieldKind::Rows(rows) if rows.of.is_fixed() && is_needed => {
                    missing.extend(self.missing_in_fixed(field.id, rows, context));
                }
                FieldKind::Rows(rows) if !rows.of.is_fixed() => {
                    if is_needed && !self.has(field.id) {
                        missing.extend(rows.fields.first().map(|first| row_name(field.id, 1, first.id)));
                    }
                    missing.extend(self.missing_in_rows(field.id, rows, context));
                }
                FieldKind::Rows(_) => {}
                _ if is_needed && !self.has(field.id) => missing.push(field.id.into()),
                _ => {}
            }
        }
        if definition.number == StepNumber::GOALS
            && self.text("destination") == Some("not-yet")
            && !may_wait(context.year_level.as_deref())
        {
            missing.insert(0, "destination".into());
        }
        missing.into_iter().map(|field| Missing { step: definition.number, field }).collect()
    }

    /// In rows that people add: every row that is there must be whole.
    fn missing_in_rows(&self, list: &str, rows: &Rows, context: &Context) -> Vec<String> {
        let mut missing = Vec::new();
        for (number, row) in (1..).zip(self.rows(list)) {
            let needed = rows.fields.iter().filter(|field| {
                row.text(field.id).is_none()
                    && is_required(field, context, |id| row.text(id), |id| row.text(id).is_some())
            });
            missing.extend(needed.map(|field| row_name(list, number, field.id)));
        }
        missing
    }

    /// In rows that the dossier decides: all must be there and whole.
    fn missing_in_fixed(&self, list: &str, rows: &Rows, context: &Context) -> Vec<String> {
        let mut missing = Vec::new();
        for (number, id) in (1..).zip(rows.of.fixed_ids(context)) {
            let row = self.row(list, &id).cloned().unwrap_or_default();
            let needed = rows.fields.iter().filter(|field| {
                row.text(field.id).is_none()
                    && is_required(field, context, |id| row.text(id), |id| row.text(id).is_some())
            });
            missing.extend(needed.map(|field| row_name(list, number, field.id)));
        }
        missing
    }
}

fn is_required<'a>(
    field: &FieldDef,
    context: &Context,
    text: impl Fn(&str) -> Option<&'a str>,
    has: impl Fn(&str) -> bool,
) -> bool {
    match field.required {
        Required::No => false,
        Required::Always => true,
        Required::Unless(other) => !has(other),
        Required::When(other, answer) => text(other) == Some(answer),
        Required::WhenNoCarer => context.carers == 0,
        Required::WhenNoGoals => context.goals.is_empty(),
        Required::UnlessToolboxSkipped => !context.toolbox_skipped,
    }
}

/// Up to group 5 nobody can tell yet where a learner will go; from group 6 on the destination is given (6.1).
fn may_wait(year_level: Option<&str>) -> bool {
    matches!(year_level, Some("0" | "1" | "2" | "3" | "4" | "5" | "S" | "N"))
}
