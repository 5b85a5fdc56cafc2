mod school;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    access::Holder,
    author::Author,
    ids::{DossierId, LocationId},
    input::{Fault, Faults},
    learner::{Learner, LearnerInput},
    name::{NameInput, PersonName},
    staff::{Grant, Role, StaffMember, StaffStatus},
    steps::{Form, Subject},
};
use school::*;

#[test]
fn learners_change_groups_at_midnight_by_date() {
    // 1-47, 6.9
    let mut school = School::new(3, 2);
    let plan = usual(&school, "continue");
    assert_eq!(plan.ends, ENDS);
    school.run(&plan);
    assert_eq!(school.groups_of(101, ENDS), ["Groep 5 2025-2026"]);
    assert_eq!(school.groups_of(101, BEGINS), ["Groep 6 2026-2027"]);
    assert_eq!(school.groups_of(200, BEGINS), Vec::<String>::new(), "leaves the group, not the school");
    assert_eq!(school.groups_of(100, BEGINS), ["Groep 6 2026-2027", "Specialist 2026-2027"]);
}

#[test]
fn a_second_run_writes_nothing_and_neither_does_a_second_plan() {
    // 1-46, trap 20
    let mut school = School::new(30, 4);
    let plan = usual(&school, "continue");
    assert!(school.run(&plan) > 0);
    let after = (school.groups.clone(), school.learners.clone(), school.staff.clone());
    assert_eq!(school.run(&plan), 0);
    let again = usual(&school, "continue");
    assert_eq!(school.run(&Plan { id: RolloverId::new(id(8)), ..again }), 0);
    assert_eq!((school.groups, school.learners, school.staff), after);
}

#[test]
fn a_duplicate_has_name_kind_location_and_levels_and_never_learners_by_itself() {
    // 1-46
    let mut school = School::new(2, 0);
    let plan = school.plan(&[("group-1-id", &gid(1).to_string()), ("group-1-copy", "on")]).unwrap();
    school.run(&plan);
    let copy = &school.groups[3];
    let original = &school.groups[0];
    assert_eq!(
        (&copy.name, copy.kind, copy.location, &copy.levels, copy.year),
        (&original.name, original.kind, original.location, &original.levels, YEAR.next())
    );
    assert_ne!(copy.id, original.id);
    assert_eq!(
        school.groups_of(100, BEGINS),
        ["Groep 5 2025-2026", "Specialist 2025-2026"],
        "nobody lost a group that nothing was said about"
    );
    assert_eq!(school.staff[0].groups(BEGINS).collect::<Vec<_>>(), [gid(1)], "staff by choice only");
}

#[test]
fn a_group_that_is_there_by_name_is_used_and_not_made_again() {
    // 1-46
    let mut school = School::new(2, 1);
    school.groups.push(group(60, "groep 6", GroupKind::Class, YEAR.next()));
    let plan = usual(&school, "stop");
    let run = school.with(|roster| plan.dry_run(roster));
    assert_eq!((run.made.len(), run.exist.len()), (1, 1));
    assert_eq!(run.exist[0].group.id, gid(60));
    school.run(&plan);
    assert_eq!(school.groups_of(101, BEGINS), ["groep 6 2026-2027"]);
    assert_eq!(school.groups.len(), 5);
}

#[test]
fn about_external_groups_a_person_decides() {
    // model: 1-46
    let school = School::new(2, 1);
    let undecided = usual(&school, "");
    let run = school.with(|roster| undecided.dry_run(roster));
    assert_eq!(run.undecided, [gid(3)]);
    assert!(!run.is_ready());
    let mut stops = school.clone();
    stops.run(&usual(&school, "stop"));
    assert_eq!(stops.groups_of(100, BEGINS), ["Groep 6 2026-2027"]);
    assert_eq!(stops.groups_of(100, ENDS).len(), 2);
    assert_eq!(stops.staff[1].groups(BEGINS).count(), 0, "the expert sees nobody any more");
    let mut goes_on = school.clone();
    goes_on.run(&usual(&school, "continue"));
    assert_eq!(goes_on.staff[1].groups(BEGINS).count(), 1);
    assert_eq!(goes_on.staff[0].groups(BEGINS).count(), 1);
}

#[test]
fn a_role_for_a_class_goes_along_with_its_staff_by_choice_only() {
    // 1-46, 3-21
    let grant = Grant {
        role: Role::SubjectTeacher,
        subject: Some(Subject::Dutch),
        location: None,
        groups: [gid(1)].into(),
        period: Period::since(date(2025, 8, 1)),
        lasted: None,
        reason: "geeft les".into(),
        granted_by: None,
    };
    let mut school = School::new(2, 0);
    school.staff[1].grants = vec![grant];
    let one = gid(1).to_string();
    let mut pairs = vec![("group-1-id", &*one), ("group-1-copy", "on")];
    let mut without = school.clone();
    without.run(&school.plan(&pairs).unwrap());
    assert_eq!(without.staff[1].grants[0].groups, [gid(1)].into());
    pairs.push(("group-1-staff", "on"));
    let plan = school.plan(&pairs).unwrap();
    assert_eq!(school.with(|roster| plan.dry_run(roster)).made[0].staff, 2, "a member, and who teaches the class");
    school.run(&plan);
    let copy = school.groups[3].id;
    assert_eq!(school.staff[1].grants[0].groups, [gid(1), copy].into());
    assert_eq!(school.run(&plan), 0, "once");
}

#[test]
fn a_plan_that_was_not_carried_out_takes_nothing_from_anybody() {
    // model
    let school = School::new(2, 1);
    let _ = usual(&school, "stop");
    assert_eq!(school.groups_of(100, date(2026, 9, 1)), ["Groep 5 2025-2026", "Specialist 2025-2026"]);
}

#[test]
fn the_dry_run_tells_who_is_without_a_group_and_which_leavers_have_a_dossier() {
    // 1-45
    let mut school = School::new(2, 2);
    school.running = vec![LearnerId::new(id(200)), LearnerId::new(id(101))];
    let ids = [gid(1).to_string(), gid(2).to_string()];
    let plan = school
        .plan(&[
            ("group-1-id", &ids[0]),
            ("group-1-copy", "on"),
            ("group-2-id", &ids[1]),
            ("group-2-copy", "on"),
            ("group-2-to", "leaves"),
        ])
        .unwrap();
    let run = school.with(|roster| plan.dry_run(roster));
    assert_eq!(
        run.without_target.iter().map(|named| named.learner).collect::<Vec<_>>(),
        [LearnerId::new(id(100)), LearnerId::new(id(101))]
    );
    assert_eq!(
        run.leavers_with_dossier.iter().map(|named| named.learner).collect::<Vec<_>>(),
        [LearnerId::new(id(200))]
    );
    let leaver = &mut school.learners[1];
    leaver.end_enrolment(ENDS, ENDS, None);
    let run = school.with(|roster| plan.dry_run(roster));
    assert_eq!(run.leavers_with_dossier.len(), 2, "who left the school is a leaver, whatever the plan says");
    assert_eq!(run.without_target.len(), 1);
}

#[test]
fn one_learner_can_go_elsewhere_than_the_group() {
    // 1-47
    let mut school = School::new(3, 0);
    let ids = [gid(1).to_string(), LearnerId::new(id(101)).to_string()];
    let stays_down = format!("copy-{}", gid(1));
    let pairs = [
        ("group-1-id", ids[0].as_str()),
        ("group-1-copy", "on"),
        ("group-1-to", "leaves"),
        ("learner-1-id", &ids[1]),
        ("learner-1-from", &ids[0]),
        ("learner-1-to", &stays_down),
    ];
    let plan = school.plan(&pairs).unwrap();
    assert_eq!(plan.divisions.len(), 2);
    school.run(&plan);
    assert_eq!(school.groups_of(101, BEGINS), ["Groep 5 2026-2027"]);
    assert_eq!(school.groups_of(102, BEGINS), Vec::<String>::new());
}

#[test]
fn all_faults_of_a_plan_are_told_at_once() {
    let school = School::new(1, 1);
    let ids = [gid(1).to_string(), gid(2).to_string()];
    let not_made = format!("copy-{}", gid(2));
    let pairs = [
        ("ends", "1-8-2026"),
        ("group-1-id", ids[0].as_str()),
        ("group-1-copy", "on"),
        ("group-1-to", &not_made),
        ("group-2-id", &ids[0]),
        ("group-3-id", "x"),
        ("learner-1-id", "x"),
        ("learner-1-to", "leaves"),
    ];
    let faults = school.plan(&pairs).unwrap_err();
    assert_eq!(faults.at("ends"), Some(&Fault::TooLate { last: ENDS }));
    assert_eq!(faults.at("group-1-to"), Some(&Fault::Contradiction), "that group is not made");
    assert_eq!(faults.at("group-2-id"), Some(&Fault::Double));
    assert_eq!(faults.at("group-3-id"), Some(&Fault::NotAChoice));
    assert_eq!(faults.at("learner-1-id"), Some(&Fault::NotAChoice));
}

#[test]
fn somebody_taken_out_of_the_group_meanwhile_is_not_moved() {
    let mut school = School::new(3, 0);
    let plan = usual(&school, "stop");
    school.learners[1].leave(gid(1), date(2026, 6, 10), date(2026, 6, 10));
    school.run(&plan);
    assert_eq!(school.groups_of(101, BEGINS), Vec::<String>::new());
    let mut again = school.learners[1].clone();
    assert_eq!(plan.move_learner(&mut again, gid(1), None), Moved::NotInGroup);
}

#[test]
fn a_plan_is_due_on_the_first_of_august_and_done_once() {
    // 1-48: once
    let mut plan = usual(&School::new(1, 1), "stop");
    assert!(!plan.is_due(ENDS) && plan.is_due(BEGINS) && plan.is_due(date(2026, 8, 3)));
    assert!(plan.begin() && plan.begin(), "taken up again after an interruption");
    assert!(!plan.withdraw());
    assert!(plan.finish() && !plan.finish() && !plan.begin());
    assert!(!plan.is_due(BEGINS));
}

#[test]
fn a_proposal_duplicates_classes_and_asks_about_external_groups() {
    let plan = School::new(1, 1).with(|roster| proposal(RolloverId::new(id(7)), YEAR, roster, stamp()));
    assert_eq!(plan.fate(gid(1)), GroupFate::Duplicated { staff: false });
    assert_eq!(plan.fate(gid(3)), GroupFate::Undecided);
    let stored = serde_json::to_value(&plan).unwrap();
    assert_eq!(serde_json::from_value::<Plan>(stored).unwrap(), plan);
}

#[test]
fn no_chunk_is_too_large_for_a_transaction() {
    // architecture: 100 items
    let school = School::new(60, 60);
    let chunks = usual(&school, "stop").chunks();
    let largest = chunks
        .iter()
        .map(|chunk| if let Task::MoveLearners { learners, .. } = &chunk.task { learners.len() } else { 0 })
        .max();
    assert_eq!(largest, Some(LEARNERS_PER_CHUNK));
    let mut keys: Vec<_> = chunks.iter().map(|chunk| chunk.key.clone()).collect();
    keys.dedup();
    assert_eq!(keys.len(), chunks.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However often the worker is killed, and whichever chunks it does again, everybody ends up where the plan says, once.
    #[test]
    fn interrupted_and_repeated_work_ends_the_same(in_five in 0u128..60, in_six in 0u128..40, again in prop::collection::vec(0usize..12, 0..12)) {
        let school = School::new(in_five, in_six);
        let plan = usual(&school, "continue");
        let mut straight = school.clone();
        straight.run(&plan);
        let (mut bumpy, chunks) = (school, plan.chunks());
        let mut again = again.into_iter();
        for chunk in &chunks {
            bumpy.carry_out(&plan, chunk);
            // Chunks that were done before come again, in any order.
            if let Some(done) = again.next().and_then(|n| chunks.get(n)).filter(|done| done.key <= chunk.key) {
                prop_assert_eq!(bumpy.carry_out(&plan, done), 0);
            }
        }
        prop_assert_eq!(bumpy.groups, straight.groups);
        prop_assert_eq!(bumpy.learners, straight.learners);
        prop_assert_eq!(bumpy.staff, straight.staff);
    }
}
