//! Which learner who is here a learner of the file is.

use domain::ids::LocationId;

use crate::{
    compare::{Comparison, Row},
    model::Learner,
    outcome::Doubt,
};

/// A row, and whether the file has a key that was not known.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub row: u32,
    pub by_new_key: bool,
}

impl Found {
    pub fn index(self) -> usize {
        self.row as usize
    }
}

impl Comparison {
    /// The row of a learner, `None` for somebody new, or why a person decides between which rows.
    pub(crate) fn find(&self, learner: &Learner, place: LocationId) -> Result<Option<Found>, (Doubt, Vec<u32>)> {
        let key = learner.stable_key().map(|key| self.by_key(place, key));
        let eckid = learner.eckid.as_deref().map(|eckid| self.by_eckid(eckid));
        // Keys that are told and not known are noted.
        let by_new_key = key == Some(None) || eckid == Some(None);
        let row = match (key.flatten(), eckid.flatten()) {
            (Some(one), Some(other)) if one != other => return Err((Doubt::TwoMatches, vec![one, other])),
            (Some(row), _) | (None, Some(row)) => row,
            (None, None) => {
                let row = self.by_name_and_birth(learner, place)?;
                return Ok(row.map(|row| Found { row, by_new_key }));
            }
        };
        let is_other = |row: u32| self.row(row).is_some_and(|row| self.is_somebody_else(row, learner));
        if !is_other(row) {
            return Ok(Some(Found { row, by_new_key }));
        }
        // Two who are here have the key since a person said that this one is new.
        let sharing = learner.stable_key().map_or(&[][..], |key| self.sharing(place, key));
        match sharing.iter().copied().find(|row| !is_other(*row)) {
            Some(row) => Ok(Some(Found { row, by_new_key })),
            None => Err((Doubt::OtherPerson, vec![row])),
        }
    }

    fn by_name_and_birth(&self, learner: &Learner, place: LocationId) -> Result<Option<u32>, (Doubt, Vec<u32>)> {
        let (mut same, mut perhaps) = (Vec::new(), Vec::new());
        let mut next = self.last_named(&learner.name);
        while let Some((number, row)) = next.and_then(|number| Some((number, self.row(number)?))) {
            match (row.birth, learner.birth) {
                (Some(known), Some(told)) if known == told => same.push((number, row)),
                (Some(_), Some(_)) => {}
                _ => perhaps.push(number),
            }
            next = row.next;
        }
        match same.as_slice() {
            [] if perhaps.is_empty() => Ok(None),
            [] => Err((Doubt::NoBirth, perhaps)),
            [(number, row)] if learner.stable_key().is_some() && row.keyed_at == Some(place) => {
                Err((Doubt::OtherKey, vec![*number]))
            }
            [(number, _)] => Ok(Some(*number)),
            several => Err((Doubt::Several, several.iter().map(|(number, _)| *number).collect())),
        }
    }

    /// Whether nothing of date of birth, family name and first name is the same. One or two of them change: something was corrected,
    /// somebody married, or goes by another name.
    fn is_somebody_else(&self, row: &Row, learner: &Learner) -> bool {
        let same_birth = learner.birth.is_some() && row.birth == learner.birth;
        let same_part = self.parts(&learner.name).iter().zip(row.name).enumerate().any(|(part, (told, known))| {
            let tells_who = !matches!(part, Comparison::PREFIX | Comparison::INITIALS);
            tells_who && *told != 0 && *told == known
        });
        !same_birth && !same_part
    }
}
