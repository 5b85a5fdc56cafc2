//! Groups: one per name, kind, location and school year.

use domain::{group::Group, ids::LicenceId};

use crate::{
    change::Change,
    item::Stored,
    keys::{self, Key},
};

/// What a guard of a group is called when it stands in the way.
pub const GROUP_NAME: &str = "group name";

fn guard(licence: LicenceId, group: &Group) -> Key {
    keys::group_identity(licence, &group.identity())
}

/// Claims that there is one such group.
pub(crate) fn claimed(change: Change, licence: LicenceId, group: &Group) -> Change {
    change.claim(&guard(licence, group), GROUP_NAME, &group.id.to_string())
}

impl Change {
    /// Keeps a new group, its row and its guard; refused with `Taken(GROUP_NAME)` when there is such a group (1-46).
    pub fn create_group(self, licence: LicenceId, group: &Group) -> Self {
        claimed(self, licence, group).create(group).row(group)
    }

    /// Saves a group and its row. `before` is the group as it was read: another name takes another guard.
    pub fn save_group(self, licence: LicenceId, before: &Group, group: &Stored<Group>) -> Self {
        let change = self.save(group).row(&group.value);
        if before.identity() == group.value.identity() {
            return change;
        }
        change
            .claim(&guard(licence, &group.value), GROUP_NAME, &group.value.id.to_string())
            .remove_item(&guard(licence, before))
    }
}
