//! What came with a form: the fields of the step, and the page's own controls beside them.

use domain::{
    input,
    steps::{FieldKind, Form, StepDef},
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
    pub fn of(form: &Form, definition: &StepDef) -> Result<Self, Problem> {
        let mut form = form.clone();
        let confirmed = form.is_on("confirmed");
        form.0.retain(|name, _| !CONTROLS.contains(&name.as_str()));
        let act = form.0.remove("act").unwrap_or_default();
        let version = form.0.remove("version").filter(|version| !version.is_empty());
        let version = version.map(|version| version.parse().map_err(|_| Problem::BadInput("version".into()))).transpose()?;
        join_dates(&mut form, definition);
        Ok(Self { form, act, version, confirmed })
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

/// A day is typed in three inputs and is one field: `12-4-2026`.
fn join_dates(form: &mut Form, definition: &StepDef) {
    let names: Vec<String> = form.0.keys().filter_map(|name| name.strip_suffix("-day")).map(str::to_owned).filter(|name| is_date(definition, name)).collect();
    for name in names {
        let parts = ["day", "month", "year"].map(|part| form.0.remove(&format!("{name}-{part}")).unwrap_or_default().trim().to_owned());
        let typed = if parts.iter().all(String::is_empty) { String::new() } else { parts.join("-") };
        form.0.insert(name, typed);
    }
}

fn is_date(definition: &StepDef, name: &str) -> bool {
    definition.fields.iter().any(|field| match &field.kind {
        FieldKind::Date => field.id == name,
        FieldKind::Rows(rows) => name.strip_prefix(field.id).is_some_and(|rest| rows.fields.iter().any(|inner| matches!(inner.kind, FieldKind::Date) && rest.ends_with(inner.id))),
        _ => false,
    })
}

/// The three parts of a day: of one that is kept, or as they were typed.
pub fn date_parts(text: &str) -> [String; 3] {
    if let Ok(day) = input::date(text) {
        return [day.day().to_string(), day.month().to_string(), day.year().to_string()];
    }
    let mut parts = text.splitn(3, '-').map(str::to_owned);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use domain::steps::{StepNumber, definition};

    use super::*;

    #[test]
    fn a_form_is_taken_apart_into_fields_and_controls() {
        let typed = [("once", "abcdefgh"), ("version", "3"), ("act", "finish"), ("say-date-day", "20"), ("say-date-month", "11"), ("say-date-year", "2026"), ("say-held", "yes")];
        let rows = [("plan-1-evaluation-date-day", ""), ("plan-1-evaluation-date-month", ""), ("plan-1-evaluation-date-year", ""), ("plan-2-evaluation-date-day", "1"), ("plan-2-evaluation-date-month", "2")];
        let form = Form::from_pairs([&typed[..], &rows[..]].concat());
        let typed = Typed::of(&form, definition(StepNumber::PLAN)).unwrap();
        assert_eq!((typed.version, typed.act.as_str(), typed.confirmed), (Some(3), "finish", false));
        let expected = [("plan-1-evaluation-date", ""), ("plan-2-evaluation-date", "1-2-"), ("say-date", "20-11-2026"), ("say-held", "yes")];
        assert_eq!(typed.form, Form::from_pairs(expected));
    }

    #[test]
    fn a_day_is_shown_as_kept_or_as_typed() {
        assert_eq!(date_parts("2026-12-04"), ["4", "12", "2026"]);
        assert_eq!(date_parts("31-2-2026"), ["31", "2", "2026"]);
        assert_eq!(date_parts("1-2-"), ["1", "2", ""]);
    }

    #[test]
    fn a_row_is_added_after_what_is_there_and_nothing_is_lost() {
        let goals = definition(StepNumber::GOALS);
        let mut typed = Typed::of(&Form::from_pairs([("goal-1-text", "Tafels"), ("goal-3-text", "")]), goals).unwrap();
        typed.add_row(goals, "goal");
        assert_eq!(typed.form.rows("goal").into_iter().collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(typed.form.get("goal-1-text"), "Tafels");
        typed.add_row(definition(StepNumber::PLAN), "plan");
        assert!(typed.form.rows("plan").is_empty(), "the goals decide which rows there are");
    }
}
