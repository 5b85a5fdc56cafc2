//! What waits in dossiers: those to go on with, and what readers of plans let know.

use std::collections::{BTreeMap, HashMap};

use domain::{
    access::{Action, Resource},
    consent::{ConsentNews, ConsentState, News},
    dossier::{DossierRow, DossierStatus},
    ids::{DossierId, LearnerId},
    learner::LearnerRow,
    steps::StepNumber,
};
use store::StoreError;
use web::{
    Desk, Problem, dates, steps,
    ui::{State, Tag, Task},
    words,
};

use crate::{Waiting, busy, could, t};

/// The running dossiers of the licence and what is new about them, with the learners of whom this person may know.
pub struct Dossiers<'a> {
    desk: &'a Desk,
    running: BTreeMap<DossierId, DossierRow>,
    learners: HashMap<LearnerId, LearnerRow>,
    news: Vec<ConsentNews>,
}

impl<'a> Dossiers<'a> {
    /// Reads the registers, for who writes in dossiers; that of news for those who look after consent only.
    pub async fn read(desk: &'a Desk) -> Result<Option<Self>, Problem> {
        if !could(desk, Action::WriteDossier) && !could(desk, Action::WriteSubject) {
            return Ok(None);
        }
        let records = desk.records();
        let news = async {
            if could(desk, Action::AskConsent) {
                records.register::<ConsentNews>().await
            } else {
                Ok::<_, StoreError>(Vec::new())
            }
        };
        let (rows, learners, news) =
            futures::join!(records.register::<DossierRow>(), records.register::<LearnerRow>(), news);
        let running = rows?.into_iter().filter(|row| row.status == DossierStatus::Running);
        Ok(Some(Self {
            desk,
            running: running.map(|row| (row.id, row)).collect(),
            learners: learners?.into_iter().map(|row| (row.id, row)).collect(),
            news: news?,
        }))
    }

    /// What a learner is called, for who may do this to the learner.
    fn name(&self, action: Action, learner: LearnerId) -> Option<&str> {
        let row = self.learners.get(&learner)?;
        let whereabouts = row.whereabouts(self.desk.today());
        self.desk.may(action, &Resource::Learner(&whereabouts)).ok().map(|_| row.name.as_str())
    }

    /// Running dossiers within reach, with the step that is next.
    pub fn to_go_on_with(&self) -> Vec<Waiting> {
        let locale = self.desk.locale();
        let t = t(locale);
        let waiting = self.running.values().filter_map(|row| {
            let name = self.name(Action::WriteDossier, row.id.learner)?;
            let step = row.next_step()?;
            let hint = t.changed(dates::moment(row.changed.at, locale), &row.changed.by.name);
            let task = Task::new(t.dossier(name, step.to_string(), steps::title(step, locale))).hint(hint);
            let task = task.href(format!("/dossiers/{}", row.id)).tag(busy(self.desk));
            Some(Waiting { since: row.changed.at, task })
        });
        waiting.collect()
    }

    /// Subjects to fill in, as long as the profile is not done (3-18).
    pub fn subjects_to_fill_in(&self) -> Vec<Waiting> {
        let (t, locale, today) = (t(self.desk.locale()), self.desk.locale(), self.desk.today());
        let is_open = |row: &&DossierRow| !row.steps.get(&StepNumber::PROFILE).is_some_and(|status| status.is_done());
        let waiting = self.running.values().filter(is_open).flat_map(|row| {
            let learner = self.learners.get(&row.id.learner);
            let taught = learner
                .map(|learner| self.desk.actor.subjects(Action::WriteSubject, &learner.whereabouts(today), today));
            let name = learner.map(|learner| learner.name.as_str()).unwrap_or_default();
            taught.unwrap_or_default().into_iter().map(move |subject| {
                let task = Task::new(t.subject(name, dates::subject(subject, locale))).hint(t.subject_hint());
                let href = format!("/dossiers/{}/subjects/{}", row.id, subject.as_str());
                Waiting { since: row.opened.at, task: task.href(href).tag(busy(self.desk)) }
            })
        });
        waiting.collect()
    }

    /// Answers, mails that did not arrive and wishes for a new link, for who asks consent of this learner's people.
    pub fn news(&self) -> Vec<Waiting> {
        let current = self.news.iter().filter(|news| news.is_current(self.desk.now()));
        let waiting = current.filter(|news| self.running.contains_key(&news.dossier)).filter_map(|news| {
            let name = self.name(Action::AskConsent, news.dossier.learner)?;
            Some(Waiting { since: news.at, task: self.task(news, name) })
        });
        waiting.collect()
    }

    fn task(&self, news: &ConsentNews, name: &str) -> Task {
        let locale = self.desk.locale();
        let (t, who) = (t(locale), news.who.as_str());
        let tag = |state| steps::consent_tag(state, news.purpose, locale);
        let (what, tag) = match news.news {
            News::Agreed => (t.answered(name, who), tag(ConsentState::Agreed)),
            News::Refused => (t.answered(name, who), tag(ConsentState::Refused)),
            News::Undelivered => (t.undelivered(name, who), tag(ConsentState::Undelivered)),
            News::LinkWanted => (t.link_wanted(name, who), Tag::of(State::Attention, words(locale))),
        };
        Task::new(what)
            .hint(t.since(dates::moment(news.at, locale)))
            .href(format!("/dossiers/{}/consents/{}", news.dossier, news.consent))
            .tag(tag)
    }
}
