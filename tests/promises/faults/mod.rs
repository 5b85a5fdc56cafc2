//! Everything that can go wrong between the product and AWS, tried on every change that people ask for and every event that a worker hears:
//! whoever repeats it ends where they would have been. `SAMENSPOOR_SCENE` tries only the scenes whose name contains it.

pub mod kept;
mod seldom;
mod trial;
mod weather;

use std::{collections::BTreeSet, fmt};

use emulators::Chance;
use futures::FutureExt;
use local::tour;
use store::outbox::Task;

use crate::{
    accounts::{ADMINISTRATOR, invite},
    calls::beside,
    enumeration,
    people::walk,
    runs::{is_full, seed},
    stage::{Act, Scene, Stage},
};
use trial::Wanted;
use weather::{Played, TWO_DAYS_LATE, WEATHERS};

/// How many of a hundred scenes are tried every day, and how much of what can go wrong in them; all of it in a full run.
const DAILY: (u64, u64) = (25, 12);

/// A link that has ended is not mailed any more.
const ENDED: &str = "the link was good for minutes or hours, and whoever still wants one asks again";
/// What does not end as if nothing had gone wrong: scene, what an operation or the weather begins with, and why that is right. This list may only shrink.
const EXCEPTIONS: [(&str, &str, &str); 11] = [
    ("POST /imports/{transfer}", "Query", "as with the package that could not be read: the trail tells of each try"),
    ("POST /imports/{transfer}", "GetObject", "the trail tells of each try, also of one that could not be looked at"),
    ("POST /imports/{transfer}", "S3 is", "as with the object that could not be had, whether S3 is down or slow"),
    (
        "POST /staff/{staff}/invitation",
        "TransactWriteItems",
        "a login on paper is shown once; the page says so, and how to make another",
    ),
    ("POST /rosters", TWO_DAYS_LATE, "nobody sent the file within a day, so that it has ended by then"),
    ("POST /reset", TWO_DAYS_LATE, ENDED),
    ("deliver-mail mail_password_reset", TWO_DAYS_LATE, ENDED),
    ("POST /staff/{staff}/second-factor", TWO_DAYS_LATE, ENDED),
    ("deliver-mail mail_factor_reset", TWO_DAYS_LATE, ENDED),
    ("POST /account/email", TWO_DAYS_LATE, ENDED),
    ("deliver-mail mail_new_address", TWO_DAYS_LATE, ENDED),
];

/// The journey, and a mail that comes back.
pub async fn journey(stage: &Stage) {
    tour::journey(&walk(&stage.world)).await.unwrap();
    invite(&stage.world.signed_in(ADMINISTRATOR).await, "bounce@dewilg.example").await;
}

/// All that is beside the journey, and what is seldom.
pub async fn beside(stage: &Stage) {
    beside::all(&stage.world, &stage.hub).await;
    seldom::all(&stage.world).await;
}

/// The journey and all that is beside it, each on a stage of its own, and their scenes.
async fn stages() -> [(Stage, Vec<Scene>); 2] {
    let (one, two) = tokio::join!(Stage::start(), Stage::start());
    let (ones, twos) = tokio::join!(one.watch(journey(&one).boxed_local()), two.watch(beside(&two).boxed_local()));
    [(one, ones), (two, twos)]
}

/// The scenes to try, of those there are.
fn chosen(scenes: &[Scene]) -> impl Iterator<Item = &Scene> {
    let only = std::env::var("SAMENSPOOR_SCENE").unwrap_or_default();
    scenes.iter().filter(move |scene| scene.name.contains(&only))
}

/// Kinds of jobs that no worker hears of in a scene.
fn unplayed(stages: &[(Stage, Vec<Scene>)]) -> Vec<String> {
    let scenes = stages.iter().flat_map(|(_, scenes)| scenes).filter(|scene| matches!(scene.act, Act::Hear(..)));
    let played: BTreeSet<_> = scenes.filter_map(|scene| Some(scene.name.split_once(' ')?.1.to_owned())).collect();
    let kinds = enumeration::kinds::<Task>();
    kinds.difference(&played).map(|kind| format!("a job {kind}")).collect()
}

/// Routes that write, workers and kinds of jobs without a scene.
fn uncovered(stages: &[(Stage, Vec<Scene>)]) -> Vec<String> {
    let scenes = || stages.iter().flat_map(|(_, scenes)| scenes);
    let asked: BTreeSet<_> = scenes().map(|scene| scene.name.clone()).collect();
    let heard: BTreeSet<_> = scenes()
        .filter_map(|scene| match &scene.act {
            Act::Hear(function, _) => Some(function.clone()),
            Act::Ask(_) => None,
        })
        .collect();
    let writing = enumeration::operations().into_iter().filter(|(_, method)| method != "GET" && method != "HEAD");
    let routes = writing.map(|(path, method)| format!("{method} {path}")).filter(|name| !asked.contains(name));
    let workers = enumeration::workers(&stages[0].0.world.stack.services);
    let unheard = workers.into_iter().filter(|name| !heard.contains(name));
    routes.chain(unheard).chain(unplayed(stages)).collect()
}

/// Which exception is made for a scene when this call, or everything around it, goes wrong.
fn exception(scene: &Scene, operation: &str) -> Option<usize> {
    EXCEPTIONS.iter().position(|(name, call, _)| *name == scene.name && operation.starts_with(call))
}

/// What was found wrong, told at once: a full run takes an hour.
#[expect(clippy::print_stderr, reason = "a run that is ended half-way has told what it found")]
fn tell(wrong: &mut Vec<String>, scene: &Scene, tried: &dyn fmt::Display, found: &[String]) {
    for what in found {
        let line = format!("{}: {tried}: {what}", scene.name);
        eprintln!("{line}");
        wrong.push(line);
    }
}

/// Tells what was found wrong, or notes the exception that was needed.
fn judge(
    wrong: &mut Vec<String>,
    excepted: &mut BTreeSet<usize>,
    (scene, tried, what): (&Scene, &dyn fmt::Display, &str),
    found: &[String],
) {
    match exception(scene, what).filter(|_| !found.is_empty()) {
        Some(exception) => drop(excepted.insert(exception)),
        None => tell(wrong, scene, tried, found),
    }
}

/// Tries scenes with everything that can go wrong in them and around them: what is wrong, and the exceptions that were needed.
async fn try_all(stage: &Stage, scenes: &[Scene], seed: u64) -> (Vec<String>, BTreeSet<usize>) {
    let mut chance = Chance::seeded(seed);
    let (mut wrong, mut excepted) = (Vec::new(), BTreeSet::new());
    let (backstage, url) = (&stage.backstage, &stage.world.stack.url);
    for scene in chosen(scenes) {
        if !is_full() && !chance.hits(DAILY.0) {
            continue;
        }
        let wanted = Wanted::of(backstage, url, scene).await;
        for trial in wanted.steps.iter().flat_map(trial::trials) {
            if !is_full() && !chance.hits(DAILY.1) {
                continue;
            }
            let found = wanted.with(backstage, url, scene, &trial).await;
            judge(&mut wrong, &mut excepted, (scene, &trial, &trial.step.operation), &found);
        }
        for weather in WEATHERS {
            if !is_full() && !chance.hits(DAILY.1) {
                continue;
            }
            let played = Played { backstage, url, scene, wanted: &wanted };
            let found = played.in_weather(weather, &mut chance).await;
            judge(&mut wrong, &mut excepted, (scene, &weather, &weather.to_string()), &found);
        }
    }
    (wrong, excepted)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_with_a_call_or_all_around_is_as_if_it_had_not_once_what_was_done_is_repeated() {
    // reliability R5 to R8: recording the scenes costs more than trying a part of them, so all is tried on one recording
    let stages = stages().await;
    assert_eq!(uncovered(&stages), Vec::<String>::new(), "without a scene");
    let seed = seed();
    let [(one, ones), (two, twos)] = &stages;
    let (first, second) = tokio::join!(Box::pin(try_all(one, ones, seed)), Box::pin(try_all(two, twos, seed)));
    let wrong = [first.0, second.0].concat();
    assert!(wrong.is_empty(), "seed {seed}: {} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    let needed: BTreeSet<_> = first.1.union(&second.1).copied().collect();
    if is_full() {
        let idle: Vec<_> = (0..EXCEPTIONS.len()).filter(|at| !needed.contains(at)).map(|at| EXCEPTIONS[at]).collect();
        assert!(idle.is_empty(), "exceptions that are needed no more: {idle:?}");
    }
    for (stage, _) in stages {
        stage.world.stack.stop().await;
    }
}
