//! One chunk: what is to be written, and writing it with the cursor.

use domain::{
    access::{Holder, Scope},
    group::Group,
    ids::{DossierId, GroupId, JobId, LearnerId, RolloverId, StaffId},
    learner::{Learner, LearnerRow},
    rollover::{Chunk, Moved, Target, Task},
    staff::{StaffMember, StaffRow},
};
use store::{
    Change, Entity, LicenceStore, Store, StoreError, Stored,
    audit::{Entry, Who},
    keys,
    rollovers::{Rollover, Written},
};

/// Things in one transaction: a learner takes four of its hundred items (learner, row, running dossier, audit).
const THINGS: usize = 20;
/// Learners read at once, each with the running dossier: under the hundred keys of a batch.
const READ: usize = 40;

/// A rollover being carried out.
pub(crate) struct Turn<'a> {
    store: &'a Store,
    scope: Scope,
    /// The rollover as it is now.
    pub rollover: Stored<Rollover>,
    groups: Vec<Group>,
}

/// Something to write.
enum Edit {
    Group(Group),
    Learner(Box<Stored<Learner>>, Option<DossierId>),
    Staff(Box<Stored<StaffMember>>),
}

impl<'a> Turn<'a> {
    /// The rollover and all groups.
    pub(crate) async fn read(store: &'a Store, scope: Scope, id: RolloverId) -> Result<Self, StoreError> {
        let records = store.licence(&scope);
        let (rollover, groups) = futures::try_join!(records.get::<Rollover>(&id), records.register::<Group>())?;
        Ok(Self { store, scope, rollover, groups })
    }

    fn records(&self) -> LicenceStore<'a> {
        self.store.licence(&self.scope)
    }

    fn did(&self, act: &str, subject: String) -> Entry {
        Entry::new(self.scope.licence(), subject, act, Who::platform("rollover-licence"))
            .with("rollover", self.rollover.value.plan.id)
    }

    /// Carries out a chunk. What is as it should be is not written; a chunk of which nothing is left moves the cursor with the next one.
    pub(crate) async fn carry_out(&mut self, chunk: &Chunk) -> Result<(), StoreError> {
        let edits = self.edits(&chunk.task).await?;
        let mut parts = edits.chunks(THINGS).peekable();
        if parts.peek().is_none() {
            self.rollover.value.done += 1;
        }
        while let Some(part) = parts.next() {
            let mut next = self.rollover.clone();
            next.value.fault = None;
            next.value.done += usize::from(parts.peek().is_none());
            part.iter().for_each(|edit| edit.count(&mut next.value.written));
            let row =
                self.did("chunk carried out", format!("ROLLOVER#{}", next.value.plan.id)).with("chunk", &chunk.key);
            let mut change = self.records().change(None).save(&next).audit(&row);
            for edit in part {
                change = self.write(change, edit);
            }
            change.commit("").await?;
            self.rollover = Stored { version: next.version + 1, ..next };
            self.groups.extend(
                part.iter().filter_map(|edit| if let Edit::Group(group) = edit { Some(group.clone()) } else { None }),
            );
        }
        Ok(())
    }

    fn write(&self, change: Change, edit: &Edit) -> Change {
        let licence = self.scope.licence();
        match edit {
            Edit::Group(group) => {
                change.create_group(licence, group).audit(&self.did("group made", format!("GROUP#{}", group.id)))
            }
            Edit::Learner(learner, running) => {
                let row = self.did("changed groups", format!("LEARNER#{}", learner.value.id));
                change.save_learner(licence, learner, *running).audit(&row)
            }
            Edit::Staff(member) => {
                let row = self.did("changed groups", format!("STAFF#{}", member.value.id));
                change.save(member).row(&StaffRow::of(&member.value)).audit(&row)
            }
        }
    }

    /// What a task still has to write.
    async fn edits(&mut self, task: &Task) -> Result<Vec<Edit>, StoreError> {
        let plan = self.rollover.value.plan.clone();
        match task {
            Task::MakeGroup { source } => {
                let source = self.groups.iter().find(|group| group.id == *source);
                Ok(source
                    .and_then(|source| plan.group_to_make(source, &self.groups))
                    .map(Edit::Group)
                    .into_iter()
                    .collect())
            }
            Task::MoveLearners { from, target, learners } => self.move_learners(*from, *target, learners).await,
            Task::MoveStaff { from } => {
                let Some(to) = plan.group_of(Target::CopyOf(*from), &self.groups).map(|group| group.id) else {
                    return Ok(Vec::new());
                };
                self.staff_of(*from, |member| plan.move_staff(member, *from, to)).await
            }
            Task::StopGroup { group } => {
                let rows = self.records().register::<LearnerRow>().await?;
                let ids: Vec<LearnerId> = rows
                    .iter()
                    .filter(|row| row.memberships.iter().any(|membership| membership.group == *group))
                    .map(|row| row.id)
                    .collect();
                let mut edits = self.learners(&ids, |learner| plan.stop_learner(learner, *group)).await?;
                edits.extend(self.staff_of(*group, |member| plan.stop_staff(member, *group)).await?);
                Ok(edits)
            }
        }
    }

    async fn move_learners(
        &mut self,
        from: GroupId,
        target: Target,
        ids: &[LearnerId],
    ) -> Result<Vec<Edit>, StoreError> {
        let plan = self.rollover.value.plan.clone();
        let to = plan.group_of(target, &self.groups).map(|group| group.id);
        if to.is_none() && target != Target::Leaves {
            // The group is gone: nobody loses a group for that.
            self.rollover.value.written.left_alone.extend(ids);
            return Ok(Vec::new());
        }
        let mut left_alone = Vec::new();
        let edits = self
            .learners(ids, |learner| match plan.move_learner(learner, from, to) {
                Moved::Changed => true,
                Moved::AsItWas => false,
                Moved::NotInGroup => {
                    left_alone.push(learner.id);
                    false
                }
            })
            .await?;
        self.rollover.value.written.left_alone.extend(left_alone);
        Ok(edits)
    }

    /// These learners, as far as `change` changes them.
    async fn learners(
        &self,
        ids: &[LearnerId],
        mut change: impl FnMut(&mut Learner) -> bool,
    ) -> Result<Vec<Edit>, StoreError> {
        let licence = self.scope.licence();
        let mut edits = Vec::new();
        for some in ids.chunks(READ) {
            let wanted: Vec<_> =
                some.iter().flat_map(|id| [keys::learner(licence, *id), keys::running_dossier(licence, *id)]).collect();
            let mut found = self.store.batch(&wanted).await?;
            for id in some {
                let Some(mut learner) = found.take::<Learner>(&keys::learner(licence, *id), Learner::ENTITY)? else {
                    continue;
                };
                if change(&mut learner.value) {
                    edits.push(Edit::Learner(Box::new(learner), found.running(licence, *id)?));
                }
            }
        }
        Ok(edits)
    }

    /// Staff of a group, as far as `change` changes them.
    async fn staff_of(
        &self,
        group: GroupId,
        change: impl Fn(&mut StaffMember) -> bool,
    ) -> Result<Vec<Edit>, StoreError> {
        let rows = self.records().register::<StaffRow>().await?;
        let ids: Vec<StaffId> = rows
            .iter()
            .filter(|row| Holder::from(*row).ties().any(|tie| tie.group == group))
            .map(|row| row.id)
            .collect();
        let members = self.records().all::<StaffMember>(&ids).await?;
        Ok(members
            .into_iter()
            .filter_map(|mut member| change(&mut member.value).then(|| Edit::Staff(Box::new(member))))
            .collect())
    }

    /// The next job goes on where this one stands.
    pub(crate) async fn hand_on(&mut self) -> Result<JobId, StoreError> {
        let job = self.store.rollover_job(self.scope.licence(), self.rollover.value.plan.id, self.store.now())?;
        self.rollover.value.job = job.id;
        let row = self
            .did("goes on", format!("ROLLOVER#{}", self.rollover.value.plan.id))
            .with("done", self.rollover.value.done);
        self.records().change(None).schedule_rollover(&self.rollover, &job).audit(&row).commit("").await?;
        Ok(job.id)
    }

    /// Everything was done: the report is what was counted.
    pub(crate) async fn finish(&mut self) -> Result<(), StoreError> {
        let rollover = &mut self.rollover.value;
        rollover.plan.finish();
        rollover.fault = None;
        rollover.finished = Some(self.store.now());
        let written = rollover.written.clone();
        let row = self.did("carried out", format!("ROLLOVER#{}", self.rollover.value.plan.id));
        let row = row
            .with("groups", written.groups)
            .with("learners", written.learners)
            .with("staff", written.staff)
            .with("left_alone", written.left_alone.len());
        self.records().change(None).save(&self.rollover).audit(&row).commit("").await.map(drop)
    }
}

impl Edit {
    fn count(&self, written: &mut Written) {
        match self {
            Self::Group(_) => written.groups += 1,
            Self::Learner(..) => written.learners += 1,
            Self::Staff(_) => written.staff += 1,
        }
    }
}
