//! Hears of each upload and each scan, checks what came, takes personal particulars out of it, releases or refuses it.
//!
//! Events come at least once, late, and in any order: what counts is the file's state and what is in S3, never which event came when.

mod drops;
mod event;
mod inspect;
mod office;
mod picture;
mod pupils;

use domain::{
    access::Scope,
    dossier::Dossier,
    file::{FileMeta, FileRefused, FileState, MAX_BYTES},
    hash::Hash,
    ids::{DossierId, FileId, LicenceId},
};
use files::{Files, FilesError, Found, Place};
use serde_json::Value;
use store::{
    Conflict, Entity, Store, StoreError, Stored,
    audit::{Entry, Who},
};

use event::{Heard, News};

/// When a file that passes the check can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Once it arrived: where nothing scans.
    OnArrival,
    /// Once the scan found no threat.
    AfterScan,
}

impl Release {
    /// After the scan where `SCAN_REQUIRED` says so.
    pub fn from_env() -> Self {
        if std::env::var("SCAN_REQUIRED").is_ok_and(|value| value == "true") {
            Self::AfterScan
        } else {
            Self::OnArrival
        }
    }
}

/// Why a file could not be checked; the platform delivers the event again, and in the end to the operator.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// S3.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The scanner could not look at it.
    #[error("not scanned: {0}")]
    NotScanned(String),
}

/// Handles one event: of S3 or of the scanner, by `EventBridge` or as S3 sends it itself. Other objects than uploads do not matter.
///
/// # Errors
/// When something does not answer; nothing is half done then.
pub async fn check(store: &Store, files: &Files, release: Release, event: Value) -> Result<(), CheckError> {
    for heard in event::read(&event) {
        if let Some((scope, Place::RosterDrop { folder, name })) = Place::read_drop(&heard.key) {
            drops::Dropped { store, files, scope, folder, name }.settle(&heard).await?;
            continue;
        }
        match Place::read_upload(&heard.key) {
            Some((scope, Place::Upload { dossier, file })) => {
                let upload = Upload { store, files, licence: scope.licence(), scope, dossier, id: file };
                upload.settle(&heard, release).await?;
            }
            Some((scope, Place::PupilFile(file))) => {
                pupils::Arrival { store, files, scope, file }.settle(&heard, release).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

struct Upload<'a> {
    store: &'a Store,
    files: &'a Files,
    scope: Scope,
    licence: LicenceId,
    dossier: DossierId,
    id: FileId,
}

impl Upload<'_> {
    async fn settle(&self, heard: &Heard, release: Release) -> Result<(), CheckError> {
        let mut found = self
            .store
            .batch(&[FileMeta::key(self.licence, &(self.dossier, self.id)), Dossier::key(self.licence, &self.dossier)])
            .await?;
        let waiting = found
            .take::<FileMeta>(&FileMeta::key(self.licence, &(self.dossier, self.id)), FileMeta::ENTITY)?
            .filter(|file| file.value.state == FileState::Pending);
        let Some(mut file) = waiting else { return self.discard().await };
        let header = found.entity::<Dossier>(self.licence, &self.dossier)?;
        match (&heard.news, release) {
            (News::Arrived, Release::AfterScan) => return Ok(()),
            (News::NotScanned(why), _) => return Err(CheckError::NotScanned(why.clone())),
            (News::Threat, _) => {
                file.value.refuse(FileRefused::Harmful);
            }
            (News::Arrived | News::Clean, _) => match self.fetch(heard).await {
                Err(FilesError::NotFound) => return Ok(()),
                Err(FilesError::TooLarge(_)) => {
                    file.value.refuse(FileRefused::Size);
                }
                Err(error) => return Err(error.into()),
                // Another upload took its place before this one was read; its own event follows.
                Ok(upload) if heard.etag.as_ref().is_some_and(|etag| *etag != upload.etag) => return Ok(()),
                Ok(_) if !header.value.is_running() => {
                    file.value.refuse(FileRefused::TooLate);
                }
                Ok(upload) if upload.bytes.is_empty() => {
                    file.value.refuse(FileRefused::Empty);
                }
                Ok(upload) => self.judge(&mut file.value, upload.bytes).await?,
            },
        }
        self.keep(&file, &header, heard).await?;
        self.discard().await
    }

    async fn fetch(&self, heard: &Heard) -> Result<Found, FilesError> {
        self.files.get_revision(&self.scope, self.place(), heard.revision.as_deref(), MAX_BYTES).await
    }

    /// Looks at the content, and keeps what may be opened under the file's own key.
    async fn judge(&self, file: &mut FileMeta, bytes: Vec<u8>) -> Result<(), CheckError> {
        let clean = match inspect::inspect(bytes) {
            Ok(clean) if clean.kind == Some(file.kind) => clean,
            Ok(other) => {
                file.accept(other.kind, Hash::of(&other.bytes), 0);
                return Ok(());
            }
            Err(why) => {
                file.refuse(why);
                return Ok(());
            }
        };
        let place = Place::File { dossier: self.dossier, file: self.id };
        let kept = match self.files.put_new(&self.scope, place, clean.bytes.clone(), file.kind.content_type()).await {
            Ok(()) => clean.bytes,
            // The first complete upload won; only what passed the check is ever put there.
            Err(FilesError::Exists) => self.files.get(&self.scope, place, MAX_BYTES).await?.bytes,
            Err(error) => return Err(error.into()),
        };
        file.accept(clean.kind, Hash::of(&kept), u64::try_from(kept.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    async fn keep(&self, file: &Stored<FileMeta>, header: &Stored<Dossier>, heard: &Heard) -> Result<(), CheckError> {
        let entry = |act| {
            Entry::new(self.licence, format!("DOSSIER#{}", self.dossier), act, Who::platform("check-file"))
                .with("file", self.id)
                .with("etag", heard.etag.as_deref().unwrap_or("-"))
        };
        let change = self.store.licence(&self.scope).change(None).save(file);
        let change = match &file.value.state {
            FileState::Available { hash, size } => {
                // Nothing is added to a dossier that was archived since.
                change.unchanged(header).audit(&entry("file-released").with("hash", hash).with("size", size))
            }
            FileState::Refused { why } => change.audit(&entry("file-refused").with("why", format!("{why:?}"))),
            FileState::Pending | FileState::Removed { .. } => return Ok(()),
        };
        match change.commit("").await {
            Ok(_) => Ok(()),
            // Somebody else settled or removed it; when it is still waiting, the event comes again.
            Err(StoreError::Conflict(Conflict::Stale(FileMeta::ENTITY))) => {
                let now = self.store.licence(&self.scope).get::<FileMeta>(&(self.dossier, self.id)).await?;
                if now.value.state == FileState::Pending {
                    Err(StoreError::Conflict(Conflict::Stale(FileMeta::ENTITY)).into())
                } else {
                    Ok(())
                }
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What was sent is no longer needed: it was taken over or refused, or nobody waits for it.
    async fn discard(&self) -> Result<(), CheckError> {
        Ok(self.files.delete(&self.scope, self.place()).await?)
    }

    fn place(&self) -> Place<'static> {
        Place::Upload { dossier: self.dossier, file: self.id }
    }
}
