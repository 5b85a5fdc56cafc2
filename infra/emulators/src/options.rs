use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::permissions::Permission;

/// Whether whoever has this access key may do this.
pub type Policy = Arc<dyn Fn(&str, &Permission) -> bool + Send + Sync>;

/// Gives the time stamps of mails and events.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What to start.
pub struct Options {
    /// Where everything is kept; `None` keeps it in memory and in a folder that is removed in the end.
    pub data: Option<PathBuf>,
    /// The ports to listen on.
    pub ports: Ports,
    /// Name and text of each secret.
    pub secrets: Vec<(String, String)>,
    /// The tables that must be there; made when missing.
    pub tables: Vec<TableSpec>,
    /// The buckets that must be there; made when missing.
    pub buckets: Vec<String>,
    /// The time of mails and events.
    pub clock: Clock,
    /// Who may do what; everybody everything without one.
    pub policy: Option<Policy>,
}

impl Options {
    /// Nothing kept, free ports, nothing in it yet.
    pub fn in_memory(clock: Clock) -> Self {
        Self {
            data: None,
            ports: Ports::default(),
            secrets: vec![],
            tables: vec![],
            buckets: vec![],
            clock,
            policy: None,
        }
    }
}

/// The ports on 127.0.0.1; 0 takes a free one.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "each is the port of the service it names")]
pub struct Ports {
    pub dynamodb: u16,
    pub s3: u16,
    pub ses: u16,
    pub secretsmanager: u16,
    pub lambda: u16,
}

/// A table; key attributes are strings, billing is on demand.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name.
    pub name: String,
    /// The partition key.
    pub pk: String,
    /// The sort key, if it has one.
    pub sk: Option<String>,
    /// The attribute with the time to live, if it has one.
    pub ttl: Option<String>,
    /// Whether changes are streamed, with the new and the old image.
    pub stream: bool,
    /// Its global indexes.
    pub indexes: Vec<IndexSpec>,
}

impl TableSpec {
    /// A table with `pk` only.
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), pk: "pk".into(), sk: None, ttl: None, stream: false, indexes: vec![] }
    }

    /// With `sk` as sort key.
    pub fn with_sk(mut self) -> Self {
        self.sk = Some("sk".into());
        self
    }

    /// With a time to live.
    pub fn with_ttl(mut self, attribute: &str) -> Self {
        self.ttl = Some(attribute.into());
        self
    }

    /// With a stream.
    pub fn with_stream(mut self) -> Self {
        self.stream = true;
        self
    }

    /// With one more index.
    pub fn with_index(mut self, name: &str, pk: &str, sk: Option<&str>) -> Self {
        self.indexes.push(IndexSpec { name: name.into(), pk: pk.into(), sk: sk.map(Into::into) });
        self
    }
}

/// A global index that projects everything.
#[derive(Clone, Debug)]
pub struct IndexSpec {
    /// Its name.
    pub name: String,
    /// The partition key.
    pub pk: String,
    /// The sort key, if it has one.
    pub sk: Option<String>,
}
