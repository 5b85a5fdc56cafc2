//! What a check says, and what came of loading.

use domain::{ids::LearnerId, pupil_file::PupilFileState, steps::Form};
use jiff::civil::Date;
use roster::{Belongs, Check, Form as Format, NewCheck, Stop};
use web::{
    Problem, dates,
    ui::{Button, Column, Details, Html, Notice, Progress, SummaryList, Table, TableRow},
    words,
};

use crate::{
    beyond,
    doubts::{self, Doubts},
    findings, leavers, overview, place,
    show::{Parts, Scene},
    sure, t, teachers, told,
};

/// Names in a list that is opened; more are counted.
const NAMES: usize = 200;
/// Where the telephone number and the address of the help desk are.
const HELP: &str = "/help";

/// What the file says of itself, to be confirmed (3-07).
fn header(scene: &Scene, check: &Check) -> SummaryList {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let mut list = SummaryList::new(words(locale))
        .answer(
            t.school(),
            format!("{} ({})", told::school(&check.header, locale), told::belongs(check.belongs, locale)),
        )
        .answer(t.column_location(), place(&scene.desk, scene.file.value.location))
        .answer(t.column_by(), told::origin(&scene.file.value, locale))
        .answer(t.year(), check.header.year.map_or_else(|| t.not_said(), |year| year.to_string()));
    if let Some(day) = check.header.reference.or(check.header.created) {
        list = list.answer(t.reference(), dates::day(day, locale));
    }
    list
}

/// Why the file is not loaded, and what to do now (3-08).
fn stops(scene: &Scene, check: &Check) -> Vec<Notice> {
    let t = t(scene.desk.locale());
    let notice = |stop: &Stop| {
        let (title, text) = match stop {
            Stop::Unread => (t.stop_unread(), findings::unread(check, scene.desk.locale())),
            Stop::OtherSchool => (t.stop_other_school(), t.stop_other_school_text()),
            Stop::OtherLocation => match check.other {
                Some(other) => (t.stop_other_location(), t.stop_other_location_text(place(&scene.desk, other))),
                None => (t.stop_other_location(), t.stop_other_school_text()),
            },
            Stop::OtherYear => (t.stop_other_year(), t.stop_other_year_text()),
            Stop::Errors => (t.stop_errors(), t.stop_errors_text()),
            Stop::AlikeGroups => (t.stop_alike(), t.stop_alike_text(alike(check))),
        };
        let notice = Notice::stop(title).text(text);
        match stop {
            // What a person cannot mend in the file alone.
            Stop::OtherSchool | Stop::OtherLocation | Stop::OtherYear => notice.link(HELP, t.to_help()),
            Stop::Unread | Stop::Errors | Stop::AlikeGroups => notice,
        }
    };
    check.stops.iter().map(notice).collect()
}

fn alike(check: &Check) -> String {
    check.alike.iter().map(|(one, other)| format!("{one} / {other}")).collect::<Vec<_>>().join(", ")
}

/// What would change, in numbers.
fn tally(scene: &Scene, check: &Check) -> SummaryList {
    let (t, told) = (t(scene.desk.locale()), &check.tally);
    let mut list = SummaryList::new(words(scene.desk.locale())).answer(t.learners(), check.learners.to_string());
    for (label, count) in [
        (t.tally_new(), told.new),
        (t.tally_later(), told.later),
        (t.tally_same(), told.same),
        (t.tally_changed(), told.changed),
        (t.tally_moved(), told.moved),
        (t.tally_left(), told.left),
        (t.tally_past(), told.past),
        (t.tally_unplaced(), told.unplaced),
        (t.tally_doubt(), told.doubt),
    ] {
        if count > 0 {
            list = list.answer(label, count.to_string());
        }
    }
    list
}

fn groups(scene: &Scene, check: &Check) -> Option<Table> {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let several = scene.desk.licence.locations.len() > 1;
    let mut groups: Vec<_> = check.groups.iter().collect();
    groups.sort_by(|a, b| (a.location, a.kind, &a.name).cmp(&(b.location, b.kind, &b.name)));
    let rows = groups.iter().map(|group| {
        let row = TableRow::new(group.name.as_str()).cell(dates::group_kind(group.kind, locale));
        let row = if several { row.cell(place(&scene.desk, group.location)) } else { row };
        row.cell(group.learners.to_string()).cell(if group.here.is_some() { t.group_there() } else { t.group_made() })
    });
    let mut head = vec![Column::new(t.group()), Column::new(t.group_kind())];
    if several {
        head.push(Column::new(t.column_location()));
    }
    head.extend([Column::number(t.learners()), Column::new(t.group_here())]);
    (!groups.is_empty()).then(|| Table::new(t.groups(), head).rows(rows))
}

/// Names with links, in a part of the page that can be opened.
fn names(scene: &Scene, summary: String, learners: impl Iterator<Item = (LearnerId, String)>) -> Option<Details> {
    let t = t(scene.desk.locale());
    let mut known: Vec<_> = learners.filter_map(|(id, what)| Some((scene.learner(id)?, what))).collect();
    known.sort_by(|a, b| a.0.sort.cmp(&b.0.sort));
    let more = known.len().saturating_sub(NAMES);
    let rows = known.iter().take(NAMES).map(|(row, what)| {
        let day = row.birth.map(|birth| dates::day(birth, scene.desk.locale())).unwrap_or_default();
        TableRow::new(row.name.as_str()).cell(day).cell(what.as_str()).href(format!("/learners/{}", row.id))
    });
    let head = [Column::new(t.learner()), Column::new(t.birth()), Column::new(t.what())];
    let table = Table::new(summary.clone(), head).quiet_caption().rows(rows);
    let html = if more == 0 { Html::of(table) } else { Html::of(table).and(Html::text(&t.and_more(more))) };
    (!known.is_empty()).then(|| Details::new(summary, html))
}

/// Who is new, by name: by the names somebody sees of which school a file is (3-07).
fn new_part(scene: &Scene, check: &Check) -> Option<Details> {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let day = |day: Option<Date>| day.map(|day| dates::day(day, locale)).unwrap_or_default();
    let is_later = check.new.iter().any(|new| new.from.is_some());
    let row = |new: &NewCheck| {
        let row = TableRow::new(new.name.listed())
            .cell(day(new.birth))
            .cell(new.level.clone().unwrap_or_default())
            .cell(new.class.clone().unwrap_or_default());
        if is_later { row.cell(day(new.from)) } else { row }
    };
    let mut head = vec![t.learner(), t.birth(), t.levels(), t.class()];
    head.extend(is_later.then(|| t.begins()));
    let summary = t.new_names(check.tally.new);
    let table = Table::new(summary.clone(), head.into_iter().map(Column::new)).quiet_caption();
    let html = Html::of(table.rows(check.new.iter().map(row)));
    let more = check.tally.new.saturating_sub(check.new.len().try_into().unwrap_or(u64::MAX));
    let html = if more == 0 { html } else { html.and(Html::text(&t.and_more(more))) };
    (!check.new.is_empty()).then(|| Details::new(summary, html))
}

/// Who is enrolled and not in the file: never removed, but asked about once it is loaded.
fn missing_part(scene: &Scene, check: &Check) -> Option<Details> {
    let t = t(scene.desk.locale());
    let missing = leavers::missing(scene, check);
    names(scene, t.missing(missing.len()), missing.into_iter().map(|row| (row.id, t.missing_what())))
}

/// The page of a file that was read: what is wrong first, then what it says, then what it would change.
pub fn checked(scene: &Scene, check: &Check, typed: &Form) -> Result<Parts, Problem> {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let mut notices = stops(scene, check);
    let beyond = beyond(&scene.desk, check);
    if check.may_load() && !beyond.is_empty() {
        let places: Vec<String> = beyond.into_iter().map(|location| place(&scene.desk, location)).collect();
        notices.push(Notice::stop(t.beyond_title()).text(t.beyond_text(places.join(", "))).link(HELP, t.to_help()));
        return Ok(Parts { notices, summary: Some(header(scene, check)), ..Parts::default() });
    }
    if check.may_load() && check.header.form == Format::Sheet {
        let (location, year) = sure::of_where(scene, check);
        notices.push(Notice::attention(t.sheet_title()).text(t.sheet_text(location, year)));
    } else if check.may_load() && check.belongs == Belongs::Unknown {
        notices.push(Notice::attention(t.unknown_school_title()).text(t.unknown_school_text()));
    }
    if !check.unknown_locations.is_empty() {
        let text = t.unknown_locations_text(check.unknown_locations.join(", "));
        notices.push(Notice::attention(t.unknown_locations_title()).text(text));
    }
    let mut parts = Parts { notices, summary: Some(header(scene, check)), ..Parts::default() };
    if !check.may_load() || scene.file.value.state != PupilFileState::Checked {
        parts.tables.extend(findings::table(check, locale));
        return Ok(parts);
    }
    parts.details.extend(findings::dropped(check, locale));
    parts.details.extend(findings::part(check, locale));
    let changes = check.changes.iter().map(|change| {
        let what: Vec<String> = change.changes.iter().map(|change| told::change(*change, locale)).collect();
        (change.learner, what.join(", "))
    });
    parts.counts = Some(tally(scene, check));
    parts.tables.splice(0..0, groups(scene, check));
    let left = check.left.iter().map(|id| (*id, t.left_what()));
    let changed = names(scene, t.changed_names(check.tally.changed), changes);
    parts.details.splice(0..0, new_part(scene, check).into_iter().chain(changed));
    parts.details.extend(names(scene, t.left_names(check.tally.left), left));
    parts.details.extend(missing_part(scene, check));
    parts.details.extend(teachers::part(scene, check)?);
    parts.doubts = Doubts::of(scene, check, typed);
    parts.sure = sure::field(scene, check, typed);
    Ok(parts)
}

/// The page of a file that is being loaded.
pub fn loading(scene: &Scene, check: &Check) -> Parts {
    let t = t(scene.desk.locale());
    let (done, of) = scene.file.value.reached();
    let percent = (100 * done).checked_div(of).unwrap_or_default();
    let progress = Progress::new(t.progress(), t.progress_text(percent), done, of);
    Parts { progress: Some(progress), summary: Some(header(scene, check)), ..Parts::default() }
}

/// What was written.
fn written(scene: &Scene) -> SummaryList {
    let (t, loaded) = (t(scene.desk.locale()), &scene.file.value.progress.loaded);
    SummaryList::new(words(scene.desk.locale()))
        .answer(t.loaded_groups(), loaded.groups.to_string())
        .answer(t.loaded_new(), loaded.new.to_string())
        .answer(t.loaded_changed(), loaded.changed.to_string())
        .answer(t.loaded_left(), loaded.left.to_string())
}

/// The page of a file that was given up half-way, and is not there any more.
pub fn let_go(scene: &Scene) -> Parts {
    Parts { counts: Some(written(scene)), ..Parts::default() }
}

/// The page of a file that was loaded long ago: in numbers, and nobody's name.
pub fn forgotten(scene: &Scene) -> Parts {
    let t = t(scene.desk.locale());
    Parts {
        notices: vec![Notice::info(t.details_gone_title()).text(t.details_gone())],
        counts: Some(written(scene)),
        links: vec![Button::new(t.to_overview()).href(overview::of(None))],
        ..Parts::default()
    }
}

/// The page of a file that was loaded: what came of it, and what is left for people (3-10).
pub fn loaded(scene: &Scene, check: &Check) -> Result<Parts, Problem> {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let mut notices = Vec::new();
    let undecided = doubts::undecided(&scene.file.value, check);
    if undecided > 0 {
        notices.push(Notice::attention(t.undecided_title(undecided)).text(t.undecided_text()));
    }
    let mut parts =
        Parts { notices, summary: Some(header(scene, check)), counts: Some(written(scene)), ..Parts::default() };
    parts.tables.extend(groups(scene, check));
    parts.details.extend(teachers::part(scene, check)?);
    parts.details.extend(findings::part(check, locale));
    parts.links.push(Button::new(t.to_overview()).href(overview::of(check.header.year)));
    Ok(parts)
}
