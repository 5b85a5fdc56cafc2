//! Spreadsheets of learners: what schools and their spreadsheets write is understood, what may not be kept is not, what is wrong is told.

use domain::calendar::SchoolYear;
use jiff::civil::date;
use roster::{Announced, Dropped, Findings, Form, Level, Levels, Limits, ReadError, Refusal, Roster};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::TODAY;

pub(crate) fn announced() -> Announced {
    Announced { year: Some(SchoolYear::starting(2024)), ..TODAY.into() }
}

pub(crate) fn read(file: impl AsRef<[u8]>) -> Result<(Roster, Findings), ReadError> {
    Roster::read(file.as_ref(), Limits::default(), announced())
}

fn said(file: impl AsRef<[u8]>) -> Vec<String> {
    let (_, findings) = read(file).unwrap();
    findings.kept.iter().map(|finding| format!("{} {}", finding.line, finding.problem.code())).collect()
}

fn refused(file: impl AsRef<[u8]>) -> (u64, Refusal) {
    match read(file) {
        Err(ReadError::Refused { line, refusal }) => (line, refusal),
        other => panic!("{other:?}"),
    }
}

const NOOR: &str = "Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;Geboortedatum;Klas;Jaargroep\n\
                    00123;Ven;van der;Noor;14-3-2016;4A;4\n";

/// Noor, however the file is written.
fn is_noor(file: impl AsRef<[u8]>) {
    let (roster, findings) = read(file).unwrap();
    let [noor] = roster.learners.as_slice() else { panic!("{roster:?} {findings:?}") };
    assert_eq!(
        (noor.key.as_str(), noor.name.full().as_str(), noor.birth),
        ("123", "Noor van der Ven", Some(date(2016, 3, 14)))
    );
    let class = noor.class.map(|class| roster.groups[class].name.as_str());
    assert_eq!((class, noor.year_level(&roster.groups)), (Some("4A"), Some("4")));
    assert_eq!(findings.kept, [], "nothing is to be said");
}

#[test]
fn a_spreadsheet_is_read_whatever_parts_its_cells_and_however_its_signs_are_kept() {
    is_noor(NOOR);
    is_noor(NOOR.replace('\n', "\r\n"));
    is_noor(NOOR.replace('\n', "\r"));
    is_noor(NOOR.replace(';', ","));
    is_noor(NOOR.replace(';', "\t"));
    is_noor(format!("sep=;\r\n{NOOR}"));
    is_noor(format!("\u{feff}{NOOR}"));
    is_noor(format!("Leerlingenlijst;;;\n\nDe Wilg, 1 oktober 2024;\n{NOOR};;;;;;\n\n;;;\n"));
    let quoted: Vec<String> = NOOR.lines().map(|line| format!("\"{}\"", line.replace(';', "\";\""))).collect();
    is_noor(quoted.join("\n").replace("Geboortedatum", "Geboorte-\ndatum"));
    let sixteen: Vec<u8> =
        format!("\u{feff}{}", NOOR.replace(';', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_noor(sixteen);
    let (windows, ..) =
        encoding_rs::WINDOWS_1252.encode("Roepnaam;Klas;Geboortedatum;Leerlingnummer\nZoë;4A;1-2-2016;1\n");
    assert_eq!(read(windows).unwrap().0.learners[0].name.call(), "Zoë");
}

#[test]
fn columns_stand_in_any_order_and_a_list_for_paper_repeats_its_heads() {
    let turned: String = NOOR.lines().map(|line| line.split(';').rev().collect::<Vec<_>>().join(";") + "\n").collect();
    is_noor(format!("{turned}{}\n", turned.lines().next().unwrap()));
}

#[test]
fn a_row_is_told_by_the_number_that_a_spreadsheet_shows() {
    let file = "Titel\n\nRoepnaam;Klas;Geboortedatum;Leerlingnummer;Jaargroep\n\"No\nor\";4A;1-2-2016;1;4\n\nSem;4A;31-2-2016;2;4\n";
    assert_eq!(said(file), ["6 not-a-date", "6 no-birth"]);
    assert_eq!(said(file.replace('\n', "\r\n")), ["6 not-a-date", "6 no-birth"]);
    assert_eq!(said(format!("sep=;\n{file}")), ["7 not-a-date", "7 no-birth"]);
}

#[test]
fn what_may_not_be_kept_is_dropped_and_told() {
    // 5.1.6
    let file = "BSN;Roepnaam;Klas;Geboortedatum;Etniciteit;Geboorteland;Leerlingnummer;Jaargroep\n999999990;Noor;4A;1-2-2016;1;ZW;1;4\n";
    let (roster, findings) = read(file).unwrap();
    let dropped: Vec<Dropped> = findings.dropped.keys().copied().collect();
    assert_eq!(dropped, [Dropped::CitizenNumber, Dropped::Ethnicity, Dropped::Country]);
    assert!(!format!("{roster:?}{findings:?}").contains("999999990"));
}

#[test]
fn numbers_of_citizens_are_dropped_whatever_the_head_of_their_column_says() {
    // 5.1.6
    let file = "Leerlingnummer;Roepnaam;Klas;Geboortedatum\n999999990;Noor;4A;1-2-2016\n123456782;Sem;4A;1-3-2016\n111222333;Bo;4A;1-4-2016\n";
    let (roster, findings) = read(file).unwrap();
    assert!(findings.dropped.contains_key(&Dropped::CitizenNumber), "{findings:?}");
    assert!(roster.learners.iter().all(|learner| learner.stable_key().is_none()), "{roster:?}");
    assert!(!format!("{roster:?}{findings:?}").contains("123456782"));
    let one_is_other = file.replace("123456782", "123456783");
    assert_eq!(read(one_is_other).unwrap().0.learners[0].stable_key(), Some("999999990"));
}

#[test]
fn a_file_without_numbers_is_read_and_the_same_child_twice_is_an_error() {
    let file = "Roepnaam;Achternaam;Klas;Geboortedatum;Jaargroep\nNoor;Ven;4A;1-2-2016;4\nNoor;Ven;4B;1-3-2016;4\n";
    assert_eq!(said(file), ["1 no-key-column"]);
    assert_eq!(said(format!("{file}noor;VEN;4A;2016-02-01;4\n")), ["1 no-key-column", "4 learner-twice"]);
}

#[test]
fn a_number_that_stands_twice_or_was_shortened_is_told() {
    let head = "Leerlingnummer;Roepnaam;Klas;Geboortedatum;Jaargroep\n";
    assert_eq!(said(format!("{head}01;Noor;4A;1-2-2016;4\n1;Sem;4A;1-2-2016;4\n")), ["3 key-twice"]);
    assert_eq!(
        said(format!("{head}1,2E+12;Noor;4A;1-2-2016;4\n;Sem;4A;1-2-2016;4\n")),
        ["2 broken-key", "3 passing-key"]
    );
}

#[test]
fn columns_without_meaning_and_with_the_same_meaning_are_told_and_left_out() {
    let file =
        "Leerlingnummer;Roepnaam;Hobby;Klas;Stamgroep;Geboortedatum;Jaargroep\n1;Noor;Voetbal;4A;4B;1-2-2016;4\n";
    assert_eq!(said(file), ["1 unknown-column", "1 second-column"]);
    let (roster, findings) = read(file).unwrap();
    assert_eq!(roster.groups.len(), 1);
    assert!(!format!("{roster:?}{findings:?}").contains("Voetbal"));
    assert_eq!(
        said("Naam;Geboortedatum;Jaargroep\nVen, Noor van der;1-2-2016;4\n"),
        ["1 whole-names", "1 no-key-column", "1 no-class-column"]
    );
}

#[test]
fn a_class_that_a_spreadsheet_made_a_date_of_and_a_total_are_left_out() {
    let head = "Leerlingnummer;Roepnaam;Klas;Geboortedatum;Jaargroep\n";
    let (roster, findings) =
        read(format!("{head}1;Noor;5-jun;1-2-2016;4\n2;Sem;7/8;1-2-2014;7\nAantal: 2;;;;\n")).unwrap();
    let codes: Vec<_> = findings.kept.iter().map(|finding| finding.problem.code()).collect();
    assert_eq!((codes.as_slice(), roster.learners.len()), (&["class-is-date", "lone-cell"][..], 2));
    assert_eq!(roster.groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["7/8"]);
}

#[test]
fn a_school_year_in_the_file_counts_and_a_row_of_another_is_an_error() {
    // 3-07
    let head = "Leerlingnummer;Roepnaam;Klas;Geboortedatum;Jaargroep;Schooljaar\n";
    let file = format!("{head}1;Noor;4A;1-2-2016;4;2025 / 2026\n");
    assert_eq!(read(&file).unwrap().0.header.year, Some(SchoolYear::starting(2025)));
    assert_eq!(said(format!("{file}2;Sem;4A;1-2-2016;4;2024-2025\n")), ["3 other-year"]);
    assert_eq!(read(NOOR).unwrap().0.header.year, Some(SchoolYear::starting(2024)));
    let nobody_said = Roster::read(NOOR.as_bytes(), Limits::default(), TODAY).unwrap().1;
    assert_eq!(nobody_said.kept[0].problem.code(), "school-year");
}

#[test]
fn a_year_level_is_told_by_its_column_or_else_by_the_class() {
    let level = |file: &str, levels| {
        let announced = Announced { levels, ..announced() };
        Roster::read(file.as_bytes(), Limits::default(), announced).unwrap().0.learners[0].level.map(Level::code)
    };
    let of_class = "Roepnaam;Groep\nNoor;Groep 3 Vlinders\n";
    assert_eq!(level(of_class, Levels::DutchPrimary), Some("3"));
    assert_eq!(level("Roepnaam;Klas\nNoor;2B\n", Levels::Secondary), Some("12"));
    assert_eq!(level("Naam;Voornaam;Leerjaar;Klas\nVen;Noor;1;Zon\n", Levels::FlemishPrimary), Some("3"));
    assert_eq!(level("Roepnaam;Klas\nNoor;7/8\n", Levels::DutchPrimary), None);
}

#[test]
fn what_is_no_spreadsheet_of_learners_is_refused() {
    assert_eq!(refused("%PDF-1.7\n1 0 obj\n"), (1, Refusal::NoColumns));
    assert_eq!(refused("Noor;Ven;4A\nSem;Proef;4A\n"), (1, Refusal::NoColumns));
    assert_eq!(refused("a\0b;c\n"), (1, Refusal::OtherFormat));
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook"), (1, Refusal::OldOffice));
    assert_eq!(refused(b"PK\x03\x04 nothing"), (1, Refusal::Broken));
    let long = format!("Roepnaam;Klas\nNoor;\"{}", "x".repeat(70_000));
    assert_eq!(refused(long), (2, Refusal::TooLong { max: 65_536 }));
    assert_eq!(said("Roepnaam;Klas\n").last().map(String::as_str), Some("1 empty"));
}

#[test]
fn size_and_rows_have_a_limit() {
    let refused = |limits: Limits| match Roster::read(NOOR.repeat(9).as_bytes(), limits, announced()) {
        Err(ReadError::Refused { refusal, .. }) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(Limits { sheet: 900, ..Limits::default() }), Refusal::TooLarge { max: 900 });
    assert_eq!(refused(Limits { rows: 9, ..Limits::default() }), Refusal::TooManyRows { max: 9 });
    let many: String = (0..30).map(|class| format!("Noor;Klas {class}\n")).collect();
    let limits = Limits { groups: 20, ..Limits::default() };
    let read = Roster::read(format!("Roepnaam;Klas\n{many}").as_bytes(), limits, announced());
    assert!(matches!(read, Err(ReadError::Refused { line: 22, refusal: Refusal::TooMany { max: 20 } })), "{read:?}");
}

/// A workbook with a title, heads in the third row, and Noor.
fn workbook() -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Leerlingen").unwrap();
    for (column, head) in
        ["Leerlingnummer", "Achternaam", "Tussenvoegsel", "Roepnaam", "Geboortedatum", "Klas", "Jaargroep"]
            .iter()
            .enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), *head).unwrap();
    }
    sheet.write(3, 0, 123).unwrap().write(3, 1, "Ven").unwrap().write(3, 2, "van der").unwrap();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    sheet.write_with_format(3, 4, ExcelDateTime::from_ymd(2016, 3, 14).unwrap(), &day).unwrap();
    sheet.write_formula(3, 3, Formula::new("=\"No\"&\"or\"").set_result("Noor")).unwrap();
    sheet.write(3, 5, "4A").unwrap().write(3, 6, 4).unwrap();
    book
}

#[test]
fn a_workbook_is_read_with_its_dates_numbers_and_the_last_values_of_its_formulas() {
    is_noor(workbook().save_to_buffer().unwrap());
    let (roster, _) = read(workbook().save_to_buffer().unwrap()).unwrap();
    assert_eq!(roster.header.form, Form::Sheet);
    let mut book = workbook();
    book.worksheet_from_index(0).unwrap().write(3, 4, 42443).unwrap();
    is_noor(book.save_to_buffer().unwrap());
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut book = workbook();
    book.worksheet_from_index(0).unwrap().write(1_048_575, 16_383, "x").unwrap();
    is_noor(book.save_to_buffer().unwrap());
}

#[test]
fn another_worksheet_with_learners_is_told_and_a_hidden_one_is_not_read() {
    let mut book = workbook();
    for (name, hidden) in [("Uitleg", false), ("Groep 5", false), ("Verborgen", true)] {
        let sheet = book.add_worksheet().set_name(name).unwrap().set_hidden(hidden);
        if name != "Uitleg" {
            sheet
                .write(0, 0, "Roepnaam")
                .unwrap()
                .write(0, 1, "Klas")
                .unwrap()
                .write(1, 0, "Sem")
                .unwrap()
                .write(1, 1, "5A")
                .unwrap();
        }
    }
    assert_eq!(said(book.save_to_buffer().unwrap()), ["3 other-sheet"]);
}

#[test]
fn a_workbook_that_becomes_too_large_is_refused_before_it_is_read() {
    // A bomb: a worksheet of a few kilobytes that is many megabytes when it is unpacked.
    let mut book = workbook();
    let sheet = book.worksheet_from_index(0).unwrap();
    for row in 10..5_000 {
        sheet.write(row, 1, 1).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let limits = Limits { unpacked: 100_000, ..Limits::default() };
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let read = Roster::read(bytes.as_slice(), limits, announced());
    assert!(
        matches!(read, Err(ReadError::Refused { refusal: Refusal::TooLargeUnpacked { max: 100_000 }, .. })),
        "{read:?}"
    );
}
