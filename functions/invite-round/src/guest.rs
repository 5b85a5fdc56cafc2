//! Inviting one person of a round.

use domain::{
    round::{Guest, GuestState, NotInvited},
    staff::{StaffMember, StaffRow},
};
use store::{Change, Conflict, StoreError, Stored, outbox::Stop};

use crate::Hand;

impl Hand<'_> {
    /// Invites who is at this place of the round, or notes there why not.
    pub(crate) async fn invite(&mut self, at: usize) -> Result<(), Stop> {
        let Some(guest) = self.round.value.guests.get(at).cloned() else { return Ok(()) };
        let records = self.app.store.licence(&self.scope);
        let known = records.find::<StaffMember>(&guest.staff).await?;
        if let Some(why) = known.as_ref().and_then(|known| guest.refusal(&known.value)) {
            return self.refuse(at, &guest, why).await;
        }
        let mut next = self.round.clone();
        next.value.note(at, GuestState::Invited);
        let change = records.change(None).save(&next);
        let change = match known {
            Some(known) => self.returning(change, &guest, known).await?,
            None => self.newcomer(change, &guest).await?,
        };
        match change.commit("").await {
            Ok(_) => {
                self.round = Stored { version: next.version + 1, ..next };
                Ok(())
            }
            Err(StoreError::Conflict(Conflict::Taken("staff address"))) => {
                self.refuse(at, &guest, NotInvited::AddressInUse).await
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Somebody who becomes a staff member by it.
    async fn newcomer(&self, change: Change, guest: &Guest) -> Result<Change, Stop> {
        let (app, licence, by) = (self.app, self.scope.licence(), self.round.value.by.by.staff);
        let gift = self.round.value.gift.as_ref().ok_or(Stop::Gone("no_role"))?;
        let mut member = gift.to(guest, by, app.today());
        let invitation = app.new_invitation(licence, member.id).await?;
        member.invite(&invitation.link, true, Some(by));
        let row = self.did("invited", format!("STAFF#{}", member.id)).with("role", gift.role.as_str());
        let change = change.create(&member).row(&StaffRow::of(&member));
        Ok(change.claim_staff_address(licence, &member.email, member.id).invite(&invitation).audit(&row))
    }

    /// Somebody who was invited before: a new link, the older ones die, and another address takes the place of the old one (0-17).
    async fn returning(&self, change: Change, guest: &Guest, mut known: Stored<StaffMember>) -> Result<Change, Stop> {
        let (app, licence, by) = (self.app, self.scope.licence(), self.round.value.by.by.staff);
        let moves = known.value.email != guest.email;
        let change = app.invite_again(change, licence, &mut known.value, &guest.email, by).await?.save(&known);
        let row = self.did("invited-again", format!("STAFF#{}", guest.staff));
        if moves {
            return Ok(change.row(&StaffRow::of(&known.value)).audit(&row.with("address", "changed")));
        }
        Ok(change.audit(&row))
    }

    async fn refuse(&mut self, at: usize, guest: &Guest, why: NotInvited) -> Result<(), Stop> {
        let mut next = self.round.clone();
        next.value.note(at, GuestState::Refused { why });
        let row = self.did("not invited", format!("STAFF#{}", guest.staff)).with("why", why.as_str());
        self.app.store.licence(&self.scope).change(None).save(&next).audit(&row).commit("").await?;
        self.round = Stored { version: next.version + 1, ..next };
        Ok(())
    }
}
