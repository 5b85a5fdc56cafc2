//! Somebody who lost the second factor: the link, and what is true now of the staff member, the licence and the person.

use domain::{
    access::Scope,
    identity::Identity,
    licence::{Licence, LicenceStatus},
    link::{Link, Purpose, Refusal},
    staff::StaffMember,
};
use jiff::Timestamp;
use store::{App, Entity, Stored, keys, tickets::FoundLink};
use web::Problem;

/// Somebody who lost the second factor.
pub struct Lost {
    /// The link.
    pub link: Link,
    /// What the link gives reach to.
    pub scope: Scope,
    /// Who, in the licence that asked.
    pub member: Stored<StaffMember>,
    /// The licence that asked.
    pub licence: Licence,
    /// The credentials.
    pub identity: Stored<Identity>,
}

impl Lost {
    /// Reads whose second factor a link resets.
    pub async fn of(app: &App, found: FoundLink) -> Result<Self, Problem> {
        let (Purpose::FactorReset { licence, staff, identity }, Some(scope)) = (&found.link.purpose, found.scope())
        else {
            return Err(Problem::NotFound);
        };
        let (licence, staff, person, link) = (*licence, *staff, keys::identity(*identity), found.link.clone());
        let wanted = [StaffMember::key(licence, &staff), Licence::key(licence, &()), person.clone()];
        let mut found = app.store.batch(&wanted).await?;
        let member = found.entity::<StaffMember>(licence, &staff)?;
        let licence = found.entity::<Licence>(licence, &())?.value;
        let identity = found.take::<Identity>(&person, "identity")?.ok_or(Problem::NotFound)?;
        Ok(Self { link, scope, member, licence, identity })
    }

    /// Why the link cannot be used, if so: also when who asked has no say any more, or a newer link was made.
    pub fn refusal(&self, now: Timestamp) -> Option<Refusal> {
        let works_here = self.member.value.may_reset_factor()
            && self.member.value.identity == Some(self.identity.value.id)
            && self.licence.status == LicenceStatus::Open;
        self.link
            .refusal(now)
            .or_else(|| (!works_here).then_some(Refusal::Withdrawn))
            .or_else(|| self.identity.value.refuses_factor_reset(self.link.id))
    }
}
