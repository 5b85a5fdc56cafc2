//! The walls between licences, roles and groups: every operation there is, tried by everybody who may not.
//!
//! `MATRIX` says who may call each operation. It is a second statement of the rules, written without looking at the first
//! (`domain::access`): the two must agree. An operation that is not in it, or is in it and not in the product, fails by its name.

mod calls;
mod matrix;
mod school;

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::Period;
use http::Method;
use jiff::{SignedDuration, ToSpan};
use local::{functions, tour::consent};
use testkit::World;

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, group, id, join, learner, walk, written};
pub use calls::Ids;
use calls::{CANARIES, Call, call, leak, refused};
pub use matrix::MATRIX;
pub use school::filled;
use school::{change, given_for, licence_of, rows_of_refusals, staff_of};

/// Doors that are shut for reasons of their own: a second factor cannot be switched off where it is compulsory, of sessions that end
/// there is nothing to try afterwards, and where there is no hub there is nothing to choose about it (`tests/promises/hub` has one).
const NOT_HERE: [&str; 4] =
    ["POST /account/totp/remove", "POST /account/sessions/end", "GET /settings/sign-in", "POST /settings/sign-in"];

/// People whose role is given for groups, with their letters: whatever the group, and where the learner is in it.
const BY_GROUP: [(&str, char, char); 2] =
    [("m.meelezer@dewilg.example", 'L', 'l'), ("r.rekenaar@dewilg.example", 'S', 's')];
/// A group that nobody is in.
const NO_GROUP: &str = "00000000-0000-7000-8000-000000000000";
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

    for email in ["l.lijster@delinde.example", "e.expert@delinde.example"] {
        let outsider = world.signed_in(email).await;
        let (named, lists): (Vec<_>, Vec<_>) = of_licence.iter().partition(|call| call.operation.contains('{'));
        for (n, one) in named.iter().enumerate() {
            let answer = call(&outsider, one, n).await;
            wrong.extend(leak(one, email, &answer));
        }
        for one in lists.iter().filter(|call| call.method == Method::GET) {
            let answer = call(&outsider, one, 0).await;
            let told = CANARIES.iter().find(|canary| answer.body.contains(**canary));
            wrong.extend(told.map(|told| format!("{email}: {} tells {told}", one.operation)));
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
    refused(&administrator, "administrator", &ids.those_not_for(&['A']), &mut wrong).await;
    refused(&coordinator, "coordinator", &ids.those_not_for(&['C']), &mut wrong).await;
    let teacher = world.signed_in(TEACHER).await;
    let tom = (licence_of(&world, TEACHER).await, ids.of("staff").parse().unwrap());
    let not_his = ids.those_not_for(&['T', 'o']);
    refused(&teacher, "teacher of another group", &not_his, &mut wrong).await;
    assert_eq!(rows_of_refusals(&world, tom).await, not_his.len(), "each refusal leaves a row");

    let (own, pim) = (group(&coordinator, "Groep 5a").await, format!("/learners/{}", ids.of("learner")));
    join(&coordinator, &own, "learners", &pim).await;
    refused(&teacher, "teacher of the group", &ids.those_not_for(&['T', 't', 'o']), &mut wrong).await;
    let today = world.stack.services.app.today();
    change(&world, tom, |tom| {
        for membership in &mut tom.memberships {
            membership.period = Period { from: today - 10.days(), to: Some(today - 1.day()) };
        }
    })
    .await;
    refused(&teacher, "teacher whose membership ended yesterday", &ids.those_not_for(&['T', 'o']), &mut wrong).await;
    change(&world, tom, |tom| {
        for membership in &mut tom.memberships {
            membership.period = Period::since(today);
        }
        tom.grants.clear();
    })
    .await;
    refused(&teacher, "somebody without a role", &ids.those_not_for(&['o']), &mut wrong).await;
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
        refused(&person, &format!("{email} of another group"), &ids.those_not_for(&[far]), &mut wrong).await;
        change(&world, staff, |member| given_for(member, ids.of("group").parse().unwrap())).await;
        refused(&person, &format!("{email} of the group"), &ids.those_not_for(&[far, near]), &mut wrong).await;
    }
    let officer = world.signed_in(OFFICER).await;
    refused(&officer, "quality officer", &ids.those_not_for(&['Q']), &mut wrong).await;
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_access_flag_is_asked_before_any_role() {
    // 3-16
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let licence = licence_of(&world, COORDINATOR).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let carla = administrator.get("/staff?q=Coster").await.unwrap().link("/staff/0").unwrap();
    change(&world, (licence, id(&carla).parse().unwrap()), |carla| carla.access = false).await;
    let mut wrong = Vec::new();
    let of_licence = ids.calls_without_tokens(|who| !matches!(who, "anyone" | "link" | "self"));
    refused(&coordinator, "a coordinator without access", &of_licence, &mut wrong).await;
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
        let told = CANARIES.iter().find(|canary| answer.body.contains(**canary));
        wrong.extend(told.map(|told| format!("before the date is right: {} tells {told}", one.operation)));
    }
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The token of a mailed link.
fn token(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_opens_what_it_is_for_and_nothing_else() {
    // 1-02, 1-04, 0-13
    let world = World::start().await;
    let (_, written) = written(&world).await;
    let walk = walk(&world);
    let [mother, father] = written.parents;
    let reader = world.anonymous();
    consent::read(&walk, &reader, father).await.unwrap();
    let own = world.link_to(father, "/consent/").await;
    assert_eq!(reader.get(&format!("{own}/plan")).await.unwrap().status.as_u16(), 200, "the own plan");

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    let reset = world.anonymous();
    let form = reset.get("/reset").await.unwrap().form("/reset").unwrap().set("email", TEACHER);
    reset.submit(&form).await.unwrap();
    let (theirs, renewing) = (world.link_to(mother, "/consent/").await, world.link_to(TEACHER, "/reset/").await);
    let tokens = [("consent", token(&theirs)), ("reset", token(&renewing)), ("staff", id(&teacher)), ("nothing", "x")];

    let mut wrong = Vec::new();
    let rows = MATRIX.iter().filter(|(operation, who)| *who == "link" && operation.contains("{token}"));
    for (n, (operation, _)) in rows.enumerate() {
        let (method, path) = operation.split_once(' ').unwrap();
        for (kind, token) in tokens.iter().filter(|(kind, _)| !path.starts_with(&format!("/{kind}/"))) {
            let path = path.replace("{token}", token);
            let one = Call { operation, who: "link", method: method.parse().unwrap(), path, form: BTreeMap::new() };
            let answer = call(&reader, &one, n).await;
            // Pages behind the code lead to the page in front of it, which then says what is wrong with the link.
            let to_the_door =
                answer.location().is_some_and(|to| to.split('?').next() == Some(&*format!("/consent/{token}")));
            wrong.extend(leak(&one, kind, &answer).filter(|_| !to_the_door));
        }
        // The right kind of link, but of somebody else, or without its code.
        if path.starts_with("/consent/{token}/") && !path.ends_with("/code") && !path.ends_with("/new-link") {
            for (who, client) in [("the other parent", &reader), ("without a code", &world.anonymous())] {
                let path = path.replace("{token}", token(&theirs));
                let one = Call { operation, who: "link", method: method.parse().unwrap(), path, form: BTreeMap::new() };
                let answer = call(client, &one, n + 100).await;
                let told = CANARIES.iter().find(|canary| answer.body.contains(**canary));
                if answer.status.is_success() || told.is_some() {
                    wrong.push(format!("{who}: {operation} -> {} {told:?}", answer.status));
                }
            }
        }
    }
    let consents = world.signed_in(COORDINATOR).await.get(&format!("{}/consents", written.path)).await.unwrap();
    assert!(!consents.content().contains("Stemt in"), "nobody decided: {}", consents.content());
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_another_licence_in_a_form_reaches_nothing() {
    // trap 25
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let theirs = group(&world.signed_in("i.ibers@debeuk.example").await, "Groep 6").await;
    let other = world.signed_in("i.ibers@debeuk.example").await;
    let (jip, their_group) = (learner(&other, "Namaak").await, id(&theirs).to_owned());
    let staff = world.signed_in("b.baas@debeuk.example").await.get("/staff?q=Ibers").await.unwrap();
    let ilse = staff.link("/staff/0").unwrap();
    let own = |operation: &str| ids.path(operation);
    let forms = [
        (&coordinator, "/dossiers".to_owned(), vec![("learner", id(&jip)), ("level", "extra-at-school")]),
        (&coordinator, own("POST /groups/{group}/learners"), vec![("learner", id(&jip))]),
        (&administrator, own("POST /groups/{group}/staff"), vec![("staff", id(&ilse))]),
        (&coordinator, own("POST /groups/{group}/learners/{learner}/remove"), vec![("group", &*their_group)]),
        (&coordinator, own("POST /learners/{learner}/carers"), vec![("existing", id(&jip)), ("call_name", "Jip")]),
    ];
    for (n, (client, path, fields)) in forms.iter().enumerate() {
        let key = format!("0000-0001-{n:04}");
        let fields: Vec<_> = fields.iter().copied().chain([("once", &*key)]).collect();
        let answer = client.post(path, &fields).await.unwrap();
        assert!(answer.status.is_client_error(), "{path} {fields:?}: {} {}", answer.status, answer.content());
        for told in ["Namaak", "Ibers", "Groep 6", "Beuk"] {
            assert!(!answer.body.contains(told), "{path} tells {told}");
        }
    }
    let page = coordinator.get(&own("GET /groups/{group}")).await.unwrap();
    assert!(!page.body.contains(id(&jip)) && !page.body.contains(id(&ilse)), "nobody of the other school is in it");
    world.stack.stop().await;
}
