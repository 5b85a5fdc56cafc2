//! Whether time tells a stranger that an address is known: the doors where somebody types an address and gets the same answer
//! whoever has it (security, "Accounts and sessions", "Links and codes").

use domain::throttle::{Failures, LOCKED_AFTER};
use futures::future::join_all;
use jiff::SignedDuration;
use local::{Settings, Stack, functions, pumps::Hand};
use store::credentials::Holder;
use testkit::{Answer, Client, World};

use crate::{
    bare::{Items, items_of, new_in, write},
    tables::{Watch, median, spread},
};

/// What chooses it.
pub const NAME: &str = "strangers";
/// Rounds; in each every address comes once, in an order by chance.
const ROUNDS: usize = 50;
/// Between two rounds: no wait after a wrong password is longer, and three mails an hour may go to one address.
const APART: SignedDuration = SignedDuration::from_mins(61);

/// Where an answer may write.
const TABLES: [&str; 4] = ["identities", "tickets", "audit", "outbox"];

/// Those who have an account. Who is asked about at one door comes to no other.
const ADMINISTRATOR: &str = "a.beheer@dewilg.example";
const WRONG: &str = "c.coster@dewilg.example";
const LOCKED: &str = "t.deleer@dewilg.example";
const REMOVED: &str = "m.meelezer@dewilg.example";
const FORGETFUL: &str = "r.rekenaar@dewilg.example";
const MOVING: &str = "k.dekwaliteit@dewilg.example";
const ANOTHER: &str = "i.ibers@debeuk.example";
const WRONG_AT_ONCE: &str = "l.lijster@delinde.example";
const FORGETFUL_AT_ONCE: &str = "s.samen@deregio.example";
/// As many as may be asked for in an hour, and fewer than the tries after which a password waits.
const AT_ONCE: usize = 3;

/// Nobody, twice: what the second differs from the first is what nothing at all makes.
const NOBODY: [(&str, &str); 2] =
    [("nobody's", "n.iemand@dewilg.example"), ("nobody's, another one", "g.eenmens@dewilg.example")];

/// A form in which an address is typed.
struct Door {
    /// What it is for.
    what: &'static str,
    /// Where it is, and goes.
    path: &'static str,
    /// Who stands before it; nobody who is signed in, most often.
    who: Option<&'static str>,
    /// How often the address is sent at one moment. Of tries at once some wait for others.
    at_once: usize,
    /// The addresses that are known.
    known: &'static [(&'static str, &'static str)],
}

const DOORS: [Door; 5] = [
    Door {
        what: "sign in",
        path: "/sign-in",
        who: None,
        at_once: 1,
        known: &[("wrong password", WRONG), ("locked", LOCKED), ("removed", REMOVED)],
    },
    Door {
        what: "sign in, 3 at once",
        path: "/sign-in",
        who: None,
        at_once: AT_ONCE,
        known: &[("wrong password", WRONG_AT_ONCE)],
    },
    Door { what: "new password", path: "/reset", who: None, at_once: 1, known: &[("known", FORGETFUL)] },
    Door {
        what: "new password, 3 at once",
        path: "/reset",
        who: None,
        at_once: AT_ONCE,
        known: &[("known", FORGETFUL_AT_ONCE)],
    },
    Door {
        what: "another address",
        path: "/account/email",
        who: Some(MOVING),
        at_once: 1,
        known: &[("somebody else's", ANOTHER)],
    },
];

/// An address, and the milliseconds of the answers about it.
struct Asked {
    what: &'static str,
    email: &'static str,
    took: Vec<f64>,
    /// What one answer wrote.
    written: Items,
    /// The milliseconds of a bare client that puts the same.
    bare: Vec<f64>,
}

impl Asked {
    const fn new((what, email): (&'static str, &'static str)) -> Self {
        Self { what, email, took: Vec::new(), written: Vec::new(), bare: Vec::new() }
    }
}

/// Prints the table.
pub async fn table() {
    // What happens after an answer is done by hand, so that no sample is disturbed by the one before it.
    let stack = Stack::start(Settings { by_hand: true, ..Settings::default() }).await.expect("the stack starts");
    let world = World { stack };
    lock(&world).await;
    remove(&world).await;
    println!("\nWhether time tells that an address is known: {ROUNDS} answers about each, in an order by chance; ms");
    println!(
        "{:<24} {:<22} {:>8} {:>9} {:>8} {:>8} {:>8}",
        "door", "the address is", "median", "spread %", "ratio", "slower", "store"
    );
    let mut all = Vec::new();
    for door in &DOORS {
        all.push(samples(&world, door).await);
    }
    each_was_looked_at(&world).await;
    for (door, asked) in DOORS.iter().zip(&mut all) {
        write_again(&world, asked, door.at_once).await;
        rows(door.what, asked);
    }
    println!(
        "ratio, slower: beside the first line of the door. slower: the chance that of one answer about each this one took longer; 0.50 cannot be told apart."
    );
    println!("Chance alone keeps it within {:.2} of that in 19 of 20 lines.", by_chance(ROUNDS, ROUNDS));
    println!(
        "store: a bare client that puts the same items. The embedded store takes its time for the streams of mails"
    );
    println!("and audit rows within the answer; DynamoDB fills them after it.");
    world.stack.stop().await;
}

/// Somebody whose password was wrong too often.
async fn lock(world: &World) {
    let locked = counted_after(world, LOCKED, LOCKED_AFTER - 1).await;
    assert!(locked.failures().locked());
}

/// One more failure after so many, whoever has the address.
async fn counted_after(world: &World, email: &str, count: u32) -> Holder {
    let store = &world.stack.services.app.store;
    let before = Failures { count, last: None };
    let mut holder = store.holder_of(email).await.expect("an answer");
    match &mut holder {
        Holder::Person(identity) => identity.value.failures = before,
        Holder::Nobody { failures, .. } => failures.value = before,
    }
    store.count_failure(&holder).await.expect("an answer").expect("counted")
}

/// Somebody who works nowhere any more.
async fn remove(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let found = administrator.get("/staff?q=meelezer").await.expect("the list").link("/staff/0").expect("the person");
    let page = administrator.get(&found).await.expect("the person's page");
    let asked = administrator.submit(&page.form("/remove").expect("a form")).await.expect("asks once more");
    let gone = administrator.submit(&asked.form("/remove").expect("a form")).await.expect("an answer");
    assert!(gone.status.is_success(), "removed: {}", gone.content());
}

/// Every address once in each round.
async fn samples(world: &World, door: &Door) -> Vec<Asked> {
    let mut all: Vec<_> = NOBODY.iter().chain(door.known).copied().map(Asked::new).collect();
    let mut hand = Hand::new(&world.stack.aws).expect("streams");
    let mut chance = emulators::Chance::seeded(7);
    let mut same = None;
    for round in 0..=ROUNDS {
        world.advance(APART);
        let client = match door.who {
            Some(who) => world.signed_in(who).await,
            None => world.anonymous(),
        };
        all.sort_by_cached_key(|_| chance.number());
        for one in &mut all {
            if door.at_once > 1 {
                // As if there had been one try before, so that none of these is told to wait.
                counted_after(world, one.email, 0).await;
            }
            // What is written does not differ from round to round: it is looked at once.
            let before = (round == ROUNDS).then(|| items_of(&world.stack, &TABLES));
            let (took, answers) = ask(&client, door, one.email).await;
            if let Some(before) = before {
                one.written = new_in(items_of(&world.stack, &TABLES), &before);
            }
            settle(world, &mut hand).await;
            for answer in answers {
                let told = (answer.status, answer.location().map(str::to_owned), answer.content());
                assert_eq!(same.get_or_insert_with(|| told.clone()), &told, "{}: {}", door.what, one.what);
            }
            // The first round warms up.
            if round > 0 {
                one.took.push(took);
            }
        }
    }
    all.sort_by_key(|one| NOBODY.iter().chain(door.known).position(|(what, _)| *what == one.what));
    all
}

/// Puts what the answers wrote, as often and in as many transactions.
async fn write_again(world: &World, all: &mut [Asked], transactions: usize) {
    let mut chance = emulators::Chance::seeded(8);
    let mut order: Vec<_> = all.iter_mut().filter(|one| !one.written.is_empty()).collect();
    for _ in 0..ROUNDS {
        order.sort_by_cached_key(|_| chance.number());
        for one in &mut order {
            one.bare.push(write(&world.stack, &one.written, transactions, transactions).await * 1_000.0);
        }
    }
}

/// Types an address, and measures until the last answer is there.
async fn ask(client: &Client, door: &Door, email: &str) -> (f64, Vec<Answer>) {
    let filled = join_all((0..door.at_once).map(async |_| {
        let form = client.get(door.path).await.expect("the page").form(door.path).expect("the form");
        let form = form.set("email", email);
        if form.value("password").is_some() { form.set("password", "dit is het echt niet") } else { form }
    }));
    let forms = filled.await;
    let from = Watch::start();
    let answers = join_all(forms.iter().map(|form| client.submit_only(form))).await;
    let took = from.seconds() * 1_000.0;
    (took, answers.into_iter().map(|answer| answer.expect("an answer")).collect())
}

/// Does all that follows from an answer: mail, seals.
async fn settle(world: &World, hand: &mut Hand) {
    while let Some((function, event)) = hand.take() {
        functions::call(&world.stack.services, &function, event).await.expect("a worker");
    }
}

/// No answer was measured that was only told to wait.
async fn each_was_looked_at(world: &World) {
    let holder = world.stack.services.app.store.holder_of(WRONG).await.expect("an answer");
    assert_eq!(holder.failures().count as usize, ROUNDS + 1, "every wrong password was compared");
    for (email, at_once) in [(FORGETFUL, 1), (FORGETFUL_AT_ONCE, AT_ONCE)] {
        let mails = world.stack.aws.mailbox().to(email);
        let links = mails.iter().filter(|mail| mail.link("/reset/").is_some()).count();
        assert_eq!(links, (ROUNDS + 1) * at_once, "every link was mailed to {email}");
    }
}

fn rows(door: &str, all: &[Asked]) {
    let Some((first, others)) = all.split_first() else { return };
    let middle = |one: &Asked| median(one.took.iter().copied());
    let line = |door: &str, one: &Asked, ratio: &str, share: &str| {
        let wide = spread(one.took.iter().copied());
        let store = if one.bare.is_empty() { "-".into() } else { format!("{:.2}", median(one.bare.iter().copied())) };
        let start = format!("{door:<24} {:<22} {:>8.2} {wide:>9.0}", one.what, middle(one));
        println!("{start} {ratio:>8} {share:>8} {store:>8}");
    };
    line(door, first, "", "");
    for one in others {
        let ratio = format!("{:.3}", middle(one) / middle(first));
        line("", one, &ratio, &format!("{:.2}", slower(&one.took, &first.took)));
    }
}

/// The chance that one of `these` is greater than one of `those`: Mann and Whitney's U as a share of all pairs.
fn slower(these: &[f64], those: &[f64]) -> f64 {
    let pairs = these.iter().flat_map(|this| those.iter().map(move |that| this.total_cmp(that)));
    let share = |order: std::cmp::Ordering| (1.0 + f64::from(order as i8)) / 2.0;
    pairs.map(share).sum::<f64>() / (these.len() * those.len()) as f64
}

/// How far from one half that is by chance alone, in 95 of 100 cases, when both are alike.
fn by_chance(these: usize, those: usize) -> f64 {
    let (n, m) = (these as f64, those as f64);
    1.96 * ((n + m + 1.0) / (12.0 * n * m)).sqrt()
}
