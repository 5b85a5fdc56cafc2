//! What things are called on these pages.

use domain::carer::{Authority, Relation};
use jiff::civil::Date;
use web::{Locale, dates};

use crate::t;

/// A year level: `Groep 5`, `Leerjaar 2`.
pub fn level(level: &str, locale: Locale) -> String {
    let t = t(locale);
    match (level, level.parse::<u8>()) {
        ("S", _) => t.level_s(),
        ("V", _) => t.level_v(),
        ("N", _) => t.level_n(),
        (_, Ok(0)) => t.level_0(),
        (_, Ok(number @ 11..)) => t.level_secondary(number - 10),
        (_, Ok(number)) => t.level_primary(number),
        (other, Err(_)) => other.to_owned(),
    }
}

/// What a carer is to a learner.
pub fn relation(relation: Relation, locale: Locale) -> String {
    let t = t(locale);
    match relation {
        Relation::Mother => t.relation_mother(),
        Relation::Father => t.relation_father(),
        Relation::Parent => t.relation_parent(),
        Relation::Guardian => t.relation_guardian(),
        Relation::Foster => t.relation_foster(),
        Relation::Other => t.relation_other(),
    }
}

/// Parental authority.
pub fn authority(authority: Authority, locale: Locale) -> String {
    let t = t(locale);
    match authority {
        Authority::Yes => t.yes(),
        Authority::No => t.no(),
        Authority::Unknown => t.unknown(),
    }
}

/// Yes or no.
pub fn yes_no(yes: bool, locale: Locale) -> String {
    if yes { t(locale).yes() } else { t(locale).no() }
}

/// A day, or nothing.
pub fn day(day: Option<Date>, locale: Locale) -> String {
    day.map(|day| dates::day(day, locale)).unwrap_or_default()
}
