//! Words for what this function shows.

use domain::transfer::TransferState;
use jiff::{Timestamp, ToSpan as _};
use web::{
    Locale, dates,
    ui::{State, Tag},
};

use crate::t;

pub(crate) fn tag(state: TransferState, locale: Locale) -> Tag {
    let t = t(locale);
    match state {
        TransferState::Prepared | TransferState::Waiting => Tag::new(State::NotStarted, t.tag_waiting()),
        TransferState::Importing => Tag::new(State::Busy, t.tag_importing()),
        TransferState::Imported => Tag::new(State::Finished, t.tag_imported()),
        TransferState::Locked => Tag::new(State::Attention, t.tag_locked()),
        TransferState::Withdrawn => Tag::new(State::Stopped, t.tag_withdrawn()),
        TransferState::Expired => Tag::new(State::Stopped, t.tag_expired()),
    }
}

/// The last day on which it waits.
pub(crate) fn last_day(ends: Timestamp, locale: Locale) -> String {
    dates::day(domain::calendar::today(ends.checked_sub(1.second()).unwrap_or(ends)), locale)
}
