//! What it takes to reach the items of a licence: a warrant, which only those crates can give that verify something.
//!
//! `domain::access::Scope` cannot be made without one, and a crate that does not depend on this one cannot name it:
//!
//! | crate | what it verifies |
//! |---|---|
//! | `web` | the signature and type of a session's token; its row is read before anything is shown |
//! | `store` | a link, found by the hash of its token; a job, claimed by a worker |
//! | `files` | an object's key in our own bucket, where only forms that we signed put something; the one package of a delivery |
//! | `open-licence`, `local` | nothing: the operator's own, which have no route |
//!
//! The test `only_what_verifies_gives_warrants` holds that list. What the compiler cannot hold: keys are built from ids by
//! whoever has them, because session, staff member and what is asked for are read in one batch. Which files read by a bare key
//! is held by `bare_keys_are_read_in_few_places`.

#![no_std]

/// Proof that something was verified. It says nothing of what: the one who gives it knows.
#[derive(Debug)]
pub struct Warrant(());

impl Warrant {
    /// For who has verified what the licence is taken from.
    #[must_use]
    pub const fn verified() -> Self {
        Self(())
    }
}
