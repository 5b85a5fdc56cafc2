//! Who may do what. Rights are computed at request time from what is true now; one table of rules, read by people.

mod actor;
mod area;
pub mod explain;
mod ground;
mod table;

use warrant::Warrant;

pub use actor::{Actor, Permit, Refused};
pub use area::Area;
pub use ground::{Ground, Holder};
pub use table::{Action, Reach, reach};

use crate::ids::{DossierId, GroupId, LicenceId, LocationId};

/// The right to reach the items of one licence. It comes from a session, a link or a job, never from what a request says:
/// the id of a licence is not enough, and only the crates that verify something can give a [`Warrant`].
///
/// ```
/// use domain::{access::Scope, ids::LicenceId};
///
/// fn of_the_session(scope: Scope) -> LicenceId {
///     scope.licence()
/// }
/// ```
///
/// ```compile_fail,E0451
/// use domain::{access::Scope, ids::LicenceId};
///
/// fn of_the_path(asked_for: LicenceId) -> Scope {
///     Scope { licence: asked_for }
/// }
/// ```
///
/// ```compile_fail,E0277
/// use domain::{access::Scope, ids::LicenceId};
///
/// fn of_the_path(asked_for: LicenceId) -> Scope {
///     asked_for.into()
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    licence: LicenceId,
}

impl Scope {
    /// Of a licence that was taken from something verified.
    pub fn warranted(licence: LicenceId, _: Warrant) -> Self {
        Self { licence }
    }

    /// Which licence.
    pub fn licence(&self) -> LicenceId {
        self.licence
    }
}

/// Where a learner is on a day, as far as rights go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Locations of enrolment today; also of a learner who has left, the last one.
    pub locations: Vec<LocationId>,
    /// Groups of today.
    pub groups: Vec<GroupId>,
}

impl Whereabouts {
    /// Of who is at a location and in no group.
    pub fn at(location: LocationId) -> Self {
        Self { locations: vec![location], groups: Vec::new() }
    }
}

/// What an action is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource<'a> {
    /// The licence as a whole: lists, settings, new things.
    Licence,
    /// One learner, and all that is about this learner.
    Learner(&'a Whereabouts),
}

/// What a reader of a consent link may reach: one frozen version of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The licence.
    pub scope: Scope,
    /// The dossier.
    pub dossier: DossierId,
}

#[cfg(test)]
mod tests;
