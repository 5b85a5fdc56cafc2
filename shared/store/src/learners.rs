//! Learners and their carers. What a carer is to a learner is kept with the learner, so that one query gives all ties.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    carer::{Carer, CarerRow, KnownCarer, Tie},
    ids::{CarerId, DossierId, LearnerId, LicenceId},
    learner::{Learner, LearnerRow},
};
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    error::{Conflict, StoreError},
    item::{Entity, Item, Row, Stored, from_item},
    keys::{self, Key, Table},
    read::{Found, LicenceStore},
};

impl Entity for Learner {
    type Id = LearnerId;
    const ENTITY: &'static str = "learner";

    fn key(licence: LicenceId, id: &LearnerId) -> Key {
        keys::learner(licence, *id)
    }

    fn id(&self) -> LearnerId {
        self.id
    }
}

impl Row for LearnerRow {
    const REGISTER: &'static str = "learners";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

impl Entity for Carer {
    type Id = CarerId;
    const ENTITY: &'static str = "carer";

    fn key(licence: LicenceId, id: &CarerId) -> Key {
        keys::carer(licence, *id)
    }

    fn id(&self) -> CarerId {
        self.id
    }
}

impl Row for CarerRow {
    const REGISTER: &'static str = "carers";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

impl Entity for Tie {
    type Id = (LearnerId, CarerId);
    const ENTITY: &'static str = "tie";

    fn key(licence: LicenceId, (learner, carer): &(LearnerId, CarerId)) -> Key {
        keys::tie(licence, *learner, *carer)
    }

    fn id(&self) -> (LearnerId, CarerId) {
        (self.learner, self.carer)
    }
}

/// What a guard of a running dossier is called when it stands in the way (2-19).
pub const RUNNING: &str = "running dossier";

/// The guard of a running dossier: it names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Running {
    owner: DossierId,
}

/// A learner with all that is kept beside: the running dossier and what carers are to the learner, past ties included.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerFile {
    /// The learner.
    pub learner: Stored<Learner>,
    /// The running dossier, if there is one.
    pub running: Option<DossierId>,
    /// What carers are, or were, to the learner.
    pub ties: Vec<Stored<Tie>>,
}

impl LearnerFile {
    fn of(items: Vec<Item>) -> Result<Self, StoreError> {
        let (mut learner, mut running, mut ties) = (None, None, Vec::new());
        for item in items {
            match item.get("sk").and_then(|sk| sk.as_s().ok()).map(String::as_str) {
                Some("LEARNER") => learner = Some(from_item::<Learner>(item, Learner::ENTITY)?),
                Some("RUNNING") => running = Some(from_item::<Running>(item, RUNNING)?.value.owner),
                _ => ties.push(from_item::<Tie>(item, Tie::ENTITY)?),
            }
        }
        Ok(Self { learner: learner.ok_or(StoreError::NotFound(Learner::ENTITY))?, running, ties })
    }

    /// The tie with a carer, whether it holds or not.
    pub fn tie(&self, carer: CarerId) -> Option<&Stored<Tie>> {
        self.ties.iter().find(|tie| tie.value.carer == carer)
    }
}

impl LicenceStore<'_> {
    /// A learner with the running dossier and the ties, in one query.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such learner.
    pub async fn learner_file(&self, learner: LearnerId) -> Result<LearnerFile, StoreError> {
        LearnerFile::of(self.store.partition(Table::Records, &keys::learner_partition(self.id(), learner), None).await?)
    }

    /// The carers of these ties, in one batch and in the order of the ties.
    ///
    /// # Errors
    /// When the database does not answer, or a tie names a carer who is not there.
    pub async fn carers_of(&self, ties: impl IntoIterator<Item = Tie>) -> Result<Vec<KnownCarer>, StoreError> {
        let ties: Vec<Tie> = ties.into_iter().collect();
        let ids: Vec<CarerId> = ties.iter().map(|tie| tie.carer).collect();
        let mut carers: HashMap<CarerId, Carer> =
            self.all::<Carer>(&ids).await?.into_iter().map(|carer| (carer.value.id, carer.value)).collect();
        ties.into_iter()
            .map(|tie| {
                carers
                    .remove(&tie.carer)
                    .map(|carer| KnownCarer { carer, tie })
                    .ok_or(StoreError::NotFound(Carer::ENTITY))
            })
            .collect()
    }
}

impl Found {
    /// Takes out the running dossier of a learner, read with [`keys::running_dossier`].
    ///
    /// # Errors
    /// When the item does not name a dossier.
    pub fn running(&mut self, licence: LicenceId, learner: LearnerId) -> Result<Option<DossierId>, StoreError> {
        Ok(self.take::<Running>(&keys::running_dossier(licence, learner), RUNNING)?.map(|running| running.value.owner))
    }
}

impl Change {
    /// Keeps a new learner and the row.
    pub fn create_learner(self, learner: &Learner) -> Self {
        self.create(learner).row(&LearnerRow::of(learner, None))
    }

    /// Saves a learner and the row. `running` is the running dossier as it was read; refused when one was opened or closed since,
    /// because the row tells which it is.
    pub fn save_learner(self, licence: LicenceId, learner: &Stored<Learner>, running: Option<DossierId>) -> Self {
        let change = self.save(learner).row(&LearnerRow::of(&learner.value, running));
        change.still_running(licence, learner.value.id, running)
    }

    /// Refused when a dossier of a learner was opened or closed since this was read.
    pub(crate) fn still_running(self, licence: LicenceId, learner: LearnerId, running: Option<DossierId>) -> Self {
        let guard = keys::running_dossier(licence, learner);
        let conflict = Conflict::Stale(RUNNING);
        match running {
            None => self.require(&guard, "attribute_not_exists(pk)", HashMap::new(), HashMap::new(), conflict),
            Some(dossier) => {
                let values = HashMap::from([(":owner".to_owned(), AttributeValue::S(dossier.to_string()))]);
                self.require(
                    &guard,
                    "#owner = :owner",
                    HashMap::from([("#owner".to_owned(), "owner".to_owned())]),
                    values,
                    conflict,
                )
            }
        }
    }

    /// Makes a dossier the running one of its learner and notes it in the row; refused with `Taken(RUNNING)` when there is one (2-19).
    pub fn start_running(self, licence: LicenceId, learner: &Stored<Learner>, dossier: DossierId) -> Self {
        let guard = keys::running_dossier(licence, learner.value.id);
        self.claim(&guard, RUNNING, &dossier.to_string())
            .row(&LearnerRow::of(&learner.value, Some(dossier)))
            .unchanged(learner)
    }

    /// Ends that a learner has a running dossier, in the row too.
    pub fn end_running(self, licence: LicenceId, learner: &Stored<Learner>) -> Self {
        self.remove_item(&keys::running_dossier(licence, learner.value.id))
            .row(&LearnerRow::of(&learner.value, None))
            .unchanged(learner)
    }

    /// Keeps a new carer and the row, tied to these learners. The ties are kept each by themselves.
    pub fn create_carer(self, carer: &Carer, learners: Vec<LearnerId>) -> Self {
        self.create(carer).row(&CarerRow::of(carer, learners))
    }

    /// Saves a carer and the row; also when only the learners changed, so that two changes of the row never cross.
    pub fn save_carer(self, carer: &Stored<Carer>, learners: Vec<LearnerId>) -> Self {
        self.save(carer).row(&CarerRow::of(&carer.value, learners))
    }
}
