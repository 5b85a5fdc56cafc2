//! Pages and forms about one colleague, for who manages staff.

use domain::{access::Action, ids::StaffId, staff::StaffMember};
use store::{App, Entity, Stored};

use crate::{desk::Desk, path, posted::Posted, problem::Problem, session::SignedIn, visitor::Visitor};

impl SignedIn {
    /// Enters for a page about the colleague in its path.
    ///
    /// # Errors
    /// As [`SignedIn::enter`]; [`Problem::Forbidden`] for who manages no staff, [`Problem::NotFound`] when nobody has this id.
    pub async fn enter_about(
        &self,
        app: &App,
        visitor: &Visitor,
        staff: &str,
    ) -> Result<(Desk, Stored<StaffMember>), Problem> {
        let id = path::id(staff)?;
        about(self.enter(app, visitor, &[StaffMember::key(self.licence, &id)]).await?, id)
    }
}

impl<F> Posted<F> {
    /// The same with a form.
    ///
    /// # Errors
    /// As [`SignedIn::enter_about`]; [`Problem::Elsewhere`] when the same form was carried out before.
    pub async fn enter_about(
        &self,
        app: &App,
        visitor: &Visitor,
        staff: &str,
    ) -> Result<(Desk, Stored<StaffMember>), Problem> {
        let id = path::id(staff)?;
        about(self.enter(app, visitor, &[StaffMember::key(self.session.licence, &id)]).await?, id)
    }
}

/// Whoever manages no staff is not told who is there.
fn about(mut desk: Desk, id: StaffId) -> Result<(Desk, Stored<StaffMember>), Problem> {
    desk.may_here(Action::ManageStaff)?;
    let member = desk.colleague(id)?;
    Ok((desk, member))
}
