//! Starting workers.

use aws_config::SdkConfig;
use aws_sdk_lambda::{Client, error::ProvideErrorMetadata, primitives::Blob, types::InvocationType};
use domain::ids::JobId;
use store::config::{Missing, required};

/// Starts functions of this environment, without waiting for what they do.
#[derive(Debug, Clone)]
pub struct Invoker {
    client: Client,
    prefix: String,
}

/// Why a function was not started.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {cause}")]
pub struct InvokeError {
    /// The code of the error.
    pub code: String,
    cause: String,
}

impl Invoker {
    /// Starts functions whose names begin with `prefix`.
    pub fn new(client: Client, prefix: impl Into<String>) -> Self {
        Self { client, prefix: prefix.into() }
    }

    /// From the environment: `FUNCTION_PREFIX`.
    ///
    /// # Errors
    /// When the variable is missing.
    pub fn from_env(aws: &SdkConfig) -> Result<Self, Missing> {
        Ok(Self::new(Client::new(aws), required("FUNCTION_PREFIX")?))
    }

    /// Starts a worker with a job.
    ///
    /// # Errors
    /// When the invocation was not accepted.
    pub async fn invoke(&self, function: &str, job: JobId) -> Result<(), InvokeError> {
        let payload = Blob::new(format!(r#"{{"job":"{job}"}}"#));
        let call = self
            .client
            .invoke()
            .function_name(format!("{}{function}", self.prefix))
            .invocation_type(InvocationType::Event)
            .payload(payload);
        let failed = |error: aws_sdk_lambda::error::SdkError<_, _>| InvokeError {
            code: error.code().unwrap_or("none").to_owned(),
            cause: domain::cause::told(&error),
        };
        call.send().await.map(drop).map_err(failed)
    }
}
