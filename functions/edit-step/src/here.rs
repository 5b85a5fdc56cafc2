//! What a step needs around it, read in one round trip: who is at work, the learner, the dossier, who can be chosen.

use std::{collections::BTreeMap, future::Future};

use domain::{
    access::{Action, Resource},
    author::{Author, Stamp},
    carer::{KnownCarer, Tie},
    dossier::Dossier,
    ids::{DossierId, StaffId},
    learner::Learner,
    staff::{StaffMember, StaffRow, StaffStatus},
    steps::{Context, Goal, StepDef, StepNumber, definition, goals},
};
use store::{
    App, Entity, Stored,
    dossiers::Collection,
    keys::{self, Key},
};
use web::{Desk, Problem, SignedIn, steps::Refers};

/// Which step of which dossier.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The dossier.
    pub dossier: DossierId,
    /// The step.
    pub step: StepNumber,
}

impl At {
    /// From the path; what is no id is not there.
    pub fn parse((dossier, step): &(String, String)) -> Result<Self, Problem> {
        let dossier = dossier.parse().map_err(|_| Problem::NotFound)?;
        Ok(Self { dossier, step: step.parse().map_err(|_| Problem::NotFound)? })
    }

    /// The page of the step.
    pub fn href(&self) -> String {
        href(self.dossier, self.step)
    }

    /// What the step asks.
    pub fn definition(&self) -> &'static StepDef {
        definition(self.step)
    }

    /// What the audit log calls the dossier.
    pub fn subject(&self) -> String {
        format!("DOSSIER#{}", self.dossier)
    }
}

/// The page of a step.
pub fn href(dossier: DossierId, step: StepNumber) -> String {
    format!("/dossiers/{dossier}/steps/{step}")
}

/// How much is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The step and those that its fields refer to, to save it: all of it in the round trip of entering.
    Save {
        /// The staff member who was chosen in it.
        chosen: Option<StaffId>,
    },
    /// What its page shows besides: who can be chosen, the carers, all that is about the plan.
    Step,
    /// Steps 1 to 7 besides, to finish them at once.
    FastRoute,
    /// The plan besides, which stands on the others.
    Reopen,
}

/// Everything around a step.
pub struct Here {
    /// Who is at work.
    pub desk: Desk,
    /// Where.
    pub at: At,
    /// The learner.
    pub learner: Stored<Learner>,
    /// The dossier; for the page of step 8 all of it, otherwise the steps that matter.
    pub read: Collection,
    /// Staff members, where one can be chosen; to save, the one who was.
    pub staff: Vec<StaffRow>,
    /// What carers are to the learner today, where that matters.
    pub ties: Vec<Tie>,
}

impl Extent {
    fn steps(self, step: StepNumber) -> Vec<StepNumber> {
        let mut steps: Vec<_> = match self {
            Self::FastRoute => StepNumber::in_plan().collect(),
            Self::Reopen => vec![StepNumber::FACTS, StepNumber::GOALS, StepNumber::PLAN],
            Self::Step | Self::Save { .. } => vec![StepNumber::FACTS, StepNumber::GOALS],
        };
        if !steps.contains(&step) {
            steps.push(step);
        }
        steps
    }

    /// Whether the whole dossier is read, in a query of its own.
    fn is_whole(self, step: StepNumber) -> bool {
        step == StepNumber::PLAN && !matches!(self, Self::Save { .. })
    }
}

impl Here {
    /// The keys to read on entering.
    pub fn keys(session: &SignedIn, at: At, extent: Extent) -> Vec<Key> {
        let mut keys = vec![keys::learner(session.licence, at.dossier.learner)];
        if !extent.is_whole(at.step) {
            keys.extend(Collection::keys(session.licence, at.dossier, &extent.steps(at.step)));
        }
        if let Extent::Save { chosen: Some(chosen) } = extent {
            keys.push(StaffMember::key(session.licence, &chosen));
        }
        keys
    }

    /// Enters with `entering`, which reads [`Self::keys`], and reads the rest beside it. Nothing is looked at before the right to `action` is sure.
    ///
    /// # Errors
    /// As entering; 403 or 404 by the table of rights.
    pub async fn enter(
        app: &App,
        session: &SignedIn,
        at: At,
        extent: Extent,
        action: Action,
        entering: impl Future<Output = Result<Desk, Problem>>,
    ) -> Result<Self, Problem> {
        let scope = session.scope();
        let records = app.store.licence(&scope);
        let (is_page, is_whole) = (!matches!(extent, Extent::Save { .. }), extent.is_whole(at.step));
        let whole = async { if is_whole { records.dossier(at.dossier).await.map(Some) } else { Ok(None) } };
        let staff_matter = is_page && at.step == StepNumber::FACTS;
        let staff = async { if staff_matter { records.register::<StaffRow>().await } else { Ok(Vec::new()) } };
        let ties_matter = is_page && (is_whole || at.step == StepNumber::INVOLVED || extent == Extent::FastRoute);
        let ties = async {
            if ties_matter {
                records.learner_file(at.dossier.learner).await.map(|file| file.ties)
            } else {
                Ok(Vec::new())
            }
        };
        let (desk, whole, staff, ties) = tokio::join!(entering, whole, staff, ties);
        let mut desk = desk?;
        let today = desk.today();
        let learner = desk.found.entity::<Learner>(desk.licence.id, &at.dossier.learner)?;
        desk.may(action, &Resource::Learner(&learner.value.whereabouts(today)))?;
        let read = match whole? {
            Some(read) => read,
            None => Collection::take(&mut desk.found, desk.licence.id, at.dossier, &extent.steps(at.step))?,
        };
        let mut staff = staff?;
        if let Extent::Save { chosen: Some(chosen) } = extent {
            match desk.colleague(chosen) {
                Ok(member) => staff.push(StaffRow::of(&member.value)),
                // Nobody, and so no choice: told at the field.
                Err(Problem::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let ties = ties?.into_iter().map(|tie| tie.value).filter(|tie| tie.holds(today)).collect();
        Ok(Self { desk, at, learner, read, staff, ties })
    }

    /// Whether the person at work may do this to this learner's dossier.
    pub fn may(&self, action: Action) -> bool {
        self.desk.may(action, &Resource::Learner(&self.learner.value.whereabouts(self.desk.today()))).is_ok()
    }

    /// The header.
    pub fn dossier(&self) -> &Dossier {
        &self.read.track.dossier
    }

    /// The person at work, now.
    pub fn stamp(&self) -> Stamp {
        Author::of(&self.desk.actor.member).at(self.desk.now())
    }

    /// Staff members who can be chosen: those who work here.
    pub fn choosable(&self) -> Vec<(StaffId, String)> {
        let mut staff: Vec<_> = self.staff.iter().filter(|row| row.status != StaffStatus::Removed).collect();
        staff.sort_by(|a, b| a.sort.cmp(&b.sort));
        staff.into_iter().map(|row| (row.id, row.name.clone())).collect()
    }

    /// What the fields of the steps depend on.
    pub fn context(&self) -> Context {
        self.read.track.context(self.choosable().into_iter().map(|(id, _)| id).collect(), self.ties.len())
    }

    /// The goals of step 7.
    pub fn goals(&self) -> Vec<Goal> {
        goals(self.read.track.content(StepNumber::GOALS))
    }

    /// Names of staff, as they are said.
    pub fn names(&self) -> BTreeMap<StaffId, String> {
        self.staff.iter().map(|row| (row.id, said(&row.name))).collect()
    }

    /// What ids in the content refer to.
    pub fn refers<'a>(&'a self, goals: &'a [Goal], staff: &'a BTreeMap<StaffId, String>) -> Refers<'a> {
        Refers { domains: &self.dossier().domains, goals, staff }
    }

    /// The carers of the learner, and the contact person of step 1: for the plan only, in a second round.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn people(&self) -> Result<(Vec<KnownCarer>, Option<StaffMember>), Problem> {
        let records = self.desk.records();
        let contact: Option<StaffId> =
            self.read.track.content(StepNumber::FACTS).text("contact-person").and_then(|id| id.parse().ok());
        let member = async {
            match contact {
                Some(id) => records.find::<StaffMember>(&id).await,
                None => Ok(None),
            }
        };
        let (carers, member) = tokio::join!(records.carers_of(self.ties.iter().cloned()), member);
        Ok((carers?, member?.map(|member| member.value)))
    }

    /// Whether a conflict of the store is about what was read here, so that reading again tells more.
    pub fn is_about(entity: &str) -> bool {
        [
            Dossier::ENTITY,
            domain::dossier::Step::ENTITY,
            Learner::ENTITY,
            "dossiers",
            "routes",
            "consent",
            "running dossier",
        ]
        .contains(&entity)
    }
}

/// `Ven, Noor van der` as it is said: `Noor van der Ven`.
fn said(listed: &str) -> String {
    listed.split_once(", ").map_or_else(|| listed.to_owned(), |(family, rest)| format!("{rest} {family}"))
}
