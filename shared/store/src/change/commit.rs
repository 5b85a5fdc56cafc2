//! Carrying a change out: once, whatever is sent again, and without giving way to other transactions.

use std::{collections::HashMap, time::Duration};

use aws_sdk_dynamodb::{
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    types::{AttributeValue, CancellationReason},
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{Change, Committed, Done};
use crate::{
    error::{Conflict, StoreError},
    item::{from_item, to_item},
};

/// How long a form is recognised when it is sent again.
const ONCE_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Tries when another transaction is in the way. With doubling pauses from 10 ms this stays under the operation timeout.
const TRIES: u32 = 7;

impl Change {
    /// Carries the change out, all of it or nothing. `to` is where the answer leads, kept for when the same form comes again.
    ///
    /// # Errors
    /// What stood in the way; nothing was changed then.
    pub async fn commit(mut self, to: impl Into<String>) -> Result<Committed, StoreError> {
        let to = to.into();
        if let Some(once) = self.once.clone() {
            let ends = self.store.clock.now() + ONCE_LIFE;
            let item = to_item(&Done { input: once.input.clone(), to: to.clone() }, Done::ENTITY, &once.key, 1).map(
                |mut item| {
                    item.insert("ttl".into(), AttributeValue::N(ends.as_second().to_string()));
                    item
                },
            );
            let items = std::mem::take(&mut self.items);
            self = self.put_item(
                &once.key,
                item,
                Some(("attribute_not_exists(pk)", HashMap::new())),
                Conflict::OtherInput,
            );
            // First, so that a repeated form is told as such before any other condition is looked at.
            self.items.extend(items);
        }
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.items.is_empty() {
            return Ok(Committed { to, repeated: false });
        }
        let token = self.store.id::<Uuid>()?.to_string();
        let mut pause = Duration::from_millis(10);
        for attempt in 1.. {
            let items = self.items.iter().map(|(item, _)| item.clone()).collect();
            let sent = self
                .store
                .client
                .transact_write_items()
                .client_request_token(&token)
                .set_transact_items(Some(items))
                .send()
                .await;
            let Err(error) = sent else { return Ok(Committed { to, repeated: false }) };
            match reasons(&error) {
                Some(reasons) => {
                    if let Some(found) = self.refused(reasons) {
                        return found;
                    }
                    if attempt >= TRIES {
                        return Err(StoreError::Unavailable("other transactions stay in the way".into()));
                    }
                }
                None if is_in_progress(&error) && attempt < TRIES => {}
                None => return Err(StoreError::from_sdk(error)),
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Err(StoreError::Unavailable("no attempt was made".into()))
    }

    /// What the first condition that failed means; `None` when only other transactions were in the way.
    fn refused(&self, reasons: &[CancellationReason]) -> Option<Result<Committed, StoreError>> {
        let (reason, conflict) = reasons
            .iter()
            .zip(&self.items)
            .find(|(reason, _)| reason.code() == Some("ConditionalCheckFailed"))
            .map(|(reason, (_, conflict))| (reason, *conflict))?;
        if conflict == Conflict::OtherInput {
            let done = reason.item.clone().map(|item| from_item::<Done>(item, Done::ENTITY));
            if let (Some(Ok(done)), Some(once)) = (done, &self.once)
                && done.value.input == once.input
            {
                return Some(Ok(Committed { to: done.value.to, repeated: true }));
            }
        }
        Some(Err(StoreError::Conflict(conflict)))
    }
}

fn reasons<R>(error: &SdkError<TransactWriteItemsError, R>) -> Option<&[CancellationReason]> {
    match error.as_service_error()? {
        TransactWriteItemsError::TransactionCanceledException(cancelled) => Some(cancelled.cancellation_reasons()),
        _ => None,
    }
}

fn is_in_progress<R>(error: &SdkError<TransactWriteItemsError, R>) -> bool {
    error.as_service_error().is_some_and(TransactWriteItemsError::is_transaction_in_progress_exception)
}
