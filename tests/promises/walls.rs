//! The walls between licences, roles and groups: every operation there is, tried by everybody who may not.
//!
//! `MATRIX` says who may call each operation. It is a second statement of the rules, written without looking at the first
//! (`domain::access`): the two must agree. An operation that is not in it, or is in it and not in the product, fails by its name.

mod calls;
mod elsewhere;
mod forms;
mod links;
mod matrix;
mod school;

use std::collections::BTreeSet;

use domain::calendar::Period;
use http::Method;
use jiff::{SignedDuration, ToSpan};
use local::functions;
use testkit::World;

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, group, join};
use calls::{Call, call, refused, told};
pub use calls::{Ids, with_everywhere};
pub use matrix::MATRIX;
pub use school::filled;
use school::{change, given_for, licence_of, refused_with_rows, staff_of};

/// Doors that are shut for reasons of their own: a second factor cannot be switched off where it is compulsory, of sessions that end
/// there is nothing to try afterwards, and where there is no hub there is nothing to choose about it (`tests/promises/hub` has one).
const NOT_HERE: [&str; 4] =
    ["POST /account/totp/remove", "POST /account/sessions/end", "GET /settings/sign-in", "POST /settings/sign-in"];

/// People whose role is given for groups, with their letters: whatever the group, and where the learner is in it.
const BY_GROUP: [(&str, char, char); 2] =
    [("m.meelezer@dewilg.example", 'L', 'l'), ("r.rekenaar@dewilg.example", 'S', 's')];
/// A group that nobody is in.
const NO_GROUP: &str = "00000000-0000-7000-8000-000000000000";
/// Administers another licence.
const LIJSTER: &str = "l.lijster@delinde.example";
/// Sees all of the location.
const OFFICER: &str = "k.dekwaliteit@dewilg.example";

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_of_the_product_is_in_the_matrix() {
    let world = World::start().await;
    let known: BTreeSet<_> = functions::routes(&world.stack.services)
        .operations()
        .iter()
        .map(|operation| format!("{} {}", operation.method.to_uppercase(), operation.path))
        .collect();
    let matrix: BTreeSet<_> = MATRIX.iter().map(|(operation, _)| (*operation).to_owned()).collect();
    world.stack.stop().await;
    let missing: Vec<_> = known.difference(&matrix).collect();
    let stray: Vec<_> = matrix.difference(&known).collect();
    assert!(missing.is_empty() && stray.is_empty(), "not in the matrix: {missing:#?}\nonly in the matrix: {stray:#?}");
    assert_eq!(matrix.len(), MATRIX.len(), "one row an operation");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_through_a_wall() {
    // trap 25
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let mut wrong = Vec::new();
    let behind_session = ids.calls_without_tokens(|who| !matches!(who, "anyone" | "link"));
    let of_licence = ids.calls_without_tokens(|who| !matches!(who, "anyone" | "link" | "self"));

    refused(&world.anonymous(), "nobody", &behind_session, &mut wrong).await;
    let forged = world.anonymous();
    forged.set_cookie("__Host-session", "eyJhbGciOiJub25lIn0.e30.");
    refused(&forged, "a made-up token", &behind_session, &mut wrong).await;

    let (named, lists): (Vec<_>, Vec<_>) = of_licence.into_iter().partition(|call| call.operation.contains('{'));
    let lijster = world.signed_in(LIJSTER).await;
    for email in [LIJSTER, "e.expert@delinde.example"] {
        let outsider = world.signed_in(email).await;
        let staff = staff_of(&world, &lijster, email).await;
        refused_with_rows(&world, staff, (&outsider, email), &named, &mut wrong).await;
        for one in lists.iter().filter(|call| call.method == Method::GET) {
            let answer = call(&outsider, one, 0).await;
            wrong.extend(told(&answer).map(|told| format!("{email}: {} tells {told}", one.operation)));
        }
    }

    world.advance(SignedDuration::from_mins(31));
    refused(&coordinator, "an expired session", &behind_session, &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_of_the_school_does_more_than_the_role_of_the_day_allows() {
    // 0-10, 0-23, 3-20, trap 5, trap 18
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let mut wrong = Vec::new();

    // The roles of the school itself. The teacher is in a group of the school, and the learner in none of his.
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for (email, client, letter) in [(ADMINISTRATOR, &administrator, 'A'), (COORDINATOR, &coordinator, 'C')] {
        let staff = staff_of(&world, &administrator, email).await;
        refused_with_rows(&world, staff, (client, email), &ids.those_not_for(&[letter]), &mut wrong).await;
    }
    let teacher = world.signed_in(TEACHER).await;
    let tom = (licence_of(&world, TEACHER).await, ids.of("staff").parse().unwrap());
    let not_his = ids.those_not_for(&['T', 'o']);
    refused_with_rows(&world, tom, (&teacher, "teacher of another group"), &not_his, &mut wrong).await;

    let (own, pim) = (group(&coordinator, "Groep 5a").await, format!("/learners/{}", ids.of("learner")));
    join(&coordinator, &own, "learners", &pim).await;
    let his = ids.those_not_for(&['T', 't', 'o']);
    refused_with_rows(&world, tom, (&teacher, "teacher of the group"), &his, &mut wrong).await;
    let today = world.stack.services.app.today();
    change(&world, tom, |tom| {
        for membership in &mut tom.memberships {
            membership.period = Period { from: today - 10.days(), to: Some(today - 1.day()) };
        }
    })
    .await;
    let who = "teacher whose membership ended yesterday";
    refused_with_rows(&world, tom, (&teacher, who), &not_his, &mut wrong).await;
    change(&world, tom, |tom| {
        for membership in &mut tom.memberships {
            membership.period = Period::since(today);
        }
        tom.grants.clear();
    })
    .await;
    let all = ids.those_not_for(&['o']);
    refused_with_rows(&world, tom, (&teacher, "somebody without a role"), &all, &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_for_groups_and_for_looking_reach_no_further_than_they_were_given() {
    // 3-17, 3-18, 3-19, trap 19
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let own = group(&coordinator, "Groep 5a").await;
    join(&coordinator, &own, "learners", &format!("/learners/{}", ids.of("learner"))).await;
    let mut wrong = Vec::new();
    for (email, far, near) in BY_GROUP {
        let person = world.signed_in(email).await;
        let staff = staff_of(&world, &administrator, email).await;
        change(&world, staff, |member| given_for(member, NO_GROUP.parse().unwrap())).await;
        let who = format!("{email} of another group");
        refused_with_rows(&world, staff, (&person, &who), &ids.those_not_for(&[far]), &mut wrong).await;
        change(&world, staff, |member| given_for(member, ids.of("group").parse().unwrap())).await;
        let who = format!("{email} of the group");
        refused_with_rows(&world, staff, (&person, &who), &ids.those_not_for(&[far, near]), &mut wrong).await;
    }
    let officer = world.signed_in(OFFICER).await;
    let staff = staff_of(&world, &administrator, OFFICER).await;
    refused_with_rows(&world, staff, (&officer, "quality officer"), &ids.those_not_for(&['Q']), &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_access_flag_is_asked_before_any_role() {
    // 3-16
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let carla = staff_of(&world, &administrator, COORDINATOR).await;
    change(&world, carla, |carla| carla.access = false).await;
    let mut wrong = Vec::new();
    let of_licence = ids.calls_without_tokens(|who| !matches!(who, "anyone" | "link" | "self"));
    refused_with_rows(&world, carla, (&coordinator, "a coordinator without access"), &of_licence, &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_gets_in_by_every_door_of_the_matrix() {
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let own = group(&coordinator, "Groep 5a").await;
    join(&coordinator, &own, "learners", &format!("/learners/{}", ids.of("learner"))).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for (email, ..) in BY_GROUP {
        let staff = staff_of(&world, &administrator, email).await;
        change(&world, staff, |member| given_for(member, ids.of("group").parse().unwrap())).await;
    }
    let people = [
        (world.signed_in(TEACHER).await, vec!['T', 't', 'o']),
        (coordinator, vec!['C']),
        (world.signed_in(OFFICER).await, vec!['Q']),
        (administrator, vec!['A']),
        (world.signed_in(BY_GROUP[0].0).await, vec!['L', 'l']),
        (world.signed_in(BY_GROUP[1].0).await, vec!['S', 's']),
    ];
    let mut wrong = Vec::new();
    for (n, (person, letters)) in people.iter().enumerate() {
        for (m, one) in ids.calls_without_tokens(|who| who != "link" && who != "anyone").iter().enumerate() {
            let may = one.who == "self" || letters.iter().any(|letter| one.may(*letter));
            if !may || NOT_HERE.contains(&one.operation) {
                continue;
            }
            let answer = call(person, one, n * 1000 + m).await;
            if matches!(answer.status.as_u16(), 401 | 403 | 404) || answer.status.is_server_error() {
                wrong.push(format!("{letters:?}: {} -> {}", one.operation, answer.status));
            }
        }
    }
    let receiver = world.signed_in("i.ibers@debeuk.example").await;
    for one in &ids.calls_without_tokens(|who| who == "receiver") {
        let answer = call(&receiver, one, 9999).await;
        wrong.extend(matches!(answer.status.as_u16(), 401 | 403 | 404).then(|| format!("receiver: {}", one.operation)));
        wrong.extend(told(&answer).map(|told| format!("before the date is right: {} tells {told}", one.operation)));
    }
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
