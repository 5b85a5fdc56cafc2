//! A school whose administration gives no EDEXML brings in a list of learners, as CSV or Excel: the same check, the same loading.

use local::tour::roster;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use testkit::{Answer, Client, World};

use crate::people::{ADMINISTRATOR, walk};

const HEADS: &str = "Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;Geboortedatum;Klas;Jaargroep;BSN\n";

/// Groep 5a as the demo has it, and one who is new.
fn known() -> String {
    let rows = [
        "001;Ven;van der;Noor;9-3-2017;Groep 5a;5;999999990",
        "002;Proef;;Sem;21-5-2017;Groep 5a;5;",
        "003;Voorbeeld;;Lieke;2-11-2016;Groep 5a;5;",
        "004;Synth;el;Adam;30-1-2017;Groep 5a;5;",
        "005;Oever;;Isa;1-9-2016;Groep 6a;6;",
    ];
    format!("{HEADS}{}\n", rows.join("\n"))
}

async fn send(client: &Client, content: impl AsRef<[u8]>) -> (String, Answer) {
    roster::send(client, "Duin", content.as_ref()).await.unwrap()
}

/// Confirms, saying that the list is of this location and year, and waits.
async fn load(world: &World, client: &Client, at: &str, page: &Answer) -> Answer {
    let form = page.form(at).unwrap().set("act", "load").set("sure", "on");
    client.submit(&form).await.unwrap();
    walk(world).until(client, at, "Ingelezen op").await.unwrap()
}

async fn told(client: &Client, at: &str) -> Value {
    client.json().get(at).await.unwrap().json()
}

/// What the check says of the learners.
async fn tally(client: &Client, at: &str) -> Vec<u64> {
    let check = told(client, at).await["check"].clone();
    ["new", "same", "changed", "doubt"].map(|what| check["tally"][what].as_u64().unwrap()).to_vec()
}

#[tokio::test]
async fn a_list_of_learners_is_checked_and_loaded_as_edexml_is_and_again_changes_nothing() {
    // 3-05, 3-07, 3-09
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (at, page) = send(&administrator, known()).await;
    for words in
        ["zegt niet van welke school", "Duin (99ZX10), schooljaar 2026-2027", "Groep 6a", "burgerservicenummers"]
    {
        assert!(page.content().contains(words), "{words}: {}", page.content());
    }
    assert_eq!(tally(&administrator, &at).await, [1, 0, 4, 0]);
    load(&world, &administrator, &at, &page).await;
    let loaded = told(&administrator, &at).await["file"]["progress"]["loaded"].clone();
    assert_eq!(loaded, json!({ "groups": 1, "new": 1, "changed": 4, "left": 0 }));
    let found = administrator.get("/learners?q=Isa").await.unwrap();
    assert!(found.texts("main tbody tr").concat().contains("Groep 6a"), "{}", found.content());
    // With the zeros that Excel takes away, it is the same list.
    let (at, _) = send(&administrator, known().replace("\n00", "\n").replace(';', ",")).await;
    assert_eq!(tally(&administrator, &at).await, [0, 5, 0, 0]);
    for table in ["records", "audit"] {
        let kept = world.stack.aws.items(table).unwrap();
        assert!(!kept.iter().any(|item| item.to_string().contains("999999990")), "a citizen number in {table}");
    }
    world.stack.stop().await;
}

#[tokio::test]
async fn nothing_of_a_list_is_loaded_before_somebody_says_for_which_location_and_year_it_is() {
    // 3-07, 3-08
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    // Lieke without a date of birth: a person decides, and what was chosen is kept.
    let (at, page) = send(&administrator, known().replace("2-11-2016", "")).await;
    let lieke = told(&administrator, &at).await["check"]["doubts"][0]["line"].clone();
    let field = format!("line-{lieke}");
    let form = page.form(&at).unwrap().set("act", "load").set(&field, "new");
    let refused = administrator.submit(&form).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    assert!(refused.content().contains("Zet een vinkje"), "{}", refused.content());
    assert_eq!(refused.form(&at).unwrap().value(&field), Some("new"), "what was chosen stays");
    assert_eq!(told(&administrator, &at).await["file"]["state"], "checked");
    load(&world, &administrator, &at, &refused).await;
    world.stack.stop().await;
}

#[tokio::test]
async fn a_list_is_of_the_school_year_that_was_chosen_unless_it_says_another() {
    // 3-07, 3-08
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = administrator.get("/rosters").await.unwrap();
    let form = page.form("/rosters").unwrap();
    let location = roster::choice(&page, "Duin").unwrap();
    let wrong = administrator.submit(&form.clone().set("location", &*location).set("year", "2030-2031")).await.unwrap();
    assert_eq!((wrong.status.as_u16(), wrong.form("/rosters").unwrap().value("location")), (422, Some(&*location)));
    let next = form.set("location", &*location).set("year", "2027-2028");
    let at = administrator.submit(&next).await.unwrap();
    let page = roster::fill(&administrator, &at, known().as_bytes()).await.unwrap();
    assert!(page.1.content().contains("Duin (99ZX10), schooljaar 2027-2028"), "{}", page.1.content());
    let told = known().replace("BSN\n", "Schooljaar\n").replace("5;999999990", "5;2027-2028");
    let (_, page) = send(&administrator, told).await;
    assert!(page.content().contains("Duin (99ZX10), schooljaar 2027-2028"), "its own year: {}", page.content());
    let told = known().replace("BSN\n", "Schooljaar\n").replace("5;999999990", "5;2025-2026");
    let (at, page) = send(&administrator, told).await;
    assert!(page.content().contains("ander schooljaar") && page.form(&at).is_err(), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn a_list_of_another_location_of_the_school_is_stopped() {
    // 3-11
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let of_bos = known().replace("BSN\n", "Vestiging\n").replace("5;999999990", "5;99ZX11");
    let (at, page) = send(&administrator, of_bos).await;
    assert!(page.content().contains("Bos (99ZX11)") && page.form(&at).is_err(), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn who_came_with_edexml_is_known_in_a_list_and_who_has_no_number_is_known_by_name_and_birth() {
    // 0-10, 5.1.6
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let edexml = "<EDEX><school><schooljaar>2026-2027</schooljaar><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>\
         <groepen><groep key=\"a\"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep></groepen><leerlingen><leerling key=\"2\">\
         <achternaam>Ven</achternaam><voorvoegsel>van der</voorvoegsel><roepnaam>Noor</roepnaam><geboortedatum>2017-03-09</geboortedatum>\
         <groep key=\"a\"/></leerling></leerlingen></EDEX>";
    let (at, page) = send(&administrator, edexml).await;
    administrator.submit(&page.form(&at).unwrap().set("act", "load")).await.unwrap();
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    // Number 2 of the list is Sem, key 2 of EDEXML is Noor: numbers and keys are two things.
    let (at, page) = send(&administrator, known()).await;
    assert_eq!(tally(&administrator, &at).await, [1, 0, 4, 0]);
    load(&world, &administrator, &at, &page).await;
    let without_numbers: String =
        known().lines().map(|line| format!("{}\n", line.split_once(';').unwrap().1)).collect();
    let (at, page) = send(&administrator, without_numbers).await;
    assert_eq!(tally(&administrator, &at).await, [0, 5, 0, 0]);
    assert!(page.content().contains("geen kolom met leerlingnummers"), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn a_workbook_of_excel_is_read_too_and_an_old_one_is_refused_with_what_to_do() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (row, line) in known().lines().enumerate() {
        let row = u32::try_from(row).unwrap() + 2;
        for (column, cell) in line.split(';').enumerate() {
            let column = u16::try_from(column).unwrap();
            match (
                column,
                cell.split('-').map(|part| part.parse().unwrap_or_default()).collect::<Vec<u16>>().as_slice(),
            ) {
                (4, [day_of, month, year]) => {
                    let date =
                        ExcelDateTime::from_ymd(*year, u8::try_from(*month).unwrap(), u8::try_from(*day_of).unwrap());
                    sheet.write_with_format(row, column, date.unwrap(), &day).unwrap();
                }
                (0, [number]) if row > 2 => drop(sheet.write(row, column, *number).unwrap()),
                _ => drop(sheet.write(row, column, cell).unwrap()),
            }
        }
    }
    let (at, page) = send(&administrator, book.save_to_buffer().unwrap()).await;
    assert_eq!(tally(&administrator, &at).await, [1, 0, 4, 0], "{}", page.content());
    load(&world, &administrator, &at, &page).await;
    let (at, page) = send(&administrator, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").await;
    assert!(page.content().contains("Sla het in Excel op als .xlsx") && page.form(&at).is_err(), "{}", page.content());
    world.stack.stop().await;
}

#[tokio::test]
async fn an_empty_list_to_fill_in_has_the_columns_that_are_read() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = administrator.get("/rosters").await.unwrap();
    assert!(page.body.contains("href=\"/rosters/template/download\""), "{}", page.content());
    let empty = administrator.get("/rosters/template/download").await.unwrap();
    assert!(empty.body.starts_with("\u{feff}Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;"), "{}", empty.body);
    let filled = format!("{}7;Oever;;Bo;;;1-2-2017;Groep 5a;5;Plusgroep;;;;;\r\n", empty.body);
    let (at, page) = send(&administrator, filled).await;
    assert_eq!(tally(&administrator, &at).await, [1, 0, 0, 0], "{}", page.content());
    assert!(page.content().contains("Plusgroep"), "{}", page.content());
    world.stack.stop().await;
}
