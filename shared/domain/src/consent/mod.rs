//! Consent: person x purpose x version, asked on a day, answered or not; append-only (domain 6.6).

mod decision;
mod news;
mod person;
mod record;
mod revocation;
mod route;

pub use decision::{Decision, DecisionInput};
pub use news::{ConsentNews, News};
pub use person::{AgeRules, Asked, Needed, Person, Purpose, Warning, needed};
pub use record::{Consent, ConsentRefusal, ConsentState, Event, Record, latest};
pub use revocation::{Revocation, RevocationInput};
pub(crate) use route::past_date;
pub use route::{Route, RouteInput, parse_routes};

#[cfg(test)]
mod tests;
