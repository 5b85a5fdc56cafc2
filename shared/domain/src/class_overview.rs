//! The overview of classes (3-19): which learners have a dossier, and how far it is. It tells of dossiers what their register knows, and
//! nothing of what is in them.

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    dossier::{DossierRow, DossierStatus},
    ids::{DossierId, GroupId},
    learner::LearnerRow,
    steps::{StepNumber, StepStatus},
};

/// How long a running dossier can lie still before the overview says so: eight weeks, about the time between two meetings about a learner.
const STILL: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);

/// How a class is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// Learners who are in it.
    pub learners: usize,
    /// Of them, with a running dossier.
    pub dossiers: usize,
    /// Of those dossiers, with a plan that is finished.
    pub planned: usize,
    /// Of those dossiers, not changed for eight weeks.
    pub still: usize,
}

/// A learner of a class.
#[derive(Debug, Clone, Copy)]
pub struct Pupil<'a> {
    /// The learner.
    pub learner: &'a LearnerRow,
    /// The running dossier, if there is one.
    pub dossier: Option<&'a DossierRow>,
    /// Whether that dossier was not changed for eight weeks.
    pub still: bool,
}

impl Pupil<'_> {
    /// Whether the plan of the dossier is finished.
    pub fn is_planned(&self) -> bool {
        self.dossier.is_some_and(|dossier| dossier.steps.get(&StepNumber::PLAN) == Some(&StepStatus::Finished))
    }

    /// How many steps of the dossier are done.
    pub fn done(&self) -> usize {
        self.dossier.map_or(0, |dossier| dossier.steps.values().filter(|status| status.is_done()).count())
    }
}

/// The classes of a day with their learners, by name.
#[derive(Debug, Default)]
pub struct ClassOverview<'a> {
    classes: BTreeMap<GroupId, Vec<Pupil<'a>>>,
}

impl<'a> ClassOverview<'a> {
    /// Who is in which group on a day, with the running dossiers. `learners` are those that the reader may know of.
    pub fn of(
        learners: impl IntoIterator<Item = &'a LearnerRow>,
        dossiers: &'a [DossierRow],
        today: Date,
        now: Timestamp,
    ) -> Self {
        let running: HashMap<DossierId, &DossierRow> =
            dossiers.iter().filter(|row| row.status == DossierStatus::Running).map(|row| (row.id, row)).collect();
        let mut classes: BTreeMap<GroupId, Vec<Pupil<'a>>> = BTreeMap::new();
        for learner in learners.into_iter().filter(|row| !row.ended) {
            let dossier = learner.running.and_then(|id| running.get(&id).copied());
            let still = dossier.is_some_and(|dossier| now.duration_since(dossier.changed.at) >= STILL);
            for group in learner.groups_on(today) {
                classes.entry(group).or_default().push(Pupil { learner, dossier, still });
            }
        }
        classes.values_mut().for_each(|pupils| pupils.sort_by(|a, b| a.learner.sort.cmp(&b.learner.sort)));
        Self { classes }
    }

    /// The learners of a class.
    pub fn pupils(&self, class: GroupId) -> &[Pupil<'a>] {
        self.classes.get(&class).map_or(&[], Vec::as_slice)
    }

    /// How a class is doing.
    pub fn count(&self, class: GroupId) -> ClassCount {
        let pupils = self.pupils(class);
        let that = |fits: fn(&Pupil<'a>) -> bool| pupils.iter().filter(|pupil| fits(pupil)).count();
        ClassCount {
            learners: pupils.len(),
            dossiers: that(|pupil| pupil.dossier.is_some()),
            planned: that(Pupil::is_planned),
            still: that(|pupil| pupil.still),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        author::Author,
        calendar::Period,
        dossier::{Dossier, Level, Origin},
        ids::{LearnerId, StaffId},
        staff::Membership,
        steps::standard_domains,
    };

    const TODAY: Date = date(2026, 11, 28);

    fn class(n: u128) -> GroupId {
        GroupId::new(Uuid::from_u128(n))
    }

    fn learner(n: u128, memberships: Vec<Membership>, running: Option<DossierId>) -> LearnerRow {
        LearnerRow {
            id: LearnerId::new(Uuid::from_u128(n)),
            sort: format!("{}", 9 - n),
            name: String::new(),
            folded: String::new(),
            birth: None,
            memberships,
            enrolments: Vec::new(),
            ended: false,
            running,
        }
    }

    fn dossier(n: u128, opened: &str) -> DossierRow {
        let id = DossierId { learner: LearnerId::new(Uuid::from_u128(n)), number: Uuid::from_u128(n) };
        let stamp = Author { staff: StaffId::new(Uuid::from_u128(1)), name: "Jet".into() }.at(opened.parse().unwrap());
        DossierRow::of(&Dossier::open(id, Level::Light, standard_domains(), Origin::New, stamp))
    }

    #[test]
    fn a_class_shows_who_is_in_it_today_and_how_far_their_dossiers_are() {
        // 3-19
        let since = Period::since(date(2026, 8, 1));
        let (mut planned, still) = (dossier(1, "2026-11-20T09:00:00Z"), dossier(2, "2026-09-01T09:00:00Z"));
        planned.steps.insert(StepNumber::PLAN, StepStatus::Finished);
        let mut over = dossier(4, "2026-09-01T09:00:00Z");
        over.status = DossierStatus::Archived;
        let left = Period { to: Some(date(2026, 11, 27)), ..since };
        let learners = [
            learner(1, vec![Membership::of(class(7), since)], Some(planned.id)),
            learner(2, vec![Membership::of(class(7), since)], Some(still.id)),
            learner(3, vec![Membership::of(class(7), left)], None),
            learner(4, vec![Membership::of(class(8), since)], None),
        ];
        let dossiers = [planned, still, over];
        let overview = ClassOverview::of(&learners, &dossiers, TODAY, "2026-11-28T09:00:00Z".parse().unwrap());
        assert_eq!(overview.count(class(7)), ClassCount { learners: 2, dossiers: 2, planned: 1, still: 1 });
        assert_eq!(overview.count(class(8)), ClassCount { learners: 1, ..ClassCount::default() });
        let names: Vec<_> = overview.pupils(class(7)).iter().map(|pupil| pupil.learner.sort.as_str()).collect();
        assert_eq!(names, ["7", "8"], "in the order of lists");
        assert_eq!(overview.pupils(class(7)).iter().map(Pupil::done).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(overview.count(class(9)), ClassCount::default());
    }
}
