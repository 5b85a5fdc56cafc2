//! What states, groups and counts are called.

use domain::{
    file::FileRefused,
    pupil_file::{Origin, PupilFile, PupilFileState},
};
use roster::{Belongs, Change, Doubt, Header};
use texts::Locale;
use web::ui::{State, Tag};

use crate::t;

/// How far a file is.
pub fn tag(file: &PupilFile, locale: Locale) -> Tag {
    let t = t(locale);
    match &file.state {
        _ if file.is_given_up() => Tag::new(State::Attention, t.state_given_up()),
        PupilFileState::Waiting => Tag::new(State::NotStarted, t.state_waiting()),
        PupilFileState::Checking => Tag::new(State::Busy, t.state_checking()),
        PupilFileState::Refused { .. } | PupilFileState::Stopped => Tag::new(State::Attention, t.state_stopped()),
        PupilFileState::Checked => Tag::new(State::Busy, t.state_checked()),
        PupilFileState::Loading => Tag::new(State::Busy, t.state_loading()),
        PupilFileState::Loaded { .. } => Tag::new(State::Finished, t.state_loaded()),
        PupilFileState::Withdrawn { .. } => Tag::new(State::Stopped, t.state_withdrawn()),
        PupilFileState::Expired { .. } => Tag::new(State::Stopped, t.state_expired()),
    }
}

/// Who announced a file, or that another system put it down, and what it was called.
pub fn origin(file: &PupilFile, locale: Locale) -> String {
    match &file.origin {
        Origin::Person { added } => added.by.name.clone(),
        Origin::Folder { name, .. } => t(locale).by_system(name),
    }
}

/// Why a file was not even read.
pub fn refused(why: FileRefused, locale: Locale) -> String {
    match why {
        FileRefused::Harmful => t(locale).refused_harmful(),
        _ => t(locale).refused_empty(),
    }
}

/// Why a file ended by itself, and how it is sent again: title and text.
pub fn expired(file: &PupilFile, locale: Locale) -> (String, String) {
    let t = t(locale);
    // Only a file that arrived has a job that reads it.
    let title = if file.job.is_some() { t.expired_title() } else { t.expired_unsent_title() };
    match &file.origin {
        Origin::Person { .. } => (title, t.expired_text()),
        Origin::Folder { .. } => (title, t.expired_text_folder()),
    }
}

/// How the file knows the school.
pub fn school(header: &Header, locale: Locale) -> String {
    let school = &header.school;
    let code = school.brin6.as_ref().or(school.institution.as_ref()).or(school.key.as_ref());
    code.cloned().unwrap_or_else(|| t(locale).school_unknown())
}

/// Whether the file says that it is of this location.
pub fn belongs(belongs: Belongs, locale: Locale) -> String {
    match belongs {
        Belongs::Here => t(locale).belongs_here(),
        Belongs::Unknown => t(locale).belongs_unknown(),
        Belongs::OtherLocation | Belongs::OtherSchool => t(locale).belongs_other(),
    }
}

/// What changes of a learner.
pub fn change(change: Change, locale: Locale) -> String {
    let t = t(locale);
    match change {
        Change::Name => t.change_name(),
        Change::Birth => t.change_birth(),
        Change::Level => t.change_level(),
        Change::Class => t.change_class(),
        Change::CrossGroups => t.change_cross(),
        Change::Location => t.change_location(),
        Change::Key => t.change_key(),
    }
}

/// Why a person decides.
pub fn doubt(doubt: Doubt, locale: Locale) -> String {
    let t = t(locale);
    match doubt {
        Doubt::TwoMatches => t.doubt_two_matches(),
        Doubt::OtherPerson => t.doubt_other_person(),
        Doubt::OtherKey => t.doubt_other_key(),
        Doubt::Several => t.doubt_several(),
        Doubt::NoBirth => t.doubt_no_birth(),
        Doubt::MatchedTwice => t.doubt_matched_twice(),
    }
}
