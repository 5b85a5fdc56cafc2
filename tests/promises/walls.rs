//! The walls between licences, roles and groups: every operation there is, tried by everybody who may not.
//!
//! `MATRIX` says who may call each operation. It is a second statement of the rules, written without looking at the first
//! (`domain::access`): the two must agree. An operation that is not in it, or is in it and not in the product, fails by its name.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Scope,
    calendar::Period,
    ids::{LicenceId, StaffId},
    licence::LicenceName,
    staff::StaffMember,
};
use http::Method;
use jiff::{SignedDuration, ToSpan};
use local::{
    functions,
    tour::{
        consent,
        dossier::{APPROACH, CALL_NAME, STREET},
        transfer,
    },
};
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, COORDINATOR, TEACHER, group, id, join, learner, walk, written};
use warrant::Warrant;

/// Who may call an operation of the licence; all others are refused.
///
/// - `anyone`: no session needed, and nothing of a licence in it;
/// - `link`: who has the mailed link, and what it asks for;
/// - `self`: whoever is signed in, about the own account;
/// - `o`: whom it is about, whatever the roles;
/// - `A` administrator, `C` coordinator, `T` dossier teacher, `t` dossier teacher in whose group the learner is today.
pub const MATRIX: &[(&str, &str)] = &[
    ("GET /", "self"),
    ("GET /account", "self"),
    ("GET /account/step-up", "self"),
    ("GET /activate/{token}", "link"),
    ("GET /assets/{name}", "anyone"),
    ("GET /begin", "A"),
    ("GET /consent/{token}", "link"),
    ("GET /consent/{token}/plan", "link"),
    ("GET /consent/{token}/receipt", "link"),
    ("GET /dossiers", "C T"),
    ("GET /dossiers/new", "C"),
    ("GET /dossiers/{dossier}", "C t"),
    ("GET /dossiers/{dossier}/consents", "C"),
    ("GET /dossiers/{dossier}/consents/{consent}", "C"),
    ("GET /dossiers/{dossier}/consents/{consent}/revoke", "C"),
    ("GET /dossiers/{dossier}/consents/{consent}/withdraw", "C"),
    ("GET /dossiers/{dossier}/files", "C t"),
    ("GET /dossiers/{dossier}/files/{file}", "C t"),
    ("GET /dossiers/{dossier}/files/{file}/download", "C t"),
    ("GET /dossiers/{dossier}/files/{file}/uploaded", "C t"),
    ("GET /dossiers/{dossier}/steps/{step}", "C t"),
    ("GET /dossiers/{dossier}/transfer", "C"),
    ("GET /groups", "A C"),
    ("GET /groups/new", "A C"),
    ("GET /groups/{group}", "A C"),
    ("GET /imports", "C"),
    ("GET /imports/{transfer}", "receiver"),
    ("GET /learners", "A C T"),
    ("GET /learners/new", "A C"),
    ("GET /learners/{learner}", "A C t"),
    ("GET /learners/{learner}/access", "A C"),
    ("GET /learners/{learner}/carers/new", "C"),
    ("GET /learners/{learner}/carers/{carer}", "C"),
    ("GET /openapi.json", "anyone"),
    ("GET /reset", "anyone"),
    ("GET /reset/{token}", "link"),
    ("GET /rollover", "A"),
    ("GET /rosters", "A"),
    ("GET /rosters/overview", "A"),
    ("GET /rosters/overview/download", "A"),
    ("GET /rosters/template/download", "A"),
    ("GET /rosters/{roster}", "A"),
    ("GET /rosters/{roster}/uploaded", "A"),
    ("GET /second-factor/{token}", "link"),
    ("GET /settings/sign-in", "A"),
    ("GET /sign-in", "anyone"),
    ("GET /sign-in/hub/back", "anyone"),
    ("GET /staff", "A"),
    ("GET /staff/new", "A"),
    ("GET /staff/rights", "A"),
    ("GET /staff/{staff}", "A"),
    ("GET /staff/{staff}/rights", "A o"),
    ("GET /staff/{staff}/roles", "A"),
    ("POST /dossiers", "C"),
    ("POST /dossiers/{dossier}/consents", "C"),
    ("POST /dossiers/{dossier}/consents/{consent}/resend", "C"),
    ("POST /dossiers/{dossier}/consents/{consent}/revoke", "C"),
    ("POST /dossiers/{dossier}/consents/{consent}/withdraw", "C"),
    ("POST /dossiers/{dossier}/files", "C t"),
    ("POST /dossiers/{dossier}/files/{file}/remove", "C t"),
    ("POST /dossiers/{dossier}/steps/{step}", "C t"),
    ("POST /dossiers/{dossier}/steps/{step}/finish", "C t"),
    ("POST /dossiers/{dossier}/steps/{step}/reopen", "C"),
    ("POST /dossiers/{dossier}/archive", "C"),
    ("POST /dossiers/{dossier}/transfer", "C"),
    ("POST /transfers/{transfer}/withdraw", "C"),
    ("POST /imports/{transfer}", "receiver"),
    ("POST /groups", "A C"),
    ("POST /groups/{group}", "A C"),
    ("POST /groups/{group}/learners", "A C"),
    ("POST /groups/{group}/learners/{learner}/remove", "A C"),
    ("POST /groups/{group}/staff", "A"),
    ("POST /groups/{group}/staff/{staff}/remove", "A"),
    ("POST /learners", "A C"),
    ("POST /learners/{learner}", "A C"),
    ("POST /learners/{learner}/carers", "C"),
    ("POST /learners/{learner}/carers/{carer}", "C"),
    ("POST /learners/{learner}/carers/{carer}/end", "C"),
    ("POST /rollover", "A"),
    ("POST /rosters", "A"),
    ("POST /rosters/{roster}", "A"),
    ("POST /staff", "A"),
    ("POST /staff/check", "A"),
    ("POST /staff/{staff}/invitation", "A"),
    ("POST /staff/{staff}/second-factor", "A"),
    ("POST /staff/{staff}/remove", "A"),
    ("POST /staff/{staff}/roles", "A"),
    ("POST /staff/{staff}/roles/end", "A"),
    ("POST /staff/{staff}/access", "A"),
    ("POST /account/hub/remove", "self"),
    ("POST /account/password", "self"),
    ("POST /account/step-up", "self"),
    ("POST /account/totp", "self"),
    ("POST /account/totp/confirm", "self"),
    ("POST /account/totp/remove", "self"),
    ("POST /account/sessions/end", "self"),
    ("POST /activate/{token}", "link"),
    ("POST /activate/{token}/new-link", "link"),
    ("POST /consent/{token}/code", "link"),
    ("POST /consent/{token}/decision", "link"),
    ("POST /consent/{token}/new-link", "link"),
    ("POST /consent/{token}/open", "link"),
    ("POST /reset", "anyone"),
    ("POST /reset/{token}", "link"),
    ("POST /second-factor/{token}", "link"),
    ("POST /sign-in", "anyone"),
    ("POST /settings/sign-in", "A"),
    ("POST /sign-in/code", "anyone"),
    ("POST /sign-in/hub", "anyone"),
    ("POST /sign-in/hub/back", "anyone"),
    ("POST /sign-in/licence", "anyone"),
    ("POST /sign-out", "anyone"),
];

/// Doors that are shut for reasons of their own: a second factor cannot be switched off where it is compulsory, of sessions that end
/// there is nothing to try afterwards, and where there is no hub there is nothing to choose about it (`tests/promises/hub` has one).
const NOT_HERE: [&str; 4] =
    ["POST /account/totp/remove", "POST /account/sessions/end", "GET /settings/sign-in", "POST /settings/sign-in"];

/// What stands in the dossier, and nowhere in what an outsider gets.
const CANARIES: [&str; 5] = [CALL_NAME, STREET, APPROACH, "leesverslag", "Strips staan nu"];

/// An operation whose path has real ids in it.
struct Call<'a> {
    operation: &'a str,
    who: &'a str,
    method: Method,
    path: String,
    form: BTreeMap<&'static str, String>,
}

impl Call<'_> {
    fn may(&self, letter: char) -> bool {
        self.who.split(' ').any(|who| who == letter.to_string())
    }
}

/// Ids of a dossier and all that belongs to it.
pub struct Ids(Vec<(&'static str, String)>);

impl Ids {
    pub fn path(&self, operation: &str) -> String {
        let path = operation.split_once(' ').unwrap().1;
        self.0.iter().fold(path.to_owned(), |path, (name, id)| path.replace(&format!("{{{name}}}"), id))
    }

    fn calls(&self, wanted: impl Fn(&str) -> bool) -> Vec<Call<'static>> {
        let rows = MATRIX.iter().filter(|(_, who)| wanted(who));
        rows.map(|(operation, who)| {
            let method = operation.split(' ').next().unwrap().parse().unwrap();
            let mut path = self.path(operation);
            if *operation == "GET /dossiers/new" {
                path = format!("{path}?learner={}", self.of("learner"));
            }
            assert!(!path.contains('{'), "no id for {path}");
            let form = BTreeMap::from([("learner", self.of("learner").to_owned())]);
            Call { operation, who, method, path, form }
        })
        .collect()
    }

    /// Calls whose rows `wanted` names; links have a test of their own.
    fn calls_without_tokens(&self, wanted: impl Fn(&str) -> bool) -> Vec<Call<'static>> {
        self.calls(|who| who != "link" && wanted(who))
    }

    /// Operations of the licence that nobody with one of these letters may call.
    fn those_not_for(&self, letters: &[char]) -> Vec<Call<'static>> {
        self.calls_without_tokens(|who| {
            !matches!(who, "anyone" | "self")
                && !letters.iter().any(|letter| who.split(' ').any(|who| who == letter.to_string()))
        })
    }

    pub fn of(&self, name: &str) -> &str {
        &self.0.iter().find(|(known, _)| *known == name).unwrap().1
    }
}

/// Calls an operation as a program, with a form that names what it is about and nothing else.
async fn call(client: &Client, call: &Call<'_>, n: usize) -> Answer {
    let key = format!("walls-{n:06}");
    match call.method {
        Method::GET => client.json().send(Method::GET, &call.path, None, "", &[]).await.unwrap(),
        _ => client.json().post_json(&call.path, &serde_json::json!(call.form), &key).await.unwrap(),
    }
}

/// What is wrong with this answer to somebody who may not.
fn leak(call: &Call<'_>, who: &str, answer: &Answer) -> Option<String> {
    let told = CANARIES.iter().find(|canary| answer.body.contains(**canary));
    let open = !matches!(answer.status.as_u16(), 401 | 403 | 404);
    (open || told.is_some()).then(|| format!("{who}: {} -> {} {told:?}", call.operation, answer.status))
}

/// Tries all of `calls` as somebody who may not.
async fn refused(client: &Client, who: &str, calls: &[Call<'_>], wrong: &mut Vec<String>) {
    for (n, one) in calls.iter().enumerate() {
        let answer = call(client, one, n).await;
        wrong.extend(leak(one, who, &answer));
    }
}

/// How many rows there are about what this member was refused.
async fn rows_of_refusals(world: &World, (licence, staff): (LicenceId, StaffId)) -> usize {
    world.stack.services.app.store.audit_of(licence, &format!("REFUSED#{staff}")).await.unwrap().len()
}

/// Changes what is true of a staff member, as if it had been so for longer.
async fn change(world: &World, (licence, staff): (LicenceId, StaffId), with: impl FnOnce(&mut StaffMember)) {
    let store = &world.stack.services.app.store;
    let scope = Scope::warranted(licence, Warrant::verified());
    let mut member = store.licence(&scope).get::<StaffMember>(&staff).await.unwrap();
    with(&mut member.value);
    store.licence(&scope).change(None).save(&member).commit("").await.unwrap();
}

/// A dossier with everything in it, handed over to another school; its coordinator, and its ids.
pub async fn filled(world: &World) -> (Client, Ids) {
    let (coordinator, written) = written(world).await;
    let walk = walk(world);
    consent::give(&walk, &coordinator, &written).await.unwrap();
    let consents = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    let files = coordinator.get(&format!("{}/files", written.path)).await.unwrap();
    let pim = learner(&coordinator, CALL_NAME).await;
    let carers = coordinator.get(&pim).await.unwrap();
    transfer::archive(&walk, &coordinator, &written.path).await.unwrap();
    transfer::export(&walk, &coordinator, &written.path).await.unwrap();
    let export = coordinator.get(&format!("{}/transfer", written.path)).await.unwrap();
    let withdraw = export.form("/withdraw").unwrap().action;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let staff = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    let last = |path: String| id(&path).to_owned();
    let ids = vec![
        ("dossier", last(written.path.clone())),
        ("learner", last(pim)),
        ("carer", last(carers.link("/carers/0").unwrap())),
        ("consent", last(consents.link("/consents/0").unwrap())),
        ("file", last(files.link("/files/0").unwrap())),
        ("step", "3".into()),
        ("group", last(group(&coordinator, "Groep 5a").await)),
        ("staff", last(staff)),
        ("roster", last(announced(&administrator).await)),
        ("transfer", last(withdraw.trim_end_matches("/withdraw").to_owned())),
    ];
    (coordinator, Ids(ids))
}

/// The path of a file of the pupil administration that is waited for.
async fn announced(administrator: &Client) -> String {
    let form = administrator.get("/rosters").await.unwrap().form("/rosters").unwrap();
    let places = administrator.get("/groups/new").await.unwrap();
    let location = places.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    administrator.submit(&form.set("location", location)).await.unwrap().url
}

/// The licence that the demo account with this address works in.
async fn licence_of(world: &World, email: &str) -> LicenceId {
    let name = LicenceName::parse(&world.account(email).licence).unwrap();
    world.stack.services.app.store.listing(&name).await.unwrap().unwrap().value.licence
}

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
    // 0-10, 0-23, 3-20, trap 5, trap 18, trap 25
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

    world.advance(SignedDuration::from_mins(31));
    refused(&coordinator, "an expired session", &behind_session, &mut wrong).await;
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
    let people = [
        (world.signed_in(TEACHER).await, vec!['T', 't', 'o']),
        (coordinator, vec!['C']),
        (world.signed_in(ADMINISTRATOR).await, vec!['A']),
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
