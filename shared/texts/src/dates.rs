//! Days and moments in words: "vrijdag 4 december 2026". Moments are local: who has a time zone says which.

use jiff::civil::{Date, DateTime, Time};

use crate::{Locale, t};

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

/// `4 december 2026`
pub fn day(date: Date, locale: Locale) -> String {
    format!("{} {} {}", date.day(), month(date, locale), date.year())
}

/// `vrijdag 4 december 2026`
pub fn weekday_and_day(date: Date, locale: Locale) -> String {
    format!("{} {}", weekday(date, locale), day(date, locale))
}

fn hours_and_minutes(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `4 december 2026 om 14:03`
pub fn moment(at: DateTime, locale: Locale) -> String {
    t(locale).moment(day(at.date(), locale), hours_and_minutes(at.time()))
}

/// `vrijdag 4 december 2026 om 14:03`
pub fn weekday_and_moment(at: DateTime, locale: Locale) -> String {
    t(locale).moment(weekday_and_day(at.date(), locale), hours_and_minutes(at.time()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn days_and_moments_are_said_in_both_languages() {
        let at = datetime(2026, 12, 4, 9, 3, 0, 0);
        assert_eq!(weekday_and_moment(at, Locale::Nl), "vrijdag 4 december 2026 om 09:03");
        assert_eq!(moment(at, Locale::En), "4 December 2026 at 09:03");
    }

    #[test]
    fn every_month_and_weekday_has_its_own_name() {
        for locale in Locale::ALL {
            let months: std::collections::BTreeSet<_> =
                (1..=12).map(|month| super::month(date(2026, month, 1), locale)).collect();
            let days: std::collections::BTreeSet<_> = (1..=7).map(|day| weekday(date(2026, 6, day), locale)).collect();
            assert_eq!((months.len(), days.len()), (12, 7));
        }
    }
}
