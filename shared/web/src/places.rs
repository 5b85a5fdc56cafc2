//! Which location is looked at, for who reaches several (3-11): a wish about lists and forms that gives no right and takes none.

use domain::{
    access::{Action, Actor, Resource, Whereabouts},
    ids::LocationId,
    licence::Licence,
};
use jiff::civil::Date;

use crate::{
    desk::Desk,
    role_fields::location_name,
    t,
    ui::{Hidden, PlaceSwitch},
};

/// Where a choice is posted.
pub const ROUTE: &str = "/sign-in/location";

/// The locations of which somebody reaches all learners, and the one that was chosen among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    reached: Vec<LocationId>,
    chosen: Option<LocationId>,
}

impl Places {
    /// Those of an actor on a day. A wish for a location that is out of reach by now counts for nothing.
    pub fn of(actor: &Actor, licence: &Licence, wish: Option<LocationId>, today: Date) -> Self {
        let reaches = |location: &LocationId| {
            actor.may(Action::ListLearners, &Resource::Learner(&Whereabouts::at(*location)), today).is_ok()
        };
        let reached: Vec<LocationId> = licence.location_ids().filter(|location| reaches(location)).collect();
        // With one there is nothing to choose.
        let reached = if reached.len() > 1 { reached } else { Vec::new() };
        Self { chosen: wish.filter(|wish| reached.contains(wish)), reached }
    }

    /// Those that can be chosen; none where there is nothing to choose.
    pub fn reached(&self) -> &[LocationId] {
        &self.reached
    }

    /// The one that is looked at; nothing for all of them.
    pub fn chosen(&self) -> Option<LocationId> {
        self.chosen
    }

    /// The one that is looked at, as the first value of a field; empty for none.
    pub fn typed(&self) -> String {
        self.chosen.map(|chosen| chosen.to_string()).unwrap_or_default()
    }

    /// Whether what is at this location is shown. What is at none is shown everywhere.
    pub fn show(&self, location: Option<LocationId>) -> bool {
        self.chosen.is_none() || location.is_none() || self.chosen == location
    }

    /// The choice at the top of the page.
    pub(crate) fn switch(&self, desk: &Desk) -> PlaceSwitch {
        if self.reached.is_empty() {
            return PlaceSwitch::default();
        }
        let t = t(desk.locale());
        let named = |id: &LocationId| desk.licence.location(*id).map(location_name).unwrap_or_default();
        let all = (String::new(), t.all_locations(), self.chosen.is_none());
        let each = self.reached.iter().map(|id| (id.to_string(), named(id), self.chosen == Some(*id)));
        let next = if desk.visitor.asked { desk.visitor.uri.to_string() } else { "/".to_owned() };
        PlaceSwitch {
            action: ROUTE.into(),
            fields: desk.once().into_iter().chain([Hidden::new("next", next)]).collect(),
            now: self.chosen.as_ref().map_or_else(|| t.all_locations(), named),
            label: t.switch_location(),
            locations: std::iter::once(all).chain(each).collect(),
        }
    }
}

impl Desk {
    /// What a list says that shows one location: which, and how many it leaves out.
    pub fn elsewhere(&self, hidden: usize) -> Option<String> {
        let location = self.licence.location(self.places.chosen()?)?;
        Some(t(self.locale()).elsewhere(hidden, &location.name))
    }
}
