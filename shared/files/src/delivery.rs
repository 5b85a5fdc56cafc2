//! The package of one transfer, where it lies with its receiver: all that a sender reaches there.

use domain::{access::Scope, hash::Hash, ids::TransferId, transfer::Transfer};
use warrant::Warrant;

use crate::{error::FilesError, objects::Files, place::Place};

/// The package of one transfer under its receiver's prefix. Nothing else of the receiver can be reached with it.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    files: &'a Files,
    to: Scope,
    transfer: TransferId,
}

impl Files {
    /// Delivers a transfer to its receiver.
    pub fn delivery(&self, transfer: &Transfer) -> Delivery<'_> {
        let to = Scope::warranted(transfer.to.licence, Warrant::verified());
        Delivery { files: self, to, transfer: transfer.id }
    }
}

impl Delivery<'_> {
    fn part<'a>(&self, name: &'a str) -> Place<'a> {
        Place::Transfer { transfer: self.transfer, name }
    }

    /// Adds a part that is not there yet.
    ///
    /// # Errors
    /// [`FilesError::Exists`] when it is.
    pub async fn put_new(&self, name: &str, bytes: Vec<u8>, content_type: &str) -> Result<(), FilesError> {
        self.files.put_new(&self.to, self.part(name), bytes, content_type).await
    }

    /// Adds a copy of an object of the sender; no byte of it comes here.
    ///
    /// # Errors
    /// [`FilesError::NotFound`] when there is nothing to copy, [`FilesError::Corrupt`] when its bytes do not have this hash.
    pub async fn copy(&self, from: (&Scope, Place<'_>), name: &str, hash: &Hash) -> Result<(), FilesError> {
        self.files.copy(from, (&self.to, self.part(name)), hash, None).await
    }

    /// Takes the whole package away; what is gone already is as good.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn remove(&self) -> Result<(), FilesError> {
        self.files.remove_package(&self.to, self.transfer).await
    }
}
