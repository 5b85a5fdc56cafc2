//! What is to be said about a person of a file, whatever kind of file it is.

use domain::name::{PersonName, room};
use jiff::civil::Date;

use crate::{
    findings::{Findings, Kind, Problem},
    model::{Group, Learner},
};

impl Findings {
    /// What is to be said about a name.
    pub(crate) fn name(&mut self, line: u64, of: Kind, name: &PersonName) {
        let parts = [
            (&name.family_name, room::FAMILY_NAME),
            (&name.given_names, room::GIVEN_NAMES),
            (&name.call_name, room::CALL_NAME),
            (&name.prefix, room::PREFIX),
            (&name.initials, room::INITIALS),
        ];
        if parts.iter().all(|(part, _)| part.is_none()) {
            self.note(line, Problem::NoName { of });
        }
        for (part, max) in parts {
            // A part of this many bytes has at most as many characters.
            if part.as_ref().is_some_and(|part| part.len() > max && part.chars().count() > max) {
                self.note(line, Problem::NameTooLong { of, max });
            }
        }
    }

    /// What a learner lacks. `day` tells who has left.
    pub(crate) fn completeness(&mut self, line: u64, learner: &Learner, groups: &[Group], day: Date) {
        if learner.has_left(day) {
            self.note(line, Problem::HasLeft);
            return;
        }
        if learner.year_level(groups).is_none() {
            self.note(line, Problem::NoLevel);
        }
        if learner.birth.is_none() {
            self.note(line, Problem::NoBirth);
        }
    }
}
