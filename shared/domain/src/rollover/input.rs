//! A rollover as typed into a form.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Division, GroupFate, Plan, PlannedGroup, RolloverState, Roster, Target, first_fate};
use crate::{
    author::Stamp,
    calendar::SchoolYear,
    group::{Group, GroupKind},
    ids::{GroupId, LearnerId, RolloverId},
    input::{Fault, Faults, optional_date},
    steps::Form,
};

/// What is offered first for a year: its groups with what usually happens to them, nobody divided yet.
pub fn proposal(id: RolloverId, source: SchoolYear, roster: &Roster<'_>, made: Stamp) -> Plan {
    let groups = roster
        .groups
        .iter()
        .filter(|group| group.year == source)
        .map(|group| PlannedGroup { source: group.id, fate: first_fate(group.kind) })
        .collect();
    Plan { id, source, ends: source.last_day(), groups, divisions: Vec::new(), state: RolloverState::Planned, made }
}

/// A form with `source`, `ends`; per group `group-1-id`, `group-1-copy` (tick), `group-1-staff` (tick), for an external one
/// `group-1-external` (`continue` or `stop`), `group-1-to` (where its learners go); per learner who goes elsewhere
/// `learner-1-id`, `learner-1-from`, `learner-1-to`. A target is `copy-<id>`, `group-<id>` or `leaves`.
#[derive(Debug, Clone, Default)]
pub struct RolloverInput(pub Form);

impl RolloverInput {
    /// The plan. An external group may be undecided: the dry run asks, and [`Plan::dry_run`] says that it cannot be carried out.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, id: RolloverId, roster: &Roster<'_>, made: Stamp) -> Result<Plan, Faults> {
        let mut faults = Faults::default();
        let form = &self.0;
        let source: Option<SchoolYear> = faults.check(
            "source",
            if form.get("source").trim().is_empty() { Err(Fault::Missing) } else { form.get("source").parse() },
        );
        let Some(source) = source else { return Err(faults) };
        let ends = faults.check("ends", end_date(form.get("ends"), source)).unwrap_or_else(|| source.last_day());
        let rows = self.groups(source, roster, &mut faults);
        let groups: Vec<PlannedGroup> =
            rows.iter().map(|(_, group, fate)| PlannedGroup { source: group.id, fate: *fate }).collect();
        let plan = Plan { id, source, ends, groups, divisions: Vec::new(), state: RolloverState::Planned, made };
        let divisions = self.divisions(&plan, &rows, roster, &mut faults);
        faults.none().map(|()| Plan { divisions, ..plan })
    }

    /// The groups of the form, each with its row and what happens to it.
    fn groups<'a>(
        &self,
        source: SchoolYear,
        roster: &'a Roster<'_>,
        faults: &mut Faults,
    ) -> Vec<(usize, &'a Group, GroupFate)> {
        let (form, mut rows, mut seen) = (&self.0, Vec::new(), BTreeSet::new());
        for number in form.rows("group") {
            let at = |field: &str| format!("group-{number}-{field}");
            let known = form
                .row("group", number, "id")
                .parse()
                .ok()
                .and_then(|id: GroupId| roster.group(id))
                .filter(|group| group.year == source);
            let Some(group) = known else {
                faults.add(at("id"), Fault::NotAChoice);
                continue;
            };
            if !seen.insert(group.id) {
                faults.add(at("id"), Fault::Double);
                continue;
            }
            let fate = match (group.kind, form.row("group", number, "external")) {
                (GroupKind::External, "continue") => GroupFate::Continues,
                (GroupKind::External, "stop") => GroupFate::Stops,
                (GroupKind::External, "") => GroupFate::Undecided,
                (GroupKind::External, _) => {
                    faults.add(at("external"), Fault::NotAChoice);
                    continue;
                }
                _ if form.is_on(&at("copy")) => GroupFate::Duplicated { staff: form.is_on(&at("staff")) },
                _ => GroupFate::Stays,
            };
            rows.push((number, group, fate));
        }
        rows
    }

    /// Who goes where: all learners of a group together, apart from those who are named.
    fn divisions(
        &self,
        plan: &Plan,
        rows: &[(usize, &Group, GroupFate)],
        roster: &Roster<'_>,
        faults: &mut Faults,
    ) -> Vec<Division> {
        let form = &self.0;
        let mut by_target = BTreeMap::<(GroupId, Target), Vec<LearnerId>>::new();
        let named = self.named(plan, roster, faults);
        for (number, group, fate) in rows {
            let own = match fate {
                // An external group that goes on keeps its learners.
                GroupFate::Continues => Some(Target::CopyOf(group.id)),
                GroupFate::Stops | GroupFate::Undecided => None,
                GroupFate::Stays | GroupFate::Duplicated { .. } => {
                    let field = format!("group-{number}-to");
                    faults.check(&field, target(form.get(&field), plan, roster)).flatten()
                }
            };
            for row in roster.learners_in(group.id, plan.ends) {
                if let Some(target) = named.get(&(group.id, row.id)).copied().or(own) {
                    by_target.entry((group.id, target)).or_default().push(row.id);
                }
            }
        }
        by_target
            .into_iter()
            .map(|((from, target), mut learners)| {
                learners.sort();
                Division { from, target, learners }
            })
            .collect()
    }

    /// Learners who go elsewhere than their group.
    fn named(&self, plan: &Plan, roster: &Roster<'_>, faults: &mut Faults) -> BTreeMap<(GroupId, LearnerId), Target> {
        let (form, mut named) = (&self.0, BTreeMap::new());
        for number in form.rows("learner") {
            let at = |field: &str| format!("learner-{number}-{field}");
            let Some(target) =
                faults.check(&at("to"), target(form.row("learner", number, "to"), plan, roster)).flatten()
            else {
                continue;
            };
            let learner = form.row("learner", number, "id").parse::<LearnerId>().ok();
            let from = form.row("learner", number, "from").parse::<GroupId>().ok();
            let is_there = |(from, learner): &(GroupId, LearnerId)| {
                roster.learners_in(*from, plan.ends).any(|row| row.id == *learner)
            };
            match from.zip(learner).filter(is_there) {
                Some(key) if named.insert(key, target).is_none() => {}
                Some(_) => faults.add(at("id"), Fault::Double),
                None => faults.add(at("id"), Fault::NotAChoice),
            }
        }
        named
    }
}

/// The last day in the old groups: within the school year that ends.
fn end_date(typed: &str, source: SchoolYear) -> Result<Date, Fault> {
    let (first, last) = (source.first_day(), source.last_day());
    match optional_date(typed)? {
        Some(day) if day < first => Err(Fault::TooEarly { first }),
        Some(day) if day > last => Err(Fault::TooLate { last }),
        day => Ok(day.unwrap_or(last)),
    }
}

/// A target: a duplicate must really be made, a group must be there in the target year.
fn target(typed: &str, plan: &Plan, roster: &Roster<'_>) -> Result<Option<Target>, Fault> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let target = Target::parse(typed).ok_or(Fault::NotAChoice)?;
    match target {
        Target::Leaves => Ok(Some(target)),
        Target::Existing(_) if plan.group_of(target, roster.groups).is_some() => Ok(Some(target)),
        Target::CopyOf(id) if Plan::makes(plan.fate(id)) => Ok(Some(target)),
        Target::CopyOf(id) if roster.group(id).is_some() => Err(Fault::Contradiction),
        Target::CopyOf(_) | Target::Existing(_) => Err(Fault::NotAChoice),
    }
}
