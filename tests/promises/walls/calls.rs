//! The operations of the matrix with real ids in them, and what an answer must not tell.

use std::collections::BTreeMap;

use http::Method;
use local::tour::dossier::{APPROACH, CALL_NAME, STREET};
use testkit::{Answer, Client};

use super::{MATRIX, matrix::ELSEWHERE};

/// What stands in the dossier, and nowhere in what an outsider gets.
const CANARIES: [&str; 5] = [CALL_NAME, STREET, APPROACH, "leesverslag", "Strips staan nu"];

/// Places in a path that hold no id: a number or a word, or the secret of a link.
const NO_IDS: [&str; 4] = ["step", "subject", "token", "name"];

/// An operation whose path has real ids in it.
pub struct Call<'a> {
    pub operation: &'a str,
    pub who: &'a str,
    pub method: Method,
    pub path: String,
    pub form: BTreeMap<&'static str, String>,
}

impl Call<'_> {
    pub fn may(&self, letter: char) -> bool {
        has(self.who, letter)
    }

    /// Whether somebody with this letter may, whose role is for another location than that of the ids.
    fn may_elsewhere(&self, letter: char) -> bool {
        let names_one =
            self.operation.contains('{') || ["GET /dossiers/new", "POST /dossiers"].contains(&self.operation);
        let excepted = ELSEWHERE.iter().find(|(operation, ..)| *operation == self.operation);
        let is_for_them = excepted.map_or(!names_one, |(_, who, _)| has(who, letter));
        self.may(letter) && is_for_them
    }
}

fn has(letters: &str, letter: char) -> bool {
    letters.split(' ').any(|who| who == letter.to_string())
}

/// Ids of a dossier and all that belongs to it.
pub struct Ids(pub Vec<(&'static str, String)>);

impl Ids {
    pub fn path(&self, operation: &str) -> String {
        let path = operation.split_once(' ').unwrap().1;
        self.0.iter().fold(path.to_owned(), |path, (name, id)| path.replace(&format!("{{{name}}}"), id))
    }

    fn calls(&self, wanted: impl Fn(&str) -> bool) -> Vec<Call<'static>> {
        let rows = MATRIX.iter().filter(|(_, who)| wanted(who));
        rows.map(|(operation, who)| {
            let method = operation.split(' ').next().unwrap().parse().unwrap();
            let mut path = self.path(operation);
            if *operation == "GET /dossiers/new" {
                path = format!("{path}?learner={}", self.of("learner"));
            }
            assert!(!path.contains('{'), "no id for {path}");
            let form = BTreeMap::from([("learner", self.of("learner").to_owned())]);
            Call { operation, who, method, path, form }
        })
        .collect()
    }

    /// Calls whose rows `wanted` names; links have a test of their own.
    pub fn calls_without_tokens(&self, wanted: impl Fn(&str) -> bool) -> Vec<Call<'static>> {
        self.calls(|who| who != "link" && wanted(who))
    }

    /// Operations of the licence that nobody with one of these letters may call.
    pub fn those_not_for(&self, letters: &[char]) -> Vec<Call<'static>> {
        self.calls_without_tokens(|who| {
            !matches!(who, "anyone" | "self") && !letters.iter().any(|letter| has(who, *letter))
        })
    }

    /// The same of somebody with this letter whose role is for another location; and what he may look at.
    pub fn of_another_location(&self, letter: char) -> (Vec<Call<'static>>, Vec<Call<'static>>) {
        let mut all = self.calls_without_tokens(|who| !matches!(who, "anyone" | "self"));
        // What a right is asked for is known only with these.
        all.iter_mut().for_each(|call| call.form.extend([("grant", "0".into()), ("access", "no".into())]));
        let (may, may_not): (Vec<_>, Vec<_>) = all.into_iter().partition(|call| call.may_elsewhere(letter));
        (may_not, may.into_iter().filter(|call| call.method == Method::GET).collect())
    }

    /// What those with one of these letters may look at, of which nothing is named in the path.
    pub fn lists_for(&self, letters: &[char]) -> Vec<Call<'static>> {
        let mut lists = self.calls_without_tokens(|who| letters.iter().any(|letter| has(who, *letter)));
        lists.retain(|call| call.method == Method::GET && !call.operation.contains('{'));
        lists
    }

    /// Operations with several ids, the first of them one of these; in each other place, one at a time, the one of another.
    pub fn mixed_with(&self, other: &Self) -> Vec<Call<'static>> {
        let mut mixed = Vec::new();
        for (operation, who) in MATRIX {
            let (method, path) = operation.split_once(' ').unwrap();
            let places: Vec<_> =
                path.split(['{', '}']).skip(1).step_by(2).filter(|name| !NO_IDS.contains(name)).collect();
            for place in places.iter().skip(1) {
                let path = self.path(&operation.replace(&format!("{{{place}}}"), other.of(place)));
                assert!(!path.contains('{'), "no id for {path}");
                let form = BTreeMap::from(["confirmed", "confirm"].map(|name| (name, "yes".to_owned())));
                mixed.push(Call { operation, who, method: method.parse().unwrap(), path, form });
            }
        }
        mixed
    }

    pub fn of(&self, name: &str) -> &str {
        &self.0.iter().find(|(known, _)| *known == name).unwrap().1
    }
}

/// The path of an operation with the same text in every place.
pub fn with_everywhere(operation: &str, text: &str) -> String {
    let (_, template) = operation.split_once(' ').unwrap();
    let parts = template.split('/').map(|part| if part.starts_with('{') { text } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Calls an operation as a program, with a form that names what it is about and nothing else.
pub async fn call(client: &Client, call: &Call<'_>, n: usize) -> Answer {
    let key = format!("walls-{n:06}");
    match call.method {
        Method::GET => client.json().send(Method::GET, &call.path, None, "", &[]).await.unwrap(),
        _ => client.json().post_json(&call.path, &serde_json::json!(call.form), &key).await.unwrap(),
    }
}

/// What an answer tells of the dossier, in its body or in a header.
pub fn told(answer: &Answer) -> Option<&'static str> {
    let headers = format!("{:?}", answer.headers).replace("%20", " ").replace('+', " ");
    // A name of three letters turns up in a random token; as a word it does not.
    let words: Vec<_> = headers.split(|sign: char| !sign.is_alphanumeric()).collect();
    let in_headers =
        |canary: &str| if canary.contains(' ') { headers.contains(canary) } else { words.contains(&canary) };
    CANARIES.into_iter().find(|canary| answer.body.contains(*canary) || in_headers(canary))
}

/// What is wrong with this answer to somebody who may not.
pub fn leak(call: &Call<'_>, who: &str, answer: &Answer) -> Option<String> {
    let told = told(answer);
    let open = !matches!(answer.status.as_u16(), 401 | 403 | 404);
    (open || told.is_some()).then(|| format!("{who}: {} -> {} {told:?}", call.operation, answer.status))
}

/// Tries all of `calls` as somebody who may not.
pub async fn refused(client: &Client, who: &str, calls: &[Call<'_>], wrong: &mut Vec<String>) {
    for (n, one) in calls.iter().enumerate() {
        let answer = call(client, one, n).await;
        wrong.extend(leak(one, who, &answer));
    }
}

/// Looks at what somebody may look at, of which nothing is told that is not for him.
pub async fn tell_nothing(client: &Client, who: &str, calls: &[Call<'_>], wrong: &mut Vec<String>) {
    for one in calls {
        let answer = call(client, one, 0).await;
        let told = told(&answer);
        if !answer.status.is_success() || told.is_some() {
            wrong.push(format!("{who} may look at {} -> {} {told:?}", one.operation, answer.status));
        }
    }
}
