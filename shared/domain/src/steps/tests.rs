use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{ids::StaffId, input::Faults};

const STAFF: StaffId = StaffId::new(Uuid::from_u128(5));

fn counter() -> impl FnMut() -> Uuid {
    let mut last = 100;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

fn parse(step: StepNumber, context: &Context, pairs: &[(&str, &str)]) -> Result<StepContent, Faults> {
    StepContent::parse(definition(step), context, &Form::from_pairs(pairs.iter().copied()), &mut counter())
}

fn missing(step: StepNumber, context: &Context, pairs: &[(&str, &str)]) -> Vec<String> {
    let content = parse(step, context, pairs).unwrap();
    content.missing_to_finish(definition(step), context).into_iter().map(|missing| missing.field).collect()
}

#[test]
fn every_step_has_a_definition_with_unique_fields() {
    for step in StepNumber::ALL {
        let definition = definition(step);
        assert_eq!(definition.number, step);
        assert!(definition_of(step, definition.version).is_some() && definition_of(step, 99).is_none());
        let mut ids: Vec<_> = definition.fields.iter().map(|field| field.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), definition.fields.len(), "step {step}");
    }
}

#[test]
fn the_steps_are_in_five_phases_and_a_phase_is_never_a_key() {
    // 2-34
    let phases: Vec<_> = StepNumber::ALL.into_iter().map(StepNumber::phase).collect();
    assert!(phases.is_sorted());
    assert_eq!(serde_json::to_value(StepNumber::PLAN).unwrap(), 8);
    assert!("0".parse::<StepNumber>().is_err() && "12".parse::<StepNumber>().is_err());
    let by_step: std::collections::BTreeMap<StepNumber, u8> = serde_json::from_str(r#"{"8":1,"11":2}"#).unwrap();
    assert_eq!(by_step.keys().copied().collect::<Vec<_>>(), [StepNumber::PLAN, StepNumber::OUTCOME]);
}

#[test]
fn saving_asks_for_nothing_and_finishing_tells_all_that_is_missing() {
    // 2-08, 6.1
    let context = Context { staff: vec![STAFF], ..Context::default() };
    assert!(parse(StepNumber::FACTS, &context, &[]).unwrap().is_empty());
    assert_eq!(missing(StepNumber::FACTS, &context, &[]), ["contact-person", "year-level", "school-type", "reason"]);
    let id = STAFF.to_string();
    let all = [
        ("contact-person", id.as_str()),
        ("year-level", "6"),
        ("school-type", "primary"),
        ("reason", "Rekenen gaat moeizaam"),
    ];
    assert!(missing(StepNumber::FACTS, &context, &all).is_empty());
}

#[test]
fn an_unknown_field_choice_or_person_is_refused() {
    let stranger = Uuid::from_u128(6).to_string();
    let faults = parse(
        StepNumber::FACTS,
        &Context { staff: vec![STAFF], ..Context::default() },
        &[("year-level", "9"), ("contact-person", &stranger), ("secret", "x")],
    )
    .unwrap_err();
    for field in ["year-level", "contact-person", "secret"] {
        assert_eq!(faults.at(field), Some(&Fault::NotAChoice), "{field}");
    }
    for name in ["goal-0-text", "goal-01-text", "goal-x-text", "goal-1-", "goal-1-colour", "goal--text", "goal"] {
        assert_eq!(
            parse(StepNumber::GOALS, &Context::default(), &[(name, "x")]).unwrap_err().at(name),
            Some(&Fault::NotAChoice),
            "{name}"
        );
    }
}

#[test]
fn lengths_are_limited_per_field_and_per_step() {
    let long = "x".repeat(10_001);
    assert_eq!(
        parse(StepNumber::PICTURE, &Context::default(), &[("summary", &long)]).unwrap_err().at("summary"),
        Some(&Fault::TooLong { max: 10_000 })
    );
    let full = "é".repeat(10_000);
    let rows: Vec<(String, String)> = (1..=15).map(|n| (format!("goal-{n}-text"), full.clone())).collect();
    let form = Form::from_pairs(rows);
    let faults =
        StepContent::parse(definition(StepNumber::GOALS), &Context::default(), &form, &mut counter()).unwrap_err();
    assert!(faults.0.iter().any(|fault| matches!(fault.fault, Fault::TooLong { max: 250_000 })));
}

#[test]
fn a_list_grows_and_holds_no_more_rows_than_its_limit() {
    let rows: Vec<(String, String)> = (1..=16).map(|n| (format!("goal-{n}-text"), format!("doel {n}"))).collect();
    let faults =
        StepContent::parse(definition(StepNumber::GOALS), &Context::default(), &Form::from_pairs(rows), &mut counter())
            .unwrap_err();
    assert_eq!(faults.at("goal-16-text"), Some(&Fault::TooLong { max: 15 }));
}

#[test]
fn a_goal_keeps_its_id_across_edits_and_empty_rows_go() {
    // model: goals have ids
    let context = Context::default();
    let content = parse(
        StepNumber::GOALS,
        &context,
        &[
            ("goal-1-text", "Tafels tot 10"),
            ("goal-1-term", "interim"),
            ("goal-3-text", "Niveau 1F"),
            ("goal-3-term", "long"),
            ("goal-4-text", " "),
        ],
    )
    .unwrap();
    let before = goals(&content);
    assert_eq!(before.len(), 2);
    let mut form = content.to_form(definition(StepNumber::GOALS), &context);
    form.set("goal-1-text", "Tafels tot 12");
    form.0.remove("goal-2-text");
    form.0.remove("goal-2-term");
    let after = goals(&StepContent::parse(definition(StepNumber::GOALS), &context, &form, &mut counter()).unwrap());
    assert_eq!((after.len(), after[0].id, after[0].text.as_str()), (1, before[0].id, "Tafels tot 12"));
}

#[test]
fn a_goal_cannot_be_there_twice() {
    let id = Uuid::from_u128(9).to_string();
    let faults = parse(
        StepNumber::GOALS,
        &Context::default(),
        &[("goal-1-id", &id), ("goal-1-text", "a"), ("goal-2-id", &id), ("goal-2-text", "b")],
    )
    .unwrap_err();
    assert_eq!(faults.at("goal-2-id"), Some(&Fault::Double));
}

#[test]
fn each_domain_of_the_snapshot_is_filled_in_or_not_applicable() {
    // 1-56, 6.1
    let domains = standard_domains();
    let context = Context { domains: domains[..2].to_vec(), ..Context::default() };
    assert_eq!(missing(StepNumber::PROFILE, &context, &[]), ["domain-1-picture", "domain-2-picture"]);
    let typed = [
        ("domain-1-id", "comprehensive-reading"),
        ("domain-1-picture", "Leest graag"),
        ("domain-2-id", "technical-reading"),
        ("domain-2-not-applicable", "on"),
    ];
    assert!(missing(StepNumber::PROFILE, &context, &typed).is_empty());
    let form = parse(StepNumber::PROFILE, &context, &typed).unwrap().to_form(definition(StepNumber::PROFILE), &context);
    assert_eq!(form.row("domain", 2, "picture"), "Leest graag", "in the order of the snapshot");
    assert!(parse(StepNumber::PROFILE, &context, &[("domain-1-id", "spelling"), ("domain-1-picture", "x")]).is_err());
}

#[test]
fn factors_need_one_of_each_or_a_reason_why_there_is_none() {
    // 4.1, 6.1
    let context = Context::default();
    assert_eq!(missing(StepNumber::FACTORS, &context, &[]), ["promoting-1-text", "impeding-1-text"]);
    let typed =
        [("promoting-1-text", "Doorzetter"), ("promoting-1-where", "learner"), ("impeding-none", "Niets gezien")];
    assert!(missing(StepNumber::FACTORS, &context, &typed).is_empty());
    assert_eq!(
        missing(StepNumber::FACTORS, &context, &[("promoting-1-text", "Doorzetter"), ("impeding-none", "n")]),
        ["promoting-1-where"]
    );
}

#[test]
fn a_destination_may_wait_for_the_youngest_only() {
    // 6.1: year level dependent
    let typed = [("destination", "not-yet"), ("grounds", "Jong"), ("goal-1-text", "a"), ("goal-1-term", "long")];
    assert!(
        missing(StepNumber::GOALS, &Context { year_level: Some("3".into()), ..Context::default() }, &typed).is_empty()
    );
    for level in [Some("7"), Some("12"), None] {
        assert_eq!(
            missing(StepNumber::GOALS, &Context { year_level: level.map(Into::into), ..Context::default() }, &typed),
            ["destination"]
        );
    }
}

#[test]
fn the_plan_asks_an_approach_per_goal_and_the_learners_say() {
    // 4.1, 4.2, trap 29
    let goal = GoalId::new(Uuid::from_u128(9));
    let context = Context { goals: vec![goal], ..Context::default() };
    assert_eq!(
        missing(StepNumber::PLAN, &context, &[]),
        ["plan-1-approach", "plan-1-who", "plan-1-when", "plan-1-evaluation-date", "deviates", "say-held"]
    );
    let id = goal.to_string();
    let plan = [
        ("plan-1-id", id.as_str()),
        ("plan-1-approach", "Elke dag oefenen"),
        ("plan-1-who", "Juf Jet"),
        ("plan-1-when", "dagelijks"),
        ("plan-1-evaluation-date", "1-2-2027"),
        ("deviates", "no"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [plan.to_vec(), more.to_vec()].concat();
    assert_eq!(
        missing(StepNumber::PLAN, &context, &with(&[("say-held", "yes")])),
        ["say-date", "say-with", "say-form", "say-words", "say-done"]
    );
    assert_eq!(missing(StepNumber::PLAN, &context, &with(&[("say-held", "no")])), ["say-why-not"]);
    assert!(
        missing(StepNumber::PLAN, &context, &with(&[("say-held", "no"), ("say-why-not", "Wilde niet")])).is_empty()
    );
    let content = parse(StepNumber::PLAN, &context, &plan).unwrap();
    assert_eq!(content.row("plan", &id).unwrap().date("evaluation-date"), Some(date(2027, 2, 1)));
}

#[test]
fn without_goals_the_plan_describes_the_support() {
    // 2-11
    assert!(missing(StepNumber::PLAN, &Context::default(), &[]).contains(&"support".to_owned()));
}

#[test]
fn an_evaluation_may_stay_empty_when_the_toolbox_was_skipped() {
    // 1-23, 1-24
    let skipped = Context { toolbox_skipped: true, goals: vec![GoalId::new(Uuid::from_u128(9))], ..Context::default() };
    assert!(missing(StepNumber::EVALUATION, &skipped, &[]).is_empty());
    assert!(missing(StepNumber::TOOLBOX, &skipped, &[]).is_empty());
    let used = Context { toolbox_skipped: false, ..skipped };
    assert_eq!(missing(StepNumber::EVALUATION, &used, &[]), ["evaluated-on", "result-1-reached", "follow-up"]);
}

#[test]
fn approach_evaluation_dates_and_contact_person_stay_here() {
    // 1-13, trap 9
    let stays = |step: StepNumber| {
        let mut ids = Vec::new();
        for field in definition(step).fields {
            ids.extend((!field.travels).then_some(field.id));
            ids.extend(
                field
                    .kind
                    .rows()
                    .into_iter()
                    .flat_map(|rows| rows.fields.iter())
                    .filter(|field| !field.travels)
                    .map(|field| field.id),
            );
        }
        ids
    };
    assert_eq!(stays(StepNumber::FACTS), ["contact-person"]);
    assert_eq!(stays(StepNumber::PLAN), ["approach", "evaluation-date"]);
    assert_eq!(stays(StepNumber::EVALUATION), ["evaluated-on"]);
    let goal = GoalId::new(Uuid::from_u128(9));
    let id = goal.to_string();
    let content = parse(
        StepNumber::PLAN,
        &Context { goals: vec![goal], ..Context::default() },
        &[("plan-1-id", &id), ("plan-1-approach", "geheim plan"), ("plan-1-who", "Jet")],
    )
    .unwrap();
    let sent = serde_json::to_string(&content.travelling(definition(StepNumber::PLAN))).unwrap();
    assert!(sent.contains("Jet") && !sent.contains("geheim plan"));
}

#[test]
fn a_status_moves_only_as_the_rules_say() {
    // 6.1
    use StepStatus::{Busy, Finished, NotApplicable, NotStarted};
    for open in [NotStarted, Busy] {
        assert_eq!((open.saved(), open.finished(), open.put_aside()), (Ok(Busy), Ok(Finished), Ok(NotApplicable)));
        assert_eq!(open.reopened(), Err(StatusRefusal::Open));
    }
    for done in [Finished, NotApplicable] {
        assert!(done.is_done() && done.saved().is_err() && done.finished().is_err() && done.put_aside().is_err());
        assert_eq!(done.reopened(), Ok(Busy));
    }
}

#[test]
fn a_date_may_come_in_three_parts_and_is_shown_in_three() {
    let form = Form::from_pairs([
        ("say-date-day", "9"),
        ("say-date-month", " 3"),
        ("say-date-year", "2026"),
        ("plan-1-evaluation-date-day", ""),
        ("plan-1-evaluation-date-month", ""),
        ("plan-1-evaluation-date-year", ""),
    ]);
    assert_eq!(form.date_parts("say-date"), ["9", "3", "2026"]);
    assert!(!form.0.contains_key("plan-1-evaluation-date"));
    let content = StepContent::parse(definition(StepNumber::PLAN), &Context::default(), &form, &mut counter()).unwrap();
    assert_eq!(content.date("say-date"), Some(date(2026, 3, 9)));
    assert_eq!(
        content.to_form(definition(StepNumber::PLAN), &Context::default()).date_parts("say-date"),
        ["9", "3", "2026"]
    );
    let half = Form::from_pairs([("say-date-day", "31"), ("say-date-month", ""), ("say-date-year", "2026")]);
    assert_eq!(half.date_parts("say-date"), ["31", "", "2026"]);
    assert_eq!(
        StepContent::parse(definition(StepNumber::PLAN), &Context::default(), &half, &mut counter())
            .unwrap_err()
            .at("say-date"),
        Some(&Fault::NotADate)
    );
}

proptest! {
    /// What a page shows and a person sends back unchanged is the same content: no save loses anything.
    #[test]
    fn content_survives_the_way_to_the_form_and_back(texts in prop::collection::vec("[a-zé\\n ]{0,40}", 1..12), summary in ".{0,80}") {
        let context = Context::default();
        for (step, list) in [(StepNumber::GOALS, "goal"), (StepNumber::FACTORS, "promoting")] {
            let form = Form::from_pairs((1..).zip(&texts).map(|(n, text)| (format!("{list}-{n}-text"), text.clone())));
            let content = StepContent::parse(definition(step), &context, &form, &mut counter()).unwrap();
            let again = StepContent::parse(definition(step), &context, &content.to_form(definition(step), &context), &mut counter()).unwrap();
            prop_assert_eq!(&again, &content);
            let stored: StepContent = serde_json::from_value(serde_json::to_value(&content).unwrap()).unwrap();
            prop_assert_eq!(stored, content);
        }
        let content = StepContent::parse(definition(StepNumber::PICTURE), &context, &Form::from_pairs([("summary", summary)]), &mut counter()).unwrap();
        let again = StepContent::parse(definition(StepNumber::PICTURE), &context, &content.to_form(definition(StepNumber::PICTURE), &context), &mut counter()).unwrap();
        prop_assert_eq!(again, content);
    }

    /// Whatever arrives, it is content or faults, never anything else.
    #[test]
    fn no_form_breaks_parsing(pairs in prop::collection::btree_map("[a-z0-9-]{0,12}|(goal|plan|domain|say|offer)-[0-9]{0,25}-(id|text|approach|x)", ".{0,20}", 0..12)) {
        for step in StepNumber::ALL {
            let _ = StepContent::parse(definition(step), &Context::default(), &Form(pairs.clone()), &mut counter());
        }
    }
}
