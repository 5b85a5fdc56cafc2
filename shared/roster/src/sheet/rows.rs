//! The rows of a spreadsheet whose columns have a meaning here; nothing of the others is kept.

use csv::StringRecord;

use crate::{
    limits::{Limits, ReadError, Refusal},
    sheet::{cells::tidy, columns::Columns},
};

/// Rows that may stand before the heads of the columns: titles, the name of the school, the day.
const TITLES: usize = 30;

/// A row: its number, as a spreadsheet shows it, and the cells that are kept, in the order of the columns.
pub(crate) type Row = (u64, StringRecord);

/// The rows under the heads.
pub(crate) struct Rows {
    pub columns: Columns,
    /// The row with the heads.
    pub head: u64,
    pub rows: Vec<Row>,
    /// What the worksheet is called, and the others with learners.
    pub others: Vec<String>,
}

/// Takes in a spreadsheet row by row.
pub(crate) struct Collecting {
    limits: Limits,
    before: usize,
    heads: Option<(u64, Columns, StringRecord)>,
    rows: Vec<Row>,
    bytes: usize,
    seen: usize,
}

impl Collecting {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, before: 0, heads: None, rows: Vec::new(), bytes: 0, seen: 0 }
    }

    /// Whether the heads were there.
    pub(crate) fn has_heads(&self) -> bool {
        self.heads.is_some()
    }

    /// Whether it is no use to go on: there are no heads among the first rows.
    pub(crate) fn is_hopeless(&self) -> bool {
        self.heads.is_none() && self.before >= TITLES
    }

    /// Takes in a row.
    pub(crate) fn row(&mut self, line: u64, cells: &StringRecord) -> Result<(), ReadError> {
        let refuse = |refusal| Err(ReadError::Refused { line, refusal });
        self.seen += 1;
        if self.seen > self.limits.rows {
            return refuse(Refusal::TooManyRows { max: self.limits.rows });
        }
        if cells.iter().any(|cell| cell.len() > self.limits.text) {
            return refuse(Refusal::TooLong { max: self.limits.text });
        }
        let Some((_, columns, heads)) = &self.heads else {
            if cells.len() <= self.limits.columns
                && let Some(columns) = Columns::of(cells)
            {
                self.heads = Some((line, columns, cells.clone()));
            } else {
                self.before += usize::from(cells.iter().any(|cell| !cell.trim().is_empty()));
            }
            return Ok(());
        };
        // A list for paper repeats the heads on every page.
        if cells == heads {
            return Ok(());
        }
        let kept: StringRecord =
            columns.kept.iter().map(|(at, ..)| tidy(cells.get(*at).unwrap_or_default())).collect::<Vec<_>>().into();
        if kept.iter().all(str::is_empty) {
            return Ok(());
        }
        self.bytes += kept.as_slice().len();
        if self.bytes as u64 > self.limits.sheet {
            return refuse(Refusal::TooLarge { max: self.limits.sheet });
        }
        self.rows.push((line, kept));
        Ok(())
    }

    /// What was taken in; `None` where there are no heads.
    pub(crate) fn done(self) -> Option<Rows> {
        let (head, columns, _) = self.heads?;
        Some(Rows { columns, head, rows: self.rows, others: Vec::new() })
    }
}
