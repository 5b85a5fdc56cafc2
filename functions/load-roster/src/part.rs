//! One part of a file: some learners, written in one transaction with the cursor.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    ids::{DossierId, LearnerId},
    learner::Learner,
    pupil_file::{Decision, Phase, PupilFile},
};
use roster::{Check, Compared, Comparing, Group, Outcome, ReadError, Setting, end, enrol, update};
use store::{Change, Entity as _, Stored, audit::Entry, keys, outbox::Stop};
use tokio::sync::mpsc;

use crate::load::Loading;

/// Learners in one transaction: each takes four of its hundred items (learner, row, running dossier, audit).
const LEARNERS: usize = 20;

/// What is done with a learner of the file.
pub(crate) enum Act {
    /// Enrols somebody new.
    Enrol,
    /// Takes over what the file says of somebody who is here.
    Update(LearnerId),
    /// Ends an enrolment.
    End(LearnerId),
}

/// Some learners of the file.
pub(crate) struct Part {
    /// How many of the file were seen to when this part is written.
    pub done: u64,
    /// Groups of the file.
    pub groups: Arc<[Group]>,
    /// Those to write.
    pub learners: Vec<(Compared, Act)>,
}

/// Somebody who is here.
struct Known {
    learner: Stored<Learner>,
    running: Option<DossierId>,
}

/// A transaction in the making, with the file that counts it.
struct Writing<'w> {
    change: Change,
    file: &'w mut PupilFile,
    seen: BTreeSet<LearnerId>,
}

/// Where reading begins, and what people said.
pub(crate) struct Told {
    phase: Phase,
    done: u64,
    decisions: BTreeMap<u64, Decision>,
    namesakes: bool,
    /// Who is not decided with the others. As the check found it: whoever goes on later takes the same decisions.
    contested: BTreeSet<LearnerId>,
}

impl Told {
    pub(crate) fn of(file: &PupilFile, check: &Check) -> Self {
        Self {
            phase: file.progress.phase,
            done: file.progress.done,
            decisions: file.decisions.clone(),
            namesakes: file.namesakes,
            contested: check.contested.iter().copied().collect(),
        }
    }

    /// What is done with a learner in this phase, if anything.
    fn act(&self, compared: &Compared) -> Option<Act> {
        let act = match &compared.outcome {
            Outcome::New => Act::Enrol,
            Outcome::Changed(id, _) => Act::Update(*id),
            Outcome::Left(id) => Act::End(*id),
            Outcome::Doubt(_, candidates) => self.decided(compared, candidates)?,
            Outcome::Same(_) | Outcome::Past | Outcome::Unplaced => return None,
        };
        let is_now = matches!(act, Act::Enrol) == (self.phase == Phase::New);
        is_now.then_some(act)
    }

    /// What is done with a learner in doubt: as was said of this one, else as was said of all at once. Who has left is never enrolled.
    fn decided(&self, compared: &Compared, candidates: &[LearnerId]) -> Option<Act> {
        let at_once = || compared.namesake().filter(|id| self.namesakes && !self.contested.contains(id));
        let decision = self.decisions.get(&compared.asked()).copied().or_else(|| at_once().map(Decision::Is))?;
        match decision {
            Decision::New => (!compared.has_left).then_some(Act::Enrol),
            Decision::Is(id) if !candidates.contains(&id) => None,
            Decision::Is(id) if compared.has_left => Some(Act::End(id)),
            Decision::Is(id) => Some(Act::Update(id)),
            Decision::Skip => None,
        }
    }
}

/// Reads a file in parts, until its end or until nobody wants another part. Learners before the cursor are compared too: who was matched
/// once is not matched twice.
pub(crate) fn fill(mut comparing: Comparing<'_>, told: &Told, send: &mpsc::Sender<Part>) -> Result<(), ReadError> {
    let groups: Arc<[Group]> = comparing.groups().into();
    let (mut learners, mut done) = (Vec::new(), told.done);
    while let Some(compared) = comparing.next_learner()? {
        if compared.place < told.done {
            continue;
        }
        done = compared.place + 1;
        if let Some(act) = told.act(&compared) {
            learners.push((compared, act));
        }
        if learners.len() == LEARNERS {
            let part = Part { done, groups: Arc::clone(&groups), learners: std::mem::take(&mut learners) };
            if send.blocking_send(part).is_err() {
                return Ok(());
            }
        }
    }
    // The last part moves the cursor to the end, also where nothing is to be written.
    let _ = send.blocking_send(Part { done, groups, learners });
    Ok(())
}

impl Loading<'_> {
    /// Writes a part with the cursor. Nothing of it is there twice: the cursor is where it was, or nothing is written.
    pub(crate) async fn write(&mut self, part: Part, setting: &Setting) -> Result<(), Stop> {
        let known = self.known(&part).await?;
        let mut next = self.file.clone();
        next.value.progress.done = part.done;
        next.value.fault = None;
        let mut writing =
            Writing { change: self.hand.records().change(None), file: &mut next.value, seen: BTreeSet::new() };
        for (compared, act) in &part.learners {
            writing = match act {
                Act::Enrol => self.enrol(writing, compared, &part.groups, setting),
                Act::Update(id) | Act::End(id) => match known.get(id) {
                    Some(before) => self.change(writing, before, compared, act, (&part.groups, setting)),
                    None => writing,
                },
            };
        }
        writing.change.save_pupil_file(&next).commit("").await?;
        self.file = Stored { version: next.version + 1, ..next };
        Ok(())
    }

    /// Those of a part who are here, each with the running dossier.
    async fn known(&self, part: &Part) -> Result<BTreeMap<LearnerId, Known>, Stop> {
        let licence = self.hand.scope.licence();
        let ids = part.learners.iter().filter_map(|(_, act)| match act {
            Act::Update(id) | Act::End(id) => Some(*id),
            Act::Enrol => None,
        });
        let ids: BTreeSet<LearnerId> = ids.collect();
        let wanted: Vec<_> =
            ids.iter().flat_map(|id| [keys::learner(licence, *id), keys::running_dossier(licence, *id)]).collect();
        let mut found = self.hand.store.batch(&wanted).await?;
        let mut known = BTreeMap::new();
        for id in ids {
            if let Some(learner) = found.take::<Learner>(&keys::learner(licence, id), Learner::ENTITY)? {
                known.insert(id, Known { learner, running: found.running(licence, id)? });
            }
        }
        Ok(known)
    }

    fn enrol<'w>(&self, mut to: Writing<'w>, told: &Compared, groups: &[Group], setting: &Setting) -> Writing<'w> {
        let id = to.file.learner_id(told.place);
        let Some(learner) = enrol(id, &told.learner, groups, setting) else { return to };
        to.file.progress.loaded.new += 1;
        to.change = to.change.create_learner_for(self.hand.id, &learner).audit(&self.did("enrolled", id));
        to
    }

    fn change<'w>(
        &self,
        mut to: Writing<'w>,
        before: &Known,
        told: &Compared,
        act: &Act,
        (groups, setting): (&[Group], &Setting),
    ) -> Writing<'w> {
        let mut after = before.learner.clone();
        let ends = matches!(act, Act::End(_));
        if ends {
            end(&mut after.value, &told.learner, setting);
        } else {
            update(&mut after.value, &told.learner, groups, setting);
        }
        let id = after.value.id;
        // Two of the file who are said to be one: a transaction holds a learner once.
        if after == before.learner || !to.seen.insert(id) {
            return to;
        }
        let loaded = &mut to.file.progress.loaded;
        *(if ends { &mut loaded.left } else { &mut loaded.changed }) += 1;
        let row = self.did(if ends { "left" } else { "changed" }, id);
        let both = (&before.learner.value, &after);
        to.change =
            to.change.save_learner_for(self.hand.id, self.hand.scope.licence(), both, before.running).audit(&row);
        to
    }

    fn did(&self, act: &str, learner: LearnerId) -> Entry {
        self.hand.did_to(act, format!("LEARNER#{learner}")).with("file", self.hand.id)
    }
}
