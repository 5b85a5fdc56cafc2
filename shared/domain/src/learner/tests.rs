use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{ids::StaffId, input::Fault, name::NameInput};

const TODAY: Date = Date::constant(2026, 11, 22);

fn place() -> LocationId {
    LocationId::new(Uuid::from_u128(10))
}

fn group(number: u128) -> GroupId {
    GroupId::new(Uuid::from_u128(number))
}

fn typed() -> LearnerInput {
    LearnerInput {
        name: NameInput {
            call_name: "Noor".into(),
            prefix: "van der".into(),
            family_name: "Ven".into(),
            ..NameInput::default()
        },
        birth_date: "9-3-2014".into(),
        ..LearnerInput::default()
    }
}

fn noor() -> Learner {
    Learner::enrolled(LearnerId::new(Uuid::from_u128(1)), typed().parse(&[place()], TODAY).unwrap())
}

#[test]
fn all_faults_of_a_learner_are_told_at_once() {
    let input = LearnerInput { birth_date: "9-3-2027".into(), email: "noor".into(), ..LearnerInput::default() };
    let faults = input.parse(&[place(), LocationId::new(Uuid::from_u128(11))], TODAY).unwrap_err();
    assert_eq!(faults.at("call_name"), Some(&Fault::Missing));
    assert_eq!(faults.at("birth_date"), Some(&Fault::TooLate { last: TODAY }));
    assert_eq!(faults.at("email"), Some(&Fault::NotAnAddress));
    assert_eq!(faults.at("location"), Some(&Fault::Missing));
}

#[test]
fn a_learner_may_be_known_by_a_call_name_alone() {
    let input =
        LearnerInput { name: NameInput { call_name: "Sem".into(), ..NameInput::default() }, ..LearnerInput::default() };
    assert_eq!(input.parse(&[place()], TODAY).unwrap().birth, None);
}

#[test]
fn a_group_is_additive_and_leaving_one_keeps_the_other() {
    // 0-22, 0-23, 0-24, trap 6
    let mut learner = noor();
    assert!(learner.join(group(1), Period::since(date(2026, 8, 1))));
    assert!(learner.join(group(2), Period::since(TODAY)));
    assert!(!learner.join(group(2), Period::since(TODAY)), "not twice");
    assert!(learner.leave(group(1), TODAY));
    assert_eq!(learner.groups_on(TODAY).collect::<Vec<_>>(), [group(2)]);
    assert_eq!(learner.groups_on(date(2026, 9, 1)).collect::<Vec<_>>(), [group(1)]);
    assert!(!learner.leave(group(1), TODAY));
}

#[test]
fn a_membership_of_next_year_begins_and_ends_by_date_without_a_write() {
    // 6.9
    let mut learner = noor();
    learner.join(group(1), Period { from: date(2026, 8, 1), to: Some(date(2027, 7, 31)) });
    learner.join(group(3), Period::since(date(2027, 8, 1)));
    assert_eq!(learner.groups_on(date(2027, 7, 31)).collect::<Vec<_>>(), [group(1)]);
    assert_eq!(learner.groups_on(date(2027, 8, 1)).collect::<Vec<_>>(), [group(3)]);
}

#[test]
fn what_was_filled_in_by_hand_survives_an_import() {
    // 2-16, 2-17, trap 17
    let year = SchoolYear::starting(2026);
    let staff = |n| StaffId::new(Uuid::from_u128(n));
    let mut learner = noor();
    learner.note(year, YearFacts { year_level: Some(Sourced::imported("5".into())), ..YearFacts::default() });
    learner.note(
        year,
        YearFacts {
            year_level: Some(Sourced::by_hand("6".into())),
            contact: Some(Sourced::by_hand(staff(1))),
            ..YearFacts::default()
        },
    );
    learner.note(
        year,
        YearFacts {
            year_level: Some(Sourced::imported("5".into())),
            contact: Some(Sourced::imported(staff(2))),
            ..YearFacts::default()
        },
    );
    let facts = learner.facts(year);
    assert_eq!(facts.year_level.unwrap().value, "6");
    assert_eq!(facts.contact.unwrap().value, staff(1));
}

#[test]
fn school_type_and_contact_person_go_along_to_the_next_year_but_not_the_year_level() {
    // 2-18
    let mut learner = noor();
    let facts = YearFacts {
        year_level: Some(Sourced::by_hand("6".into())),
        school_type: Some(Sourced::by_hand("primary".into())),
        contact: None,
    };
    learner.note(SchoolYear::starting(2026), facts);
    let next = learner.facts(SchoolYear::starting(2027));
    assert_eq!((next.year_level, next.school_type.unwrap().value), (None, "primary".into()));
}

#[test]
fn leaving_the_school_ends_groups_and_starts_the_term() {
    // 4.5
    let mut learner = noor();
    learner.join(group(1), Period::since(TODAY));
    learner.end_enrolment(date(2026, 12, 31), Some("verhuizing".into()));
    assert!(learner.is_enrolled(date(2026, 12, 31)));
    assert!(!learner.is_enrolled(date(2027, 1, 1)));
    assert_eq!(learner.groups_on(date(2027, 1, 1)).count(), 0);
    assert_eq!(learner.retention.removable_from(), Some(date(2029, 1, 1)));
}

#[test]
fn another_location_is_a_new_enrolment_and_the_old_one_ends() {
    let elsewhere = LocationId::new(Uuid::from_u128(11));
    let mut learner = noor();
    let moved = LearnerInput { location: elsewhere.to_string(), enrolled_from: "2027-01-04".into(), ..typed() };
    learner.change(moved.parse(&[place(), elsewhere], TODAY).unwrap());
    assert_eq!(learner.location_on(date(2027, 1, 3)), Some(place()));
    assert_eq!(learner.location_on(date(2027, 1, 4)), Some(elsewhere));
}

#[test]
fn the_row_finds_a_learner_by_any_part_of_the_name() {
    let row = LearnerRow::of(&noor(), None);
    assert_eq!((row.name.as_str(), row.sort.as_str()), ("Ven, Noor van der", "ven noor"));
    assert!(row.matches("vÉN no"));
    assert!(row.matches(""));
    assert!(!row.matches("sem"));
}

#[test]
fn a_learner_is_in_at_most_one_class_on_a_day() {
    let (old, new, next_year, external) = (group(1), group(2), group(3), group(4));
    let is_class = |id| id != external;
    let mut noor = noor();
    noor.join(old, Period::since(date(2026, 8, 1)));
    noor.join(external, Period::since(date(2026, 9, 1)));
    noor.join(next_year, Period::since(date(2027, 8, 1)));
    assert_eq!(noor.other_classes_on(TODAY, new, is_class), [old]);
    assert!(noor.move_to_class(new, TODAY, is_class));
    let on = |day| noor.groups_on(day).collect::<Vec<_>>();
    assert_eq!(on(date(2026, 11, 21)), [old, external]);
    assert_eq!(on(TODAY), [external, new]); // 0-22
    assert_eq!(on(date(2027, 8, 1)), [external, next_year]);
}

#[test]
fn the_same_name_with_another_date_of_birth_is_somebody_else() {
    let row = LearnerRow::of(&noor(), None);
    let parse = |birth: &str| LearnerInput { birth_date: birth.into(), ..typed() }.parse(&[place()], TODAY).unwrap();
    assert!(row.may_be(&parse("9-3-2014")) && row.may_be(&parse("")));
    assert!(!row.may_be(&parse("10-3-2014")));
}

#[test]
fn what_step_1_says_is_kept_for_the_next_cycle() {
    // 2-18
    let year = SchoolYear::starting(2026);
    let context = crate::steps::Context { staff: vec![StaffId::new(Uuid::from_u128(5))], ..Default::default() };
    let definition = crate::steps::definition(crate::steps::StepNumber::FACTS);
    let id = Uuid::from_u128(5).to_string();
    let form = crate::steps::Form::from_pairs([
        ("contact-person", id.as_str()),
        ("year-level", "6"),
        ("school-type", "primary"),
        ("reason", "x"),
    ]);
    let content = crate::steps::StepContent::parse(definition, &context, &form, &mut || Uuid::nil()).unwrap();
    let mut learner = noor();
    learner.note(year, YearFacts::of_step(&content));
    let next = learner.facts(year).to_form();
    assert_eq!(
        (next.get("contact-person"), next.get("year-level"), next.get("school-type"), next.get("reason")),
        (id.as_str(), "6", "primary", "")
    );
}

#[test]
fn nobody_leaves_before_the_enrolment_began() {
    let mut learner = noor();
    let first = learner.enrolments[0].period.from;
    assert_eq!(learner.last_day(first.yesterday().unwrap()), Err(Fault::TooEarly { first }));
    assert_eq!(learner.last_day(first), Ok(first));
    learner.enrolments.clear();
    assert_eq!(learner.last_day(first), Ok(first));
}

#[test]
fn to_end_an_enrolment_as_it_was_ended_changes_nothing() {
    let mut learner = noor();
    learner.join(group(1), Period::since(TODAY));
    learner.end_enrolment(TODAY, Some("verhuisd".into()));
    let ended = learner.clone();
    learner.end_enrolment(TODAY, Some("verhuisd".into()));
    assert_eq!(learner, ended);
    learner.end_enrolment(TODAY.tomorrow().unwrap(), Some("verhuisd".into()));
    assert_ne!(learner, ended);
}

#[test]
fn who_is_to_leave_later_does_not_stay_and_is_enrolled_until_then() {
    let mut learner = noor();
    let row = |learner: &Learner| LearnerRow::of(learner, None);
    assert!(row(&learner).stays(TODAY) && !row(&learner).stays(date(2020, 1, 1)));
    learner.end_enrolment(date(2027, 7, 31), None);
    assert!(!row(&learner).stays(TODAY) && row(&learner).location_on(TODAY).is_some());
}
