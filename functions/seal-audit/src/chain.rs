//! Seals in their bucket.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use aws_config::SdkConfig;
use aws_sdk_s3::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
};
use futures::future::try_join_all;
use store::config::{Missing, required};

use crate::seal::{Kept, Seal, SealError};

/// Seals of one folder: two listings, of the folders and of the last one, find the newest among millions.
const FOLDER: u64 = 1000;

/// The name of a seal: names sort as numbers do.
pub fn key(number: u64) -> String {
    format!("{:07}/{number:010}.json", number / FOLDER)
}

/// The bucket of the seals.
#[derive(Debug, Clone)]
pub struct Seals {
    client: Client,
    bucket: String,
    /// One more than the newest number that this process has seen: a bucket that nothing is removed from is looked through from there.
    seen: Arc<AtomicU64>,
}

fn failed<E: ProvideErrorMetadata + std::error::Error + 'static, R: std::fmt::Debug>(
    error: SdkError<E, R>,
) -> SealError {
    SealError::Bucket(format!("{}: {}", error.code().unwrap_or("none"), domain::cause::told(&error)))
}

impl Seals {
    /// The seals in this bucket.
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into(), seen: Arc::default() }
    }

    /// From the environment: `SEALS_BUCKET`.
    ///
    /// # Errors
    /// When the variable is missing.
    pub fn from_env(aws: &SdkConfig) -> Result<Self, Missing> {
        // Path style is the one way of addressing that a local endpoint has too.
        let config = aws_sdk_s3::config::Builder::from(aws).force_path_style(true).build();
        Ok(Self::new(Client::from_conf(config), required("SEALS_BUCKET")?))
    }

    /// The newest seals, at most `most`, the newest last.
    ///
    /// # Errors
    /// When the bucket does not answer or a seal cannot be read.
    pub async fn newest(&self, most: u64) -> Result<Vec<Kept>, SealError> {
        match self.head().await? {
            Some(head) => {
                try_join_all((head.saturating_sub(most.saturating_sub(1))..=head).map(|number| self.get(number))).await
            }
            None => Ok(Vec::new()),
        }
    }

    /// The number of the newest seal.
    async fn head(&self) -> Result<Option<u64>, SealError> {
        let seen = self.seen.load(Ordering::Relaxed).checked_sub(1);
        let name = match seen {
            Some(seen) => self.last("", None, Some(key(seen))).await?,
            None => match self.last("", Some("/"), None).await? {
                Some(folder) => self.last(&folder, None, None).await?,
                None => None,
            },
        };
        let Some(name) = name else { return Ok(seen) };
        let number =
            name.rsplit('/').next().and_then(|name| name.strip_suffix(".json")).and_then(|number| number.parse().ok());
        let number: u64 = number.ok_or_else(|| SealError::Unreadable(format!("{name} is not the name of a seal")))?;
        self.seen.fetch_max(number.saturating_add(1), Ordering::Relaxed);
        Ok(Some(number))
    }

    /// The last name, or folder, that begins with `prefix`, of those after `after`. It follows the cursor.
    async fn last(
        &self,
        prefix: &str,
        delimiter: Option<&str>,
        after: Option<String>,
    ) -> Result<Option<String>, SealError> {
        let (mut last, mut cursor) = (None, None);
        loop {
            let list = self
                .client
                .list_objects_v2()
                .bucket(&self.bucket)
                .prefix(prefix)
                .set_delimiter(delimiter.map(str::to_owned))
                .set_start_after(after.clone())
                .set_continuation_token(cursor);
            let page = list.send().await.map_err(failed)?;
            let name = match delimiter {
                Some(_) => page.common_prefixes().iter().filter_map(|folder| folder.prefix()).max(),
                None => page.contents().iter().filter_map(|object| object.key()).max(),
            };
            last = last.max(name.map(str::to_owned));
            cursor = page.next_continuation_token().map(str::to_owned);
            if cursor.is_none() {
                return Ok(last);
            }
        }
    }

    /// One seal.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub async fn get(&self, number: u64) -> Result<Kept, SealError> {
        let object = self.client.get_object().bucket(&self.bucket).key(key(number)).send().await.map_err(failed)?;
        let bytes = object.body.collect().await.map_err(|error| SealError::Bucket(error.to_string()))?;
        Kept::read(number, &bytes.into_bytes())
    }

    /// Keeps a seal; `false` when its number is taken, by another or by an attempt of our own whose answer was lost.
    ///
    /// # Errors
    /// When the bucket does not answer.
    pub async fn put(&self, seal: &Seal) -> Result<bool, SealError> {
        let put = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key(seal.number))
            .content_type("application/json")
            .if_none_match("*");
        match put.body(seal.bytes()?.into()).send().await {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.code(), Some("PreconditionFailed" | "ConditionalRequestConflict")) => {
                Ok(false)
            }
            Err(error) => Err(failed(error)),
        }
    }
}
