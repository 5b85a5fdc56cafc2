//! A package as it lies at the receiver, for tests that look into it or spoil it: nobody can do that over HTTP.

use domain::{
    access::Scope,
    dossier::{Dossier, DossierStatus},
    file::FileState,
    ids::TransferId,
    transfer::{Transfer, TransferState},
};
use files::Place;
use local::functions::{Services, run_schedule};
use store::{
    Stored,
    transfers::{package_name, packed_name},
};
use testkit::{World, attachments::licence};

use crate::people::id;
use warrant::Warrant;

/// A package, and both who keep a copy of its transfer.
pub struct Lying<'a> {
    services: &'a Services,
    pub transfer: TransferId,
    pub sender: Scope,
    pub receiver: Scope,
}

impl<'a> Lying<'a> {
    /// The package of the import with this path, from De Wilg to De Beuk.
    pub async fn of(world: &'a World, path: &str) -> Self {
        let (sender, receiver) = (licence(world, "WILG").await, licence(world, "BEUK").await);
        Self {
            services: &world.stack.services,
            transfer: id(path).parse().unwrap(),
            sender: Scope::warranted(sender, Warrant::verified()),
            receiver: Scope::warranted(receiver, Warrant::verified()),
        }
    }

    /// The copy of the transfer of one side.
    pub async fn copy(&self, side: &Scope) -> Stored<Transfer> {
        self.services.app.store.licence(side).get::<Transfer>(&self.transfer).await.unwrap()
    }

    /// How far it is, in what each side keeps.
    pub async fn states(&self) -> [TransferState; 2] {
        [self.copy(&self.sender).await.value.state, self.copy(&self.receiver).await.value.state]
    }

    /// Writes the copy of one side.
    pub async fn put(&self, side: &Scope, transfer: &Transfer) {
        let found = Stored { value: transfer.clone(), version: self.copy(side).await.version };
        self.services.app.store.licence(side).change(None).save_transfer(&found).commit("").await.unwrap();
    }

    /// The status of the dossier at the sender.
    pub async fn dossier(&self) -> DossierStatus {
        let dossier = self.copy(&self.sender).await.value.dossier;
        self.services.app.store.licence(&self.sender).get::<Dossier>(&dossier).await.unwrap().value.status
    }

    /// Names of what the receiver has in storage.
    pub async fn objects(&self, prefix: &str) -> Vec<String> {
        let found = self.services.files.list(&self.receiver, prefix).await.unwrap();
        found.into_iter().map(|object| object.name).collect()
    }

    /// The bytes of a part.
    pub async fn bytes(&self, name: &str) -> Vec<u8> {
        let place = Place::Transfer { transfer: self.transfer, name: id(name) };
        self.services.files.get(&self.receiver, place, 1 << 24).await.unwrap().bytes
    }

    /// Writes the bytes of a part.
    pub async fn spoil(&self, name: &str, bytes: Vec<u8>) {
        let place = Place::Transfer { transfer: self.transfer, name: id(name) };
        self.services.files.put(&self.receiver, place, bytes, "application/octet-stream").await.unwrap();
    }

    /// Takes a part away.
    pub async fn remove(&self, name: &str) {
        let place = Place::Transfer { transfer: self.transfer, name: id(name) };
        self.services.files.delete(&self.receiver, place).await.unwrap();
    }

    /// Copies a file out of the sender's dossier once more, as packing does.
    pub async fn restore(&self, name: &str) {
        let dossier = self.copy(&self.sender).await.value.dossier;
        let files = self.services.app.store.licence(&self.sender).dossier(dossier).await.unwrap().files;
        let file = files.into_iter().find(|file| packed_name(file.value.id) == id(name)).unwrap().value;
        let FileState::Available { hash, .. } = &file.state else { panic!("{:?}", file.state) };
        let from = Place::File { dossier, file: file.id };
        let to = Place::Transfer { transfer: self.transfer, name: id(name) };
        self.services.files.copy((&self.sender, from), (&self.receiver, to), hash, None).await.unwrap();
    }

    /// The name of the document.
    pub async fn document(&self) -> String {
        package_name(&self.copy(&self.receiver).await.value.package.unwrap())
    }

    /// What is due is started, as each minute.
    pub async fn sweep(&self) {
        run_schedule(self.services, "sweep-outbox").await.unwrap().unwrap();
    }
}
