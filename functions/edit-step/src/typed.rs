//! What came with a form: the fields of the step, and the page's own controls beside them.

use domain::{
    ids::StaffId,
    steps::{Form, StepDef},
};
use web::{Problem, posted::DRAFT_FIELD};

/// A form of a step, taken apart.
#[derive(Debug)]
pub struct Typed {
    /// The fields of the step.
    pub form: Form,
    /// Which button was pressed.
    pub act: String,
    /// The version of the step that the form shows; a program may leave it out.
    pub version: Option<u64>,
    /// Whether a page that asks "are you sure" was answered.
    pub confirmed: bool,
}

/// Names on a page that are no fields of any step.
const CONTROLS: [&str; 3] = ["once", DRAFT_FIELD, "confirmed"];

impl Typed {
    /// Takes a form apart.
    ///
    /// # Errors
    /// When the version is no number.
    pub fn of(form: &Form) -> Result<Self, Problem> {
        let mut form = Form::from_pairs(form.0.clone());
        let confirmed = form.is_on("confirmed");
        form.0.retain(|name, _| !CONTROLS.contains(&name.as_str()));
        let act = form.0.remove("act").unwrap_or_default();
        let version = form.0.remove("version").filter(|version| !version.is_empty());
        let version =
            version.map(|version| version.parse().map_err(|_| Problem::BadInput("version".into()))).transpose()?;
        Ok(Self { form, act, version, confirmed })
    }

    /// The staff member who was chosen in step 1, if the form has that field.
    pub fn contact_person(&self) -> Option<StaffId> {
        self.form.get("contact-person").parse().ok()
    }

    /// Adds an empty row to a list that people add to.
    pub fn add_row(&mut self, definition: &StepDef, list: &str) {
        let rows = definition.field(list).and_then(|field| field.kind.rows());
        if let Some((rows, first)) = rows.and_then(|rows| Some((rows, rows.fields.first()?)))
            && !rows.of.is_fixed()
        {
            let row = self.form.next_row(list).max(2);
            self.form.0.insert(format!("{list}-{row}-{}", first.id), String::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::steps::{StepNumber, definition};

    use super::*;

    #[test]
    fn a_form_is_taken_apart_into_fields_and_controls() {
        let typed = [
            ("once", "abcdefgh"),
            ("version", "3"),
            ("act", "finish"),
            ("say-date-day", "20"),
            ("say-date-month", "11"),
            ("say-date-year", "2026"),
            ("say-held", "yes"),
        ];
        let typed = Typed::of(&Form::from_pairs(typed)).unwrap();
        assert_eq!((typed.version, typed.act.as_str(), typed.confirmed), (Some(3), "finish", false));
        assert_eq!(typed.form, Form::from_pairs([("say-date", "20-11-2026"), ("say-held", "yes")]));
    }

    #[test]
    fn a_row_is_added_after_what_is_there_and_nothing_is_lost() {
        let goals = definition(StepNumber::GOALS);
        let mut typed = Typed::of(&Form::from_pairs([("goal-1-text", "Tafels"), ("goal-3-text", "")])).unwrap();
        typed.add_row(goals, "goal");
        assert_eq!(typed.form.rows("goal").into_iter().collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(typed.form.get("goal-1-text"), "Tafels");
        typed.add_row(definition(StepNumber::PLAN), "plan");
        assert!(typed.form.rows("plan").is_empty(), "the goals decide which rows there are");
    }
}
