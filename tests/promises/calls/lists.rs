//! Lists that grow: the calls they take stay the same.

use std::collections::{BTreeMap, BTreeSet};

use emulators::Call;
use local::functions;
use testkit::{Client, World};

use crate::{
    enumeration,
    people::{ADMINISTRATOR, COORDINATOR, group, join, open_dossier},
    runs::is_full,
};

/// The pages with a list, by who may see them. `GROUP` stands for the group with all learners.
const LISTS: [(&str, &[&str]); 4] = [
    (COORDINATOR, &["/", "/learners", "/learners/new", "/dossiers", "/dossiers/new", "/imports", GROUP]),
    (
        ADMINISTRATOR,
        &[
            "/begin",
            "/groups",
            "/groups/new",
            "/staff",
            "/staff/new",
            "/staff/rights",
            "/staff/invitations",
            "/staff/invitations/new",
            "/rollover",
            "/rosters",
            "/rosters/overview",
            "/rosters/overview/download",
            GROUP,
        ],
    ),
    ("k.dekwaliteit@dewilg.example", &["/classes"]),
    ("r.rekenaar@dewilg.example", &["/subjects"]),
];
const GROUP: &str = "the group";
/// Pages that read by the hundred, and why. This list may only shrink.
const BY_THE_HUNDRED: [(&str, &str); 1] = [(
    "/staff/invitations/new",
    "of whoever has not accepted yet it tells how the mail fares, and a batch reads a hundred",
)];
/// Pages without a list that grows: of the own account, for anybody, and what is the same for all.
const NO_LISTS: [&str; 11] = [
    "/account",
    "/account/email",
    "/account/step-up",
    "/activate",
    "/help",
    "/openapi.json",
    "/reset",
    "/rosters/template/download",
    "/settings/sign-in",
    "/sign-in",
    "/sign-in/hub/back",
];

/// More learners in one group, each with a dossier; more groups and more staff.
async fn grow(world: &World, from: usize, to: usize) -> String {
    let coordinator = world.signed_in(COORDINATOR).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let cross = group(&administrator, "Plusgroep rekenen").await;
    for nth in from..to {
        let name = format!("Nummer {nth}");
        let typed = [("call_name", &*name), ("family_name", "Lijst"), ("birth_date", "03-04-2017")];
        let learner = send(&coordinator, "/learners/new", "/learners", &typed).await;
        open_dossier(&coordinator, &learner).await;
        join(&administrator, &cross, "learners", &learner).await;
        send(&administrator, "/groups/new", "/groups", &[("name", &*name), ("kind", "class"), ("levels", "7")]).await;
        let email = format!("nummer{nth}@dewilg.example");
        let name = [("call_name", &*name), ("family_name", "Lijst"), ("email", &*email)];
        let typed = [&name[..], &[("role", "coordinator"), ("reason", "lange lijst")]].concat();
        send(&administrator, "/staff/new", "/staff/check", &typed).await;
    }
    cross
}

/// Sends a form of a page; gives the path where that leads, past a page that asks to check.
async fn send(client: &Client, page: &str, action: &str, typed: &[(&str, &str)]) -> String {
    let page = client.get(page).await.unwrap();
    // Asked only where there are several.
    let location = page.attribute("[name=location] option:nth-child(2)", "value");
    let form = typed.iter().fold(page.form(action).unwrap(), |form, (name, value)| form.set(name, *value));
    let form = location.into_iter().fold(form, |form, location| form.set("location", location));
    let mut page = client.submit(&form).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    if let Some(checked) = action.strip_suffix("/check") {
        page = client.submit(&page.form(checked).unwrap()).await.unwrap();
        assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    }
    page.url.split('?').next().unwrap().to_owned()
}

/// The calls of each list.
async fn costs(world: &World, cross: &str) -> BTreeMap<String, Vec<String>> {
    let calls = world.stack.aws.calls();
    let routes = functions::routes(&world.stack.services).operations();
    // The workers go on beside.
    let is_asked = |call: &Call| call.by.as_deref().is_some_and(|by| routes.iter().any(|one| one.function == by));
    let mut costs = BTreeMap::new();
    for (email, pages) in LISTS {
        let client = world.signed_in(email).await;
        for page in pages.iter().map(|page| if *page == GROUP { cross } else { page }) {
            calls.reset();
            assert_eq!(client.get(page).await.unwrap().status.as_u16(), 200, "{page}");
            let mut made: Vec<_> = calls
                .since(0)
                .iter()
                .filter(|call| is_asked(call))
                .map(|call| format!("{} {}", call.operation, call.target))
                .collect();
            made.sort();
            if BY_THE_HUNDRED.iter().any(|(by_the_hundred, _)| *by_the_hundred == page) {
                made.dedup();
            }
            costs.insert(format!("{email} {page}"), made);
        }
    }
    costs
}

#[test]
fn every_page_has_no_list_or_is_measured() {
    let pages = enumeration::operations().into_iter().filter(|(path, method)| method == "GET" && !path.contains('{'));
    let known = LISTS.iter().flat_map(|(_, pages)| *pages).chain(&NO_LISTS);
    let known: BTreeSet<_> = known.filter(|page| **page != GROUP).map(|page| (*page).to_owned()).collect();
    assert_eq!(pages.map(|(path, _)| path).collect::<BTreeSet<_>>(), known);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_list_takes_more_calls_with_many_entries_than_with_three() {
    // performance P3, P4
    let world = World::start().await;
    let cross = grow(&world, 0, 3).await;
    let short = costs(&world, &cross).await;
    grow(&world, 3, if is_full() { 120 } else { 12 }).await;
    let long = costs(&world, &cross).await;
    assert_eq!(short, long);
    world.stack.stop().await;
}
