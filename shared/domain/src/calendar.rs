//! Days, school years and periods, in the time zone of the people who use it: Europe/Amsterdam.

use std::{fmt, str::FromStr};

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{self, TimeZone},
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::input::Fault;

/// The zone that dates are in, compiled in.
pub fn zone() -> TimeZone {
    tz::get!("Europe/Amsterdam")
}

/// The day it is at `now`.
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(zone()).date()
}

/// The first moment after `day`: what is good "tot en met" that day ends then.
pub fn end_of(day: Date) -> Timestamp {
    start_of(day.tomorrow().unwrap_or(day))
}

/// The first moment of `day`.
pub fn start_of(day: Date) -> Timestamp {
    day.to_datetime(Time::midnight()).to_zoned(zone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// Whole years between a birth date and a day.
pub fn age(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

/// A school year: 1 August to 31 July, written `2026-2027`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// The school year that starts in August of `year`.
    pub const fn starting(year: i16) -> Self {
        Self(year)
    }

    /// The school year that a day is in.
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 8 { day.year() } else { day.year() - 1 })
    }

    /// 1 August.
    pub fn first_day(self) -> Date {
        Date::new(self.0, 8, 1).unwrap_or(Date::MIN)
    }

    /// 31 July.
    pub fn last_day(self) -> Date {
        Date::new(self.0 + 1, 7, 31).unwrap_or(Date::MAX)
    }

    /// The first day, from `today` on, on which something of this year counts: today, or 1 August while it is still to begin.
    pub fn counts_from(self, today: Date) -> Date {
        today.max(self.first_day())
    }

    /// The year after this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before this one.
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

impl FromStr for SchoolYear {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let (first, second) = text.trim().split_once('-').ok_or(Fault::NotAChoice)?;
        let number = |part: &str| part.trim().parse::<i16>().map_err(|_| Fault::NotAChoice);
        let first = number(first)?;
        if (1900..=2200).contains(&first) && number(second)? == first + 1 {
            Ok(Self(first))
        } else {
            Err(Fault::NotAChoice)
        }
    }
}

impl Serialize for SchoolYear {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SchoolYear {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| de::Error::custom(format!("{text:?} is not a school year")))
    }
}

impl JsonSchema for SchoolYear {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchoolYear".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$" })
    }
}

/// A stretch of days, both ends included; without `to` it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Period {
    /// From a day on, without an end.
    pub const fn since(from: Date) -> Self {
        Self { from, to: None }
    }

    /// Whether `day` lies in it.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is over before `day`.
    pub fn is_over(&self, day: Date) -> bool {
        self.to.is_some_and(|to| to < day)
    }

    /// Whether no day lies in it: what was ended on the day on which it began, or before.
    pub fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to < self.from)
    }

    /// Ends at once: the last day is the day before `day`, so that a right is gone at the next request (0-23).
    pub fn end_before(&mut self, day: Date) {
        let last = day.yesterday().unwrap_or(day);
        self.to = Some(self.to.map_or(last, |to| to.min(last)));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_school_year_runs_from_august_to_july() {
        assert_eq!(SchoolYear::of(date(2026, 7, 31)).to_string(), "2025-2026");
        assert_eq!(SchoolYear::of(date(2026, 8, 1)).to_string(), "2026-2027");
        assert_eq!("2026-2027".parse(), Ok(SchoolYear::starting(2026)));
        assert!("2026-2028".parse::<SchoolYear>().is_err());
    }

    #[test]
    fn what_is_of_a_school_year_counts_from_today_or_from_its_beginning() {
        let year = SchoolYear::starting(2026);
        assert_eq!(year.counts_from(date(2026, 11, 22)), date(2026, 11, 22));
        assert_eq!(year.counts_from(date(2026, 7, 31)), date(2026, 8, 1), "it is still to begin");
        assert_eq!(year.counts_from(date(2026, 8, 1)), date(2026, 8, 1));
    }

    #[test]
    fn a_day_ends_at_midnight_in_amsterdam() {
        assert_eq!(end_of(date(2026, 12, 4)).to_string(), "2026-12-04T23:00:00Z");
        assert_eq!(end_of(date(2026, 7, 31)).to_string(), "2026-07-31T22:00:00Z");
        assert_eq!(today("2026-07-31T22:00:00Z".parse().unwrap()), date(2026, 8, 1));
    }

    #[test]
    fn a_membership_that_is_ended_does_not_hold_today() {
        // 0-23
        let mut period = Period::since(date(2026, 9, 1));
        period.end_before(date(2026, 11, 22));
        assert!(!period.holds(date(2026, 11, 22)));
        assert!(period.holds(date(2026, 11, 21)));
    }

    #[test]
    fn age_counts_birthdays() {
        assert_eq!(age(date(2010, 11, 22), date(2026, 11, 22)), 16);
        assert_eq!(age(date(2010, 11, 23), date(2026, 11, 22)), 15);
    }
}
