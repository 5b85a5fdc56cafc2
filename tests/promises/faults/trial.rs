//! One scene, tried with what can go wrong in it, against the same scene when all goes well.

use std::fmt;

use domain::calendar::today;
use emulators::{Fault, Service};
use jiff::{Timestamp, ToSpan};
use testkit::{Answer, Client};

use super::kept::{self, End, Start};
use crate::stage::{Act, Backstage, Scene};

/// How often a person presses again.
const PRESSES: usize = 4;

/// A call to a service: the `nth` of its operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub service: Service,
    pub operation: String,
    pub nth: usize,
}

/// A scene when all goes well.
pub struct Wanted {
    pub start: Start,
    end: End,
    mails: End,
    answer: String,
    /// When it was over.
    until: Timestamp,
    pub steps: Vec<Step>,
}

/// What is tried: which call goes wrong, how, and how often the client's own attempts do.
#[derive(Clone)]
pub struct Trial {
    pub step: Step,
    pub fault: Fault,
    pub times: usize,
}

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Step { service, operation, nth } = &self.step;
        let times = if self.times == ALL { "always".to_owned() } else { format!("{} x", self.times) };
        write!(f, "{service}.{operation} {nth}, {:?} {times}", self.fault)
    }
}

/// Every attempt.
const ALL: usize = usize::MAX;

fn is_write(step: &Step) -> bool {
    let reads = ["Get", "BatchGet", "Query", "Head", "List", "Scan"];
    !reads.iter().any(|read| step.operation.starts_with(read))
}

/// All that can go wrong with a call.
pub fn trials(step: &Step) -> Vec<Trial> {
    let mut all = vec![(Fault::FailBefore, ALL), (Fault::ResetBefore, 1), (Fault::Throttle, 1)];
    if is_write(step) {
        all.extend([(Fault::DropAnswer, 1), (Fault::DropAnswer, ALL), (Fault::ApplyTwice, 1), (Fault::Throttle, ALL)]);
    }
    if step.operation == "TransactWriteItems" {
        all.push((Fault::Conflict, 1));
    }
    all.into_iter().map(|(fault, times)| Trial { step: step.clone(), fault, times }).collect()
}

/// The answer to a request, as far as it must be the same: where it leads, or what it is.
fn told(answer: &Answer) -> String {
    let place = answer.location().map_or_else(|| answer.title(), str::to_owned);
    let parts = place.split(['/', '?', '=', '&']).map(|part| if part.len() >= 36 { "<id>" } else { part });
    format!("{} {}", answer.status.as_u16(), parts.collect::<Vec<_>>().join("/"))
}

/// Sends a request of a scene as the person's browser did.
pub async fn press(backstage: &Backstage, url: &str, scene: &Scene) -> Option<Answer> {
    let Act::Ask(asked) = &scene.act else {
        if let Act::Hear(function, payload) = &scene.act {
            backstage.deliver(function, payload).await;
        }
        return None;
    };
    let header = |name| asked.headers.get(name).and_then(|value| value.to_str().ok());
    let mut client = Client::new(url).named(header("user-agent").unwrap_or_default());
    if header("accept").is_some_and(|accept| accept.contains("json")) {
        client = client.json();
    }
    for (name, value) in
        header("cookie").into_iter().flat_map(|all| all.split("; ")).filter_map(|one| one.split_once('='))
    {
        client.set_cookie(name, value);
    }
    let path = asked.uri.path_and_query().unwrap().as_str();
    Some(client.send(asked.method.clone(), path, header("content-type"), asked.body.clone(), &[]).await.unwrap())
}

/// Everything after the act that a stack does by itself.
pub async fn finish(backstage: &Backstage, scene: &Scene) {
    backstage.settle().await;
    if matches!(scene.act, Act::Hear(..)) {
        backstage.later().await;
    }
}

/// The calls of a scene: nothing else goes on meanwhile.
fn steps(backstage: &Backstage, from: u64) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for call in backstage.aws.calls().since(from) {
        let before = steps.iter().filter(|step| step.service == call.service && step.operation == call.operation);
        let nth = before.count() + 1;
        steps.push(Step { service: call.service, operation: call.operation, nth });
    }
    steps
}

impl Wanted {
    /// Lets a scene go well.
    pub async fn of(backstage: &Backstage, url: &str, scene: &Scene) -> Self {
        backstage.go_back(scene).await;
        let start = Start::of(&backstage.aws);
        let from = backstage.aws.calls().moment();
        let answer = press(backstage, url, scene).await;
        let steps = steps(backstage, from);
        finish(backstage, scene).await;
        let (end, mails) = start.until_now(&backstage.aws);
        let answer = answer.as_ref().map(told).unwrap_or_default();
        Self { start, end, mails, answer, until: backstage.clock.now(), steps }
    }

    /// Lets a scene go wrong, repeats what was done, and gives what is not as it should be.
    pub async fn with(&self, backstage: &Backstage, url: &str, scene: &Scene, trial: &Trial) -> Vec<String> {
        backstage.go_back(scene).await;
        let Step { service, operation, nth } = &trial.step;
        let faults = backstage.aws.faults();
        faults.plan_attempts(*service, operation, *nth, trial.times, trial.fault);
        let first = press(backstage, url, scene).await;
        faults.clear();
        let mut wrong: Vec<String> = self.honest(first.as_ref()).into_iter().collect();
        wrong.extend(self.press_on(backstage, url, scene, first).await);
        finish(backstage, scene).await;
        wrong.extend(self.compared(backstage, scene, self.may_mail_again(trial)));
        wrong
    }

    /// What is wrong with an answer: it is as when all goes well, or says that it does not work now and when it may.
    pub fn honest(&self, answer: Option<&Answer>) -> Option<String> {
        let answer = answer.filter(|answer| told(answer) != self.answer)?;
        let is_honest = answer.status.as_u16() == 503 && answer.headers.contains_key("retry-after");
        let text: String = answer.content().chars().take(200).collect();
        (!is_honest).then(|| format!("told: {}: {text}", told(answer)))
    }

    /// Presses again until the answer is as when all goes well; what is wrong with the last one.
    pub async fn press_on(
        &self,
        backstage: &Backstage,
        url: &str,
        scene: &Scene,
        mut answer: Option<Answer>,
    ) -> Option<String> {
        for _ in 0..PRESSES {
            answer.as_ref().filter(|last| told(last) != self.answer)?;
            answer = press(backstage, url, scene).await;
        }
        let last = answer.filter(|last| told(last) != self.answer)?;
        Some(format!("in the end told: {}", told(&last)))
    }

    /// What there is otherwise than when all goes well. What comes later may come on another day.
    pub fn compared(&self, backstage: &Backstage, scene: &Scene, mails_again: bool) -> Vec<String> {
        let last = today(self.until.max(backstage.clock.now()));
        let days = today(scene.at).series(1.day()).take_while(|day| *day <= last).map(|day| day.to_string());
        let days: Vec<String> = days.collect();
        let plain = |end: &End| {
            let mut plain = End::new();
            for (line, times) in end {
                *plain.entry(days.iter().fold(line.clone(), |line, day| line.replace(day, "<day>"))).or_default() +=
                    times;
            }
            plain
        };
        let (end, mails) = self.start.until_now(&backstage.aws);
        let mut wrong = kept::difference(&plain(&end), &plain(&self.end));
        let other = kept::difference(&plain(&mails), &plain(&self.mails));
        wrong.extend(other.into_iter().filter(|line| !(mails_again && line.starts_with('+'))));
        wrong
    }

    /// A mail may come twice when SES took it and that was lost, or could not be noted.
    fn may_mail_again(&self, trial: &Trial) -> bool {
        let place = |wanted: &dyn Fn(&Step) -> bool| self.steps.iter().position(wanted);
        let sent = place(&|step| step.service == Service::Ses);
        sent.is_some() && place(&|step| *step == trial.step) >= sent
    }
}
