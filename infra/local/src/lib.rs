//! The whole product in one process: every function, on embedded AWS services, with demo licences and an inbox page.
//!
//! The functions talk to DynamoDB, S3, SES, Secrets Manager and Lambda through the same SDK clients as in AWS; only the endpoints differ.

mod acting;
pub mod client;
pub mod clock;
pub mod demo;
pub mod functions;
mod kept;
mod pace;
pub mod pages;
pub mod policies;
pub mod pumps;
pub mod requests;
pub mod stack;
pub mod templates;
pub mod tour;

pub use clock::MovableClock;
pub use pace::Pace;
pub use stack::{Settings, Stack, StackError};
