//! Texts of a file as values.

use domain::learner::EARLIEST_BIRTH;
use jiff::civil::Date;

/// Characters of what stands in a file that a message shows.
const SHOWN: usize = 40;

/// A text, if there is one: empty elements occur, and say nothing.
pub(crate) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// As much of a text as a message shows.
pub(crate) fn clip(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

/// The day of an `xs:date` or `xs:dateTime`, whatever the zone: the school wrote down a day.
pub(crate) fn date(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let is_end = rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-']);
    let [year, month, day] = numbers(day)?;
    is_end.then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()).flatten()
}

/// A date that somebody at school can be born on.
pub(crate) fn is_birth(date: Date, day: Date) -> bool {
    (EARLIEST_BIRTH..=day).contains(&date)
}

/// `2016-03-14`, digit by digit: every learner has some of these.
fn numbers(day: &str) -> Option<[i16; 3]> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = day.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(**digit - b'0')))
    };
    Some([number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_with_or_without_time_and_zone() {
        let expected = Some(Date::constant(2016, 3, 14));
        for text in ["2016-03-14", "2016-03-14Z", "2016-03-14+01:00", "2016-03-14T16:02:11"] {
            assert_eq!(date(text), expected, "{text}");
        }
        for text in ["", "14-03-2016", "2016-02-30", "2016-3-14", "2016-03-14x", "2016-03-1é", "+016-03-14"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
