//! What a learner of a file turns out to be.

use domain::ids::LearnerId;
use serde::{Deserialize, Serialize};

/// What changes of a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A part of the name that the file has.
    Name,
    /// The date of birth.
    Birth,
    /// The year level, where it was not filled in by hand (2-16).
    Level,
    /// The class.
    Class,
    /// Cross groups that the file tells of.
    CrossGroups,
    /// The location, coming back to it, or the day on which somebody begins there.
    Location,
    /// A key that was not known.
    Key,
}

/// Why a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The key is of one learner, the pseudonym of another.
    TwoMatches,
    /// The key is known, but name and date of birth are of somebody else: keys are sometimes used again.
    OtherPerson,
    /// The same name and date of birth, but another key.
    OtherKey,
    /// Several with the same name and date of birth.
    Several,
    /// The same name, and one of the dates of birth is not known.
    NoBirth,
    /// An earlier learner of the file was matched with the same one.
    MatchedTwice,
}

/// What a learner of the file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not here yet.
    New,
    /// Here, and nothing changes.
    Same(LearnerId),
    /// Here, and something changes.
    Changed(LearnerId, Vec<Change>),
    /// At the location of the file, which says that the learner has left.
    Left(LearnerId),
    /// Has left, and is not enrolled at the location of the file.
    Past,
    /// At a location that is none of the licence.
    Unplaced,
    /// A person decides.
    Doubt(Doubt, Vec<LearnerId>),
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Not here yet.
    pub new: u64,
    /// New, and beginning on a day that is still to come.
    pub later: u64,
    /// Nothing changes.
    pub same: u64,
    /// Something changes; those that move are counted here too.
    pub changed: u64,
    /// Another class or location.
    pub moved: u64,
    /// Left, says the file.
    pub left: u64,
    /// Left before, and not enrolled here.
    pub past: u64,
    /// At a location that is none of the licence.
    pub unplaced: u64,
    /// A person decides.
    pub doubt: u64,
    /// In doubt, and of the name and date of birth of one learner here whom no other of the file may be: said of all at once.
    pub namesakes: u64,
}
