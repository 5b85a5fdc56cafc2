//! The AWS services the product uses, embedded in one process on loopback: DynamoDB with its streams, S3 with its
//! object events, SES v1 with a mailbox, Secrets Manager, and the `Invoke` of Lambda.
//!
//! The product talks to them with the true AWS SDK clients; only the endpoints differ. Every call is logged
//! ([`CallLog`]), with the access key it came by and what IAM would ask for it, refused when a [`Policy`] says so, and can be made to
//! fail on purpose ([`Faults`]). Signatures are verified by S3 only: any access key goes with [`SECRET_KEY`].
//!
//! ```no_run
//! # async fn run() -> Result<(), emulators::Error> {
//! use emulators::{Options, TableSpec};
//! let mut options = Options::in_memory(std::sync::Arc::new(|| jiff::Timestamp::UNIX_EPOCH));
//! options.tables = vec![TableSpec::new("outbox").with_stream()];
//! options.buckets = vec!["files".into()];
//! let aws = emulators::start(options).await?;
//! println!("{} {}", aws.dynamodb_url(), aws.s3_url());
//! # Ok(()) }
//! ```
//!
//! What differs from AWS: an S3 key has room for about 140 bytes, and a longer one is refused; a copy can be asked for
//! its SHA-256 and for no other checksum; index reads are never stale; a time to live removes nothing; a stream has one
//! shard and keeps every change, so that each thousand of them makes a streamed write half a millisecond slower.

mod answers;
mod bounces;
mod calls;
mod dynamodb;
mod error;
mod faults;
mod lambda;
mod links;
mod mailbox;
mod moment;
mod objects;
mod options;
mod permissions;
mod queue;
mod records;
mod s3;
mod secrets;
mod server;
mod ses;
mod tables;
mod units;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::sync::watch;

pub use calls::{Call, CallLog, Cost, Service};
pub use error::Error;
pub use faults::{ANY, Chance, Fault, Faults};
pub use lambda::Invocation;
pub use mailbox::{Mail, Mailbox};
pub use moment::Moment;
pub use options::{Clock, IndexSpec, Options, Policy, Ports, TableSpec};
pub use permissions::Permission;
pub use queue::Queue;
pub use records::StreamRecords;
pub use secrets::Secrets;
pub use units::Units;

use server::{Servers, Watch};

/// The access key of whoever is no function. Any other is as good: by it the log and the [`Policy`] know who calls.
pub const ACCESS_KEY: &str = "local";
/// The secret key that goes with every access key.
pub const SECRET_KEY: &str = "local";
/// The region in every ARN and event.
pub const REGION: &str = "eu-west-1";
/// The account in every ARN and event.
pub const ACCOUNT: &str = "000000000000";

/// The running services; they stop when this is dropped, or cleanly with [`Emulators::shutdown`].
pub struct Emulators {
    addresses: Addresses,
    watch: Arc<Watch>,
    tables: tables::Tables,
    mailbox: Mailbox,
    mail_events: Queue<Value>,
    object_events: Queue<Value>,
    invocations: Queue<Invocation>,
    secrets: Secrets,
    servers: Mutex<Option<Servers>>,
    stop: watch::Sender<bool>,
    objects: PathBuf,
    // Removed from disk after everything above let go of it.
    _scratch: Option<tempfile::TempDir>,
}

struct Addresses {
    dynamodb: SocketAddr,
    s3: SocketAddr,
    ses: SocketAddr,
    secretsmanager: SocketAddr,
    lambda: SocketAddr,
}

/// Starts every service; each answers when this returns.
pub async fn start(options: Options) -> Result<Emulators, Error> {
    let (disk, scratch) = place(options.data.as_deref())?;
    let kept = options.data.as_deref();
    let (stop, stopped) = watch::channel(false);
    let watch = Arc::new(Watch { policy: options.policy.clone(), ..Watch::default() });
    let mut servers = Servers::new(watch.clone(), stopped.clone());

    let tables = tables::Tables::open(kept, &options.tables, stopped.clone(), watch.faults.clone())?;
    let dynamodb = dynamodb::DynamoDb::start(&tables, stopped, &mut servers).await?;
    let object_events = Queue::new();
    let objects = folder(&disk, "s3")?;
    let s3 = s3::S3Endpoint::open(&objects, &options.buckets, object_events.clone(), options.clock.clone())?;
    let mail_folder = kept.map(|dir| folder(dir, "mail")).transpose()?;
    let mailbox = Mailbox::open(mail_folder, options.clock.clone())?;
    let mail_events = Queue::new();
    let ses = ses::Ses::new(mailbox.clone(), mail_events.clone());
    let secrets = Secrets::new(options.secrets, options.clock.clone());
    let invocations = Queue::new();
    let lambda = lambda::Lambda::new(invocations.clone());

    let ports = options.ports;
    let addresses = Addresses {
        dynamodb: servers.serve(ports.dynamodb, dynamodb).await?,
        s3: servers.serve(ports.s3, s3).await?,
        ses: servers.serve(ports.ses, ses).await?,
        secretsmanager: servers.serve(ports.secretsmanager, secrets.clone()).await?,
        lambda: servers.serve(ports.lambda, lambda).await?,
    };
    Ok(Emulators {
        addresses,
        watch,
        tables,
        mailbox,
        mail_events,
        object_events,
        invocations,
        secrets,
        servers: Mutex::new(Some(servers)),
        stop,
        objects,
        _scratch: scratch,
    })
}

impl Emulators {
    /// Where the DynamoDB client should go.
    pub fn dynamodb_url(&self) -> String {
        url(self.addresses.dynamodb)
    }

    /// Where the S3 client and the browser's upload forms should go; path style.
    pub fn s3_url(&self) -> String {
        url(self.addresses.s3)
    }

    /// Where the SES client should go.
    pub fn ses_url(&self) -> String {
        url(self.addresses.ses)
    }

    /// Where the Secrets Manager client should go.
    pub fn secretsmanager_url(&self) -> String {
        url(self.addresses.secretsmanager)
    }

    /// Where the Lambda client should go.
    pub fn lambda_url(&self) -> String {
        url(self.addresses.lambda)
    }

    /// Every mail that was accepted.
    pub fn mailbox(&self) -> Mailbox {
        self.mailbox.clone()
    }

    /// The secrets, to rotate one.
    pub fn secrets(&self) -> Secrets {
        self.secrets.clone()
    }

    /// The changes of a table with a stream, from the first one not yet handled; at most one reader a table.
    pub fn stream_records(&self, table: &str) -> Result<StreamRecords, Error> {
        self.tables.records(table, false)
    }

    /// The changes of a table with a stream that are made from now on.
    pub fn new_stream_records(&self, table: &str) -> Result<StreamRecords, Error> {
        self.tables.records(table, true)
    }

    /// One S3 event, as Lambda gets it, for each object created. Clones share the events.
    pub fn object_events(&self) -> Queue<Value> {
        self.object_events.clone()
    }

    /// One SNS event, as Lambda gets it, for each bounce (to an address with `bounce@`) or complaint (`complaint@`).
    pub fn mail_events(&self) -> Queue<Value> {
        self.mail_events.clone()
    }

    /// The asynchronous invocations asked for. Clones share them.
    pub fn invocations(&self) -> Queue<Invocation> {
        self.invocations.clone()
    }

    /// The calls made so far.
    pub fn calls(&self) -> CallLog {
        self.watch.calls.clone()
    }

    /// What goes wrong on purpose.
    pub fn faults(&self) -> Faults {
        self.watch.faults.clone()
    }

    /// Stops accepting, lets running calls finish for a moment, then ends every receiver.
    pub async fn shutdown(&self) {
        self.close();
        let servers = queue::locked(&self.servers).take();
        if let Some(servers) = servers {
            servers.finish().await;
        }
    }

    fn close(&self) {
        self.stop.send_replace(true);
        _ = self.watch.faults.let_go();
        self.mail_events.close();
        self.object_events.close();
        self.invocations.close();
    }
}

impl Drop for Emulators {
    fn drop(&mut self) {
        self.close();
    }
}

/// Where files go: the folder asked for, or one that is removed in the end.
fn place(kept: Option<&Path>) -> Result<(PathBuf, Option<tempfile::TempDir>), Error> {
    if let Some(kept) = kept {
        return Ok((kept.to_owned(), None));
    }
    let scratch = tempfile::tempdir().map_err(|e| Error::Data(std::env::temp_dir(), e))?;
    Ok((scratch.path().to_owned(), Some(scratch)))
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

fn folder(parent: &Path, name: &str) -> Result<PathBuf, Error> {
    let folder = parent.join(name);
    std::fs::create_dir_all(&folder).map_err(|e| Error::Data(folder.clone(), e))?;
    Ok(folder)
}
