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
    /// Every event comes two days late, most often after later ones; reliability R6.
    EventsLate,
    /// The stream is lost, and one item cannot be read; reliability R6, trap 6.
    LostStream,
    /// Three of ten calls are throttled; reliability R7.
    Throttled,
    /// A service is down; reliability R8.
    Down(Service),
    /// A service answers, or takes a call, later than anybody waits for: always, or now and then; trap 13.
    Slow(Service),
}

/// All of it.
pub const WEATHERS: [Weather; 14] = [
    Weather::EventsAgain,
    Weather::EventsLate,
    Weather::LostStream,
    Weather::Throttled,
    Weather::Down(Service::DynamoDb),
    Weather::Down(Service::S3),
    Weather::Down(Service::Ses),
    Weather::Down(Service::SecretsManager),
    Weather::Down(Service::Lambda),
    Weather::Slow(Service::DynamoDb),
    Weather::Slow(Service::S3),
    Weather::Slow(Service::Ses),
    Weather::Slow(Service::SecretsManager),
    Weather::Slow(Service::Lambda),
];

/// What late events are called.
pub const TWO_DAYS_LATE: &str = "every event two days late";

impl fmt::Display for Weather {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventsAgain => f.write_str("every event three times"),
            Self::EventsLate => f.write_str(TWO_DAYS_LATE),
            Self::LostStream => f.write_str("the stream is lost"),
            Self::Throttled => f.write_str("three of ten calls are throttled"),
            Self::Down(service) => write!(f, "{service} is down"),
            Self::Slow(service) => write!(f, "{service} is slow"),
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
            Self::EventsLate => events_late(backstage, url, scene, wanted, chance).await,
            Self::LostStream => lost_stream(backstage, url, scene, wanted).await,
            Self::Throttled => throttled(backstage, url, scene, wanted, chance).await,
            Self::Down(service) => down(backstage, url, scene, wanted, service).await,
            Self::Slow(service) => slow(backstage, url, scene, wanted, (service, chance)).await,
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
    wanted.compared(backstage, scene, false)
}

/// How late: longer than the stream keeps its records, and as late as a time to live may be.
const LATE: SignedDuration = SignedDuration::from_hours(48);

async fn events_late(
    backstage: &Backstage,
    url: &str,
    scene: &Scene,
    wanted: &Wanted,
    chance: &mut Chance,
) -> Vec<String> {
    let hears = matches!(scene.act, Act::Hear(..));
    if !hears {
        trial::press(backstage, url, scene).await;
    }
    let mut waiting = backstage.waiting().await;
    backstage.clock.advance(LATE);
    if chance.hits(75) {
        // What came later comes first: the sweep of the minute, and all that it wakes.
        backstage.deliver("dispatch-outbox", &json!({ "sweep": true })).await;
        backstage.settle(false).await;
    }
    waiting.reverse();
    for (function, payload) in waiting {
        backstage.deliver(&function, &payload).await;
    }
    if hears {
        trial::press(backstage, url, scene).await;
    }
    trial::finish(backstage, scene).await;
    let wrong = wanted.compared(backstage, scene, false);
    if is_too_late(backstage, scene, &wrong) { vec![] } else { wrong }
}

/// What mails a link that is good for less than two days.
const SHORT_LIVED: [&str; 6] = [
    "POST /account/email",
    "POST /reset",
    "POST /staff/{staff}/second-factor",
    "deliver-mail mail_factor_reset",
    "deliver-mail mail_new_address",
    "deliver-mail mail_password_reset",
];

/// Whether all that is otherwise is that a dead link is not mailed, which its job tells.
fn is_too_late(backstage: &Backstage, scene: &Scene, wrong: &[String]) -> bool {
    let unsent = wrong.iter().filter(|line| line.starts_with("-1 mail ")).count();
    let jobs = backstage.aws.items("outbox").unwrap();
    let told = jobs.iter().filter(|job| job["state"]["S"] == "dropped" && job["fault"]["S"] == "link_dead").count();
    let only_mail = wrong.iter().all(|line| line.starts_with("-1 mail ") || line.contains(" outbox "));
    SHORT_LIVED.contains(&scene.name.as_str()) && only_mail && unsent == 1 && told == 1
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
    wanted.compared(backstage, scene, false).into_iter().filter(|line| !line.contains("poison")).collect()
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
    wrong.extend(wanted.compared(backstage, scene, true));
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
    wrong.extend(wanted.compared(backstage, scene, false));
    wrong
}

async fn slow(
    backstage: &Backstage,
    url: &str,
    scene: &Scene,
    wanted: &Wanted,
    (service, chance): (Service, &mut Chance),
) -> Vec<String> {
    if service == Service::Ses && exception(scene, "SendRawEmail").is_some() {
        return vec![];
    }
    let faults = backstage.aws.faults();
    let is_always = chance.hits(50);
    let fault = if chance.hits(50) { Fault::LateCall } else { Fault::LateAnswer };
    faults.plan_share(service, ANY, if is_always { 100 } else { 40 }, chance.number(), fault);
    backstage.pace.set_hasty(true);
    let first = trial::press(backstage, url, scene).await;
    let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
    backstage.settle(false).await;
    backstage.pace.set_hasty(false);
    faults.clear();
    // What nobody waits for any more arrives before it is sent again, or after.
    let arrives_first = chance.hits(50);
    if arrives_first {
        faults.release().await;
    }
    if matches!(scene.act, Act::Hear(..)) {
        trial::press(backstage, url, scene).await;
    }
    wrong.extend(wanted.press_on(backstage, url, scene, first).await);
    backstage.settle(false).await;
    faults.release().await;
    backstage.settle(false).await;
    backstage.clock.advance(SignedDuration::from_mins(3));
    backstage.later().await;
    // A mail that SES took while nobody waited is sent again: so is one whose end could not be noted.
    wrong.extend(wanted.compared(backstage, scene, true));
    wrong
}
