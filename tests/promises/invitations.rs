//! Many people invited at once: checked first, each invited once, and a page that tells how every invitation fares.

use emulators::{Fault, Service};
use jiff::SignedDuration;
use local::{functions, tour::roster};
use serde_json::Value;
use testkit::{Answer, Client, World};

use crate::{
    accounts::invite,
    explained::person,
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, walk},
};

const NEW: &str = "/staff/invitations/new";
const CHECK: &str = "/staff/invitations/check";
const BEGIN: &str = "/staff/invitations";
pub const BOUNCES: &str = "bounce@dewilg.example";

/// The form that chooses, with this list typed.
async fn typed(administrator: &Client, list: &str) -> Answer {
    let form = administrator.get(NEW).await.unwrap().form(CHECK).unwrap().set("typed", list);
    let form = form.set("role", "dossier_teacher").set("reason", "Team van dit schooljaar");
    administrator.submit(&form).await.unwrap()
}

/// Begins a round for this list and gives its path.
pub async fn begun(administrator: &Client, list: &str) -> String {
    let check = typed(administrator, list).await;
    let page = administrator.submit(&check.form(BEGIN).unwrap()).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{}", page.content());
    page.url
}

/// Everybody of a round, as a program sees them.
async fn people(client: &Client, round: &str) -> Vec<Value> {
    client.json().get(round).await.unwrap().json()["people"].as_array().unwrap().clone()
}

/// Waits until nobody of a round waits any more, and gives how each stands.
async fn settled(administrator: &Client, round: &str) -> Vec<String> {
    for _ in 0..300 {
        let people = people(administrator, round).await;
        let standing: Vec<String> =
            people.iter().map(|person| person["standing"].as_str().unwrap().to_owned()).collect();
        if !standing.iter().any(|standing| standing == "waiting") {
            return standing;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("somebody still waits: {:?}", people(administrator, round).await);
}

fn mails(world: &World, email: &str) -> usize {
    world.stack.aws.mailbox().to(email).len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_team_is_looked_at_first_and_then_everybody_gets_one_invitation() {
    // 3-13, 3-24, 4-12
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let list =
        "Jet; van der; Juf; j.juf@dewilg.example\nMo\tMeester\tmo@dewilg.example\nZoë; Zaal; z.zaal@dewilg.example";
    let check = typed(&administrator, list).await;
    for words in ["Jet van der Juf", "j.juf@dewilg.example", "Zoë Zaal", "Dossierleerkracht", "Team van dit schooljaar"]
    {
        assert!(check.content().contains(words), "{words}: {}", check.content());
    }
    assert_eq!(mails(&world, "mo@dewilg.example"), 0, "nothing is sent before somebody confirms");
    let form = check.form(BEGIN).unwrap();
    let round = administrator.submit(&form).await.unwrap().url;
    assert_eq!(settled(&administrator, &round).await, ["sent", "sent", "sent"]);
    let again = administrator.submit(&form).await.unwrap();
    assert_eq!(again.url, round, "the same form again leads to the same round");
    let link = world.link_to("mo@dewilg.example", "/activate/").await;
    assert_eq!(mails(&world, "mo@dewilg.example"), 1);

    let person = world.anonymous();
    let form = person.get(&link).await.unwrap().form(&link).unwrap().set("password", "paard accu nietje correct");
    person.submit(&form).await.unwrap();
    let page = administrator.get(&round).await.unwrap();
    assert!(page.content().contains("1 van 3 accounts geactiveerd"), "{}", page.content());
    let mo = administrator.json().get("/staff?q=Meester").await.unwrap().json()["staff"][0].clone();
    assert_eq!(mo["grants"][0]["reason"], "Team van dit schooljaar", "{mo}");
    let rounds = administrator.get(BEGIN).await.unwrap();
    assert!(rounds.body.contains(&format!("href=\"{round}\"")), "one can come back to it: {}", rounds.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_at_its_line_and_everything_typed_is_kept() {
    // 3-25
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let before = world.stack.aws.items("records").unwrap().len();
    let list = format!(
        "Jet; Juf; j.juf@dewilg.example\nTom; de Leer; {TEACHER}\nAda; Beheer; {ADMINISTRATOR}\nJo; Juf; j.juf@dewilg.example\nzomaar wat"
    );
    let refused = typed(&administrator, &list).await;
    assert_eq!(refused.status.as_u16(), 422);
    let told = refused.content();
    for words in [
        "Regel 2: Er is al een medewerker",
        "Regel 3: Dit is je eigen adres",
        "Regel 4: Dit adres staat",
        "Regel 5: Schrijf een",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("Regel 1:"), "{told}");
    let form = refused.form(CHECK).unwrap();
    assert_eq!((form.value("typed"), form.value("role")), (Some(&*list), Some("dossier_teacher")));
    assert_eq!(world.stack.aws.items("records").unwrap().len(), before, "nothing is kept of it");

    let empty = administrator.submit(&administrator.get(NEW).await.unwrap().form(CHECK).unwrap()).await.unwrap();
    assert_eq!(empty.status.as_u16(), 422);
    let alone = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let alone =
        alone.set("call_name", "Ada").set("family_name", "Beheer").set("role", "coordinator").set("reason", "zelf");
    let told = administrator.submit(&alone.set("email", ADMINISTRATOR)).await.unwrap();
    assert!(told.content().contains("Dit is je eigen adres"), "inviting oneself is explained: {}", told.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_came_back_is_told_and_goes_once_more_to_another_address() {
    // 0-15, 0-17
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let round = begun(&administrator, &format!("Jet; Juf; {BOUNCES}\nMo; Meester; mo@dewilg.example")).await;
    let dead = world.link_to(BOUNCES, "/activate/").await;
    let page = walk(&world).until(&administrator, &round, "Teruggekomen").await.unwrap();
    assert!(page.content().contains("dit adres bestaat niet"), "{}", page.content());
    let form = page.form("/again").unwrap();
    let who = form.value("who").unwrap().to_owned();
    let field = format!("email-{who}");
    assert_eq!(form.value(&field), Some(BOUNCES));
    let refused = administrator.submit(&form.clone().set(&field, "mo@dewilg.example")).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "the address of somebody else: {}", refused.content());
    assert_eq!(refused.form("/again").unwrap().value(&field), Some("mo@dewilg.example"));
    let form = refused.form("/again").unwrap();
    administrator.submit(&form.set(&field, "jet@dewilg.example")).await.unwrap();
    assert_eq!(settled(&administrator, &round).await, ["sent", "sent"]);
    world.link_to("jet@dewilg.example", "/activate/").await;
    assert_eq!(mails(&world, "mo@dewilg.example"), 1, "who was well is left alone");
    let gone = world.anonymous().get(&dead).await.unwrap();
    assert_eq!(gone.status.as_u16(), 410, "the older link is dead: {}", gone.content());
    // The former address is free for somebody else.
    let check = typed(&administrator, &format!("Bo; Baas; {BOUNCES}")).await;
    assert_eq!(check.status.as_u16(), 200, "{}", check.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_let_the_link_expire_can_be_chosen_and_keeps_the_roles() {
    // 0-11, 0-17
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let first = begun(&administrator, "Jet; Juf; j.juf@dewilg.example").await;
    assert_eq!(settled(&administrator, &first).await, ["sent"]);
    let old = world.link_to("j.juf@dewilg.example", "/activate/").await;
    let page = administrator.get(NEW).await.unwrap();
    assert!(page.content().contains("Heeft al een link"), "{}", page.content());
    assert!(!page.body.contains("value=\"yes\" checked"), "who has a link is not chosen: {}", page.content());
    world.advance(SignedDuration::from_hours(5 * 24));
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(settled(&administrator, &first).await, ["expired"]);
    let page = administrator.get(NEW).await.unwrap();
    assert!(page.body.contains("value=\"yes\" checked"), "{}", page.content());
    // No role and no reason: nobody is new.
    let check = administrator.submit(&page.form(CHECK).unwrap()).await.unwrap();
    assert!(check.content().contains("Een nieuwe link, de rollen blijven"), "{}", check.content());
    let round = administrator.submit(&check.form(BEGIN).unwrap()).await.unwrap().url;
    assert_eq!(settled(&administrator, &round).await, ["sent"]);
    let mails = world.stack.aws.mailbox().to("j.juf@dewilg.example");
    let links: Vec<_> = mails.iter().filter_map(|mail| mail.link("/activate/")).collect();
    assert_eq!(links.len(), 2, "{links:?}");
    assert_eq!(world.anonymous().get(&old).await.unwrap().status.as_u16(), 410);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn teachers_of_a_file_are_chosen_together_and_who_is_staff_already_is_not_among_them() {
    // 3-13, 3-16
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = |key: &str, call: &str, email: &str| {
        let email = if email.is_empty() { String::new() } else { format!("<emailadres>{email}</emailadres>") };
        format!(
            "<leerkracht key=\"{key}\"><achternaam>Bestand</achternaam><roepnaam>{call}</roepnaam>{email}</leerkracht>"
        )
    };
    let teachers =
        [teacher("1", "Els", "els@dewilg.example"), teacher("2", "Ron", ""), teacher("3", "Tom", TEACHER)].concat();
    let isa = "<leerling key=\"77\"><achternaam>Oever</achternaam><roepnaam>Isa</roepnaam>\
               <geboortedatum>2017-01-01</geboortedatum><groep key=\"a\"/></leerling>";
    let content = format!(
        "<EDEX>\n<school><schooljaar>2026-2027</schooljaar><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>\n\
         <groepen><groep key=\"a\"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep></groepen>\n<leerlingen>{isa}</leerlingen>\n\
         <leerkrachten>{teachers}</leerkrachten>\n</EDEX>\n"
    );
    let (_, page) = roster::send(&administrator, "Duin", content.as_bytes()).await.unwrap();
    let link = page.link("/staff/invitations/new?file=").unwrap_or_else(|error| panic!("{error}: {}", page.content()));
    let page = administrator.get(&link).await.unwrap();
    let names = page.texts(".people > .choice > label");
    assert_eq!(names, ["Els Bestand", "Ron Bestand"], "{}", page.content());
    let form = page.form(CHECK).unwrap().set("role", "dossier_teacher").set("reason", "Team");
    let check = administrator.submit(&form).await.unwrap();
    assert_eq!(check.texts("main tbody tr").len(), 1, "without an address somebody is skipped: {}", check.content());
    let round = administrator.submit(&check.form(BEGIN).unwrap()).await.unwrap().url;
    assert_eq!(settled(&administrator, &round).await, ["sent"]);
    let els = administrator.json().get("/staff?q=Els").await.unwrap().json()["staff"][0].clone();
    assert!(els["grants"][0]["location"].is_string(), "the location of the file was chosen beforehand: {els}");
    world.stack.stop().await;
}

/// Waits until a worker could not do its job for now.
pub async fn until_a_worker_failed(world: &World) {
    for _ in 0..500 {
        if world.stack.aws.items("outbox").unwrap().iter().any(|job| job["fault"]["S"] == "unavailable") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no worker failed");
}

/// Waits until no invitation is under way.
async fn while_mails_go(world: &World) {
    let goes = |job: &Value| job["task"]["M"]["kind"]["S"] == "mail_invitation" && job["state"]["S"] == "queued";
    for _ in 0..500 {
        if !world.stack.aws.items("outbox").unwrap().iter().any(goes) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("an invitation is not mailed");
}

/// Sweeps the outbox until nobody of a round waits.
async fn swept(world: &World, round: &str) -> Vec<String> {
    for _ in 0..20 {
        // A mail that is under way when the clock jumps past its lease would be sent once more, as reliability R5 says.
        while_mails_go(world).await;
        world.advance(SignedDuration::from_mins(3));
        functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
        let fresh = world.signed_in(ADMINISTRATOR).await;
        let people = people(&fresh, round).await;
        if !people.iter().any(|person| person["standing"] == "waiting") {
            return settled(&fresh, round).await;
        }
    }
    panic!("somebody still waits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_half_way_goes_on_and_nobody_is_invited_twice() {
    // reliability R5
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let list: String = (0..6).map(|n| format!("Jet{n}; Juf; jet{n}@dewilg.example\n")).collect();
    let check = typed(&administrator, &list).await;
    // The round is begun, two people are invited; then every attempt for the third fails.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 4, 3, Fault::FailBefore);
    let round = administrator.submit(&check.form(BEGIN).unwrap()).await.unwrap().url;
    until_a_worker_failed(&world).await;
    assert_eq!(swept(&world, &round).await, ["sent"; 6]);
    for n in 0..6 {
        assert_eq!(mails(&world, &format!("jet{n}@dewilg.example")), 1, "jet{n}");
    }
    let fresh = world.signed_in(ADMINISTRATOR).await;
    let staff = fresh.json().get("/staff?q=Juf").await.unwrap().json()["staff"].as_array().unwrap().len();
    assert_eq!(staff, 6);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_of_who_is_administrator_no_more_stops_and_says_why() {
    // 4-12: nobody invites with a right that was taken back
    let world = World::start().await;
    let anke = world.signed_in(ADMINISTRATOR).await;
    let carla = person(&anke, "Coster").await;
    let roles = anke.get(&format!("{carla}/roles")).await.unwrap().form("/roles").unwrap();
    anke.submit(&roles.set("role", "administrator").set("reason", "Helpt mee")).await.unwrap();
    let helper = world.signed_in(COORDINATOR).await;
    let check = typed(&helper, "Jet; Juf; jet@dewilg.example\nMo; Juf; mo@dewilg.example").await;
    // Every attempt for the first person fails.
    world.stack.aws.faults().plan_attempts(Service::DynamoDb, "TransactWriteItems", 2, 3, Fault::FailBefore);
    let round = helper.submit(&check.form(BEGIN).unwrap()).await.unwrap().url;
    until_a_worker_failed(&world).await;
    let access = anke.get(&format!("{carla}/roles")).await.unwrap().form("/access").unwrap();
    anke.submit(&access).await.unwrap();
    assert_eq!(swept(&world, &round).await, ["not_invited"; 2]);
    let page = world.signed_in(ADMINISTRATOR).await.get(&round).await.unwrap();
    assert!(page.content().contains("is geen beheerder meer"), "{}", page.content());
    for email in ["jet@dewilg.example", "mo@dewilg.example"] {
        assert_eq!(mails(&world, email), 0, "{email}");
    }
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_dies_when_the_person_goes_the_access_is_off_or_the_only_role_ends() {
    // security: links
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for (n, action) in ["/remove", "/access", "/roles/end"].into_iter().enumerate() {
        let email = format!("komt.niet.{n}@dewilg.example");
        let shown = invite(&administrator, &email).await;
        let link = world.link_to(&email, "/activate/").await;
        let page = world.anonymous().get(&link).await.unwrap();
        assert_eq!(page.status.as_u16(), 200, "{action}: {}", page.content());
        let path = shown.url.split('?').next().unwrap();
        let from = if action == "/remove" { path.to_owned() } else { format!("{path}/roles") };
        let mut done = administrator.get(&from).await.unwrap();
        while let Ok(form) = done.form(action).map(|form| form.set("confirm", "yes"))
            && !done.url.contains("done=")
        {
            done = administrator.submit(&form).await.unwrap();
        }
        assert!(done.url.contains("done="), "{action}: {} {}", done.url, done.content());
        let dead = world.anonymous().get(&link).await.unwrap();
        assert_eq!(dead.status.as_u16(), 410, "{action}: {}", dead.content());
        let form = page.form(&link).unwrap().set("password", "paard accu nietje correct");
        let late = world.anonymous().submit(&form).await.unwrap();
        assert_eq!(late.status.as_u16(), 410, "{action}, with the page still open: {}", late.content());
        assert!(dead.form("/new-link").is_err(), "{action}: there is none to be had: {}", dead.content());
        let asked = world.anonymous().post(&format!("{link}/new-link"), &[("once", "0000-0000-0001")]).await.unwrap();
        assert_eq!(asked.status.as_u16(), 200, "{action}: {}", asked.content());
        assert_eq!(mails(&world, &email), 1, "{action}: no new link either");
    }
    world.stack.stop().await;
}
