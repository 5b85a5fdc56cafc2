//! The promises of the whole, over HTTP: what people and programs see.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod accounts;
mod addresses;
mod browser;
mod calls;
mod consent;
mod consent_changes;
mod corrected;
mod doubts;
mod drops;
mod enumeration;
mod explained;
mod external;
mod faults;
mod forgotten;
mod groups;
mod help;
mod hub;
mod invitations;
mod kept;
mod killed;
mod lambda;
mod leavers;
mod ledger;
mod loading;
mod locations;
mod logs;
mod looking;
mod lost_answers;
mod lost_phone;
mod model;
mod moved;
mod news;
mod on_paper;
mod pages;
mod people;
mod permissions;
mod races;
mod restored;
mod rights;
mod roles;
mod rosters;
mod runs;
mod secrets;
mod sessions;
mod sheets;
mod stage;
mod stale;
mod storage;
mod strangers;
mod subjects;
mod switching;
mod templates;
mod tour;
mod transfer;
mod turn;
mod views;
mod walls;
