//! Words for what this function shows.

use domain::{
    licence::LicenceKind,
    transfer::{ExportUnmet, Transfer, TransferState},
};
use jiff::{Timestamp, ToSpan as _};
use web::{
    Locale, dates, steps,
    ui::{State, Tag, Task},
    words,
};

use crate::{case::Case, t};

pub(crate) fn kind(kind: LicenceKind, locale: Locale) -> String {
    let t = web::t(locale);
    match kind {
        LicenceKind::PrimarySchool => t.licence_kind_primary_school(),
        LicenceKind::SecondarySchool => t.licence_kind_secondary_school(),
        LicenceKind::ExpertOrganisation => t.licence_kind_expert_organisation(),
        LicenceKind::Partnership => t.licence_kind_partnership(),
        LicenceKind::GuidanceCentre => t.licence_kind_guidance_centre(),
    }
}

pub(crate) fn tag(state: TransferState, locale: Locale) -> Tag {
    let name = web::t(locale).named(&format!("transfer-state-{}", state.as_str())).unwrap_or_default();
    let shape = match state {
        TransferState::Prepared | TransferState::Waiting | TransferState::Importing => State::Busy,
        TransferState::Imported => State::Finished,
        TransferState::Locked | TransferState::Expired => State::Attention,
        TransferState::Withdrawn => State::Stopped,
    };
    Tag::new(shape, name)
}

/// The last day on which it waits.
pub(crate) fn last_day(ends: Timestamp, locale: Locale) -> String {
    dates::day(domain::calendar::today(ends.checked_sub(1.second()).unwrap_or(ends)), locale)
}

/// How far it is, in a sentence, and what can be done.
pub(crate) fn explained(transfer: &Transfer, failed: bool, now: Timestamp, locale: Locale) -> String {
    let (t, last) = (t(locale), last_day(transfer.ends, locale));
    match transfer.state(now) {
        TransferState::Prepared if failed => t.state_failed(),
        TransferState::Prepared => t.state_prepared(),
        TransferState::Waiting => t.state_waiting(last),
        TransferState::Importing => t.state_importing(),
        TransferState::Imported => match transfer.retention.start {
            Some(start) => t.state_imported(dates::day(start.day, locale)),
            None => t.state_imported(last),
        },
        TransferState::Locked if transfer.misses >= domain::transfer::MISSES => t.state_locked(),
        TransferState::Locked => t.state_broken(),
        TransferState::Withdrawn => t.state_withdrawn(),
        TransferState::Expired => t.state_expired(last),
    }
}

/// What is needed, with how to get it.
pub(crate) fn need(case: &Case, unmet: ExportUnmet) -> Task {
    let locale = case.desk.locale();
    let (t, w) = (t(locale), words(locale));
    let (dossier, learner) = (case.dossier(), case.learner.id);
    let todo = || Tag::of(State::Attention, w);
    match unmet {
        ExportUnmet::NotArchived(status) => Task::new(t.need_archived())
            .href(format!("/dossiers/{dossier}"))
            .hint(t.need_archived_hint(steps::dossier_status(status, locale)))
            .tag(todo()),
        ExportUnmet::NoBirthDate => {
            Task::new(t.need_birth()).href(format!("/learners/{learner}")).hint(t.need_birth_hint()).tag(todo())
        }
        ExportUnmet::NotViewed if case.viewers().is_empty() => {
            Task::new(t.need_viewed()).href(format!("/learners/{learner}")).hint(t.need_viewed_nobody()).tag(todo())
        }
        ExportUnmet::NotViewed => Task::new(t.need_viewed()).href("#f-person").hint(t.need_viewed_hint()).tag(todo()),
        ExportUnmet::NoPermission if case.deciders().is_empty() => Task::new(t.need_permission())
            .href(format!("/learners/{learner}"))
            .hint(t.need_permission_nobody())
            .tag(todo()),
        ExportUnmet::NoPermission => {
            Task::new(t.need_permission()).href("#f-person").hint(t.need_permission_hint()).tag(todo())
        }
        ExportUnmet::ReceiverCannot => Task::new(t.need_receiver_kind()).hint(t.need_receiver_kind_hint()).tag(todo()),
        ExportUnmet::ReceiverClosed => Task::new(t.need_receiver_open()).hint(t.need_receiver_open_hint()).tag(todo()),
    }
}
