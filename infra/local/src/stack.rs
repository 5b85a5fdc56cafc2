//! Starts and stops the stack.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_sdk_dynamodb::config::{
    SharedAsyncSleep,
    retry::{RetryPartition, TokenBucket},
};
use axum::middleware;
use data_encoding::BASE64;
use emulators::{Emulators, Options};
use serde_json::{Value, json};
use store::{App, Chance, Store, config::Tables, crypto::Keys};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    acting::identified,
    clock::MovableClock,
    demo, functions,
    functions::Services,
    kept,
    pace::Pace,
    pages,
    policies::Policies,
    pumps,
    requests::Requests,
    templates::{self, TemplateError},
};

/// How a stack is started.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The port of the pages; 0 takes a free one.
    pub port: u16,
    /// Where everything is kept; nothing: in memory.
    pub data: Option<PathBuf>,
    /// Without the demo licences.
    pub bare: bool,
    /// Keys of an edge in front, as in AWS: only requests that show one get in. Without any, all do.
    pub edge_keys: Vec<String>,
    /// The hub of the schools, as the secret with the keys has it: `issuer`, `client_id` and `client_secret`. Without it, it is offered nowhere.
    pub hub: Option<Value>,
    /// Without what AWS does between functions: whoever starts it delivers every event, with [`crate::pumps::Hand`].
    pub by_hand: bool,
}

/// Why a stack did not start.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// The port is taken, or the folder cannot be written.
    #[error("{what}: {cause}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        cause: std::io::Error,
    },
    /// An embedded service did not start.
    #[error("embedded services: {0}")]
    Emulators(#[from] emulators::Error),
    /// The store cannot be used.
    #[error("store: {0}")]
    Store(#[from] store::StoreError),
    /// Mail cannot be sent.
    #[error("mail: {0}")]
    Mail(#[from] mail::MailError),
    /// A template cannot be read.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The demo licences could not be made.
    #[error("demo licences: {0}")]
    Demo(String),
}

/// A running stack.
pub struct Stack {
    /// Where its pages are: `http://localhost:3000`.
    pub url: String,
    /// Its clock.
    pub clock: MovableClock,
    /// How long its clients wait.
    pub pace: Pace,
    /// The embedded services.
    pub aws: Arc<Emulators>,
    /// What the functions share.
    pub services: Services,
    /// What the requests cost.
    pub requests: Requests,
    /// The accounts of the demo licences.
    pub accounts: Vec<demo::Account>,
    data: Option<PathBuf>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// The name of the keys' secret.
const KEYS: &str = "samenspoor/keys";

/// The rings of the secret with the keys.
const RINGS: [&str; 4] = ["session", "link", "vault", "package"];

/// `kept`, with a new ring for every purpose that it has none for yet.
fn with_all_rings(mut kept: serde_json::Map<String, Value>) -> Result<String, StackError> {
    for ring in RINGS.iter().filter(|ring| !kept.contains_key(**ring)).collect::<Vec<_>>() {
        let key = BASE64.encode(&Chance.bytes::<32>()?);
        kept.insert((*ring).to_owned(), json!({ "signs": "1", "keys": { "1": key } }));
    }
    Ok(Value::Object(kept).to_string())
}

fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> StackError {
    let what = what.into();
    move |cause| StackError::Io { what, cause }
}

/// The keys of a stack that keeps its data stay the same, so that links in old mails go on working.
fn keys(settings: &Settings) -> Result<String, StackError> {
    let mut rings = serde_json::Map::new();
    if !settings.edge_keys.is_empty() {
        let shown: BTreeMap<_, _> =
            settings.edge_keys.iter().enumerate().map(|(at, key)| (at.to_string(), key)).collect();
        rings.insert("edge".into(), json!({ "signs": "0", "keys": shown }));
    }
    let hub = settings.hub.clone().map(|hub| ("hub".to_owned(), hub));
    let Some(data) = &settings.data else {
        rings.extend(hub);
        return with_all_rings(rings);
    };
    std::fs::create_dir_all(data).map_err(io(data.display().to_string()))?;
    let path = data.join("keys.json");
    if let Ok(text) = std::fs::read_to_string(&path) {
        rings = serde_json::from_str(&text).map_err(|error| io(path.display().to_string())(error.into()))?;
    }
    rings.extend(hub);
    let keys = with_all_rings(rings)?;
    kept::write(&path, &keys).map_err(io(path.display().to_string()))?;
    Ok(keys)
}

/// How long a client waits before it tries again, at the most usual [`Pace`] ten times so long: nothing here gets better by waiting.
const PAUSE: Duration = Duration::from_millis(1);

/// The configuration of SDK clients for this machine: with the timeouts of the functions.
fn sdk(pace: &Pace) -> SdkConfig {
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(emulators::REGION))
        .timeout_config(store::app::timeouts())
        .sleep_impl(SharedAsyncSleep::new(pace.clone()))
        .retry_config(RetryConfig::standard().with_initial_backoff(PAUSE));
    identified(config.build())
}

impl Stack {
    /// Starts everything; it answers when this returns.
    ///
    /// # Errors
    /// When a port is taken, a folder cannot be written or a service does not start.
    pub async fn start(settings: Settings) -> Result<Self, StackError> {
        let clock = pages::kept_clock(settings.data.as_deref());
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], settings.port)))
            .await
            .map_err(io(format!("port {}", settings.port)))?;
        let port = listener.local_addr().map_err(io("port"))?.port();
        let url = format!("http://localhost:{port}");
        let time = clock.clone();
        let mut options = Options::in_memory(Arc::new(move || time.now()));
        options.data = settings.data.clone();
        options.tables = templates::tables()?;
        options.buckets = vec!["files".into(), "seals".into()];
        options.secrets = vec![(KEYS.into(), keys(&settings)?)];
        let policies = Policies::read()?;
        options.policy = Some(Arc::new(move |who, asked| policies.allow(who, asked)));
        let aws = Arc::new(emulators::start(options).await?);
        let pace = Pace::default();
        let sdk = sdk(&pace);
        let keys = Keys::read(secrets(&aws, &sdk), KEYS, clock.now()).await?;
        let services = services(&aws, &sdk, &clock, &url, keys)?;
        let (stop, stopped) = watch::channel(false);
        let mut tasks = if settings.by_hand { Vec::new() } else { pumps::start(&aws, &services, &stopped) };
        let accounts = if settings.bare {
            Vec::new()
        } else {
            demo::prepare(&services, settings.data.as_deref()).await.map_err(StackError::Demo)?
        };
        let local = pages::Local::new(&aws, &services, &clock, accounts.clone(), settings.data.clone());
        let api = functions::routes(&services);
        let files_origin = aws.s3_url();
        let requests = Requests::new(aws.calls(), &api.operations());
        let router = web::guard::around(api.into_router(), &services.app, Some(&files_origin))
            .layer(middleware::from_fn_with_state(requests.clone(), Requests::pass));
        let router = pages::routes(local).merge(router);
        tasks.push(tokio::spawn(async move {
            let mut stopped = stopped;
            let end = async move {
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(end).await {
                tracing::error!(%error, "server ended");
            }
        }));
        Ok(Self { url, clock, pace, aws, services, requests, accounts, data: settings.data, stop, tasks })
    }

    /// Stops cleanly: requests in hand are answered first.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        pages::keep_clock(self.data.as_deref(), &self.clock);
        for task in self.tasks.drain(..) {
            let end = task.abort_handle();
            if tokio::time::timeout(std::time::Duration::from_secs(2), task).await.is_err() {
                end.abort();
            }
        }
        self.aws.shutdown().await;
    }
}

fn secrets(aws: &Emulators, sdk: &SdkConfig) -> aws_sdk_secretsmanager::Client {
    let config = aws_sdk_secretsmanager::config::Builder::from(sdk).endpoint_url(aws.secretsmanager_url());
    aws_sdk_secretsmanager::Client::from_conf(config.build())
}

/// What functions share.
fn services(
    aws: &Emulators,
    sdk: &SdkConfig,
    clock: &MovableClock,
    url: &str,
    keys: Keys,
) -> Result<Services, StackError> {
    let dynamodb = aws_sdk_dynamodb::config::Builder::from(sdk)
        .endpoint_url(aws.dynamodb_url())
        // Many stacks share a process in tests: what one of them lets go wrong takes no retries away from another.
        .retry_partition(RetryPartition::custom("local").token_bucket(TokenBucket::unlimited()).build())
        .build();
    let store = Store::new(aws_sdk_dynamodb::Client::from_conf(dynamodb), Tables::local(), clock.clock(), Chance);
    let app = App { store, clock: clock.clock(), chance: Chance, keys, public_url: url.into() };
    Ok(Services::new(app, aws, sdk)?)
}
