//! A school with two classes and an external group, whose year turns.

use super::*;

pub(super) const YEAR: SchoolYear = SchoolYear::starting(2025);
pub(super) const ENDS: Date = Date::constant(2026, 7, 31);
pub(super) const BEGINS: Date = Date::constant(2026, 8, 1);

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn gid(number: u128) -> GroupId {
    GroupId::new(id(number))
}

pub(super) fn stamp() -> Stamp {
    Author { staff: StaffId::new(id(5)), name: "Bea Beheer".into() }.at("2026-06-01T09:00:00Z".parse().unwrap())
}

pub(super) fn group(number: u128, name: &str, kind: GroupKind, year: SchoolYear) -> Group {
    Group { id: gid(number), name: name.into(), kind, year, location: LocationId::new(id(3)), levels: vec!["5".into()] }
}

/// Learners 100.. are in class 5, 200.. in class 6; 100 is also in the external group.
#[derive(Clone)]
pub(super) struct School {
    pub(super) groups: Vec<Group>,
    pub(super) learners: Vec<Learner>,
    pub(super) running: Vec<LearnerId>,
    pub(super) staff: Vec<StaffMember>,
}

impl School {
    pub(super) fn new(in_five: u128, in_six: u128) -> Self {
        let groups = vec![
            group(1, "Groep 5", GroupKind::Class, YEAR),
            group(2, "Groep 6", GroupKind::Class, YEAR),
            group(3, "Specialist", GroupKind::External, YEAR),
        ];
        let learner = |number: u128, class: u128| {
            let input = LearnerInput {
                name: NameInput { call_name: format!("Kind{number}"), ..NameInput::default() },
                ..LearnerInput::default()
            };
            let mut learner = Learner::enrolled(
                LearnerId::new(id(number)),
                input.parse(&[LocationId::new(id(3))], date(2025, 8, 1)).unwrap(),
            );
            learner.join(gid(class), Period::since(date(2025, 8, 1)));
            learner
        };
        let mut learners: Vec<Learner> =
            (0..in_five).map(|n| learner(100 + n, 1)).chain((0..in_six).map(|n| learner(200 + n, 2))).collect();
        if let Some(first) = learners.first_mut() {
            first.join(gid(3), Period::since(date(2026, 1, 10)));
        }
        let member = |number: u128, group: u128| StaffMember {
            id: StaffId::new(id(number)),
            name: PersonName::default(),
            email: "x@dewilg.example".into(),
            identity: None,
            access: true,
            grants: vec![],
            memberships: vec![Membership::of(gid(group), Period::since(date(2025, 8, 1)))],
            status: StaffStatus::Active,
            invitations: vec![],
            factor_reset: None,
        };
        Self { groups, learners, running: vec![], staff: vec![member(50, 1), member(51, 3)] }
    }

    pub(super) fn with<T>(&self, look: impl FnOnce(&Roster<'_>) -> T) -> T {
        let running = |learner: &Learner| {
            self.running.contains(&learner.id).then_some(DossierId { learner: learner.id, number: id(9) })
        };
        let rows: Vec<LearnerRow> =
            self.learners.iter().map(|learner| LearnerRow::of(learner, running(learner))).collect();
        let staff: Vec<(StaffId, Vec<Membership>)> =
            self.staff.iter().map(|member| (member.id, Holder::from(member).ties().collect())).collect();
        look(&Roster { groups: &self.groups, learners: &rows, staff: &staff })
    }

    pub(super) fn plan(&self, pairs: &[(&str, &str)]) -> Result<Plan, Faults> {
        let form = Form::from_pairs([("source", "2025-2026")].iter().chain(pairs).copied());
        self.with(|roster| RolloverInput(form).parse(RolloverId::new(id(7)), roster, stamp()))
    }

    /// Carries a chunk out as the worker does; tells how many things were written.
    pub(super) fn carry_out(&mut self, plan: &Plan, chunk: &Chunk) -> usize {
        match &chunk.task {
            Task::MakeGroup { source } => {
                let source = self.groups.iter().find(|group| group.id == *source).unwrap();
                let made = plan.group_to_make(source, &self.groups);
                self.groups.extend(made.clone());
                usize::from(made.is_some())
            }
            Task::MoveLearners { from, target, learners } => {
                let to = plan.group_of(*target, &self.groups).map(|group| group.id);
                let moving = self.learners.iter_mut().filter(|learner| learners.contains(&learner.id));
                moving
                    .filter_map(|learner| (plan.move_learner(learner, *from, to) == Moved::Changed).then_some(()))
                    .count()
            }
            Task::MoveStaff { from } => {
                let to = plan.group_of(Target::CopyOf(*from), &self.groups).unwrap().id;
                self.staff.iter_mut().filter_map(|member| plan.move_staff(member, *from, to).then_some(())).count()
            }
            Task::StopGroup { group } => {
                let learners = self
                    .learners
                    .iter_mut()
                    .filter_map(|learner| plan.stop_learner(learner, *group).then_some(()))
                    .count();
                learners
                    + self.staff.iter_mut().filter_map(|member| plan.stop_staff(member, *group).then_some(())).count()
            }
        }
    }

    pub(super) fn run(&mut self, plan: &Plan) -> usize {
        plan.chunks().iter().map(|chunk| self.carry_out(plan, chunk)).sum()
    }

    pub(super) fn groups_of(&self, learner: u128, day: Date) -> Vec<String> {
        let learner = self.learners.iter().find(|known| known.id == LearnerId::new(id(learner))).unwrap();
        let mut names: Vec<String> = learner
            .groups_on(day)
            .map(|id| {
                self.groups
                    .iter()
                    .find(|group| group.id == id)
                    .map(|group| format!("{} {}", group.name, group.year))
                    .unwrap()
            })
            .collect();
        names.sort();
        names
    }
}

/// Both classes and the external group; class 5 goes to the duplicate of 6, class 6 leaves.
pub(super) fn usual(school: &School, external: &str) -> Plan {
    let ids: Vec<String> = (1..4).map(|n| gid(n).to_string()).collect();
    let to = format!("copy-{}", gid(2));
    let pairs = [
        ("group-1-id", ids[0].as_str()),
        ("group-1-copy", "on"),
        ("group-1-staff", "on"),
        ("group-1-to", &to),
        ("group-2-id", &ids[1]),
        ("group-2-copy", "on"),
        ("group-2-to", "leaves"),
        ("group-3-id", &ids[2]),
        ("group-3-external", external),
    ];
    school.plan(&pairs).unwrap()
}
