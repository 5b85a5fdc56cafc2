//! A staff member: an identity in one licence, with an access flag, roles and groups.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::Period,
    fold,
    ids::{GroupId, IdentityId, LinkId, LocationId, StaffId},
    input::{Fault, Faults, email},
    link::{ACTIVATION_LIFE, Link},
    name::{NameInput, PersonName},
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
}

impl Role {
    /// All roles, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Coordinator, Self::DossierTeacher];

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
        }
    }
}

/// A role that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// At which location; `None` is the whole licence.
    #[serde(default)]
    pub location: Option<LocationId>,
    /// When it holds.
    pub period: Period,
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
    /// When.
    #[serde(flatten)]
    pub period: Period,
}

/// Joins a group, next to those there are (0-22). What is there already is not written twice: `false`.
pub(crate) fn join(memberships: &mut Vec<Membership>, group: GroupId, period: Period) -> bool {
    let covered = |known: &Period| {
        known.from <= period.from && known.to.is_none_or(|known| period.to.is_some_and(|asked| asked <= known))
    };
    let is_new = !memberships.iter().any(|membership| membership.group == group && covered(&membership.period));
    if is_new {
        memberships.push(Membership { group, period });
    }
    is_new
}

/// Leaves a group at once: `day` is the first day without it, the history stays (0-23, 0-24). `false` when not in it.
pub(crate) fn leave(memberships: &mut Vec<Membership>, group: GroupId, day: Date) -> bool {
    let mut left = false;
    for membership in
        memberships.iter_mut().filter(|membership| membership.group == group && !membership.period.is_over(day))
    {
        membership.period.end_before(day);
        left = true;
    }
    // One that had not begun yet never was.
    memberships.retain(|membership| membership.period.to.is_none_or(|to| membership.period.from <= to));
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

/// An invitation that was made; the newest is last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invitation {
    /// Its link.
    pub link: LinkId,
    /// Which link key derives the token.
    pub key: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether it goes by mail or is handed over on paper (0-18).
    pub mailed: bool,
    /// By whom.
    pub by: Option<StaffId>,
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
}

/// A staff member as typed into a form (0-03, 3-14).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StaffInput {
    /// The name.
    #[serde(flatten)]
    pub name: NameInput,
    /// The e-mail address.
    pub email: String,
    /// The role.
    pub role: String,
    /// The location's id, where there are several; empty for the whole licence.
    pub location: String,
    /// Why this role.
    pub reason: String,
}

/// Invitations that are remembered; older ones have long ended.
const INVITATIONS_KEPT: usize = 20;

/// A checked staff member who is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// At which location.
    pub location: Option<LocationId>,
    /// Why this role.
    pub reason: String,
}

impl StaffInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, locations: &[LocationId]) -> Result<NewStaff, Faults> {
        let mut faults = Faults::default();
        let name = PersonName::parse(&self.name, true, &mut faults);
        let email = faults.check("email", email(&self.email));
        let role = faults.check("role", Role::parse(&self.role));
        let location = faults.check(
            "location",
            match self.location.trim() {
                "" => Ok(None),
                typed => typed.parse().ok().filter(|id| locations.contains(id)).map(Some).ok_or(Fault::NotAChoice),
            },
        );
        let reason =
            faults.check("reason", crate::input::optional_text(&self.reason, 500)).map(Option::unwrap_or_default);
        let whole = name
            .zip(email)
            .zip(role)
            .zip(location)
            .zip(reason)
            .map(|((((name, email), role), location), reason)| NewStaff { name, email, role, location, reason });
        faults.all(whole)
    }
}

impl StaffMember {
    /// A person who is invited to a licence.
    pub fn invited(id: StaffId, new: NewStaff, granted_by: Option<StaffId>, today: Date) -> Self {
        let grant = Grant {
            role: new.role,
            location: new.location,
            period: Period::since(today),
            reason: new.reason,
            granted_by,
        };
        Self {
            id,
            name: new.name,
            email: new.email,
            identity: None,
            access: true,
            grants: vec![grant],
            memberships: Vec::new(),
            status: StaffStatus::Invited,
            invitations: Vec::new(),
        }
    }

    /// The roles that count on a day.
    pub fn roles(&self, day: Date) -> impl Iterator<Item = &Grant> {
        let counts = self.access && self.status != StaffStatus::Removed;
        self.grants.iter().filter(move |grant| counts && grant.period.holds(day))
    }

    /// Whether a role counts on a day.
    pub fn is(&self, role: Role, day: Date) -> bool {
        self.roles(day).any(|grant| grant.role == role)
    }

    /// The groups of a day.
    pub fn groups(&self, day: Date) -> impl Iterator<Item = GroupId> {
        self.memberships
            .iter()
            .filter(move |membership| membership.period.holds(day))
            .map(|membership| membership.group)
    }

    /// Joins a group (0-07). What is there already is not written twice: `false`.
    pub fn join(&mut self, group: GroupId, period: Period) -> bool {
        join(&mut self.memberships, group, period)
    }

    /// Leaves a group at once: `day` is the first day without it, the history stays. `false` when not in it.
    pub fn leave(&mut self, group: GroupId, day: Date) -> bool {
        leave(&mut self.memberships, group, day)
    }

    /// The last invitation.
    pub fn invitation(&self) -> Option<&Invitation> {
        self.invitations.last()
    }

    /// Whether an invitation can be sent: only to somebody who has not accepted one yet (0-17).
    pub fn may_be_invited(&self) -> bool {
        self.status == StaffStatus::Invited
    }

    /// Notes an invitation with this activation link.
    pub fn invite(&mut self, link: &Link, mailed: bool, by: Option<StaffId>) {
        let over = (self.invitations.len() + 1).saturating_sub(INVITATIONS_KEPT);
        self.invitations.drain(..over);
        self.invitations.push(Invitation { link: link.id, key: link.key.clone(), made: link.made, mailed, by });
    }

    /// Invitations whose links have not ended by time: those that a newer link or a removal must kill.
    pub fn unended_invitations(&self, now: Timestamp) -> impl Iterator<Item = &Invitation> {
        self.invitations.iter().filter(move |invitation| now < invitation.made + ACTIVATION_LIFE)
    }

    /// Whether the person can work as administrator on a day: has accepted, and the role counts.
    pub fn administers(&self, day: Date) -> bool {
        self.status == StaffStatus::Active && self.is(Role::Administrator, day)
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
            grant.period.end_before(today);
        }
        for membership in &mut self.memberships {
            membership.period.end_before(today);
        }
    }
}

/// The row of the register of staff: what lists and searches need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaffRow {
    /// The id.
    pub id: StaffId,
    /// The name as lists show it.
    pub name: String,
    /// What lists sort by.
    pub sort: String,
    /// The address.
    pub email: String,
    /// Roles that were granted and have not ended.
    pub roles: Vec<Role>,
    /// How far the account is.
    pub status: StaffStatus,
    /// Groups with their days.
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// Roles that the person granted to himself: shown to the other administrators.
    #[serde(default)]
    pub self_granted: Vec<Role>,
}

impl StaffRow {
    /// The row of a staff member.
    pub fn of(member: &StaffMember, today: Date) -> Self {
        let mut roles: Vec<Role> = member.roles(today).map(|grant| grant.role).collect();
        roles.sort();
        roles.dedup();
        Self {
            id: member.id,
            name: member.name.listed(),
            sort: member.name.sort_key(),
            email: member.email.clone(),
            roles,
            status: member.status,
            memberships: member.memberships.clone(),
            self_granted: member.self_granted(today).map(|grant| grant.role).collect(),
        }
    }

    /// Whether every word of `query` begins a word of the name or of the address.
    pub fn matches(&self, query: &str) -> bool {
        fold::matches(&format!("{} {}", self.name, self.email), query)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn typed() -> StaffInput {
        StaffInput {
            name: NameInput { call_name: "Jet".into(), family_name: "Juf".into(), ..NameInput::default() },
            email: "j.juf@dewilg.example".into(),
            role: "coordinator".into(),
            ..StaffInput::default()
        }
    }

    #[test]
    fn a_new_member_needs_a_name_an_address_and_a_role() {
        // 0-03, 0-04
        let faults = StaffInput::default().parse(&[]).unwrap_err();
        for field in ["call_name", "family_name", "email", "role"] {
            assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
        }
        assert!(typed().parse(&[]).is_ok());
    }

    #[test]
    fn a_role_somebody_gave_himself_is_told_apart() {
        // 3-20
        let day = date(2026, 11, 22);
        let id = StaffId::new(Uuid::from_u128(1));
        let member = StaffMember::invited(id, typed().parse(&[]).unwrap(), Some(id), day);
        assert_eq!(StaffRow::of(&member, day).self_granted, [Role::Coordinator]);
        let other = StaffMember::invited(id, typed().parse(&[]).unwrap(), Some(StaffId::new(Uuid::from_u128(2))), day);
        assert!(StaffRow::of(&other, day).self_granted.is_empty());
    }

    #[test]
    fn somebody_is_found_by_name_or_address() {
        let member = StaffMember::invited(
            StaffId::new(Uuid::from_u128(1)),
            typed().parse(&[]).unwrap(),
            None,
            date(2026, 11, 22),
        );
        let row = StaffRow::of(&member, date(2026, 11, 22));
        assert!(row.matches("juf jet") && row.matches("dewilg") && row.matches(""));
        assert!(!row.matches("meester"));
    }

    #[test]
    fn only_links_of_the_last_five_days_are_left_to_kill() {
        // 0-11
        let made: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        let mut member = StaffMember::invited(
            StaffId::new(Uuid::from_u128(1)),
            typed().parse(&[]).unwrap(),
            None,
            date(2026, 11, 22),
        );
        let link = Link::activation(
            LinkId::new(Uuid::from_u128(3)),
            "k1",
            crate::ids::LicenceId::new(Uuid::from_u128(4)),
            member.id,
            made,
        );
        member.invite(&link, true, None);
        assert_eq!(member.unended_invitations(made).count(), 1);
        assert_eq!(member.unended_invitations(link.ends).count(), 0);
    }

    #[test]
    fn without_the_access_flag_or_after_removal_no_role_counts() {
        // 3-16, 3-26
        let day = date(2026, 11, 22);
        let mut member = StaffMember::invited(StaffId::new(Uuid::from_u128(1)), typed().parse(&[]).unwrap(), None, day);
        assert!(member.is(Role::Coordinator, day));
        member.access = false;
        assert!(!member.is(Role::Coordinator, day));
        member.access = true;
        member.remove(day);
        assert!(!member.is(Role::Coordinator, day));
        assert_eq!(member.name.full(), "Jet Juf");
    }
}
