//! A staff member at work: what is allowed and why, or why not.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Action, Area, Holder, Resource, Scope, Whereabouts};
use crate::{
    ids::{GroupId, LocationId},
    staff::{Role, StaffMember},
    steps::Subject,
};

/// Why something is allowed: by which role, and through which group if that was needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// The licence it holds in.
    pub scope: Scope,
    /// The role that allows it.
    pub role: Role,
    /// The group that allows it.
    pub group: Option<GroupId>,
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// No role of today allows the action at all: 403.
    NoRole,
    /// A role allows it, but not for this learner: its existence is not told, 404.
    OutOfReach,
}

/// A staff member at work: who, in which licence, and what is true of him now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The licence.
    pub scope: Scope,
    /// Its locations.
    pub locations: Vec<LocationId>,
    /// The staff member, as read in this request.
    pub member: StaffMember,
}

impl Actor {
    /// What the actor's rights follow from, in this licence.
    pub fn holder(&self) -> Holder<'_> {
        Holder::from(&self.member).among(&self.locations)
    }

    /// Whether the actor may do this to that on this day.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, action: Action, resource: &Resource<'_>, today: Date) -> Result<Permit, Refused> {
        let holder = self.holder();
        if let Some(ground) = holder.grounds(action, resource, today).next() {
            return Ok(Permit { scope: self.scope, role: ground.grant.role, group: ground.group });
        }
        let is_anywhere = holder.grounds(action, &Resource::Licence, today).next().is_some();
        Err(if is_anywhere { Refused::OutOfReach } else { Refused::NoRole })
    }

    /// The subjects of which the actor may read or write what the profile of this learner says (3-18).
    pub fn subjects(&self, action: Action, learner: &Whereabouts, today: Date) -> BTreeSet<Subject> {
        let resource = Resource::Learner(learner);
        self.holder().grounds(action, &resource, today).filter_map(|ground| ground.grant.subject).collect()
    }

    /// The groups through which the actor reaches learners on a day: those he is in, and those his roles were given for.
    pub fn groups(&self, today: Date) -> BTreeSet<GroupId> {
        let holder = self.holder();
        let given = holder.counting(today).flat_map(|grant| grant.groups.iter().copied());
        holder.groups(today).map(|membership| membership.group).chain(given).collect()
    }

    /// Whether the actor may do this anywhere: decides what navigation offers.
    pub fn could(&self, action: Action, today: Date) -> bool {
        self.may(action, &Resource::Licence, today).is_ok()
    }

    /// Whether the actor may do this to people, roles and settings in a part of the licence.
    pub fn manages(&self, action: Action, area: &Area, today: Date) -> bool {
        self.holder().manages(action, area, today)
    }
}
