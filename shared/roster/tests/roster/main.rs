//! What the reader of rosters promises.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod checks;
mod compare;
mod here;
mod made;
mod pieces;
mod reading;
mod refused;
mod round;
mod rules;
mod schema;
mod sheets;
mod sheets_round;

use std::{fs, path::PathBuf};

use jiff::civil::Date;
use roster::{Findings, Limits, ReadError, Roster};

/// The day it is in these tests.
const TODAY: Date = Date::constant(2024, 11, 25);

/// A file of the format as it was published.
fn published(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/edexml").join(name)
}

fn sample() -> Vec<u8> {
    fs::read(published("EDEXML.Voorbeeld.2.1.xml")).unwrap()
}

fn read(file: impl AsRef<[u8]>) -> Result<(Roster, Findings), ReadError> {
    Roster::read(file.as_ref(), Limits::default(), TODAY)
}

/// A file with this in it, around one learner that nothing is to be said about.
fn file(before: &str, learners: &str, after: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EDEX>\n<school><schooljaar>2024-2025</schooljaar>\
         <peildatum>2024-10-01</peildatum><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>\n\
         {before}\n<leerlingen>\n<leerling key=\"1\"><achternaam>Ven</achternaam><roepnaam>Noor</roepnaam>\
         <geboortedatum>2016-03-14</geboortedatum><jaargroep>4</jaargroep></leerling>\n{learners}\n</leerlingen>\n{after}\n</EDEX>\n"
    )
}

/// What is said of a file, as `line code`.
fn said(file: impl AsRef<[u8]>) -> Vec<String> {
    let (_, findings) = read(file).unwrap();
    findings.kept.iter().map(|finding| format!("{} {}", finding.line, finding.problem.code())).collect()
}
