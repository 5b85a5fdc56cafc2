//! Whatever is written as a spreadsheet is read back; whatever bytes are read, nothing breaks.

use domain::group::GroupKind;
use proptest::{collection::vec, prelude::*};
use roster::{Group, Level, Limits, Roster, write_sheet};
use rust_xlsxwriter::Workbook;

use crate::{
    made::roster,
    sheets::{announced, read},
};

/// What a spreadsheet can say of a roster: no teachers, no levels of groups, groups and locations by name.
fn sayable(mut roster: Roster) -> Roster {
    roster.teachers.clear();
    for (number, group) in roster.groups.iter_mut().enumerate() {
        // A column of its own for each kind, parted by commas.
        group.name = format!("{} {number}", group.name.replace([',', ';', '|'], " ").trim());
    }
    for (number, location) in roster.locations.iter_mut().enumerate() {
        location.name = format!("Locatie {number}");
    }
    for (number, learner) in roster.learners.iter_mut().enumerate() {
        let stable = learner.stable_key().is_some();
        learner.key = if stable { format!("L{number}") } else { format!("#{}", number + 2) };
        if !matches!(learner.level, Some(Level::Year(code)) if code.len() == 1) {
            learner.level = Some(Level::Year("5"));
        }
        // A prefix is known by its column; in the name before it, it would be one word twice.
        learner.name.prefix = learner.name.family_name.as_ref().map(|_| "von der".to_owned());
        learner.name.call_name = Some(format!("Noor{number}"));
    }
    roster
}

/// The groups and locations that learners are in, in the order in which a reader meets them.
fn told(roster: &Roster) -> Vec<(String, String)> {
    let name = |groups: &[Group], group: usize| groups[group].name.clone();
    roster
        .learners
        .iter()
        .map(|learner| {
            let class = learner.class.map(|class| name(&roster.groups, class)).unwrap_or_default();
            let cross: Vec<_> = learner.cross.iter().map(|cross| name(&roster.groups, *cross)).collect();
            let location = learner.location.map(|location| roster.locations[location].name.clone());
            let mut alone = learner.clone();
            (alone.class, alone.cross, alone.location) = (None, Vec::new(), None);
            (format!("{alone:?}"), format!("{class} {cross:?} {location:?}"))
        })
        .collect()
}

/// The rows of a CSV file as a workbook.
fn book(csv: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(&csv[3..]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in reader.records().enumerate() {
        for (column, cell) in cells.unwrap().iter().enumerate() {
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_as_a_spreadsheet_is_read_back(roster in roster()) {
        let roster = sayable(roster);
        let csv = write_sheet(&roster).unwrap();
        let (again, findings) = read(&csv).unwrap();
        prop_assert_eq!(told(&again), told(&roster), "{:?}", findings);
        prop_assert!(again.groups.iter().all(|group| group.kind != GroupKind::External));
        let (of_book, of_book_findings) = read(book(&csv)).unwrap();
        prop_assert_eq!((of_book, of_book_findings), (again, findings));
    }

    #[test]
    fn a_spreadsheet_that_was_damaged_is_read_or_refused(
        damage in vec((any::<prop::sample::Index>(), prop::sample::select(b"\";,\t\r\n'=#0-/ \0\x80\xFFa".to_vec())), 1..6),
        cut in any::<prop::sample::Index>(),
        roster in roster(),
    ) {
        let whole = write_sheet(&sayable(roster)).unwrap();
        let mut file = whole.clone();
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let cut = &file[..cut.index(file.len())];
        for bytes in [&file, cut] {
            let _ = read(bytes);
        }
    }

    #[test]
    fn any_text_under_heads_is_read_or_refused(rows in vec(vec("\\PC{0,12}", 0..9), 0..6), separator in prop::sample::select(vec![";", ",", "\t"])) {
        let heads = ["Naam", "Klas", "Geboortedatum", "Jaargroep", "Leerlingnummer", "Andere groepen", "Vestiging", "Schooljaar", "E-mail"];
        let rows: Vec<String> = rows.iter().map(|row| row.join(separator)).collect();
        let _ = read(format!("{}\n{}", heads.join(separator), rows.join("\n")));
    }

    #[test]
    fn a_workbook_that_was_damaged_is_read_or_refused(
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        part in any::<prop::sample::Index>(),
        inside in any::<bool>(),
    ) {
        let whole = whole_book();
        let bytes = if inside { damaged_inside(&whole, part, &damage) } else {
            let mut bytes = whole;
            for (at, byte) in &damage {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            bytes
        };
        let _ = Roster::read(bytes.as_slice(), Limits::default(), announced());
    }
}

fn whole_book() -> Vec<u8> {
    book("\u{feff}Leerlingnummer;Roepnaam;Klas;Geboortedatum\n1;Noor;4A;14-3-2016\n2;Sem;4B;1-2-2017\n".as_bytes())
}

/// The workbook with one of its parts damaged, and packed again: what is packed is then whole, and its content is not.
fn damaged_inside(whole: &[u8], part: prop::sample::Index, damage: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = part.index(from.len());
    for number in 0..from.len() {
        let mut file = from.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if number == chosen {
            for (at, byte) in damage {
                // Digits and signs of XML damage more than what is no XML at all.
                let at = at.index(bytes.len());
                bytes[at] = if byte.is_multiple_of(2) { *byte } else { b"<>\"/=09ZzAa "[usize::from(*byte) % 12] };
            }
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}
