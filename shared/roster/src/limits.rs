//! How much of a file is taken, and why a file is not read.

use std::{error::Error, fmt, io};

use serde::{Deserialize, Serialize};

/// How much of a file is taken. What goes beyond is refused at the byte that is too much, before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file. 50,000 learners are 27 MB.
    pub bytes: u64,
    /// Bytes of one tag, text or comment; also of all the text of one element.
    pub text: usize,
    /// Elements inside each other. The format has six; what vendors add has some more.
    pub depth: usize,
    /// Attributes of one element. The format has two.
    pub attributes: usize,
    /// Groups, and locations; these are the only lists that are kept. The largest schools have some hundreds.
    pub groups: usize,
    /// Bytes of a spreadsheet, as it comes and of what is kept of it: it is read as a whole. 50,000 learners are 5 MB of CSV and 3 MB of
    /// Excel.
    pub sheet: u64,
    /// Bytes of a workbook, unpacked. 50,000 learners are 40 MB.
    pub unpacked: u64,
    /// Rows of a spreadsheet.
    pub rows: usize,
    /// Columns of a spreadsheet; Excel has 16,384.
    pub columns: usize,
}

/// 16 MB.
const MB16: u64 = 16 * 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024 * 1024,
            text: 64 * 1024,
            depth: 16,
            attributes: 16,
            groups: 5_000,
            sheet: MB16,
            unpacked: 6 * MB16,
            rows: 100_000,
            columns: 256,
        }
    }
}

/// Why a file is not read any further. The words are in the catalogues of who shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The file is larger than what is taken.
    #[error("the file is larger than {max} bytes")]
    TooLarge {
        /// Bytes that are taken.
        max: u64,
    },
    /// A document type: it could define entities, or name files to fetch.
    #[error("a document type is not taken")]
    Doctype,
    /// An entity other than the five of XML.
    #[error("an entity other than the five of XML")]
    Entity,
    /// Elements too deep inside each other.
    #[error("more than {max} elements inside each other")]
    TooDeep {
        /// Elements that are taken.
        max: usize,
    },
    /// An element with too many attributes.
    #[error("an element with more than {max} attributes")]
    TooManyAttributes {
        /// Attributes that are taken.
        max: usize,
    },
    /// A tag, text or comment that is too long.
    #[error("a text of more than {max} bytes")]
    TooLong {
        /// Bytes that are taken.
        max: usize,
    },
    /// Too many groups or locations.
    #[error("more than {max} groups or locations")]
    TooMany {
        /// How many are taken.
        max: usize,
    },
    /// Characters that are none in the encoding of the file, or an encoding that is not known here.
    #[error("bytes that are no characters in the encoding of the file")]
    Encoding,
    /// Not well-formed XML: cut off, say, or another kind of file.
    #[error("not well-formed XML")]
    Broken,
    /// XML, but neither EDEXML nor the answer of UWLR.
    #[error("neither EDEXML nor UWLR")]
    OtherFormat,
    /// No `leerlingen` in it.
    #[error("no learners in the file")]
    NoLearners,
    /// A workbook of before 2007, or one with a password.
    #[error("an old or locked workbook")]
    OldOffice,
    /// No row of a spreadsheet names a column with a name and one more that is known here.
    #[error("no row with the names of the columns")]
    NoColumns,
    /// A spreadsheet with too many rows.
    #[error("more than {max} rows")]
    TooManyRows {
        /// Rows that are taken.
        max: usize,
    },
    /// A workbook that becomes too large when it is unpacked.
    #[error("more than {max} bytes unpacked")]
    TooLargeUnpacked {
        /// Bytes that are taken.
        max: u64,
    },
    /// School, locations and groups must come before the learners, who are read one by one and refer to them.
    #[error("parts of the file in another order than the format has")]
    Order,
}

/// Why reading a file ended.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not taken.
    #[error("line {line}: {refusal}")]
    Refused {
        /// In which line, from 1.
        line: u64,
        /// Why.
        refusal: Refusal,
    },
    /// The bytes could not be had; the file may be right.
    #[error("the file could not be read")]
    Io(#[source] io::Error),
}

/// A refusal on its way through a layer that only knows `io::Error`.
#[derive(Debug)]
pub(crate) struct Carried(pub Refusal);

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Carried {}

/// What a read ended with: a refusal that was carried, or that the bytes could not be had.
pub(crate) fn from_io(error: io::Error) -> ReadError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Carried>()) {
        Some(Carried(refusal)) => ReadError::Refused { line: 1, refusal: *refusal },
        None => ReadError::Io(error),
    }
}

impl From<Carried> for io::Error {
    fn from(carried: Carried) -> Self {
        Self::other(carried)
    }
}
