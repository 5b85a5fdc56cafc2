//! What goes wrong all around: events that come again, late or not at all, services that throttle or are down.

use std::fmt;

use emulators::{ANY, Chance, Fault, Service};
use jiff::SignedDuration;
use serde_json::json;
use testkit::Answer;

use super::{
    exception,
    trial::{self, Wanted},
};
use crate::stage::{Act, Backstage, Scene};

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

/// A scene that is played, and what it comes to when all goes well.
#[derive(Clone, Copy)]
pub struct Played<'a> {
    pub backstage: &'a Backstage,
    pub url: &'a str,
    pub scene: &'a Scene,
    pub wanted: &'a Wanted,
}

impl Played<'_> {
    /// Lets the scene go by in this weather, and gives what is not as it should be.
    pub async fn in_weather(self, weather: Weather, chance: &mut Chance) -> Vec<String> {
        self.backstage.go_back(self.scene).await;
        match weather {
            Weather::EventsAgain => self.events_again(chance).await,
            Weather::EventsLate => self.events_late(chance).await,
            Weather::LostStream => self.lost_stream().await,
            Weather::Throttled => self.throttled(chance).await,
            Weather::Down(service) => self.down(service).await,
            Weather::Slow(service) => self.slow(service, chance).await,
        }
    }

    /// Somebody presses the button of the scene, or the event of it comes.
    async fn press(self) -> Option<Answer> {
        trial::press(self.backstage, self.url, self.scene).await
    }

    /// Everything after that, and what is then not as it should be.
    async fn finish(self) -> Vec<String> {
        trial::finish(self.backstage, self.scene).await;
        self.wanted.compared(self.backstage, self.scene, false)
    }

    /// Whether no person presses anything: it is an event that comes.
    fn hears(self) -> bool {
        matches!(self.scene.act, Act::Hear(..))
    }

    /// Whether it is told that it cannot be carried out without the service.
    fn needs(self, service: Service) -> bool {
        service == Service::Ses && exception(self.scene, "SendRawEmail").is_some()
    }

    async fn events_again(self, chance: &mut Chance) -> Vec<String> {
        for _ in 0..if self.hears() { COMES } else { 1 } {
            self.press().await;
        }
        deliver_anyhow(self.backstage, chance).await;
        self.finish().await
    }

    async fn events_late(self, chance: &mut Chance) -> Vec<String> {
        let backstage = self.backstage;
        let hears = self.hears();
        if !hears {
            self.press().await;
        }
        let mut waiting = backstage.waiting().await;
        backstage.clock.advance(LATE);
        if chance.hits(75) {
            // What came later comes first: the sweep of the minute, and all that it wakes.
            backstage.deliver("dispatch-outbox", &json!({ "sweep": true })).await;
            backstage.settle().await;
        }
        waiting.reverse();
        for (function, payload) in waiting {
            backstage.deliver(&function, &payload).await;
        }
        if hears {
            self.press().await;
        }
        let wrong = self.finish().await;
        if is_too_late(backstage, self.scene, &wrong) { vec![] } else { wrong }
    }

    async fn lost_stream(self) -> Vec<String> {
        let backstage = self.backstage;
        self.press().await;
        backstage.put_poison().await;
        for (function, payload) in backstage.waiting().await {
            if function != "dispatch-outbox" {
                backstage.deliver(&function, &payload).await;
            }
        }
        backstage.deliver("dispatch-outbox", &json!({ "sweep": true })).await;
        self.finish().await.into_iter().filter(|line| !line.contains("poison")).collect()
    }

    async fn throttled(self, chance: &mut Chance) -> Vec<String> {
        let Self { backstage, scene, wanted, .. } = self;
        let faults = backstage.aws.faults();
        for service in [Service::DynamoDb, Service::S3, Service::Ses, Service::Lambda] {
            faults.plan_share(service, ANY, 30, chance.number(), Fault::Throttle);
        }
        let first = self.press().await;
        let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
        backstage.settle().await;
        faults.clear();
        wrong.extend(wanted.press_on(backstage, self.url, scene, first).await);
        backstage.settle().await;
        backstage.later().await;
        // A mail that SES took may be noted later than it is sent again.
        wrong.extend(wanted.compared(backstage, scene, true));
        wrong
    }

    async fn down(self, service: Service) -> Vec<String> {
        let Self { backstage, scene, wanted, .. } = self;
        if self.needs(service) {
            return vec![];
        }
        backstage.aws.faults().plan_every(service, ANY, Fault::FailBefore);
        let first = self.press().await;
        backstage.settle().await;
        let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
        backstage.aws.faults().clear();
        if self.hears() {
            // The platform, or the operator, comes back with it.
            self.press().await;
        }
        wrong.extend(wanted.press_on(backstage, self.url, scene, first).await);
        backstage.settle().await;
        backstage.clock.advance(SignedDuration::from_mins(3));
        backstage.later().await;
        wrong.extend(wanted.compared(backstage, scene, false));
        wrong
    }

    async fn slow(self, service: Service, chance: &mut Chance) -> Vec<String> {
        let Self { backstage, scene, wanted, .. } = self;
        if self.needs(service) {
            return vec![];
        }
        let faults = backstage.aws.faults();
        let is_always = chance.hits(50);
        let fault = if chance.hits(50) { Fault::LateCall } else { Fault::LateAnswer };
        faults.plan_share(service, ANY, if is_always { 100 } else { 40 }, chance.number(), fault);
        backstage.pace.set_hasty(true);
        let first = self.press().await;
        let mut wrong: Vec<String> = wanted.honest(first.as_ref()).into_iter().collect();
        backstage.settle().await;
        backstage.pace.set_hasty(false);
        faults.clear();
        // What nobody waits for any more arrives before it is sent again, or after.
        let arrives_first = chance.hits(50);
        if arrives_first {
            faults.release().await;
        }
        if self.hears() {
            self.press().await;
        }
        wrong.extend(wanted.press_on(backstage, self.url, scene, first).await);
        backstage.settle().await;
        faults.release().await;
        backstage.settle().await;
        backstage.clock.advance(SignedDuration::from_mins(3));
        backstage.later().await;
        // A mail that SES took while nobody waited is sent again: so is one whose end could not be noted.
        wrong.extend(wanted.compared(backstage, scene, true));
        wrong
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

/// How late: longer than the stream keeps its records, and as late as a time to live may be.
const LATE: SignedDuration = SignedDuration::from_hours(48);

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
