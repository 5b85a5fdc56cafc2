//! From package to dossier.

use domain::{
    carer::KnownCarer,
    file::{FileMeta, MAX_BYTES},
    ids::DossierId,
    learner::Learner,
    transfer::{ImportInto, Package, PackedFile, Unpacked},
};
use files::Place;
use store::{
    Conflict, Entity, Stored,
    learners::RUNNING,
    transfers::{Stopped, derived, package_name, packed_name},
};

use crate::{Halt, Import};

/// Bytes a package's document may have.
const LARGEST: u64 = 16 * 1024 * 1024;
/// Files that are noted in one transaction.
const CHUNK: usize = 50;

/// The learner it goes to, as far as already here.
struct Known {
    learner: Stored<Learner>,
    carers: Vec<KnownCarer>,
}

impl Import<'_> {
    /// Checks, writes what nobody can see, and reveals it.
    pub(crate) async fn unpack(&mut self) -> Result<DossierId, Halt> {
        let package = self.package().await?;
        self.begin(package.manifest.files.len() * 2).await.map_err(Halt::Stop)?;
        for file in &package.manifest.files {
            self.check(&package, file).await?;
        }
        let known = self.known().await?;
        let version = known.as_ref().map_or(0, |known| known.learner.version);
        let mut n = 0;
        let mut ids = || {
            n += 1;
            derived(self.transfer.value.id, n)
        };
        let order = &self.order.value;
        let known = known.map(|known| (known.learner.value, known.carers));
        let unpacked = package.unpack(&self.transfer.value, &order.import, known, &order.by, &mut ids);
        for (packed, file) in &unpacked.files {
            self.copy(packed, file).await?;
        }
        self.write_hidden(&unpacked).await?;
        self.reveal(&unpacked, version).await?;
        Ok(unpacked.track.dossier.id)
    }

    async fn package(&self) -> Result<Package, Halt> {
        let hash = self.transfer.value.package.clone().ok_or(Halt::Refused(Stopped::Broken))?;
        let name = package_name(&hash);
        let found = self
            .files
            .get(&self.scope, Place::Transfer { transfer: self.transfer.value.id, name: &name }, LARGEST)
            .await?;
        let package = Package::read(&found.bytes, &hash).map_err(|error| {
            tracing::error!(transfer = %self.transfer.value.id, %error, "a package was refused");
            Halt::Refused(Stopped::Broken)
        })?;
        // The content must be meant for this licence.
        if package.manifest.to.licence == self.scope.licence() {
            Ok(package)
        } else {
            Err(Halt::Refused(Stopped::Broken))
        }
    }

    /// Each file against the manifest, one at a time: only one is in memory.
    async fn check(&mut self, package: &Package, file: &PackedFile) -> Result<(), Halt> {
        let name = packed_name(file.id);
        let found = self
            .files
            .get(&self.scope, Place::Transfer { transfer: self.transfer.value.id, name: &name }, MAX_BYTES)
            .await?;
        if let Err(error) = package.check_file(file.id, &found.bytes) {
            tracing::error!(transfer = %self.transfer.value.id, %error, "a package was refused");
            return Err(Halt::Refused(Stopped::Broken));
        }
        self.progress().await.map_err(Halt::Stop)
    }

    async fn known(&self) -> Result<Option<Known>, Halt> {
        let ImportInto::Known(id) = self.order.value.import.into else { return Ok(None) };
        let records = self.store.licence(&self.scope);
        let file = match records.learner_file(id).await {
            Err(store::StoreError::NotFound(_)) => return Err(Halt::Refused(Stopped::NoSuchLearner)),
            file => file?,
        };
        if file.running.is_some() {
            return Err(Halt::Refused(Stopped::Running));
        }
        let carers = records.carers_of(file.ties.iter().map(|tie| tie.value.clone())).await?;
        Ok(Some(Known { learner: file.learner, carers }))
    }

    async fn copy(&mut self, packed: &PackedFile, file: &FileMeta) -> Result<(), Halt> {
        let name = packed_name(packed.id);
        let from = Place::Transfer { transfer: self.transfer.value.id, name: &name };
        self.files
            .copy((&self.scope, from), (&self.scope, Place::File { dossier: file.dossier, file: file.id }))
            .await?;
        self.progress().await.map_err(Halt::Stop)
    }

    /// Steps and files, in the partition of a dossier that has no header yet.
    async fn write_hidden(&self, unpacked: &Unpacked) -> Result<(), Halt> {
        let (licence, records) = (self.scope.licence(), self.store.licence(&self.scope));
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
