//! What a roster says, in the words of this product. What may not be kept has no field here: citizen numbers, whole or in part,
//! ethnicity, countries, weight, photographs, postcodes, and the roles of teachers, which never grant anything.

use domain::{calendar::SchoolYear, group::GroupKind, name::PersonName};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An item and the line it begins in, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The line.
    pub line: u64,
    /// The item.
    pub item: T,
}

/// How the file knows the school.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCode {
    /// BRIN4 and two digits; `00` where the file has no dependance.
    pub brin6: Option<String>,
    /// A Flemish institution number: 2 to 6 digits.
    pub institution: Option<String>,
    /// A key of the school's own.
    pub key: Option<String>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// EDEXML, or the answer of UWLR.
    #[default]
    Edexml,
    /// A spreadsheet: it says of no school, and mostly of no year, that it is theirs.
    Sheet,
}

/// What the file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What kind of file it is.
    #[serde(default)]
    pub form: Form,
    /// The school.
    pub school: SchoolCode,
    /// The school year; a file without one is not loaded.
    pub year: Option<SchoolYear>,
    /// The day that the file is about.
    pub reference: Option<Date>,
    /// The day that the file was made.
    pub created: Option<Date>,
    /// `1.03`, `2.0` or `2.1`, where the file says so.
    pub version: Option<String>,
}

/// A location (`vestiging`) that learners refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Its key in the file.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// What `jaargroep` can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A year level, one of [`domain::group::LEVELS`].
    Year(&'static str),
    /// A combination group (`C`): the learner's own level counts.
    Combination,
    /// Younger than school (`B`).
    Baby,
    /// Younger than school (`D`).
    Toddler,
    /// Was at school (`H`).
    Historic,
}

impl Level {
    /// The level with this code.
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "C" => Some(Self::Combination),
            "B" => Some(Self::Baby),
            "D" => Some(Self::Toddler),
            "H" => Some(Self::Historic),
            code => domain::group::LEVELS.into_iter().find(|level| *level == code).map(Self::Year),
        }
    }

    /// Its code in the file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Year(level) => level,
            Self::Combination => "C",
            Self::Baby => "B",
            Self::Toddler => "D",
            Self::Historic => "H",
        }
    }
}

/// A class or a cross group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its key in the file; good for this file only.
    pub key: String,
    /// A class or a cross group.
    pub kind: GroupKind,
    /// What people call it.
    pub name: String,
    /// The level of a class.
    pub level: Option<Level>,
}

/// A learner. Groups and location are indices into those of the file, so that they are always there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learner {
    /// The key in the pupil administration; one that begins with `#` holds for this file only.
    pub key: String,
    /// The pseudonym that the whole sector shares.
    pub eckid: Option<String>,
    /// The name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: Option<Date>,
    /// The learner's own level.
    pub level: Option<Level>,
    /// The class.
    pub class: Option<usize>,
    /// Cross groups, in the order of the file.
    pub cross: Vec<usize>,
    /// The location.
    pub location: Option<usize>,
    /// The learner's own address.
    pub email: Option<String>,
    /// The first day at this school.
    pub entered: Option<Date>,
    /// The last day at this school, or the first one elsewhere: programs differ.
    pub left: Option<Date>,
}

impl Learner {
    /// The key, if it means anything outside this file.
    pub fn stable_key(&self) -> Option<&str> {
        stable(&self.key)
    }

    /// The year level: the learner's own, else that of the class.
    pub fn year_level(&self, groups: &[Group]) -> Option<&'static str> {
        let of_class = || self.class.and_then(|class| groups.get(class)).and_then(|class| class.level);
        [self.level, of_class()].into_iter().flatten().find_map(|level| match level {
            Level::Year(level) => Some(level),
            Level::Combination | Level::Baby | Level::Toddler | Level::Historic => None,
        })
    }

    /// The first day here of somebody who is not here on `day`: the one that the file tells or, where it tells none, the one that was
    /// `planned`, as far as it is still to come.
    pub fn begins(&self, day: Date, planned: Option<Date>) -> Date {
        self.entered.or(planned).map_or(day, |first| first.max(day))
    }

    /// Whether the learner has left before `day`, or is only in the file because of the past.
    pub fn has_left(&self, day: Date) -> bool {
        self.level == Some(Level::Historic) || self.left.is_some_and(|left| left < day)
    }
}

/// A teacher: proposed as staff, without any role (3-16).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teacher {
    /// The key in the pupil administration; one that begins with `#` holds for this file only.
    pub key: String,
    /// The pseudonym that the whole sector shares.
    pub eckid: Option<String>,
    /// The name.
    pub name: PersonName,
    /// The address to invite.
    pub email: Option<String>,
    /// Groups, as indices into those of the file.
    pub groups: Vec<usize>,
}

/// A key, if it means anything outside this file: programs that cannot promise that begin it with `#`.
pub(crate) fn stable(key: &str) -> Option<&str> {
    (!key.is_empty() && !key.starts_with('#')).then_some(key)
}
