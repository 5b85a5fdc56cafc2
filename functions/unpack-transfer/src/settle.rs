//! How an import ends, on both sides at once.

use domain::{
    learner::Learner,
    transfer::{Transfer, TransferState, Unpacked},
};
use store::{
    Change, Entity, StoreError, Stored,
    audit::{Entry, Who},
    keys,
    outbox::{Stop, Task},
    transfers::{ImportOrder, Stopped},
};

use crate::Import;

impl Import<'_> {
    /// Notes how much there is to do.
    pub(crate) async fn begin(&mut self, total: usize) -> Result<(), StoreError> {
        self.order.value.total = total;
        self.order.value.done = 0;
        self.keep_order().await
    }

    /// So many more are done.
    pub(crate) async fn progress(&mut self, done: usize) -> Result<(), StoreError> {
        self.order.value.done += done;
        self.keep_order().await
    }

    /// Progress is told, not decided on: no audit row, and it may be behind.
    async fn keep_order(&mut self) -> Result<(), StoreError> {
        self.app.store.licence(&self.scope).change(None).save(&self.order).commit("").await?;
        self.order.version += 1;
        Ok(())
    }

    fn entry(&self, licence: domain::ids::LicenceId, act: &str) -> Entry {
        let transfer = &self.transfer.value;
        Entry::new(licence, format!("TRANSFER#{}", transfer.id), act, Who::platform("unpack-transfer"))
            .with("number", &transfer.number)
    }

    /// The last write: what was written before becomes visible, and the sender hears of it.
    pub(crate) async fn finish(&mut self, learner: &Stored<Learner>, unpacked: &Unpacked) -> Result<(), StoreError> {
        let (licence, dossier) = (self.scope.licence(), &unpacked.track.dossier);
        let (mut transfer, mut order) = (self.transfer.clone(), self.order.clone());
        let sender = transfer.value.from.licence;
        if transfer.value.imported(self.app.store.now()).is_err() {
            return Err(StoreError::NotFound(Transfer::ENTITY));
        }
        order.value.dossier = Some(dossier.id);
        let by = &order.value.by.by;
        let who = Who::Staff { id: by.staff.to_string(), name: by.name.clone() };
        let imported = Entry::new(licence, format!("DOSSIER#{}", dossier.id), "imported", who)
            .with("number", &transfer.value.number)
            .with("transfer", transfer.value.id);
        let ending = self.app.store.ending(&transfer.value)?;
        self.change()
            .reveal_import(licence, learner, &unpacked.carers, dossier)
            .save(&order)
            .save_transfer(&transfer)
            .tell_transfer(sender, &transfer.value, TransferState::Importing)
            .tell_handed_over(sender, transfer.value.dossier)
            .then(&ending)
            .audit(&imported)
            .audit(&self.entry(sender, "handed-over").with("dossier", transfer.value.dossier))
            .commit("")
            .await?;
        (self.transfer, self.order) = (transfer, order);
        Ok(())
    }

    fn change(&self) -> Change {
        self.app.store.licence(&self.scope).change(None)
    }

    /// It stops. A package that is not what it should be is locked for good, and both sides hear of it; for any other reason it waits again.
    pub(crate) async fn refuse(&mut self, why: Stopped) -> Result<(), Stop> {
        let broken = why == Stopped::Broken;
        let mut transfer = self.transfer.clone();
        transfer.value.state = if broken { TransferState::Locked } else { TransferState::Waiting };
        let (licence, sender, id) = (self.scope.licence(), transfer.value.from.licence, transfer.value.id);
        let order = ImportOrder { stopped: Some(why), ..self.order.value.clone() };
        let act = if broken { "package-refused" } else { "import-stopped" };
        let mut change = self
            .change()
            .put_over(&keys::import(licence, id), ImportOrder::ENTITY, &order)
            .save_transfer(&transfer)
            .tell_transfer(sender, &transfer.value, TransferState::Importing)
            .audit(&self.entry(licence, act))
            .audit(&self.entry(sender, act));
        if broken {
            for side in [licence, sender] {
                change = change.then(&self.app.store.job(Some(side), Task::MailTransferLocked { transfer: id })?);
            }
        }
        // Its day came and went while it was being looked at.
        if transfer.value.state(self.app.now()) == TransferState::Expired {
            change = change.then(&self.app.store.ending(&transfer.value)?);
        }
        change.commit("").await?;
        self.transfer = transfer;
        Ok(())
    }
}
