//! What is said of a file that can be read, with the line.

use roster::{Problem, Severity};

use crate::{file, read, said};

const GROUPS: &str = "<groepen><groep key=\"a\"><naam>4A</naam><jaargroep>4</jaargroep></groep>\
                      <samengestelde_groep key=\"x\"><naam>Plus</naam></samengestelde_groep></groepen>";

fn learner(key: &str, more: &str) -> String {
    format!(
        "<leerling key=\"{key}\"><roepnaam>Sem</roepnaam><geboortedatum>2013-11-02</geboortedatum>\
         <jaargroep>4</jaargroep>{more}</leerling>\n"
    )
}

/// What is said of a file with these learners on lines 7, 8, ...
fn of(learners: &[String]) -> Vec<String> {
    said(file(GROUPS, &learners.concat(), ""))
}

#[test]
fn a_key_or_pseudonym_that_stands_for_two_stops_the_file() {
    assert_eq!(of(&[learner("2", ""), learner("2", "")]), ["8 key-twice"]);
    let twin = |key: &str| learner(key, "").replace("key=", "eckid=\"https://id.example/1\" key=");
    assert_eq!(of(&[twin("2"), twin("3")]), ["8 eckid-twice"]);
    let group = "<groepen><groep key=\"a\"><naam>4A</naam></groep>\n<samengestelde_groep key=\"a\"><naam>Plus</naam></samengestelde_groep></groepen>";
    assert_eq!(said(file(group, "", "")), ["5 key-twice"]);
    let location = "<vestigingen><vestiging key=\"a\"><naam>Duin</naam></vestiging>\n<vestiging key=\"a\"><naam>Bos</naam></vestiging></vestigingen>";
    assert_eq!(said(file(location, "", "")), ["5 key-twice"]);
    let teachers = "<leerkrachten><leerkracht key=\"1\"><roepnaam>Jet</roepnaam></leerkracht>\n<leerkracht key=\"1\"><roepnaam>Job</roepnaam></leerkracht></leerkrachten>";
    assert_eq!(
        said(file("", "", teachers)),
        ["10 key-twice"],
        "a teacher may have the key of a learner, not of a teacher"
    );
    assert_eq!(of(&["<leerling><roepnaam>Sem</roepnaam><geboortedatum>2013-11-02</geboortedatum><jaargroep>4</jaargroep></leerling>".into()]), ["7 key-missing"]);
}

#[test]
fn a_reference_to_nothing_or_to_another_kind_is_said_with_its_line() {
    assert_eq!(of(&[learner("2", "\n<groep key=\"b\"/>")]), ["8 unknown-group"]);
    assert_eq!(of(&[learner("2", "<groep key=\"x\"/>")]), ["7 wrong-group-kind"]);
    let cross = "<samengestelde_groepen><samengestelde_groep key=\"a\"/></samengestelde_groepen>";
    assert_eq!(of(&[learner("2", cross)]), ["7 wrong-group-kind"]);
    assert_eq!(of(&[learner("2", "<groep key=\"a\"/><groep key=\"a\"/>")]), [""; 0]);
    assert_eq!(of(&[learner("2", "<vestiging key=\"v\"/>")]), ["7 unknown-location"]);
}

#[test]
fn a_second_class_is_left_out() {
    let groups =
        GROUPS.replace("</groepen>", "<groep key=\"b\"><naam>4B</naam><jaargroep>4</jaargroep></groep></groepen>");
    let file = file(&groups, &learner("2", "<groep key=\"b\"/><groep key=\"a\"/>"), "");
    let (roster, findings) = read(&file).unwrap();
    assert_eq!(roster.learners[1].class.map(|class| roster.groups[class].name.as_str()), Some("4B"));
    assert_eq!(findings.kept[0].problem, Problem::SecondClass { key: "a".into() });
}

#[test]
fn keys_for_this_file_only_are_counted_and_may_be_there_twice() {
    assert_eq!(of(&[learner("#001", ""), learner("#001", "")]), ["7 passing-key", "8 passing-key"]);
}

#[test]
fn two_citizen_numbers_may_be_two_children() {
    let two = "<bsn>999999990</bsn><onderwijsnummer>999999990</onderwijsnummer>";
    assert_eq!(of(&[learner("2", two), learner("3", "<bsn>999999990</bsn>")]), ["7 two-citizen-numbers"]);
}

#[test]
fn dates_that_are_none_are_left_out_and_said() {
    let (roster, findings) = read(file(
        "",
        &learner("2", "<instroomdatum>2020-02-30</instroomdatum>").replace("2013-11-02", "2031-11-02"),
        "",
    ))
    .unwrap();
    assert_eq!((roster.learners[1].birth, roster.learners[1].entered), (None, None));
    let problems: Vec<_> = findings.kept.into_iter().map(|finding| finding.problem).collect();
    assert_eq!(
        problems,
        [
            Problem::NotADate { element: "geboortedatum".into(), found: "2031-11-02".into() },
            Problem::NotADate { element: "instroomdatum".into(), found: "2020-02-30".into() },
            Problem::NoBirth
        ]
    );
}

#[test]
fn who_left_before_the_day_of_the_file_has_left() {
    let left = |day: &str| learner(day, &format!("<uitstroomdatum>{day}</uitstroomdatum>"));
    let historic = learner("h", "").replace("<jaargroep>4", "<jaargroep>H");
    assert_eq!(of(&[left("2024-09-30"), left("2024-10-01"), historic]), ["7 has-left", "9 has-left"]);
}

#[test]
fn levels_and_roles_that_are_none_are_said() {
    assert_eq!(of(&[learner("2", "").replace("<jaargroep>4", "<jaargroep>9")]), ["7 unknown-level", "7 no-level"]);
    let teacher = "<leerkrachten><leerkracht key=\"1\"><roepnaam>Jet</roepnaam><rol>LRK</rol><rol>BAAS</rol>\
                   <groepen><groep key=\"a\"><rol>KOK</rol><rolomschrijving>Kok</rolomschrijving></groep></groepen></leerkracht></leerkrachten>";
    assert_eq!(said(file(GROUPS, "", teacher)), ["9 unknown-role", "9 unknown-role"]);
}

#[test]
fn names_that_there_is_no_room_for_stop_the_file() {
    let long = |count: usize| learner("2", &format!("<achternaam>{}</achternaam>", "é".repeat(count)));
    assert_eq!(of(&[long(200)]), [""; 0]);
    assert_eq!(of(&[long(201)]), ["7 name-too-long"]);
    assert_eq!(of(&[learner("2", "").replace("<roepnaam>Sem</roepnaam>", "<roepnaam/>")]), ["7 no-name"]);
}

#[test]
fn the_school_and_its_year_are_checked_by_pattern_not_by_list() {
    // The published schema ends in 2025.
    let year = |text: &str| said(file("", "", "").replace("2024-2025", text));
    assert_eq!(year("2026-2027"), [""; 0]);
    for wrong in ["2026-2028", "2026", "26-27", "", "2026 - 2027"] {
        assert_eq!(year(wrong), ["3 school-year"], "{wrong}");
    }
    let school = |text: &str| said(file("", "", "").replace("<brincode>99ZX</brincode>", text));
    assert_eq!(school("<brincode>99ZX10</brincode>"), [""; 0]);
    assert_eq!(school("<brincode>99ZX11</brincode>"), ["3 school-code", "3 no-school-code"]);
    assert_eq!(school(""), ["3 no-school-code"]);
    assert_eq!(school("<xsdversie>3.0</xsdversie><schoolkey>x</schoolkey>"), ["3 unknown-version"]);
}

#[test]
fn a_hundred_findings_of_a_kind_are_kept_and_all_are_counted() {
    let learners: String = (0..250).map(|number| learner(&format!("#{number}"), "")).collect();
    let (_, findings) = read(file("", &(learners + &learner("1", "")), "")).unwrap();
    assert_eq!((findings.kept.len(), findings.counts["passing-key"]), (101, 250));
    assert_eq!(findings.worst(), Some(Severity::Error), "what is worse is not crowded out");
}

#[test]
fn the_code_of_a_problem_is_the_one_in_json() {
    let groups = GROUPS.replace("<naam>4A</naam>", "");
    let (_, findings) = read(file(&groups, &learner("1", "<groep key=\"b\"/>"), "")).unwrap();
    for finding in &findings.kept {
        let json = serde_json::to_value(finding).unwrap();
        assert_eq!(json["code"], finding.problem.code());
        assert_eq!(json["line"], finding.line);
    }
    assert_eq!(findings.kept.len(), 3);
}

#[test]
fn a_file_without_one_learner_stops() {
    let whole = file("", "", "");
    let (before, rest) = whole.split_once("<leerlingen>").unwrap();
    let (_, after) = rest.split_once("</leerlingen>").unwrap();
    assert_eq!(said(format!("{before}<leerlingen/>{after}")), ["8 empty"]);
}
