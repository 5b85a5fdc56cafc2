//! The turn of the year for many schools while workers die: at any call, heard of or not, also with a call under way that arrives when another
//! worker has long taken over.

use std::collections::{BTreeSet, HashMap};

use emulators::{ANY, Chance, Fault, Service};
use local::{MovableClock, Settings, Stack, functions};
use serde_json::{Value, json};
use store::outbox::{LEASE, MOST_TRIES};
use testkit::schools::{self, Size};

use crate::{
    faults::kept::{self, End, Start},
    runs::{is_full, seed},
};

/// Of a hundred workers so many die with a job in their hands.
const DEATHS: u64 = 80;
/// A worker dies at one of so many calls, if it comes that far.
const CALLS: u64 = 20;

/// How large the schools are: one has more chunks than a run takes, one has more learners in a class than a chunk takes, most are small.
fn size(number: usize) -> Size {
    match number % 100 {
        0 => Size { classes: 12, learners: 1 },
        1 => Size { classes: 2, learners: 55 },
        _ => Size { classes: 2, learners: 3 },
    }
}

/// Whoever gets another group, or none: learners, the teacher of each class, and who comes from outside.
fn people(schools: usize) -> usize {
    (0..schools).map(size).map(|size| size.classes * (size.learners + 1) + 1).sum()
}

/// Those who make the turn.
struct Night<'a> {
    stack: &'a Stack,
    clock: MovableClock,
    chance: Chance,
    /// How often a worker died with each job.
    deaths: HashMap<String, u32>,
}

impl Night<'_> {
    /// The schedule of the night and the sweep of each minute start workers until there is nothing to start.
    async fn pass(&mut self, deadly: bool) {
        while self.states().contains("queued") {
            for (schedule, _) in functions::SCHEDULES {
                functions::run_schedule(&self.stack.services, schedule).await.unwrap().unwrap();
            }
            let mut events: Vec<_> = std::iter::from_fn(|| self.stack.aws.invocations().try_recv()).collect();
            events.sort_by_cached_key(|_| self.chance.number());
            for event in events {
                self.work(&event.function, &event.payload, deadly).await;
            }
            self.clock.advance(LEASE);
        }
        self.stack.aws.faults().release().await;
    }

    /// How far the jobs are.
    fn states(&self) -> BTreeSet<String> {
        let jobs = self.stack.aws.items("outbox").unwrap();
        jobs.iter().map(|item| item["state"]["S"].as_str().unwrap().to_owned()).collect()
    }

    /// Lets a worker carry out a job, or die with it.
    async fn work(&mut self, function: &str, event: &Value, deadly: bool) {
        let faults = self.stack.aws.faults();
        let died = self.deaths.entry(event["job"].to_string()).or_default();
        // Whoever dies has tried, and what was tried too often is given up: a person sets it going again.
        let dies = deadly && *died + 1 < MOST_TRIES && self.chance.hits(DEATHS);
        if dies {
            let fault = if self.chance.hits(50) { Fault::LateCall } else { Fault::LateAnswer };
            let nth = 1 + self.chance.number() % CALLS;
            faults.plan_attempts(Service::DynamoDb, ANY, usize::try_from(nth).unwrap(), 1, fault);
        }
        let killed = faults.next_held();
        let late = self.chance.number() % 3;
        let work = async {
            tokio::select! {
                done = functions::call(&self.stack.services, function, event.clone()) => done.map(|()| false),
                () = killed => Ok(true),
            }
        };
        // What a dead worker had under way arrives before the next one works, while it does, or later.
        let was_killed = match late {
            0 => tokio::join!(work, faults.release()).0,
            1 => {
                faults.release().await;
                work.await
            }
            _ => work.await,
        };
        *died += u32::from(was_killed.unwrap());
        faults.clear();
    }
}

/// An end without what tells in how many runs a rollover was carried out: each begins where a worker died.
fn plain(end: End) -> End {
    let of_runs = |line: &String| line.contains(" outbox ") || line.contains("act: {S: goes on}");
    let mut plain = End::new();
    for (mut line, times) in end.into_iter().filter(|(line, _)| !of_runs(line)) {
        if line.contains("entity: {S: rollover}") {
            line = without(without(line, "job: {S: "), "version: {N: ");
        }
        *plain.entry(line).or_default() += times;
    }
    plain
}

fn without(line: String, attribute: &str) -> String {
    match line.split_once(attribute) {
        Some((before, rest)) => format!("{before}{}", rest.split_once('}').map_or("", |(_, after)| after)),
        None => line,
    }
}

fn count(end: &End, part: &str) -> usize {
    let found = end.iter().filter(|(line, _)| line.starts_with('+') && line.contains(part));
    usize::try_from(found.map(|(_, times)| times).sum::<i32>()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_die_all_the_time_and_each_school_turns_the_year_once() {
    // 1-47, trap 20, reliability R9
    let schools = if is_full() { 5_000 } else { 30 };
    let seed = seed();
    println!("SAMENSPOOR_SEED={seed}");
    let stack = Stack::start(Settings { by_hand: true, bare: true, ..Settings::default() }).await.unwrap();
    let due = schools::planned(&stack.services.app.store, schools, size).await.unwrap();
    let mut night =
        Night { stack: &stack, clock: stack.clock.clone(), chance: Chance::seeded(seed), deaths: HashMap::new() };
    let before = stack.aws.moment().unwrap();
    let start = Start::of(&stack.aws);

    stack.clock.set(due);
    night.pass(false).await;
    let wanted = plain(start.until_now(&stack.aws).0);
    let acts = ["carried out", "changed groups"].map(|act| count(&wanted, &format!("act: {{S: {act}}}")));
    assert_eq!(acts, [schools, people(schools)], "each school, and each learner and staff member, once");

    stack.aws.go_back(&before).unwrap();
    stack.clock.set(due);
    night.pass(true).await;
    let died: u32 = night.deaths.values().sum();
    println!("{schools} schools, {} people, {died} workers died", people(schools));
    assert!(died as usize >= schools, "only {died} workers died");
    let wrong = kept::difference(&plain(start.until_now(&stack.aws).0), &wanted);
    assert!(wrong.is_empty(), "seed {seed}: {} things are otherwise:\n{}", wrong.len(), wrong.join("\n"));

    let done = Start::of(&stack.aws);
    let ended = BTreeSet::from(["done".into(), "dropped".into()]);
    assert!(night.states().is_subset(&ended), "no job is left, or was given up: {:?}", night.states());
    for item in stack.aws.items("outbox").unwrap() {
        let event = json!({ "job": item["pk"]["S"] });
        functions::call(&stack.services, "rollover-licence", event).await.unwrap();
    }
    night.pass(false).await;
    assert_eq!(done.until_now(&stack.aws).0, End::new(), "a second run writes nothing");
    stack.stop().await;
}
