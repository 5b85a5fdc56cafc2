//! What there is to say about a file, line by line, and what was dropped on arrival.

use roster::{Check, Dropped, Finding, Kind, Problem, Refusal, Severity};
use texts::Locale;
use web::ui::{Cell, Column, Details, Html, State, Table, TableRow, Tag};

use crate::t;

/// Lines that are shown; the rest is counted. A program that makes one mistake makes it for every learner.
const SHOWN: usize = 100;

fn tag(severity: Severity, locale: Locale) -> Tag {
    let t = t(locale);
    match severity {
        Severity::Error => Tag::new(State::Stopped, t.severity_error()),
        Severity::Warning => Tag::new(State::Attention, t.severity_warning()),
        Severity::Notice => Tag::new(State::NotStarted, t.severity_notice()),
    }
}

/// What was found, in a part of the page that can be opened: none of it stops the file.
pub fn part(check: &Check, locale: Locale) -> Option<Details> {
    table(check, locale).map(|table| Details::new(t(locale).remarks(count(check)), Html::of(table.quiet_caption())))
}

fn count(check: &Check) -> u64 {
    check.findings.counts.values().sum()
}

/// What was found, the worst first.
pub fn table(check: &Check, locale: Locale) -> Option<Table> {
    let t = t(locale);
    let mut kept: Vec<&Finding> = check.findings.kept.iter().collect();
    kept.sort_by_key(|finding| (std::cmp::Reverse(finding.problem.severity()), finding.line));
    let all = count(check);
    let shown = kept.len().min(SHOWN);
    let rows = kept.into_iter().take(SHOWN).map(|finding| {
        TableRow::new(t.line(finding.line))
            .cell(Cell::with("", Html::of(tag(finding.problem.severity(), locale))))
            .cell(problem(&finding.problem, locale))
    });
    let head = [t.column_line(), t.column_severity(), t.column_problem()].map(Column::new);
    (all > 0).then(|| Table::new(t.findings(all, shown), head).rows(rows))
}

/// What stands in the file and is not kept.
pub fn dropped(check: &Check, locale: Locale) -> Option<Details> {
    let t = t(locale);
    let named = check.findings.dropped.keys().map(|what| match what {
        Dropped::CitizenNumber => t.dropped_citizen_number(),
        Dropped::CitizenNumberEnd => t.dropped_citizen_number_end(),
        Dropped::Ethnicity => t.dropped_ethnicity(),
        Dropped::Country => t.dropped_country(),
        Dropped::Weight => t.dropped_weight(),
        Dropped::Photo => t.dropped_photo(),
        Dropped::Postcode => t.dropped_postcode(),
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| Details::new(t.dropped(), Html::text(&t.dropped_text(named.join(", ")))))
}

/// Why the file could not be read, and in which line.
pub fn unread(check: &Check, locale: Locale) -> String {
    let t = t(locale);
    let Some(unread) = check.unread else { return String::new() };
    let why = match unread.refusal {
        Refusal::TooLarge { max } => t.unread_too_large(max / 1024 / 1024),
        Refusal::Doctype | Refusal::Entity => t.unread_entity(),
        Refusal::TooDeep { .. }
        | Refusal::TooManyAttributes { .. }
        | Refusal::TooLong { .. }
        | Refusal::TooMany { .. } => t.unread_odd(),
        Refusal::Encoding => t.unread_encoding(),
        Refusal::Broken => t.unread_broken(),
        Refusal::OtherFormat => t.unread_other_format(),
        Refusal::NoLearners => t.unread_no_learners(),
        Refusal::Order => t.unread_order(),
        Refusal::OldOffice => t.unread_old_office(),
        Refusal::NoColumns => t.unread_no_columns(),
        Refusal::TooManyRows { max } => t.unread_too_many_rows(max),
        Refusal::TooLargeUnpacked { max } => t.unread_too_large_unpacked(max / 1024 / 1024),
    };
    t.unread_at(unread.line, why)
}

fn kind(of: Kind, locale: Locale) -> String {
    let t = t(locale);
    match of {
        Kind::Location => t.kind_location(),
        Kind::Group => t.kind_group(),
        Kind::Learner => t.kind_learner(),
        Kind::Teacher => t.kind_teacher(),
    }
}

/// What is wrong, and what it means.
fn problem(problem: &Problem, locale: Locale) -> String {
    let t = t(locale);
    let of = |of: &Kind| kind(*of, locale);
    match problem {
        Problem::SchoolYear { found } => t.problem_school_year(found),
        Problem::SchoolCode { found } => t.problem_school_code(found),
        Problem::NoSchoolCode => t.problem_no_school_code(),
        Problem::Empty => t.problem_empty(),
        Problem::KeyMissing { of: kind } => t.problem_key_missing(of(kind)),
        Problem::KeyTwice { of: kind, key } => t.problem_key_twice(of(kind), key.as_str()),
        Problem::EckidTwice { of: kind } => t.problem_eckid_twice(of(kind)),
        Problem::UnknownLocation { key } => t.problem_unknown_location(key),
        Problem::NoName { of: kind } => t.problem_no_name(of(kind)),
        Problem::NameTooLong { of: kind, max } => t.problem_name_too_long(of(kind), *max),
        Problem::KeyTooLong { of: kind, max } => t.problem_key_too_long(of(kind), *max),
        Problem::UnknownGroup { key } => t.problem_unknown_group(key),
        Problem::WrongGroupKind { key } => t.problem_wrong_group_kind(key),
        Problem::SecondClass { key } => t.problem_second_class(key),
        Problem::NoTitle { of: kind, key } => t.problem_no_title(of(kind), key.as_str()),
        Problem::UnknownLevel { found } => t.problem_unknown_level(found),
        Problem::NoLevel => t.problem_no_level(),
        Problem::NotADate { element, found } => t.problem_not_a_date(element.as_ref(), found.as_str()),
        Problem::NotAnAddress { of: kind } => t.problem_not_an_address(of(kind)),
        Problem::TwoCitizenNumbers => t.problem_two_citizen_numbers(),
        Problem::UnknownVersion { found } => t.problem_unknown_version(found),
        Problem::NoBirth => t.problem_no_birth(),
        Problem::PassingKey { of: kind } => t.problem_passing_key(of(kind)),
        Problem::UnknownRole { found } => t.problem_unknown_role(found),
        Problem::HasLeft => t.problem_has_left(),
        Problem::UnknownColumn { column } => t.problem_unknown_column(column),
        Problem::SecondColumn { column } => t.problem_second_column(column),
        Problem::NoKeyColumn => t.problem_no_key_column(),
        Problem::NoClassColumn => t.problem_no_class_column(),
        Problem::WholeNames { column } => t.problem_whole_names(column),
        Problem::BrokenKey { found } => t.problem_broken_key(found),
        Problem::ClassIsDate { found } => t.problem_class_is_date(found),
        Problem::LearnerTwice => t.problem_learner_twice(),
        Problem::OtherYear { found } => t.problem_other_year(found),
        Problem::LoneCell => t.problem_lone_cell(),
        Problem::OtherSheet { name } => t.problem_other_sheet(name),
    }
}
