//! What the templates let functions do, against what they do. The stack refuses what a policy does not allow, so every test shows what is
//! missing; this one shows what is too much.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use emulators::{Call, Permission};
use http::Method;
use local::{
    functions,
    policies::{Policies, Statement, fits},
    templates::{texts, variables},
    tour,
};
use serde_yaml_ng::Value;
use testkit::{World, hub::Hub, sandbox};

use crate::{
    calls::beside::{self, get, send_twice},
    consent_changes::{ask_in_vain, ask_out_of_reach, take_back_out_of_reach},
    enumeration::root,
    people::{ADMINISTRATOR, walk, written},
};

/// What functions asked for.
type Asked = BTreeMap<String, BTreeSet<Permission>>;

/// What the functions asked for in these calls. The keys are asked for when a function starts, which it does not here.
fn asked(calls: &[Call]) -> Asked {
    let of = |function: String| {
        let own = calls.iter().filter(|call| call.by.as_deref() == Some(&function));
        let mut all: BTreeSet<_> = own.flat_map(|call| call.permissions.clone()).collect();
        let told = variables(&function).unwrap().unwrap_or_else(|| panic!("{function} is in no template"));
        if told.iter().any(|(name, _)| name == "KEYS_SECRET") {
            let action = "secretsmanager:GetSecretValue".to_owned();
            all.insert(Permission { action, resource: "samenspoor/keys".to_owned() });
        }
        (function, all)
    };
    sandbox::functions().into_iter().map(of).collect()
}

/// What functions asked for in these calls and may not: the function, the action and the resource.
pub fn refused(calls: &[Call]) -> BTreeSet<String> {
    let (policies, asked) = (Policies::read().unwrap(), asked(calls));
    let all = asked.iter().flat_map(|(function, all)| all.iter().map(move |one| (function, one)));
    let refused = all.filter(|(function, one)| !policies.allow(function, one));
    refused.map(|(function, one)| format!("{function}: {one}")).collect()
}

/// The actions of a statement that somebody asked for.
fn used(statement: &Statement, asked: &BTreeSet<Permission>) -> BTreeSet<String> {
    asked.iter().filter(|one| statement.covers(one)).map(|one| one.action.clone()).collect()
}

/// Whether another grant allows less and yet all that is used.
fn is_narrower(other: &Statement, statement: &Statement, used: &BTreeSet<String>) -> bool {
    let less = other.actions.is_subset(&statement.actions) && other.actions.len() < statement.actions.len();
    less && other.resources == statement.resources && used.is_subset(&other.actions)
}

/// What the templates allow and nobody asked for: an action of a grant, a grant of a function or one that is wider than it needs, and
/// what a function has for itself.
fn unused(policies: &Policies, asked: &Asked) -> BTreeSet<String> {
    let mut unused = BTreeSet::new();
    for statement in &policies.grants {
        let used: BTreeSet<_> = asked.values().flat_map(|asked| used(statement, asked)).collect();
        let grant = statement.grant.as_deref().unwrap();
        unused.extend(statement.actions.difference(&used).map(|action| format!("{grant}: {action}")));
    }
    for (function, statements) in &policies.functions {
        let idle = statements.iter().flat_map(|statement| match &statement.grant {
            Some(grant) => grant_without_use(policies, statement, &asked[function])
                .map(|how| format!("{grant}{how}"))
                .into_iter()
                .collect(),
            None => own_without_use(statement, &asked[function]),
        });
        unused.extend(idle.map(|what| format!("{function}: {what}")));
    }
    unused
}

/// Nothing when a function needs all that a grant is for, or else what would do.
fn grant_without_use(policies: &Policies, statement: &Statement, asked: &BTreeSet<Permission>) -> Option<String> {
    let used = used(statement, asked);
    if used.is_empty() {
        return Some(String::new());
    }
    let narrower = policies.grants.iter().find(|other| is_narrower(other, statement, &used))?;
    Some(format!(" ({} would do)", narrower.grant.as_deref().unwrap()))
}

fn own_without_use(statement: &Statement, asked: &BTreeSet<Permission>) -> Vec<String> {
    let all = statement.actions.iter().flat_map(|action| statement.resources.iter().map(move |on| (action, on)));
    let is_used = |action: &str, on: &str| asked.iter().any(|one| one.action == action && fits(on, &one.resource));
    all.filter(|(action, on)| !is_used(action, on)).map(|(action, on)| format!("{action} on {on}")).collect()
}

/// What may be allowed and not used, each with a reason.
fn excepted() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("tests/tools/unused-grants.yaml")).unwrap();
    let all: Vec<Value> = serde_yaml_ng::from_str(&text).unwrap();
    let reasoned = |one: &Value| one["reason"].as_str().is_some_and(|reason| reason.len() > 20);
    assert!(all.iter().all(reasoned), "every exception has a reason");
    all.iter().flat_map(|one| texts(&one["unused"])).collect()
}

/// What neither the journey nor the rest comes by: a file that is fetched, what is not there, a mail that bounces and one that is given up,
/// a file in a drop folder, and somebody removed who has an account.
async fn seldom(world: &World) {
    let (coordinator, written) = written(world).await;
    let files = format!("{}/files", written.path);
    let file = get(&coordinator, &files).await.link(&format!("{files}/0")).unwrap();
    let fetch = async |url: &str| coordinator.send(Method::GET, url, None, "", &[]).await.unwrap();
    let led = fetch(&format!("{file}/download")).await;
    let url = led.location().unwrap();
    assert!(url.contains("X-Amz-Expires=60&"), "whoever loses a right loses the file within a minute: {url}");
    assert_eq!(fetch(url).await.status.as_u16(), 200);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for path in ["/assets/none.css", "/staff/00000000-0000-7000-8000-000000000000"] {
        assert_eq!(administrator.get(path).await.unwrap().status.as_u16(), 404, "{path}");
    }
    ask_out_of_reach(&coordinator, &written).await;
    walk(world).until(&coordinator, &format!("{}/consents", written.path), "Niet aangekomen").await.unwrap();
    take_back_out_of_reach(&coordinator, &written).await;
    ask_in_vain(world, &coordinator, &written).await;
    crate::drops::deliver(world).await;
    let teacher = get(&administrator, "/staff?q=Leer").await.link("/staff/0").unwrap();
    send_twice(&administrator, &get(&administrator, &teacher).await, "/remove").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_may_do_what_it_does_and_is_granted_nothing_that_it_never_needs() {
    let accounts = beside::accounts();
    let (journey, (rest, hub), more) = tokio::join!(World::start(), Hub::world(&accounts), World::start());
    let on_the_way = walk(&journey);
    let (went, (), ()) = tokio::join!(tour::journey(&on_the_way), beside::all(&rest, &hub), seldom(&more));
    went.unwrap();
    for (schedule, _) in functions::SCHEDULES {
        functions::run_schedule(&rest.stack.services, schedule).await.unwrap().unwrap();
    }
    let worlds = [journey, rest, more];
    assert!(worlds.iter().all(|world| world.stack.aws.calls().is_whole()), "what was asked first is forgotten");
    let calls: Vec<_> = worlds.iter().flat_map(|world| world.stack.aws.calls().all()).collect();
    let (refused, excepted) = (refused(&calls), excepted());
    let unused = unused(&Policies::read().unwrap(), &asked(&calls));
    let (new, gone): (Vec<_>, Vec<_>) =
        (unused.difference(&excepted).collect(), excepted.difference(&unused).collect());
    assert!(
        refused.is_empty() && new.is_empty() && gone.is_empty(),
        "not allowed: {refused:#?}\nallowed and never used: {new:#?}\nneeds no exception any more: {gone:#?}",
    );
    for world in worlds {
        world.stack.stop().await;
    }
}
