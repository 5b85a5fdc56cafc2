//! The page `access-matrix.md`, which people read, is a second statement of the rules of access: whatever people, days and learners
//! there are, the two give the same answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use domain::{
    access::{Action, Actor, Area, Holder, Reach, Refused, Resource, Scope, Whereabouts, explain::Standing, reach},
    calendar::Period,
    ids::{GroupId, LearnerId, LicenceId, LocationId, StaffId},
    learner::{Enrolment, LearnerRow},
    name::PersonName,
    staff::{Grant, Membership, Role, StaffMember, StaffRow, StaffStatus},
    steps::Subject,
};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use uuid::Uuid;

use warrant::Warrant;
const FIRST: Date = Date::constant(2026, 8, 1);
const ROLES: [Role; 6] = [
    Role::Administrator,
    Role::Coordinator,
    Role::DossierTeacher,
    Role::LearnerCounsellor,
    Role::SubjectTeacher,
    Role::QualityOfficer,
];

/// The rows of the page: the name of an action, and what each role reaches, in the order of `ROLES`.
fn page() -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("access-matrix.md");
    let text = fs::read_to_string(path).unwrap();
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().into()).collect() };
    let rows = text.lines().filter(|line| line.starts_with('|')).map(cells);
    rows.filter(|cells| cells.len() == 2 + ROLES.len() && cells[0] != "what" && !cells[0].starts_with('-'))
        .map(|cells| (cells[0].clone(), cells[2..].to_vec()))
        .collect()
}

fn name(action: Action) -> String {
    serde_json::to_value(action).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_page_that_people_read_says_what_every_role_reaches() {
    let said = page();
    let done: BTreeMap<_, _> = Action::ALL
        .into_iter()
        .map(|action| {
            let words = ROLES.map(|role| match reach(role, action) {
                Reach::Nothing => "no".to_owned(),
                Reach::OwnGroups => "groups".to_owned(),
                Reach::GivenGroups => "given groups".to_owned(),
                Reach::Location => "location".to_owned(),
                Reach::Licence => "licence".to_owned(),
            });
            (name(action), words.to_vec())
        })
        .collect();
    assert_eq!(said, done, "access-matrix.md against domain::access");
}

fn id<T>(make: fn(Uuid) -> T, n: u128) -> T {
    make(Uuid::from_u128(n))
}

fn period() -> impl Strategy<Value = Period> {
    (0_i64..20, prop::option::of(0_i64..20)).prop_map(|(from, length)| {
        let from = FIRST + from.days();
        Period { from, to: length.map(|length| from + length.days()) }
    })
}

fn grant() -> impl Strategy<Value = Grant> {
    let groups = prop::collection::btree_set(1_u128..5, 0..3);
    (prop::sample::select(&ROLES[..]), prop::option::of(1_u128..4), groups, period()).prop_map(
        |(role, location, groups, period)| Grant {
            role,
            subject: role.takes_subject().then_some(Subject::Dutch),
            location: location.map(|n| id(LocationId::new, n)),
            groups: groups.into_iter().map(|n| id(GroupId::new, n)).collect(),
            period,
            lasted: None,
            reason: String::new(),
            granted_by: None,
        },
    )
}

fn member() -> impl Strategy<Value = StaffMember> {
    let status = prop::sample::select(vec![
        StaffStatus::Active,
        StaffStatus::Active,
        StaffStatus::Invited,
        StaffStatus::Removed,
    ]);
    let groups = prop::collection::vec((1_u128..5, period()), 0..4);
    (prop::bool::weighted(0.8), prop::collection::vec(grant(), 0..4), groups, status).prop_map(
        |(access, grants, groups, status)| StaffMember {
            id: id(StaffId::new, 1),
            name: PersonName::default(),
            email: "a@dewilg.example".into(),
            identity: None,
            access,
            grants,
            memberships: groups
                .into_iter()
                .map(|(group, period)| Membership::of(id(GroupId::new, group), period))
                .collect(),
            status,
            invitations: vec![],
            factor_reset: None,
        },
    )
}

fn whereabouts() -> impl Strategy<Value = Whereabouts> {
    (prop::collection::vec(1_u128..4, 0..3), prop::collection::vec(1_u128..5, 0..3)).prop_map(|(locations, groups)| {
        Whereabouts {
            locations: locations.into_iter().map(|n| id(LocationId::new, n)).collect(),
            groups: groups.into_iter().map(|n| id(GroupId::new, n)).collect(),
        }
    })
}

/// A learner with enrolments and groups that begin and end.
fn learner() -> impl Strategy<Value = LearnerRow> {
    let enrolments = prop::collection::vec((1_u128..4, period()), 0..3);
    (enrolments, prop::collection::vec((1_u128..5, period()), 0..3)).prop_map(|(enrolments, groups)| LearnerRow {
        id: id(LearnerId::new, 2),
        sort: String::new(),
        name: String::new(),
        folded: String::new(),
        birth: None,
        memberships: groups
            .into_iter()
            .map(|(group, period)| Membership::of(id(GroupId::new, group), period))
            .collect(),
        enrolments: enrolments
            .into_iter()
            .map(|(location, period)| Enrolment { location: id(LocationId::new, location), period, reason: None })
            .collect(),
        ended: false,
        running: None,
    })
}

/// How many locations the licence has: one, or several.
fn locations() -> impl Strategy<Value = Vec<LocationId>> {
    (1_u128..4).prop_map(|last| (1..=last).map(|n| id(LocationId::new, n)).collect())
}

/// Somebody at work in a licence with these locations.
fn actor(member: &StaffMember, locations: &[LocationId]) -> Actor {
    let scope = Scope::warranted(id(LicenceId::new, 9), Warrant::verified());
    Actor { scope, locations: locations.to_vec(), member: member.clone() }
}

/// Where each group is: two of them at the first location, one at the second, and one is gone.
fn location_of(group: GroupId) -> Option<LocationId> {
    let place = |n| id(LocationId::new, n);
    [(1, place(1)), (2, place(2)), (3, place(1))]
        .into_iter()
        .find(|(n, _)| id(GroupId::new, *n) == group)
        .map(|(_, at)| at)
}

/// The page's own answer to who manages somebody: the locations and groups of the person one by one, each against the roles of the
/// administrator.
fn manages(administrator: &StaffMember, locations: &[LocationId], person: &StaffMember, day: Date) -> bool {
    let is_of_today = |period: &Period| period.from <= day && period.to.is_none_or(|to| day <= to);
    let not_over = |period: &Period| period.to.is_none_or(|to| day <= to);
    if !administrator.access || administrator.status != StaffStatus::Active {
        return false;
    }
    let roles: Vec<&Grant> = administrator
        .grants
        .iter()
        .filter(|grant| grant.role == Role::Administrator && is_of_today(&grant.period))
        .collect();
    let administers = |place: Option<LocationId>| {
        roles.iter().filter(|grant| grant.groups.is_empty()).any(|grant| match grant.location {
            None => true,
            Some(own) => place == Some(own) || (locations.len() == 1 && locations[0] == own),
        })
    };
    let mut places = Vec::new();
    for grant in person.grants.iter().filter(|grant| not_over(&grant.period)) {
        if grant.groups.is_empty() {
            places.push(grant.location);
        }
        places.extend(grant.groups.iter().map(|group| location_of(*group)));
    }
    let groups = person.memberships.iter().filter(|membership| not_over(&membership.period));
    places.extend(groups.map(|membership| location_of(membership.group)));
    !roles.is_empty() && places.into_iter().all(administers)
}

/// The page's own answer, in the order of its text.
fn allowed(
    page: &BTreeMap<String, Vec<String>>,
    (member, locations): (&StaffMember, &[LocationId]),
    action: Action,
    at: Option<&Whereabouts>,
    day: Date,
) -> bool {
    let is_of_today = |period: &Period| period.from <= day && period.to.is_none_or(|to| day <= to);
    if !member.access || member.status != StaffStatus::Active {
        return false;
    }
    member.grants.iter().filter(|grant| is_of_today(&grant.period)).any(|grant| {
        let column = ROLES.iter().position(|role| *role == grant.role).unwrap();
        let is_there =
            |learner: &Whereabouts| grant.location.is_none_or(|location| learner.locations.contains(&location));
        match (page[&name(action)][column].as_str(), at) {
            ("no", _) => false,
            ("licence", at) => {
                let is_only = locations.len() == 1 && grant.location == Some(locations[0]);
                grant.groups.is_empty() && (grant.location.is_none() || is_only) && at.is_none_or(is_there)
            }
            (_, None) => true,
            ("location", Some(learner)) => is_there(learner),
            ("given groups", Some(learner)) if grant.groups.is_empty() => is_there(learner),
            ("given groups", Some(learner)) => learner.groups.iter().any(|group| grant.groups.contains(group)),
            ("groups", Some(learner)) => member
                .memberships
                .iter()
                .any(|membership| is_of_today(&membership.period) && learner.groups.contains(&membership.group)),
            (other, _) => panic!("{other} is no reach"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// 0-10, 0-23, 3-16, 3-20, 3-26, trap 5, trap 6, trap 18
    #[test]
    fn whoever_asks_on_whatever_day_the_page_and_the_software_agree(
        member in member(), locations in locations(), learner in whereabouts(), day in 0_i64..45
    ) {
        let (page, day) = (page(), FIRST + day.days());
        let (actor, who) = (actor(&member, &locations), (&member, &*locations));
        for action in Action::ALL {
            for at in [None, Some(&learner)] {
                let resource = at.map_or(Resource::Licence, Resource::Learner);
                let answer = actor.may(action, &resource, day);
                prop_assert_eq!(answer.is_ok(), allowed(&page, who, action, at, day), "{:?} {:?} {:?}", action, at, answer);
                // That something exists is told only to whom a role allows the act at all.
                if answer == Err(Refused::OutOfReach) {
                    prop_assert!(allowed(&page, who, action, None, day));
                }
            }
        }
    }

    /// Section 7, 3-11: who looks after one location manages nobody who works elsewhere too, and nothing for the whole licence.
    #[test]
    fn whoever_administers_whatever_location_the_page_and_the_software_agree_about_everybody(
        administrator in member(), person in member(), locations in locations(), day in 0_i64..45
    ) {
        let day = FIRST + day.days();
        let actor = actor(&administrator, &locations);
        let area = Holder::from(&person).works_in(day, location_of);
        let may = actor.manages(Action::ManageStaff, &area, day);
        prop_assert_eq!(may, manages(&administrator, &locations, &person, day), "{:?}", area);
        // A role is given or ended by who manages somebody who has that role and nothing else.
        for grant in person.grants.iter().filter(|grant| grant.period.to.is_none_or(|to| day <= to)) {
            let only = StaffMember { grants: vec![grant.clone()], memberships: vec![], ..person.clone() };
            let may = actor.manages(Action::ManageStaff, &grant.area(location_of), day);
            prop_assert_eq!(may, manages(&administrator, &locations, &only, day), "{:?}", grant);
        }
        // What is for the whole licence goes with managing all of it, at every location.
        if actor.manages(Action::ManageStaff, &Area::Licence, day) {
            let all = Area::Locations(BTreeSet::from_iter(locations));
            prop_assert!(actor.manages(Action::ManageStaff, &all, day));
            prop_assert!(actor.may(Action::ManageSettings, &Resource::Licence, day).is_ok());
        } else {
            prop_assert!(actor.may(Action::ManageSettings, &Resource::Licence, day).is_err());
        }
    }

    /// 3-22, 3-30, 4-10: what is told of a person, from the register's row, is what is decided.
    #[test]
    fn whatever_is_explained_is_what_is_decided(
        member in member(), locations in locations(), learner in whereabouts(), day in 0_i64..45
    ) {
        let day = FIRST + day.days();
        let actor = actor(&member, &locations);
        let row = StaffRow::of(&member);
        let holder = Holder::from(&row).among(&locations);
        let (given, missing) = (holder.given(day), holder.missing(day));
        for action in Action::ALL {
            let answer = actor.may(action, &Resource::Learner(&learner), day);
            let told = given.iter().find(|given| given.covers(action, &learner));
            prop_assert_eq!(told.map(|told| told.grant.role), answer.ok().map(|permit| permit.role), "{:?} {:?}", action, given);
            let anywhere = actor.may(action, &Resource::Licence, day).is_ok();
            prop_assert_eq!(missing.iter().all(|missing| missing.action != action), anywhere, "{:?}", action);
            prop_assert_eq!(given.iter().any(|given| given.reach(action) != Reach::Nothing), anywhere);
        }
    }

    /// 0-23, 0-24, 3-30: who reached a learner on what day, told afterwards or before, is what was or will be decided.
    #[test]
    fn who_reached_a_learner_when_is_told_to_the_day(member in member(), learner in learner(), day in -3_i64..45) {
        let day = FIRST + day.days();
        let actor = actor(&member, &[]);
        let holder = Holder::from(&member);
        for action in Action::ALL {
            let spells = holder.spells(action, &learner);
            let told = spells.iter().any(|spell| spell.period.holds(day)) && holder.standing() == Standing::Works;
            let whereabouts = learner.whereabouts(day);
            prop_assert_eq!(told, actor.may(action, &Resource::Learner(&whereabouts), day).is_ok(), "{:?} {:?}", action, spells);
            prop_assert!(spells.iter().all(|spell| spell.period.to.is_none_or(|to| spell.period.from <= to)));
        }
    }
}
