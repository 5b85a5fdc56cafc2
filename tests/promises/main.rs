//! The promises of the whole, over HTTP: what people and programs see.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod accounts;
mod browser;
mod calls;
mod consent;
mod enumeration;
mod lambda;
mod lost_phone;
mod pages;
mod people;
mod sessions;
mod storage;
mod tour;
mod transfer;
mod walls;
