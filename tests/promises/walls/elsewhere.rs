//! People of the same licence who are elsewhere: their role is for another location, or they come from outside for some learners.

use std::collections::BTreeSet;

use domain::{
    ids::LocationId,
    staff::{Role, StaffMember},
};
use testkit::{Client, World};

use super::{
    Ids, OFFICER,
    calls::{refused, tell_nothing},
    change, filled, refused_with_rows, staff_of,
};
use crate::people::{ADMINISTRATOR, TEACHER, external, group, id, join, learner, leave, open_dossier, status};

/// The location with this place in the list: Duin, where the dossier is, and Bos.
async fn location(administrator: &Client, nth: usize) -> LocationId {
    let page = administrator.get("/groups/new").await.unwrap();
    let option = format!("select[name=location] option:nth-child({})", nth + 1);
    page.attribute(&option, "value").unwrap().parse().unwrap()
}

/// Gives somebody this role for a location, in the place of all there were.
fn only(member: &mut StaffMember, role: Role, location: LocationId) {
    member.grants.truncate(1);
    member.memberships.clear();
    for grant in &mut member.grants {
        (grant.role, grant.subject, grant.location) = (role, None, Some(location));
        grant.groups = BTreeSet::new();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_for_another_location_reaches_nothing_of_this_one() {
    // 3-11, section 7
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let [duin, bos] = [location(&administrator, 1).await, location(&administrator, 2).await];
    let own = group(&coordinator, "Groep 5a").await;
    join(&coordinator, &own, "learners", &format!("/learners/{}", ids.of("learner"))).await;
    let person = world.signed_in(OFFICER).await;
    let staff = staff_of(&world, &administrator, OFFICER).await;
    let mut wrong = Vec::new();
    for (role, letter) in [(Role::Coordinator, 'C'), (Role::QualityOfficer, 'Q'), (Role::Administrator, 'A')] {
        change(&world, staff, |member| only(member, role, bos)).await;
        let who = format!("{role:?} of another location");
        let (may_not, may_look) = ids.of_another_location(letter);
        refused_with_rows(&world, staff, (&person, &who), &may_not, &mut wrong).await;
        tell_nothing(&person, &who, &may_look, &mut wrong).await;
        change(&world, staff, |member| only(member, role, duin)).await;
        wrong.extend(shut_at_home(&person, &ids, letter).await);
    }
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the same person is refused with the role for the own location: what was refused elsewhere was so for that alone.
async fn shut_at_home(person: &Client, ids: &Ids, letter: char) -> Option<String> {
    let path = ids.path(if letter == 'A' { "GET /learners/{learner}" } else { "GET /dossiers/{dossier}" });
    let answer = status(person, &path).await;
    (answer != 200).then(|| format!("{letter} of the own location: {path} -> {answer}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_from_outside_reaches_the_learners_of_the_own_group_as_long_as_they_are_in_it() {
    // 0-06, 0-10, 0-23
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let linde = external(&administrator, "Linde").await;
    let (pim, noor) = (format!("/learners/{}", ids.of("learner")), learner(&coordinator, "Noor").await);
    join(&coordinator, &linde, "learners", &noor).await;
    let staff = staff_of(&world, &administrator, TEACHER).await;
    change(&world, staff, |tom| tom.memberships.clear()).await;
    join(&administrator, &linde, "staff", &format!("/staff/{}", staff.1)).await;
    let person = world.signed_in(TEACHER).await;
    let mut wrong = Vec::new();
    let (not_his, lists) = (ids.those_not_for(&['T', 'o']), ids.lists_for(&['T']));

    refused_with_rows(&world, staff, (&person, "from outside, for another learner"), &not_his, &mut wrong).await;
    tell_nothing(&person, "from outside, for another learner", &lists, &mut wrong).await;
    let list = person.get("/learners").await.unwrap();
    assert!(list.body.contains(id(&noor)), "he is there for Noor: {}", list.content());

    join(&coordinator, &linde, "learners", &pim).await;
    refused_with_rows(
        &world,
        staff,
        (&person, "from outside, for the learner"),
        &ids.those_not_for(&['T', 't', 'o']),
        &mut wrong,
    )
    .await;
    assert_eq!(status(&person, &ids.path("GET /dossiers/{dossier}")).await, 200, "as long as he is in the group");

    leave(&coordinator, &linde, &pim).await;
    refused_with_rows(&world, staff, (&person, "from outside, after the learner left"), &not_his, &mut wrong).await;
    tell_nothing(&person, "from outside, after the learner left", &lists, &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The ids of somebody else of whom there is no more than a dossier and a group.
async fn plain(coordinator: &Client, name: &str, in_group: &str) -> (Ids, String) {
    let learner = learner(coordinator, name).await;
    let dossier = open_dossier(coordinator, &learner).await;
    let group = group(coordinator, in_group).await;
    let own = |path: &str| id(path).to_owned();
    let ids =
        vec![("dossier", own(&dossier)), ("learner", own(&learner)), ("group", own(&group)), ("step", "3".into())];
    (Ids(ids), dossier)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_another_dossier_or_licence_behind_an_own_one_reaches_nothing() {
    // 0-10, trap 25
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let ilse = world.signed_in("i.ibers@debeuk.example").await;
    // Noor is in the class of the teacher, Pim is not; neither Pim nor the teacher is in this group.
    let (noor, dossier) = plain(&coordinator, "Noor", "Plusgroep rekenen").await;
    let (jip, _) = plain(&ilse, "Namaak", "Groep 6").await;
    let teacher = world.signed_in(TEACHER).await;
    assert_eq!(status(&teacher, &dossier).await, 200, "his own learner");
    let (administrator, baas) = (world.signed_in(ADMINISTRATOR).await, world.signed_in("b.baas@debeuk.example").await);
    let people: [(&Client, &str, &Ids, &[char]); 5] = [
        (&coordinator, "coordinator", &noor, &['C']),
        (&teacher, "teacher", &noor, &['T', 't']),
        (&administrator, "administrator", &noor, &['A']),
        (&ilse, "coordinator of another licence", &jip, &['C']),
        (&baas, "administrator of another licence", &jip, &['A']),
    ];
    let (mut wrong, mut tried) = (Vec::new(), BTreeSet::new());
    for (client, who, own, letters) in people {
        let mut calls = own.mixed_with(&ids);
        calls.retain(|call| letters.iter().any(|letter| call.may(*letter)));
        tried.extend(calls.iter().map(|call| call.operation));
        refused(client, who, &calls, &mut wrong).await;
    }
    let all: BTreeSet<_> = noor.mixed_with(&ids).iter().map(|call| call.operation).collect();
    world.stack.stop().await;
    assert_eq!(tried, all, "somebody may do each of these with an id of his own");
    assert!(all.len() > 10 && wrong.is_empty(), "{wrong:#?}");
}
