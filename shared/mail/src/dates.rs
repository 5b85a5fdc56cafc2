//! Days and moments in words, as mails say them.

use domain::calendar::zone;
use jiff::{Timestamp, civil::Date};
use texts::Locale;

use crate::t;

fn month(date: Date, locale: Locale) -> String {
    let t = t(locale);
    match date.month() {
        1 => t.month_1(),
        2 => t.month_2(),
        3 => t.month_3(),
        4 => t.month_4(),
        5 => t.month_5(),
        6 => t.month_6(),
        7 => t.month_7(),
        8 => t.month_8(),
        9 => t.month_9(),
        10 => t.month_10(),
        11 => t.month_11(),
        _ => t.month_12(),
    }
}

fn weekday(date: Date, locale: Locale) -> String {
    let t = t(locale);
    match date.weekday().to_monday_one_offset() {
        1 => t.weekday_1(),
        2 => t.weekday_2(),
        3 => t.weekday_3(),
        4 => t.weekday_4(),
        5 => t.weekday_5(),
        6 => t.weekday_6(),
        _ => t.weekday_7(),
    }
}

/// `vrijdag 4 december 2026`
pub(crate) fn day(date: Date, locale: Locale) -> String {
    format!("{} {} {} {}", weekday(date, locale), date.day(), month(date, locale), date.year())
}

/// `vrijdag 4 december 2026 om 14:03`
pub(crate) fn moment(at: Timestamp, locale: Locale) -> String {
    let local = at.to_zoned(zone());
    t(locale).moment(day(local.date(), locale), format!("{:02}:{:02}", local.hour(), local.minute()))
}
