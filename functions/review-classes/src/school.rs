//! The school as far as the reader may see it: classes, learners and dossiers, read beside the session.

use domain::{
    access::{Action, Resource, Whereabouts},
    calendar::SchoolYear,
    class_overview::ClassOverview,
    dossier::DossierRow,
    group::{Group, GroupKind},
    ids::GroupId,
    learner::LearnerRow,
};
use store::App;
use web::{Desk, Problem, SignedIn, Visitor};

/// What there is at the locations that the reader may see.
pub struct School {
    /// Who reads.
    pub desk: Desk,
    /// Classes and cross groups of this school year, in the order of the page.
    pub groups: Vec<Group>,
    learners: Vec<LearnerRow>,
    dossiers: Vec<DossierRow>,
}

impl School {
    /// Reads the registers, in one round trip with the session.
    ///
    /// # Errors
    /// As entering; 403 for who may see no overview.
    pub async fn read(app: &App, visitor: &Visitor, session: &SignedIn) -> Result<Self, Problem> {
        let scope = session.scope();
        let records = app.store.licence(&scope);
        let (desk, groups, learners, dossiers) = futures::join!(
            session.enter(app, visitor, &[]),
            records.register::<Group>(),
            records.register::<LearnerRow>(),
            records.register::<DossierRow>()
        );
        let desk = desk?;
        desk.may_here(Action::SeeOverview)?;
        let (today, mut groups, mut learners) = (desk.today(), groups?, learners?);
        let sees = |whereabouts: &Whereabouts| desk.may(Action::SeeOverview, &Resource::Learner(whereabouts)).is_ok();
        groups.retain(|group| {
            group.year == SchoolYear::of(today)
                && group.kind != GroupKind::External
                && sees(&Whereabouts::at(group.location))
        });
        groups.sort_by(|a, b| (a.location, a.kind, &a.name).cmp(&(b.location, b.kind, &b.name)));
        learners.retain(|row| sees(&row.whereabouts(today)));
        Ok(Self { groups, learners, dossiers: dossiers?, desk })
    }

    /// Who is in which class today, and how far their dossiers are.
    pub fn overview(&self) -> ClassOverview<'_> {
        ClassOverview::of(&self.learners, &self.dossiers, self.desk.today(), self.desk.now())
    }

    /// One of the classes; one that the reader may not see is not there.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub fn class(&self, id: GroupId) -> Result<&Group, Problem> {
        self.groups.iter().find(|group| group.id == id).ok_or(Problem::NotFound)
    }
}
