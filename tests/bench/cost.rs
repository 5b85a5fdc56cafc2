//! What a learner costs for a year: the capacity of each route, from the table that a test holds, times how often people use it.
//!
//! How often is assumed, and prices are of lists: both are printed with the sum, so that whoever knows better counts again.

use emulators::{Call, Units};
use local::{functions, tour};
use testkit::World;

/// What chooses it.
pub const NAME: &str = "cost";
/// What routes cost, kept exact by the tests.
const TABLE: &str = include_str!("../promises/calls/table.txt");

/// Working days of a year on which one of two people signs in for this learner, with a password and an authenticator.
const SIGN_INS: f64 = 40.0;

/// How often a route is used for one learner with a dossier in a year, by all who work with it.
const USED: [(&str, f64); 27] = [
    ("GET /sign-in 200", SIGN_INS),
    ("POST /sign-in 303", SIGN_INS),
    ("POST /sign-in/code 303", SIGN_INS),
    ("GET / 200", 80.0),
    ("GET /learners 200", 20.0),
    ("GET /learners/{learner} 200", 20.0),
    ("POST /learners 303", 1.0),
    ("POST /learners/{learner} 303", 1.0),
    ("POST /learners/{learner}/carers 303", 2.0),
    ("POST /groups/{group}/learners 303", 2.0),
    ("GET /dossiers 200", 40.0),
    ("POST /dossiers 303", 1.0),
    ("GET /dossiers/{dossier} 200", 60.0),
    ("GET /dossiers/{dossier}/steps/{step} 200", 120.0),
    ("POST /dossiers/{dossier}/steps/{step} 303", 60.0),
    ("POST /dossiers/{dossier}/steps/{step}/finish 303", 22.0),
    ("POST /dossiers/{dossier}/files 303", 5.0),
    ("GET /dossiers/{dossier}/files/{file}/download 303", 10.0),
    // Two versions of the plan, each for two parents.
    ("POST /dossiers/{dossier}/consents 303", 2.0),
    ("GET /consent/{token} 200", 8.0),
    ("POST /consent/{token}/code 303", 6.0),
    ("POST /consent/{token}/open 303", 6.0),
    ("GET /consent/{token}/plan 200", 6.0),
    ("POST /consent/{token}/decision 303", 4.0),
    // One hand-over, from both sides.
    ("POST /dossiers/{dossier}/archive 303", 1.0),
    ("POST /dossiers/{dossier}/transfer 303", 1.0),
    ("POST /imports/{transfer} 303", 1.0),
];

/// Mails for it: links, codes, receipts, and what the school is told.
const MAILS: f64 = 4.0 + 6.0 + 4.0 + 4.0 + 2.0;
/// What is kept of it: items with the audit trail and their indexes, and files, in gigabytes.
const KEPT: (f64, f64) = (0.0004, 0.005);
/// Learners of the sum.
const LEARNERS: f64 = 1000.0;
/// Of so many learners of a school one has a dossier; the others are hardly looked at.
const ONE_IN: f64 = 6.0;

/// Dollars, of the public lists for eu-central-1 as they were at the end of 2025; arm64. A free tier is left out.
mod prices {
    pub const WRITE_UNIT: f64 = 0.7625e-6;
    pub const READ_UNIT: f64 = 0.1525e-6;
    pub const ITEM_GB_MONTH: f64 = 0.306;
    pub const OBJECT_GB_MONTH: f64 = 0.0245;
    pub const OBJECT_PUT: f64 = 5.4e-6;
    pub const INVOCATION: f64 = 0.2e-6;
    pub const GB_SECOND: f64 = 13.3334e-6;
    pub const HTTP_REQUEST: f64 = 1.2e-6;
    pub const EDGE_REQUEST: f64 = 1.2e-6;
    pub const MAIL: f64 = 100e-6;
}

/// Gigabytes and seconds of one invocation: half a gigabyte for 40 ms; a password for half a second on 1.8.
const TURN: f64 = 0.5 * 0.04;
const PASSWORD: f64 = 1.8 * 0.5;
/// Turns of workers for each request: sealing the trail, handing out a job and doing it; most requests read and have none.
const TURNS_BEHIND: f64 = 1.5;

/// Read and write units of the dearest row of a route.
fn dearest(route: &str) -> (f64, f64) {
    let of = |line: &str| {
        let (row, units) = line.split_once(" | ")?;
        let words: Vec<_> = row.split_whitespace().take(3).collect();
        let most = |text: &str| text.split_whitespace().next()?.rsplit("..").next()?.parse::<f64>().ok();
        let (reads, writes) = units.split_once(',')?;
        (words.join(" ") == route).then_some((most(reads)?, most(writes)?))
    };
    TABLE.lines().filter_map(of).max_by(|one, two| one.1.total_cmp(&two.1)).expect(route)
}

/// Units that the workers read and write for each unit that people write: measured in the journey.
async fn behind(world: &World) -> (f64, f64) {
    let from = world.stack.aws.calls().moment();
    tour::journey(&tour::Walk::new(&world.stack, &|_| ())).await.expect("the journey ends well");
    let asked = functions::routes(&world.stack.services).operations();
    let is_work = |call: &Call| call.by.as_deref().is_some_and(|by| asked.iter().all(|one| one.function != by));
    let mut all = Units::default();
    world.stack.aws.calls().since(from).iter().filter(|call| is_work(call)).for_each(|call| all += call.units);
    let written: u64 = world.stack.requests.all().iter().map(|request| request.cost.units.writes).sum();
    (all.reads() / written as f64, all.writes as f64 / written as f64)
}

/// Prints what a thousand learners cost for a year.
pub async fn table() {
    let world = World::start().await;
    let (reads_behind, writes_behind) = behind(&world).await;
    world.stack.stop().await;
    let (mut reads, mut writes, mut requests) = (0.0, 0.0, 0.0);
    for (route, times) in USED {
        let (read, write) = dearest(route);
        reads += read * times;
        writes += write * times;
        requests += times;
    }
    let (all_reads, all_writes) = (reads + writes * reads_behind, writes * (1.0 + writes_behind));
    let lambda = requests * (1.0 + TURNS_BEHIND) * (prices::INVOCATION + TURN * prices::GB_SECOND)
        + SIGN_INS * PASSWORD * prices::GB_SECOND;
    let rows = [
        ("database, write units", all_writes * prices::WRITE_UNIT),
        ("database, read units", all_reads * prices::READ_UNIT),
        ("database, storage", KEPT.0 * 12.0 * prices::ITEM_GB_MONTH),
        ("files", KEPT.1 * 12.0 * prices::OBJECT_GB_MONTH + 10.0 * prices::OBJECT_PUT),
        ("Lambda", lambda),
        ("API and edge", requests * (prices::HTTP_REQUEST + prices::EDGE_REQUEST)),
        ("mail", MAILS * prices::MAIL),
    ];
    let thousand = |one: f64| one * LEARNERS;
    println!("\nA year of {LEARNERS} learners, USD by list prices of eu-central-1 of 2025; how often is assumed");
    println!("{:<24} {:>16} {:>22}", "", "all with dossier", format!("one in {ONE_IN} with dossier"));
    let row = |what: &str, dollars: f64| {
        println!("{what:<24} {:>16.2} {:>22.2}", thousand(dollars), thousand(dollars) / ONE_IN);
    };
    for (what, dollars) in rows {
        row(what, dollars);
    }
    row("all", rows.iter().map(|row| row.1).sum());
    println!(
        "goals, beside what an environment costs at rest: all below 5, Lambda below 0.25, of a school as schools are"
    );
    println!(
        "{requests:.0} requests and {MAILS} mails a dossier; of {all_writes:.0} write units {writes:.0} are by people"
    );
    println!(
        "Prices: {:e} a write unit, {:e} a read unit, {} and {} a month for a GB of items and of files, {:e} to put a file,",
        prices::WRITE_UNIT,
        prices::READ_UNIT,
        prices::ITEM_GB_MONTH,
        prices::OBJECT_GB_MONTH,
        prices::OBJECT_PUT
    );
    println!(
        "{:e} an invocation, {:e} a GB-second, {:e} a request at the API and {:e} at the edge, {:e} a mail. A year of one dossier:",
        prices::INVOCATION,
        prices::GB_SECOND,
        prices::HTTP_REQUEST,
        prices::EDGE_REQUEST,
        prices::MAIL
    );
    let used: Vec<_> = USED.iter().map(|(route, times)| format!("{times} x {route}")).collect();
    println!("{}.", used.join("; "));
}
