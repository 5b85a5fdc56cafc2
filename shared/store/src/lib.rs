//! What is kept, in DynamoDB: keys, items, transactions; one module per aggregate.

pub mod app;
pub mod audit;
pub mod change;
pub mod config;
pub mod credentials;
pub mod crypto;
pub mod dossiers;
pub mod error;
pub mod groups;
pub mod hub;
pub mod item;
pub mod keys;
pub mod learners;
pub mod licences;
pub mod mailing;
pub mod outbox;
pub mod paper;
pub mod people;
pub mod pupil_files;
pub mod read;
pub mod reading;
pub mod rollovers;
pub mod rounds;
pub mod tickets;
pub mod transfers;

pub use app::{App, Chance, Clock};
pub use change::{Change, Committed, Once};
pub use error::{Conflict, StoreError};
pub use item::{Entity, Row, Stored};
pub use read::{Found, LicenceStore, Store};
