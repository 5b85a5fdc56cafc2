//! Somebody who is invited: the link, the staff member and the licence.

use domain::{
    access::Scope,
    calendar::today,
    identity::Service,
    ids::StaffId,
    licence::{Licence, LicenceStatus},
    link::{Link, Purpose, Refusal},
    staff::{StaffMember, StaffRow, StaffStatus},
};
use jiff::Timestamp;
use store::{
    App, Change, Entity, Once, Stored,
    audit::{Entry, Who},
    tickets::FoundLink,
};

use crate::{problem::Problem, visitor::Visitor};

/// Somebody who is invited.
pub struct Invited {
    /// The link.
    pub link: Link,
    /// What the link gives reach to.
    pub scope: Scope,
    /// Who.
    pub member: Stored<StaffMember>,
    /// Where.
    pub licence: Licence,
}

impl Invited {
    /// Reads who is invited by a link that was read.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when the link is no invitation.
    pub async fn of(app: &App, token: &str, found: FoundLink) -> Result<Self, Problem> {
        let (Purpose::Activation { licence, staff }, Some(scope)) = (&found.link.purpose, found.scope()) else {
            return Err(Problem::NotFound);
        };
        let (licence, staff, link) = (*licence, *staff, found.link.clone());
        let mut found = app.store.batch(&[StaffMember::key(licence, &staff), Licence::key(licence, &())]).await?;
        let member = found.entity::<StaffMember>(licence, &staff)?;
        let licence = found.entity::<Licence>(licence, &())?.value;
        let mut invited = Self { link, scope, member, licence };
        if invited.link.refusal(app.now()).is_none() && invited.refusal(app.now()).is_some() {
            // It may have been used, or ended, between the two readings: then its own state tells why.
            invited.link = app.store.find_link(token).await?.map_or(invited.link, |found| found.link);
        }
        Ok(invited)
    }

    /// Why the link cannot be used, if so: also when what it was for is gone, or a newer one was made.
    pub fn refusal(&self, now: Timestamp) -> Option<Refusal> {
        if let Some(refusal) = self.link.refusal(now) {
            return Some(refusal);
        }
        let newest = self.member.value.invitation().is_none_or(|newest| newest.link == self.link.id);
        match () {
            () if !self.is_open(now) => Some(Refusal::Withdrawn),
            () if !newest => Some(Refusal::Replaced),
            () => None,
        }
    }

    /// Whether the invitation stands, apart from its link: the person was not removed, may come in, and has a role that counts today or
    /// later.
    pub fn is_open(&self, now: Timestamp) -> bool {
        let (member, day) = (&self.member.value, today(now));
        let has_work = member.grants.iter().any(|grant| !grant.period.is_over(day));
        member.status == StaffStatus::Invited && member.access && has_work && self.licence.status == LicenceStatus::Open
    }

    /// Whether the link was printed, so that it passed through other hands than those of the person.
    pub fn is_on_paper(&self) -> bool {
        self.member.value.invitation().is_some_and(|newest| !newest.mailed)
    }

    /// Whether this very link was printed, also where a newer one took its place.
    pub fn was_printed(&self) -> bool {
        self.member.value.invitations.iter().any(|made| made.link == self.link.id && !made.mailed)
    }

    /// Who invited, by name; nobody for the first administrator.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn inviter(&self, app: &App) -> Result<Option<String>, Problem> {
        let Some(by) = self.member.value.invitation().and_then(|invitation| invitation.by) else { return Ok(None) };
        let by: Option<Stored<StaffMember>> = app.store.licence(&self.scope).find::<StaffMember>(&by).await?;
        Ok(by.map(|by| by.value.name.full()))
    }

    /// Which service the person takes up.
    pub fn service(&self) -> Service {
        Service { licence: self.licence.id, staff: self.id() }
    }

    /// Which staff member.
    pub fn id(&self) -> StaffId {
        self.member.value.id
    }

    /// The change that accepts: the link is used up, the staff member is active. An administrator sees the same for a new and for a known person.
    pub fn accepted(
        &self,
        app: &App,
        visitor: &Visitor,
        token: &str,
        identity: domain::ids::IdentityId,
        once: Option<Once>,
    ) -> Change {
        let mut member = self.member.clone();
        member.value.identity = Some(identity);
        member.value.status = StaffStatus::Active;
        let row = StaffRow::of(&member.value);
        let entry = Entry::new(
            self.licence.id,
            format!("STAFF#{}", self.id()),
            "activated",
            Who::staff(self.id(), &member.value.name),
        )
        .from(visitor.address.as_deref());
        app.store.licence(&self.scope).change(once).use_link(token, app.now()).save(&member).row(&row).audit(&entry)
    }
}
