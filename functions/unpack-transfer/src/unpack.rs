//! From package to dossier.

use domain::{
    carer::KnownCarer,
    file::FileMeta,
    ids::DossierId,
    learner::Learner,
    transfer::{ImportInto, LARGEST_PACKAGE, Package, PackedFile, Unpacked},
};
use files::{Known, Place};
use futures::future::try_join_all;
use store::{
    Conflict, Entity, Stored,
    learners::RUNNING,
    transfers::{Stopped, derived, package_name, packed_name},
};

use crate::{Halt, Import};

/// Files that are checked or copied side by side; no byte of them comes here.
const SIDE_BY_SIDE: usize = 8;
/// Files that are noted in one transaction.
const CHUNK: usize = 50;

/// The learner it goes to, who is here already.
struct Here {
    learner: Stored<Learner>,
    carers: Vec<KnownCarer>,
}

impl Import<'_> {
    /// Checks, writes what nobody can see, and reveals it.
    pub(crate) async fn unpack(&mut self) -> Result<DossierId, Halt> {
        let package = self.package().await?;
        self.begin(package.manifest.files.len() * 2).await?;
        let mut checked = Vec::new();
        for some in package.manifest.files.chunks(SIDE_BY_SIDE) {
            checked.extend(try_join_all(some.iter().map(|file| self.check(file))).await?);
            self.progress(some.len()).await?;
        }
        let here = self.here().await?;
        let version = here.as_ref().map_or(0, |here| here.learner.version);
        let mut n = 0;
        let mut ids = || {
            n += 1;
            derived(self.transfer.value.id, n)
        };
        let order = &self.order.value;
        let here = here.map(|here| (here.learner.value, here.carers));
        let unpacked = package.unpack(&self.transfer.value, &order.import, here, &order.by, &mut ids);
        let moves: Vec<_> = unpacked.files.iter().zip(&checked).collect();
        for some in moves.chunks(SIDE_BY_SIDE) {
            try_join_all(some.iter().map(|((packed, file), known)| self.copy(packed, file, known))).await?;
            self.progress(some.len()).await?;
        }
        self.write_hidden(&unpacked).await?;
        self.reveal(&unpacked, version).await?;
        Ok(unpacked.track.dossier.id)
    }

    async fn package(&self) -> Result<Package, Halt> {
        let transfer = &self.transfer.value;
        let hash = transfer.package.as_ref().ok_or(Halt::Refused(Stopped::Broken))?;
        let place = Place::Transfer { transfer: transfer.id, name: &package_name(hash) };
        let found = self.files.get(&self.scope, place, LARGEST_PACKAGE).await?;
        let package = self.app.keys.open_package(&found.bytes, transfer, self.app.now()).await?;
        package.ok_or(Halt::Refused(Stopped::Broken))
    }

    /// A file against the manifest, by what S3 knows of its bytes.
    async fn check(&self, file: &PackedFile) -> Result<Known, Halt> {
        let name = packed_name(file.id);
        let place = Place::Transfer { transfer: self.transfer.value.id, name: &name };
        let known = self.files.head(&self.scope, place).await?;
        if known.size == file.size && known.has(&file.hash) {
            return Ok(known);
        }
        tracing::error!(transfer = %self.transfer.value.id, file = %file.id, "a file is not the one of the manifest");
        Err(Halt::Refused(Stopped::Broken))
    }

    async fn here(&self) -> Result<Option<Here>, Halt> {
        let ImportInto::Known(id) = self.order.value.import.into else { return Ok(None) };
        let records = self.app.store.licence(&self.scope);
        let file = match records.learner_file(id).await {
            Err(store::StoreError::NotFound(_)) => return Err(Halt::Refused(Stopped::NoSuchLearner)),
            file => file?,
        };
        if file.running.is_some() {
            return Err(Halt::Refused(Stopped::Running));
        }
        let carers = records.carers_of(file.ties.iter().map(|tie| tie.value.clone())).await?;
        Ok(Some(Here { learner: file.learner, carers }))
    }

    /// The very object that was checked.
    async fn copy(&self, packed: &PackedFile, file: &FileMeta, checked: &Known) -> Result<(), Halt> {
        let name = packed_name(packed.id);
        let from = Place::Transfer { transfer: self.transfer.value.id, name: &name };
        let to = Place::File { dossier: file.dossier, file: file.id };
        let etag = Some(checked.etag.as_str());
        Ok(self.files.copy((&self.scope, from), (&self.scope, to), &packed.hash, etag).await?)
    }

    /// Steps and files, in the partition of a dossier that has no header yet.
    async fn write_hidden(&self, unpacked: &Unpacked) -> Result<(), Halt> {
        let (licence, records) = (self.scope.licence(), self.app.store.licence(&self.scope));
        for step in unpacked.track.steps.values() {
            let key = domain::dossier::Step::key(licence, &step.id());
            records.change(None).put_over(&key, domain::dossier::Step::ENTITY, step).commit("").await?;
        }
        for some in unpacked.files.chunks(CHUNK) {
            let change = some.iter().fold(records.change(None), |change, (_, file)| {
                change.put_over(&FileMeta::key(licence, &file.id()), FileMeta::ENTITY, file)
            });
            change.commit("").await?;
        }
        Ok(())
    }

    async fn reveal(&mut self, unpacked: &Unpacked, version: u64) -> Result<(), Halt> {
        let learner = Stored { value: unpacked.learner.clone(), version };
        match self.finish(&learner, unpacked).await {
            Err(store::StoreError::Conflict(Conflict::Taken(RUNNING))) => Err(Halt::Refused(Stopped::Running)),
            done => Ok(done?),
        }
    }
}
