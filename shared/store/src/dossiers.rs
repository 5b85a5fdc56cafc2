//! Dossiers: one item collection each, with header, steps, consents and files; and their register.

mod asking;
mod news;
mod routes;

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    author::Stamp,
    consent::Consent,
    dossier::{Dossier, DossierRow, Step, Track},
    file::FileMeta,
    ids::{ConsentId, DossierId, FileId, LearnerId, LicenceId},
    learner::Learner,
    steps::StepNumber,
};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

pub use asking::ConsentMail;
pub use routes::{PlannedRoute, RoutePlan};

use crate::{
    change::Change,
    error::{Conflict, StoreError},
    item::{Entity, Item, Row, Stored, from_item},
    keys::{self, Key, Table},
    read::{Found, LicenceStore},
};

impl Entity for Dossier {
    type Id = DossierId;
    const ENTITY: &'static str = "dossier";

    fn key(licence: LicenceId, id: &DossierId) -> Key {
        keys::dossier(licence, *id)
    }

    fn id(&self) -> DossierId {
        self.id
    }
}

impl Entity for Step {
    type Id = (DossierId, StepNumber);
    const ENTITY: &'static str = "step";

    fn key(licence: LicenceId, (dossier, step): &Self::Id) -> Key {
        keys::step(licence, *dossier, step.get())
    }

    fn id(&self) -> Self::Id {
        (self.dossier, self.number)
    }
}

impl Entity for Consent {
    type Id = (DossierId, ConsentId);
    const ENTITY: &'static str = "consent";

    fn key(licence: LicenceId, (dossier, consent): &Self::Id) -> Key {
        keys::consent(licence, *dossier, *consent)
    }

    fn id(&self) -> Self::Id {
        (self.dossier, self.id)
    }
}

impl Entity for FileMeta {
    type Id = (DossierId, FileId);
    const ENTITY: &'static str = "file";

    fn key(licence: LicenceId, (dossier, file): &Self::Id) -> Key {
        keys::file(licence, *dossier, *file)
    }

    fn id(&self) -> Self::Id {
        (self.dossier, self.id)
    }
}

impl Row for DossierRow {
    const REGISTER: &'static str = "dossiers";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

/// A dossier as it was read, and with which versions; all of it, or the header and the steps that were asked for.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Header and steps. What is changed here is written by [`Change::save_dossier`].
    pub track: Track,
    /// Requests for consent, oldest first.
    pub consents: Vec<Stored<Consent>>,
    /// Files, oldest first; those not available included.
    pub files: Vec<Stored<FileMeta>>,
    /// Routes of consent chosen for when the plan is finished.
    pub routes: Stored<RoutePlan>,
    before: Stored<Dossier>,
    versions: BTreeMap<StepNumber, u64>,
    others: Vec<(String, Item)>,
}

impl Collection {
    /// When a request through a link was made last: its mail goes in the same transaction.
    pub fn sent(&self) -> Option<Timestamp> {
        self.consents.iter().filter_map(|consent| consent.value.link().map(|_| consent.value.made.at)).max()
    }

    fn new(header: Stored<Dossier>) -> Self {
        Self {
            track: Track::new(header.value.clone()),
            consents: Vec::new(),
            files: Vec::new(),
            routes: Stored::new(RoutePlan::of(header.value.id)),
            before: header,
            versions: BTreeMap::new(),
            others: Vec::new(),
        }
    }

    /// What all the items of one partition are together; without a header there is no dossier.
    fn read(items: Vec<Item>) -> Result<Self, StoreError> {
        let (mut header, mut steps, mut consents, mut files, mut routes, mut others) =
            (None, Vec::new(), Vec::new(), Vec::new(), None, Vec::new());
        for item in items {
            let entity = item.get("entity").and_then(|entity| entity.as_s().ok()).cloned().unwrap_or_default();
            match entity.as_str() {
                Dossier::ENTITY => header = Some(from_item(item, Dossier::ENTITY)?),
                Step::ENTITY => steps.push(from_item(item, Step::ENTITY)?),
                Consent::ENTITY => consents.push(from_item(item, Consent::ENTITY)?),
                FileMeta::ENTITY => files.push(from_item(item, FileMeta::ENTITY)?),
                RoutePlan::ENTITY => routes = Some(from_item(item, RoutePlan::ENTITY)?),
                _ => others.push((entity, item)),
            }
        }
        let mut read =
            Self { consents, files, others, ..Self::new(header.ok_or(StoreError::NotFound(Dossier::ENTITY))?) };
        read.routes = routes.unwrap_or(read.routes);
        steps.into_iter().for_each(|step| read.add(step));
        Ok(read)
    }

    fn add(&mut self, step: Stored<Step>) {
        self.versions.insert(step.value.number, step.version);
        self.track.steps.insert(step.value.number, step.value);
    }

    /// The keys of a header and some of its steps, to be read beside other things.
    pub fn keys(licence: LicenceId, id: DossierId, steps: &[StepNumber]) -> Vec<Key> {
        std::iter::once(keys::dossier(licence, id))
            .chain(steps.iter().map(|step| keys::step(licence, id, step.get())))
            .collect()
    }

    /// The header and those steps, among items that were read. Consents, files and routes are not looked for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] without the header.
    pub fn take(
        found: &mut Found,
        licence: LicenceId,
        id: DossierId,
        steps: &[StepNumber],
    ) -> Result<Self, StoreError> {
        let mut read = Self::new(found.entity::<Dossier>(licence, &id)?);
        for step in steps {
            if let Some(step) = found.take(&keys::step(licence, id, step.get()), Step::ENTITY)? {
                read.add(step);
            }
        }
        Ok(read)
    }

    /// Which dossier.
    pub fn id(&self) -> DossierId {
        self.before.value.id
    }

    /// The version of the header that was read.
    pub fn version(&self) -> u64 {
        self.before.version
    }

    /// The version of a step that was read; 0 when nobody wrote in it yet.
    pub fn version_of(&self, step: StepNumber) -> u64 {
        self.versions.get(&step).copied().unwrap_or_default()
    }

    /// The requests for consent, as the rules take them.
    pub fn asked(&self) -> Vec<Consent> {
        self.consents.iter().map(|consent| consent.value.clone()).collect()
    }

    /// Items of the partition that belong to another part of the product.
    ///
    /// # Errors
    /// When one of them is not such a thing.
    pub fn others<T: DeserializeOwned>(&self, entity: &'static str) -> Result<Vec<Stored<T>>, StoreError> {
        self.others.iter().filter(|(of, _)| of == entity).map(|(_, item)| from_item(item.clone(), entity)).collect()
    }
}

impl LicenceStore<'_> {
    /// A dossier, all of it, in one query. Exhaustive.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not there.
    pub async fn dossier(&self, id: DossierId) -> Result<Collection, StoreError> {
        Collection::read(self.store.partition(Table::Records, &keys::dossier_partition(self.id(), id), None).await?)
    }
}

impl LicenceStore<'_> {
    /// A learner's running dossier, if there is one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn running_dossier(&self, learner: LearnerId) -> Result<Option<DossierId>, StoreError> {
        let key = keys::running_dossier(self.id(), learner);
        self.store.batch(std::slice::from_ref(&key)).await?.running(self.id(), learner)
    }
}

impl Change {
    /// Keeps a new dossier and makes it the running one; refused with `Taken(RUNNING)` when the learner has one (2-19).
    pub fn open_dossier(self, licence: LicenceId, learner: &Stored<Learner>, dossier: &Dossier) -> Self {
        self.start_running(licence, learner, dossier.id).create(dossier).row(&DossierRow::of(dossier))
    }

    /// Saves what was changed in a dossier: these steps, the header if it changed, and the register.
    /// Refused with `Stale` when somebody saved the same since, or closed the dossier.
    pub fn save_dossier(mut self, read: &Collection, steps: &[StepNumber], stamp: &Stamp) -> Self {
        let Some(licence) = self.licence() else { return self };
        let mut change = if read.track.dossier == read.before.value {
            self.only_touched(licence, read.id(), stamp)
        } else {
            let row = DossierRow::of(&read.track.dossier).changed_by(stamp);
            self.put_version(&keys::dossier(licence, read.id()), Dossier::ENTITY, &read.track.dossier, read.version())
                .row(&row)
        };
        for number in steps {
            if let Some(step) = read.track.steps.get(number) {
                change = change.put_version(
                    &keys::step(licence, read.id(), number.get()),
                    Step::ENTITY,
                    step,
                    read.version_of(*number),
                );
            }
        }
        change
    }

    /// The header stays as it is, so that two people can write in two steps at once; it must only still be running.
    fn only_touched(self, licence: LicenceId, dossier: DossierId, stamp: &Stamp) -> Self {
        let running = HashMap::from([(":running".to_owned(), AttributeValue::S("running".into()))]);
        let status = HashMap::from([("#status".to_owned(), "status".to_owned())]);
        let change = self.require(
            &keys::dossier(licence, dossier),
            "#status = :running",
            status,
            running,
            Conflict::Stale(Dossier::ENTITY),
        );
        let row = keys::row(licence, DossierRow::REGISTER, &dossier.to_string());
        match serde_dynamo::to_attribute_value(stamp) {
            Ok(stamp) => change.update_item(
                &row,
                "SET changed = :changed",
                "attribute_exists(pk)",
                HashMap::from([(":changed".to_owned(), stamp)]),
                Conflict::Stale(DossierRow::REGISTER),
            ),
            Err(error) => change.fail(StoreError::Corrupt { entity: DossierRow::REGISTER, cause: error.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests;
