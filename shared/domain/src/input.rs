//! What is wrong with what somebody typed: every field's fault at once, never only the first.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with one field. The words are in the catalogue of `web`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Fault {
    /// Nothing was filled in.
    Missing,
    /// Fewer characters than needed.
    TooShort {
        /// Characters needed.
        min: usize,
    },
    /// More characters than there is room for.
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// Not an e-mail address.
    NotAnAddress,
    /// Not a date that exists.
    NotADate,
    /// Not one of the choices offered.
    NotAChoice,
    /// Not a number in the range.
    NotANumber,
    /// A date before what is possible.
    TooEarly {
        /// The first date that is possible.
        first: Date,
    },
    /// A date after what is possible.
    TooLate {
        /// The last date that is possible.
        last: Date,
    },
    /// Not in the part of the licence that who is at work looks after.
    NotLookedAfter,
    /// Something was chosen that does not go with the role that was chosen.
    NotOfThisRole,
    /// All of them was chosen, and some of them besides.
    AllOrSome,
    /// A staff member of this licence has this address already.
    AddressInUse,
    /// The name is in use, or was.
    NameInUse,
    /// No licence has this name.
    UnknownLicence,
    /// The licence named is the own one.
    OwnLicence,
    /// The password would be guessed; the advice says what would help.
    WeakPassword {
        /// What makes it weak.
        advice: crate::password::Advice,
    },
    /// Address and password do not belong together, or no try is looked at now: never told which.
    NotRecognised,
    /// The present password is not this one.
    WrongPassword,
    /// The code is not the one expected.
    WrongCode {
        /// Tries that are left, where they are counted for the reader.
        tries_left: Option<u8>,
    },
    /// The code was right but is too old.
    ExpiredCode,
    /// Too many tries; possible again at this time, if ever.
    TooManyTries {
        /// When it is possible again.
        again: Option<Timestamp>,
    },
    /// A subject line holds the name of the learner.
    NamesLearner,
    /// The date of birth is not that of the learner.
    WrongBirthDate {
        /// Tries that are left.
        tries_left: u8,
    },
    /// The file is of a type that is not accepted.
    FileType,
    /// The file is too large.
    FileSize {
        /// Megabytes allowed.
        max_mb: u64,
    },
    /// Who is in an external group is a dossier teacher and nothing else.
    OnlyFromOutside,
    /// Something with these particulars exists already.
    Double,
    /// At least this many are needed.
    TooFew {
        /// How many.
        min: usize,
    },
    /// At most this many are possible.
    TooMany {
        /// How many.
        max: usize,
    },
    /// The same stands on this page already.
    Twice,
    /// A line of a list is not a name and an address.
    NotALine,
    /// No login on paper has this code.
    NotOnPaper,
    /// The address is that of who is at work.
    OwnAddress,
    /// The address is the one that is signed in with already.
    SameAddress,
    /// A reason is needed for this choice.
    ReasonNeeded,
    /// Cannot be combined with another answer on the page.
    Contradiction,
    /// This licence is entered with a school account.
    SchoolAccountOnly,
    /// This licence is entered with a password.
    PasswordOnly,
}

/// What was chosen of a list of which several can be: forms send one name several times, and once for one choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "OneOrMany")]
pub struct Chosen(pub Vec<String>);

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Chosen {
    fn from(sent: OneOrMany) -> Self {
        match sent {
            OneOrMany::One(one) => Self(vec![one]),
            OneOrMany::Many(many) => Self(many),
        }
    }
}

/// A fault and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldFault {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong.
    #[serde(flatten)]
    pub fault: Fault,
}

/// All faults of one input, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{} field(s) need attention", .0.len())]
#[serde(transparent)]
pub struct Faults(pub Vec<FieldFault>);

impl Faults {
    /// One fault at one field.
    pub fn one(field: impl Into<String>, fault: Fault) -> Self {
        Self(vec![FieldFault { field: field.into(), fault }])
    }

    /// Notes a fault.
    pub fn add(&mut self, field: impl Into<String>, fault: Fault) {
        self.0.push(FieldFault { field: field.into(), fault });
    }

    /// The value if it is right; otherwise its fault is noted.
    pub fn check<T>(&mut self, field: &str, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|fault| self.add(field, fault)).ok()
    }

    /// The fault at a field.
    pub fn at(&self, field: &str) -> Option<&Fault> {
        self.0.iter().find(|f| f.field == field).map(|f| &f.fault)
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// The faults, when there are any.
    pub fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The whole, if all its parts were right. `whole` is only `None` when a part was not.
    ///
    /// # Errors
    /// The faults noted so far.
    pub fn all<T>(self, whole: Option<T>) -> Result<T, Self> {
        match whole {
            Some(whole) if self.0.is_empty() => Ok(whole),
            _ => Err(self),
        }
    }
}

/// A text that may be empty: trimmed, at most `max` characters, `None` when nothing is left.
///
/// # Errors
/// [`Fault::TooLong`].
pub fn optional_text(text: &str, max: usize) -> Result<Option<String>, Fault> {
    // Browsers send CRLF; one form is kept, so that the same text has the same hash.
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > max {
        return Err(Fault::TooLong { max });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A text that must be there: trimmed, 1 to `max` characters.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::TooLong`].
pub fn text(text: &str, max: usize) -> Result<String, Fault> {
    optional_text(text, max)?.ok_or(Fault::Missing)
}

/// An e-mail address as people use it: one `@`, a domain with a dot, at most 254 characters (RFC 5321), folded to lower case. Only ASCII:
/// that is what the mail service takes, and letters of other scripts that look the same cannot pass for somebody else's address.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::TooLong`], [`Fault::NotAnAddress`].
pub fn email(typed: &str) -> Result<String, Fault> {
    let address = text(typed, 254)?.to_ascii_lowercase();
    let (local, domain) = address.rsplit_once('@').ok_or(Fault::NotAnAddress)?;
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    let label_ok = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let domain_ok = domain.contains('.') && domain.split('.').all(label_ok);
    if local_ok && domain_ok && !local.starts_with('.') && !local.ends_with('.') && !local.contains("..") {
        Ok(address)
    } else {
        Err(Fault::NotAnAddress)
    }
}

/// Years that a date can be in: what is further away was typed wrongly.
const PEOPLE_LIVE: RangeInclusive<i16> = 1900..=2200;

/// A date: `2014-03-09` or, as people type it, `9-3-2014`, `9/3/2014` or `9 3 2014`.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::NotADate`].
pub fn date(typed: &str) -> Result<Date, Fault> {
    let date = any_date(&text(typed, 40)?)?;
    if PEOPLE_LIVE.contains(&date.year()) { Ok(date) } else { Err(Fault::NotADate) }
}

fn any_date(typed: &str) -> Result<Date, Fault> {
    if let Ok(date) = typed.parse::<Date>() {
        return Ok(date);
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return Err(Fault::NotADate) };
    let number = |part: &str| part.parse::<i16>().map_err(|_| Fault::NotADate);
    let small = |part: &str| number(part).and_then(|n| i8::try_from(n).map_err(|_| Fault::NotADate));
    Date::new(number(year)?, small(month)?, small(day)?).map_err(|_| Fault::NotADate)
}

/// A date that may be left out.
///
/// # Errors
/// [`Fault::NotADate`].
pub fn optional_date(typed: &str) -> Result<Option<Date>, Fault> {
    if typed.trim().is_empty() { Ok(None) } else { date(typed).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded_and_checked() {
        assert_eq!(email(" J.Juf@School.Example ").as_deref(), Ok("j.juf@school.example"));
        let malformed =
            ["j.juf", "j@school", "@school.example", "j juf@school.example", "j..juf@school.example", "a@b@c"];
        let not_ascii = ["j.j\u{fc}f@school.example", "jan\u{212a}@school.example", "j.juf@\u{455}chool.example"];
        for wrong in malformed.into_iter().chain(not_ascii) {
            assert_eq!(email(wrong), Err(Fault::NotAnAddress), "{wrong}");
        }
        assert_eq!(email("  "), Err(Fault::Missing));
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        let expected = Ok(Date::constant(2014, 3, 9));
        for typed in ["2014-03-09", "9-3-2014", "09/03/2014", "9 3 2014", "9.3.2014"] {
            assert_eq!(date(typed), expected, "{typed}");
        }
        for wrong in ["31-2-2014", "9-3-14", "gisteren", "1-2-3-4", "0014-03-09", "9999-12-31"] {
            assert_eq!(date(wrong), Err(Fault::NotADate), "{wrong}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let mut faults = Faults::default();
        faults.check("name", text("", 10));
        faults.check("email", email("x"));
        assert_eq!(faults.0.len(), 2);
    }
}
