//! The operations of the matrix with real ids in them, and what an answer must not tell.

use std::collections::BTreeMap;

use http::Method;
use local::tour::dossier::{APPROACH, CALL_NAME, STREET};
use testkit::{Answer, Client};

use super::MATRIX;

/// What stands in the dossier, and nowhere in what an outsider gets.
pub const CANARIES: [&str; 5] = [CALL_NAME, STREET, APPROACH, "leesverslag", "Strips staan nu"];

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
        self.who.split(' ').any(|who| who == letter.to_string())
    }
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
            !matches!(who, "anyone" | "self")
                && !letters.iter().any(|letter| who.split(' ').any(|who| who == letter.to_string()))
        })
    }

    pub fn of(&self, name: &str) -> &str {
        &self.0.iter().find(|(known, _)| *known == name).unwrap().1
    }
}

/// Calls an operation as a program, with a form that names what it is about and nothing else.
pub async fn call(client: &Client, call: &Call<'_>, n: usize) -> Answer {
    let key = format!("walls-{n:06}");
    match call.method {
        Method::GET => client.json().send(Method::GET, &call.path, None, "", &[]).await.unwrap(),
        _ => client.json().post_json(&call.path, &serde_json::json!(call.form), &key).await.unwrap(),
    }
}

/// What is wrong with this answer to somebody who may not.
pub fn leak(call: &Call<'_>, who: &str, answer: &Answer) -> Option<String> {
    let told = CANARIES.iter().find(|canary| answer.body.contains(**canary));
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
