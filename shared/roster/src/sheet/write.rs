//! Learners as a spreadsheet, in the way that Dutch spreadsheets read: semicolons, and the mark that says that it is UTF-8.

use csv::{Writer, WriterBuilder};

use crate::{model::Learner, write::Roster};

/// The heads of the columns, in the words of a Dutch administration.
const HEADS: [&str; 15] = [
    "Leerlingnummer",
    "Achternaam",
    "Tussenvoegsel",
    "Roepnaam",
    "Voornamen",
    "Voorletters",
    "Geboortedatum",
    "Klas",
    "Jaargroep",
    "Andere groepen",
    "Vestiging",
    "E-mailadres",
    "Instroomdatum",
    "Uitstroomdatum",
    "ECK iD",
];
/// How a text begins that a spreadsheet would take for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn begun() -> csv::Result<Writer<Vec<u8>>> {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(HEADS)?;
    Ok(writer)
}

fn done(writer: Writer<Vec<u8>>) -> csv::Result<Vec<u8>> {
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A spreadsheet without learners, to be filled in by a school.
///
/// # Errors
/// None that memory does not give.
pub fn template() -> csv::Result<Vec<u8>> {
    done(begun()?)
}

/// The learners of a roster as a spreadsheet. What it has no column for is left out: teachers, and the levels of groups.
///
/// # Errors
/// None that memory does not give.
pub fn write_sheet(roster: &Roster) -> csv::Result<Vec<u8>> {
    let mut writer = begun()?;
    for learner in &roster.learners {
        writer.write_record(cells(roster, learner).map(|cell| plain(&cell)))?;
    }
    done(writer)
}

fn cells(roster: &Roster, learner: &Learner) -> [String; 15] {
    let date =
        |date: Option<jiff::civil::Date>| date.map(|date| date.strftime("%d-%m-%Y").to_string()).unwrap_or_default();
    let group = |group: usize| roster.groups.get(group).map(|group| group.name.clone()).unwrap_or_default();
    let location = learner.location.and_then(|location| roster.locations.get(location));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        learner.stable_key().unwrap_or_default().to_owned(),
        text(&learner.name.family_name),
        text(&learner.name.prefix),
        text(&learner.name.call_name),
        text(&learner.name.given_names),
        text(&learner.name.initials),
        date(learner.birth),
        learner.class.map(group).unwrap_or_default(),
        learner.level.map(|level| level.code().to_owned()).unwrap_or_default(),
        learner.cross.iter().map(|cross| group(*cross)).collect::<Vec<_>>().join(", "),
        location.map(|location| location.name.clone()).unwrap_or_default(),
        text(&learner.email),
        date(learner.entered),
        date(learner.left),
        text(&learner.eckid),
    ]
}

/// What a spreadsheet would take for a formula, or read back as one, is a text.
fn plain(text: &str) -> String {
    if text.starts_with(FORMULA) || text.starts_with("'") && text.len() > 1 && cannot_stand(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Whether the apostrophe would be taken for the one that guards.
fn cannot_stand(text: &str) -> bool {
    super::cells::tidy(text) != text
}
