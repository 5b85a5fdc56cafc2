//! What can go wrong with what is kept.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// Why a condition of a transaction did not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody saved this thing since it was read.
    Stale(&'static str),
    /// Something that may exist once exists already.
    Taken(&'static str),
    /// A link was used up, replaced or too old in the meantime.
    LinkDead,
    /// The same form was sent before with other contents.
    OtherInput,
}

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not there, or not for this licence.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A condition did not hold; nothing was changed.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// The database does not answer, or too slowly; nothing was changed as far as is known.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// An item cannot be read or written as what it should be.
    #[error("corrupt {entity}: {cause}")]
    Corrupt {
        /// What it should have been.
        entity: &'static str,
        /// What is wrong, without its contents.
        cause: String,
    },
}

impl StoreError {
    /// The error of an SDK call, by its code.
    pub fn from_sdk<E, R>(error: SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug,
    {
        let code = error.code().unwrap_or("none").to_owned();
        Self::Unavailable(format!("{code}: {}", domain::cause::told(&error)))
    }

    /// Whether the same request may succeed a little later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::{
        config::http::HttpResponse,
        operation::transact_write_items::TransactWriteItemsError,
        types::{AttributeValue, CancellationReason, error::TransactionCanceledException},
    };

    use super::*;

    #[test]
    fn an_error_of_the_database_tells_nothing_of_what_is_kept() {
        let reason = CancellationReason::builder()
            .code("ConditionalCheckFailed")
            .item("name", AttributeValue::S("Pim Plank".into()))
            .build();
        let cancelled = TransactionCanceledException::builder()
            .message("Transaction cancelled [ConditionalCheckFailed]")
            .cancellation_reasons(reason)
            .build();
        let answer = HttpResponse::new(400.try_into().expect("a status"), "{\"Item\":\"Pim Plank\"}".into());
        let error = SdkError::service_error(TransactWriteItemsError::TransactionCanceledException(cancelled), answer);
        let told = StoreError::from_sdk(error).to_string();
        assert!(told.contains("ConditionalCheckFailed") && !told.contains("Plank"), "{told}");
    }
}
