//! What pages are made of: the layout and the components, each a struct with its own template.
//!
//! A component prints itself in a page's template: `{{ email }}`. Everything a person typed is escaped inside it.
//! Texts come in translated; the few words that belong to the components themselves are [`UiTexts`].

mod actions;
mod choices;
mod chrome;
mod date;
mod feedback;
mod fields;
mod html;
mod lists;
mod pages;
mod state;
mod table;
mod track;
mod upload;
mod words;

pub use actions::{Button, Details, EmptyState, SearchBox};
pub use choices::{Checkboxes, Choice, Radios, Select};
pub use chrome::{
    Assets, Chrome, Help, Language, Licence, LicenceSwitch, NavItem, Person, PlaceSwitch, PrintMark, Theme, render,
};
pub use date::{DateField, DatePart};
pub use feedback::{ErrorLink, ErrorSummary, Notice, NoticeKind, Progress};
pub use fields::{CodeField, Field, FileField, Hidden, TextArea, TextField, Width, field_id};
pub use html::Html;
pub use lists::{SummaryList, SummaryRow, Task, TaskList, Timeline, TimelineEntry};
pub use pages::{CodeList, Compare, ConfirmPage, Panel, Quote};
pub use state::{State, StatusLine, Tag};
pub use table::{Cell, Column, Table, TableRow};
pub use track::{Phase, ShortTrack, Station, Track};
pub use upload::Upload;
pub use words::{UiTexts, Words};

#[cfg(test)]
mod tests;
