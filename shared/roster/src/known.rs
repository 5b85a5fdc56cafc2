//! What was seen before in a file: keys of groups and locations, and a fingerprint of each key of a person.

use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::BuildHasher,
};

use crate::findings::Kind;

/// What was seen. Eight bytes a key of a person: two keys of 50,000 have the same fingerprint in one file of ten thousand million.
#[derive(Default)]
pub(crate) struct Known {
    pub groups: HashMap<String, usize>,
    pub locations: HashMap<String, usize>,
    people: HashSet<u64>,
    state: RandomState,
}

impl Known {
    /// Notes a key of a person; `false` when it was there.
    pub fn key(&mut self, of: Kind, key: &str) -> bool {
        self.people.insert(self.state.hash_one((of, "key", key)))
    }

    /// Notes a pseudonym; `false` when it was there.
    pub fn eckid(&mut self, of: Kind, eckid: &str) -> bool {
        self.people.insert(self.state.hash_one((of, "eckid", eckid)))
    }
}
