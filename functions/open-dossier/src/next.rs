//! Whose turn it is, and the one thing to do now.

use domain::{
    access::Action,
    consent::{Consent, ConsentState, Purpose, latest},
    dossier::DossierStatus,
    learner::Learner,
    steps::StepNumber,
};
use serde::Serialize;
use store::dossiers::Collection;
use web::{Desk, dates, steps, ui::Button};

use crate::t;

/// Whose turn it is.
#[derive(Serialize)]
pub struct Next {
    /// In a few words.
    pub turn: String,
    /// What is waited for, one line each.
    pub lines: Vec<String>,
    /// What one does now.
    #[serde(skip)]
    pub button: Option<Button>,
    /// The step to go on with.
    pub step: Option<StepNumber>,
}

impl Next {
    /// Of a dossier, for this reader.
    pub fn of(desk: &Desk, read: &Collection, learner: &Learner) -> Self {
        let t = t(desk.locale());
        let dossier = &read.track.dossier;
        let may =
            |action| desk.may(action, &domain::access::Resource::Learner(&learner.whereabouts(desk.today()))).is_ok();
        let transfer =
            |label| may(Action::Export).then(|| Button::new(label).href(format!("/dossiers/{}/transfer", dossier.id)));
        match dossier.status {
            DossierStatus::Running => Self::running(desk, read),
            DossierStatus::Archived => Self {
                turn: t.turn_archived(),
                lines: vec![t.turn_archived_text()],
                button: transfer(t.hand_over()),
                step: None,
            },
            DossierStatus::SetOut => Self {
                turn: t.turn_set_out(),
                lines: vec![t.turn_set_out_text()],
                button: transfer(t.transfer()),
                step: None,
            },
            DossierStatus::Transferred => {
                Self { turn: t.turn_transferred(), lines: vec![t.turn_transferred_text()], button: None, step: None }
            }
        }
    }

    fn running(desk: &Desk, read: &Collection) -> Self {
        let (t, locale) = (t(desk.locale()), desk.locale());
        let step = StepNumber::ALL.into_iter().find(|step| !read.track.dossier.status_of(*step).is_done());
        let asked = read.asked();
        let waiting: Vec<String> =
            latest(&asked, Purpose::ActionPart).into_iter().filter_map(|consent| waits_for(desk, consent)).collect();
        let to = |step: StepNumber| {
            Button::new(t.go_on(step.to_string(), steps::title(step, locale)))
                .href(format!("/dossiers/{}/steps/{step}", read.id()))
        };
        let mut lines = waiting;
        lines.extend(step.map(|step| t.turn_school_text(step.to_string(), steps::title(step, locale))));
        Self { turn: t.turn_school(), lines, button: step.map(to), step }
    }
}

/// Who has been asked and has not answered, and until when that can be done.
fn waits_for(desk: &Desk, consent: &Consent) -> Option<String> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let state = consent.state(desk.now());
    let name = &consent.asked.name;
    match state {
        ConsentState::Expired => Some(t.waits_expired(name)),
        ConsentState::Undelivered => Some(t.waits_undelivered(name)),
        state if state.is_waiting() => consent.link().map(|(_, ends)| {
            t.waits_until(
                name,
                dates::weekday_and_day(domain::calendar::today(ends - jiff::SignedDuration::from_secs(1)), locale),
            )
        }),
        _ => None,
    }
}
