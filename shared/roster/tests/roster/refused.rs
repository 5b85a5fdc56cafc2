//! What is not taken, and the line that says why.

use std::io::{self, Read};

use roster::{Limits, ReadError, Refusal, Roster};

use crate::{TODAY, file, read, sample};

fn refused(file: impl AsRef<[u8]>) -> (u64, Refusal) {
    match read(file) {
        Err(ReadError::Refused { line, refusal }) => (line, refusal),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_type_is_refused_before_it_can_define_anything() {
    let whole = file("", "", "");
    let bomb = "<!DOCTYPE EDEX [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<EDEX>";
    assert_eq!(refused(whole.replace("<EDEX>", bomb)), (2, Refusal::Doctype));
    let outside = "<!DOCTYPE EDEX SYSTEM \"file:///etc/passwd\"><EDEX>";
    assert_eq!(refused(whole.replace("<EDEX>", outside)), (2, Refusal::Doctype));
}

#[test]
fn no_entity_is_taken_but_the_five_of_xml() {
    let text = file("", "<leerling key=\"2\"><roepnaam>&xxe;</roepnaam></leerling>", "");
    assert_eq!(refused(text), (7, Refusal::Entity));
    let attribute = file("", "<leerling key=\"&xxe;\"/>", "");
    assert_eq!(refused(attribute), (7, Refusal::Entity));
    let skipped = file("<anders>&nbsp;</anders>", "", "");
    assert_eq!(refused(skipped), (4, Refusal::Entity));
}

#[test]
fn depth_attributes_and_length_have_a_limit() {
    let deep = file(&"<a>".repeat(30), "", "");
    assert_eq!(refused(deep), (4, Refusal::TooDeep { max: 16 }));
    let attributes: String = (0..17).map(|number| format!(" a{number}=\"\"")).collect();
    assert_eq!(refused(file("", &format!("<leerling{attributes}/>"), "")), (7, Refusal::TooManyAttributes { max: 16 }));
    let long = "x".repeat(200_000);
    let too_long = Refusal::TooLong { max: 65_536 };
    for (piece, line) in [
        (format!("<leerling key=\"2\"><roepnaam>{long}</roepnaam></leerling>"), 7),
        (format!("<leerling key=\"{long}\"/>"), 7),
        (format!("<!-- {long} -->"), 7),
        (format!("<{long}/>"), 7),
        (format!("<leerling key=\"2\"><roepnaam>{}</roepnaam></leerling>", "&amp;".repeat(200_000)), 7),
    ] {
        assert_eq!(refused(file("", &piece, "")), (line, too_long), "{}", &piece[..30]);
    }
}

#[test]
fn a_file_is_read_no_further_than_its_size_may_be() {
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let line = b"<leerling key='#'><roepnaam>Sem</roepnaam></leerling>\n";
            for room in into.iter_mut() {
                *room = line[usize::try_from(self.0).unwrap() % line.len()];
                self.0 += 1;
            }
            Ok(into.len())
        }
    }
    let whole = file("", "", "");
    let head = whole.split_once("</leerlingen>").unwrap().0;
    let limits = Limits { bytes: 1_000_000, ..Limits::default() };
    let mut endless = Endless(0);
    let refused = Roster::read(head.as_bytes().chain(&mut endless), limits, TODAY);
    assert!(
        matches!(refused, Err(ReadError::Refused { refusal: Refusal::TooLarge { max: 1_000_000 }, .. })),
        "{refused:?}"
    );
    assert!(endless.0 < 1_100_000, "{}", endless.0);
}

#[test]
fn what_is_cut_off_crossed_or_no_xml_is_broken() {
    let whole = file("", "", "");
    let end = whole.find("</leerlingen>").unwrap();
    assert_eq!(refused(&whole[..end]).1, Refusal::Broken);
    assert_eq!(refused(whole.replace("</roepnaam>", "</achternaam>")), (6, Refusal::Broken));
    assert_eq!(refused(whole.replace("key=\"1\"", "key=\"1\" key=\"2\"")), (6, Refusal::Broken));
    assert_eq!(refused(format!("{whole}<EDEX/>")).1, Refusal::Broken);
    assert_eq!(refused(format!("{whole}rest")).1, Refusal::Broken);
    assert_eq!(refused(whole.replace("Noor", "No\u{7}or")), (6, Refusal::Broken));
    assert_eq!(refused(whole.replace("Noor", "No&#0;or")).1, Refusal::Broken);
    assert_eq!(refused("PK\u{3}\u{4} a spreadsheet").1, Refusal::Broken);
    assert_eq!(refused("").1, Refusal::Broken);
}

#[test]
fn bytes_that_are_no_characters_are_refused_with_their_line() {
    let whole = file("", "", "");
    let mut latin = whole.clone().into_bytes();
    let at = whole.find("Noor").unwrap();
    latin[at] = 0xE9;
    assert_eq!(refused(latin), (6, Refusal::Encoding));
    assert_eq!(refused(whole.replace("UTF-8", "EBCDIC-CP-NL")), (1, Refusal::Encoding));
    assert_eq!(refused([&b"\xFF\xFE"[..], &[0x00, 0xD8, b'a', 0]].concat()).1, Refusal::Encoding);
}

#[test]
fn another_format_and_a_file_without_learners_are_told_apart() {
    assert_eq!(refused("<html><body/></html>"), (1, Refusal::OtherFormat));
    let whole = file("", "", "");
    let (before, rest) = whole.split_once("<leerlingen>").unwrap();
    let (_, after) = rest.split_once("</leerlingen>").unwrap();
    assert_eq!(refused(format!("{before}{after}")), (7, Refusal::NoLearners));
    assert_eq!(
        refused("<leerlinggegevens_antwoord><geenwijzigingen/></leerlinggegevens_antwoord>").1,
        Refusal::NoLearners
    );
}

#[test]
fn groups_after_the_learners_that_refer_to_them_are_refused() {
    assert_eq!(refused(file("", "", "<groepen/>")), (9, Refusal::Order));
    let text = String::from_utf8(sample()).unwrap();
    assert!(read(text.replace("leerkrachten>", "andere>")).is_ok());
}

#[test]
fn a_fault_of_the_disk_is_not_one_of_the_file() {
    struct Gone;
    impl Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let read = Roster::read((&b"<EDEX>"[..]).chain(Gone), Limits::default(), TODAY);
    assert!(matches!(read, Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::ConnectionReset));
}
