//! Why somebody may do something, or may not; who reaches a learner and who did before (3-22, 3-30, 4-10, 0-24).
//! All of it follows from the table and the grounds that decide.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::{Action, Ground, Holder, Reach, Resource, Whereabouts, reach};
use crate::{
    calendar::Period,
    ids::{GroupId, LocationId},
    learner::LearnerRow,
    staff::{Grant, Membership, Role, StaffStatus},
    steps::Subject,
};

/// What goes before every role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Roles count.
    Works,
    /// Access is switched off (3-16).
    NoAccess,
    /// Has not accepted the invitation yet.
    Invited,
    /// Works here no more (3-26).
    Removed,
}

/// What one role gives on a day.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// The role.
    pub grant: &'a Grant,
    /// What it allows, in the order of the table, and how far each reaches.
    pub actions: Vec<(Action, Reach)>,
    /// The groups through which it reaches learners, with the days on which it does; none where it reaches a location.
    pub groups: Vec<Membership>,
}

impl Given<'_> {
    /// How far an action reaches by this role.
    pub fn reach(&self, action: Action) -> Reach {
        self.actions.iter().find(|(given, _)| *given == action).map_or(Reach::Nothing, |(_, reach)| *reach)
    }

    /// Whether what is told of this role covers a learner.
    pub fn covers(&self, action: Action, learner: &Whereabouts) -> bool {
        match self.reach(action) {
            Reach::Nothing => false,
            Reach::GivenGroups if self.grant.groups.is_empty() => self.grant.is_at(learner),
            Reach::OwnGroups | Reach::GivenGroups => self.groups.iter().any(|own| learner.groups.contains(&own.group)),
            Reach::Location | Reach::Licence => self.grant.is_at(learner),
        }
    }
}

/// Something that no role of a day allows, and the roles that would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What.
    pub action: Action,
    /// Which roles would give it.
    pub roles: Vec<Role>,
    /// Whether they give it only where they were given for the whole licence.
    pub whole: bool,
}

/// Days on which a role reached a learner, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spell {
    /// The role.
    pub role: Role,
    /// The subject it is about, if it is about one only.
    pub subject: Option<Subject>,
    /// Where the role holds; `None` is the whole licence.
    pub location: Option<LocationId>,
    /// The group that was needed.
    pub group: Option<GroupId>,
    /// From and until when, as far as is known today.
    #[serde(flatten)]
    pub period: Period,
    /// Whether it ended in the course of its last day: until then it counted, and at the next request no more (0-23).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// What tells one stretch of days from another: role, subject, location and group.
type Kind = (Role, Option<Subject>, Option<LocationId>, Option<GroupId>);

/// What a ground is, apart from its days.
fn kind(ground: &Ground<'_>) -> Kind {
    let Ground { grant, group } = ground;
    (grant.role, grant.subject, grant.location, *group)
}

impl Spell {
    /// Whether it gives nothing any more today.
    pub fn is_over(&self, today: Date) -> bool {
        self.period.is_over(today) || (self.cut && self.period.to == Some(today))
    }

    fn kind(&self) -> Kind {
        (self.role, self.subject, self.location, self.group)
    }
}

/// Memberships with the days on which they counted, for what is told of them.
fn told(memberships: &[Membership]) -> Vec<Membership> {
    memberships.iter().map(|membership| Membership::of(membership.group, membership.days())).collect()
}

/// Roles likewise.
fn told_grants(grants: &[Grant]) -> Vec<Grant> {
    grants.iter().map(|grant| Grant { period: grant.days(), lasted: None, ..grant.clone() }).collect()
}

/// Whether an action concerns the whole licence, so that a role for a part of it does not give it.
pub fn is_for_whole(action: Action) -> bool {
    roles_for(action).any(|role| reach(role, action) == Reach::Licence)
}

/// The roles to which the table gives an action.
pub fn roles_for(action: Action) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(move |role| reach(*role, action) != Reach::Nothing)
}

impl<'a> Holder<'a> {
    /// What goes before every role of this person.
    pub fn standing(self) -> Standing {
        match (self.status, self.access) {
            (StaffStatus::Removed, _) => Standing::Removed,
            (_, false) => Standing::NoAccess,
            (StaffStatus::Invited, true) => Standing::Invited,
            (StaffStatus::Active, true) => Standing::Works,
        }
    }

    /// What the person may do on a day, role by role.
    pub fn given(self, day: Date) -> Vec<Given<'a>> {
        let given = self.counting(day).map(|grant| {
            let all = Action::ALL.into_iter().map(|action| (action, self.reach(grant, action)));
            let actions: Vec<_> = all.filter(|(_, reach)| *reach != Reach::Nothing).collect();
            let has = |reach| actions.iter().any(|(_, given)| *given == reach);
            let own = self.groups(day).filter(|_| has(Reach::OwnGroups)).cloned();
            let given = grant.groups.iter().filter(|_| has(Reach::GivenGroups));
            let given = given.map(|group| Membership::of(*group, grant.period));
            let groups = own.chain(given).collect();
            Given { grant, actions, groups }
        });
        given.collect()
    }

    /// What the person may not do on a day whatever it is about, and what would give it.
    pub fn missing(self, day: Date) -> Vec<Missing> {
        let lacks = |action: &Action| self.grounds(*action, &Resource::Licence, day).next().is_none();
        let lacking = Action::ALL.into_iter().filter(lacks);
        let told = |action| Missing { action, roles: roles_for(action).collect(), whole: is_for_whole(action) };
        lacking.map(told).collect()
    }

    /// The days on which the person's roles allow this at a learner, from the first on, days to come included; also those on which it
    /// ended before they were over (0-24). Whether access was on in between is not known; of today [`Holder::standing`] tells.
    pub fn spells(self, action: Action, learner: &LearnerRow) -> Vec<Spell> {
        let deciding = Holder { access: true, status: StaffStatus::Active, ..self };
        let (grants, memberships) = (told_grants(self.grants), told(self.memberships));
        let counted = Holder { grants: &grants, memberships: &memberships, ..deciding };
        let reached = LearnerRow { memberships: told(&learner.memberships), ..learner.clone() };
        let mut spells = counted.stretches(action, &reached);
        for spell in &mut spells {
            spell.cut = spell.period.to.is_some_and(|last| !deciding.still_has(spell, action, learner, last));
        }
        spells
    }

    /// Whether what is told of a stretch of days is what is decided on one of them.
    fn still_has(self, spell: &Spell, action: Action, learner: &LearnerRow, day: Date) -> bool {
        let whereabouts = learner.whereabouts(day);
        let resource = Resource::Learner(&whereabouts);
        self.grounds(action, &resource, day).any(|ground| kind(&ground) == spell.kind())
    }

    /// The stretches of days on which this is allowed.
    fn stretches(self, action: Action, learner: &LearnerRow) -> Vec<Spell> {
        let days = self.turns(learner);
        let mut spells: Vec<Spell> = Vec::new();
        // Where each stretch of one kind stands in the list, as long as it goes on.
        let mut going: BTreeMap<Kind, usize> = BTreeMap::new();
        for (day, next) in days.iter().zip(days.iter().skip(1).map(Some).chain([None])) {
            let whereabouts = learner.whereabouts(*day);
            let resource = Resource::Learner(&whereabouts);
            let held: BTreeSet<Kind> = self.grounds(action, &resource, *day).map(|ground| kind(&ground)).collect();
            going.retain(|kind, _| held.contains(kind));
            let to = next.and_then(|next| next.yesterday().ok());
            for kind in held {
                let at = *going.entry(kind).or_insert_with(|| {
                    let (role, subject, location, group) = kind;
                    let period = Period { from: *day, to };
                    spells.push(Spell { role, subject, location, group, period, cut: false });
                    spells.len() - 1
                });
                if let Some(spell) = spells.get_mut(at) {
                    spell.period.to = to;
                }
            }
        }
        spells
    }

    /// The days on which something may begin or end for this person and a learner; between two of them nothing changes.
    fn turns(self, learner: &LearnerRow) -> Vec<Date> {
        let own = self.grants.iter().map(|grant| grant.period);
        let own = own.chain(self.memberships.iter().map(|membership| membership.period));
        let theirs = learner.memberships.iter().map(|membership| membership.period);
        let theirs = theirs.chain(learner.enrolments.iter().map(|enrolment| enrolment.period));
        let after = |period: Period| period.to.and_then(|to| to.tomorrow().ok());
        let days: BTreeSet<Date> =
            own.chain(theirs).flat_map(|period| [Some(period.from), after(period)]).flatten().collect();
        days.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
