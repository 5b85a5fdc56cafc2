//! A file of a pupil administration, whatever its format: told apart by how it begins, read as one.

use std::io::{Cursor, Read};

use domain::{
    calendar::SchoolYear,
    licence::{Country, Licence, LicenceKind},
};
use jiff::civil::Date;

use crate::{
    findings::Findings,
    limits::{Limits, ReadError, Refusal, from_io},
    model::{At, Group, Header, Learner, Location, Teacher},
    sheet::SheetFile,
    xml::XmlFile,
};

/// Bytes that tell the format; also of a file that begins with some empty lines.
const BEGINNING: u64 = 256;
/// How a zip archive begins, and so an Excel workbook.
const ZIP: &[u8] = b"PK\x03\x04";
/// How an Excel workbook of before 2007 begins, and one with a password.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

/// What a bare number of a year level means: a spreadsheet does not have the codes of EDEXML.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Levels {
    /// `groep` 1 to 8.
    #[default]
    DutchPrimary,
    /// `leerjaar` 1 to 6 are 3 to 8, `kleuterklas` 1 to 3 are 0 to 2.
    FlemishPrimary,
    /// `leerjaar` 1 to 6 are 11 to 16.
    Secondary,
}

impl Levels {
    /// Those of a licence.
    pub fn of(licence: &Licence) -> Self {
        match (licence.kind, licence.country) {
            (LicenceKind::SecondarySchool, _) => Self::Secondary,
            (_, Country::Belgium) => Self::FlemishPrimary,
            (_, Country::Netherlands) => Self::DutchPrimary,
        }
    }
}

/// What is known of a file before it is opened. EDEXML says most of it itself.
#[derive(Debug, Clone, Copy)]
pub struct Announced {
    /// Today: stands in where the file does not say what day it is about.
    pub today: Date,
    /// The school year of a file that does not say which it is of.
    pub year: Option<SchoolYear>,
    /// How its year levels are counted.
    pub levels: Levels,
}

impl From<Date> for Announced {
    fn from(today: Date) -> Self {
        Self { today, year: None, levels: Levels::default() }
    }
}

/// A roster that is being read.
pub struct RosterFile<'a>(Format<'a>);

enum Format<'a> {
    Xml(Box<XmlFile<'a>>),
    Sheet(Box<SheetFile>),
}

impl<'a> RosterFile<'a> {
    /// Reads up to the first learner: what is known then tells whether the rest is worth reading. EDEXML is read with memory that does
    /// not grow with it; of a spreadsheet the columns that have a meaning here are kept.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn open(
        mut from: impl Read + Send + 'a,
        limits: Limits,
        announced: impl Into<Announced>,
    ) -> Result<Self, ReadError> {
        let announced = announced.into();
        let mut head = Vec::new();
        (&mut from).take(BEGINNING).read_to_end(&mut head).map_err(from_io)?;
        let is_archive = head.starts_with(ZIP);
        if head.starts_with(OLD_OFFICE) {
            return Err(ReadError::Refused { line: 1, refusal: Refusal::OldOffice });
        }
        let is_xml = !is_archive && is_xml(&head);
        let whole = Cursor::new(head).chain(from);
        Ok(Self(if is_xml {
            Format::Xml(Box::new(XmlFile::open(whole, limits, announced.today)?))
        } else {
            Format::Sheet(Box::new(SheetFile::open(whole, is_archive, limits, announced)?))
        }))
    }

    /// What the file says of itself.
    pub fn header(&self) -> &Header {
        match &self.0 {
            Format::Xml(file) => &file.header,
            Format::Sheet(file) => &file.header,
        }
    }

    /// Its locations.
    pub fn locations(&self) -> &[Location] {
        match &self.0 {
            Format::Xml(file) => &file.locations,
            Format::Sheet(file) => &file.locations,
        }
    }

    /// Its classes and cross groups.
    pub fn groups(&self) -> &[Group] {
        match &self.0 {
            Format::Xml(file) => &file.groups,
            Format::Sheet(file) => &file.groups,
        }
    }

    /// The day that the file is about: who left before it has left.
    pub fn day(&self) -> Date {
        match &self.0 {
            Format::Xml(file) => file.day,
            Format::Sheet(file) => file.day,
        }
    }

    /// What there is to say up to here.
    pub fn findings(&self) -> &Findings {
        match &self.0 {
            Format::Xml(file) => &file.findings,
            Format::Sheet(file) => &file.findings,
        }
    }

    /// The next learner; `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn next_learner(&mut self) -> Result<Option<At<Learner>>, ReadError> {
        match &mut self.0 {
            Format::Xml(file) => file.next_learner(),
            Format::Sheet(file) => Ok(file.next_learner()),
        }
    }

    /// The next teacher; passes learners that were not asked for. `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn next_teacher(&mut self) -> Result<Option<At<Teacher>>, ReadError> {
        match &mut self.0 {
            Format::Xml(file) => file.next_teacher(),
            Format::Sheet(file) => {
                while file.next_learner().is_some() {}
                Ok(None)
            }
        }
    }

    /// Reads what is left, and tells all there is to say.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn finish(self) -> Result<Findings, ReadError> {
        match self.0 {
            Format::Xml(file) => file.finish(),
            Format::Sheet(file) => Ok(file.finish()),
        }
    }
}

/// Whether a file begins as XML does: with `<`, after a mark, white space, or the zeros of UTF-16. An empty one is left to the reader of
/// XML, which knows what to say.
fn is_xml(head: &[u8]) -> bool {
    let head = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"]
        .into_iter()
        .find_map(|mark| head.strip_prefix(mark))
        .unwrap_or(head);
    head.iter().find(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')).is_none_or(|first| *first == b'<')
}
