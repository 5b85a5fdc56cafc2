//! Who may see what, and why: all that one person may, all who reach one learner, and who in the school holds which right
//! (3-22, 3-30, 4-10, 4-11, 0-24). Nothing here decides: what is told comes from what decides.

mod holders;
mod learner;
mod rights;
mod school;
mod words_for;

use store::App;
use web::Api;

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("explain-access")
        .get(
            "/staff/rights",
            "Who holds which right in the school; `?role=`, `?action=` and `?location=` search",
            holders::search,
        )
        .get(
            "/staff/{staff}/rights",
            "What a staff member may do, by which role, and which learners that reaches; of oneself, or of others for who manages staff",
            rights::rights,
        )
        .get(
            "/learners/{learner}/access",
            "Who may read a dossier of this learner today, who could before, and why; nothing of what is in it",
            learner::access,
        )
        .with_state(app)
}
