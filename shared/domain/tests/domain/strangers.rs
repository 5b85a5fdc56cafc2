//! Everything that reads what somebody typed, with whatever may be typed: it never panics, reads back what it wrote, and takes no more
//! than it says.

use std::{fmt, str::FromStr};

use domain::{
    calendar::SchoolYear,
    code,
    consent::Person,
    file::{FileInput, FileKind},
    fold::fold,
    ids::{DossierId, LearnerId},
    input::{self, Fault},
    licence::LicenceName,
    name::{NameInput, PersonName},
    password,
    rollover::Target,
    steps::StepNumber,
    totp::{self, SECRET_BYTES, TotpSecret},
};
use jiff::Timestamp;
use proptest::prelude::*;

/// Anything, and often what looks like something: dates, ids, addresses, numbers.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,60}",
        "\\PC{0,300}",
        "[-+0-9./ TZ:]{0,20}",
        "[-+]?(00)?[0-9]{4}-(0[1-9]|1[0-2])-[0-2][0-9]",
        "[-{}a-fA-F0-9.]{30,75}",
        "(carer|learner|copy|group)-[a-f0-9-]{0,40}",
        "[a-zé.+@\"<>-]{0,40}@[a-zé.-]{0,30}",
        "[a-zA-Zé \\u{0}\\u{202e}\\\\/:]{0,40}\\.(pdf|PDF|jpeg|exe|pdf\\.exe)?",
    ]
}

/// What was read is written so that the same is read again.
fn reads_back<T>(typed: &str) -> Result<(), TestCaseError>
where
    T: FromStr + fmt::Display + PartialEq + fmt::Debug,
{
    if let Ok(read) = typed.parse::<T>() {
        prop_assert_eq!(read.to_string().parse::<T>().ok(), Some(read));
    }
    Ok(())
}

/// A code with one of its signs changed into another digit.
fn changed(code: &str, at: usize, by: u8) -> String {
    let digit = |(place, sign): (usize, u8)| if place == at { (sign - b'0' + by) % 10 + b'0' } else { sign };
    code.bytes().enumerate().map(digit).map(char::from).collect()
}

proptest! {
    #[test]
    fn ids_and_choices_read_back_what_they_write(typed in anything()) {
        reads_back::<LearnerId>(&typed)?;
        reads_back::<DossierId>(&typed)?;
        reads_back::<Person>(&typed)?;
        reads_back::<SchoolYear>(&typed)?;
        reads_back::<StepNumber>(&typed)?;
        if let Some(target) = Target::parse(&typed) {
            prop_assert_eq!(Target::parse(&target.to_string()), Some(target));
        }
        if let Ok(name) = LicenceName::parse(&typed) {
            prop_assert_eq!(LicenceName::parse(name.as_str()), Ok(name));
        }
    }

    #[test]
    fn an_address_is_folded_once_and_holds_nothing_that_ends_a_line_or_a_name(typed in anything()) {
        if let Ok(address) = input::email(&typed) {
            prop_assert!(address.len() <= 4 * 254 && address.matches('@').count() == 1, "{}", address);
            prop_assert!(!address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\",;:()[]\\".contains(c)));
            prop_assert_eq!(input::email(&address), Ok(address));
        }
    }

    #[test]
    fn a_date_lies_in_the_years_of_people_and_reads_back(typed in anything()) {
        if let Ok(date) = input::date(&typed) {
            prop_assert!((1900..=2200).contains(&date.year()), "{} of {:?}", date, typed);
            prop_assert_eq!(input::date(&date.to_string()), Ok(date));
        }
    }

    #[test]
    fn a_text_is_as_long_as_it_may_be_and_is_trimmed_once(typed in anything(), max in 0_usize..80) {
        match input::optional_text(&typed, max) {
            Ok(Some(text)) => {
                prop_assert!(text.chars().count() <= max && !text.is_empty());
                prop_assert_eq!(input::text(&text, max), Ok(text));
            }
            Ok(None) => prop_assert!(typed.trim().is_empty()),
            Err(fault) => prop_assert_eq!(fault, Fault::TooLong { max }),
        }
    }

    #[test]
    fn a_name_that_is_taken_can_be_folded_for_searching(parts in prop::array::uniform3(anything())) {
        let [call_name, prefix, family_name] = parts;
        let typed = NameInput { call_name, prefix, family_name, ..NameInput::default() };
        let mut faults = input::Faults::default();
        if let Some(name) = PersonName::parse(&typed, true, &mut faults) {
            let folded = fold(&name.full());
            prop_assert_eq!(fold(&folded), folded);
        } else {
            prop_assert!(!faults.0.is_empty());
        }
    }

    #[test]
    fn a_file_keeps_a_plain_name_of_its_kind_and_never_a_path(name in anything()) {
        let typed = FileInput { name, purpose: "work".into() };
        if let Ok(file) = typed.parse() {
            prop_assert!(!file.name.contains(|c: char| c.is_control() || "/\\\"<>|:*?".contains(c)), "{:?}", file.name);
            prop_assert!(file.name.chars().count() <= 120);
            prop_assert_eq!(FileKind::of_name(&file.name), Ok(file.kind));
        }
    }

    #[test]
    fn a_code_is_taken_however_it_is_spaced_and_with_any_digit_changed_it_is_not(
        mac in any::<[u8; 32]>(), at in 0_usize..6, by in 1_u8..10, space in "[ \\t\u{a0}-]{0,3}",
    ) {
        // 1-01
        let digits = code::from_mac(&mac);
        prop_assert!(digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit()));
        let spaced = format!("{space}{}{space}{}{space}", &digits[..at], &digits[at..]);
        prop_assert!(code::same(&spaced, &digits));
        prop_assert!(!code::same(&changed(&digits, at, by), &digits));
        let longer = format!("{digits}0");
        prop_assert!(!code::same(&digits[..at], &digits) && !code::same(&longer, &digits));
    }

    #[test]
    fn what_is_no_code_is_never_taken_for_one(typed in anything(), mac in any::<[u8; 32]>()) {
        let expected = code::from_mac(&mac);
        prop_assert_eq!(code::same(&typed, &expected), code::digits(&typed) == expected);
    }

    #[test]
    fn the_code_of_an_authenticator_is_good_in_its_own_step_and_the_next_and_in_no_other(
        secret in any::<[u8; SECRET_BYTES]>(), second in 0_i64..4_000_000_000, late in -90_i64..120, typed in anything(),
    ) {
        // 1-09
        let secret = TotpSecret::new(secret);
        let (made, now) = (Timestamp::from_second(second).unwrap(), Timestamp::from_second((second + late).max(0)).unwrap());
        let step = |at: Timestamp| at.as_second() / 30;
        let code = secret.code(made).unwrap();
        let found = secret.step(&code, now, None);
        let is_near = (0..=1).contains(&(step(now) - step(made)));
        // By chance two steps may have the same code.
        let is_also = [now, now - jiff::SignedDuration::from_secs(30)].into_iter().any(|at| secret.code(at).as_ref() == Some(&code));
        prop_assert_eq!(found.is_some(), is_near || is_also);
        // Once, unless the step after has the same code by chance.
        let again = found.and_then(|found| secret.step(&code, now, Some(found)));
        prop_assert!(again.is_none() || secret.code(now) == secret.code(now - jiff::SignedDuration::from_secs(30)));
        let is_a_code = code::digits(&typed).bytes().all(|digit| digit.is_ascii_digit());
        prop_assert!(secret.step(&typed, now, None).is_none() || is_a_code);
        prop_assert_eq!(TotpSecret::from_base32(&secret.base32()).map(|read| read.bytes() == secret.bytes()), Some(true));
        let _ = TotpSecret::from_base32(&typed);
    }

    #[test]
    fn a_recovery_code_is_known_by_its_signs_and_by_no_others(random in any::<[u8; 10]>(), typed in anything()) {
        let code = totp::recovery_code(random);
        prop_assert_eq!(totp::recovery_hash(&code), totp::recovery_hash(&code.to_uppercase().replace('-', " ")));
        let is_same = code::digits(&typed).to_lowercase() == code.replace('-', "");
        prop_assert_eq!(totp::recovery_hash(&typed) == totp::recovery_hash(&code), is_same);
    }
}

proptest! {
    // Each takes the work of a real check.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_password_of_any_signs_is_good_as_it_is_and_with_anything_added_it_is_not(
        typed in "\\PC{12,128}|[\u{10000}-\u{1ffff}]{128}", more in ".{1,3}", salt in any::<[u8; 16]>(),
    ) {
        let hash = password::hash(&typed, &salt).unwrap();
        prop_assert!(password::verify(&typed, Some(&hash)));
        let longer = format!("{typed}{more}");
        prop_assert!(!password::verify(&longer, Some(&hash)));
        prop_assert!(!password::verify(&typed, Some(&more)) && !password::verify(&typed, None));
    }

    #[test]
    fn a_password_that_is_too_long_is_not_looked_at(typed in "\\PC{1,20}", times in 200_usize..20_000) {
        let long = typed.repeat(times);
        prop_assert_eq!(password::check(&long, &[&typed]), Err(Fault::TooLong { max: password::LONGEST }));
    }
}
