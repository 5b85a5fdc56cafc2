//! Anything typed into a field: read or refused, and what was read reads back as itself.
#![no_main]

use std::{fmt::Debug, fmt::Display, str::FromStr};

use domain::{
    calendar::SchoolYear, code, consent::Person, file::FileInput, fold::fold, ids::LearnerId, input,
    licence::LicenceName, password, rollover::Target, steps::StepNumber, totp::TotpSecret,
};
use libfuzzer_sys::fuzz_target;

fn reads_back<T: FromStr + Display + PartialEq + Debug>(typed: &str) {
    if let Ok(read) = typed.parse::<T>() {
        assert_eq!(read.to_string().parse::<T>().ok(), Some(read));
    }
}

fuzz_target!(|typed: &str| {
    reads_back::<LearnerId>(typed);
    reads_back::<Person>(typed);
    reads_back::<SchoolYear>(typed);
    reads_back::<StepNumber>(typed);
    if let Some(target) = Target::parse(typed) {
        assert_eq!(Target::parse(&target.to_string()), Some(target));
    }
    if let Ok(name) = LicenceName::parse(typed) {
        assert_eq!(LicenceName::parse(name.as_str()), Ok(name));
    }
    if let Ok(address) = input::email(typed) {
        assert!(address.matches('@').count() == 1 && !address.contains(|sign: char| sign.is_control()));
        assert_eq!(input::email(&address), Ok(address));
    }
    if let Ok(date) = input::date(typed) {
        assert!((1900..=2200).contains(&date.year()), "{date}");
        assert_eq!(input::date(&date.to_string()), Ok(date));
    }
    if let Ok(Some(text)) = input::optional_text(typed, 40) {
        assert!(text.chars().count() <= 40 && text.trim() == text);
    }
    if let Ok(file) = (FileInput { name: typed.to_owned(), purpose: "work".into() }).parse() {
        assert!(!file.name.contains(|sign: char| sign.is_control() || "/\\\"<>|:*?".contains(sign)), "{:?}", file.name);
    }
    let folded = fold(typed);
    assert_eq!(fold(&folded), folded);
    let _ = (code::digits(typed), TotpSecret::from_base32(typed));
    if typed.len() < 200 {
        let _ = password::check(typed, &["school"]);
    }
});
