//! What a check is made of.

use domain::{
    calendar::SchoolYear,
    group::{self, GroupKind},
    ids::{GroupId, LearnerId, LocationId},
    name::PersonName,
    pupil_file::PupilFile,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    file::RosterFile,
    limits::Refusal,
    model::{Group, Header, Location},
    outcome::{Change, Doubt},
};

/// What stands before the learners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What the file says of itself.
    pub header: Header,
    /// Its locations.
    pub locations: Vec<Location>,
    /// Its groups.
    pub groups: Vec<Group>,
}

impl RosterFile<'_> {
    /// What stands before the learners.
    pub fn head(&self) -> Head {
        Head { header: self.header().clone(), locations: self.locations().to_vec(), groups: self.groups().to_vec() }
    }
}

/// Why a file is not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It could not be read.
    Unread,
    /// It is of another school (3-08).
    OtherSchool,
    /// It is of another location of this school (3-11).
    OtherLocation,
    /// It is neither of this school year nor of the next.
    OtherYear,
    /// There are errors in it.
    Errors,
    /// Two groups of it would be one group here.
    AlikeGroups,
}

/// Why a file was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// In which line, from 1.
    pub line: u64,
    /// Why.
    pub refusal: Refusal,
}

/// A group of the file at a location, with who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCheck {
    /// Which of the file, counted from 0.
    pub number: usize,
    /// What people call it.
    pub name: String,
    /// A class or a cross group.
    pub kind: GroupKind,
    /// The levels of a class.
    pub levels: Vec<String>,
    /// At which location.
    pub location: LocationId,
    /// Learners of the file in it.
    pub learners: u64,
    /// The group that is here; none when it will be made.
    pub here: Option<GroupId>,
}

impl GroupCheck {
    /// The group that is made for it.
    pub fn group(&self, file: &PupilFile, year: SchoolYear) -> group::Group {
        group::Group {
            id: file.group_id(self.number, self.location),
            name: self.name.clone(),
            kind: self.kind,
            year,
            location: self.location,
            levels: self.levels.clone(),
        }
    }
}

/// A learner of the file who is not here yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCheck {
    /// The name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: Option<Date>,
    /// The year level.
    pub level: Option<String>,
    /// The name of the class.
    pub class: Option<String>,
    /// The first day, where it is still to come.
    pub from: Option<Date>,
}

/// A learner of the file about whom a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtCheck {
    /// In which line.
    pub line: u64,
    /// What the answer is kept by, where other learners begin in the same line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<u64>,
    /// The name in the file.
    pub name: PersonName,
    /// The date of birth in the file.
    pub birth: Option<Date>,
    /// The name of the class in the file.
    pub class: Option<String>,
    /// Why.
    pub doubt: Doubt,
    /// Who it may be.
    pub candidates: Vec<LearnerId>,
    /// It is one of those of whom a person can say at once that they are who has the same name and date of birth.
    #[serde(default)]
    pub namesake: bool,
    /// The file says that this learner has left: whoever it is leaves, and nobody new is enrolled.
    #[serde(default)]
    pub has_left: bool,
    /// When, if it says so.
    #[serde(default)]
    pub left: Option<Date>,
}

impl DoubtCheck {
    /// What the answer is kept by.
    pub fn asked(&self) -> u64 {
        self.apart.unwrap_or(self.line)
    }
}

/// A learner of whom something changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCheck {
    /// Who.
    pub learner: LearnerId,
    /// What.
    pub changes: Vec<Change>,
}

/// A teacher of the file: proposed as staff, without any role (3-16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// In which line.
    pub line: u64,
    /// The name.
    pub name: PersonName,
    /// The address to invite.
    pub email: Option<String>,
    /// Names of the groups.
    pub groups: Vec<String>,
}
