//! What is kept at the end, told so that two ends can be compared: new ids, keys and times have no names of their own.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use emulators::Emulators;
use jiff::Timestamp;
use serde_json::Value;

const TABLES: [&str; 5] = ["records", "identities", "tickets", "audit", "outbox"];
/// As long as the shortest id or key; no word of ours is.
const SHORTEST_ID: usize = 20;
/// What parts a text, the widest first: a slash may also be a sign of base64.
const PARTED: [char; 8] = ['"', ' ', '#', '$', ':', ',', '?', '/'];
/// What may differ between two ends, by entity: how a worker or a person came there, and how often something was tried or opened.
const FREE: [(&str, &[&str]); 5] = [
    ("job", &["tries", "version", "fault", "claim"]),
    // Every try is counted before it is looked at, and each count is a version; one whose answer was lost counts until somebody signs in.
    ("identity", &["version", "failures"]),
    // How often it was opened is noted for whoever has to explain it.
    ("link", &["openings", "trail"]),
    ("codes", &["tries", "version"]),
    // Each part that is written, once more too, is noted.
    ("import", &["version"]),
];

/// What was kept at the start.
pub struct Start {
    items: HashSet<String>,
    known: BTreeSet<String>,
    mails: usize,
}

/// What was added and what is gone since the start, each with how often.
pub type End = BTreeMap<String, i32>;

/// All items but limits, which have no entity: they count how often something was tried. Without what rows were before a file was loaded:
/// a job forgets that two minutes later, so that it depends on the clock which end still has it; and without the jobs that forget, which
/// may be due or not.
fn items(aws: &Emulators) -> Vec<(&'static str, Value)> {
    let is_limit = |table: &str, item: &Value| table == "tickets" && item["entity"].is_null();
    let forgets =
        |item: &Value| ["forget_before", "forget_roster"].iter().any(|kind| item["task"]["M"]["kind"]["S"] == *kind);
    let all = TABLES.iter().flat_map(|table| aws.items(table).unwrap().into_iter().map(move |item| (*table, item)));
    let compared = all.filter(|(table, item)| !is_limit(table, item) && !forgets(item));
    let without_past = |(table, mut item): (&'static str, Value)| {
        item.as_object_mut().unwrap().retain(|name, _| !["before", "written_for"].contains(&name.as_str()));
        (table, item)
    };
    compared.map(without_past).collect()
}

fn line(table: &str, item: &Value) -> String {
    format!("{table} {item}")
}

impl Start {
    /// What is kept now.
    pub fn of(aws: &Emulators) -> Self {
        let all = items(aws);
        let mut known = BTreeSet::new();
        for (_, item) in &all {
            learn(item, &mut known);
        }
        for name in aws.object_names().unwrap() {
            known.extend(name.split('/').map(str::to_owned));
        }
        let items = all.iter().map(|(table, item)| line(table, item)).collect();
        Self { items, known, mails: aws.mailbox().list().len() }
    }

    /// What is otherwise now. Of mails: to whom, and about what.
    pub fn until_now(&self, aws: &Emulators) -> (End, End) {
        let (mut end, mut mails) = (End::new(), End::new());
        let mut same = HashSet::new();
        for (table, item) in items(aws) {
            let text = line(table, &item);
            if self.items.contains(&text) {
                same.insert(text);
            } else {
                *end.entry(format!("+ {table} {}", self.item(&item))).or_default() += 1;
            }
        }
        for gone in self.items.difference(&same) {
            let (table, item) = gone.split_once(' ').unwrap();
            let item: Value = serde_json::from_str(item).unwrap();
            *end.entry(format!("- {table} {} {}", item["pk"]["S"], item["sk"]["S"])).or_default() += 1;
        }
        for name in aws.object_names().unwrap() {
            // How many batches the rows were sealed in is of no matter.
            if !name.starts_with("seals/") {
                *end.entry(format!("object {}", self.plain(&name))).or_default() += 1;
            }
        }
        let all = aws.mailbox().list();
        for mail in &all[..all.len() - self.mails] {
            *mails.entry(self.plain(&format!("mail {mail}"))).or_default() += 1;
        }
        (end, mails)
    }

    fn item(&self, item: &Value) -> String {
        let entity = item["entity"]["S"].as_str().unwrap_or_default();
        let free = FREE.iter().find(|(of, _)| *of == entity).map_or(&[][..], |(_, names)| names);
        let mut item = item.clone();
        item.as_object_mut().unwrap().retain(|name, _| !free.contains(&name.as_str()));
        self.told(&item)
    }

    fn told(&self, value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let told = fields.iter().map(|(name, value)| format!("{}: {}", self.plain(name), self.told(value)));
                let mut told: Vec<String> = told.collect();
                told.sort();
                format!("{{{}}}", told.join(", "))
            }
            Value::Array(list) => list.iter().map(|value| self.told(value)).collect::<Vec<_>>().join(" | "),
            Value::String(text) => self.plain(text),
            other => other.to_string(),
        }
    }

    /// A text with what is new in it, and could be anything, left open.
    fn plain(&self, text: &str) -> String {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if (digits && text.len() >= 10) || text.parse::<Timestamp>().is_ok() {
            return "<time>".into();
        }
        // The number and the package of a transfer, and the shard of a job, are of chance too.
        if text.starts_with("T-20") && text.len() == 13 {
            return "<number>".into();
        }
        if text.starts_with("package-") && text.ends_with(".json") {
            return "<package>".into();
        }
        if text.starts_with("due#") {
            return "<shard>".into();
        }
        if self.known.contains(text) {
            return text.to_owned();
        }
        if is_key(text) || text.starts_with("$argon2") {
            return "<id>".into();
        }
        let Some(at) = PARTED.into_iter().find_map(|sign| text.find(sign)) else {
            return text.to_owned();
        };
        format!("{}{}{}", self.plain(&text[..at]), &text[at..=at], self.plain(&text[at + 1..]))
    }
}

/// Whether a text is an id, a hash, a key or something sealed: no name, and no path.
fn is_key(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-.".contains(&byte);
    let is_word = |part: &str| part.len() > 3 && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_path = text.strip_prefix('/').and_then(|rest| rest.split('/').next()).is_some_and(is_word);
    let has_slash = text.contains('/') && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    text.len() >= SHORTEST_ID && text.bytes().all(fits) && has_digit && !has_slash && !is_path
}

/// Every text in an item, and its parts.
fn learn(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                known.extend(is_key(name).then(|| name.clone()));
                learn(value, known);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| learn(value, known)),
        Value::String(text) => {
            known.insert(text.clone());
            known.extend(text.split(PARTED).filter(|part| is_key(part)).map(str::to_owned));
        }
        _ => {}
    }
}

/// The lines that only one of two ends has, with how many more it has.
pub fn difference(found: &End, wanted: &End) -> Vec<String> {
    let keys: BTreeSet<_> = found.keys().chain(wanted.keys()).collect();
    let more = |key: &String| {
        // As many as are too many, or with a minus too few.
        let more = found.get(key).unwrap_or(&0) - wanted.get(key).unwrap_or(&0);
        (more != 0).then(|| format!("{more:+} {key}"))
    };
    keys.into_iter().filter_map(more).collect()
}
