//! The turn of the school year: groups duplicated, learners divided, written ahead and in force at midnight by date (1-44 to 1-48, 6.9).
//!
//! A plan is carried out in chunks. Each task looks at what is there and writes only what is not, so that doing a chunk
//! again, or carrying out a second plan, writes nothing (trap 20).

mod input;
mod report;
mod task;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use input::{RolloverInput, proposal};
pub use report::{DryRun, GroupPreview, Named};
pub use task::{Chunk, LEARNERS_PER_CHUNK, Moved, Task};

use crate::{
    author::Stamp,
    calendar::{Period, SchoolYear},
    group::{Group, GroupKind},
    hash::Hash,
    ids::{GroupId, LearnerId, RolloverId, StaffId},
    learner::LearnerRow,
    staff::Membership,
};

/// What happens to a group of the source year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum GroupFate {
    /// Nothing: no such group next year, and nobody's membership changes.
    Stays,
    /// The same group is made in the target year: name, kind, location and levels; learners never by themselves.
    Duplicated {
        /// Whether its staff goes along.
        staff: bool,
    },
    /// An external group goes on: made in the target year, with its staff and its learners.
    Continues,
    /// An external group stops: learners and staff leave it on the end date.
    Stops,
    /// An external group about which nobody has decided: asked for in the dry run, the plan cannot be carried out.
    Undecided,
}

/// Where learners of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "to", content = "group", rename_all = "kebab-case")]
pub enum Target {
    /// To the duplicate of this group of the source year; in forms `copy-<id>`.
    CopyOf(GroupId),
    /// To this group of the target year, which is there already; in forms `group-<id>`.
    Existing(GroupId),
    /// To no group: they leave; in forms `leaves`.
    Leaves,
}

/// Learners of one group who go to the same place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Division {
    /// The group of the source year.
    pub from: GroupId,
    /// Where they go.
    pub target: Target,
    /// Who.
    pub learners: Vec<LearnerId>,
}

/// A group of the source year and what happens to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedGroup {
    /// The group of the source year.
    pub source: GroupId,
    /// What happens to it.
    #[serde(flatten)]
    pub fate: GroupFate,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RolloverState {
    /// Waits for its day.
    Planned,
    /// Being carried out.
    Running,
    /// Carried out.
    Done,
    /// Taken back before its day.
    Withdrawn,
}

/// A planned rollover of one licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// The id.
    pub id: RolloverId,
    /// The year that ends.
    pub source: SchoolYear,
    /// The last day in the old groups: 31 July unless chosen otherwise (1-47).
    pub ends: Date,
    /// The groups, each with what happens to it.
    pub groups: Vec<PlannedGroup>,
    /// Who goes where.
    pub divisions: Vec<Division>,
    /// How far it is.
    pub state: RolloverState,
    /// Who made it, and when.
    pub made: Stamp,
}

/// What there is in a licence when a plan is made, tried or carried out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Roster<'a> {
    /// Groups of all years.
    pub groups: &'a [Group],
    /// The register of learners.
    pub learners: &'a [LearnerRow],
    /// Memberships of staff.
    pub staff: &'a [(StaffId, Vec<Membership>)],
}

impl Roster<'_> {
    /// The group with this id.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The learners in a group on a day.
    pub fn learners_in(&self, group: GroupId, day: Date) -> impl Iterator<Item = &LearnerRow> {
        self.learners.iter().filter(move |row| !row.ended && row.groups_on(day).any(|id| id == group))
    }

    /// The staff members in a group on a day.
    pub fn staff_in(&self, group: GroupId, day: Date) -> impl Iterator<Item = StaffId> {
        self.staff
            .iter()
            .filter(move |(_, memberships)| {
                memberships.iter().any(|membership| membership.group == group && membership.period.holds(day))
            })
            .map(|(id, _)| *id)
    }
}

impl Plan {
    /// The year that begins.
    pub fn target(&self) -> SchoolYear {
        self.source.next()
    }

    /// The day on which the schedule carries it out: 1 August.
    pub fn due(&self) -> Date {
        self.target().first_day()
    }

    /// Whether the schedule must carry it out on a day; also later, should the schedule have been down.
    pub fn is_due(&self, today: Date) -> bool {
        matches!(self.state, RolloverState::Planned | RolloverState::Running) && self.due() <= today
    }

    /// What happens to a group.
    pub fn fate(&self, source: GroupId) -> GroupFate {
        self.groups.iter().find(|planned| planned.source == source).map_or(GroupFate::Stays, |planned| planned.fate)
    }

    /// From when new memberships hold: the first day of the new year, also when the old ones end earlier.
    pub fn new_period(&self) -> Period {
        Period::since(self.target().first_day())
    }

    /// The group of the target year that a source group becomes: one that is there with the same name, kind and location,
    /// else one that is made, with an id that is always the same.
    pub fn becomes(&self, source: &Group, groups: &[Group]) -> Group {
        let copy = Group { id: derived(source.id, self.target()), year: self.target(), ..source.clone() };
        groups.iter().find(|group| group.id == copy.id || group.identity() == copy.identity()).cloned().unwrap_or(copy)
    }

    /// The group of the target year that learners go to; none for leavers, or when the group is gone.
    pub fn group_of(&self, target: Target, groups: &[Group]) -> Option<Group> {
        let find = |id| groups.iter().find(|group| group.id == id);
        match target {
            Target::CopyOf(id) => find(id).map(|source| self.becomes(source, groups)),
            Target::Existing(id) => find(id).filter(|group| group.year == self.target()).cloned(),
            Target::Leaves => None,
        }
    }

    /// Whether groups of this fate are made in the target year.
    pub(crate) const fn makes(fate: GroupFate) -> bool {
        matches!(fate, GroupFate::Duplicated { .. } | GroupFate::Continues)
    }
}

/// The id of a source group's duplicate: whoever plans, and however often, it is the same.
fn derived(source: GroupId, target: SchoolYear) -> GroupId {
    GroupId::new(Hash::of(format!("rollover {source} {target}")).uuid())
}

impl Target {
    /// The target in a form.
    pub fn parse(typed: &str) -> Option<Self> {
        match typed.trim().split_once('-') {
            Some(("copy", id)) => Uuid::try_parse(id).ok().map(|id| Self::CopyOf(GroupId::new(id))),
            Some(("group", id)) => Uuid::try_parse(id).ok().map(|id| Self::Existing(GroupId::new(id))),
            _ => (typed.trim() == "leaves").then_some(Self::Leaves),
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CopyOf(id) => write!(f, "copy-{id}"),
            Self::Existing(id) => write!(f, "group-{id}"),
            Self::Leaves => f.write_str("leaves"),
        }
    }
}

/// What is offered first: every class and cross group is duplicated without staff, about external groups a person decides.
fn first_fate(kind: GroupKind) -> GroupFate {
    match kind {
        GroupKind::Class | GroupKind::Cross => GroupFate::Duplicated { staff: false },
        GroupKind::External => GroupFate::Undecided,
    }
}

#[cfg(test)]
mod tests;
