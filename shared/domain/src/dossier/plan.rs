//! Finishing step 8: what must be there first, and the version that is frozen by it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NotFinished, StepAct, Track, Unmet};
use crate::{
    author::Stamp,
    consent::{Consent, Needed, Person, Purpose, Route},
    steps::{Context, StepNumber, StepStatus},
    version::{FrozenStep, FrozenVersion, Shown, VersionHashes},
};

/// The version that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Frozen {
    /// Its hashes.
    pub hashes: VersionHashes,
    /// Who finished the plan, and when.
    pub by: Stamp,
}

/// A finished plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFinished {
    /// What people read: to be kept under its hash before the change that cites it.
    pub version: FrozenVersion,
    /// Its hashes.
    pub hashes: VersionHashes,
    /// Whether the action part is another than in the version before: consents to that one are out of date.
    pub outdates: bool,
    /// Whom to ask now and how: those who need no new request are not in it.
    pub routes: Vec<(Person, Route)>,
}

impl Track {
    /// What steps 1 to 8 look like to people who read them.
    pub fn freeze(&self, shown: &Shown) -> FrozenVersion {
        let mut steps = BTreeMap::new();
        for number in StepNumber::in_plan() {
            let Some(step) = self.steps.get(&number) else { continue };
            // Step 8 is finished by the very act that freezes it.
            let status = if number == StepNumber::PLAN { StepStatus::Finished } else { self.dossier.status_of(number) };
            steps.insert(
                number,
                FrozenStep { definition_version: step.definition_version, status, content: self.shown(number).clone() },
            );
        }
        let contact = self.content(StepNumber::FACTS).text("contact-person");
        FrozenVersion {
            dossier: self.dossier.id,
            level: self.dossier.level,
            cycle: self.dossier.cycle,
            learner: shown.learner.clone(),
            call_name: shown.call_name.clone(),
            school: shown.school.clone(),
            domains: self.dossier.domains.clone(),
            steps,
            staff: shown
                .staff
                .iter()
                .filter(|(id, _)| Some(id.to_string().as_str()) == contact)
                .map(|(id, name)| (*id, name.clone()))
                .collect(),
        }
    }

    /// What stands in the way of finishing the plan, apart from fields of step 8 and routes of consent.
    pub fn before_plan(&self) -> Vec<Unmet> {
        StepNumber::before_plan().filter(|step| !self.dossier.status_of(*step).is_done()).map(Unmet::StepOpen).collect()
    }

    /// Finishes step 8: freezes what people read. Needs steps 1 to 7 done, the learner's say, and a way to get the consent
    /// of each person who must give it (1-35). Who was asked about the same action part already needs no new one, but may be asked anew when that came to nothing.
    ///
    /// # Errors
    /// What is missing, all of it.
    pub fn finish_plan(
        &mut self,
        context: &Context,
        needed: &Needed,
        routes: Vec<(Person, Route)>,
        earlier: &[Consent],
        shown: &Shown,
        stamp: &Stamp,
    ) -> Result<PlanFinished, NotFinished> {
        self.can_save(StepNumber::PLAN)?;
        let mut unmet = self.before_plan();
        let fields = self.missing(StepNumber::PLAN, context);
        if fields.iter().any(|missing| missing.field.starts_with("say-")) {
            unmet.push(Unmet::LearnersSay);
        }
        let version = self.freeze(shown);
        let hashes = version.hashes();
        let asked_before =
            |person: Person| earlier.iter().any(|consent| consent.stands_for(person, Purpose::ActionPart, &hashes));
        if needed.asked.is_empty() {
            unmet.push(Unmet::NobodyToAsk);
        }
        for asked in &needed.asked {
            if !asked_before(asked.person) && !routes.iter().any(|(person, _)| *person == asked.person) {
                unmet.push(Unmet::NoRoute(asked.person));
            }
        }
        if !fields.is_empty() || !unmet.is_empty() {
            return Err(NotFinished::Missing { fields, unmet });
        }
        let outdates =
            self.dossier.frozen.as_ref().is_some_and(|frozen| frozen.hashes.action_part != hashes.action_part);
        // Who refused for good, or took consent back, need not be asked again, but may be.
        let still_asked = |person: Person| {
            let stands = |consent: &&Consent| consent.stands_for(person, Purpose::ActionPart, &hashes);
            earlier.iter().filter(stands).any(|consent| !consent.is_over(stamp.at))
        };
        let routes =
            routes.into_iter().filter(|(person, _)| needed.is_asked(*person) && !still_asked(*person)).collect();
        self.dossier.frozen = Some(Frozen { hashes: hashes.clone(), by: stamp.clone() });
        self.done(StepNumber::PLAN, StepStatus::Finished, StepAct::Finished, stamp);
        Ok(PlanFinished { version, hashes, outdates, routes })
    }
}
