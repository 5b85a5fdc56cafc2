//! The dry run: what would be made, and what a person should look at first (1-45).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GroupFate, Plan, Roster, Target};
use crate::{
    group::{Group, GroupKind},
    ids::{DossierId, GroupId, LearnerId},
    learner::LearnerRow,
};

/// A learner in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Who.
    pub learner: LearnerId,
    /// The name as lists show it.
    pub name: String,
    /// The running dossier, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<DossierId>,
}

impl Named {
    fn of(row: &LearnerRow) -> Self {
        Self { learner: row.id, name: row.name.clone(), running: row.running }
    }
}

/// A group of the target year, as it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupPreview {
    /// The group that it comes from.
    pub source: GroupId,
    /// The group.
    pub group: Group,
    /// How many learners come in.
    pub learners: usize,
    /// How many staff members come along.
    pub staff: usize,
}

/// What carrying out a plan would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DryRun {
    /// Groups that would be made.
    pub made: Vec<GroupPreview>,
    /// Groups that are there already, by name, kind and location: skipped, but learners can come in.
    pub exist: Vec<GroupPreview>,
    /// External groups that go on.
    pub continuing: Vec<GroupId>,
    /// External groups that stop.
    pub stopping: Vec<GroupId>,
    /// External groups about which somebody must decide: the plan cannot be carried out before.
    pub undecided: Vec<GroupId>,
    /// Learners who go to another group, each counted once per group that is left.
    pub moves: usize,
    /// Learners of a class who would be in no class next year, without anybody having said that they leave.
    pub without_target: Vec<Named>,
    /// Leavers with a running dossier: close it first (1-45). Nothing is closed by itself.
    pub leavers_with_dossier: Vec<Named>,
}

impl DryRun {
    /// Whether the plan can be carried out as it is.
    pub fn is_ready(&self) -> bool {
        self.undecided.is_empty()
    }
}

impl Plan {
    /// What carrying it out would do with what is there now. Nothing is written.
    pub fn dry_run(&self, roster: &Roster<'_>) -> DryRun {
        let mut run =
            DryRun { moves: self.divisions.iter().map(|division| division.learners.len()).sum(), ..DryRun::default() };
        for planned in &self.groups {
            let Some(source) = roster.group(planned.source) else { continue };
            match planned.fate {
                GroupFate::Continues => run.continuing.push(source.id),
                GroupFate::Stops => run.stopping.push(source.id),
                GroupFate::Undecided => run.undecided.push(source.id),
                GroupFate::Stays | GroupFate::Duplicated { .. } => {}
            }
            if Self::makes(planned.fate) {
                let preview = self.preview(source, planned.fate, roster);
                let list =
                    if self.group_to_make(source, roster.groups).is_some() { &mut run.made } else { &mut run.exist };
                list.push(preview);
            }
        }
        for row in roster.learners.iter().filter(|row| !row.ended) {
            self.look_at(row, roster, &mut run);
        }
        run
    }

    fn preview(&self, source: &Group, fate: GroupFate, roster: &Roster<'_>) -> GroupPreview {
        let group = self.becomes(source, roster.groups);
        let comes_here = |target: Target| self.group_of(target, roster.groups).is_some_and(|to| to.id == group.id);
        let learners = self
            .divisions
            .iter()
            .filter(|division| comes_here(division.target))
            .map(|division| division.learners.len())
            .sum();
        let staff = if matches!(fate, GroupFate::Duplicated { staff: true } | GroupFate::Continues) {
            roster.staff_in(source.id, self.ends).count()
        } else {
            0
        };
        GroupPreview { source: source.id, group, learners, staff }
    }

    /// Notes a learner who would be in no class, or who leaves with a running dossier.
    fn look_at(&self, row: &LearnerRow, roster: &Roster<'_>, run: &mut DryRun) {
        let is_class = |id: GroupId, year| {
            roster.group(id).is_some_and(|group| group.kind == GroupKind::Class && group.year == year)
        };
        let targets: Vec<Target> = self
            .divisions
            .iter()
            .filter(|division| division.learners.contains(&row.id))
            .map(|division| division.target)
            .collect();
        let is_enrolled_next = row.location_on(self.due()).is_some();
        let was_here = row.location_on(self.ends).is_some() || row.groups_on(self.ends).next().is_some();
        let leaves = !is_enrolled_next || targets.contains(&Target::Leaves);
        if leaves {
            if was_here && row.running.is_some() {
                run.leavers_with_dossier.push(Named::of(row));
            }
            return;
        }
        let was_in_class = row.groups_on(self.ends).any(|id| is_class(id, self.source));
        let goes_to_class = targets
            .iter()
            .filter_map(|target| self.group_of(*target, roster.groups))
            .any(|group| group.kind == GroupKind::Class);
        let is_there = row.groups_on(self.due()).any(|id| is_class(id, self.target()));
        if was_in_class && !goes_to_class && !is_there {
            run.without_target.push(Named::of(row));
        }
    }
}
