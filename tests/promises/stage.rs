//! A stack on which events are delivered by hand. It remembers every scene: each change that somebody asks for and each event that a
//! worker hears, with all that was kept before it; or what each worker costs.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use emulators::{Cost, Emulators, Moment};
use futures::{FutureExt, future::LocalBoxFuture};
use jiff::{SignedDuration, Timestamp};
use local::{
    MovableClock, Pace, Settings, Stack,
    functions::{self, Services},
    pumps::Hand,
    requests::{Answered, Asked},
};
use serde_json::{Value, json};
use testkit::{World, hub::Hub};

use crate::calls::beside;

/// How often the platform delivers an event whose worker fails.
const DELIVERIES: usize = 3;

/// What somebody or something does.
#[derive(Clone)]
pub enum Act {
    /// A request.
    Ask(Asked),
    /// An event for a function.
    Hear(String, Value),
}

/// Something that was done, and what there was before.
#[derive(Clone)]
pub struct Scene {
    pub name: String,
    pub act: Act,
    pub before: Arc<Moment>,
    pub at: Timestamp,
}

/// What is noted of events as they are delivered.
#[derive(Clone, Copy)]
enum Noted {
    Nothing,
    Scenes,
    Costs,
}

/// What a worker did that went well, and what it cost.
#[derive(Clone)]
pub struct Turn {
    pub name: String,
    pub cost: Cost,
}

/// The stack, seen by whoever delivers its events.
#[derive(Clone)]
pub struct Backstage {
    pub aws: Arc<Emulators>,
    pub services: Services,
    pub clock: MovableClock,
    pub pace: Pace,
    hand: Arc<tokio::sync::Mutex<Hand>>,
    scenes: Arc<Mutex<Vec<Scene>>>,
    turns: Arc<Mutex<Vec<Turn>>>,
}

/// A stack by hand.
pub struct Stage {
    pub hub: Hub,
    pub world: World,
    pub backstage: Backstage,
}

impl Stage {
    /// A fresh one with the demo licences.
    pub async fn start() -> Self {
        let mut hub = Hub::start().await;
        let settings = Settings { by_hand: true, hub: Some(hub.client()), ..Settings::default() };
        let stack = Stack::start(settings).await.unwrap();
        hub.serve(&stack.url, &beside::accounts()).await;
        let backstage = Backstage {
            aws: stack.aws.clone(),
            services: stack.services.clone(),
            clock: stack.clock.clone(),
            pace: stack.pace.clone(),
            hand: Arc::new(tokio::sync::Mutex::new(Hand::new(&stack.aws).unwrap())),
            scenes: Arc::default(),
            turns: Arc::default(),
        };
        // What the demo licences left to do.
        backstage.later().await;
        Self { hub, world: World { stack }, backstage }
    }

    /// Lets people do something while events are delivered, and gives the scenes: one for each way in which a route ends well, and one for
    /// each kind of event. People are on the heap: a whole journey is more than a stack holds.
    pub async fn watch(&self, people: LocalBoxFuture<'_, ()>) -> Vec<Scene> {
        let behind = self.backstage.clone();
        let before = move |asked: Asked| {
            let behind = behind.clone();
            async move { behind.before(asked).await }.boxed()
        };
        self.world.stack.requests.before_each(Some(Arc::new(before)));
        self.attended(people, Noted::Scenes).await;
        self.world.stack.requests.before_each(None);
        for (name, function, event) in self.backstage.unasked() {
            self.backstage.remember(name, Act::Hear(function.into(), event));
        }
        self.scenes()
    }

    /// Lets people do something while events are delivered one after the other; gives what each that went well cost.
    pub async fn weigh(&self, people: LocalBoxFuture<'_, ()>) -> Vec<Turn> {
        self.attended(people, Noted::Costs).await;
        for (name, function, event) in self.backstage.unasked() {
            self.backstage.weigh(&name, function, event).await;
        }
        std::mem::take(&mut *self.backstage.turns.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn attended(&self, people: LocalBoxFuture<'_, ()>, noted: Noted) {
        // Not cut off: an event that is taken is delivered.
        let is_over = AtomicBool::new(false);
        let people = async {
            people.await;
            is_over.store(true, Ordering::Relaxed);
        };
        let attend = async {
            while !is_over.load(Ordering::Relaxed) {
                self.backstage.settled(noted).await;
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        tokio::join!(people, attend);
        self.backstage.settled(noted).await;
    }

    fn scenes(&self) -> Vec<Scene> {
        let mut answered = self.world.stack.requests.all().into_iter().filter(|request| changes(&request.method));
        let mut seen = BTreeSet::new();
        let mut scenes = self.backstage.take();
        scenes.retain_mut(|scene| {
            if let Act::Ask(_) = scene.act {
                let answer = answered.next().unwrap();
                scene.name = format!("{} {}", answer.method, answer.route);
                let ended_well = answer.status.is_success() || answer.status.is_redirection();
                return ended_well && seen.insert(kind(&answer));
            }
            seen.insert(scene.name.clone())
        });
        assert!(answered.next().is_none(), "every request has its scene");
        scenes
    }
}

/// Whether a method may change something.
pub fn changes(method: &http::Method) -> bool {
    !method.is_safe()
}

fn kind(answer: &Answered) -> String {
    format!("{} {} {} {:?}", answer.method, answer.route, answer.status, answer.cost.calls)
}

/// A batch of a stream as events of one record each: how many come together is chance.
fn one_by_one(event: Value) -> Vec<Value> {
    match event["Records"].as_array() {
        Some(records) => records.iter().map(|record| json!({ "Records": [record] })).collect(),
        None => vec![event],
    }
}

impl Backstage {
    fn take(&self) -> Vec<Scene> {
        std::mem::take(&mut *self.scenes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn remember(&self, name: String, act: Act) {
        let mut scenes = self.scenes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = matches!(act, Act::Hear(..)) && scenes.iter().any(|scene| scene.name == name);
        if !is_known {
            let before = Arc::new(self.aws.moment().unwrap());
            scenes.push(Scene { name, act, before, at: self.clock.now() });
        }
    }

    async fn before(&self, asked: Asked) {
        if changes(&asked.method) {
            let mut hand = self.hand.lock().await;
            self.deliver_all(&mut hand, Noted::Scenes).await;
            self.remember(String::new(), Act::Ask(asked));
        }
    }

    /// The events that come by the clock, and what the operator sends: a name, the function, and the payload.
    fn unasked(&self) -> Vec<(String, &'static str, Value)> {
        let at = self.clock.now().to_string();
        let by_the_clock = |(name, function): &(&str, &'static str)| {
            (format!("{function} clock"), *function, json!({ "schedule": name, "sweep": true, "at": at }))
        };
        let (_, text) = testkit::sandbox::events("open-licence").remove(0);
        let opened = ("open-licence".to_owned(), "open-licence", serde_json::from_str(&text).unwrap());
        functions::SCHEDULES.iter().map(by_the_clock).chain([opened]).collect()
    }

    /// Delivers what waits, and what comes of it, until nothing waits.
    pub async fn settle(&self) {
        self.settled(Noted::Nothing).await;
    }

    async fn settled(&self, noted: Noted) {
        let mut hand = self.hand.lock().await;
        self.deliver_all(&mut hand, noted).await;
    }

    async fn deliver_all(&self, hand: &mut Hand, noted: Noted) {
        while let Some((function, payload)) = hand.take() {
            match noted {
                Noted::Nothing => self.deliver(&function, &payload).await,
                Noted::Scenes => {
                    let name = self.named(&function, &payload).await;
                    self.remember(name, Act::Hear(function.clone(), payload.clone()));
                    self.deliver(&function, &payload).await;
                }
                Noted::Costs => {
                    let name = self.named(&function, &payload).await;
                    for payload in one_by_one(payload) {
                        self.weigh(&name, &function, payload).await;
                    }
                }
            }
        }
    }

    /// Delivers an event, and notes what that cost if it went well at once.
    #[expect(clippy::print_stderr, reason = "what people then wait for in vain has a cause")]
    async fn weigh(&self, name: &str, function: &str, payload: Value) {
        let from = self.aws.calls().moment();
        if let Err(error) = functions::call(&self.services, function, payload.clone()).await {
            eprintln!("{name}: {error}");
            return self.deliver(function, &payload).await;
        }
        let cost = self.aws.calls().cost(from, function);
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).push(Turn { name: name.to_owned(), cost });
    }

    /// What an event is about: the function, and the kind of its job or news.
    async fn named(&self, function: &str, payload: &Value) -> String {
        let job = serde_json::from_value(payload["job"].clone()).ok();
        let kind = match job {
            Some(job) => {
                let found = self.services.app.store.find_job(job).await.unwrap();
                found.map(|job| serde_json::to_value(&job.value.task).unwrap()["kind"].clone())
            }
            None => None,
        };
        kind.map_or_else(|| function.to_owned(), |kind| format!("{function} {}", kind.as_str().unwrap()))
    }

    /// Delivers an event as the platform does: again when its worker fails.
    pub async fn deliver(&self, function: &str, payload: &Value) {
        for _ in 0..DELIVERIES {
            if functions::call(&self.services, function, payload.clone()).await.is_ok() {
                return;
            }
        }
    }

    /// Takes what waits without delivering it.
    pub async fn waiting(&self) -> Vec<(String, Value)> {
        let mut hand = self.hand.lock().await;
        std::iter::from_fn(|| hand.take()).collect()
    }

    /// Puts a job into the outbox that nobody can read, and that is due.
    pub async fn put_poison(&self) {
        let due_at = format!("{:015}", self.clock.now().as_millisecond());
        let texts = [("pk", "poison"), ("entity", "job"), ("due_pk", "due#0"), ("due_at", &due_at)];
        let item: serde_json::Map<_, _> =
            texts.into_iter().map(|(name, text)| (name.to_owned(), json!({ "S": text }))).collect();
        self.aws.put_item("outbox", &Value::Object(item)).unwrap();
    }

    /// Goes back to before a scene.
    pub async fn go_back(&self, to: &Scene) {
        self.aws.faults().clear();
        self.aws.faults().release().await;
        self.pace.set_hasty(false);
        self.aws.go_back(&to.before).unwrap();
        self.clock.set(to.at);
        self.leave_files(to);
        let mut hand = self.hand.lock().await;
        *hand = Hand::new(&self.aws).unwrap();
    }

    /// What there was of files of the pupil administration stays while a scene is tried: it goes a day or a month later, and how far the clock
    /// is moved is another matter in every trial. Only the job of the scene itself is left to do.
    fn leave_files(&self, scene: &Scene) {
        let own = match &scene.act {
            Act::Hear(_, payload) => payload["job"].as_str(),
            Act::Ask(_) => None,
        };
        for mut job in self.aws.items("outbox").unwrap() {
            let forgets = job["task"]["M"]["kind"]["S"] == "forget_roster" && job["state"]["S"] == "queued";
            if forgets && job["id"]["S"].as_str() != own {
                let fields = job.as_object_mut().unwrap();
                fields.retain(|name, _| !["due_pk", "due_at"].contains(&name.as_str()));
                fields.insert("state".into(), json!({ "S": "done" }));
                self.aws.put_item("outbox", &job).unwrap();
            }
        }
    }

    /// Lets time go by, with the sweep of each time, until what failed once is done: the longest lease, and the longest pause after a
    /// second try.
    pub async fn later(&self) {
        for _ in 0..3 {
            self.clock.advance(SignedDuration::from_mins(3));
            self.deliver("dispatch-outbox", &json!({ "sweep": true })).await;
            self.settle().await;
        }
    }
}
