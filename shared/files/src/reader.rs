//! Objects that are larger than what is held in memory: read from front to back by a program that waits for each piece.

use std::{
    io::{self, Read},
    pin::Pin,
};

use domain::{access::Scope, pupil_file::Arrived};
use tokio::io::AsyncRead;
use tokio_util::io::SyncIoBridge;

use crate::{
    error::{FilesError, from_sdk},
    objects::Files,
    place::Place,
};

/// An object that is being read. Read it on a thread that may wait, such as one of `spawn_blocking`.
pub struct Reader(SyncIoBridge<Pin<Box<dyn AsyncRead + Send>>>);

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl Files {
    /// Begins to read the object that arrived, and no other that took its place since.
    ///
    /// # Errors
    /// [`FilesError::NotFound`] when it is gone; [`FilesError::Corrupt`] when another took its place.
    pub async fn open(&self, scope: &Scope, place: Place<'_>, arrived: &Arrived) -> Result<Reader, FilesError> {
        let request = self
            .client()
            .get_object()
            .bucket(&*self.bucket)
            .key(place.key(scope))
            .set_if_match(arrived.etag.as_ref().map(|etag| format!("\"{etag}\"")))
            .set_version_id(arrived.revision.clone());
        let answer = request.send().await.map_err(|error| match from_sdk(error) {
            FilesError::Exists => FilesError::Corrupt,
            error => error,
        })?;
        Ok(Reader(SyncIoBridge::new(Box::pin(answer.body.into_async_read()))))
    }
}
