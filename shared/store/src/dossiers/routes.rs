//! Routes of consent that were chosen before the plan is finished; finishing it makes the requests.

use domain::{
    author::Stamp,
    consent::{Needed, Person, Route},
    ids::{DossierId, LicenceId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    item::{Entity, Stored},
    keys::{self, Key},
};

/// How consent will be got of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRoute {
    /// Of whom.
    pub person: Person,
    /// How.
    pub route: Route,
    /// Who chose it, and when.
    pub by: Stamp,
}

/// The routes chosen for a dossier, for when its plan is finished. Nobody is asked by it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutePlan {
    /// Of which dossier.
    pub dossier: DossierId,
    /// One per person at most.
    pub routes: Vec<PlannedRoute>,
}

impl Entity for RoutePlan {
    type Id = DossierId;
    const ENTITY: &'static str = "routes";

    fn key(licence: LicenceId, id: &DossierId) -> Key {
        keys::routes(licence, *id)
    }

    fn id(&self) -> DossierId {
        self.dossier
    }
}

impl RoutePlan {
    /// Nothing chosen yet.
    pub const fn of(dossier: DossierId) -> Self {
        Self { dossier, routes: Vec::new() }
    }

    /// Chooses routes; one chosen earlier for the same person is replaced.
    pub fn choose(&mut self, routes: impl IntoIterator<Item = (Person, Route)>, by: &Stamp) {
        for (person, route) in routes {
            self.routes.retain(|planned| planned.person != person);
            self.routes.push(PlannedRoute { person, route, by: by.clone() });
        }
    }

    /// The routes that still hold today: a link needs an address, leave to write to it, and an end that is not past.
    pub fn good(&self, needed: &Needed, today: Date) -> Vec<(Person, Route)> {
        let holds = |planned: &&PlannedRoute| {
            needed.asked(planned.person).is_some_and(|asked| match &planned.route {
                Route::ThroughLink { ends, .. } => asked.may_contact && asked.email.is_some() && *ends >= today,
                Route::Elsewhere { .. } | Route::NotObtained { .. } => true,
            })
        };
        self.routes.iter().filter(holds).map(|planned| (planned.person, planned.route.clone())).collect()
    }
}

impl Change {
    /// The routes have become requests: none is left. Refused with `Stale` when somebody chose others since.
    pub fn use_routes(self, plan: &Stored<RoutePlan>) -> Self {
        if plan.version == 0 {
            return self;
        }
        self.save(&Stored { value: RoutePlan::of(plan.value.dossier), version: plan.version })
    }
}
