//! What every function has: time, randomness, ids, keys and the store. The only place where these are made.

use std::{borrow::Cow, fmt::Display, sync::Arc, time::Duration};

use aws_config::{
    BehaviorVersion, Region, SdkConfig, environment::EnvironmentVariableCredentialsProvider, timeout::TimeoutConfig,
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::{
    sdk_config::SharedCredentialsProvider,
    service_config::{LoadServiceConfig, ServiceConfigKey},
};
use jiff::{Timestamp, civil::Date};
use tracing_subscriber::filter::LevelFilter;
use uuid::Uuid;

use crate::{
    config::{Missing, Tables, optional, required},
    crypto::Keys,
    error::StoreError,
    read::Store,
};

/// The time. In AWS the machine's; on a laptop it can be moved.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock of one's own.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "the one place where time comes in")]
    pub fn machine() -> Self {
        Self::new(Timestamp::now)
    }

    /// The time it is, in whole milliseconds: what is stored reads back equal.
    pub fn now(&self) -> Timestamp {
        let now = (self.0)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// Randomness of the operating system.
#[derive(Clone, Default)]
pub struct Chance;

impl Chance {
    /// Random bytes.
    ///
    /// # Errors
    /// When the operating system has none to give.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).map_err(|error| StoreError::Unavailable(format!("randomness: {error}")))?;
        Ok(bytes)
    }
}

/// Why a function cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A variable is missing.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// Keys or tables cannot be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What every function has.
#[derive(Clone)]
pub struct App {
    /// What is kept.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub chance: Chance,
    /// Keys.
    pub keys: Keys,
    /// Where people reach the product: `https://...`, without a slash at the end. Mailed links are built from it, never from a request.
    pub public_url: Arc<str>,
}

/// The certificates of Amazon Trust Services, under which every AWS endpoint has its own: the root certificates 1 to 4 and Starfield G2.
const ROOTS: &str = include_str!("../roots/amazon-trust-services.pem");

/// Structured logs: JSON lines with the names that AWS users query on. Ids only, never content. The level is the one that AWS is asked for.
pub fn log() {
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL").ok().and_then(|level| level.parse().ok());
    // A second subscriber (tests run many stacks in one process) is not an error.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_max_level(level.unwrap_or(LevelFilter::INFO))
        .without_time()
        .try_init();
}

/// Where a service is, when not in AWS: `AWS_ENDPOINT_URL_S3` and its like.
#[derive(Debug)]
struct Endpoints;

impl LoadServiceConfig for Endpoints {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let service = key.service_id().to_uppercase().replace(' ', "_");
        std::env::var(format!("{}_{service}", key.env())).ok()
    }
}

/// The AWS configuration as the Lambda service gives it, in environment variables: region, credentials, endpoints.
/// Other places to look for them (profiles, web identities, the metadata of a machine) are not even compiled in: they would be a third of a function.
/// One HTTP client for all services. An interactive call has 1 s an attempt and 3 s in all, so that a page can still tell what is wrong.
///
/// # Errors
/// When the region is missing or the certificates that are compiled in cannot be read.
pub fn aws() -> Result<SdkConfig, StartError> {
    let credentials = SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new());
    let configuration = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(required("AWS_REGION")?))
        .credentials_provider(credentials)
        .service_config(Endpoints)
        .timeout_config(timeouts())
        .http_client(https()?);
    Ok(configuration.build())
}

/// Trusts what is compiled in: to read what the system trusts takes longer than all the rest of a start. Where `AWS_CA_BUNDLE` names a
/// file, as for every AWS SDK, its certificates are trusted instead.
fn https() -> Result<SharedHttpClient, StartError> {
    let unreadable = |error: &dyn Display| StoreError::Unavailable(format!("certificates: {error}"));
    let bundle = std::env::var("AWS_CA_BUNDLE").ok().filter(|path| !path.is_empty());
    let roots = match bundle {
        Some(path) => Cow::Owned(std::fs::read_to_string(path).map_err(|error| unreadable(&error))?),
        None => Cow::Borrowed(ROOTS),
    };
    let certificates = roots.split_inclusive("-----END CERTIFICATE-----").filter(|text| text.contains("BEGIN"));
    let trusted = certificates.fold(TrustStore::empty(), TrustStore::with_pem_certificate);
    let context = TlsContext::builder().with_trust_store(trusted).build().map_err(|error| unreadable(&error))?;
    let provider = Provider::Rustls(CryptoMode::AwsLc);
    Ok(Builder::new().tls_provider(provider).tls_context(context).build_https())
}

/// What a connection may take; what an attempt may take bounds it as well. The same for all calls of a start: where it differs, the
/// client reads the certificates once more.
pub(crate) const CONNECT: Duration = Duration::from_secs(3);

/// Attempt and operation timeouts of interactive calls.
pub fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(1))
        .operation_timeout(Duration::from_secs(3))
        .connect_timeout(CONNECT)
        .build()
}

impl Store {
    /// The store of a worker that needs no keys, from its environment.
    pub fn from_env(aws: &SdkConfig) -> Self {
        Self::new(aws_sdk_dynamodb::Client::new(aws), Tables::from_env(), Clock::machine(), Chance)
    }
}

impl App {
    /// The application of a Lambda function, from its environment; opens the connections it needs.
    ///
    /// # Errors
    /// When a variable is missing or the keys cannot be read.
    pub async fn from_env(aws: &SdkConfig) -> Result<Self, StartError> {
        let clock = Clock::machine();
        let chance = Chance;
        let store = Store::new(aws_sdk_dynamodb::Client::new(aws), Tables::from_env(), clock.clone(), chance.clone());
        let secrets = aws_sdk_secretsmanager::Client::new(aws);
        let secret = required("KEYS_SECRET")?;
        let now = clock.now();
        // Side by side: both are connections that the first request would otherwise wait for.
        let (keys, ()) = futures::join!(Keys::read(secrets, &secret, now), store.prime());
        Ok(Self { store, clock, chance, keys: keys?, public_url: optional("PUBLIC_URL").into() })
    }

    /// The time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day it is, in Europe/Amsterdam.
    pub fn today(&self) -> Date {
        domain::calendar::today(self.now())
    }

    /// A new id; ids sort by time.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn id<T: From<NewId>>(&self) -> Result<T, StoreError> {
        self.store.id()
    }
}

/// A fresh UUID (v7) on its way to becoming a typed id.
pub struct NewId(pub(crate) Uuid);

macro_rules! becomes {
    ($($id:ident)+) => { $(
        impl From<NewId> for domain::ids::$id {
            fn from(new: NewId) -> Self {
                Self::new(new.0)
            }
        }
    )+ };
}

becomes! { LicenceId IdentityId StaffId LocationId GroupId LearnerId CarerId ConsentId FileId ReportId GoalId TransferId PupilFileId RolloverId RoundId JobId LinkId CodeId SessionId AuditId }

impl From<NewId> for Uuid {
    fn from(new: NewId) -> Self {
        new.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificates_that_are_compiled_in_make_a_client() {
        assert_eq!(ROOTS.matches("-----BEGIN CERTIFICATE-----").count(), 5);
        assert!(https().is_ok());
    }
}
