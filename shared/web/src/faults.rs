//! What is wrong with a field, in words a person can act on.

use domain::{
    input::{Fault, Faults},
    password::Advice,
};
use jiff::Timestamp;
use texts::Locale;

use crate::{
    dates, t,
    ui::{Field, field_id},
};

/// A field with something wrong, for the summary: where the field itself is a part of something larger.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// Its name.
    pub name: String,
    /// What is wrong.
    pub message: String,
}

impl Field for Wrong {
    fn name(&self) -> &str {
        &self.name
    }

    fn problem(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn anchor(&self) -> String {
        field_id(&self.name)
    }
}

/// The words for a fault.
pub fn words(fault: &Fault, locale: Locale) -> String {
    let t = t(locale);
    match fault {
        Fault::Missing => t.fault_missing(),
        Fault::TooShort { min } => t.fault_too_short(*min),
        Fault::TooLong { max } => t.fault_too_long(*max),
        Fault::NotAnAddress => t.fault_not_an_address(),
        Fault::NotADate => t.fault_not_a_date(),
        Fault::NotAChoice => t.fault_not_a_choice(),
        Fault::NotANumber => t.fault_not_a_number(),
        Fault::TooEarly { first } => t.fault_too_early(dates::day(*first, locale)),
        Fault::TooLate { last } => t.fault_too_late(dates::day(*last, locale)),
        Fault::AddressInUse => t.fault_address_in_use(),
        Fault::NameInUse => t.fault_name_in_use(),
        Fault::UnknownLicence => t.fault_unknown_licence(),
        Fault::OwnLicence => t.fault_own_licence(),
        Fault::WeakPassword { advice } => match advice {
            Advice::Common => t.fault_weak_common(),
            Advice::WordAndYear => t.fault_weak_word_and_year(),
            Advice::Pattern => t.fault_weak_pattern(),
            Advice::Own => t.fault_weak_own(),
            Advice::Guessable => t.fault_weak_guessable(),
        },
        Fault::NotRecognised => t.fault_not_recognised(),
        Fault::WrongPassword => t.fault_wrong_password(),
        Fault::WrongCode { tries_left: None } => t.fault_wrong_code(),
        Fault::WrongCode { tries_left: Some(left) } => t.fault_wrong_code_left(*left),
        Fault::ExpiredCode => t.fault_expired_code(),
        Fault::TooManyTries { again: None } => t.fault_too_many_tries(),
        Fault::TooManyTries { again: Some(again) } => t.fault_too_many_tries_until(time(*again, locale)),
        Fault::NamesLearner => t.fault_names_learner(),
        Fault::WrongBirthDate { tries_left } => t.fault_wrong_birth_date(*tries_left),
        Fault::FileType => t.fault_file_type(),
        Fault::FileSize { max_mb } => t.fault_file_size(*max_mb),
        Fault::OnlyFromOutside => t.fault_only_from_outside(),
        Fault::NotLookedAfter => t.fault_not_looked_after(),
        Fault::NotOfThisRole => t.fault_not_of_this_role(),
        Fault::AllOrSome => t.fault_all_or_some(),
        Fault::Double => t.fault_double(),
        Fault::TooFew { min } => t.fault_too_few(*min),
        Fault::TooMany { max } => t.fault_too_many(*max),
        Fault::Twice => t.fault_twice(),
        Fault::NotALine => t.fault_not_a_line(),
        Fault::NotOnPaper => t.fault_not_on_paper(),
        Fault::OwnAddress => t.fault_own_address(),
        Fault::SameAddress => t.fault_same_address(),
        Fault::ReasonNeeded => t.fault_reason_needed(),
        Fault::Contradiction => t.fault_contradiction(),
        Fault::SchoolAccountOnly => t.fault_school_account_only(),
        Fault::PasswordOnly => t.fault_password_only(),
    }
}

/// Whether the words for a fault fit any field, so that a list of faults has to say which field is meant.
pub fn fits_any_field(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Missing
            | Fault::TooShort { .. }
            | Fault::TooLong { .. }
            | Fault::NotADate
            | Fault::NotAChoice
            | Fault::NotLookedAfter
            | Fault::NotANumber
            | Fault::TooEarly { .. }
            | Fault::TooLate { .. }
            | Fault::OnlyFromOutside
            | Fault::Double
            | Fault::TooFew { .. }
            | Fault::TooMany { .. }
            | Fault::ReasonNeeded
            | Fault::Contradiction
    )
}

fn time(at: Timestamp, locale: Locale) -> String {
    dates::moment(at, locale)
}

/// Faults with their words, to hand out to fields by name: `.error(told.at("email"))`.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    faults: &'a Faults,
    locale: Locale,
}

impl<'a> Told<'a> {
    /// These faults, in a language.
    pub fn new(faults: &'a Faults, locale: Locale) -> Self {
        Self { faults, locale }
    }

    /// The words at a field, if something is wrong with it.
    pub fn at(&self, field: &str) -> Option<String> {
        self.faults.at(field).map(|fault| words(fault, self.locale))
    }
}
