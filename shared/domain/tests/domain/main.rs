//! What the domain promises to those outside it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod labels;
mod matrix;
mod strangers;
