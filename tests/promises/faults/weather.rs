//! What goes wrong all around: events that come again, late or not at all, services that throttle or are down.

use emulators::{ANY, Chance, Fault, Service};
use jiff::SignedDuration;
use serde_json::json;

use super::{
    chosen, exception,
    stage::{Act, Backstage, Scene, Stage},
    stages,
    trial::{self, Wanted},
};
use crate::runs::{is_full, seed};

/// How many of a hundred scenes are tried every day.
const DAILY: u64 = 10;
/// How often every event comes.
const COMES: usize = 3;

/// Tries a part of the scenes of all stages in one way, and asserts that nothing is wrong.
async fn try_each<F>(way: F)
where
    F: AsyncFn(&Backstage, &str, &Scene, &Wanted, &mut Chance) -> Vec<String>,
{
    let (seed, stages) = (seed(), stages().await);
    let trying = stages.iter().map(|(stage, scenes)| try_some(stage, scenes, seed, &way));
    let wrong = futures::future::join_all(trying).await.concat();
    assert!(wrong.is_empty(), "seed {seed}: {} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    for (stage, _) in stages {
        stage.world.stack.stop().await;
    }
}

async fn try_some<F>(stage: &Stage, scenes: &[Scene], seed: u64, way: &F) -> Vec<String>
where
    F: AsyncFn(&Backstage, &str, &Scene, &Wanted, &mut Chance) -> Vec<String>,
{
    let (mut chance, mut wrong) = (Chance::seeded(seed), Vec::new());
    let url = &stage.world.stack.url;
    for scene in chosen(scenes) {
        if is_full() || chance.hits(DAILY) {
            let wanted = Wanted::of(&stage.backstage, url, scene).await;
            let found = way(&stage.backstage, url, scene, &wanted, &mut chance).await;
            wrong.extend(found.into_iter().map(|what| format!("{}: {what}", scene.name)));
        }
    }
    wrong
}

/// Delivers all that waits, and what comes of it, three times each and in another order.
async fn deliver_anyhow(backstage: &Backstage, chance: &mut Chance) {
    loop {
        let waiting = backstage.waiting().await;
        if waiting.is_empty() {
            return;
        }
        let times = std::iter::repeat_n(&waiting, COMES).flatten();
        let mut all: Vec<_> = times.map(|event| (chance.number(), event)).collect();
        all.sort_by_key(|(number, _)| *number);
        for (_, (function, payload)) in all {
            backstage.deliver(function, payload).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_three_times_and_in_another_order_lead_to_the_same_end() {
    // reliability R6
    try_each(async |backstage, url, scene, wanted, chance| {
        backstage.go_back(scene).await;
        for _ in 0..if matches!(scene.act, Act::Hear(..)) { COMES } else { 1 } {
            trial::press(backstage, url, scene).await;
        }
        deliver_anyhow(backstage, chance).await;
        trial::finish(backstage, scene).await;
        wanted.compared(backstage, false)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_lost_leaves_nothing_undone_nor_does_an_item_that_cannot_be_read() {
    // reliability R6, trap 6
    try_each(async |backstage, url, scene, wanted, _| {
        backstage.go_back(scene).await;
        trial::press(backstage, url, scene).await;
        backstage.put_poison().await;
        for (function, payload) in backstage.waiting().await {
            if function != "dispatch-outbox" {
                backstage.deliver(&function, &payload).await;
            }
        }
        backstage.deliver("dispatch-outbox", &json!({ "sweep": true })).await;
        trial::finish(backstage, scene).await;
        wanted.compared(backstage, false).into_iter().filter(|line| !line.contains("poison")).collect()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_three_of_ten_calls_are_throttled_answers_are_clean_and_in_the_end_all_is_done() {
    // reliability R7
    try_each(async |backstage, url, scene, wanted, chance| {
        backstage.go_back(scene).await;
        let faults = backstage.aws.faults();
        for service in [Service::DynamoDb, Service::S3, Service::Ses, Service::Lambda] {
            faults.plan_share(service, ANY, 30, chance.number(), Fault::Throttle);
        }
        let first = trial::press(backstage, url, scene).await;
        let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
        backstage.settle(false).await;
        faults.clear();
        wrong.extend(wanted.press_on(backstage, url, scene, first).await);
        backstage.settle(false).await;
        backstage.later().await;
        // A mail that SES took may be noted later than it is sent again.
        wrong.extend(wanted.compared(backstage, true));
        wrong
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_service_is_down_a_page_says_so_and_nothing_is_half_done() {
    // reliability R8
    try_each(async |backstage, url, scene, wanted, _| {
        let mut wrong = Vec::new();
        for service in [Service::DynamoDb, Service::S3, Service::Ses, Service::SecretsManager, Service::Lambda] {
            if service == Service::Ses && exception(scene, "SendRawEmail").is_some() {
                continue;
            }
            backstage.go_back(scene).await;
            backstage.aws.faults().plan_every(service, ANY, Fault::FailBefore);
            let first = trial::press(backstage, url, scene).await;
            backstage.settle(false).await;
            let mut found: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
            backstage.aws.faults().clear();
            if matches!(scene.act, Act::Hear(..)) {
                // The platform, or the operator, comes back with it.
                trial::press(backstage, url, scene).await;
            }
            found.extend(wanted.press_on(backstage, url, scene, first).await);
            backstage.settle(false).await;
            backstage.clock.advance(SignedDuration::from_mins(3));
            backstage.later().await;
            found.extend(wanted.compared(backstage, false));
            wrong.extend(found.into_iter().map(|what| format!("{service} down: {what}")));
        }
        wrong
    })
    .await;
}
