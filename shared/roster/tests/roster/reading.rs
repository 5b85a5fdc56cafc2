//! What is read: the published sample, UWLR, encodings, what is empty, foreign or dropped.

use domain::calendar::SchoolYear;
use jiff::civil::date;
use roster::{Dropped, Level, Limits, RosterFile, Severity};

use crate::{TODAY, file, read, said, sample};

#[test]
fn the_published_sample_is_read_without_a_warning() {
    let (roster, findings) = read(sample()).unwrap();
    assert_eq!(roster.header.year, Some(SchoolYear::starting(2014)));
    assert_eq!(roster.header.reference, Some(date(2014, 10, 1)));
    assert_eq!(roster.header.school.brin6.as_deref(), Some("99ZZ00"));
    assert_eq!((roster.locations.len(), roster.groups.len()), (2, 8));
    assert_eq!((roster.learners.len(), roster.teachers.len()), (3, 3));
    assert_eq!(findings.worst(), Some(Severity::Notice), "{findings:?}");
    // One has no date of birth, one has left.
    assert_eq!(said(sample()), ["94 no-birth", "108 has-left"]);
}

#[test]
fn a_learner_of_the_sample_has_name_groups_and_location() {
    let (roster, _) = read(sample()).unwrap();
    let wimpie = &roster.learners[0];
    assert_eq!(wimpie.name.listed(), "ie, Wimpie imp");
    assert_eq!((wimpie.birth, wimpie.level), (Some(date(2006, 6, 21)), Some(Level::Year("4"))));
    assert_eq!(wimpie.class.map(|class| roster.groups[class].name.as_str()), Some("4B"));
    let cross: Vec<_> = wimpie.cross.iter().map(|group| roster.groups[*group].name.as_str()).collect();
    assert_eq!(cross, ["Samgroep 1", "Samgroep 2"]);
    assert_eq!(wimpie.location.map(|location| roster.locations[location].name.as_str()), Some("Vestiging Huissen"));
    assert!(wimpie.eckid.as_deref().is_some_and(|eckid| eckid.ends_with("!@#$%^_-")));
    let julia = &roster.teachers[0];
    assert_eq!((julia.name.full().as_str(), julia.groups.len()), ("Julia van Bemmel", 1));
}

#[test]
fn what_may_not_be_kept_is_dropped_and_counted_once_per_kind() {
    let (roster, findings) = read(sample()).unwrap();
    let counts: Vec<_> = findings.dropped.into_iter().collect();
    assert_eq!(
        counts,
        [
            (Dropped::CitizenNumber, 1),
            (Dropped::CitizenNumberEnd, 1),
            (Dropped::Country, 4),
            (Dropped::Weight, 1),
            (Dropped::Postcode, 1)
        ]
    );
    let kept = format!("{roster:?}");
    for secret in ["133456785", "2731", "6971", "Evers"] {
        assert!(!kept.contains(secret), "{secret}");
    }
}

#[test]
fn the_answer_of_uwlr_is_the_same_roster() {
    let edexml = String::from_utf8(sample()).unwrap();
    let (start, end) = (edexml.find("<EDEX").unwrap(), edexml.find("</EDEX>").unwrap());
    let content = &edexml[start + edexml[start..].find('>').unwrap() + 1..end];
    let prefixed = content.replace("</", "\0").replace('<', "<l:").replace('\0', "</l:");
    let namespace = "http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens";
    let expected = read(sample()).unwrap().0;
    for answer in [
        format!(
            "<leerlinggegevens_antwoord xmlns=\"{namespace}\"><leerlinggegevens>{content}</leerlinggegevens></leerlinggegevens_antwoord>"
        ),
        format!(
            "<l:leerlinggegevens_antwoord xmlns:l=\"{namespace}\"><l:leerlinggegevens>{prefixed}</l:leerlinggegevens></l:leerlinggegevens_antwoord>"
        ),
        format!("<leerlinggegevens xmlns=\"{namespace}\">{content}</leerlinggegevens>"),
    ] {
        assert_eq!(read(answer).unwrap().0, expected);
    }
}

#[test]
fn a_flemish_file_has_an_institution_number() {
    let dutch = "<brincode>99ZX</brincode><dependancecode>10</dependancecode>";
    let learner = "<leerling key=\"2\"><roepnaam>Sem</roepnaam><geboortedatum>2013-11-02</geboortedatum><jaargroep>6</jaargroep>\
                   <rijksregisternummer>13110200000</rijksregisternummer><postnummerbe>9999</postnummerbe></leerling>";
    let flemish = file("", learner, "").replace(dutch, "<instellingsnummer>1234</instellingsnummer>");
    let (roster, findings) = read(&flemish).unwrap();
    assert_eq!((roster.header.school.institution.as_deref(), roster.header.school.brin6), (Some("1234"), None));
    assert_eq!((findings.kept, findings.dropped.len()), (vec![], 2));
}

#[test]
fn every_encoding_that_programs_write_gives_the_same_names() {
    let learner = "<leerling key=\"2\"><achternaam>Çelik</achternaam><roepnaam>Zoë</roepnaam>\
                   <geboortedatum>2016-03-14</geboortedatum><jaargroep>4</jaargroep></leerling>";
    let text = file("", learner, "");
    let expected = read(&text).unwrap().0;
    assert_eq!(expected.learners[1].name.listed(), "Çelik, Zoë");
    let declared = |label: &str| text.replace("UTF-8", label);
    let latin = |label: &str| declared(label).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<_>>();
    let sixteen = |to: fn(u16) -> [u8; 2], mark: bool| {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(declared("UTF-16").encode_utf16()).flat_map(to).collect::<Vec<_>>()
    };
    let files = [
        [&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat(),
        text.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "").into_bytes(),
        declared("UTF-16").into_bytes(),
        latin("ISO-8859-1"),
        latin("windows-1252"),
        sixteen(u16::to_le_bytes, true),
        sixteen(u16::to_be_bytes, true),
        sixteen(u16::to_le_bytes, false),
        sixteen(u16::to_be_bytes, false),
    ];
    for (number, file) in files.iter().enumerate() {
        assert_eq!(read(file).unwrap().0, expected, "file {number}");
    }
}

#[test]
fn the_order_within_a_learner_empty_elements_and_foreign_ones_do_not_matter() {
    let learner = "<leerling key=\"2\" bron=\"x\"><jaargroep>4</jaargroep><x:hobby xmlns:x=\"urn:x\"><achternaam>Nee</achternaam></x:hobby>\
                   <toevoegingen><blok xsi:type=\"VendorType\"><code>a</code><roepnaam>Nee</roepnaam></blok></toevoegingen>\
                   <geboortedatum>2016-03-14</geboortedatum><roepnaam> Sem\n  Jan </roepnaam><voorvoegsel/>\
                   <achternaam>B&amp;C &lt;D&#233;</achternaam><voorletters-1><![CDATA[S&J]]> <!-- en -->&amp; &#65;</voorletters-1></leerling>";
    let (roster, findings) = read(file("", learner, "")).unwrap();
    assert_eq!(findings.kept, []);
    let name = &roster.learners[1].name;
    assert_eq!((name.call_name.as_deref(), name.family_name.as_deref()), (Some("Sem Jan"), Some("B&C <Dé")));
    assert_eq!((name.prefix.as_deref(), name.initials.as_deref()), (None, Some("S&J & A")));
}

#[test]
fn the_school_is_known_before_the_first_learner_is_read() {
    // 3-07: a file of another school is not read any further.
    let whole = file("", "", "");
    let cut = &whole[..whole.find("<leerling ").unwrap()];
    let opened = RosterFile::open(cut.as_bytes(), Limits::default(), TODAY).unwrap();
    assert_eq!(opened.header().school.brin6.as_deref(), Some("99ZX10"));
}

#[test]
fn a_level_that_the_learner_lacks_is_that_of_the_class() {
    let groups = "<groepen><groep key=\"a\"><naam>5A</naam><jaargroep>5</jaargroep></groep>\
                  <groep key=\"c\"><naam>7/8</naam><jaargroep>C</jaargroep></groep></groepen>";
    let learner = |key: &str, level: &str, class: &str| {
        format!(
            "<leerling key=\"{key}\"><roepnaam>Sem</roepnaam><geboortedatum>2013-11-02</geboortedatum>{level}<groep key=\"{class}\"/></leerling>\n"
        )
    };
    let learners = learner("2", "", "a") + &learner("3", "<jaargroep>7</jaargroep>", "c") + &learner("4", "", "c");
    let file = file(groups, &learners, "");
    let (roster, _) = read(&file).unwrap();
    let levels: Vec<_> = roster.learners.iter().map(|learner| learner.year_level(&roster.groups)).collect();
    assert_eq!(levels, [Some("4"), Some("5"), Some("7"), None]);
    assert_eq!(said(&file), ["9 no-level"]);
}
