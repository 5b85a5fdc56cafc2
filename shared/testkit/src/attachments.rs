//! Files of a dossier as if they had been uploaded, as many and as large as wanted.

use domain::{
    access::Scope,
    file::{FileMeta, FileState},
    hash::Hash,
    ids::{DossierId, LicenceId},
    licence::LicenceName,
};
use files::Place;
use store::licences::Listing;

use crate::World;

/// The licence of this name.
pub async fn licence(world: &World, name: &str) -> LicenceId {
    let name = LicenceName::parse(name).expect("a licence name");
    let found = world.stack.services.app.store.listing(&name).await.expect("an answer");
    let listing: Listing = found.expect("the licence").value;
    listing.licence
}

/// Gives a dossier that has a file so many more like it, each of so many bytes.
pub async fn add(world: &World, sender: &Scope, dossier: DossierId, count: usize, bytes: usize) {
    let services = &world.stack.services;
    let records = services.app.store.licence(sender);
    let model = records.dossier(dossier).await.expect("the dossier").files.remove(0).value;
    for n in 0..count {
        let id = services.app.id().expect("an id");
        let mut file = FileMeta { id, name: format!("bijlage {n}.pdf"), ..model.clone() };
        let mut content = format!("%PDF-1.7 {n}").into_bytes();
        content.resize(content.len().max(bytes), b' ');
        file.state = FileState::Available { hash: Hash::of(&content), size: content.len() as u64 };
        let place = Place::File { dossier, file: file.id };
        services.files.put_new(sender, place, content, "application/pdf").await.expect("an object");
        records.change(None).create(&file).commit("").await.expect("a file");
    }
}
