//! Days and moments in words, as mails say them.

use domain::calendar::zone;
use jiff::Timestamp;
use texts::Locale;
pub(crate) use texts::dates::weekday_and_day as day;

/// `vrijdag 4 december 2026 om 14:03`
pub(crate) fn moment(at: Timestamp, locale: Locale) -> String {
    texts::dates::weekday_and_moment(at.to_zoned(zone()).datetime(), locale)
}
