//! A staff member: an identity in one licence, with an access flag, roles and groups.

mod factor_reset;
mod grant;
mod input;
mod invitation;
mod row;

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use factor_reset::{FactorReset, FactorResetInput};
pub(crate) use grant::location as chosen_or_all;
pub use grant::{ALL_GROUPS, GrantInput, NewGrant, Places};
pub use input::{Correction, CorrectionInput, NewStaff, StaffInput};
pub use invitation::Invitation;
pub use row::StaffRow;

use crate::{
    access::Holder,
    calendar::Period,
    ids::{GroupId, IdentityId, LocationId, StaffId},
    input::Fault,
    name::PersonName,
    steps::Subject,
};

/// What somebody may be in a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Staff, groups, learners' names and enrolment; no dossier content (3-20).
    Administrator,
    /// All dossiers of the location.
    Coordinator,
    /// Reads and contributes in the groups he is a member of now; the role for people from outside (0-06).
    DossierTeacher,
    /// Reads and contributes in the groups that the role was given for (3-17).
    LearnerCounsellor,
    /// Reads and writes what the profile says of one subject, in the groups that the role was given for (3-18).
    SubjectTeacher,
    /// Reads all dossiers of the location and sees the overview of classes; writes nothing (3-19).
    QualityOfficer,
}

impl Role {
    /// All roles, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Coordinator,
        Self::DossierTeacher,
        Self::LearnerCounsellor,
        Self::SubjectTeacher,
        Self::QualityOfficer,
    ];

    /// The role with this name in a form.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::NotAChoice`].
    pub fn parse(typed: &str) -> Result<Self, Fault> {
        if typed.is_empty() {
            return Err(Fault::Missing);
        }
        Self::ALL.into_iter().find(|role| role.as_str() == typed).ok_or(Fault::NotAChoice)
    }

    /// Its name in forms and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::DossierTeacher => "dossier_teacher",
            Self::LearnerCounsellor => "learner_counsellor",
            Self::SubjectTeacher => "subject_teacher",
            Self::QualityOfficer => "quality_officer",
        }
    }

    /// Whether the role is given for groups (3-21).
    pub const fn takes_groups(self) -> bool {
        matches!(self, Self::LearnerCounsellor | Self::SubjectTeacher)
    }

    /// Whether the role is given for a subject (3-18).
    pub const fn takes_subject(self) -> bool {
        matches!(self, Self::SubjectTeacher)
    }
}

/// A role that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// Which subject, where the role is given for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// At which location; `None` is the whole licence.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// For which groups, where the role is given for some; none: for all at its location.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<GroupId>,
    /// When it holds.
    pub period: Period,
    /// Until when it counted, where that is later than the period says ([`Membership::lasted`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasted: Option<Date>,
    /// Why it was granted.
    pub reason: String,
    /// By whom; the platform itself for the first administrator.
    pub granted_by: Option<StaffId>,
}

/// A group somebody is a member of, with the days on which he is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Membership {
    /// Which group.
    pub group: GroupId,
    /// When: the whole days on which it counts. What may be done follows from these and from nothing else.
    #[serde(flatten)]
    pub period: Period,
    /// Until when it counted, where that is later than the period says: it was ended in the course of that day, or with a last day that
    /// had passed. Only the history tells it: who could see what when (0-24).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasted: Option<Date>,
}

impl Membership {
    /// A membership with its days.
    pub const fn of(group: GroupId, period: Period) -> Self {
        Self { group, period, lasted: None }
    }

    /// The days on which it counted or will, the last one perhaps for a part: for history and explanation, never to decide by (0-24).
    pub fn days(&self) -> Period {
        days(self.period, self.lasted)
    }

    /// Ends: `first_without`, which may have passed, is the first day outside the period. What it counted until `today` is still told.
    pub(crate) fn end(&mut self, first_without: Date, today: Date) {
        end(&mut self.period, &mut self.lasted, first_without, today);
    }

    /// Whether it ever counted or will: one that was ended before it began never was.
    pub(crate) fn is_any(&self) -> bool {
        self.lasted.is_some() || !self.period.is_empty()
    }
}

impl Grant {
    /// The days on which it counted or will, as [`Membership::days`].
    pub fn days(&self) -> Period {
        days(self.period, self.lasted)
    }

    /// Ends at once: `today` is the first day without it. That it counted until then is still told.
    pub(crate) fn end(&mut self, today: Date) {
        end(&mut self.period, &mut self.lasted, today, today);
    }
}

fn days(period: Period, lasted: Option<Date>) -> Period {
    Period { to: lasted.or(period.to), ..period }
}

fn end(period: &mut Period, lasted: &mut Option<Date>, first_without: Date, today: Date) {
    let counted = days(*period, *lasted).to.map_or(today, |last| last.min(today));
    period.end_before(first_without);
    if period.from <= counted && period.to < Some(counted) {
        *lasted = Some(counted);
    }
}

/// Joins a group, next to those there are (0-22). What is there already is not written twice: `false`.
pub(crate) fn join(memberships: &mut Vec<Membership>, group: GroupId, period: Period) -> bool {
    let covered = |known: &Period| {
        known.from <= period.from && known.to.is_none_or(|known| period.to.is_some_and(|asked| asked <= known))
    };
    let is_new = !memberships.iter().any(|membership| membership.group == group && covered(&membership.period));
    if is_new {
        memberships.push(Membership::of(group, period));
    }
    is_new
}

/// Leaves a group: `from` is the first day without it, at once where that is today; the history stays (0-23, 0-24). `false` when not in it.
pub(crate) fn leave(memberships: &mut Vec<Membership>, group: GroupId, from: Date, today: Date) -> bool {
    let mut left = false;
    for membership in
        memberships.iter_mut().filter(|membership| membership.group == group && !membership.period.is_over(from))
    {
        membership.end(from, today);
        left = true;
    }
    memberships.retain(Membership::is_any);
    left
}

/// How far a staff member's account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffStatus {
    /// Invited, has not accepted yet.
    Invited,
    /// Has accepted.
    Active,
    /// Works here no more; what was written keeps the name (3-26).
    Removed,
}

/// A staff member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaffMember {
    /// The id.
    pub id: StaffId,
    /// The name.
    pub name: PersonName,
    /// The address, which is also the user name (0-04).
    pub email: String,
    /// The person behind it, once the invitation was accepted.
    #[serde(default)]
    pub identity: Option<IdentityId>,
    /// Without it no role counts (3-16).
    pub access: bool,
    /// What was granted.
    pub grants: Vec<Grant>,
    /// Groups, with dates.
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// How far the account is.
    pub status: StaffStatus,
    /// Invitations, the newest last.
    #[serde(default)]
    pub invitations: Vec<Invitation>,
    /// The newest reset of the second factor that an administrator asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_reset: Option<FactorReset>,
}

impl StaffMember {
    /// A person who is invited to a licence.
    pub fn invited(id: StaffId, new: NewStaff, granted_by: Option<StaffId>, today: Date) -> Self {
        Self {
            id,
            name: new.name,
            email: new.email,
            identity: None,
            access: true,
            grants: vec![new.grant.by(granted_by, today)],
            memberships: Vec::new(),
            status: StaffStatus::Invited,
            invitations: Vec::new(),
            factor_reset: None,
        }
    }

    /// The roles that count on a day.
    pub fn roles(&self, day: Date) -> impl Iterator<Item = &Grant> {
        Holder::from(self).roles(day)
    }

    /// Whether a role counts on a day.
    pub fn is(&self, role: Role, day: Date) -> bool {
        self.roles(day).any(|grant| grant.role == role)
    }

    /// The groups of a day.
    pub fn groups(&self, day: Date) -> impl Iterator<Item = GroupId> {
        Holder::from(self).groups(day).map(|membership| membership.group)
    }

    /// Joins a group (0-07). What is there already is not written twice: `false`.
    pub fn join(&mut self, group: GroupId, period: Period) -> bool {
        join(&mut self.memberships, group, period)
    }

    /// Leaves a group: `from` is the first day without it, at once where that is today; the history stays. `false` when not in it.
    pub fn leave(&mut self, group: GroupId, from: Date, today: Date) -> bool {
        leave(&mut self.memberships, group, from, today)
    }

    /// Whether the person can work as administrator on a day: has accepted, and the role counts.
    pub fn administers(&self, day: Date) -> bool {
        self.status == StaffStatus::Active && self.is(Role::Administrator, day)
    }

    /// Whether the person stays administrator of a licence with these locations: can work as one on a day, by a role for the whole
    /// licence that has no last day.
    pub fn stays_administrator(&self, day: Date, locations: &[LocationId]) -> bool {
        let holder = Holder::from(self).among(locations);
        let lasts = |grant: &Grant| grant.role == Role::Administrator && grant.period.to.is_none();
        holder.counting(day).any(|grant| lasts(grant) && holder.is_whole(grant))
    }

    /// Roles of a day that the person granted to himself (3-20).
    pub fn self_granted(&self, day: Date) -> impl Iterator<Item = &Grant> {
        self.roles(day).filter(|grant| grant.granted_by == Some(self.id))
    }

    /// Removes the person from the licence: every right ends at once, the name stays (3-26).
    pub fn remove(&mut self, today: Date) {
        self.status = StaffStatus::Removed;
        self.access = false;
        for grant in &mut self.grants {
            grant.end(today);
        }
        for membership in &mut self.memberships {
            membership.end(today, today);
        }
        self.memberships.retain(Membership::is_any);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::name::NameInput;

    pub(super) fn typed() -> StaffInput {
        StaffInput {
            name: NameInput { call_name: "Jet".into(), family_name: "Juf".into(), ..NameInput::default() },
            email: "j.juf@dewilg.example".into(),
            grant: GrantInput { role: "coordinator".into(), reason: "ib'er".into(), ..GrantInput::default() },
        }
    }

    /// A coordinator since 22 November 2026, by the platform.
    pub(crate) fn jet() -> StaffMember {
        let new = typed().parse(&Places::default()).unwrap();
        StaffMember::invited(StaffId::new(Uuid::from_u128(1)), new, None, date(2026, 11, 22))
    }

    /// The same, by somebody.
    pub(super) fn granted_by(id: StaffId) -> StaffMember {
        let mut member = jet();
        member.grants.iter_mut().for_each(|grant| grant.granted_by = Some(id));
        member
    }

    #[test]
    fn without_the_access_flag_or_after_removal_no_role_counts() {
        // 3-16, 3-26
        let day = date(2026, 11, 22);
        let mut member = jet();
        assert!(member.is(Role::Coordinator, day));
        member.access = false;
        assert!(!member.is(Role::Coordinator, day));
        member.access = true;
        member.remove(day);
        assert!(!member.is(Role::Coordinator, day));
        assert_eq!(member.name.full(), "Jet Juf");
    }
}
