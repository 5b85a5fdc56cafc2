//! What can go wrong with objects.

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

/// A variable that is missing or empty; the process stops with its name.
#[derive(Debug, thiserror::Error)]
#[error("environment variable {0} is missing or empty")]
pub struct Missing(pub &'static str);

/// Why an object was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// There is no such object.
    #[error("object not found")]
    NotFound,
    /// There is one already, and it stays as it is.
    #[error("object exists")]
    Exists,
    /// It has more bytes than were asked for.
    #[error("object larger than {0} bytes")]
    TooLarge(u64),
    /// Its content is not what its name says.
    #[error("content does not match its hash")]
    Corrupt,
    /// S3 does not answer, or too slowly.
    #[error("unavailable: {0}")]
    Unavailable(String),
}

impl FilesError {
    /// Whether the same request may succeed a little later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

/// Whether S3 says that another write to the same key was going on: try again.
pub(crate) fn is_busy<E>(error: &SdkError<E, HttpResponse>) -> bool {
    error.raw_response().is_some_and(|answer| answer.status().as_u16() == 409)
}

/// The error of an SDK call, by its status and code.
pub(crate) fn from_sdk<E>(error: SdkError<E, HttpResponse>) -> FilesError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    match error.raw_response().map(|answer| answer.status().as_u16()) {
        Some(404) => FilesError::NotFound,
        Some(412) => FilesError::Exists,
        _ => {
            let code = error.code().unwrap_or("none").to_owned();
            FilesError::Unavailable(format!("{code}: {}", domain::cause::told(&error)))
        }
    }
}
