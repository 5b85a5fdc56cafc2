use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::{
    calendar::Period,
    ids::StaffId,
    name::PersonName,
    staff::{Grant, Membership, Role, StaffMember, StaffStatus},
    steps::Subject,
};

const DAY: Date = date(2026, 11, 22);

fn group(n: u128) -> GroupId {
    GroupId::new(Uuid::from_u128(n))
}

fn actor(role: Role, location: Option<LocationId>, groups: &[(u128, Period)]) -> Actor {
    let scope = Scope { licence: LicenceId::new(Uuid::from_u128(1)) };
    let member = StaffMember {
        id: StaffId::new(Uuid::from_u128(2)),
        name: PersonName::default(),
        email: "a@dewilg.example".into(),
        identity: None,
        access: true,
        grants: vec![Grant {
            role,
            subject: None,
            location,
            groups: BTreeSet::new(),
            period: Period::since(DAY),
            lasted: None,
            reason: String::new(),
            granted_by: None,
        }],
        memberships: groups.iter().map(|(n, period)| Membership::of(group(*n), *period)).collect(),
        status: StaffStatus::Active,
        invitations: vec![],
        factor_reset: None,
    };
    Actor { scope, locations: Vec::new(), member }
}

#[test]
fn a_teacher_reaches_learners_of_his_groups_of_today_and_nobody_else() {
    // 0-10
    let teacher = actor(
        Role::DossierTeacher,
        None,
        &[(7, Period::since(DAY)), (8, Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 21)) })],
    );
    let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
    assert!(teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(7)), DAY).is_ok());
    assert_eq!(
        teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(8)), DAY),
        Err(Refused::OutOfReach),
        "ended yesterday"
    );
    assert_eq!(teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(9)), DAY), Err(Refused::OutOfReach));
    assert_eq!(teacher.may(Action::AskConsent, &Resource::Learner(&in_group(7)), DAY), Err(Refused::NoRole));
}

#[test]
fn an_administrator_gets_no_dossier_content() {
    // 3-20, trap 18
    let administrator = actor(Role::Administrator, None, &[]);
    for action in [
        Action::ReadDossier,
        Action::WriteDossier,
        Action::ManageCarers,
        Action::AskConsent,
        Action::Export,
        Action::Import,
    ] {
        assert_eq!(
            administrator.may(action, &Resource::Learner(&Whereabouts::default()), DAY),
            Err(Refused::NoRole),
            "{action:?}"
        );
    }
}

#[test]
fn a_coordinator_of_one_location_does_not_reach_another() {
    let (duin, bos) = (LocationId::new(Uuid::from_u128(3)), LocationId::new(Uuid::from_u128(4)));
    let coordinator = actor(Role::Coordinator, Some(duin), &[]);
    let at = |location| Whereabouts { locations: vec![location], ..Whereabouts::default() };
    assert!(coordinator.may(Action::ReadDossier, &Resource::Learner(&at(duin)), DAY).is_ok());
    assert_eq!(coordinator.may(Action::ReadDossier, &Resource::Learner(&at(bos)), DAY), Err(Refused::OutOfReach));
}

#[test]
fn an_invitation_that_nobody_accepted_gives_nothing_yet() {
    let invited = |status| {
        let mut actor = actor(Role::Administrator, None, &[]);
        actor.member.status = status;
        actor
    };
    let may = |status| invited(status).could(Action::ManageStaff, DAY);
    assert!(may(StaffStatus::Active) && !may(StaffStatus::Invited) && !may(StaffStatus::Removed));
    assert!(!invited(StaffStatus::Active).could(Action::ReadDossier, DAY));
}

#[test]
fn what_allows_an_action_is_told_with_the_group_that_was_needed() {
    let teacher = actor(Role::DossierTeacher, None, &[(7, Period::since(DAY))]);
    let in_group = Whereabouts { groups: vec![group(7)], ..Whereabouts::default() };
    let permit = teacher.may(Action::ReadDossier, &Resource::Learner(&in_group), DAY).unwrap();
    assert_eq!((permit.role, permit.group, permit.scope), (Role::DossierTeacher, Some(group(7)), teacher.scope));
    let place = LocationId::new(Uuid::from_u128(3));
    let coordinator = actor(Role::Coordinator, Some(place), &[]);
    let permit = coordinator.may(Action::Export, &Resource::Learner(&Whereabouts::at(place)), DAY).unwrap();
    assert_eq!((permit.role, permit.group), (Role::Coordinator, None));
}

#[test]
fn a_role_for_groups_reaches_these_groups_whoever_is_a_member_of_them() {
    // 3-17, 3-21
    let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
    let mut counsellor = actor(Role::LearnerCounsellor, None, &[(9, Period::since(DAY))]);
    counsellor.member.grants[0].groups = BTreeSet::from([group(7)]);
    let read = |actor: &Actor, n| actor.may(Action::ReadDossier, &Resource::Learner(&in_group(n)), DAY);
    assert_eq!(read(&counsellor, 7).map(|permit| permit.group), Ok(Some(group(7))));
    assert_eq!(read(&counsellor, 9), Err(Refused::OutOfReach), "being a member of a group is another thing");
    assert_eq!(counsellor.groups(DAY), BTreeSet::from([group(7), group(9)]));
    let (here, there) = (LocationId::new(Uuid::from_u128(3)), LocationId::new(Uuid::from_u128(4)));
    let whole = actor(Role::LearnerCounsellor, Some(here), &[]);
    let at = |place| whole.may(Action::ReadDossier, &Resource::Learner(&Whereabouts::at(place)), DAY).is_ok();
    assert!(at(here) && !at(there), "given for all groups of a location");
}

#[test]
fn a_subject_teacher_reaches_one_subject_of_his_groups_and_nothing_else_of_the_dossier() {
    // 3-18, trap 19
    let mut teacher = actor(Role::SubjectTeacher, None, &[]);
    teacher.member.grants[0].groups = BTreeSet::from([group(7)]);
    teacher.member.grants[0].subject = Some(Subject::Mathematics);
    let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
    let subjects = |n| teacher.subjects(Action::WriteSubject, &in_group(n), DAY);
    assert_eq!((subjects(7), subjects(8)), (BTreeSet::from([Subject::Mathematics]), BTreeSet::new()));
    for action in Action::ALL {
        let may = teacher.may(action, &Resource::Learner(&in_group(7)), DAY).is_ok();
        let of_subject =
            [Action::ListLearners, Action::SeeLearner, Action::ReadSubject, Action::WriteSubject].contains(&action);
        assert_eq!(may, of_subject, "{action:?}");
    }
}

#[test]
fn a_quality_officer_sees_everything_of_the_location_and_changes_nothing() {
    // 3-19
    let officer = actor(Role::QualityOfficer, None, &[]);
    let may = |action| officer.may(action, &Resource::Learner(&Whereabouts::default()), DAY).is_ok();
    let sees = [Action::ListLearners, Action::SeeLearner, Action::ReadDossier, Action::SeeOverview];
    assert!(Action::ALL.into_iter().all(|action| may(action) == sees.contains(&action)));
}
