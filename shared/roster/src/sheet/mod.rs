//! A spreadsheet of learners, as CSV or Excel: one row a learner, the columns known by their heads.
//!
//! It says of no school that it is theirs: who announced it did, and confirms it.

mod book;
mod cells;
mod columns;
mod rows;
mod text;
mod write;

use std::{collections::HashMap, io::Read, vec::IntoIter};

use csv::StringRecord;
use domain::{calendar::SchoolYear, fold::fold, group::GroupKind, input::email, name::PersonName};
use jiff::civil::Date;

pub use self::write::{template, write_sheet};
use self::{
    columns::{Column, Columns},
    rows::{Row, Rows},
};
use crate::{
    file::{Announced, Levels},
    findings::{Dropped, Findings, Kind, Problem},
    known::Known,
    limits::{Limits, ReadError, Refusal, from_io},
    model::{At, Form, Group, Header, Learner, Level, Location},
    values::{clip, is_birth},
};

/// Characters of a number, and of the name of a group or location, that there is room for: as in EDEXML.
const KEY: usize = 256;
const TITLE: usize = 64;
/// Numbers that must all look like those of citizens before a column is taken for one.
const ENOUGH: usize = 3;

/// A spreadsheet that is being read: its rows, and what was seen of them.
pub(crate) struct SheetFile {
    pub header: Header,
    pub locations: Vec<Location>,
    pub groups: Vec<Group>,
    /// Today: it does not say what day it is about.
    pub day: Date,
    pub findings: Findings,
    columns: Columns,
    rows: IntoIter<Row>,
    levels: Levels,
    known: Known,
    groups_by_name: HashMap<(GroupKind, String), usize>,
    locations_by_name: HashMap<String, usize>,
    learners: u64,
}

impl SheetFile {
    /// Reads all rows; what they say is said learner by learner.
    pub(crate) fn open(
        from: impl Read,
        is_book: bool,
        limits: Limits,
        announced: Announced,
    ) -> Result<Self, ReadError> {
        let mut bytes = Vec::new();
        from.take(limits.sheet + 1).read_to_end(&mut bytes).map_err(from_io)?;
        if bytes.len() as u64 > limits.sheet {
            return Err(ReadError::Refused { line: 1, refusal: Refusal::TooLarge { max: limits.sheet } });
        }
        let rows = if is_book { book::read(&bytes, limits)? } else { text::read(&bytes, limits)? };
        drop(bytes);
        Self::begun(rows, announced).with_groups(limits)
    }

    fn begun(rows: Rows, announced: Announced) -> Self {
        let Rows { mut columns, head, mut rows, others } = rows;
        let mut findings = Findings::default();
        for (_, what) in &columns.dropped {
            findings.drop(*what);
        }
        forget_citizen_numbers(&mut columns, &mut rows, &mut findings);
        about_columns(&columns, head, &mut findings);
        for name in others {
            findings.note(head, Problem::OtherSheet { name: clip(&name) });
        }
        let mut file = Self {
            header: Header { form: Form::Sheet, ..Header::default() },
            locations: Vec::new(),
            groups: Vec::new(),
            day: announced.today,
            findings,
            columns,
            rows: rows.into_iter(),
            levels: announced.levels,
            known: Known::default(),
            groups_by_name: HashMap::new(),
            locations_by_name: HashMap::new(),
            learners: 0,
        };
        file.header.year = file.first_year().or(announced.year);
        if file.header.year.is_none() {
            file.findings.note(head, Problem::SchoolYear { found: String::new() });
        }
        file
    }

    /// The first school year that a row names.
    fn first_year(&self) -> Option<SchoolYear> {
        let place = self.columns.place(Column::Year)?;
        self.rows.as_slice().iter().find_map(|(_, row)| year(row.get(place)?))
    }

    /// Finds the groups and locations: they are told before the learners.
    fn with_groups(mut self, limits: Limits) -> Result<Self, ReadError> {
        let place = |column| self.columns.place(column);
        let (class, cross, location) = (place(Column::Class), place(Column::CrossGroups), place(Column::Location));
        let cell = |row: &StringRecord, place: Option<usize>| {
            place.and_then(|place| row.get(place)).unwrap_or_default().to_owned()
        };
        let rows = std::mem::take(&mut self.rows);
        for (line, row) in rows.as_slice() {
            let class = cell(row, class);
            if is_class(&class) {
                self.group(GroupKind::Class, &class);
            }
            for name in names(&cell(row, cross)) {
                self.group(GroupKind::Cross, name);
            }
            self.location(&cell(row, location));
            if self.groups.len().max(self.locations.len()) > limits.groups {
                return Err(ReadError::Refused { line: *line, refusal: Refusal::TooMany { max: limits.groups } });
            }
        }
        self.rows = rows;
        Ok(self)
    }

    /// The group with this name, whatever its case; a new one where there is none.
    fn group(&mut self, kind: GroupKind, name: &str) -> Option<usize> {
        let called = (kind, fold(name));
        if called.1.is_empty() {
            return None;
        }
        let next = self.groups.len();
        let at = *self.groups_by_name.entry(called).or_insert(next);
        if at == next {
            self.groups.push(Group { key: name.to_owned(), kind, name: name.to_owned(), level: None });
        }
        Some(at)
    }

    fn location(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let next = self.locations.len();
        let at = *self.locations_by_name.entry(fold(name)).or_insert(next);
        if at == next {
            self.locations.push(Location { key: name.to_owned(), name: name.to_owned() });
        }
        Some(at)
    }

    /// The next learner; `None` after the last.
    pub(crate) fn next_learner(&mut self) -> Option<At<Learner>> {
        loop {
            let (line, row) = self.rows.next()?;
            // A total, or a remark under the list.
            if self.columns.kept.len() > 2 && row.iter().filter(|cell| !cell.is_empty()).count() < 2 {
                self.findings.note(line, Problem::LoneCell);
                continue;
            }
            self.learners += 1;
            return Some(At { line, item: self.learner(line, &row) });
        }
    }

    /// Reads what is left, and tells all there is to say.
    pub(crate) fn finish(mut self) -> Findings {
        while self.next_learner().is_some() {}
        if self.learners == 0 {
            self.findings.note(1, Problem::Empty);
        }
        self.findings
    }

    fn learner(&mut self, line: u64, row: &StringRecord) -> Learner {
        let columns = std::mem::take(&mut self.columns);
        let cell = |column| columns.place(column).and_then(|place| row.get(place)).unwrap_or_default();
        let called = |column| columns.called(column);
        self.same_year(line, cell(Column::Year));
        let day = self.day;
        let birth = self.date(line, cell(Column::Birth), called(Column::Birth)).filter(|birth| {
            let is_right = is_birth(*birth, day);
            if !is_right {
                self.findings.note(
                    line,
                    Problem::NotADate { element: called(Column::Birth).into(), found: clip(cell(Column::Birth)) },
                );
            }
            is_right
        });
        let name = name(&cell);
        let class = self.class(line, cell(Column::Class));
        let learner = Learner {
            key: self.key(line, cell(Column::Key), columns.has(Column::Key)),
            eckid: self.eckid(line, cell(Column::Eckid)),
            birth,
            level: self.level(line, cell(Column::Level), cell(Column::Class)),
            class,
            cross: self.cross(cell(Column::CrossGroups)),
            location: self.location(cell(Column::Location)),
            email: self.email(line, cell(Column::Email)),
            entered: self.date(line, cell(Column::Entered), called(Column::Entered)),
            left: self.date(line, cell(Column::Left), called(Column::Left)),
            name,
        };
        self.columns = columns;
        self.findings.name(line, Kind::Learner, &learner.name);
        self.findings.completeness(line, &learner, &self.groups, self.day);
        if learner.stable_key().is_none() && learner.birth.is_some() {
            let who = format!("{}\n{}\n{:?}", fold(&learner.name.full()), fold(learner.name.call()), learner.birth);
            if !self.known.key(Kind::Learner, &format!("#{who}")) {
                self.findings.note(line, Problem::LearnerTwice);
            }
        }
        learner
    }

    fn same_year(&mut self, line: u64, text: &str) {
        if !text.is_empty() && year(text) != self.header.year {
            self.findings.note(line, Problem::OtherYear { found: clip(text) });
        }
    }

    /// The number; one that holds for this file only where there is none.
    fn key(&mut self, line: u64, text: &str, has_column: bool) -> String {
        let passing = format!("#{line}");
        if text.is_empty() {
            if has_column {
                self.findings.note(line, Problem::PassingKey { of: Kind::Learner });
            }
            return passing;
        }
        let Ok(key) = cells::key(text) else {
            self.findings.note(line, Problem::BrokenKey { found: clip(text) });
            return passing;
        };
        if key.chars().count() > KEY {
            self.findings.note(line, Problem::KeyTooLong { of: Kind::Learner, max: KEY });
        } else if !self.known.key(Kind::Learner, &key) {
            self.findings.note(line, Problem::KeyTwice { of: Kind::Learner, key: clip(&key) });
        }
        key
    }

    fn eckid(&mut self, line: u64, text: &str) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        if text.chars().count() > KEY {
            self.findings.note(line, Problem::KeyTooLong { of: Kind::Learner, max: KEY });
        }
        if !self.known.eckid(Kind::Learner, text) {
            self.findings.note(line, Problem::EckidTwice { of: Kind::Learner });
        }
        Some(text.to_owned())
    }

    fn class(&mut self, line: u64, text: &str) -> Option<usize> {
        if text.is_empty() {
            return None;
        }
        if !is_class(text) {
            self.findings.note(line, Problem::ClassIsDate { found: clip(text) });
            return None;
        }
        if text.chars().count() > TITLE {
            self.findings.note(line, Problem::NameTooLong { of: Kind::Group, max: TITLE });
        }
        self.group(GroupKind::Class, text)
    }

    fn cross(&mut self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names(text) {
            found.extend(self.group(GroupKind::Cross, name).filter(|group| !found.contains(group)));
        }
        found
    }

    /// The year level: what its column says, else what the name of the class does.
    fn level(&mut self, line: u64, text: &str, class: &str) -> Option<Level> {
        if text.is_empty() {
            return cells::level(class, self.levels).filter(|level| matches!(level, Level::Year(_)));
        }
        let level = cells::level(text, self.levels);
        if level.is_none() {
            self.findings.note(line, Problem::UnknownLevel { found: clip(text) });
        }
        level
    }

    fn email(&mut self, line: u64, text: &str) -> Option<String> {
        let address = email(text).ok();
        if address.is_none() && !text.is_empty() {
            self.findings.note(line, Problem::NotAnAddress { of: Kind::Learner });
        }
        address
    }

    fn date(&mut self, line: u64, text: &str, column: String) -> Option<Date> {
        let date = cells::day(text);
        if date.is_none() && !text.is_empty() {
            self.findings.note(line, Problem::NotADate { element: column.into(), found: clip(text) });
        }
        date
    }
}

/// What is to be said about the columns, at the row of their heads.
fn about_columns(columns: &Columns, head: u64, findings: &mut Findings) {
    for column in columns.unknown.iter().cloned() {
        findings.note(head, Problem::UnknownColumn { column });
    }
    for column in columns.second.iter().cloned() {
        findings.note(head, Problem::SecondColumn { column });
    }
    if columns.has(Column::WholeName) {
        findings.note(head, Problem::WholeNames { column: columns.called(Column::WholeName) });
    }
    if !columns.has(Column::Key) {
        findings.note(head, Problem::NoKeyColumn);
    }
    if !columns.has(Column::Class) {
        findings.note(head, Problem::NoClassColumn);
    }
}

/// A column of numbers that all look like those of citizens is one of those, whatever its head says: nothing of it is kept.
fn forget_citizen_numbers(columns: &mut Columns, rows: &mut [Row], findings: &mut Findings) {
    let Some(place) = columns.place(Column::Key) else { return };
    let mut numbers = rows.iter().filter_map(|(_, row)| row.get(place)).filter(|number| !number.is_empty()).peekable();
    let mut count = 0;
    let all = numbers.by_ref().inspect(|_| count += 1).all(cells::is_citizen_number);
    if !all || count < ENOUGH {
        return;
    }
    columns.forget(place);
    for (_, row) in rows {
        *row = row.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, cell)| cell).collect();
    }
    findings.drop(Dropped::CitizenNumber);
}

fn name<'c>(cell: &impl Fn(Column) -> &'c str) -> PersonName {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let whole = cell(Column::WholeName);
    let mut name = if whole.is_empty() { PersonName::default() } else { cells::whole_name(whole) };
    if let Some(family) = some(cell(Column::FamilyName)) {
        let (family, prefix) = cells::family_name(&family, some(cell(Column::Prefix)));
        (name.family_name, name.prefix) = (Some(family), prefix);
    }
    name.prefix = name.prefix.or(some(cell(Column::Prefix)));
    name.call_name = some(cell(Column::CallName)).or(name.call_name);
    name.given_names = some(cell(Column::GivenNames));
    name.initials = some(cell(Column::Initials));
    name
}

/// `2026-2027`, `2026/2027`, `2026 / 2027`.
fn year(text: &str) -> Option<SchoolYear> {
    text.replace('/', "-").replace(' ', "").parse().ok()
}

/// Whether a class is one, and not the date that a spreadsheet makes of `5-6`: `5-jun`, or a day of this year.
fn is_class(text: &str) -> bool {
    let has_month = text.contains(|c: char| c.is_alphabetic()) && cells::day(&format!("{text}-2000")).is_some();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    !has_month && (is_number || cells::day(text).is_none())
}

/// Names of groups, parted as people part them.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|']).map(str::trim).filter(|name| !name.is_empty())
}
