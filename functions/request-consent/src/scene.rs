//! A dossier with everybody who is or could be asked: what every page here needs.

use domain::{
    access::{Action, Resource},
    consent::{AgeRules, Asked, Consent, Needed, Person, Purpose, needed},
    ids::{ConsentId, DossierId},
    learner::Learner,
    steps::{StepNumber, StepStatus},
    version::VersionHashes,
};
use jiff::civil::Date;
use store::{App, StoreError, Stored, dossiers::Collection, learners::LearnerFile};
use web::{Desk, Posted, Problem, SignedIn, Visitor};

/// What every page here needs.
pub struct Scene {
    /// Who is at work.
    pub desk: Desk,
    /// The dossier.
    pub dossier: Collection,
    /// The learner.
    pub learner: Learner,
    /// Who must be asked, who may read at most, and what to know about it.
    pub needed: Needed,
}

impl Scene {
    /// Enters to look.
    pub async fn look(app: &App, visitor: &Visitor, session: &SignedIn, dossier: &str) -> Result<Self, Problem> {
        let (id, scope) = (id(dossier)?, session.scope());
        let records = app.store.licence(&scope);
        let (desk, dossier, learner) =
            futures::join!(session.enter(app, visitor, &[]), records.dossier(id), records.learner_file(id.learner));
        Self::of(app, desk?, dossier, learner).await
    }

    /// Enters with a form.
    pub async fn act<F>(app: &App, visitor: &Visitor, posted: &Posted<F>, dossier: &str) -> Result<Self, Problem> {
        let (id, scope) = (id(dossier)?, posted.session.scope());
        let records = app.store.licence(&scope);
        let (desk, dossier, learner) =
            futures::join!(posted.enter(app, visitor, &[]), records.dossier(id), records.learner_file(id.learner));
        Self::of(app, desk?, dossier, learner).await
    }

    async fn of(
        app: &App,
        desk: Desk,
        dossier: Result<Collection, StoreError>,
        file: Result<LearnerFile, StoreError>,
    ) -> Result<Self, Problem> {
        desk.may_here(Action::AskConsent)?;
        let (dossier, file, today) = (dossier?, file?, desk.today());
        let learner = file.learner.value;
        desk.may(Action::AskConsent, &Resource::Learner(&learner.whereabouts(today)))?;
        let holding = file.ties.into_iter().map(|tie| tie.value).filter(|tie| tie.holds(today));
        let carers = app.store.licence(&desk.actor.scope).carers_of(holding).await?;
        let needed = needed(&learner, &carers, Purpose::ActionPart, AgeRules::standard(desk.licence.country), today);
        Ok(Self { desk, dossier, learner, needed })
    }

    /// The address of a page of this dossier.
    pub fn path(&self, page: &str) -> String {
        format!("/dossiers/{}{page}", self.dossier.id())
    }

    /// The version that is asked about; nothing before step 8 is finished, and while it is open again.
    pub fn frozen(&self) -> Option<&VersionHashes> {
        let dossier = &self.dossier.track.dossier;
        let finished = dossier.status_of(StepNumber::PLAN) == StepStatus::Finished;
        dossier.frozen.as_ref().filter(|_| finished).map(|frozen| &frozen.hashes)
    }

    /// What a choice of routes is about: a plan that is still written, or the frozen version.
    pub fn about(&self) -> String {
        self.frozen().map_or_else(|| "planned".to_owned(), |version| version.whole.to_string())
    }

    /// Whether anything can still be asked.
    pub fn is_running(&self) -> bool {
        self.dossier.track.dossier.is_running()
    }

    /// On which day the consent was given that can be taken back now. A dossier that is closed is not written in any more.
    pub fn revocable(&self, consent: &Consent) -> Option<Date> {
        consent.revocable(self.desk.now()).filter(|_| self.is_running())
    }

    /// Whether this person has a request that stands, so that no other is made beside it.
    pub fn stands(&self, person: Person, purpose: Purpose) -> bool {
        let Some(version) = self.frozen() else { return false };
        self.dossier.consents.iter().any(|consent| {
            consent.value.stands_for(person, purpose, version) && !consent.value.is_over(self.desk.now())
        })
    }

    /// Who of those who may read at most can be sent a link.
    pub fn readers(&self) -> Vec<&Asked> {
        let can =
            |asked: &&Asked| asked.may_contact && asked.email.is_some() && !self.stands(asked.person, Purpose::Viewing);
        self.needed.viewing_at_most.iter().filter(can).collect()
    }

    /// A request of this dossier.
    pub fn consent(&self, id: &str) -> Result<&Stored<Consent>, Problem> {
        let id: ConsentId = id.parse().map_err(|_| Problem::NotFound)?;
        self.dossier.consents.iter().find(|consent| consent.value.id == id).ok_or(Problem::NotFound)
    }
}

fn id(text: &str) -> Result<DossierId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}
