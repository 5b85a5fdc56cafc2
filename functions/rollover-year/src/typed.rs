//! What came with the form: the page's own controls, and ticked learners turned into the fields of a plan.

use std::collections::BTreeMap;

use domain::{
    ids::{GroupId, LearnerId},
    input::{Fault, Faults},
    rollover::{GroupFate, Plan, Target},
    steps::Form,
};
use web::{Problem, posted::DRAFT_FIELD};

/// The form, taken apart.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The fields as they were posted, without the controls.
    pub form: Form,
    /// Which button was pressed.
    pub act: String,
    /// The version of the plan that the page showed; a program may leave it out.
    pub version: Option<u64>,
}

/// Names on the page that are no fields.
const CONTROLS: [&str; 4] = ["once", DRAFT_FIELD, "act", "version"];

impl Typed {
    /// Takes the form apart.
    ///
    /// # Errors
    /// When the version is no number.
    pub fn of(posted: &Form) -> Result<Self, Problem> {
        let version = match posted.get("version") {
            "" => None,
            typed => Some(typed.parse().map_err(|_| Problem::BadInput("version".into()))?),
        };
        let act = posted.get("act").to_owned();
        let kept = posted.0.iter().filter(|(name, _)| !CONTROLS.contains(&name.as_str()));
        Ok(Self { form: Form::from_pairs(kept.map(|(name, value)| (name.clone(), value.clone()))), act, version })
    }
}

/// The name of the select that says where ticked learners of a group go.
pub fn pick_to(group: usize, batch: usize) -> String {
    format!("pick-{group}-{batch}-to")
}

/// The name of a learner's tick.
pub fn pick(group: usize, batch: usize, learner: LearnerId) -> String {
    format!("pick-{group}-{batch}-{learner}")
}

/// Group row, batch, and learner or `to`, of the name of a tick or its select.
fn picked(name: &str) -> Option<(usize, usize, &str)> {
    let (group, rest) = name.strip_prefix("pick-")?.split_once('-')?;
    let (batch, what) = rest.split_once('-')?;
    Some((group.parse().ok()?, batch.parse().ok()?, what))
}

/// How many batches of ticked learners a group has in the form.
pub fn batches(form: &Form, group: usize) -> usize {
    form.0
        .keys()
        .filter_map(|name| picked(name))
        .filter(|(of, ..)| *of == group)
        .map(|(_, batch, _)| batch)
        .max()
        .unwrap_or_default()
}

/// The fields of a plan, ticks turned into rows; and where on the page a fault in such a row is told.
pub fn expand(form: &Form) -> (Form, BTreeMap<String, String>, Faults) {
    let (mut plan, mut places, mut faults) = (form.clone(), BTreeMap::new(), Faults::default());
    plan.0.retain(|name, _| picked(name).is_none());
    for (group, batch, learner) in form.0.keys().filter_map(|name| picked(name)).filter(|(.., what)| *what != "to") {
        let at = pick_to(group, batch);
        if form.get(&at).is_empty() {
            if faults.at(&at).is_none() {
                faults.add(at, Fault::Missing);
            }
            continue;
        }
        let row = plan.next_row("learner");
        for (field, value) in [("id", learner), ("from", form.row("group", group, "id")), ("to", form.get(&at))] {
            plan.set(format!("learner-{row}-{field}"), value);
            places.insert(format!("learner-{row}-{field}"), at.clone());
        }
    }
    (plan, places, faults)
}

/// The form of a plan: most learners of a group go along with it, the others are ticked.
pub fn of_plan(plan: &Plan) -> Form {
    let mut form =
        Form::from_pairs([("source", plan.source.to_string()), ("ends", plan.ends.strftime("%-d-%-m-%Y").to_string())]);
    for (number, planned) in (1..).zip(&plan.groups) {
        let mut set = |field: &str, value: &str| form.set(format!("group-{number}-{field}"), value);
        set("id", &planned.source.to_string());
        match planned.fate {
            GroupFate::Duplicated { staff } => {
                set("copy", "on");
                set("staff", if staff { "on" } else { "" });
            }
            GroupFate::Continues => set("external", "continue"),
            GroupFate::Stops => set("external", "stop"),
            GroupFate::Stays | GroupFate::Undecided => {}
        }
        if planned.fate != GroupFate::Continues {
            divide(plan, number, planned.source, &mut form);
        }
    }
    form
}

fn divide(plan: &Plan, number: usize, source: GroupId, form: &mut Form) {
    let mut parts: Vec<(Target, &[LearnerId])> = plan
        .divisions
        .iter()
        .filter(|division| division.from == source)
        .map(|division| (division.target, division.learners.as_slice()))
        .collect();
    parts.sort_by_key(|(_, learners)| std::cmp::Reverse(learners.len()));
    for (batch, (target, learners)) in parts.into_iter().enumerate() {
        if batch == 0 {
            form.set(format!("group-{number}-to"), target.to_string());
            continue;
        }
        form.set(pick_to(number, batch), target.to_string());
        for learner in learners {
            form.set(pick(number, batch, *learner), "on");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEARNER: &str = "00000000-0000-0000-0000-0000000000aa";

    #[test]
    fn ticked_learners_become_rows_of_the_plan() {
        // 1-47
        let tick = format!("pick-2-1-{LEARNER}");
        let form = Form::from_pairs([("group-2-id", "g"), ("pick-2-1-to", "leaves"), (tick.as_str(), "on")]);
        let (plan, places, faults) = expand(&form);
        assert_eq!(
            (plan.get("learner-1-id"), plan.get("learner-1-from"), plan.get("learner-1-to")),
            (LEARNER, "g", "leaves")
        );
        assert_eq!(places.get("learner-1-id").map(String::as_str), Some("pick-2-1-to"));
        assert!(faults.0.is_empty());
        assert_eq!(batches(&form, 2), 1);
    }

    #[test]
    fn a_tick_without_a_target_is_a_fault_at_the_target() {
        let tick = format!("pick-1-1-{LEARNER}");
        let (_, _, faults) = expand(&Form::from_pairs([(tick.as_str(), "on")]));
        assert_eq!(faults.at("pick-1-1-to"), Some(&Fault::Missing));
    }
}
