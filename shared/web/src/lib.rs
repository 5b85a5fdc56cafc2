//! Pages and answers: sessions, languages, forms, layout, error pages, security headers, and the list of routes.

pub mod administrators;
pub mod api;
pub mod dates;
pub mod declaration;
pub mod desk;
pub mod entering;
pub mod faults;
pub mod guard;
pub mod invited;
pub mod lambda;
pub mod offers;
pub mod openapi;
pub mod page;
pub mod path;
pub mod places;
pub mod posted;
pub mod problem;
pub mod proof;
pub mod refused;
pub mod role_fields;
pub mod session;
pub mod sheet;
pub mod signing_in;
mod stage;
pub mod stale;
pub mod steps;
pub mod typed;
pub mod ui;
pub mod visitor;
mod way_out;
mod words;

pub use api::Api;
pub use declaration::Declaration;
pub use desk::Desk;
pub use page::Page;
pub use path::id;
pub use posted::Posted;
pub use problem::Problem;
pub use refused::Refused;
pub use session::SignedIn;
pub use signing_in::SigningIn;
pub use texts::Locale;
pub use visitor::Visitor;
pub use words::words;

texts::catalogue!();
