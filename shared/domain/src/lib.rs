//! The rules and types of Samenspoor. No I/O, no clock, no randomness: those come in as arguments.
//!
//! Rule ids in comments (`0-11`, `1-13`) name the rule of the domain that a type or test shows.

pub mod access;
pub mod account_change;
pub mod author;
pub mod calendar;
pub mod carer;
pub mod cause;
pub mod class_overview;
pub mod code;
pub mod consent;
pub mod dossier;
pub mod file;
pub mod first_steps;
pub mod fold;
pub mod group;
pub mod hash;
pub mod hub;
pub mod identity;
pub mod ids;
pub mod input;
pub mod learner;
pub mod licence;
pub mod link;
pub mod name;
pub mod network;
pub mod new_address;
pub mod paper;
pub mod password;
pub mod pupil_file;
pub mod retention;
pub mod rollover;
pub mod round;
pub mod staff;
pub mod steps;
pub mod throttle;
pub mod totp;
pub mod transfer;
pub mod version;
