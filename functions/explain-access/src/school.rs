//! The school as far as rights go: its staff and groups, read beside the session, and what they are called.

use std::collections::HashMap;

use domain::{
    access::{Action, Area, Holder},
    group::{Group, GroupKind},
    ids::{GroupId, LocationId, StaffId},
    staff::{Grant, StaffRow},
};
use serde::Serialize;
use store::{LicenceStore, StoreError};
use web::{Desk, looked_after::GroupLocations, role_fields};

use crate::t;

/// Everybody and every group of the licence.
pub struct School {
    /// Everybody, by name; also who works here no more.
    pub staff: Vec<StaffRow>,
    groups: HashMap<GroupId, Group>,
}

/// A group by which a learner is reached.
#[derive(Debug, Clone, Serialize)]
pub struct Through {
    /// Which group.
    pub id: GroupId,
    /// What people call it.
    pub name: String,
    /// What kind it is.
    pub kind: GroupKind,
}

impl School {
    /// Reads the registers.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(records: &LicenceStore<'_>) -> Result<Self, StoreError> {
        let (mut staff, groups) = tokio::try_join!(records.register::<StaffRow>(), records.register::<Group>())?;
        staff.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        Ok(Self { staff, groups: groups.into_iter().map(|group| (group.id, group)).collect() })
    }

    /// A group of the licence.
    pub fn group(&self, id: GroupId) -> Option<Through> {
        let group = self.groups.get(&id)?;
        Some(Through { id, name: group.name.clone(), kind: group.kind })
    }

    /// Whether a role reaches anything at a location.
    pub fn holds_at(&self, grant: &Grant, location: LocationId) -> bool {
        grant.holds_at(location, |id| self.groups.get(&id).map(|group| group.location))
    }

    /// Who granted a role.
    pub fn granted_by(&self, desk: &Desk, holder: StaffId, grant: &Grant) -> String {
        let t = t(desk.locale());
        let Some(by) = grant.granted_by else { return t.by_platform() };
        let name = self.staff.iter().find(|row| row.id == by).map(|row| row.full.clone()).unwrap_or_default();
        if by == holder { t.by_self(name) } else { name }
    }

    /// Where somebody has a role or a group, today or later.
    pub fn area_of<'a>(&self, desk: &Desk, who: impl Into<Holder<'a>>) -> Area {
        desk.area_among(who, &GroupLocations::of(self.groups.values()))
    }

    /// The people who manage the staff of a part of the licence today, by name.
    pub fn administrators(&self, desk: &Desk, area: &Area) -> Vec<String> {
        let manages = |row: &&StaffRow| {
            let holder = Holder::from(*row).among(&desk.actor.locations);
            holder.manages(Action::ManageStaff, area, desk.today())
        };
        self.staff.iter().filter(manages).map(|row| row.full.clone()).collect()
    }
}

/// A location of the licence, or the whole of it.
pub fn place(desk: &Desk, location: Option<LocationId>) -> String {
    let known = location.and_then(|id| desk.licence.location(id));
    known.map_or_else(|| role_fields::all_locations(desk), role_fields::location_name)
}

/// Where a role reaches: at a location, in the groups it was given for, or in those one is a member of.
pub fn reaches(desk: &Desk, school: &School, grant: &Grant) -> String {
    role_fields::reach(desk, grant, school.groups.values())
}
