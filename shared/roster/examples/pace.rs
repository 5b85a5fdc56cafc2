//! How long a pupil file takes: `pace FILE ROUNDS` prints the milliseconds of each round, for reading with all rules and for comparing
//! with who is here too, and the most memory it had. `pace FILE SHEET` writes the same learners as CSV, or as Excel where SHEET ends with
//! `.xlsx`. `bash tests/bench/run.sh roster` puts it beside other readers.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark stops at the first surprise, measures time and prints it"
)]

use std::{fs::File, path::Path, time::Instant};

use csv::ReaderBuilder;
use domain::{
    calendar::SchoolYear,
    group,
    ids::{GroupId, LearnerId, LocationId},
};
use roster::{Announced, Comparison, Form, Groups, KEY, Limits, NUMBER, Places, Roster, RosterFile, Setting, enrol};
use rust_xlsxwriter::Workbook;
use uuid::Uuid;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("a file");
    let second = arguments.next().expect("a number of rounds, or a sheet");
    let Ok(rounds) = second.parse::<u32>() else { return write_sheet(file.as_ref(), second.as_ref()) };
    let (mut read, mut index, mut compare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        read.push(timed(|| read_all(open(file.as_ref()))));
        let mut here = None;
        index.push(timed(|| here = Some(indexed(file.as_ref()))));
        let mut comparison = here.expect("an index");
        compare.push(timed(|| compare_all(open(file.as_ref()), &mut comparison)));
        let tally = comparison.tally();
        assert!(
            tally.same > 0 && tally.new + tally.changed + tally.doubt == 0,
            "the same file changes nothing: {tally:?}"
        );
    }
    println!("{}", serde_json::json!({ "read": read, "index": index, "compare": compare, "peak_kb": peak_kb() }));
}

fn timed(work: impl FnOnce()) -> f64 {
    let from = Instant::now();
    work();
    from.elapsed().as_secs_f64() * 1000.0
}

fn open(file: &Path) -> RosterFile<'static> {
    RosterFile::open(File::open(file).expect("the file"), Limits::default(), announced()).expect("a roster")
}

fn announced() -> Announced {
    Announced { year: Some(SchoolYear::starting(2026)), ..jiff::civil::date(2026, 11, 24).into() }
}

fn write_sheet(file: &Path, sheet: &Path) {
    let (roster, _) =
        Roster::read(File::open(file).expect("the file"), Limits::default(), announced()).expect("a roster");
    let csv = roster::write_sheet(&roster).expect("a sheet");
    if sheet.extension().is_none_or(|kind| kind != "xlsx") {
        return std::fs::write(sheet, csv).expect("a place to write");
    }
    let (mut book, mut rows) = (Workbook::new(), ReaderBuilder::new());
    let page = book.add_worksheet();
    let rows = rows.delimiter(b';').has_headers(false).from_reader(csv.as_slice()).into_records();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells.expect("a row").iter().map(str::to_owned)) {
            page.write(row, column, cell.trim_start_matches('\u{feff}')).expect("room");
        }
    }
    book.save(sheet).expect("a place to write");
}

fn read_all(mut file: RosterFile<'_>) {
    while file.next_learner().expect("a learner").is_some() {}
    file.finish().expect("the end");
}

fn compare_all(mut file: RosterFile<'_>, comparison: &mut Comparison) {
    let (groups, day) = (file.groups().to_vec(), file.day());
    while let Some(learner) = file.next_learner().expect("a learner") {
        comparison.compare(&learner.item, &groups, day);
    }
    assert_eq!(comparison.missing().count(), 0, "everybody is in the file");
    file.finish().expect("the end");
}

/// Everybody in the file is here already; one at a time, as pages of a table would give them.
fn indexed(file: &Path) -> Comparison {
    let mut file = open(file);
    let place = LocationId::new(Uuid::from_u128(1));
    let (year, places) = (SchoolYear::starting(2026), Places::new(place, &[], file.locations()));
    let told = file.groups().to_vec();
    let there = told.iter().zip(1..).map(|(told, number)| group::Group {
        id: GroupId::new(Uuid::from_u128(number)),
        name: told.name.clone(),
        kind: told.kind,
        year,
        location: place,
        levels: Vec::new(),
    });
    let groups = Groups::new(&told, year, &places, &there.collect::<Vec<_>>());
    let source = if file.header().form == Form::Sheet { NUMBER } else { KEY };
    let (day, today) = (file.day(), file.day());
    let mut comparison = Comparison::new(Setting { year, day, today, places, groups, source });
    let mut number = 0;
    while let Some(learner) = file.next_learner().expect("a learner") {
        number += 1;
        let id = LearnerId::new(Uuid::from_u128(number));
        comparison.add(&enrol(id, &learner.item, &told, comparison.setting()).expect("a place"));
    }
    comparison
}

/// The most memory this process had, of which `/proc` tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
