use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    ids::{LearnerId, StaffId},
    learner::Enrolment,
    name::PersonName,
    staff::{StaffMember, StaffRow},
};

const DAY: Date = date(2026, 11, 24);
const SINCE: Period = Period::since(date(2026, 8, 1));

fn id<T>(make: fn(Uuid) -> T, n: u128) -> T {
    make(Uuid::from_u128(n))
}

fn group(n: u128, period: Period) -> Membership {
    Membership::of(id(GroupId::new, n), period)
}

fn row(role: Role, period: Period, memberships: Vec<Membership>) -> StaffRow {
    StaffRow::of(&StaffMember {
        id: id(StaffId::new, 1),
        name: PersonName::default(),
        email: "t.deleer@dewilg.example".into(),
        identity: None,
        access: true,
        grants: vec![Grant {
            role,
            subject: None,
            location: None,
            groups: BTreeSet::new(),
            period,
            lasted: None,
            reason: String::new(),
            granted_by: None,
        }],
        memberships,
        status: StaffStatus::Active,
        invitations: vec![],
        factor_reset: None,
    })
}

fn learner(memberships: Vec<Membership>, enrolments: Vec<Enrolment>) -> LearnerRow {
    LearnerRow {
        id: id(LearnerId::new, 2),
        sort: String::new(),
        name: String::new(),
        folded: String::new(),
        birth: None,
        memberships,
        enrolments,
        ended: false,
        running: None,
    }
}

fn until(to: Date) -> Period {
    Period { to: Some(to), ..SINCE }
}

#[test]
fn what_goes_before_every_role_is_told_first() {
    // 3-16, 3-26
    let row = row(Role::Coordinator, SINCE, vec![]);
    let standing = |access, status| Holder { access, status, ..Holder::from(&row) }.standing();
    assert_eq!(standing(true, StaffStatus::Active), Standing::Works);
    assert_eq!(standing(true, StaffStatus::Invited), Standing::Invited);
    assert_eq!(standing(false, StaffStatus::Active), Standing::NoAccess);
    assert_eq!(standing(false, StaffStatus::Removed), Standing::Removed);
    let off = Holder { access: false, ..Holder::from(&row) };
    assert!(off.given(DAY).is_empty() && off.missing(DAY).len() == Action::ALL.len());
}

#[test]
fn what_a_teacher_may_is_told_with_the_groups_of_today_and_what_is_missing_with_the_roles_that_give_it() {
    // 3-22, 3-30
    let row = row(Role::DossierTeacher, SINCE, vec![group(7, SINCE), group(8, until(date(2026, 11, 23)))]);
    let given = Holder::from(&row).given(DAY);
    let [given] = given.as_slice() else { panic!("one role: {given:?}") };
    assert_eq!(given.groups, [group(7, SINCE)]);
    assert_eq!((given.reach(Action::ReadDossier), given.reach(Action::Export)), (Reach::OwnGroups, Reach::Nothing));
    let missing = Holder::from(&row).missing(DAY);
    let roles = |action| missing.iter().find(|missing| missing.action == action).map(|missing| missing.roles.clone());
    assert_eq!(roles(Action::Export), Some(vec![Role::Coordinator]));
    assert_eq!(roles(Action::ManageGroups), Some(vec![Role::Administrator, Role::Coordinator]));
    assert_eq!(roles(Action::ReadDossier), None, "a role gives it, be it for no learner");
    let whole = |action| missing.iter().find(|missing| missing.action == action).map(|missing| missing.whole);
    assert_eq!((whole(Action::PlanRollover), whole(Action::ManageStaff)), (Some(true), Some(false)));
}

#[test]
fn who_reached_a_learner_is_told_by_date_also_after_it_ended() {
    // 0-23, 0-24
    let (last, gone) = (date(2026, 10, 16), date(2026, 9, 30));
    let teacher =
        row(Role::DossierTeacher, SINCE, vec![group(7, until(last)), group(8, Period::since(date(2026, 11, 1)))]);
    let in_groups = learner(vec![group(7, SINCE), group(8, until(date(2026, 12, 18)))], vec![]);
    let spells = Holder::from(&teacher).spells(Action::ReadDossier, &in_groups);
    let told: Vec<_> = spells.iter().map(|spell| (spell.group, spell.period)).collect();
    let later = Period { from: date(2026, 11, 1), to: Some(date(2026, 12, 18)) };
    assert_eq!(told, [(Some(id(GroupId::new, 7)), until(last)), (Some(id(GroupId::new, 8)), later)]);
    for (access, status) in [(false, StaffStatus::Active), (true, StaffStatus::Removed)] {
        let now = Holder { access, status, ..Holder::from(&teacher) };
        assert_eq!(now.spells(Action::ReadDossier, &in_groups), spells, "what was, was");
    }
    let over_on = |day| spells.iter().map(|spell| spell.is_over(day)).collect::<Vec<_>>();
    assert_eq!(
        (over_on(last), over_on(date(2026, 10, 17))),
        (vec![false, false], vec![true, false]),
        "the last day counts"
    );
    // A learner who left still belongs to the last location.
    let enrolment = Enrolment { location: id(LocationId::new, 3), period: until(gone), reason: None };
    let coordinator = row(Role::Coordinator, Period { from: SINCE.from, to: Some(last) }, vec![]);
    let spells = Holder::from(&coordinator).spells(Action::ReadDossier, &learner(vec![], vec![enrolment]));
    assert_eq!(
        spells,
        [Spell {
            role: Role::Coordinator,
            subject: None,
            location: None,
            group: None,
            period: until(last),
            cut: false
        }]
    );
}

#[test]
fn who_reached_a_learner_for_some_hours_of_a_day_is_told_with_that_day_and_has_nothing_left() {
    // 0-10, 0-23, 0-24
    let mut teacher = row(Role::DossierTeacher, SINCE, vec![group(7, SINCE)]);
    let mut there = learner(vec![group(7, Period::since(DAY))], vec![]);
    there.memberships[0].end(DAY, DAY);
    let told = |teacher: &StaffRow, there: &LearnerRow| Holder::from(teacher).spells(Action::ReadDossier, there);
    let one = |spells: Vec<Spell>| {
        let [spell] = spells[..] else { panic!("one stretch of days: {spells:?}") };
        (spell.period, spell.is_over(DAY))
    };
    let that_day = Period { from: DAY, to: Some(DAY) };
    assert_eq!(one(told(&teacher, &there)), (that_day, true), "the learner was in the group for some hours");
    assert!(
        Holder::from(&teacher)
            .given(DAY)
            .iter()
            .all(|given| !given.covers(Action::ReadDossier, &there.whereabouts(DAY)))
    );
    // The same for who was taken out, and for a role that was taken back.
    there = learner(vec![group(7, Period::since(DAY))], vec![]);
    assert_eq!(one(told(&teacher, &there)), (Period::since(DAY), false), "goes on");
    teacher.memberships[0].end(DAY, DAY);
    assert_eq!(one(told(&teacher, &there)), (that_day, true));
    teacher.memberships = vec![group(7, SINCE)];
    teacher.grants[0].end(DAY);
    assert_eq!(one(told(&teacher, &there)), (that_day, true));
}
