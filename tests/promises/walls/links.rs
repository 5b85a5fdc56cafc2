//! Links, tokens and cookies: each opens what it is for and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use domain::link::Purpose;
use local::tour::consent;
use testkit::{Client, World};

use super::{
    Call, Ids, MATRIX, NO_GROUP,
    calls::{call, leak, refused, told},
};
use crate::{
    enumeration::kinds,
    people::{ADMINISTRATOR, COORDINATOR, id, learner, walk, written},
    strangers::tokens,
};

/// Where the links of each purpose lead.
const DOORS: [(&str, &str); 5] = [
    ("activation", "activate"),
    ("password_reset", "reset"),
    ("new_address", "new-address"),
    ("factor_reset", "second-factor"),
    ("consent", "consent"),
];
const SESSION: &str = "__Host-session";
const READER: &str = "__Host-reader";

/// The operations behind a link, with their first word.
fn doors() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = MATRIX.iter().filter(|(operation, who)| *who == "link" && operation.contains("{token}"));
    rows.map(|(operation, _)| (*operation, operation.split('/').nth(1).unwrap()))
}

#[test]
fn every_purpose_of_a_link_has_a_door_and_every_door_a_purpose() {
    let known: BTreeSet<_> = DOORS.iter().map(|(purpose, _)| (*purpose).to_owned()).collect();
    assert_eq!(known, kinds::<Purpose>());
    let behind: BTreeSet<_> = doors().map(|(_, door)| door).collect();
    assert_eq!(behind, DOORS.iter().map(|(_, door)| *door).collect());
}

fn with_token(operation: &'static str, token: &str) -> Call<'static> {
    let (method, path) = operation.split_once(' ').unwrap();
    let path = path.replace("{token}", token);
    Call { operation, who: "link", method: method.parse().unwrap(), path, form: BTreeMap::new() }
}

/// Every kind of token at every door that is not its own.
async fn try_elsewhere(client: &Client, tokens: &[(&str, String)], wrong: &mut Vec<String>) {
    for (n, (operation, door)) in doors().enumerate() {
        for (kind, token) in tokens.iter().filter(|(kind, _)| *kind != door) {
            let one = with_token(operation, token);
            let answer = call(client, &one, n).await;
            // Pages behind the code lead to the page in front of it, which then says what is wrong with the link.
            let front = format!("/consent/{token}");
            let to_the_door = answer.location().is_some_and(|to| to.split('?').next() == Some(&*front));
            wrong.extend(leak(&one, kind, &answer).filter(|_| !to_the_door || told(&answer).is_some()));
        }
    }
}

/// The right kind of link, but of somebody else, or without its code.
async fn try_without_code(people: &[(&str, &Client)], token: &str, wrong: &mut Vec<String>) {
    let behind_code = |operation: &str| {
        operation.contains("/consent/{token}/") && !operation.ends_with("/code") && !operation.ends_with("/new-link")
    };
    for (n, (operation, _)) in doors().filter(|(operation, _)| behind_code(operation)).enumerate() {
        for (who, client) in people {
            let answer = call(client, &with_token(operation, token), n + 100).await;
            let told = told(&answer);
            if answer.status.is_success() || told.is_some() {
                wrong.push(format!("{who}: {operation} -> {} {told:?}", answer.status));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_opens_what_it_is_for_and_nothing_else() {
    // 1-02, 1-04, 0-13
    let world = World::start().await;
    let (coordinator, written) = written(&world).await;
    let walk = walk(&world);
    let [mother, father] = written.parents;
    let reader = world.anonymous();
    consent::read(&walk, &reader, father).await.unwrap();
    let own = world.link_to(father, "/consent/").await;
    let plan = format!("{own}/plan");
    assert_eq!(reader.get(&plan).await.unwrap().status.as_u16(), 200, "the own plan");

    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    let ids = of_dossier(&coordinator, &written.path, id(&teacher)).await;
    let mut all = tokens(&world, &administrator, &ids).await;
    let has_all = DOORS.iter().all(|(_, door)| all.iter().any(|(kind, _)| kind == door));
    assert!(has_all, "a link of each purpose");
    all.extend([("staff", id(&teacher).to_owned()), ("nothing", "x".to_owned())]);
    let mut wrong = Vec::new();
    try_elsewhere(&reader, &all, &mut wrong).await;
    let theirs = world.link_to(mother, "/consent/").await;
    let swapped = world.anonymous();
    swapped.set_cookie(READER, &coordinator.cookie(SESSION).unwrap());
    let people = [("the other parent", &reader), ("without a code", &world.anonymous()), ("with a session", &swapped)];
    try_without_code(&people, id(&theirs), &mut wrong).await;
    let answer = swapped.get(&plan).await.unwrap();
    wrong.extend(told(&answer).map(|told| format!("a session in the place of a code tells {told}")));

    // What a reader has is no session, whatever it is called.
    let behind_session = ids.calls_without_tokens(|who| !matches!(who, "anyone" | "link"));
    refused(&reader, "a reader", &behind_session, &mut wrong).await;
    let forged = world.anonymous();
    forged.set_cookie(SESSION, &reader.cookie(READER).unwrap());
    refused(&forged, "a reader in the place of a session", &behind_session, &mut wrong).await;
    assert_eq!(reader.get(&plan).await.unwrap().status.as_u16(), 200, "the reader reads the own plan all the while");

    let consents = world.signed_in(COORDINATOR).await.get(&format!("{}/consents", written.path)).await.unwrap();
    assert!(!consents.content().contains("Stemt in"), "nobody decided: {}", consents.content());
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The ids of a dossier that is not handed over yet; what there is none of has an id that leads nowhere.
async fn of_dossier(coordinator: &Client, dossier: &str, staff: &str) -> Ids {
    let last = |path: String| id(&path).to_owned();
    let pim = learner(coordinator, local::tour::dossier::CALL_NAME).await;
    let page = async |path: String| coordinator.get(&path).await.unwrap();
    let found = vec![
        ("dossier", id(dossier).to_owned()),
        ("carer", last(page(pim.clone()).await.link("/carers/0").unwrap())),
        ("consent", last(page(format!("{dossier}/consents")).await.link("/consents/0").unwrap())),
        ("file", last(page(format!("{dossier}/files")).await.link("/files/0").unwrap())),
        ("learner", last(pim)),
        ("staff", staff.to_owned()),
        ("step", "3".into()),
        ("subject", "mathematics".into()),
    ];
    let nowhere = ["group", "round", "roster", "transfer"].map(|name| (name, NO_GROUP.to_owned()));
    Ids(found.into_iter().chain(nowhere).collect())
}
