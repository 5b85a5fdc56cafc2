//! Many at once, at several processes: of one link, of one code, of one button; also while answers are lost.

use std::collections::BTreeMap;

use emulators::{Fault, Service};
use futures::future::join_all;
use local::tour::consent;
use testkit::{Answer, Client, Form, World, crowd::Crowd};

use crate::{
    accounts::{ADMINISTRATOR, PASSWORD, invite},
    people::{walk, written},
    runs::{is_full, seed},
    sessions::try_password,
};

/// How many people use one link at once.
const PEOPLE: usize = 100;

/// Processes of one function that answer at the same time: few every day, in a full run as many as one would see on a busy morning.
fn processes() -> usize {
    if is_full() { 50 } else { 8 }
}

/// What a parent writes with a decision.
const REMARK: &str = "Fijn plan, zo blijft het";

/// Rounds of a race: few every day, all of them in a full run.
fn rounds(daily: usize, full: usize) -> usize {
    if is_full() { full } else { daily }
}

/// Somebody new in each round.
fn address(round: usize) -> String {
    format!("nieuw.{round}@dewilg.example")
}

/// Invites somebody and gives the link with the form behind it.
async fn invited(world: &World, administrator: &Client, round: usize) -> Form {
    invite(administrator, &address(round)).await;
    let link = world.link_to(&address(round), "/activate/").await;
    world.anonymous().get(&link).await.unwrap().form(&link).unwrap()
}

fn password(n: usize) -> String {
    format!("{PASSWORD}-{n}")
}

/// The form as the `n`th person sends it: a password of its own.
fn of_person(form: &Form, n: usize) -> Form {
    form.clone().set("password", password(n)).set("once", format!("0000-0000-{n:04}"))
}

/// How often each answer was given.
fn kinds(answers: &[Answer]) -> BTreeMap<String, usize> {
    let kind = |answer: &Answer| {
        format!("{} {}", answer.status, answer.location().map_or_else(|| answer.title(), str::to_owned))
    };
    answers.iter().fold(BTreeMap::new(), |mut kinds, answer| {
        *kinds.entry(kind(answer)).or_default() += 1;
        kinds
    })
}

/// Whether address and password belong together.
async fn signs_in(world: &World, email: &str, password: &str) -> bool {
    let client = world.anonymous();
    let form = client.get("/sign-in").await.unwrap().form("/sign-in").unwrap();
    let answer = client.submit_only(&form.set("email", email).set("password", password)).await.unwrap();
    // A second factor is compulsory, so it is set up first (1-06).
    answer.location().is_some_and(|to| to.starts_with("/account"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_people_at_once_use_one_link_and_one_succeeds() {
    // reliability R1
    let world = World::start().await;
    let crowd = Crowd::start(&world, "activate-account", processes()).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for round in 0..rounds(2, 200) {
        let form = invited(&world, &administrator, round).await;
        crowd.gather(PEOPLE);
        let all = (0..PEOPLE).map(|n| {
            let (client, form) = (world.anonymous().at(&crowd.url), of_person(&form, n));
            async move { client.submit_only(&form).await.unwrap() }
        });
        let answers = join_all(all).await;
        let won = answers.iter().filter(|answer| answer.location().is_some_and(|to| to.starts_with("/sign-in")));
        let told = answers.iter().filter(|answer| answer.content().contains("gebruikt"));
        let failed = answers.iter().filter(|answer| answer.status.is_server_error());
        let found = (won.count(), told.count(), failed.count());
        assert_eq!(found, (1, PEOPLE - 1, 0), "round {round}: {:?}", kinds(&answers));
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_people_one_is_told_that_it_worked_though_one_in_ten_answers_is_lost() {
    // reliability R2
    let world = World::start().await;
    let crowd = Crowd::start(&world, "activate-account", processes()).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let seed = seed();
    println!("SAMENSPOOR_SEED={seed}");
    for round in 0..rounds(2, 200) {
        let form = invited(&world, &administrator, round).await;
        let seed = seed.wrapping_add(round as u64);
        // In the first round every answer is, so that of whoever succeeds too.
        let lost = if round == 0 { 100 } else { 10 };
        world.stack.aws.faults().plan_share(Service::DynamoDb, "TransactWriteItems", lost, seed, Fault::DropAnswer);
        crowd.gather(PEOPLE);
        let all = (0..PEOPLE).map(|n| {
            let (client, form) = (world.anonymous().at(&crowd.url), of_person(&form, n));
            async move {
                // Whoever sees that it did not work presses the button again.
                for _ in 0..10 {
                    let answer = client.submit_only(&form).await.unwrap();
                    if !answer.status.is_server_error() {
                        return answer;
                    }
                }
                panic!("person {n} never gets an answer");
            }
        });
        let answers = join_all(all).await;
        world.stack.aws.faults().clear();
        let won = |answer: &Answer| answer.location().is_some_and(|to| to.starts_with("/sign-in"));
        let told: Vec<usize> = (0..PEOPLE).filter(|n| won(&answers[*n])).collect();
        assert_eq!(told.len(), 1, "round {round}, seed {seed}: {told:?} were told that it worked");
        assert!(signs_in(&world, &address(round), &password(told[0])).await, "round {round}, seed {seed}");
        let other = password((told[0] + 1) % PEOPLE);
        assert!(!signs_in(&world, &address(round), &other).await, "round {round}, seed {seed}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_wrong_codes_at_once_five_are_compared_and_the_other_parent_goes_on() {
    // 1-03, trap 15, reliability R3
    let world = World::start().await;
    let crowd = Crowd::start(&world, "give-consent", processes()).await;
    let (_, written) = written(&world).await;
    let mother = world.anonymous();
    let (page, code) = consent::ask(&walk(&world), &mother, written.parents[0]).await.unwrap();
    let form = page.form("/open").unwrap();
    let wrong = (0..51).map(|n| format!("{n:06}")).filter(|wrong| *wrong != code).take(50);
    crowd.gather(50);
    let answers = join_all(wrong.enumerate().map(|(n, wrong)| {
        let form = form.clone().set("code", wrong).set("once", format!("0000-0000-{n:04}"));
        let client = world.anonymous().json().at(&crowd.url);
        async move { client.submit_only(&form).await.unwrap() }
    }));
    let walked = walk(&world);
    let father = world.anonymous();
    let (answers, read) = futures::join!(answers, consent::read(&walked, &father, written.parents[1]));
    read.expect("the other parent is not locked");
    let mut left: Vec<u64> = answers
        .iter()
        .map(|answer| {
            let error = answer.json()["errors"][0].clone();
            assert_eq!((answer.status.as_u16(), &error["code"]), (422, &"wrong-code".into()), "{}", answer.body);
            error["tries_left"].as_u64().unwrap()
        })
        .collect();
    left.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!((&left[..5], left[5..].iter().max()), (&[4, 3, 2, 1, 0][..], Some(&0)), "counted before compared");
    let late = mother.submit(&form.clone().set("code", &*code)).await.unwrap();
    assert_eq!(late.status.as_u16(), 422, "the right one comes too late: {}", late.content());
    let asked = mother.submit(&late.form("/code").unwrap()).await.unwrap();
    let is_new = |mail: &emulators::Mail| consent::code_in(&mail.text).is_some_and(|new| new != code);
    let mail = world.stack.aws.mailbox().wait_for(written.parents[0], is_new).await.unwrap();
    let form = asked.form("/open").unwrap().set("code", consent::code_in(&mail.text).unwrap());
    let plan = mother.submit(&form).await.unwrap();
    assert!(plan.url.ends_with("/plan"), "a new one opens: {} {}", plan.url, plan.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_right_codes_at_once_one_opens_the_plan_and_of_fifty_presses_one_is_the_answer() {
    // 1-03, 1-04, reliability R3
    let world = World::start().await;
    let crowd = Crowd::start(&world, "give-consent", processes()).await;
    let (coordinator, written) = written(&world).await;
    let (page, code) = consent::ask(&walk(&world), &world.anonymous(), written.parents[0]).await.unwrap();
    let form = page.form("/open").unwrap().set("code", code);
    crowd.gather(50);
    let answers = join_all((0..50).map(|n| {
        let (client, form) = (world.anonymous().at(&crowd.url), form.clone().set("once", format!("0000-0000-{n:04}")));
        async move { (client.submit_only(&form).await.unwrap(), client) }
    }))
    .await;
    let mut opened = answers.iter().filter(|(answer, _)| answer.location().is_some_and(|to| to.ends_with("/plan")));
    let (to, parent) = opened.next().expect("one opens the plan");
    let failed = answers.iter().filter(|(answer, _)| answer.status.is_server_error()).count();
    let cookies = answers.iter().filter(|(answer, _)| answer.headers.contains_key("set-cookie")).count();
    let told: Vec<_> = answers.iter().map(|(answer, _)| answer.status.as_u16()).collect();
    assert_eq!((opened.count(), failed, cookies), (0, 0, 1), "{told:?}");

    let plan = parent.get(to.location().unwrap()).await.unwrap();
    // The button pressed fifty times: the form is the same, its key too. Another form would be a change of mind.
    let form = plan.form("/decision").unwrap().set("decision", "agrees").set("remark", REMARK);
    crowd.gather(50);
    let answers = join_all((0..50).map(|_| async { parent.submit_only(&form).await.unwrap() })).await;
    let led = answers.iter().filter(|answer| answer.location().is_some_and(|to| to.ends_with("/receipt"))).count();
    assert_eq!(led, 50, "{:?}", kinds(&answers));
    let shown = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    assert_eq!(shown.content().matches(REMARK).count(), 1, "{}", shown.content());
    let rows = world.stack.aws.items("audit").unwrap();
    let agreed = rows.iter().filter(|row| row["act"]["S"] == "agreed").count();
    assert_eq!(agreed, 1, "{rows:#?}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_the_authenticator_serves_once_however_many_try_it() {
    // reliability R4
    let world = World::start().await;
    let crowd = Crowd::start(&world, "sign-in", processes()).await;
    let account = world.account(ADMINISTRATOR);
    let clients: Vec<_> = (0..50).map(|_| world.anonymous()).collect();
    let mut asked = Vec::new();
    for client in &clients {
        let page = try_password(client, ADMINISTRATOR, &account.password).await;
        asked.push(page.form("/sign-in/code").unwrap());
    }
    let code = world.code(account.totp_secret.as_deref().unwrap());
    crowd.gather(clients.len());
    let answers = join_all(clients.iter().zip(&asked).map(|(client, form)| {
        let (client, form) = (client.at(&crowd.url), form.clone().set("code", &*code));
        async move { client.submit_only(&form).await.unwrap() }
    }))
    .await;
    let won = answers.iter().filter(|answer| answer.location() == Some("/")).count();
    let failed = answers.iter().filter(|answer| answer.status.is_server_error()).count();
    assert_eq!((won, failed), (1, 0), "{:?}", answers.iter().map(|answer| answer.status.as_u16()).collect::<Vec<_>>());
    world.stack.stop().await;
}
