//! A transfer that is over.

use domain::{
    access::Scope,
    transfer::{Transfer, TransferState},
};
use store::{
    Stored,
    audit::{Entry, Who},
    outbox::Stop,
};

use crate::{Packing, unmoved};

impl Packing<'_> {
    /// Nobody took it over in time (6.2): one transaction tells both sides and gives the dossier back; then the package goes.
    pub(crate) async fn expire(&self, scope: &Scope, mut transfer: Stored<Transfer>) -> Result<(), Stop> {
        let (was, receiver) = (transfer.value.state, transfer.value.to.licence);
        transfer.value.expire(self.app.now());
        let entry = |licence| {
            Entry::new(licence, format!("TRANSFER#{}", transfer.value.id), "expired", Who::platform("pack-transfer"))
                .with("number", &transfer.value.number)
        };
        let change = self.app.store.licence(scope).change(None).save_transfer(&transfer);
        let change = change
            .tell_given_back(scope.licence(), transfer.value.dossier)
            .audit(&entry(scope.licence()).with("dossier", transfer.value.dossier));
        // The receiver has a copy once it was packed.
        let change = if matches!(was, TransferState::Waiting | TransferState::Locked) {
            change.tell_transfer(receiver, &transfer.value, was).audit(&entry(receiver))
        } else {
            change
        };
        change.commit("").await?;
        self.remove(&transfer.value).await
    }

    /// Removes what lies under the receiver's prefix.
    pub(crate) async fn remove(&self, transfer: &Transfer) -> Result<(), Stop> {
        self.files.delivery(transfer).remove().await.map_err(unmoved)
    }
}
