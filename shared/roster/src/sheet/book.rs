//! Excel workbooks. Cells are read one by one, as they were last seen: no formula is evaluated, and a cell far away costs nothing.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use csv::StringRecord;
use zip::ZipArchive;

use crate::{
    limits::{Limits, ReadError, Refusal},
    sheet::rows::{Collecting, Rows},
};

/// Parts an archive may have: a workbook with a worksheet for each class has some hundreds.
const PARTS: usize = 1_000;
/// Bytes of a part other than texts and worksheets, unpacked. What the reader makes of them in memory is many times larger.
const LARGEST_PART: u64 = 4 * 1024 * 1024;
/// Bytes of the texts that cells share.
const LARGEST_TEXTS: u64 = 16 * 1024 * 1024;
/// Worksheets that are looked at.
const WORKSHEETS: usize = 50;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn broken<E>(_: E) -> ReadError {
    ReadError::Refused { line: 1, refusal: Refusal::Broken }
}

/// Reads the rows of the first worksheet with learners.
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Rows, ReadError> {
    weigh(bytes, limits)?;
    let mut book = Book::new(Cursor::new(bytes)).map_err(broken)?;
    let is_shown =
        |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = book.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect();
    let mut found: Option<Rows> = None;
    for name in names.into_iter().take(WORKSHEETS) {
        match &mut found {
            None => found = worksheet(&mut book, &name, limits, false)?.done(),
            Some(found) => {
                if worksheet(&mut book, &name, limits, true)?.has_heads() {
                    found.others.push(name);
                }
            }
        }
    }
    found.ok_or(ReadError::Refused { line: 1, refusal: Refusal::NoColumns })
}

/// Unpacks everything once, and throws it away: what an archive says of its own size proves nothing.
fn weigh(bytes: &[u8], limits: Limits) -> Result<(), ReadError> {
    let too_large = |max| ReadError::Refused { line: 1, refusal: Refusal::TooLargeUnpacked { max } };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS {
        return Err(broken(()));
    }
    let mut all = 0;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_ascii_lowercase();
        let max = match name.as_str() {
            name if name.contains("worksheets/") => limits.unpacked,
            name if name.ends_with("sharedstrings.xml") => LARGEST_TEXTS,
            _ => LARGEST_PART,
        };
        let size = std::io::copy(&mut part.take(max + 1), &mut std::io::sink()).map_err(broken)?;
        all += size;
        if size > max || all > limits.unpacked {
            return Err(too_large(max.min(limits.unpacked)));
        }
    }
    Ok(())
}

/// Takes in a worksheet; `only_heads` stops where its heads are.
fn worksheet(book: &mut Book<'_>, name: &str, limits: Limits, only_heads: bool) -> Result<Collecting, ReadError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut collecting = Collecting::new(limits);
    let (mut row, mut line) = (Vec::<String>::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (at, column) = cell.get_position();
        let at = u64::from(at) + 1;
        if at != line {
            give(&mut collecting, line, &mut row)?;
            line = at;
            if collecting.is_hopeless() || only_heads && collecting.has_heads() {
                return Ok(collecting);
            }
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = text(cell.get_value());
        if column < limits.columns && !text.is_empty() {
            row.resize(row.len().max(column + 1), String::new());
            if let Some(room) = row.get_mut(column) {
                *room = text;
            }
        }
    }
    give(&mut collecting, line, &mut row)?;
    Ok(collecting)
}

fn give(to: &mut Collecting, line: u64, row: &mut Vec<String>) -> Result<(), ReadError> {
    if row.is_empty() { Ok(()) } else { to.row(line, &StringRecord::from(std::mem::take(row))) }
}

/// A cell as the text that a CSV file would have; numbers without a fraction that is nothing.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // `Display` writes no exponent and no `.0`.
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.clone(),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => {
            String::new()
        }
    }
}
