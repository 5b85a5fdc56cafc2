//! What is filled in in a step: values by field id, always valid against the definition they were parsed with.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Context, FieldDef, FieldKind, Form, Rows, StepDef, form::row_name};

/// The content of a step. An empty field has no value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct StepContent(pub(super) BTreeMap<String, Value>);

/// What is in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A text, a choice, a date (`2026-12-04`), a tick (`on`) or a staff member's id.
    Text(String),
    /// Rows of fields.
    Rows(Vec<Row>),
}

/// A row of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// The goal or domain it is, or is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is in its fields.
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

impl Row {
    /// What is in a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    /// The date in a field.
    pub fn date(&self, field: &str) -> Option<Date> {
        self.text(field)?.parse().ok()
    }
}

impl StepContent {
    /// Nothing filled in.
    pub const fn empty() -> Self {
        Self(BTreeMap::new())
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in each field.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// What is in a field that is no list.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.0.get(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The date in a field.
    pub fn date(&self, field: &str) -> Option<Date> {
        self.text(field)?.parse().ok()
    }

    /// The rows of a list.
    pub fn rows(&self, list: &str) -> &[Row] {
        match self.0.get(list) {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        }
    }

    /// The row about a goal or domain.
    pub fn row(&self, list: &str, id: &str) -> Option<&Row> {
        self.rows(list).iter().find(|row| row.id.as_deref() == Some(id))
    }

    /// Puts rows in a list; a list without rows has no value.
    pub(super) fn set_rows(&mut self, list: &str, rows: Vec<Row>) {
        if rows.is_empty() {
            self.0.remove(list);
        } else {
            self.0.insert(list.to_owned(), Value::Rows(rows));
        }
    }

    /// Whether a field is filled in; a list when it has a row.
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// The form that shows it; rows that the dossier decides are all there, filled in or not.
    pub fn to_form(&self, definition: &StepDef, context: &Context) -> Form {
        let mut form = Form::default();
        for field in definition.fields {
            match &field.kind {
                FieldKind::Rows(rows) => self.rows_to_form(field.id, rows, context, &mut form),
                _ => form.set(field.id, self.text(field.id).unwrap_or_default()),
            }
        }
        form
    }

    fn rows_to_form(&self, list: &str, rows: &Rows, context: &Context, form: &mut Form) {
        let shown = if rows.of.is_fixed() {
            let row =
                |id: String| self.row(list, &id).cloned().unwrap_or(Row { id: Some(id), fields: BTreeMap::new() });
            rows.of.fixed_ids(context).into_iter().map(row).collect()
        } else {
            self.rows(list).to_vec()
        };
        for (number, row) in (1..).zip(shown) {
            form.set(row_name(list, number, "id"), row.id.unwrap_or_default());
            for (field, text) in row.fields {
                form.set(row_name(list, number, &field), text);
            }
        }
    }

    /// What goes along in a transfer: without the fields that stay (1-13).
    #[must_use]
    pub fn travelling(&self, definition: &StepDef) -> Self {
        let kept = |fields: &[FieldDef], id: &str| fields.iter().any(|field| field.id == id && field.travels);
        let mut content = BTreeMap::new();
        for field in definition.fields.iter().filter(|field| field.travels) {
            let value = match (self.0.get(field.id), &field.kind) {
                (None, _) => continue,
                (Some(Value::Rows(rows)), FieldKind::Rows(of)) => {
                    let strip = |row: &Row| Row {
                        id: row.id.clone(),
                        fields: row
                            .fields
                            .iter()
                            .filter(|(id, _)| kept(of.fields, id))
                            .map(|(id, text)| (id.clone(), text.clone()))
                            .collect(),
                    };
                    Value::Rows(rows.iter().map(strip).filter(|row| !row.fields.is_empty()).collect())
                }
                (Some(value), _) => value.clone(),
            };
            if value != Value::Rows(Vec::new()) {
                content.insert(field.id.to_owned(), value);
            }
        }
        Self(content)
    }
}
