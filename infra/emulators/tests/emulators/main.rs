//! The emulators, seen through the true AWS SDK clients.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod dynamodb;
mod faults;
mod forms;
mod mail;
mod policies;
mod s3;
mod small;
mod stack;
