//! What stands in a cell, as a value: the ways in which schools and spreadsheets write dates, year levels, numbers and names.

use domain::{fold::fold, name::PersonName};
use jiff::civil::{Date, date};

use crate::{file::Levels, model::Level, values};

/// The day before the first one that Excel counts; it counts 29 February 1900, which never was.
const EXCEL_ZERO: Date = date(1899, 12, 30);
/// Days that Excel counts from 1927 to 2118: what a date can be that was meant for one.
const EXCEL_DAYS: std::ops::RangeInclusive<i32> = 10_000..=80_000;
/// Months by their first three letters, Dutch and English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["maa", "mrt", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];
/// Words before a family name.
const PREFIXES: [&str; 42] = [
    "'s", "'t", "a", "aan", "al", "ben", "bij", "bin", "d'", "da", "de", "del", "della", "den", "der", "des", "di",
    "do", "dos", "du", "een", "el", "het", "in", "l'", "la", "le", "les", "lo", "of", "op", "over", "te", "ten", "ter",
    "thoe", "tot", "uit", "uyt", "van", "von", "zu",
];

/// A text on one line without signs that cannot be seen; empty is nothing. What our own sheets begin with an apostrophe, so that no
/// spreadsheet takes it for a formula, is without it.
pub(crate) fn tidy(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_mark(*c)).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@'".contains(c)) => rest.to_owned(),
        _ => text,
    }
}

/// Signs without width that come along when texts are copied.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFD}')
}

/// `31-12-2015`, `31/12/2015`, `31.12.15`, `2015-12-31`, `31 dec 2015`, or the number that Excel counts days with.
pub(crate) fn day(text: &str) -> Option<Date> {
    if let Some(date) = values::date(&text.replacen(' ', "T", 1)) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [days] | [days, _] if text.chars().all(|c| c.is_ascii_digit() || c == '.') => counted(days),
        [year, month, day] if year.len() == 4 => Date::new(year.parse().ok()?, number(month)?, number(day)?).ok(),
        // A time may follow.
        [day, month, year, rest @ ..] if rest.iter().all(|rest| rest.contains(':')) => {
            let month = number(month).or_else(|| named(month))?;
            Date::new(full_year(year)?, month, number(day)?).ok()
        }
        _ => None,
    }
}

fn counted(days: &str) -> Option<Date> {
    let days = days.parse::<i32>().ok().filter(|days| EXCEL_DAYS.contains(days))?;
    EXCEL_ZERO.checked_add(jiff::Span::new().days(days)).ok()
}

fn number(text: &str) -> Option<i8> {
    (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn named(month: &str) -> Option<i8> {
    let month = fold(month);
    let at = MONTHS.iter().position(|names| names.iter().any(|name| month.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

/// Learners of two digits are of this century; the year of birth of somebody older is written in full.
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// `3`, `Groep 3`, `3A`, `jaargroep 3`, `leerjaar 1`, `kleuterklas 2`; a code of EDEXML; `7/8` is a combination.
pub(crate) fn level(text: &str, levels: Levels) -> Option<Level> {
    let is_code = text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if let Some(level) = is_code.then(|| Level::of(&text.to_ascii_uppercase())).flatten() {
        return Some(level);
    }
    let folded = fold(text);
    let (words, rest) = folded.split_at(folded.find(|c: char| c.is_ascii_digit())?);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(digits);
    let count: u8 = digits.parse().ok()?;
    let rest = rest.trim_start();
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Level::Combination);
    }
    let code = match (levels, words.trim()) {
        (_, "groep" | "gr" | "jaargroep" | "group") if count <= 8 => count,
        (Levels::FlemishPrimary, "kleuterklas" | "kleuter" | "k" | "kk") => count.checked_sub(1)?,
        (Levels::FlemishPrimary, "" | "leerjaar" | "klas" | "l" | "lj") if (1..=6).contains(&count) => count + 2,
        (Levels::Secondary, "" | "leerjaar" | "klas" | "jaar" | "year" | "lj") if (1..=6).contains(&count) => {
            count + 10
        }
        (_, "" | "leerjaar" | "klas" | "jaar" | "year") => count,
        _ => return None,
    };
    // `1e leerjaar`, as Flemish schools write, and `1ste kleuterklas`.
    let code = match (levels, rest.contains("kleuter")) {
        (Levels::FlemishPrimary, true) => count.checked_sub(1)?,
        _ => code,
    };
    Level::of(&code.to_string())
}

/// A number of a learner, the same whether a spreadsheet has taken its zeros away or not; an error where it has shortened it.
pub(crate) fn key(text: &str) -> Result<String, ()> {
    let upper = text.to_ascii_uppercase();
    let is_shortened = upper.split_once("E+").is_some_and(|(number, power)| {
        let is_number =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
        is_number(number) && is_number(power)
    });
    if is_shortened || text.starts_with('#') {
        return Err(());
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let short = text.trim_start_matches('0');
    Ok(if is_number && !short.is_empty() { short.to_owned() } else { text.to_owned() })
}

/// Whether a number can be one of a Dutch or Belgian citizen: nine digits whose weighted sum is a multiple of eleven, or eleven of which
/// the last two are the rest of the others. One in eleven other numbers looks like the first.
pub(crate) fn is_citizen_number(text: &str) -> bool {
    let digits: Vec<u32> =
        text.chars().filter(|c| !matches!(c, '.' | '-' | ' ')).map_while(|c| c.to_digit(10)).collect();
    let is_whole = digits.len() == text.chars().filter(|c| !matches!(c, '.' | '-' | ' ')).count();
    match digits.as_slice() {
        // One that begins with a zero, which a spreadsheet takes away.
        [first, rest @ ..] if is_whole && (rest.len() == 7 || rest.len() == 8) => {
            let all = if rest.len() == 8 { digits.clone() } else { [&[0, *first][..], rest].concat() };
            let sum: u32 = all.iter().take(8).zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
            all.last().is_some_and(|last| sum % 11 == *last) && sum > 0
        }
        all if is_whole && all.len() == 11 => {
            let whole = |digits: &[u32]| digits.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(*digit));
            let (number, check) = all.split_at(9);
            let (number, check) = (whole(number), whole(check));
            [number, 2_000_000_000 + number].iter().any(|number| 97 - number % 97 == check)
        }
        _ => false,
    }
}

/// Takes apart what stands in the cell of a family name: `Vries, de`, `de Vries`, and the prefix once more before it.
pub(crate) fn family_name(text: &str, prefix: Option<String>) -> (String, Option<String>) {
    if let Some(prefix) = prefix {
        let again = text.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(&prefix));
        let rest = again.and_then(|_| text.get(prefix.len()..)?.strip_prefix(' '));
        return (rest.unwrap_or(text).to_owned(), Some(prefix));
    }
    if let Some((family, after)) = text.rsplit_once(',').filter(|(_, after)| are_prefixes(after)) {
        return (family.trim().to_owned(), Some(after.trim().to_owned()));
    }
    let words: Vec<&str> = text.split(' ').collect();
    // With a capital it is part of the name, as in Flanders.
    let before = words.iter().take_while(|word| is_prefix(word)).count();
    match words.split_at_checked(before) {
        Some((prefix, family)) if before > 0 && !family.is_empty() => (family.join(" "), Some(prefix.join(" "))),
        _ => (text.to_owned(), None),
    }
}

fn are_prefixes(text: &str) -> bool {
    !text.trim().is_empty() && text.split_whitespace().all(|word| PREFIXES.contains(&word.to_lowercase().as_str()))
}

fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(&word)
}

/// Takes apart a whole name: `Ven, Noor van der`, `Noor van der Ven`, `Noor Ven`.
pub(crate) fn whole_name(text: &str) -> PersonName {
    let (first, family, prefix) = match text.split_once(',') {
        Some((family, rest)) => {
            let words: Vec<&str> = rest.split_whitespace().collect();
            let after = words.iter().rev().take_while(|word| is_prefix(word)).count();
            let (first, prefix) = words.split_at_checked(words.len() - after).unwrap_or((&words, &[]));
            (first.join(" "), family.trim().to_owned(), prefix.join(" "))
        }
        None => {
            let words: Vec<&str> = text.split(' ').collect();
            let at = words.iter().skip(1).position(|word| is_prefix(word)).map_or(1, |at| at + 1);
            let (first, rest) = words.split_at_checked(at).unwrap_or((&words, &[]));
            let (family, prefix) = family_name(&rest.join(" "), None);
            (first.join(" "), family, prefix.unwrap_or_default())
        }
    };
    let part = |text: String| (!text.is_empty()).then_some(text);
    PersonName { call_name: part(first), family_name: part(family), prefix: part(prefix), ..PersonName::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_a_school_or_a_spreadsheet_writes_it() {
        let expected = Some(date(2015, 12, 31));
        for text in [
            "31-12-2015",
            "31/12/2015",
            "31.12.2015",
            "2015-12-31",
            "2015/12/31",
            "2015-12-31 00:00:00",
            "2015-12-31T00:00:00",
            "31-12-15",
            "31-12-2015 0:00",
            "31 dec 2015",
            "31-dec-15",
            "31 december 2015",
            "42369",
            "42369.0",
            "42369.5",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        assert_eq!((day("1-3-2016"), day("01 mrt 2016")), (Some(date(2016, 3, 1)), Some(date(2016, 3, 1))));
        for text in [
            "",
            "12/31/2015",
            "30-2-2016",
            "31-12",
            "2015",
            "5A",
            "31-12-015",
            "123456",
            "-1",
            "1-2-3-4",
            "31 x 2015",
            "é-é-é",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_level_is_what_the_kind_of_school_means_by_it() {
        let code = |text: &str, levels| level(text, levels).map(Level::code);
        for (text, expected) in
            [("3", "3"), ("Groep 3", "3"), ("3A", "3"), ("groep 3 a", "3"), ("Gr. 8", "8"), ("7/8", "C"), ("h", "H")]
        {
            assert_eq!(code(text, Levels::DutchPrimary), Some(expected), "{text}");
        }
        for (text, expected) in [("1", "11"), ("leerjaar 4", "14"), ("2b", "12"), ("13", "13")] {
            assert_eq!(code(text, Levels::Secondary), Some(expected), "{text}");
        }
        for (text, expected) in
            [("1", "3"), ("leerjaar 6", "8"), ("kleuterklas 2", "1"), ("1ste leerjaar", "3"), ("3e kleuterklas", "2")]
        {
            assert_eq!(code(text, Levels::FlemishPrimary), Some(expected), "{text}");
        }
        for text in ["", "Vlinders", "9", "groep 12", "99999", "x3"] {
            assert_eq!(code(text, Levels::DutchPrimary), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_the_same_with_and_without_the_zeros_that_a_spreadsheet_takes_away() {
        assert_eq!(
            (key("00123"), key("123"), key("A-01"), key("0")),
            (Ok("123".into()), Ok("123".into()), Ok("A-01".into()), Ok("0".into()))
        );
        for text in ["1,23457E+11", "1.2E+05", "#1"] {
            assert_eq!(key(text), Err(()), "{text}");
        }
        assert_eq!(key("2E+B"), Ok("2E+B".into()));
    }

    #[test]
    fn a_citizen_number_is_known_by_its_sum() {
        for text in ["999999990", "123456782", "1234.56.782", "85.07.30-033 28"] {
            assert!(is_citizen_number(text), "{text}");
        }
        for text in ["", "123456789", "12345", "abcdefghi", "85073003329", "000000000"] {
            assert!(!is_citizen_number(text), "{text}");
        }
    }

    #[test]
    fn a_prefix_is_told_from_the_family_name() {
        let of = |text: &str, prefix: Option<&str>| {
            let (family, prefix) = family_name(text, prefix.map(str::to_owned));
            (family, prefix.unwrap_or_default())
        };
        let pair = |family: &str, prefix: &str| (family.to_owned(), prefix.to_owned());
        assert_eq!(of("Vries, de", None), pair("Vries", "de"));
        assert_eq!(of("van der Ven", None), pair("Ven", "van der"));
        assert_eq!(of("in 't Veld", None), pair("Veld", "in 't"));
        assert_eq!(of("De Vries", None), pair("De Vries", ""), "with a capital it is the name");
        assert_eq!(of("de Vries", Some("de")), pair("Vries", "de"));
        assert_eq!(of("Vries", Some("de")), pair("Vries", "de"));
        assert_eq!(of("Jansen, Piet", None), pair("Jansen, Piet", ""));
        assert_eq!(of("de", None), pair("de", ""));
    }

    #[test]
    fn a_whole_name_is_taken_apart() {
        let of = |text: &str| whole_name(text).listed();
        let plain = |call: &str, prefix: Option<&str>, family: &str| PersonName {
            call_name: Some(call.into()),
            prefix: prefix.map(str::to_owned),
            family_name: Some(family.into()),
            ..PersonName::default()
        };
        assert_eq!(whole_name("Ven, Noor van der"), plain("Noor", Some("van der"), "Ven"));
        assert_eq!(whole_name("Noor van der Ven"), plain("Noor", Some("van der"), "Ven"));
        assert_eq!(whole_name("Anna Sophie de Vries"), plain("Anna Sophie", Some("de"), "Vries"));
        assert_eq!(whole_name("Sem Proef"), plain("Sem", None, "Proef"));
        assert_eq!(of("Noor"), "Noor");
    }

    #[test]
    fn a_text_is_tidy_and_an_apostrophe_against_formulas_is_gone() {
        assert_eq!(tidy("  Noor\u{a0}\n van \u{200b}der "), "Noor van der");
        assert_eq!((tidy("'=1+1"), tidy("'00123"), tidy("'t Hart")), ("=1+1".into(), "00123".into(), "'t Hart".into()));
    }
}
