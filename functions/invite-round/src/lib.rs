//! `invite-round`: invites the people of a round, one after another. Each is one transaction: staff member, link, mail, audit, and
//! the place of that person in the round. Killed half-way, it goes on with whoever still waits, and nobody gets a second mail.

mod guest;

use domain::{
    access::{Action, Area, Holder, Scope},
    ids::{JobId, LocationId, RoundId},
    licence::Licence,
    round::{Gift, NotInvited, Round},
    staff::StaffMember,
};
use jiff::SignedDuration;
use serde::Serialize;
use store::{
    App, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{Job, Outcome, Stop, Task, Work},
};

/// How long one run invites; a hundred people take seconds, and a run ends long before its lease also where storage is slow.
const RUN: SignedDuration = SignedDuration::from_secs(60);

/// Everybody of this round has had a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done(pub RoundId);

/// Carries out a job, if it is still to be done.
///
/// # Errors
/// When the outbox cannot be read or written; the job is then taken up again when its lease ends.
pub async fn run(app: &App, job: JobId) -> Result<Outcome<Done>, StoreError> {
    app.store.work(job, &Rounds { app }).await
}

struct Rounds<'a> {
    app: &'a App,
}

/// A round that this worker has in hand.
pub(crate) struct Hand<'a> {
    pub app: &'a App,
    pub scope: Scope,
    pub round: Stored<Round>,
}

impl Hand<'_> {
    /// An audit row: who began the round did that, and this worker for him.
    pub(crate) fn did(&self, act: &str, subject: String) -> Entry {
        let by = &self.round.value.by.by;
        let who = Who::Staff { id: by.staff.to_string(), name: by.name.clone() };
        Entry::new(self.scope.licence(), subject, act, who).with("round", self.round.value.id)
    }

    /// Whether who began the round may still invite to what it gives.
    async fn may_go_on(&self) -> Result<bool, Stop> {
        let records = self.app.store.licence(&self.scope);
        let Some(by) = records.find::<StaffMember>(&self.round.value.by.by.staff).await? else { return Ok(false) };
        if self.manages_gift(&by.value, &[]) || !by.value.administers(self.app.today()) {
            return Ok(by.value.administers(self.app.today()));
        }
        // Where there is one location, a role for it is as good as one for the whole licence.
        let locations: Vec<LocationId> = records.get::<Licence>(&()).await?.value.location_ids().collect();
        Ok(self.manages_gift(&by.value, &locations))
    }

    /// Whether somebody may give the role of the round, in a licence with these locations.
    fn manages_gift(&self, by: &StaffMember, locations: &[LocationId]) -> bool {
        let area = self.round.value.gift.as_ref().map_or(Area::NOWHERE, Gift::area);
        Holder::from(by).among(locations).manages(Action::ManageStaff, &area, self.app.today())
    }

    /// Nobody else of the round is invited; its page says why.
    async fn stop(&mut self, why: NotInvited) -> Result<(), StoreError> {
        if self.round.value.next().is_none() {
            return Ok(());
        }
        self.round.value.stop(why);
        let row = self.did("round stopped", format!("ROUND#{}", self.round.value.id)).with("why", why.as_str());
        let change = self.app.store.licence(&self.scope).change(None).save(&self.round).audit(&row);
        change.commit("").await.map(drop)
    }
}

impl Work for Rounds<'_> {
    type Done = Done;

    async fn carry_out(&self, job: &Job) -> Result<Done, Stop> {
        let (Task::InviteRound { round }, Some(scope)) = (&job.task, job.scope()) else {
            return Err(Stop::Gone("not_a_round"));
        };
        let found = self.app.store.licence(&scope).get::<Round>(round).await?;
        let mut hand = Hand { app: self.app, scope, round: found };
        if !hand.may_go_on().await? {
            hand.stop(NotInvited::NoAdministrator).await?;
        }
        let until = self.app.now() + RUN;
        while let Some(at) = hand.round.value.next() {
            if self.app.now() >= until {
                return Err(Stop::Later("slow".into()));
            }
            hand.invite(at).await?;
        }
        Ok(Done(*round))
    }

    /// Notes in the round that nobody goes on with it by itself, so that its page can say so and offer to.
    async fn give_up(&self, job: &Job, _fault: &str) -> Result<(), StoreError> {
        let (Task::InviteRound { round }, Some(scope)) = (&job.task, job.scope()) else { return Ok(()) };
        let Some(found) = self.app.store.licence(&scope).find::<Round>(round).await? else { return Ok(()) };
        Hand { app: self.app, scope, round: found }.stop(NotInvited::GivenUp).await
    }
}
