//! Why a mail is not sent.

use mail::MailError;
use store::outbox::Stop;

/// What a fault of a mail means for its job.
pub(crate) fn unsent(error: MailError) -> Stop {
    let fault = error.code().into();
    if error.retryable() { Stop::Later(fault) } else { Stop::Never(fault) }
}
