//! Why a mail is not sent.

use mail::MailError;
use store::StoreError;

/// Why a mail is not sent, now or ever.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What it was for is gone.
    Gone(&'static str),
    /// It cannot be sent, however often it is tried.
    Never(String),
    /// It may be sent later.
    Later(String),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(_) => Self::Gone("gone"),
            StoreError::Unavailable(_) | StoreError::Conflict(_) => Self::Later("unavailable".into()),
            StoreError::Corrupt { entity, .. } => Self::Later(format!("unreadable {entity}")),
        }
    }
}

impl From<MailError> for Stop {
    fn from(error: MailError) -> Self {
        if error.retryable() { Self::Later(error.code().into()) } else { Self::Never(error.code().into()) }
    }
}
