//! What is asked by chance, and how it is asked over HTTP.

use emulators::Chance;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use super::schools::{Op, Person, Schools};
use crate::people::id;

/// What learners of each licence are called; nothing of another licence may be read anywhere.
pub const MARKS: [&str; 3] = ["Wilgenkind", "Beukenkind", "Lindenkind"];
/// More learners only make every list longer.
const MOST_LEARNERS: usize = 90;

/// One of so many, by chance.
pub fn one_of(chance: &mut Chance, many: usize) -> usize {
    usize::try_from(chance.number() % many.max(1) as u64).unwrap()
}

/// The version that somebody read: mostly that of now, sometimes an older one.
fn read(chance: &mut Chance, first: u64, now: u64) -> u64 {
    if now > first && chance.hits(25) { first + chance.number() % (now - first) } else { now }
}

impl Schools {
    /// Mostly of the own licence, sometimes of any.
    fn some_learner(&self, chance: &mut Chance, who: &Person) -> usize {
        let own: Vec<_> = (0..self.learners.len()).filter(|at| self.learners[*at].licence == who.licence).collect();
        let mine = own.get(one_of(chance, own.len())).copied().filter(|_| chance.hits(80));
        mine.unwrap_or_else(|| one_of(chance, self.learners.len()))
    }

    /// What a person asks next.
    pub fn some_op(&self, chance: &mut Chance, who: &Person, number: usize) -> Op {
        let (learner, group) = (self.some_learner(chance, who), one_of(chance, self.groups.len()));
        let carer = one_of(chance, self.carers.len());
        let family_name = format!("{}{number}", MARKS[who.licence]);
        match chance.number() % 100 {
            0..10 if self.learners.len() < MOST_LEARNERS => Op::AddLearner { family_name },
            0..20 => Op::Rename { learner, family_name, read: read(chance, 1, self.learners[learner].version) },
            20..30 => Op::OpenDossier { learner },
            30..55 => {
                let now = self.learners[learner].dossier.as_ref().map_or(0, |dossier| dossier.version);
                Op::Save { learner, question: format!("Vraag {number} van {family_name}"), read: read(chance, 0, now) }
            }
            55..68 => Op::Join { group, learner },
            68..78 => Op::Leave { group, learner },
            78..84 => Op::AddCarer { learner, family_name: format!("Ouder{family_name}") },
            84..92 if !self.carers.is_empty() => {
                let read = read(chance, 1, self.carers[carer].version);
                Op::ChangeCarer { carer, phone: format!("06 {number:08}"), read }
            }
            92..95 if !self.carers.is_empty() => Op::EndCarer { carer },
            95..98 => Op::TeacherJoins { group },
            _ => Op::TeacherLeaves { group },
        }
    }

    /// The id of the dossier of a learner, or one that is not there.
    fn dossier(&self, learner: usize) -> String {
        let learner = &self.learners[learner];
        learner.dossier.as_ref().map_or_else(|| format!("{0}.{0}", learner.id), |dossier| dossier.id.clone())
    }

    /// Where it is sent, and what.
    pub fn request(&self, who: &Asker, op: &Op) -> (String, Value) {
        let learner = |at: &usize| &self.learners[*at];
        let group = |at: &usize| &self.groups[*at].id;
        let person = |call_name: &str, family_name: &str| json!({"call_name": call_name, "family_name": family_name});
        match op {
            Op::AddLearner { family_name } => ("/learners".into(), who.placed(person("Bo", family_name))),
            Op::Rename { learner: at, family_name, read } => {
                let mut form = who.placed(person("Bo", family_name));
                form["act"] = "change".into();
                form["version"] = read.to_string().into();
                (format!("/learners/{}", learner(at).id), form)
            }
            Op::OpenDossier { learner: at } => {
                ("/dossiers".into(), json!({"learner": learner(at).id, "level": "extra-at-school"}))
            }
            Op::Save { learner: at, question, read } => {
                let form = json!({"question": question, "version": read.to_string()});
                (format!("/dossiers/{}/steps/3", self.dossier(*at)), form)
            }
            Op::Join { group: to, learner: at } => {
                (format!("/groups/{}/learners", group(to)), json!({"learner": learner(at).id, "move": "yes"}))
            }
            Op::Leave { group: from, learner: at } => {
                let path = format!("/groups/{}/learners/{}/remove", group(from), learner(at).id);
                (path, json!({"confirmed": "yes"}))
            }
            Op::AddCarer { learner: at, family_name } => {
                (format!("/learners/{}/carers", learner(at).id), carer(family_name, "", None))
            }
            Op::ChangeCarer { carer: at, phone, read } => {
                let own = &self.carers[*at];
                let path = format!("/learners/{}/carers/{}", learner(&own.learner).id, own.id);
                (path, carer(&own.family_name, phone, Some(*read)))
            }
            Op::EndCarer { carer: at } => {
                let own = &self.carers[*at];
                let path = format!("/learners/{}/carers/{}/end", learner(&own.learner).id, own.id);
                (path, json!({"confirmed": "yes"}))
            }
            Op::TeacherJoins { group: to } => (format!("/groups/{}/staff", group(to)), json!({"staff": who.teacher})),
            Op::TeacherLeaves { group: from } => {
                (format!("/groups/{}/staff/{}/remove", group(from), who.teacher), json!({"confirmed": "yes"}))
            }
        }
    }
}

/// A carer as typed. Carer and tie are always saved together, so that they have one version.
fn carer(family_name: &str, phone: &str, read: Option<u64>) -> Value {
    let version = read.map(|read| read.to_string()).unwrap_or_default();
    json!({
        "call_name": "Marja", "family_name": family_name, "relation": "mother", "authority": "yes", "may_contact": "yes",
        "language": "nl", "phone": phone, "version": version, "tie_version": version,
    })
}

/// Somebody who asks, as a program does.
pub struct Asker {
    pub person: Person,
    pub client: Client,
    /// Where learners are enrolled, in a licence with more than one location.
    pub location: Option<String>,
    /// The id of the teacher.
    pub teacher: String,
}

impl Asker {
    fn placed(&self, mut form: Value) -> Value {
        if let Some(location) = &self.location {
            form["location"] = location.as_str().into();
        }
        form
    }

    /// Sends it; nothing of another licence may be in the answer.
    pub async fn send(&self, path: &str, form: &Value, key: &str) -> Answer {
        let answer = self.client.post_json(path, form, key).await.unwrap();
        self.told_nothing_of_others(&answer);
        answer
    }

    /// Looks at a page.
    pub async fn look(&self, path: &str) -> Answer {
        let answer = self.client.get(path).await.unwrap();
        self.told_nothing_of_others(&answer);
        answer
    }

    fn told_nothing_of_others(&self, answer: &Answer) {
        let mut others = MARKS.iter().enumerate().filter(|(licence, _)| *licence != self.person.licence);
        let told = others.find(|(_, mark)| answer.body.contains(**mark));
        assert!(told.is_none(), "{} was told of {told:?} at {}", self.person.email, answer.url);
    }

    /// The id of what was made: in the place where the answer leads, or, of a carer, on that page.
    pub async fn made(&self, op: &Op, answer: &Answer) -> Option<String> {
        let to = answer.location()?.split('?').next()?.to_owned();
        let Op::AddCarer { family_name, .. } = op else { return Some(id(&to).to_owned()) };
        let page = self.look(&to).await.json();
        let carers = page["carers"].as_array()?;
        let own = carers.iter().find(|carer| carer["name"]["family_name"] == family_name.as_str())?;
        Some(own["id"].as_str()?.to_owned())
    }
}
