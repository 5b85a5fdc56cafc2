//! `follow-address`: somebody signs in with another address, and one licence that the person serves hears of it: staff member, row and
//! guard follow in one transaction. It takes over what is true now, so that it ends the same however often and in whatever order it runs.

use domain::{
    access::Scope,
    ids::{IdentityId, JobId, StaffId},
    staff::{StaffMember, StaffRow, StaffStatus},
};
use store::{
    Store, StoreError,
    audit::{Entry, Who},
    outbox::{Job, Outcome, Stop, Task, Work},
};

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(store: &Store, job: JobId) -> Result<Outcome<StaffId>, StoreError> {
    store.work(job, &Followers { store }).await
}

struct Followers<'a> {
    store: &'a Store,
}

impl Work for Followers<'_> {
    type Done = StaffId;

    async fn carry_out(&self, job: &Job) -> Result<StaffId, Stop> {
        match (&job.task, job.scope()) {
            (Task::FollowAddress { staff, identity }, Some(scope)) => self.follow(&scope, *staff, *identity).await,
            _ => Err(Stop::Gone("not_an_address")),
        }
    }
}

impl Followers<'_> {
    /// An address that somebody else of the licence has in the meantime is tried again later, and given up visibly.
    async fn follow(&self, scope: &Scope, staff: StaffId, identity: IdentityId) -> Result<StaffId, Stop> {
        let identity = self.store.find_identity(identity).await?.ok_or(Stop::Gone("gone"))?.value;
        let records = self.store.licence(scope);
        let mut member = records.get::<StaffMember>(&staff).await?;
        if member.value.identity != Some(identity.id) || member.value.status == StaffStatus::Removed {
            return Err(Stop::Gone("not_at_work"));
        }
        if member.value.email == identity.email {
            return Ok(staff);
        }
        let former = std::mem::replace(&mut member.value.email, identity.email);
        let row = Entry::new(records.id(), format!("STAFF#{staff}"), "changed", Who::platform("follow-address"));
        records
            .change(None)
            .free_staff_address(records.id(), &former)
            .claim_staff_address(records.id(), &member.value.email, staff)
            .save(&member)
            .row(&StaffRow::of(&member.value))
            .audit(&row.with("address", "changed"))
            .commit("")
            .await?;
        Ok(staff)
    }
}
