//! What things are called on these pages.

use domain::ids::LocationId;
use jiff::civil::Date;
use web::{Desk, Locale, dates};

/// What people call a location of this licence.
pub fn location(desk: &Desk, id: LocationId) -> String {
    desk.licence.location(id).map(|location| location.name.clone()).unwrap_or_default()
}

/// A day, or nothing.
pub fn day(day: Option<Date>, locale: Locale) -> String {
    day.map(|day| dates::day(day, locale)).unwrap_or_default()
}
