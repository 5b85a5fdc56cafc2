//! A subject of a learner's profile with what is needed around it, read in one round trip.

use std::{collections::BTreeMap, future::Future};

use domain::{
    access::{Action, Resource},
    author::{Author, Stamp},
    hash::Hash,
    ids::{DossierId, StaffId},
    learner::Learner,
    steps::{Context, ProfileDomain, StepContent, StepNumber, StepStatus, Subject, domains_of},
};
use store::{
    dossiers::Collection,
    keys::{self, Key},
};
use web::{Desk, Problem, SignedIn, steps::Refers};

/// The step that the profile is.
pub const STEP: StepNumber = StepNumber::PROFILE;

/// Which subject of which dossier.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The dossier.
    pub dossier: DossierId,
    /// The subject.
    pub subject: Subject,
}

impl At {
    /// From the path; what is neither is not there.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub fn parse((dossier, subject): &(String, String)) -> Result<Self, Problem> {
        let dossier = dossier.parse().map_err(|_| Problem::NotFound)?;
        Ok(Self { dossier, subject: Subject::parse(subject).map_err(|_| Problem::NotFound)? })
    }

    /// Its page.
    pub fn href(self) -> String {
        format!("/dossiers/{}/subjects/{}", self.dossier, self.subject.as_str())
    }

    /// What the audit log calls the dossier.
    pub fn about(self) -> String {
        format!("DOSSIER#{}", self.dossier)
    }

    /// What to read on entering.
    pub fn keys(self, session: &SignedIn) -> Vec<Key> {
        let mut keys = vec![keys::learner(session.licence, self.dossier.learner)];
        keys.extend(Collection::keys(session.licence, self.dossier, &[STEP]));
        keys
    }
}

/// Everything around it.
pub struct Here {
    /// Who is at work.
    pub desk: Desk,
    /// Where.
    pub at: At,
    /// The learner.
    pub learner: Learner,
    /// The header of the dossier and the profile.
    pub read: Collection,
    /// The domains of the subject, as the dossier has them.
    pub domains: Vec<ProfileDomain>,
}

impl Here {
    /// Enters with `entering`, which reads [`At::keys`]. Nothing is looked at before the right to `action` is sure.
    ///
    /// # Errors
    /// As entering; 403 or 404 by the table of rights. A subject that one does not teach this learner is not there.
    pub async fn enter(
        at: At,
        action: Action,
        entering: impl Future<Output = Result<Desk, Problem>>,
    ) -> Result<Self, Problem> {
        let mut desk = entering.await?;
        desk.may_here(action)?;
        let learner = desk.found.entity::<Learner>(desk.licence.id, &at.dossier.learner)?.value;
        let whereabouts = learner.whereabouts(desk.today());
        desk.may(action, &Resource::Learner(&whereabouts))?;
        if !desk.actor.subjects(action, &whereabouts, desk.today()).contains(&at.subject) {
            return Err(Problem::NotFound);
        }
        let read = Collection::take(&mut desk.found, desk.licence.id, at.dossier, &[STEP])?;
        let domains = domains_of(&read.track.dossier.domains, at.subject);
        Ok(Self { desk, at, learner, read, domains })
    }

    /// The person at work, now.
    pub fn stamp(&self) -> Stamp {
        Author::of(&self.desk.actor.member).at(self.desk.now())
    }

    /// What the profile says of the subject; nothing once the profile was put aside.
    pub fn part(&self) -> StepContent {
        self.read.track.shown(STEP).about(&self.domains)
    }

    /// The mark of that text: who changes another text than this one is told.
    ///
    /// # Errors
    /// When the text cannot be written as JSON.
    pub fn seen(&self) -> Result<String, Problem> {
        let json = serde_json::to_vec(&self.part()).map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(Hash::of(json).short().to_owned())
    }

    /// How far the profile is.
    pub fn status(&self) -> StepStatus {
        self.read.track.dossier.status_of(STEP)
    }

    /// Whether it can be written in now.
    pub fn is_open(&self) -> bool {
        self.read.track.can_save(STEP).is_ok() && !self.domains.is_empty()
    }

    /// What the form depends on: the domains of this subject, and no other.
    pub fn context(&self) -> Context {
        Context { domains: self.domains.clone(), ..Context::default() }
    }

    /// What ids in the text refer to.
    pub fn refers<'a>(&'a self, nobody: &'a BTreeMap<StaffId, String>) -> Refers<'a> {
        Refers { domains: &self.domains, goals: &[], staff: nobody }
    }
}
