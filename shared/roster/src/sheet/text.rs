//! CSV as spreadsheets write it, the Dutch ones too: any separator, a line that names it, UTF-8 or what Windows had before.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{
    limits::{Limits, ReadError, Refusal},
    sheet::{
        columns::Columns,
        rows::{Collecting, Rows},
    },
};

/// What parts the cells of a row, the likeliest in Dutch files first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Reads the rows of a text.
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Rows, ReadError> {
    let text = decoded(bytes).ok_or(ReadError::Refused { line: 1, refusal: Refusal::Encoding })?;
    // Programs and pictures; no text has it.
    if text.contains('\0') {
        return Err(ReadError::Refused { line: 1, refusal: Refusal::OtherFormat });
    }
    let (named, text, first) = match named_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest, 2),
        None => (None, &*text, 1),
    };
    let tried = named.as_slice().iter().chain(&SEPARATORS);
    let best = tried.filter_map(|separator| Some((*separator, heads(text, *separator, limits)?)));
    // The first of those that are as good.
    let best = best.reduce(|best, next| if next.1 > best.1 { next } else { best });
    let none = || ReadError::Refused { line: 1, refusal: Refusal::NoColumns };
    let (separator, _) = best.ok_or_else(none)?;
    let mut collecting = Collecting::new(limits);
    each(text, separator, first, |line, row| collecting.row(line, row).map(|()| true))?;
    collecting.done().ok_or_else(none)
}

/// The text; what is marked wins, what is no UTF-8 is what Windows wrote before.
fn decoded(bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .or_else(|| (mark == 0).then(|| WINDOWS_1252.decode_without_bom_handling(bytes).0))
}

/// The separator that a first line `sep=;` names, and what comes after that line.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix('"').unwrap_or(text).strip_prefix("sep=")?;
    let (separator, rest) = (*rest.as_bytes().first()?, rest.get(1..)?);
    let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    Some((separator, rest.get(end..)?))
}

/// How many columns are understood when this parts the cells; `None` where there are no heads.
fn heads(text: &str, separator: u8, limits: Limits) -> Option<usize> {
    let (mut understood, mut collecting) = (None, Collecting::new(limits));
    let read = each(text, separator, 1, |line, row| {
        collecting.row(line, row)?;
        if collecting.has_heads() {
            understood = Columns::of(row).map(|columns| columns.understood());
        }
        Ok(understood.is_none() && !collecting.is_hopeless())
    });
    read.ok().and(understood)
}

/// Each row with its number, until the end or until one is enough.
fn each(
    text: &str,
    separator: u8,
    first: u64,
    mut take: impl FnMut(u64, &StringRecord) -> Result<bool, ReadError>,
) -> Result<(), ReadError> {
    let mut reader =
        ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let (mut row, mut line, mut end) = (StringRecord::new(), first, 0);
    loop {
        let more = reader.read_record(&mut row).map_err(|_| ReadError::Refused { line, refusal: Refusal::Encoding })?;
        if !more {
            return Ok(());
        }
        // Empty lines are rows of a spreadsheet too, but the reader passes over them.
        let from = row.position().map_or(end, |position| usize::try_from(position.byte()).unwrap_or(end));
        line += empty_lines(text, end.max(from));
        if !take(line, &row)? {
            return Ok(());
        }
        line += 1;
        end = usize::try_from(reader.position().byte()).unwrap_or(end);
    }
}

/// Lines without anything from here on. The end of the row before may have been read by half: `\r` without its `\n`.
fn empty_lines(text: &str, from: usize) -> u64 {
    let is_half = from > 0 && text.as_bytes().get(from - 1) == Some(&b'\r');
    let rest = text.get(from..).unwrap_or_default();
    let rest = if is_half { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let (mut lines, mut before) = (0, 0);
    for byte in rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')) {
        lines += u64::from(!(byte == b'\n' && before == b'\r'));
        before = byte;
    }
    lines
}
