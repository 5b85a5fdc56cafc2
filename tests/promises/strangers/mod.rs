//! What strangers send: every operation there is, tried with what no page of ours would send (security, "Accounts and sessions").

use http::Method;
use testkit::{Answer, Client, World};

use crate::{
    people::{ADMINISTRATOR, COORDINATOR, TEACHER},
    walls::{Ids, MATRIX, filled},
};

mod bodies;
mod elsewhere;
mod traces;

const RECEIVER: &str = "i.ibers@debeuk.example";
/// The address that the administrator asks to sign in with.
const ANOTHER: &str = "a.anders@dewilg.example";
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// An operation with real ids in its path, and who may call it.
struct Door {
    operation: &'static str,
    method: Method,
    path: String,
    who: &'static str,
}

/// Everybody who may do something, and every operation.
struct Scene {
    world: World,
    coordinator: Client,
    administrator: Client,
    receiver: Client,
    doors: Vec<Door>,
    /// A link of each kind, by the first word of its path.
    tokens: Vec<(&'static str, String)>,
}

impl Scene {
    /// A dossier with everything in it, and a link of each kind.
    async fn start() -> Self {
        let world = World::start().await;
        let (coordinator, ids) = filled(&world).await;
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let receiver = world.signed_in(RECEIVER).await;
        let tokens = tokens(&world, &administrator, &ids).await;
        let doors = MATRIX.iter().map(|(operation, who)| door(&ids, &tokens, operation, who)).collect();
        Self { world, coordinator, administrator, receiver, doors, tokens }
    }

    /// The operations with a form.
    fn forms(&self) -> impl Iterator<Item = &Door> {
        self.doors.iter().filter(|door| door.method == Method::POST)
    }

    /// Somebody who may.
    fn who_may(&self, door: &Door) -> Client {
        match door.who {
            "anyone" | "link" => self.world.anonymous(),
            "receiver" => self.receiver.clone(),
            who if who.starts_with('A') => self.administrator.clone(),
            _ => self.coordinator.clone(),
        }
    }
}

fn door(ids: &Ids, tokens: &[(&str, String)], operation: &'static str, who: &'static str) -> Door {
    let (method, path) = operation.split_once(' ').unwrap();
    let kind = path.split('/').nth(1).unwrap();
    let token = tokens.iter().find(|(of, _)| *of == kind).map(|(_, token)| token.as_str()).unwrap_or_default();
    let path = ids.path(operation).replace("{token}", token).replace("{name}", "app.css");
    assert!(!path.contains('{') && !path.contains("//"), "no id for {path}");
    Door { operation, method: method.parse().unwrap(), path, who }
}

/// A link of each kind.
pub async fn tokens(world: &World, administrator: &Client, ids: &Ids) -> Vec<(&'static str, String)> {
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Nina").set("family_name", "Zilver").set("email", "n.zilver@dewilg.example");
    let check =
        administrator.submit(&form.set("role", "coordinator").set("reason", "nieuw in het team")).await.unwrap();
    administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    let reset = world.anonymous();
    let form = reset.get("/reset").await.unwrap().form("/reset").unwrap().set("email", COORDINATOR);
    reset.submit(&form).await.unwrap();
    let member = administrator.get(&format!("/staff/{}", ids.of("staff"))).await.unwrap();
    let check = administrator.submit(&member.form("/second-factor").unwrap()).await.unwrap();
    administrator.submit(&check.form("/second-factor").unwrap().set("reason", "Telefoon kwijt")).await.unwrap();
    let account = administrator.get("/account/email").await.unwrap();
    administrator.submit(&account.form("/account/email").unwrap().set("email", ANOTHER)).await.unwrap();
    let mut tokens = Vec::new();
    for (kind, email) in [
        ("activate", "n.zilver@dewilg.example"),
        ("reset", COORDINATOR),
        ("second-factor", TEACHER),
        ("new-address", ANOTHER),
        ("consent", "moeder@thuis.example"),
    ] {
        let link = world.link_to(email, &format!("/{kind}/")).await;
        tokens.push((kind, link.rsplit('/').next().unwrap().to_owned()));
    }
    tokens
}

/// Posts JSON as a program, with a key of its own.
async fn post_json(client: &Client, path: &str, body: &str, n: usize) -> Answer {
    let key = format!("strangers-{n:06}");
    client.json().send(Method::POST, path, Some(JSON), body.to_owned(), &[("idempotency-key", &key)]).await.unwrap()
}
