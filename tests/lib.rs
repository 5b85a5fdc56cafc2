//! The promises of the whole. See `promises/`.
