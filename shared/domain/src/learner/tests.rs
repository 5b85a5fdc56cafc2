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
    assert!(learner.leave(group(1), TODAY, TODAY));
    assert_eq!(learner.groups_on(TODAY).collect::<Vec<_>>(), [group(2)]);
    assert_eq!(learner.groups_on(date(2026, 9, 1)).collect::<Vec<_>>(), [group(1)]);
    assert!(!learner.leave(group(1), TODAY, TODAY));
}

#[test]
fn in_and_out_of_a_group_on_one_day_is_kept_and_opens_nothing_any_more() {
    // 0-10, 0-23, 0-24
    let mut learner = noor();
    learner.join(group(1), Period::since(TODAY));
    assert!(learner.leave(group(1), TODAY, TODAY) && !learner.leave(group(1), TODAY, TODAY));
    assert_eq!(learner.groups_on(TODAY).count(), 0, "out at the next request");
    assert_eq!(learner.groups_on(date(2026, 11, 21)).count(), 0);
    let [kept] = learner.memberships.as_slice() else { panic!("one membership: {:?}", learner.memberships) };
    assert_eq!(kept.days(), Period { from: TODAY, to: Some(TODAY) });
    // Again, and not out again: one that is kept stands in nobody's way.
    assert!(learner.join(group(1), Period::since(TODAY)));
    assert_eq!(learner.groups_on(TODAY).collect::<Vec<_>>(), [group(1)]);
    assert_eq!(learner.memberships.len(), 2);
    // Out from a later day on: until then nothing ends, and there is nothing that lasted longer than its days.
    let later = date(2026, 12, 1);
    assert!(learner.leave(group(1), later, TODAY));
    assert_eq!(learner.memberships[1].days(), Period { from: TODAY, to: Some(date(2026, 11, 30)) });
    // What was taken back before it began never was.
    learner.join(group(2), Period::since(later));
    assert!(learner.leave(group(2), TODAY, TODAY));
    assert!(learner.memberships.iter().all(|membership| membership.group == group(1)));
}

#[test]
fn what_was_written_before_history_was_kept_to_the_hour_is_read_and_written_as_it_was() {
    // 0-24
    let written = serde_json::json!({ "group": group(1), "from": "2026-08-26", "to": "2026-11-20" });
    let read: Membership = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(read.days(), Period { from: date(2026, 8, 26), to: Some(date(2026, 11, 20)) });
    assert_eq!(serde_json::to_value(read).unwrap(), written);
    let ended =
        serde_json::json!({ "group": group(1), "from": "2026-11-22", "to": "2026-11-21", "lasted": "2026-11-22" });
    let read: Membership = serde_json::from_value(ended.clone()).unwrap();
    assert!(!read.period.holds(TODAY), "what decides does not look at it");
    assert_eq!(serde_json::to_value(read).unwrap(), ended);
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
    learner.end_enrolment(date(2026, 12, 31), TODAY, Some("verhuizing".into()));
    assert!(learner.is_enrolled(date(2026, 12, 31)));
    assert!(!learner.is_enrolled(date(2027, 1, 1)));
    assert_eq!(learner.groups_on(date(2027, 1, 1)).count(), 0);
    assert_eq!(learner.retention.removable_from(), Some(date(2029, 1, 1)));
}

#[test]
fn a_last_day_that_has_passed_takes_nothing_from_what_groups_opened_until_now() {
    // 0-24
    let (last, mut learner) = (date(2026, 10, 15), noor());
    learner.join(group(1), Period::since(date(2026, 8, 1)));
    learner.join(group(2), Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 1)) });
    learner.join(group(3), Period::since(date(2026, 11, 10)));
    learner.join(group(4), Period::since(date(2027, 1, 4)));
    learner.join(group(5), Period { from: date(2026, 8, 1), to: Some(date(2026, 9, 30)) });
    learner.end_enrolment(last, TODAY, None);
    assert_eq!(learner.groups_on(TODAY).count(), 0);
    let told =
        |n| learner.memberships.iter().find(|one| one.group == group(n)).map(|one| (one.days().from, one.days().to));
    assert_eq!(told(1), Some((date(2026, 8, 1), Some(TODAY))), "counted until the file was loaded");
    assert_eq!(told(2), Some((date(2026, 8, 1), Some(date(2026, 11, 1)))), "had ended, later than the last day");
    assert_eq!(told(3), Some((date(2026, 11, 10), Some(TODAY))), "began after the last day, and counted");
    assert_eq!(told(4), None, "never began");
    assert_eq!(told(5), Some((date(2026, 8, 1), Some(date(2026, 9, 30)))), "as it was");
    // The same once more, on another day, tells nothing else.
    let before = learner.memberships.clone();
    learner.end_enrolment(last, date(2026, 12, 1), None);
    assert_eq!(learner.memberships, before);
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
fn who_begins_at_another_location_later_stays_where_he_is_until_then() {
    let (elsewhere, begins) = (LocationId::new(Uuid::from_u128(11)), date(2027, 1, 4));
    let mut learner = noor();
    learner.begin_at(elsewhere, TODAY, begins, |_| true);
    assert_eq!(learner.location_on(date(2027, 1, 3)), Some(place()));
    assert_eq!(learner.location_on(begins), Some(elsewhere));
    assert_eq!(learner.planned(TODAY).map(|planned| planned.location), Some(elsewhere));
    assert_eq!(LearnerRow::of(&learner, None).planned(begins), None, "it has begun by then");
    // In between at a third place: what begins later stays as it is.
    let third = LocationId::new(Uuid::from_u128(12));
    learner.begin_at(third, TODAY, TODAY, |_| true);
    assert_eq!(learner.location_on(TODAY), Some(third));
    assert_eq!(learner.location_on(begins), Some(elsewhere));
}

#[test]
fn what_was_to_begin_on_another_day_begins_then_with_its_groups() {
    let elsewhere = LocationId::new(Uuid::from_u128(11));
    for begins in [date(2026, 12, 7), date(2027, 2, 1), TODAY] {
        let mut learner = noor();
        learner.end_enrolment(date(2026, 11, 20), TODAY, None);
        learner.begin_at(elsewhere, TODAY, date(2027, 1, 4), |_| true);
        learner.join(group(1), Period::since(date(2027, 1, 4)));
        learner.begin_at(elsewhere, TODAY, begins, |_| true);
        let before = begins.yesterday().unwrap();
        assert_eq!((learner.location_on(before), learner.location_on(begins)), (None, Some(elsewhere)));
        assert_eq!((learner.groups_on(before).count(), learner.groups_on(begins).count()), (0, 1));
        assert!(learner.planned_at(elsewhere, begins).is_none(), "once: {:?}", learner.enrolments);
        assert_eq!(learner.retention.start, None);
    }
}

#[test]
fn who_leaves_one_location_stays_at_the_other_with_its_groups() {
    // 0-23, 4.5
    let elsewhere = LocationId::new(Uuid::from_u128(11));
    let (old, new) = (group(1), group(2));
    let mut learner = noor();
    learner.enrolments[0].period.from = date(2026, 8, 1);
    learner.join(old, Period::since(date(2026, 8, 1)));
    learner.join(new, Period::since(date(2027, 1, 4)));
    learner.begin_at(elsewhere, TODAY, date(2027, 1, 4), |_| true);
    learner.leave_location(place(), (date(2026, 11, 20), TODAY), TODAY, |group| group == old);
    assert_eq!((learner.location_on(TODAY), learner.groups_on(TODAY).count()), (None, 0));
    assert_eq!(learner.location_on(date(2027, 1, 4)), Some(elsewhere));
    assert_eq!(learner.groups_on(date(2027, 1, 4)).collect::<Vec<_>>(), [new]);
    assert_eq!(learner.retention.start, None, "has not left the school");
    let later = date(2027, 3, 2);
    learner.leave_location(elsewhere, (date(2027, 3, 1), later), later, |_| false);
    assert_eq!((learner.location_on(later), learner.groups_on(later).count()), (None, 0));
    assert_eq!(learner.retention.removable_from(), Some(date(2029, 3, 2)));
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
    assert!(noor.move_to_class(new, TODAY, TODAY, is_class));
    let on = |day| noor.groups_on(day).collect::<Vec<_>>();
    assert_eq!(on(date(2026, 11, 21)), [old, external]);
    assert_eq!(on(TODAY), [external, new]); // 0-22
    assert_eq!(on(date(2027, 8, 1)), [external, next_year]);
}

#[test]
fn a_class_that_is_left_keeps_the_days_on_which_it_counted() {
    // 0-24
    let (first, wrong, right) = (group(1), group(2), group(3));
    let mut noor = noor();
    noor.join(first, Period::since(date(2026, 8, 1)));
    assert!(noor.move_to_class(wrong, TODAY, TODAY, |_| true));
    assert!(noor.move_to_class(right, TODAY, TODAY, |_| true));
    assert_eq!(noor.groups_on(TODAY).collect::<Vec<_>>(), [right], "at most one on a day");
    let told: Vec<_> = noor.memberships.iter().map(|one| (one.group, one.days().to)).collect();
    assert_eq!(told, [(first, Some(TODAY)), (wrong, Some(TODAY)), (right, None)]);
    // The days of the class are put right afterwards: what decides and what counts learners follows, the history does not.
    let since = date(2026, 11, 1);
    assert!(noor.move_to_class(wrong, since, TODAY, |_| true));
    assert_eq!(noor.groups_on(date(2026, 11, 2)).collect::<Vec<_>>(), [wrong]);
    assert_eq!(noor.memberships[0].days().to, Some(TODAY), "its teacher saw the learner until today");
    assert_eq!(noor.groups_on(TODAY).collect::<Vec<_>>(), [right], "what began later stays");
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
    learner.end_enrolment(TODAY, TODAY, Some("verhuisd".into()));
    let ended = learner.clone();
    learner.end_enrolment(TODAY, TODAY, Some("verhuisd".into()));
    assert_eq!(learner, ended);
    learner.end_enrolment(TODAY.tomorrow().unwrap(), TODAY, Some("verhuisd".into()));
    assert_ne!(learner, ended);
}

#[test]
fn who_is_to_leave_later_does_not_stay_and_is_enrolled_until_then() {
    let mut learner = noor();
    let row = |learner: &Learner| LearnerRow::of(learner, None);
    assert!(row(&learner).stays(TODAY) && !row(&learner).stays(date(2020, 1, 1)));
    learner.end_enrolment(date(2027, 7, 31), TODAY, None);
    assert!(!row(&learner).stays(TODAY) && row(&learner).location_on(TODAY).is_some());
}
