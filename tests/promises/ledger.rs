//! What is kept adds up: everything stands in its register, and every change has its one row in the audit trail.

use std::collections::{BTreeMap, BTreeSet};

use emulators::Emulators;
use serde_json::Value;

/// The key of an item, without the licence in front of it.
type Key = (String, String);

/// What is kept at one moment.
pub struct Ledger {
    records: BTreeMap<Key, Value>,
    /// The rows of the trail, by what they are about.
    audit: BTreeMap<String, Vec<Value>>,
    jobs: Vec<Value>,
}

/// The entities that stand in a register, which that is, and the acts that begin one.
const REGISTERED: [(&str, &str, &[&str]); 4] = [
    ("learner", "learners", &["added", "entered"]),
    ("dossier", "dossiers", &["opened"]),
    ("staff", "staff", &["invited"]),
    ("carer", "carers", &[]),
];

/// The acts that make or change a learner, a carer and a step: each is one version.
const ACTS: [(&str, &[&str]); 3] = [
    ("learner", &["added", "entered", "changed", "joined group", "left group", "enrolment ended"]),
    ("carer", &["carer added", "carer changed", "carer ended"]),
    ("step", &["saved", "finished"]),
];

/// A text or number of an item; nothing when it has none.
pub fn text<'a>(item: &'a Value, name: &str) -> &'a str {
    let value = &item[name];
    value["S"].as_str().or(value["N"].as_str()).unwrap_or_default()
}

/// A part of a partition key behind the licence: `L#<licence>#LEARNER#<learner>`.
fn behind_licence(pk: &str) -> &str {
    pk.splitn(3, '#').nth(2).unwrap_or(pk)
}

fn is_register(pk: &str) -> bool {
    pk.starts_with("REGISTER#")
}

impl Ledger {
    /// What is kept now.
    pub fn of(aws: &Emulators) -> Self {
        let items = |table| aws.items(table).unwrap();
        let key = |item: &Value| (behind_licence(text(item, "pk")).to_owned(), text(item, "sk").to_owned());
        let records = items("records").into_iter();
        // A register is one of each licence, and names the same kinds of things.
        let records = records.map(|item| (key(&item), item)).collect();
        let mut audit = BTreeMap::<String, Vec<Value>>::new();
        for row in items("audit") {
            audit.entry(key(&row).0).or_default().push(row);
        }
        Self { records, audit, jobs: items("outbox") }
    }

    /// One item.
    pub fn item(&self, pk: &str, sk: &str) -> Option<&Value> {
        self.records.get(&(pk.to_owned(), sk.to_owned()))
    }

    /// All of one kind; their rows in a register are not among them.
    pub fn all(&self, entity: &str) -> impl Iterator<Item = (&Key, &Value)> {
        self.records.iter().filter(move |((pk, _), item)| text(item, "entity") == entity && !is_register(pk))
    }

    fn rows(&self) -> impl Iterator<Item = &Value> {
        self.audit.values().flatten()
    }

    /// How many rows of the trail tell that one of these acts was done to this.
    pub fn acts(&self, subject: &str, acts: &[&str]) -> usize {
        let rows = self.audit.get(subject).into_iter().flatten();
        rows.filter(|row| acts.contains(&text(row, "act"))).count()
    }

    /// The jobs that wait or were given up, each as it is kept.
    pub fn undone(&self) -> impl Iterator<Item = &Value> {
        self.jobs.iter().filter(|job| ["queued", "failed"].contains(&text(job, "state")))
    }

    /// How many rows tell of a change that people made, and not of who looked.
    pub fn changes(&self) -> usize {
        let is_change = |act: &str| act == "opened" || ACTS.iter().any(|(_, acts)| acts.contains(&act));
        self.rows().filter(|row| text(row, "act") != "entered" && is_change(text(row, "act"))).count()
    }

    /// What a row of the trail makes a version of.
    fn version_of(row: &Value) -> Option<Key> {
        let (subject, act) = (behind_licence(text(row, "pk")), text(row, "act"));
        let (entity, _) = ACTS.iter().find(|(_, acts)| acts.contains(&act))?;
        let particular = |name: &str| text(&row["particulars"]["M"], name).to_owned();
        match *entity {
            "learner" if subject.starts_with("LEARNER#") => Some((subject.to_owned(), "LEARNER".into())),
            "carer" => Some((format!("CARER#{}", particular("carer")), "CARER".into())),
            "step" => Some((subject.to_owned(), format!("STEP#{:0>2}", particular("step")))),
            _ => None,
        }
    }

    /// What does not add up.
    pub fn faults(&self) -> Vec<String> {
        let mut told: BTreeMap<Key, u64> = BTreeMap::new();
        for key in self.rows().filter_map(Self::version_of) {
            *told.entry(key).or_default() += 1;
        }
        let versions: BTreeMap<Key, u64> = ACTS
            .iter()
            .flat_map(|(entity, _)| self.all(entity))
            .map(|(key, item)| (key.clone(), text(item, "version").parse().unwrap()))
            .collect();
        let both: BTreeSet<_> = told.keys().chain(versions.keys()).collect();
        let versions = both.into_iter().filter_map(|key| {
            let (told, kept) = (told.get(key).unwrap_or(&0), versions.get(key).unwrap_or(&0));
            (told != kept).then(|| format!("{key:?}: {kept} versions, and {told} rows of the trail"))
        });
        versions.chain(self.unregistered()).chain(self.unmailed()).collect()
    }

    /// What stands in no register or in one only, or did not begin exactly once.
    fn unregistered(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (entity, register, acts) in REGISTERED {
            let last = |pk: &str| pk.rsplit('#').next().unwrap_or_default().to_owned();
            let things: BTreeSet<_> = self.all(entity).map(|((pk, _), _)| last(pk)).collect();
            let rows = self.records.keys().filter(|(pk, _)| *pk == format!("REGISTER#{register}"));
            let rows: BTreeSet<_> = rows.map(|(_, sk)| sk.clone()).collect();
            faults
                .extend(things.symmetric_difference(&rows).map(|id| format!("{entity} {id}: thing or row, not both")));
            // Staff of the demo licences began otherwise.
            let once = |(pk, _): &&Key| self.acts(pk, acts) == 1 || acts.is_empty() || entity == "staff";
            let begun = self.all(entity).map(|(key, _)| key).filter(|key| !once(key));
            faults.extend(begun.map(|(pk, _)| format!("{pk} began {} times", self.acts(pk, acts))));
        }
        faults
    }

    /// Invitations with no mail, or more than one.
    fn unmailed(&self) -> Vec<String> {
        let mails_to = |id: &str| {
            let to = |job: &&Value| {
                let task = &job["task"]["M"];
                text(task, "kind") == "mail_invitation" && text(task, "staff") == id
            };
            self.jobs.iter().filter(to).count()
        };
        let invited = self.rows().filter(|row| text(row, "act") == "invited").map(|row| text(row, "subject"));
        let wrong = invited.filter(|subject| mails_to(subject.trim_start_matches("STAFF#")) != 1);
        wrong.map(|subject| format!("{subject} was invited, and not with one mail")).collect()
    }
}
