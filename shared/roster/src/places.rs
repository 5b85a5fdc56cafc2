//! Where a file meets what is here: its locations and groups beside those of the licence.

use std::collections::{HashMap, HashSet};

use domain::{
    calendar::SchoolYear,
    fold::fold,
    group::{self, GroupKind},
    ids::{GroupId, LocationId},
    licence::{self, LocationCode, brin6},
};

use crate::model::{Group, Location};

/// Which location of the licence a learner of the file is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    chosen: LocationId,
    of_file: Vec<Option<LocationId>>,
}

impl Places {
    /// The file is for the location `chosen`. Its own locations are those of the licence with the same code or name; a file with one
    /// location means the chosen one.
    pub fn new(chosen: LocationId, licence: &[licence::Location], file: &[Location]) -> Self {
        let of_file = match file {
            [_] => vec![Some(chosen)],
            several => several.iter().map(|location| same(licence, location)).collect(),
        };
        Self { chosen, of_file }
    }

    /// Where a learner is who refers to this location of the file; `None` when it is none of the licence.
    pub fn of(&self, location: Option<usize>) -> Option<LocationId> {
        location.map_or(Some(self.chosen), |location| self.of_file.get(location).copied().flatten())
    }

    /// Locations of the file that are none of the licence: a person says which they are.
    pub fn unknown(&self) -> impl Iterator<Item = usize> {
        self.of_file.iter().enumerate().filter(|(_, place)| place.is_none()).map(|(location, _)| location)
    }

    /// A person said which location this one is.
    pub fn put(&mut self, location: usize, place: LocationId) {
        if let Some(known) = self.of_file.get_mut(location) {
            *known = Some(place);
        }
    }

    /// Whether the file tells of this location, so that who is not in it is missing.
    pub fn tells_of(&self, place: LocationId) -> bool {
        place == self.chosen || self.of_file.contains(&Some(place))
    }
}

/// The location of the licence with the code or the name of one of the file.
pub(crate) fn same(licence: &[licence::Location], location: &Location) -> Option<LocationId> {
    let by_code = licence.iter().find(|known| match &known.code {
        Some(LocationCode::Brin6(code)) => brin6(&location.key, "").as_ref() == Some(code),
        Some(LocationCode::Institution(code) | LocationCode::SchoolKey(code)) => *code == location.key,
        None => false,
    });
    let by_name = || {
        let mut named = licence.iter().filter(|known| fold(&known.name) == fold(&location.name));
        named.next().filter(|_| named.next().is_none())
    };
    by_code.or_else(by_name).map(|known| known.id)
}

/// Which group of the licence a group of the file is: the one of the same kind and name at the place where the learner is. A key in a
/// file lives as long as the group, one school year.
#[derive(Debug, Clone)]
pub struct Groups {
    /// Kind and folded name of each group of the file.
    of_file: Vec<(GroupKind, String)>,
    /// For each group of the file those of the licence with its kind and name, at most one a location.
    there: Vec<Vec<(LocationId, GroupId)>>,
    /// Where each group of the licence is, of every kind and year.
    at: HashMap<GroupId, LocationId>,
    classes: HashSet<GroupId>,
    in_file: HashSet<GroupId>,
}

impl Groups {
    /// The groups of a file beside those of the licence: all of them, of which those of its school year can be groups of the file.
    pub fn new<'a>(
        file: &[Group],
        year: SchoolYear,
        places: &Places,
        licence: impl IntoIterator<Item = &'a group::Group>,
    ) -> Self {
        let of_file: Vec<_> = file.iter().map(|group| (group.kind, fold(&group.name))).collect();
        let (mut known, mut classes, mut in_file) = (HashMap::<_, Vec<_>>::new(), HashSet::new(), HashSet::new());
        let mut at = HashMap::new();
        for group in licence {
            at.insert(group.id, group.location);
            if group.year != year || group.kind == GroupKind::External {
                continue;
            }
            if group.kind == GroupKind::Class {
                classes.insert(group.id);
            }
            known.entry((group.kind, fold(&group.name))).or_default().push((group.location, group.id));
        }
        let there: Vec<Vec<_>> = of_file.iter().map(|name| known.get(name).cloned().unwrap_or_default()).collect();
        in_file.extend(there.iter().flatten().filter(|(place, _)| places.tells_of(*place)).map(|(_, id)| *id));
        Self { of_file, there, at, classes, in_file }
    }

    /// The group that is there; `None` when it is new.
    pub fn of(&self, group: usize, place: LocationId) -> Option<GroupId> {
        self.there.get(group)?.iter().find(|(known, _)| *known == place).map(|(_, id)| *id)
    }

    /// Whether a group of the licence is at this location.
    pub fn is_at(&self, group: GroupId, place: LocationId) -> bool {
        self.at.get(&group) == Some(&place)
    }

    /// Whether this is a class of the year.
    pub fn is_class(&self, group: GroupId) -> bool {
        self.classes.contains(&group)
    }

    /// Whether the file tells who is in this group. Of others, made here by hand, it tells nothing.
    pub fn tells_of(&self, group: GroupId) -> bool {
        self.in_file.contains(&group)
    }

    /// Groups of the file that would be one here, since kind, name and place are the same: pairs of them. `used` are groups and where
    /// their learners are, each pair once; two locations may both have a class 4A.
    pub fn alike(&self, used: impl IntoIterator<Item = (usize, LocationId)>) -> Vec<(usize, usize)> {
        let mut first = HashMap::new();
        let doubles = used.into_iter().filter_map(|(number, place)| {
            let known = *first.entry((self.of_file.get(number)?, place)).or_insert(number);
            (known != number).then_some((known, number))
        });
        doubles.collect()
    }
}
