//! Sending through SES.

use std::{
    fmt,
    sync::{Arc, LazyLock},
    time::Duration,
};

use aws_config::{SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_ses::{
    Client, Config,
    error::{ProvideErrorMetadata, SdkError},
    primitives::Blob,
    types::RawMessage,
};
use lettre::Address;

use crate::letter::Mail;

/// What SES calls a mail it accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(pub String);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a mail was not sent. No message holds an address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A variable is missing or malformed.
    #[error("environment variable {0} is missing or malformed")]
    NotConfigured(&'static str),
    /// An address that mail cannot be sent to.
    #[error("not an address for mail")]
    Address,
    /// It cannot be written as a mail.
    #[error("unwritable: {0}")]
    Unwritable(String),
    /// SES refuses this mail, and will the next time.
    #[error("refused: {0}")]
    Refused(String),
    /// SES does not take it now: too many at once, or it does not answer.
    #[error("not taken: {0}")]
    NotNow(String),
}

impl MailError {
    /// A code without personal content.
    pub fn code(&self) -> &str {
        match self {
            Self::NotConfigured(_) => "not_configured",
            Self::Address => "address",
            Self::Unwritable(_) => "unwritable",
            Self::Refused(code) | Self::NotNow(code) => code,
        }
    }

    /// Whether the same mail may be taken a little later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::NotNow(_) | Self::NotConfigured(_))
    }

    fn from_sdk<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Self {
        match (error.code(), error) {
            (Some(code @ ("MessageRejected" | "InvalidParameterValue")), _) => Self::Refused(code.into()),
            (Some(code), _) => Self::NotNow(code.into()),
            (None, SdkError::TimeoutError(_)) => Self::NotNow("timeout".into()),
            (None, _) => Self::NotNow("unreachable".into()),
        }
    }
}

/// Made with the first mail: many a request sends none.
type Lazy = LazyLock<Client, Box<dyn FnOnce() -> Client + Send>>;

/// Sends mails.
#[derive(Debug, Clone)]
pub struct Mailer {
    client: Arc<Lazy>,
    from: Address,
    configuration_set: Option<String>,
}

/// One attempt may take as long as all together: a slow answer is most often that of a mail that was taken, and is not to be sent twice.
pub fn timeouts() -> TimeoutConfig {
    let wait = Duration::from_secs(3);
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_millis(900))
        .operation_attempt_timeout(wait)
        .operation_timeout(wait)
        .build()
}

/// What fails at once (a dead connection) is tried once more.
fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(2)
}

impl Mailer {
    /// A mailer that sends from the address `from`, with or without a configuration set of SES.
    ///
    /// # Errors
    /// [`MailError::NotConfigured`] when `from` is not an address.
    pub fn new(config: Config, from: &str, configuration_set: Option<String>) -> Result<Self, MailError> {
        let from = from.parse().map_err(|_| MailError::NotConfigured("MAIL_FROM"))?;
        let configuration_set = configuration_set.filter(|set| !set.is_empty());
        let client = Arc::new(LazyLock::new(Box::new(move || Client::from_conf(config)) as Box<_>));
        Ok(Self { client, from, configuration_set })
    }

    /// The mailer of a function: `MAIL_FROM`, and `MAIL_CONFIGURATION_SET` where there is one.
    ///
    /// # Errors
    /// [`MailError::NotConfigured`].
    pub fn from_env(aws: &SdkConfig) -> Result<Self, MailError> {
        let config = aws_sdk_ses::config::Builder::from(aws).timeout_config(timeouts()).retry_config(retries()).build();
        let variable = |name| std::env::var(name).unwrap_or_default();
        Self::new(config, &variable("MAIL_FROM"), Some(variable("MAIL_CONFIGURATION_SET")))
    }

    /// Sends a mail; SES may still report later that it did not arrive.
    ///
    /// # Errors
    /// Why SES did not take it.
    pub async fn send(&self, mail: &Mail) -> Result<MessageId, MailError> {
        let mime = mail.to_mime(&self.from, self.configuration_set.as_deref())?;
        let raw = RawMessage::builder()
            .data(Blob::new(mime))
            .build()
            .map_err(|error| MailError::Unwritable(error.to_string()))?;
        let send = self.client.send_raw_email().source(self.from.to_string()).destinations(mail.to());
        let sent = send.raw_message(raw).send().await;
        sent.map(|sent| MessageId(sent.message_id)).map_err(|error| MailError::from_sdk(&error))
    }
}
