use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// What can go wrong when starting the services, or when a test waits for something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A port is taken, or loopback is not there.
    #[error("cannot listen on 127.0.0.1:{0}: {1}")]
    Port(u16, #[source] io::Error),
    /// A file or folder cannot be made, read or written.
    #[error("cannot use {0}: {1}")]
    Data(PathBuf, #[source] io::Error),
    /// A file of ours is there but is not what we wrote.
    #[error("cannot read {0}: {1}")]
    Unreadable(PathBuf, #[source] serde_json::Error),
    /// The embedded DynamoDB refused.
    #[error("table {table}: {reason}")]
    Table {
        /// The table, or the file it should be in.
        table: String,
        /// What it said.
        reason: String,
    },
    /// A table that is not there, or has no stream.
    #[error("table {0} has no stream")]
    NoStream(String),
    /// The embedded S3 did not start.
    #[error("cannot start S3: {0}")]
    S3(String),
    /// No mail as wanted came.
    #[error("no such mail to {to} within {waited:?}; there is: {seen}")]
    NoMail {
        /// Who should have got it.
        to: String,
        /// How long was waited.
        waited: Duration,
        /// What is in the mailbox, as `to: subject`.
        seen: String,
    },
}
