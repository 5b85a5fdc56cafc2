//! Any bytes as a file of the pupil administration: read or refused with a line, and what was read is written so that the same is read.
#![no_main]

use domain::calendar::SchoolYear;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use roster::{Announced, Levels, Limits, Roster, write};

fuzz_target!(|bytes: &[u8]| {
    let announced =
        Announced { today: date(2024, 11, 25), year: Some(SchoolYear::starting(2024)), levels: Levels::default() };
    let Ok((roster, findings)) = Roster::read(bytes, Limits::default(), announced) else { return };
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    // The rows of a workbook are counted, and it has no lines.
    let is_archive = bytes.starts_with(b"PK");
    assert!(is_archive || findings.kept.iter().all(|finding| finding.line <= lines as u64), "a line that is not there");
    let mut written = Vec::new();
    write(&roster, &mut written).expect("a list takes all");
    let (again, _) = Roster::read(&written[..], Limits::default(), announced).expect("what we wrote is read");
    assert_eq!(again.learners, roster.learners);
    assert_eq!(again.teachers, roster.teachers);
    assert_eq!(again.groups, roster.groups);
});
