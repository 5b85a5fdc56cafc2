//! The package itself.

use domain::{
    access::Scope,
    file::FileMeta,
    hash::Hash,
    transfer::{Draft, PackedFile, Transfer},
};
use files::{FilesError, Place};
use futures::future::try_join_all;
use store::{
    Conflict, Entity, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{Stop, Task},
    transfers::{package_name, packed_name},
};

use crate::{Packing, unmoved};

/// Files that are copied side by side; no byte of them comes here.
const SIDE_BY_SIDE: usize = 8;

impl Packing<'_> {
    /// Packs a dossier, copies its files, and delivers it.
    pub(crate) async fn pack(&self, scope: &Scope, transfer: Stored<Transfer>) -> Result<(), Stop> {
        let records = self.app.store.licence(scope);
        let dossier = transfer.value.dossier;
        let (read, file) = futures::try_join!(records.dossier(dossier), records.learner_file(dossier.learner))?;
        let carers = records.carers_of(file.ties.iter().map(|tie| tie.value.clone())).await?;
        let metas: Vec<FileMeta> = read.files.iter().map(|file| file.value.clone()).collect();
        let draft = Draft::build(&transfer.value, &read.track, &file.learner.value, &carers, &metas);
        for some in draft.manifest.files.chunks(SIDE_BY_SIDE) {
            try_join_all(some.iter().map(|packed| self.copy(scope, &transfer.value, packed))).await.map_err(unmoved)?;
        }
        let seal = self.app.keys.seal_package(&draft.manifest.hash(), self.app.now()).await?;
        let bytes = draft.seal(seal.ok_or_else(|| Stop::Later("no_package_key".into()))?).bytes();
        let hash = Hash::of(&bytes);
        match self.files.delivery(&transfer.value).put_new(&package_name(&hash), bytes, "application/json").await {
            Ok(()) | Err(FilesError::Exists) => {}
            Err(error) => return Err(unmoved(error)),
        }
        self.deliver(scope, transfer, hash).await
    }

    async fn copy(&self, scope: &Scope, transfer: &Transfer, packed: &PackedFile) -> Result<(), FilesError> {
        let from = Place::File { dossier: transfer.dossier, file: packed.id };
        self.files.delivery(transfer).copy((scope, from), &packed_name(packed.id), &packed.hash).await
    }

    /// One transaction makes it known: the receiver's copy and mail, the sender's state, a row in both audit logs.
    async fn deliver(&self, scope: &Scope, mut transfer: Stored<Transfer>, hash: Hash) -> Result<(), Stop> {
        let store = &self.app.store;
        transfer.value.ready(hash, store.now()).map_err(|_| Stop::Gone("not_prepared"))?;
        let (sender, receiver, id) = (scope.licence(), transfer.value.to.licence, transfer.value.id);
        let entry = |licence, act| {
            Entry::new(licence, format!("TRANSFER#{id}"), act, Who::platform("pack-transfer"))
                .with("number", &transfer.value.number)
        };
        let mail = store.job(Some(receiver), Task::MailTransferWaiting { transfer: id })?;
        let done = store
            .licence(scope)
            .change(None)
            .save_transfer(&transfer)
            .deliver_transfer(&transfer.value)
            .then(&mail)
            .audit(&entry(sender, "packed"))
            .audit(&entry(receiver, "arrived"))
            .commit("")
            .await;
        match done {
            Ok(_) => Ok(()),
            // Withdrawn meanwhile, or delivered by another worker; what this one made is taken away when nobody waits for it.
            Err(StoreError::Conflict(Conflict::Stale(Transfer::ENTITY) | Conflict::Taken(Transfer::ENTITY))) => {
                let now = store.licence(scope).get::<Transfer>(&id).await?.value;
                if now.state.is_over() {
                    self.remove(&transfer.value).await?;
                }
                Err(Stop::Gone("settled_by_another"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
