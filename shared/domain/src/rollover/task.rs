//! What is done when a plan is carried out: tasks in chunks with keys that are always the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GroupFate, Plan, RolloverState, Target};
use crate::{
    calendar::Period,
    group::Group,
    ids::{GroupId, LearnerId},
    learner::Learner,
    staff::{Membership, StaffMember},
};

/// Learners in one chunk: each takes three items (learner, row, audit) of the hundred of a transaction, and the chunk itself some.
pub const LEARNERS_PER_CHUNK: usize = 25;

/// Something to do. It says what is wanted; what is there already is not written again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "task", rename_all = "kebab-case")]
pub enum Task {
    /// Make the group that this one becomes: [`Plan::group_to_make`].
    MakeGroup {
        /// The group of the source year.
        source: GroupId,
    },
    /// Let these learners go from one group to another: [`Plan::move_learner`].
    MoveLearners {
        /// The group of the source year.
        from: GroupId,
        /// Where they go.
        target: Target,
        /// Who.
        learners: Vec<LearnerId>,
    },
    /// Let the staff of a group go along: [`Plan::move_staff`] for each staff member in it.
    MoveStaff {
        /// The group of the source year.
        from: GroupId,
    },
    /// End the memberships of an external group that stops: [`Plan::stop_learner`] and [`Plan::stop_staff`] for all in it.
    StopGroup {
        /// The group.
        group: GroupId,
    },
}

/// A part of the work that fits in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chunk {
    /// Its key within the plan: the same whenever and however often the chunks are made.
    pub key: String,
    /// What to do.
    pub task: Task,
}

/// What became of a learner in a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// To be written.
    Changed,
    /// It was so already: nothing to write.
    AsItWas,
    /// Somebody took the learner out of the group since the plan was made: nothing to write, to be reported.
    NotInGroup,
}

impl Plan {
    /// The work, in an order in which groups are made before anybody goes there. It depends on the plan alone.
    pub fn chunks(&self) -> Vec<Chunk> {
        let mut tasks: Vec<Task> = self
            .groups
            .iter()
            .filter(|planned| Self::makes(planned.fate))
            .map(|planned| Task::MakeGroup { source: planned.source })
            .collect();
        for division in &self.divisions {
            let parts = division.learners.chunks(LEARNERS_PER_CHUNK);
            tasks.extend(parts.map(|learners| Task::MoveLearners {
                from: division.from,
                target: division.target,
                learners: learners.to_vec(),
            }));
        }
        for planned in &self.groups {
            match planned.fate {
                GroupFate::Duplicated { staff: true } | GroupFate::Continues => {
                    tasks.push(Task::MoveStaff { from: planned.source })
                }
                GroupFate::Stops => tasks.push(Task::StopGroup { group: planned.source }),
                _ => {}
            }
        }
        (1..)
            .zip(tasks)
            .map(|(number, task): (u32, Task)| Chunk { key: format!("{}-{number:05}", self.id), task })
            .collect()
    }

    /// The group to make; none when it is there already, by id or by name, kind and location (1-46).
    pub fn group_to_make(&self, source: &Group, groups: &[Group]) -> Option<Group> {
        let group = self.becomes(source, groups);
        (!groups.iter().any(|known| known.id == group.id)).then_some(group)
    }

    /// Lets a learner go from a group to another: the old membership ends on the end date, the new one begins on 1 August.
    pub fn move_learner(&self, learner: &mut Learner, from: GroupId, to: Option<GroupId>) -> Moved {
        let is_in = learner.groups_on(self.ends).any(|group| group == from);
        let is_there = to.is_some_and(|to| learner.groups_on(self.due()).any(|group| group == to));
        if !is_in && !is_there {
            return Moved::NotInGroup;
        }
        let ended = self.end(&mut learner.memberships, from);
        // Somebody who was taken out of the new group by hand stays out of it.
        let was_there = to.is_some_and(|to| learner.memberships.iter().any(|membership| membership.group == to));
        let joined = to.filter(|_| !was_there).is_some_and(|to| learner.join(to, self.new_period()));
        if ended || joined { Moved::Changed } else { Moved::AsItWas }
    }

    /// Lets a staff member of a group go along to what it becomes, and roles that were given for the group with him (3-21).
    /// `true` when there is something to write.
    pub fn move_staff(&self, member: &mut StaffMember, from: GroupId, to: GroupId) -> bool {
        let mut given = false;
        for grant in &mut member.grants {
            // Learners come into the new group with the new year, so that the role reaches nobody before.
            given |= grant.period.holds(self.ends) && grant.groups.contains(&from) && grant.groups.insert(to);
        }
        let is_in = member.groups(self.ends).any(|group| group == from);
        if !is_in {
            return given;
        }
        let ended = self.end(&mut member.memberships, from);
        let was_there = member.memberships.iter().any(|membership| membership.group == to);
        if !was_there {
            member.memberships.push(Membership::of(to, self.new_period()));
        }
        given || ended || !was_there
    }

    /// Ends a learner's membership of a group that stops. `true` when there is something to write.
    pub fn stop_learner(&self, learner: &mut Learner, group: GroupId) -> bool {
        self.end(&mut learner.memberships, group)
    }

    /// Ends a staff member's membership of a group that stops. `true` when there is something to write.
    pub fn stop_staff(&self, member: &mut StaffMember, group: GroupId) -> bool {
        self.end(&mut member.memberships, group)
    }

    /// Ends memberships of a group that would go on after the end date; those that end earlier stay as they are.
    fn end(&self, memberships: &mut [Membership], group: GroupId) -> bool {
        let goes_on = |period: &Period| period.holds(self.ends) && period.to != Some(self.ends);
        let mut ended = false;
        for membership in
            memberships.iter_mut().filter(|membership| membership.group == group && goes_on(&membership.period))
        {
            membership.period.to = Some(self.ends);
            ended = true;
        }
        ended
    }

    /// The schedule takes it up; also when it was interrupted. `false` when there is nothing to carry out.
    pub fn begin(&mut self) -> bool {
        let can = matches!(self.state, RolloverState::Planned | RolloverState::Running);
        if can {
            self.state = RolloverState::Running;
        }
        can
    }

    /// The last chunk was done. `false` when it was done before.
    pub fn finish(&mut self) -> bool {
        let was_running = self.state == RolloverState::Running;
        if was_running {
            self.state = RolloverState::Done;
        }
        was_running
    }

    /// Takes it back before its day. `false` when it is too late.
    pub fn withdraw(&mut self) -> bool {
        let was_planned = self.state == RolloverState::Planned;
        if was_planned {
            self.state = RolloverState::Withdrawn;
        }
        was_planned
    }
}
