//! Every step, field, choice and state of the domain has a text in both languages: the ids are made at run time, so the
//! compiler does not see one that is missing.

use std::{collections::BTreeSet, fs, io, path::Path};

use domain::{
    carer::{Authority, Relation},
    consent::ConsentState,
    dossier::Level,
    file::FilePurpose,
    steps::{FieldDef, FieldKind, StepNumber, StepStatus, choice_id, definition, label_id, standard_domains},
    transfer::TransferState,
};

fn texts(language: &str) -> io::Result<BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../web/locales/{language}/steps.ftl"));
    let file = fs::read_to_string(&path)?;
    let filled = file.lines().filter_map(|line| line.split_once(" = ")).filter(|(_, text)| !text.trim().is_empty());
    Ok(filled.map(|(id, _)| id.to_owned()).collect())
}

fn field(step: StepNumber, list: Option<&str>, field: &FieldDef, ids: &mut BTreeSet<String>) {
    ids.insert(label_id(step, list, field.id));
    if let FieldKind::Choice(options) = &field.kind {
        ids.extend(options.iter().map(|option| choice_id(field.id, option)));
    }
    if field.kind.rows().is_some_and(|rows| !rows.of.is_fixed()) {
        // A list that people make longer: what one row is called, and the button for one more.
        ids.extend(["row", "add"].map(|what| format!("step-{step}-{what}-{}", field.id)));
    }
    for inner in field.kind.rows().into_iter().flat_map(|rows| rows.fields) {
        self::field(step, Some(field.id), inner, ids);
    }
}

fn needed() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for step in StepNumber::ALL {
        ids.extend([format!("step-{step}-title"), format!("step-{step}-intro")]);
        for def in definition(step).fields {
            field(step, None, def, &mut ids);
        }
    }
    ids.extend(StepStatus::ALL.map(|status| format!("status-{}", status.as_str())));
    ids.extend(StepNumber::ALL.map(|step| format!("phase-{}", step.phase().as_str())));
    ids.extend(Level::ALL.map(|level| format!("level-{}", level.as_str())));
    ids.extend(standard_domains().into_iter().map(|domain| format!("domain-{}", domain.id)));
    ids.extend(Relation::ALL.map(|relation| format!("relation-{}", relation.as_str())));
    ids.extend(Authority::ALL.map(|authority| format!("authority-{}", authority.as_str())));
    ids.extend(FilePurpose::ALL.map(|purpose| format!("file-purpose-{}", purpose.as_str())));
    ids.extend(TransferState::ALL.map(|state| format!("transfer-state-{}", state.as_str())));
    ids.extend(ConsentState::ALL.map(|state| format!("consent-state-{}", state.as_str())));
    ids
}

#[test]
fn every_field_and_choice_has_a_text_in_both_languages() -> io::Result<()> {
    for language in ["nl", "en"] {
        let texts = texts(language)?;
        let missing: Vec<_> = needed().into_iter().filter(|id| !texts.contains(id)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
    Ok(())
}

#[test]
fn both_languages_have_the_same_texts_and_none_is_left_over() -> io::Result<()> {
    assert_eq!(texts("nl")?, texts("en")?);
    let needed = needed();
    let steps = texts("nl")?.into_iter().filter(|id| id.starts_with("step-") || id.starts_with("choice-"));
    let left_over: Vec<_> =
        steps.filter(|id| !needed.contains(id) && !id.ends_with("-hint") && !id.ends_with("-skip")).collect();
    assert!(left_over.is_empty(), "{left_over:?}");
    for hint in texts("nl")?.into_iter().filter(|id| id.ends_with("-hint")) {
        let of = hint.trim_end_matches("-hint");
        assert!(needed.contains(of) || of.ends_with("-skip"), "{hint} is the hint of nothing");
    }
    Ok(())
}
