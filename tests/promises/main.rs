//! The promises of the whole, over HTTP: what people and programs see.

mod accounts;
mod browser;
mod enumeration;
mod lambda;
mod pages;
