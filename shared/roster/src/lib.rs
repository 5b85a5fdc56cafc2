//! Reads the roster of a school and tells what it would change here: EDEXML 1.03, 2.0 and 2.1, the same content as UWLR sends it, and
//! spreadsheets of learners, as CSV or Excel.
//!
//! [`RosterFile`] reads any source of bytes from front to back; of EDEXML with memory that does not grow with the number of learners but
//! for some bytes each. [`Findings`] says what is wrong, with the line. Nothing is written here, and nothing personal is logged or put in
//! errors.

mod check;
mod compare;
mod comparing;
mod elements;
mod file;
mod find;
mod findings;
mod head;
mod known;
mod lexer;
mod limits;
mod load;
mod model;
mod notes;
mod outcome;
mod parts;
mod people;
mod places;
mod school;
mod sheet;
mod source;
mod standing;
mod values;
mod write;
mod xml;

pub use check::Check;
pub use compare::{Comparison, ECKID, KEY, NUMBER, Setting};
pub use comparing::{Compared, Comparing};
pub use file::{Announced, Levels, RosterFile};
pub use findings::{Dropped, Finding, Findings, Kind, Problem, Severity};
pub use limits::{Limits, ReadError, Refusal};
pub use load::{end, enrol, update};
pub use model::{At, Form, Group, Header, Learner, Level, Location, SchoolCode, Teacher};
pub use outcome::{Change, Doubt, Outcome, Tally};
pub use parts::{ChangeCheck, DoubtCheck, GroupCheck, Head, NewCheck, Proposed, Stop, Unread};
pub use places::{Groups, Places};
pub use school::{Belongs, is_taken};
pub use sheet::{template, write_sheet};
pub use write::{Roster, write};
