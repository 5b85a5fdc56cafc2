use std::collections::BTreeMap;

use domain::{
    ids::StaffId,
    steps::{Context, FieldDef, FieldKind, Form, RowsOf, StepContent, StepDef, definition, standard_domains},
};
use uuid::Uuid;

use super::*;

fn named_by(field: &FieldDef, id: &str, names: &mut Vec<String>) {
    names.push(id.to_owned());
    if let FieldKind::Choice(options) = field.kind {
        names.extend(options.iter().map(|option| format!("choice-{}-{}", field.id, option.to_lowercase())));
    }
}

/// Every name of a text that a definition gives.
fn names(definition: &StepDef) -> Vec<String> {
    let step = definition.number;
    let mut names =
        vec![format!("step-{step}-title"), format!("step-{step}-intro"), format!("phase-{}", step.phase().as_str())];
    for field in definition.fields {
        let id = format!("step-{step}-field-{}", field.id);
        named_by(field, &id, &mut names);
        if let FieldKind::Rows(rows) = &field.kind {
            rows.fields.iter().for_each(|inner| named_by(inner, &format!("{id}-{}", inner.id), &mut names));
            if matches!(rows.of, RowsOf::Free | RowsOf::Goals) {
                names.extend([format!("step-{step}-row-{}", field.id), format!("step-{step}-add-{}", field.id)]);
            }
        }
    }
    names
}

#[test]
fn every_field_and_choice_of_every_step_has_a_text_in_both_languages() {
    let mut wanted: Vec<_> = StepNumber::ALL.into_iter().flat_map(|step| names(definition(step))).collect();
    wanted.extend(StepStatus::ALL.map(|status| format!("status-{}", status.as_str())));
    wanted.extend(Level::ALL.map(|level| format!("level-{}", level.as_str())));
    wanted.extend(standard_domains().into_iter().map(|domain| format!("domain-{}", domain.id)));
    for locale in Locale::ALL {
        let missing: Vec<_> = wanted.iter().filter(|id| t(locale).named(id).is_none()).collect();
        assert!(missing.is_empty(), "{locale:?}: {missing:?}");
    }
}

#[test]
fn a_step_reads_in_words_and_leaves_out_what_is_empty() {
    let staff = StaffId::new(Uuid::from_u128(5));
    let context = Context { staff: vec![staff], ..Context::default() };
    let id = staff.to_string();
    let form = Form::from_pairs([
        ("contact-person", id.as_str()),
        ("year-level", "6"),
        ("reason", "Rekenen <b>gaat</b> moeizaam"),
    ]);
    let content = StepContent::parse(definition(StepNumber::FACTS), &context, &form, &mut || Uuid::nil()).unwrap();
    let names = BTreeMap::from([(staff, "Jet Juf".to_owned())]);
    let refers = Refers { domains: &[], goals: &[], staff: &names };
    let html = Reading::new(definition(StepNumber::FACTS), &content, &refers, Locale::Nl).to_string();
    for shown in ["Jet Juf", "Groep 6", "Rekenen &#60;b&#62;gaat"] {
        assert!(html.contains(shown), "{shown} in {html}");
    }
    assert!(!html.contains("Schoolsoort"));
}
