//! From what was typed in a flat form to the content of a step.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{
    Context, FieldDef, FieldKind, Form, Row, Rows, RowsOf, StepContent, StepDef, Value,
    form::{row_name, row_of},
};
use crate::{
    ids::{GoalId, StaffId},
    input::{Fault, Faults, optional_date, optional_text},
};

/// Bytes that a step may take: an item of the table holds 400 kB, and keys, trail and names need some.
pub(super) const STEP_BYTES: usize = 250_000;

impl StepContent {
    /// The content that was typed. Saving asks for nothing to be complete; what is there must be right.
    /// Empty rows are left out; a goal without an id gets one from `ids`. The page's own controls are not part of `form`.
    ///
    /// # Errors
    /// Every fault of the input; a field that the definition does not know is one.
    pub fn parse(
        definition: &StepDef,
        context: &Context,
        form: &Form,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut content = BTreeMap::new();
        for field in definition.fields {
            let value = match &field.kind {
                FieldKind::Rows(rows) => parse_rows(field.id, rows, context, form, ids, &mut faults).map(Value::Rows),
                _ => faults.check(field.id, one(field, context, form.get(field.id))).flatten().map(Value::Text),
            };
            if let Some(value) = value {
                content.insert(field.id.to_owned(), value);
            }
        }
        for name in form.0.keys().filter(|name| !is_known(definition, name)) {
            faults.add(name, Fault::NotAChoice);
        }
        let bytes: usize = form.0.values().map(String::len).sum();
        if let Some((longest, _)) = form.0.iter().max_by_key(|(_, text)| text.len()).filter(|_| bytes > STEP_BYTES) {
            faults.add(longest, Fault::TooLong { max: STEP_BYTES });
        }
        faults.none().map(|()| Self(content))
    }
}

/// The value of one field that is no list.
fn one(field: &FieldDef, context: &Context, typed: &str) -> Result<Option<String>, Fault> {
    let text = optional_text(typed, field.max_length());
    match &field.kind {
        FieldKind::Text => text.map(|text| text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))),
        FieldKind::LongText => text,
        FieldKind::Date => optional_date(typed).map(|date| date.map(|date| date.to_string())),
        FieldKind::Flag => Ok((!typed.trim().is_empty()).then(|| "on".into())),
        FieldKind::Staff => text?.map(|id| staff(&id, context)).transpose(),
        FieldKind::Choice(options) => text?
            .map(|choice| if options.contains(&choice.as_str()) { Ok(choice) } else { Err(Fault::NotAChoice) })
            .transpose(),
        FieldKind::Rows(_) => Ok(None),
    }
}

fn staff(typed: &str, context: &Context) -> Result<String, Fault> {
    let id: StaffId = typed.parse().map_err(|_| Fault::NotAChoice)?;
    if context.staff.contains(&id) { Ok(id.to_string()) } else { Err(Fault::NotAChoice) }
}

fn parse_rows(
    list: &str,
    rows: &Rows,
    context: &Context,
    form: &Form,
    ids: &mut dyn FnMut() -> Uuid,
    faults: &mut Faults,
) -> Option<Vec<Row>> {
    let fixed = rows.of.fixed_ids(context);
    let (mut parsed, mut seen) = (Vec::new(), BTreeSet::new());
    for number in form.rows(list) {
        let mut fields = BTreeMap::new();
        for field in rows.fields {
            let name = row_name(list, number, field.id);
            if let Some(Some(text)) = faults.check(&name, one(field, context, form.get(&name))) {
                fields.insert(field.id.to_owned(), text);
            }
        }
        let name = row_name(list, number, "id");
        // A row without content needs no id; one that cannot be told apart from another is refused.
        let Some(id) = faults.check(&name, row_id(rows.of, form.get(&name).trim(), &fixed, fields.is_empty(), ids))
        else {
            continue;
        };
        if id.as_ref().is_some_and(|id| !seen.insert(id.clone())) {
            faults.add(name, Fault::Double);
        } else if !fields.is_empty() {
            parsed.push(Row { id, fields });
        }
    }
    if rows.of.is_fixed() {
        parsed.sort_by_key(|row| fixed.iter().position(|id| Some(id) == row.id.as_ref()));
    }
    if let Some(row) = form.rows(list).into_iter().nth(rows.max).filter(|_| parsed.len() > rows.max) {
        let first = rows.fields.first().map(|field| field.id).unwrap_or_default();
        faults.add(row_name(list, row, first), Fault::TooLong { max: rows.max });
    }
    (!parsed.is_empty()).then_some(parsed)
}

/// The id of a row: given by the dossier, kept from before, or new.
fn row_id(
    of: RowsOf,
    typed: &str,
    fixed: &[String],
    is_empty: bool,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Option<String>, Fault> {
    match of {
        RowsOf::Free if typed.is_empty() => Ok(None),
        RowsOf::Free => Err(Fault::NotAChoice),
        RowsOf::Goals if is_empty => Ok(None),
        RowsOf::Goals if typed.is_empty() => Ok(Some(GoalId::new(ids()).to_string())),
        RowsOf::Goals => typed.parse::<GoalId>().map(|id| Some(id.to_string())).map_err(|_| Fault::NotAChoice),
        RowsOf::PerDomain | RowsOf::PerGoal if fixed.iter().any(|id| id == typed) => Ok(Some(typed.into())),
        // An empty row about a goal that somebody removed meanwhile.
        RowsOf::PerDomain | RowsOf::PerGoal if is_empty => Ok(None),
        RowsOf::PerDomain | RowsOf::PerGoal => Err(Fault::NotAChoice),
    }
}

fn is_known(definition: &StepDef, name: &str) -> bool {
    definition.fields.iter().any(|field| match field.kind.rows() {
        None => field.id == name,
        Some(rows) => row_of(name, field.id).is_some_and(|(_, part)| {
            rows.fields.iter().any(|inner| inner.id == part) || (part == "id" && rows.of != RowsOf::Free)
        }),
    })
}
