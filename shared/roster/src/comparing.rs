//! A file, learner by learner, beside who is here.

use domain::{
    group,
    ids::{LearnerId, LocationId},
    licence,
};
use jiff::civil::Date;

use crate::{
    compare::{Comparison, Setting},
    file::RosterFile,
    limits::ReadError,
    model::{Group, Learner},
    outcome::{Doubt, Outcome},
    parts::Head,
    places::{Groups, Places},
};

/// More than there are lines in a file that is taken.
const BEYOND: u64 = 1 << 32;

impl Setting {
    /// What a file is compared with; `None` where it does not say of which school year it is. `groups` are those of the licence.
    pub fn of(
        head: &Head,
        chosen: LocationId,
        locations: &[licence::Location],
        groups: &[group::Group],
        today: Date,
    ) -> Option<Self> {
        let year = head.header.year?;
        let places = Places::new(chosen, locations, &head.locations);
        let groups = Groups::new(&head.groups, year, &places, groups);
        Some(Self { year, day: year.counts_from(today), today, places, groups, source: head.header.form.source() })
    }
}

/// A learner of a file beside who is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the file, counted from 0.
    pub place: u64,
    /// In which line.
    pub line: u64,
    /// What an answer about it is kept by, where the one before begins in the same line: a file can be one long line.
    pub apart: Option<u64>,
    /// What the file says.
    pub learner: Learner,
    /// Whether the file says that it has left.
    pub has_left: bool,
    /// What it would change.
    pub outcome: Outcome,
}

impl Compared {
    /// What an answer about it is kept by.
    pub fn asked(&self) -> u64 {
        self.apart.unwrap_or(self.line)
    }

    /// The one learner here with its name and date of birth, and another key. Who confirms can say of all of these at once that they are
    /// the same; never of one who has left, since that ends something.
    pub fn namesake(&self) -> Option<LearnerId> {
        match &self.outcome {
            Outcome::Doubt(Doubt::OtherKey, candidates) if !self.has_left => match candidates.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A file that is read beside who is here.
pub struct Comparing<'a> {
    file: RosterFile<'a>,
    comparison: Comparison,
    places: u64,
    /// Where the last learner began.
    line: u64,
}

impl<'a> Comparing<'a> {
    /// Reads `file` beside who was added to `comparison`.
    pub fn new(file: RosterFile<'a>, comparison: Comparison) -> Self {
        Self { file, comparison, places: 0, line: 0 }
    }

    /// What it is compared with.
    pub fn setting(&self) -> &Setting {
        self.comparison.setting()
    }

    /// Groups of the file.
    pub fn groups(&self) -> &[Group] {
        self.file.groups()
    }

    /// The next learner; `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub fn next_learner(&mut self) -> Result<Option<Compared>, ReadError> {
        let Some(at) = self.file.next_learner()? else { return Ok(None) };
        let outcome = self.comparison.compare(&at.item, self.file.groups(), self.file.day());
        let (place, has_left) = (self.places, at.item.has_left(self.comparison.setting().until(self.file.day())));
        let apart = (at.line == self.line).then_some(BEYOND + place);
        (self.places, self.line) = (place + 1, at.line);
        Ok(Some(Compared { place, line: at.line, apart, learner: at.item, has_left, outcome }))
    }

    /// The name of the class of a learner of the file.
    pub(crate) fn class_of(&self, learner: &Learner) -> Option<String> {
        learner.class.and_then(|class| self.groups().get(class)).map(|class| class.name.clone())
    }

    /// The file and the comparison, with how many learners were read.
    pub(crate) fn into_parts(self) -> (RosterFile<'a>, Comparison, u64) {
        (self.file, self.comparison, self.places)
    }
}
