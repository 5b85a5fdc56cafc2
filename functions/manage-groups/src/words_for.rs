//! What things are called on these pages.

use domain::{group::GroupKind, ids::LocationId};
use jiff::civil::Date;
use web::{Desk, Locale, dates};

/// A kind of group.
pub fn kind(kind: GroupKind, locale: Locale) -> String {
    let t = web::t(locale);
    match kind {
        GroupKind::Class => t.group_kind_class(),
        GroupKind::Cross => t.group_kind_cross(),
        GroupKind::External => t.group_kind_external(),
    }
}

/// What people call a location of this licence.
pub fn location(desk: &Desk, id: LocationId) -> String {
    desk.licence.location(id).map(|location| location.name.clone()).unwrap_or_default()
}

/// A day, or nothing.
pub fn day(day: Option<Date>, locale: Locale) -> String {
    day.map(|day| dates::day(day, locale)).unwrap_or_default()
}
