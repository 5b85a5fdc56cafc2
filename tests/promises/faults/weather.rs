//! What goes wrong all around: events that come again, late or not at all, services that throttle or are down.

use std::fmt;

use emulators::{ANY, Chance, Fault, Service};
use jiff::SignedDuration;
use serde_json::json;

use super::{
    exception,
    stage::{Act, Backstage, Scene},
    trial::{self, Wanted},
};

/// How often every event comes.
const COMES: usize = 3;

/// What goes wrong all around.
#[derive(Debug, Clone, Copy)]
pub enum Weather {
    /// Every event comes three times, and in another order; reliability R6.
    EventsAgain,
    /// The stream is lost, and one item cannot be read; reliability R6, trap 6.
    LostStream,
    /// Three of ten calls are throttled; reliability R7.
    Throttled,
    /// A service is down; reliability R8.
    Down(Service),
}

/// All of it.
pub const WEATHERS: [Weather; 8] = [
    Weather::EventsAgain,
    Weather::LostStream,
    Weather::Throttled,
    Weather::Down(Service::DynamoDb),
    Weather::Down(Service::S3),
    Weather::Down(Service::Ses),
    Weather::Down(Service::SecretsManager),
    Weather::Down(Service::Lambda),
];

impl fmt::Display for Weather {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventsAgain => f.write_str("every event three times"),
            Self::LostStream => f.write_str("the stream is lost"),
            Self::Throttled => f.write_str("three of ten calls are throttled"),
            Self::Down(service) => write!(f, "{service} is down"),
        }
    }
}

impl Weather {
    /// Lets a scene go by in it, and gives what is not as it should be.
    pub async fn over(
        self,
        backstage: &Backstage,
        url: &str,
        scene: &Scene,
        wanted: &Wanted,
        chance: &mut Chance,
    ) -> Vec<String> {
        backstage.go_back(scene).await;
        match self {
            Self::EventsAgain => events_again(backstage, url, scene, wanted, chance).await,
            Self::LostStream => lost_stream(backstage, url, scene, wanted).await,
            Self::Throttled => throttled(backstage, url, scene, wanted, chance).await,
            Self::Down(service) => down(backstage, url, scene, wanted, service).await,
        }
    }
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

async fn events_again(
    backstage: &Backstage,
    url: &str,
    scene: &Scene,
    wanted: &Wanted,
    chance: &mut Chance,
) -> Vec<String> {
    for _ in 0..if matches!(scene.act, Act::Hear(..)) { COMES } else { 1 } {
        trial::press(backstage, url, scene).await;
    }
    deliver_anyhow(backstage, chance).await;
    trial::finish(backstage, scene).await;
    wanted.compared(backstage, false)
}

async fn lost_stream(backstage: &Backstage, url: &str, scene: &Scene, wanted: &Wanted) -> Vec<String> {
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
}

async fn throttled(
    backstage: &Backstage,
    url: &str,
    scene: &Scene,
    wanted: &Wanted,
    chance: &mut Chance,
) -> Vec<String> {
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
}

async fn down(backstage: &Backstage, url: &str, scene: &Scene, wanted: &Wanted, service: Service) -> Vec<String> {
    if service == Service::Ses && exception(scene, "SendRawEmail").is_some() {
        return vec![];
    }
    backstage.aws.faults().plan_every(service, ANY, Fault::FailBefore);
    let first = trial::press(backstage, url, scene).await;
    backstage.settle(false).await;
    let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
    backstage.aws.faults().clear();
    if matches!(scene.act, Act::Hear(..)) {
        // The platform, or the operator, comes back with it.
        trial::press(backstage, url, scene).await;
    }
    wrong.extend(wanted.press_on(backstage, url, scene, first).await);
    backstage.settle(false).await;
    backstage.clock.advance(SignedDuration::from_mins(3));
    backstage.later().await;
    wrong.extend(wanted.compared(backstage, false));
    wrong
}
