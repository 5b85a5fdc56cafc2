//! What is to be said about a file that could be read.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

/// Findings of one kind that are kept; the rest is counted. A page shows no more, and a program that makes one mistake makes it for
/// every learner.
const KEPT: u64 = 100;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Notice,
    /// Loaded, but something is missing.
    Warning,
    /// Children could be mixed up, or shown to the wrong people: nothing is loaded.
    Error,
}

/// What an item of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A location.
    Location,
    /// A class or cross group.
    Group,
    /// A learner.
    Learner,
    /// A teacher.
    Teacher,
}

/// What is in the file and may not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// A whole citizen number.
    CitizenNumber,
    /// The last digits of one.
    CitizenNumberEnd,
    /// Ethnicity.
    Ethnicity,
    /// Countries of the learner and the parents.
    Country,
    /// The weight for funding.
    Weight,
    /// A link to a photograph.
    Photo,
    /// The postcode.
    Postcode,
}

/// What is to be said. Holds keys of the file, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Problem {
    /// No school year, or none that is one.
    SchoolYear {
        /// What stands there.
        found: String,
    },
    /// The code of the school is none.
    SchoolCode {
        /// What stands there.
        found: String,
    },
    /// The file does not say which school it is of.
    NoSchoolCode,
    /// There is no learner in it.
    Empty,
    /// An item without a key.
    KeyMissing {
        /// Of what.
        of: Kind,
    },
    /// A key that stands for two.
    KeyTwice {
        /// Of what.
        of: Kind,
        /// The key.
        key: String,
    },
    /// A pseudonym that stands for two.
    EckidTwice {
        /// Of whom.
        of: Kind,
    },
    /// A learner refers to a location that is not in the file.
    UnknownLocation {
        /// The key that is referred to.
        key: String,
    },
    /// Somebody without any name.
    NoName {
        /// Who.
        of: Kind,
    },
    /// A name that there is no room for.
    NameTooLong {
        /// Of what.
        of: Kind,
        /// Characters there is room for.
        max: usize,
    },
    /// A key that there is no room for.
    KeyTooLong {
        /// Of what.
        of: Kind,
        /// Characters there is room for.
        max: usize,
    },
    /// A reference to a group that is not in the file: left out.
    UnknownGroup {
        /// The key that is referred to.
        key: String,
    },
    /// A class is referred to as a cross group, or the other way round: left out.
    WrongGroupKind {
        /// The key that is referred to.
        key: String,
    },
    /// A learner in a second class: left out.
    SecondClass {
        /// The key that is referred to.
        key: String,
    },
    /// A group or location without a name: its key is shown.
    NoTitle {
        /// Of what.
        of: Kind,
        /// The key.
        key: String,
    },
    /// A year level that is none: left out.
    UnknownLevel {
        /// What stands there.
        found: String,
    },
    /// A learner of whom neither learner nor class tells the year level.
    NoLevel,
    /// A date that is none, or no possible date of birth: left out.
    NotADate {
        /// In which element.
        element: Cow<'static, str>,
        /// What stands there.
        found: String,
    },
    /// An address that is none: left out.
    NotAnAddress {
        /// Of whom.
        of: Kind,
    },
    /// A learner with two citizen numbers: the file may have mixed up two children.
    TwoCitizenNumbers,
    /// A version that is not known here; it is read all the same.
    UnknownVersion {
        /// What stands there.
        found: String,
    },
    /// No date of birth: no transfer without one.
    NoBirth,
    /// A key that holds for this file only: the name and the date of birth tell who it is.
    PassingKey {
        /// Of whom.
        of: Kind,
    },
    /// A role that is not known. No role grants anything.
    UnknownRole {
        /// What stands there.
        found: String,
    },
    /// A learner who has left.
    HasLeft,
    /// A column that has no meaning here: not read.
    UnknownColumn {
        /// What it is called.
        column: String,
    },
    /// A second column with the same meaning: not read.
    SecondColumn {
        /// What it is called.
        column: String,
    },
    /// No column with the number of the learner: the name and the date of birth tell who it is.
    NoKeyColumn,
    /// No column with the class.
    NoClassColumn,
    /// One column with the whole name, which was taken apart.
    WholeNames {
        /// What it is called.
        column: String,
    },
    /// A number that a spreadsheet has shortened: left out.
    BrokenKey {
        /// What stands there.
        found: String,
    },
    /// A class that a spreadsheet has made a date of: left out.
    ClassIsDate {
        /// What stands there.
        found: String,
    },
    /// Two learners without number, with the same name and date of birth.
    LearnerTwice,
    /// A row of another school year than the first.
    OtherYear {
        /// What stands there.
        found: String,
    },
    /// A row with one filled cell, such as a total: left out.
    LoneCell,
    /// Another worksheet with learners: not read.
    OtherSheet {
        /// What it is called.
        name: String,
    },
}

impl Problem {
    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::SchoolYear { .. }
            | Self::SchoolCode { .. }
            | Self::Empty
            | Self::KeyMissing { .. }
            | Self::KeyTwice { .. }
            | Self::KeyTooLong { .. }
            | Self::EckidTwice { .. }
            | Self::UnknownLocation { .. }
            | Self::NoName { .. }
            | Self::NameTooLong { .. }
            | Self::LearnerTwice
            | Self::OtherYear { .. } => Severity::Error,
            Self::NoSchoolCode
            | Self::UnknownGroup { .. }
            | Self::WrongGroupKind { .. }
            | Self::SecondClass { .. }
            | Self::NoTitle { .. }
            | Self::UnknownLevel { .. }
            | Self::NoLevel
            | Self::NotADate { .. }
            | Self::NotAnAddress { .. }
            | Self::TwoCitizenNumbers
            | Self::SecondColumn { .. }
            | Self::NoClassColumn
            | Self::WholeNames { .. }
            | Self::BrokenKey { .. }
            | Self::ClassIsDate { .. }
            | Self::LoneCell
            | Self::OtherSheet { .. } => Severity::Warning,
            Self::UnknownVersion { .. }
            | Self::NoBirth
            | Self::PassingKey { .. }
            | Self::UnknownRole { .. }
            | Self::HasLeft
            | Self::UnknownColumn { .. }
            | Self::NoKeyColumn => Severity::Notice,
        }
    }

    /// The code that its words are found by; the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SchoolYear { .. } => "school-year",
            Self::SchoolCode { .. } => "school-code",
            Self::NoSchoolCode => "no-school-code",
            Self::Empty => "empty",
            Self::KeyMissing { .. } => "key-missing",
            Self::KeyTwice { .. } => "key-twice",
            Self::KeyTooLong { .. } => "key-too-long",
            Self::EckidTwice { .. } => "eckid-twice",
            Self::UnknownLocation { .. } => "unknown-location",
            Self::NoName { .. } => "no-name",
            Self::NameTooLong { .. } => "name-too-long",
            Self::UnknownGroup { .. } => "unknown-group",
            Self::WrongGroupKind { .. } => "wrong-group-kind",
            Self::SecondClass { .. } => "second-class",
            Self::NoTitle { .. } => "no-title",
            Self::UnknownLevel { .. } => "unknown-level",
            Self::NoLevel => "no-level",
            Self::NotADate { .. } => "not-a-date",
            Self::NotAnAddress { .. } => "not-an-address",
            Self::TwoCitizenNumbers => "two-citizen-numbers",
            Self::UnknownVersion { .. } => "unknown-version",
            Self::NoBirth => "no-birth",
            Self::PassingKey { .. } => "passing-key",
            Self::UnknownRole { .. } => "unknown-role",
            Self::HasLeft => "has-left",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::SecondColumn { .. } => "second-column",
            Self::NoKeyColumn => "no-key-column",
            Self::NoClassColumn => "no-class-column",
            Self::WholeNames { .. } => "whole-names",
            Self::BrokenKey { .. } => "broken-key",
            Self::ClassIsDate { .. } => "class-is-date",
            Self::LearnerTwice => "learner-twice",
            Self::OtherYear { .. } => "other-year",
            Self::LoneCell => "lone-cell",
            Self::OtherSheet { .. } => "other-sheet",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// In which line, from 1.
    pub line: u64,
    /// What.
    #[serde(flatten)]
    pub problem: Problem,
}

/// All findings of a file: the first hundred of each code, the number of all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Those that are kept, in the order of the file.
    pub kept: Vec<Finding>,
    /// How many there are of each code.
    pub counts: BTreeMap<Cow<'static, str>, u64>,
    /// How often something was dropped on arrival.
    pub dropped: BTreeMap<Dropped, u64>,
}

impl Findings {
    pub(crate) fn note(&mut self, line: u64, problem: Problem) {
        let count = self.counts.entry(Cow::Borrowed(problem.code())).or_default();
        *count += 1;
        if *count <= KEPT {
            self.kept.push(Finding { line, problem });
        }
    }

    pub(crate) fn drop(&mut self, what: Dropped) {
        *self.dropped.entry(what).or_default() += 1;
    }

    /// The worst of them: nothing is loaded when it is [`Severity::Error`].
    pub fn worst(&self) -> Option<Severity> {
        self.kept.iter().map(|finding| finding.problem.severity()).max()
    }
}
