//! Two texts of one step side by side, when somebody else saved meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::StaffId,
    steps::{FieldKind, Form, StepNumber, definition},
};
use texts::Locale;

use super::{choice, label};
use crate::{t, ui::Compare};

/// The fields in which what was typed differs from what stands there now, in the order of the page. `names` are those of staff members
/// who can be chosen; `theirs` says whose text it is.
pub fn differences(
    step: StepNumber,
    (mine, now): (&Form, &Form),
    names: &BTreeMap<StaffId, String>,
    theirs: String,
    locale: Locale,
) -> Vec<Compare> {
    let side = |form: &Form, name: &str| in_words(step, form.get(name), name, names, locale);
    let differs = |name: &str| mine.get(name).trim() != now.get(name).trim();
    labels(step, mine, now, locale)
        .into_iter()
        .filter(|(name, _)| differs(name))
        .map(|(name, label)| {
            Compare::new(label, (t(locale).stale_mine(), side(mine, &name)), (theirs.clone(), side(now, &name)))
        })
        .collect()
}

/// Every field of two forms with its label, in the order of the page.
fn labels(step: StepNumber, mine: &Form, now: &Form, locale: Locale) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    for field in definition(step).fields {
        let FieldKind::Rows(rows) = &field.kind else {
            labels.push((field.id.to_owned(), label(step, field.id, locale)));
            continue;
        };
        let numbers: BTreeSet<usize> = mine.rows(field.id).into_iter().chain(now.rows(field.id)).collect();
        for number in numbers {
            labels.extend(rows.fields.iter().map(|inner| {
                let inside = label(step, &format!("{}-{}", field.id, inner.id), locale);
                let label = format!("{} {number}: {inside}", label(step, field.id, locale));
                (format!("{}-{number}-{}", field.id, inner.id), label)
            }));
        }
    }
    labels
}

/// What stands in a field, in words: a choice by its label.
fn in_words(step: StepNumber, text: &str, name: &str, names: &BTreeMap<StaffId, String>, locale: Locale) -> String {
    let last = name.rsplit_once(|c: char| c.is_ascii_digit()).map_or(name, |(_, rest)| rest.trim_start_matches('-'));
    let fields = definition(step).fields;
    let all = fields.iter().chain(fields.iter().filter_map(|field| field.kind.rows()).flat_map(|rows| rows.fields));
    let is_choice = |kind: &FieldKind| matches!(kind, FieldKind::Choice(options) if options.contains(&text));
    match all.into_iter().find(|field| field.id == last || field.id == name) {
        Some(field) if is_choice(&field.kind) => choice(field.id, text, locale),
        Some(field) if matches!(field.kind, FieldKind::Staff) => {
            let found = names.iter().find(|(id, _)| id.to_string() == text);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        }
        _ => text.to_owned(),
    }
}
