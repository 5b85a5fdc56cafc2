//! Schools that have planned to turn the year, as many as wanted: kept without the pages, which would take minutes for a thousand.

use domain::{
    access::Scope,
    author::{Author, Stamp},
    calendar::{Period, SchoolYear, start_of, today},
    group::{Group, GroupKind},
    ids::{GroupId, LearnerId, LicenceId, LocationId, StaffId},
    learner::{Learner, LearnerInput, LearnerRow},
    name::NameInput,
    rollover::{RolloverInput, Roster},
    staff::{GrantInput, Membership, Places, StaffInput, StaffMember, StaffRow},
    steps::Form,
};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use store::{Change, Store, StoreError, Stored, rollovers::Rollover};
use warrant::Warrant;

/// Schools made side by side.
const AT_ONCE: usize = 8;
/// Things in one transaction: each takes three items of its hundred at most.
const THINGS: usize = 30;

/// How large a school is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Classes. Each goes on to the copy of the next, with its teacher; the last one leaves.
    pub classes: usize,
    /// Learners of each.
    pub learners: usize,
}

/// Opens so many schools, each as large as `size` says of its number, and plans their rollovers out of the running year. Gives the moment
/// on which these are due.
///
/// # Errors
/// When the database does not answer.
pub async fn planned(store: &Store, schools: usize, size: impl Fn(usize) -> Size) -> Result<Timestamp, StoreError> {
    let all: Vec<_> = (0..schools).map(size).collect();
    stream::iter(all).map(|size| plan(store, size)).buffer_unordered(AT_ONCE).try_collect::<Vec<()>>().await?;
    Ok(start_of(SchoolYear::of(today(store.now())).next().first_day()))
}

async fn plan(store: &Store, size: Size) -> Result<(), StoreError> {
    let scope = Scope::warranted(store.id::<LicenceId>()?, Warrant::verified());
    let location: LocationId = store.id()?;
    let year = SchoolYear::of(today(store.now()));
    let (mut groups, mut things, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..size.classes {
        let group = group(store.id()?, number, GroupKind::Class, year, location);
        things.push(Thing::Staff(teacher(store.id()?, group.id, year)));
        for _ in 0..size.learners {
            let learner = learner(store.id()?, group.id, location, year);
            rows.push(LearnerRow::of(&learner, None));
            things.push(Thing::Learner(learner));
        }
        groups.push(group);
    }
    // Helpers from outside, who stop.
    let outside = group(store.id()?, 0, GroupKind::External, year, location);
    things.push(Thing::Staff(teacher(store.id()?, outside.id, year)));
    groups.push(outside);
    things.extend(groups.iter().cloned().map(Thing::Group));
    let records = store.licence(&scope);
    for some in things.chunks(THINGS) {
        let change = some.iter().fold(records.change(None), |change, thing| thing.keep(change, &scope));
        change.commit("").await?;
    }
    let by = Author { staff: store.id()?, name: "Anke Beheer".into() };
    let roster = Roster { groups: &groups, learners: &rows, staff: &[] };
    let plan = form(&groups).parse(Rollover::of_year(scope.licence(), year), &roster, Stamp { by, at: store.now() });
    let (rollover, job) = store.planned(scope.licence(), plan.expect("a plan without faults"))?;
    records.change(None).schedule_rollover(&Stored::new(rollover), &job).commit("").await.map(drop)
}

enum Thing {
    Group(Group),
    Learner(Learner),
    Staff(StaffMember),
}

impl Thing {
    fn keep(&self, change: Change, scope: &Scope) -> Change {
        match self {
            Self::Group(group) => change.create_group(scope.licence(), group),
            Self::Learner(learner) => change.create_learner(learner),
            Self::Staff(member) => change.create(member).row(&StaffRow::of(member)),
        }
    }
}

fn group(id: GroupId, number: usize, kind: GroupKind, year: SchoolYear, location: LocationId) -> Group {
    let name = if kind == GroupKind::External { "Helpers".to_owned() } else { format!("Groep {number:02}") };
    Group { id, name, kind, year, location, levels: vec![] }
}

fn learner(id: LearnerId, group: GroupId, location: LocationId, year: SchoolYear) -> Learner {
    let name = NameInput { call_name: "Bo".into(), family_name: "Proef".into(), ..NameInput::default() };
    let input = LearnerInput { name, ..LearnerInput::default() };
    let mut learner = Learner::enrolled(id, input.parse(&[location], year.first_day()).expect("a learner"));
    learner.join(group, Period::since(year.first_day()));
    learner
}

fn teacher(id: StaffId, group: GroupId, year: SchoolYear) -> StaffMember {
    let input = StaffInput {
        name: NameInput { call_name: "Jet".into(), family_name: "Juf".into(), ..NameInput::default() },
        email: format!("{id}@school.example"),
        grant: GrantInput { role: "dossier_teacher".into(), reason: "team".into(), ..GrantInput::default() },
    };
    let new = input.parse(&Places::default()).expect("a staff member");
    let mut member = StaffMember::invited(id, new, None, year.first_day());
    member.memberships = vec![Membership::of(group, Period::since(year.first_day()))];
    member
}

/// What the administrator ticks.
fn form(groups: &[Group]) -> RolloverInput {
    let mut pairs = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let at = |field: &str| format!("group-{}-{field}", place + 1);
        pairs.push((at("id"), group.id.to_string()));
        if group.kind == GroupKind::External {
            pairs.push((at("external"), "stop".into()));
            continue;
        }
        let next = groups.get(place + 1).filter(|next| next.kind == GroupKind::Class);
        let to = next.map_or_else(|| "leaves".to_owned(), |next| format!("copy-{}", next.id));
        pairs.extend([(at("copy"), "on".into()), (at("staff"), "on".into()), (at("to"), to)]);
    }
    let year = groups.first().map(|group| group.year.to_string()).unwrap_or_default();
    pairs.push(("source".into(), year));
    RolloverInput(Form::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}
