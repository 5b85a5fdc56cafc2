//! Moving objects from place to place, and removing them for good. S3 does it, and S3 tells what their bytes are: none of them comes here.

use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode, TaggingDirective};
use domain::{
    access::Scope,
    hash::Hash,
    ids::{PupilFileId, TransferId},
    pupil_file::Arrived,
};
use futures::future::try_join_all;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    error::{FilesError, from_sdk},
    objects::Files,
    place::Place,
};

/// Objects that are removed side by side.
const SIDE_BY_SIDE: usize = 8;

/// Revisions of one object that are removed in one go: a browser sends a file once, or a few times.
const REVISIONS: usize = 20;

/// Signs of a key that stay as they are where a copy names its source.
const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');

/// What S3 knows of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its bytes.
    pub size: u64,
    /// Its tag, without quotes.
    pub etag: String,
    /// The SHA-256 that S3 computed when it was copied, in base64.
    sum: Option<String>,
}

impl Known {
    /// Whether S3 has found that its bytes have this hash.
    pub fn has(&self, hash: &Hash) -> bool {
        self.sum.as_deref() == Some(hash.base64().as_str())
    }
}

impl Files {
    /// What S3 knows of an object, without reading it.
    ///
    /// # Errors
    /// [`FilesError::NotFound`].
    pub async fn head(&self, scope: &Scope, place: Place<'_>) -> Result<Known, FilesError> {
        let request = self
            .client()
            .head_object()
            .bucket(&*self.bucket)
            .key(place.key(scope))
            .checksum_mode(ChecksumMode::Enabled);
        let answer = request.send().await.map_err(from_sdk)?;
        Ok(Known {
            size: answer.content_length().and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
            etag: answer.e_tag().unwrap_or_default().trim_matches('"').to_owned(),
            sum: answer.checksum_sha256().map(str::to_owned),
        })
    }

    /// Copies an object of this hash, within a licence or in a delivery to another. S3 computes and compares: no byte of it comes
    /// here. With `etag`, only while the object is still the one that has this tag. When the hash is another, the copy stays where
    /// it is: nothing cites it.
    ///
    /// # Errors
    /// [`FilesError::NotFound`] when there is nothing to copy; [`FilesError::Corrupt`] when it has another tag or hash.
    pub async fn copy(
        &self,
        from: (&Scope, Place<'_>),
        to: (&Scope, Place<'_>),
        hash: &Hash,
        etag: Option<&str>,
    ) -> Result<(), FilesError> {
        let source = format!("{}/{}", self.bucket, from.1.key(from.0));
        let answer = self
            .client()
            .copy_object()
            .bucket(&*self.bucket)
            .copy_source(source)
            .set_copy_source_if_match(etag.map(|etag| format!("\"{etag}\"")))
            .key(to.1.key(to.0))
            // S3 keeps this checksum with the copy, as long as these bytes are there.
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .send()
            .await
            .map_err(|error| match from_sdk(error) {
                FilesError::Exists => FilesError::Corrupt,
                error => error,
            })?;
        let sum = answer.copy_object_result().and_then(|result| result.checksum_sha256());
        if sum == Some(hash.base64().as_str()) { Ok(()) } else { Err(FilesError::Corrupt) }
    }

    /// Copies a dropped file of the pupil administration to where files are read from. S3 does it: no byte of it comes here.
    ///
    /// # Errors
    /// [`FilesError::NotFound`] when it is gone; [`FilesError::Corrupt`] when another took its place.
    pub async fn take_over(
        &self,
        scope: &Scope,
        from: Place<'_>,
        found: &Arrived,
        to: Place<'_>,
    ) -> Result<(), FilesError> {
        let key = utf8_percent_encode(&from.key(scope), KEY).to_string();
        let revision = found.revision.as_ref().map(|revision| format!("?versionId={revision}")).unwrap_or_default();
        let request = self
            .client()
            .copy_object()
            .bucket(&*self.bucket)
            .copy_source(format!("{}/{key}{revision}", self.bucket))
            .set_copy_source_if_match(found.etag.as_ref().map(|etag| format!("\"{etag}\"")))
            .key(to.key(scope))
            // What the scanner or the other system tagged it with stays behind.
            .tagging_directive(TaggingDirective::Replace);
        request.send().await.map(drop).map_err(|error| match from_sdk(error) {
            FilesError::Exists => FilesError::Corrupt,
            error => error,
        })
    }

    /// Removes an object for good, with all that was at its place before it; what is gone already is as good.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn erase_all(&self, scope: &Scope, place: Place<'_>) -> Result<(), FilesError> {
        self.erase_key(&place.key(scope)).await
    }

    /// Removes for good all that checks of a file of the pupil administration found, also what a worker kept that died before it said so.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn erase_checks(&self, scope: &Scope, file: PupilFileId) -> Result<(), FilesError> {
        let own = Place::own(scope);
        for check in self.list(scope, &Place::checks(file)).await? {
            self.erase_key(&format!("{own}{}", check.name)).await?;
        }
        Ok(())
    }

    /// Removes revision after revision, where the bucket keeps them: without the newest, the one before it is.
    async fn erase_key(&self, key: &str) -> Result<(), FilesError> {
        for _ in 0..REVISIONS {
            let newest = self.client().head_object().bucket(&*self.bucket).key(key).send().await.map_err(from_sdk);
            let revision = match newest {
                Ok(newest) => newest.version_id().map(str::to_owned),
                Err(FilesError::NotFound) => return Ok(()),
                Err(error) => return Err(error),
            };
            let request = self.client().delete_object().bucket(&*self.bucket).key(key).set_version_id(revision);
            match request.send().await.map_err(from_sdk) {
                Ok(_) | Err(FilesError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Err(FilesError::Unavailable("there are more revisions".into()))
    }

    /// Removes every part of a package, whoever put it there; what is gone already is as good.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn remove_package(&self, scope: &Scope, transfer: TransferId) -> Result<(), FilesError> {
        let parts = self.list(scope, &Place::package(transfer)).await?;
        let names: Vec<&str> = parts.iter().filter_map(|part| part.name.rsplit('/').next()).collect();
        for some in names.chunks(SIDE_BY_SIDE) {
            try_join_all(some.iter().map(|name| self.delete(scope, Place::Transfer { transfer, name }))).await?;
        }
        Ok(())
    }
}
