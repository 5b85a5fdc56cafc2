//! After a file was loaded: classes and learners of its school year, and learners who are not in it, whose enrolments end with one press.

use std::fmt::Write as _;

use domain::calendar;
use emulators::{Fault, Service};
use jiff::civil::Date;
use local::tour::roster;
use serde_json::{Value, json};
use testkit::{Answer, Client, Form, World};
use web::dates::typed;

use crate::{
    people::{ADMINISTRATOR, COORDINATOR, id, learner},
    rosters::{FIVE, YEAR, child, file, in_five, known, load, send, told},
};

const NEXT: &str = "2027-2028";
const SIX: &str = "<groep key=\"b\"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep>";

/// A box that can be ticked for a learner: the field, the version that it stands for, and the name beside it.
struct Tick {
    field: String,
    version: String,
    name: String,
}

/// Who is asked about on a page.
fn asked(page: &Answer) -> Vec<Tick> {
    let boxes = page.body.split("<input id=\"f-leaves-").skip(1);
    let between = |text: &str, start: &str, end: &str| {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap().0.to_owned()
    };
    boxes
        .map(|rest| Tick {
            field: between(rest, "name=\"", "\""),
            version: between(rest, "value=\"", "\""),
            name: between(rest, "<label for=\"", "</label>").split_once('>').unwrap().1.to_owned(),
        })
        .collect()
}

/// The form of a page with these ticked.
fn ticked<'t>(page: &Answer, at: &str, ticks: impl IntoIterator<Item = &'t Tick>) -> Form {
    let form = page.form(at).unwrap().set("act", "end");
    ticks.into_iter().fold(form, |form, tick| form.set(&tick.field, tick.version.as_str()))
}

fn ended(world: &World) -> Vec<Value> {
    let mut rows = world.stack.aws.items("audit").unwrap();
    rows.retain(|row| row["act"]["S"] == "enrolment ended");
    rows
}

fn today(world: &World) -> Date {
    calendar::today(world.stack.clock.now())
}

/// Groep 5a as the demo has it, without somebody.
fn without(name: &str) -> String {
    known().lines().filter(|line| !line.contains(name)).map(|line| format!("{line}\n")).collect()
}

/// A file that was loaded: its path and its page.
async fn loaded(world: &World, client: &Client, content: &str) -> (String, Answer) {
    let (at, page) = send(client, content).await;
    let page = load(world, client, &at, &page).await;
    (at, page)
}

#[tokio::test]
async fn forty_leavers_are_seen_to_with_one_press_and_none_of_them_twice_when_it_fails_half_way() {
    // trap 16, reliability R5
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let mut many = String::new();
    for number in 0..40 {
        let learner = in_five(&format!("n{number}"), &format!("Kind{number:03}"), "Veel", "2017-01-01");
        write!(many, "{learner}").unwrap();
    }
    loaded(&world, &administrator, &file(YEAR, "10", FIVE, &(known() + &many), "")).await;
    let (at, page) = loaded(&world, &administrator, &file(YEAR, "10", FIVE, &known(), "")).await;
    let (leavers, others): (Vec<_>, Vec<_>) = asked(&page).into_iter().partition(|tick| tick.name.contains("Kind"));
    assert_eq!(leavers.len(), 40, "{}", page.content());
    let (stays, leave) = leavers.split_first().unwrap();

    // They were enrolled today: nobody leaves before that. What was ticked and typed stays.
    let early = administrator.submit(&ticked(&page, &at, leave)).await.unwrap();
    assert_eq!(early.status.as_u16(), 422, "{}", early.content());
    assert!(early.content().contains("Kies een datum op of na"), "{}", early.content());
    assert_eq!(early.form(&at).unwrap().value(&leave[0].field), Some(leave[0].version.as_str()));
    assert_eq!(early.form(&at).unwrap().value(&stays.field), None);
    assert_eq!(ended(&world), Vec::<Value>::new());

    let form = early.form(&at).unwrap().set("act", "end").set("last_day", typed(today(&world)));
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 2, 3, Fault::FailBefore);
    let down = administrator.submit(&form).await.unwrap();
    assert_eq!((down.status.as_u16(), ended(&world).len()), (503, 20), "{}", down.content());
    let done = administrator.submit(&form).await.unwrap();
    assert_eq!(done.status.as_u16(), 200, "{}", done.content());
    assert!(done.content().contains("De inschrijving van 39 leerlingen is beëindigd"), "{}", done.content());
    let again = administrator.submit(&form).await.unwrap();
    assert_eq!((again.url.as_str(), ended(&world).len()), (done.url.as_str(), 39));
    assert!(ended(&world).iter().all(|row| row["particulars"].to_string().contains(id(&at))), "{:?}", ended(&world));

    // Who was not ticked is still asked about.
    let left: Vec<String> = asked(&again).into_iter().map(|tick| tick.field).collect();
    let expected: Vec<String> = [stays].into_iter().chain(&others).map(|tick| tick.field.clone()).collect();
    assert!(left.len() == expected.len() && expected.iter().all(|field| left.contains(field)), "{left:?}");
    let shown = told(&administrator, &format!("/learners/{}", leave[0].field.trim_start_matches("leaves-"))).await;
    assert_eq!(shown["enrolments"][0]["to"], json!(today(&world).to_string()), "{shown}");
    assert_eq!(shown["enrolments"][0]["reason"], json!("Staat niet meer in de leerlingadministratie"));
    world.stack.stop().await;
}

#[tokio::test]
async fn nobody_is_ticked_beforehand_and_without_a_tick_nobody_leaves() {
    // trap 16
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = loaded(&world, &administrator, &file(YEAR, "10", FIVE, &without("Sem"), "")).await;
    assert!(asked(&page).iter().any(|tick| tick.name == "Proef, Sem"), "{}", page.content());
    assert!(!page.body.contains("checked aria-describedby=\"f-leaves"), "{}", page.content());
    let form = page.form(&at).unwrap().set("act", "end").set("last_day", "gisteren").set("reason", "");
    let refused = administrator.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    for words in ["Vink aan wie van school is.", "Vul dit in"] {
        assert!(refused.content().contains(words), "all at once: {words}: {}", refused.content());
    }
    assert_eq!(refused.form(&at).unwrap().value("last_day"), Some("gisteren"));
    // From the summary one comes to what can be filled in: the first box, the day, the reason.
    let first = format!("#f-{}", asked(&refused)[0].field);
    let link = |nth| refused.attribute(&format!(".error-summary li:nth-child({nth}) a"), "href").unwrap_or_default();
    let links = [link(1), link(2), link(3)];
    assert_eq!(links, [first.as_str(), "#f-last_day", "#f-reason"]);
    for link in &links {
        let tag = refused.body.split('<').find(|tag| tag.contains(&format!("id=\"{}\"", &link[1..])));
        assert!(tag.is_some_and(|tag| tag.starts_with("input") || tag.starts_with("textarea")), "{link}: {tag:?}");
    }
    // Somebody whom the file is not missing cannot be ticked.
    let noor = learner(&administrator, "Noor").await;
    let forged = page.form(&at).unwrap().set("act", "end").set(&format!("leaves-{}", id(&noor)), "1");
    assert_eq!(administrator.submit(&forged).await.unwrap().status.as_u16(), 422);
    assert_eq!(ended(&world), Vec::<Value>::new());
    world.stack.stop().await;
}

#[tokio::test]
async fn a_learner_who_was_changed_meanwhile_is_told_and_nobody_leaves_before_it_was_looked_at() {
    // 0-08: a stale save loses nothing
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let only_noor = without("Sem").lines().filter(|line| !line.contains("Lieke")).collect::<String>();
    let (at, page) = loaded(&world, &administrator, &file(YEAR, "10", FIVE, &only_noor, "")).await;
    let ticks: Vec<_> = asked(&page)
        .into_iter()
        .filter(|tick| ["Proef, Sem", "Voorbeeld, Lieke"].contains(&tick.name.as_str()))
        .collect();
    let [sem, lieke] = ticks.as_slice() else { panic!("{}", page.content()) };
    let coordinator = world.signed_in(COORDINATOR).await;
    let of_lieke = learner(&coordinator, "Lieke").await;
    let change = coordinator.get(&format!("{of_lieke}?form=change")).await.unwrap().form(&of_lieke).unwrap();
    coordinator.submit(&change.set("initials", "L.")).await.unwrap();

    let told = administrator.submit(&ticked(&page, &at, &ticks).set("reason", "Verhuisd")).await.unwrap();
    assert_eq!(told.status.as_u16(), 409, "{}", told.content());
    assert!(told.content().contains("gewijzigd bij Lieke Voorbeeld"), "{}", told.content());
    assert_eq!(ended(&world), Vec::<Value>::new());
    let form = told.form(&at).unwrap();
    assert_eq!((form.value(&sem.field), form.value(&lieke.field)), (Some(sem.version.as_str()), None));
    assert_eq!(form.value("reason"), Some("Verhuisd"));
    let now = asked(&told).into_iter().find(|tick| tick.field == lieke.field).unwrap();
    assert_ne!(now.version, lieke.version);
    let form = ticked(&told, &at, [&now]);
    let done = administrator.submit(&form).await.unwrap();
    assert!(done.content().contains("De inschrijving van 2 leerlingen is beëindigd"), "{}", done.content());
    assert_eq!(ended(&world).len(), 2);
    let shown = administrator.get(&of_lieke).await.unwrap();
    assert!(!shown.content().contains("Inschrijving beëindigen"), "{}", shown.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn an_enrolment_that_ends_with_the_year_is_ended_from_the_file_of_the_next_and_not_asked_about_again() {
    // 1-45, trap 16
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let content = file(NEXT, "10", SIX, &without("Sem").replace("\"a\"", "\"b\""), "");
    let (at, page) = loaded(&world, &administrator, &content).await;
    let form = page.form(&at).unwrap();
    assert_eq!(form.value("last_day"), Some("31-7-2027"), "{}", page.content());
    let sem = asked(&page).into_iter().find(|tick| tick.name == "Proef, Sem").unwrap();
    let done = administrator.submit(&ticked(&page, &at, [&sem])).await.unwrap();
    assert!(done.content().contains("De inschrijving van 1 leerling is beëindigd"), "{}", done.content());
    assert!(!asked(&done).iter().any(|tick| tick.field == sem.field), "{}", done.content());
    let list = administrator.get("/learners?q=Sem").await.unwrap();
    assert!(list.content().contains("Groep 5a"), "until then: {}", list.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn the_overview_after_loading_is_that_of_the_year_of_the_file() {
    // 3-10
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let isa = child("9", "Isa", "Oever", "2016-09-01", "<groep key=\"b\"/>");
    let content = file(NEXT, "10", SIX, &(without("Sem").replace("\"a\"", "\"b\"") + &isa), "");
    let (_, page) = loaded(&world, &administrator, &content).await;
    let next = page.link("/rosters/overview").unwrap();
    assert_eq!(next, format!("/rosters/overview?year={NEXT}"));
    let overview = administrator.get(&next).await.unwrap();
    let groups = told(&administrator, &next).await["groups"].clone();
    let six = json!([4, "Groep 6a"]);
    let filled = |group: &Value| json!([group["learners"], group["group"]["name"]]);
    assert!(groups.as_array().unwrap().iter().any(|group| filled(group) == six), "when it begins: {groups}");
    let rows = overview.texts("main tbody tr");
    assert!(!rows.iter().any(|row| row.contains("Groep 5a")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("Proef, Sem") && row.contains("geen klas")), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("Oever")), "nothing is missing of her: {rows:?}");
    let sheet = administrator.get(&overview.link("/rosters/overview/download").unwrap()).await.unwrap();
    assert!(sheet.body.contains(";Groep 6a;;Oever, Isa;2016-09-01;2027-08-01;"), "{}", sheet.body);
    assert!(
        sheet.body.contains(";;;Proef, Sem;2017-05-21;"),
        "a class of this year is none of the next: {}",
        sheet.body
    );

    // The running year is a choice away, and not changed.
    let form = overview.form("/rosters/overview").unwrap();
    assert_eq!(form.value("year"), Some(NEXT));
    let running = administrator.submit(&form.set("year", YEAR)).await.unwrap();
    let told = running.content();
    assert!(told.contains("Groep 5a") && !told.contains("Groep 6a") && !told.contains("Isa"), "{told}");
    assert_eq!(administrator.get("/rosters/overview?year=1999-2000").await.unwrap().content(), told);
    let sheet = administrator.get("/rosters/overview/download").await.unwrap();
    assert!(sheet.body.contains(";Groep 5a;;Proef, Sem;") && !sheet.body.contains("Isa"), "{}", sheet.body);
    world.stack.stop().await;
}

#[tokio::test]
async fn a_location_whose_learners_come_when_the_next_year_begins_has_been_seen_to() {
    // 3-01, 3-02
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let bos = async || told(&administrator, "/begin").await["steps"][2]["done"].clone();
    assert_eq!(bos().await, json!(false));
    let content = file(NEXT, "11", FIVE, &in_five("9", "Isa", "Oever", "2016-09-01"), "");
    let (at, page) = roster::send(&administrator, "Bos", content.as_bytes()).await.unwrap();
    load(&world, &administrator, &at, &page).await;
    assert_eq!(bos().await, json!(true));
    world.stack.stop().await;
}
