//! Roles given to a staff member and taken back, each with its reason (3-21, 4-12).

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Grant, Role, StaffMember};
use crate::{
    calendar::Period,
    ids::{GroupId, LocationId, StaffId},
    input::{Chosen, Fault, Faults, optional_date, text},
    steps::Subject,
};

/// What is sent in the place of groups for all of them: to leave them all out is no choice.
pub const ALL_GROUPS: &str = "all";

/// A role as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GrantInput {
    /// The role.
    pub role: String,
    /// The subject, for a role that is given for one.
    pub subject: String,
    /// The ids of groups, or `all`, for a role that is given for groups.
    pub groups: Chosen,
    /// The location's id, where there are several; empty for the whole licence.
    pub location: String,
    /// Why; it is kept (4-12).
    pub reason: String,
    /// The last day, `18-12-2026`; empty for a role without one.
    pub to: String,
}

/// A checked role that is not given yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// Which role.
    pub role: Role,
    /// For which subject.
    pub subject: Option<Subject>,
    /// For which groups; none: for all at the location.
    pub groups: BTreeSet<GroupId>,
    /// At which location; `None` is the whole licence.
    pub location: Option<LocationId>,
    /// Why.
    pub reason: String,
    /// The last day, if it ends by itself.
    pub to: Option<Date>,
}

/// Where, when and to whom a role can be given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Places<'a> {
    /// The locations that a role can be given for.
    pub locations: &'a [LocationId],
    /// The groups that a role can be given for.
    pub groups: &'a [GroupId],
    /// Today.
    pub today: Date,
    /// Whether who gives it looks after these locations only: then nothing is given for the whole licence.
    pub is_part: bool,
    /// Whether it is for somebody in an external group, who is a dossier teacher and nothing else (0-06).
    pub from_outside: bool,
}

impl Places<'_> {
    /// What is wrong with something that cannot be chosen here.
    fn not_here(&self) -> Fault {
        if self.is_part { Fault::NotLookedAfter } else { Fault::NotAChoice }
    }
}

/// The last day as typed: not one that is over.
fn last_day(typed: &str, today: Date) -> Result<Option<Date>, Fault> {
    match optional_date(typed)? {
        Some(last) if last < today => Err(Fault::TooEarly { first: today }),
        last => Ok(last),
    }
}

/// The location that was chosen; `None` is the whole licence.
///
/// # Errors
/// [`Fault::NotAChoice`]; [`Fault::NotLookedAfter`] where only some of the licence can be chosen.
pub(crate) fn location(typed: &str, places: &Places<'_>) -> Result<Option<LocationId>, Fault> {
    match typed.trim() {
        "" if places.is_part => Err(Fault::NotLookedAfter),
        "" => Ok(None),
        typed => {
            let known = typed.parse().ok().filter(|id| places.locations.contains(id));
            known.map(Some).ok_or_else(|| places.not_here())
        }
    }
}

/// The role that was chosen, one that this person can have.
fn role(typed: &str, places: &Places<'_>) -> Result<Role, Fault> {
    let role = Role::parse(typed)?;
    if places.from_outside && role != Role::DossierTeacher { Err(Fault::OnlyFromOutside) } else { Ok(role) }
}

/// The subject that was chosen. One that does not go with the role is told: what was meant is not guessed.
fn subject(typed: &str, role: Role) -> Result<Option<Subject>, Fault> {
    match (role.takes_subject(), typed) {
        (true, typed) => Subject::parse(typed).map(Some),
        (false, "") => Ok(None),
        (false, _) => Err(Fault::NotOfThisRole),
    }
}

/// The groups that were chosen; none: all of them, which is a choice of its own. A role that reaches further than groups is not
/// given to who chose groups.
fn groups(chosen: &Chosen, role: Role, places: &Places<'_>) -> Result<BTreeSet<GroupId>, Fault> {
    let offered = |typed: &str| typed.parse().ok().filter(|id| places.groups.contains(id));
    match (role.takes_groups(), chosen.0.as_slice()) {
        (true, []) => Err(Fault::Missing),
        (true, [all]) if all == ALL_GROUPS => Ok(BTreeSet::new()),
        (true, some) if some.iter().any(|one| one == ALL_GROUPS) => Err(Fault::AllOrSome),
        (true, some) => some.iter().map(|one| offered(one).ok_or_else(|| places.not_here())).collect(),
        (false, []) => Ok(BTreeSet::new()),
        (false, _) => Err(Fault::NotOfThisRole),
    }
}

impl GrantInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input; a reason must be there (4-12).
    pub fn parse(&self, places: &Places<'_>) -> Result<NewGrant, Faults> {
        let mut faults = Faults::default();
        let new = self.check(places, &mut faults);
        faults.all(new)
    }

    pub(super) fn check(&self, places: &Places<'_>, faults: &mut Faults) -> Option<NewGrant> {
        let role = faults.check("role", role(&self.role, places));
        let of_role = role.and_then(|role| {
            let subject = faults.check("subject", subject(&self.subject, role));
            let groups = faults.check("groups", groups(&self.groups, role, places));
            subject.zip(groups)
        });
        // Groups say where already; the location says it for all of them.
        let location = match &of_role {
            Some((_, groups)) if !groups.is_empty() => Some(None),
            _ => faults.check("location", location(&self.location, places)),
        };
        let reason = faults.check("reason", text(&self.reason, 500));
        let to = faults.check("to", last_day(&self.to, places.today));
        let whole = role.zip(of_role).zip(location).zip(reason).zip(to);
        whole.map(|((((role, (subject, groups)), location), reason), to)| NewGrant {
            role,
            subject,
            groups,
            location,
            reason,
            to,
        })
    }
}

impl NewGrant {
    /// The role as it is given on a day.
    pub fn by(self, granted_by: Option<StaffId>, today: Date) -> Grant {
        let Self { role, subject, groups, location, reason, to } = self;
        Grant { role, subject, location, groups, period: Period { from: today, to }, lasted: None, reason, granted_by }
    }
}

impl Grant {
    /// Whether the role reaches anything at a location: one for the whole licence does so at all of them, one for groups where these are.
    pub fn holds_at(&self, location: LocationId, location_of: impl Fn(GroupId) -> Option<LocationId>) -> bool {
        match self.location {
            Some(given) => given == location,
            None if self.groups.is_empty() => true,
            None => self.groups.iter().any(|group| location_of(*group) == Some(location)),
        }
    }

    /// Whether the role reaches all that a new one would.
    fn reaches(&self, new: &NewGrant) -> bool {
        match (self.groups.is_empty(), new.groups.is_empty()) {
            (true, true) => self.location.is_none() || self.location == new.location,
            // Which location a group is at is not known here.
            (true, false) => self.location.is_none(),
            (false, true) => false,
            (false, false) => new.groups.is_subset(&self.groups),
        }
    }
}

impl StaffMember {
    /// Gives a role from today on, next to those there are. `false` when that role reaches as far, and lasts as long, already.
    pub fn grant(&mut self, new: NewGrant, by: StaffId, today: Date) -> bool {
        let is_same = |known: &Grant| known.role == new.role && known.subject == new.subject;
        let lasts = |known: &Grant| known.period.to.is_none_or(|known| new.to.is_some_and(|new| new <= known));
        let covers = |known: &Grant| known.period.holds(today) && known.reaches(&new) && lasts(known);
        let has = self.grants.iter().any(|known| is_same(known) && covers(known));
        if !has {
            self.grants.push(new.by(Some(by), today));
        }
        !has
    }

    /// The role at this place in the list, as long as it has not ended. Roles are only added, so that a place stays the same.
    pub fn present_grant(&self, at: usize, today: Date) -> Option<&Grant> {
        self.grants.get(at).filter(|grant| !grant.period.is_over(today))
    }

    /// Takes a role back at once: today is the first day without it, what was granted stays to be seen. `false` when it had ended.
    pub fn end_grant(&mut self, at: usize, today: Date) -> bool {
        let ended = self.grants.get_mut(at).filter(|grant| !grant.period.is_over(today));
        ended.map(|grant| grant.end(today)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::staff::tests::jet;

    const DAY: Date = date(2026, 11, 24);

    fn place(n: u128) -> LocationId {
        LocationId::new(Uuid::from_u128(n))
    }

    fn new(role: Role, location: Option<LocationId>) -> NewGrant {
        let (subject, groups) = (None, BTreeSet::new());
        NewGrant { role, subject, groups, location, reason: "valt in".into(), to: None }
    }

    fn places<'a>(locations: &'a [LocationId], groups: &'a [GroupId]) -> Places<'a> {
        Places { locations, groups, today: DAY, ..Places::default() }
    }

    fn group(n: u128) -> GroupId {
        GroupId::new(Uuid::from_u128(n))
    }

    #[test]
    fn a_role_is_not_given_without_a_reason_nor_at_somebody_elses_location() {
        // 4-12, trap 28
        let typed = GrantInput {
            role: "coordinator".into(),
            location: place(9).to_string(),
            reason: " ".into(),
            ..GrantInput::default()
        };
        let faults = typed.parse(&places(&[place(1)], &[])).unwrap_err();
        assert_eq!((faults.at("reason"), faults.at("location")), (Some(&Fault::Missing), Some(&Fault::NotAChoice)));
        assert_eq!(GrantInput::default().parse(&places(&[], &[])).unwrap_err().at("role"), Some(&Fault::Missing));
        let typed = GrantInput { reason: "valt in".into(), location: place(1).to_string(), ..typed };
        assert_eq!(typed.parse(&places(&[place(1)], &[])).unwrap(), new(Role::Coordinator, Some(place(1))));
    }

    #[test]
    fn somebody_has_several_roles_and_none_of_them_twice() {
        // 3-21
        let (mut jet, by) = (jet(), StaffId::new(Uuid::from_u128(7)));
        assert!(jet.grant(new(Role::DossierTeacher, Some(place(1))), by, DAY));
        assert!(jet.grant(new(Role::DossierTeacher, Some(place(2))), by, DAY));
        assert!(!jet.grant(new(Role::DossierTeacher, Some(place(1))), by, DAY), "has it there");
        assert!(!jet.grant(new(Role::Coordinator, Some(place(1))), by, DAY), "is it in the whole licence");
        assert!(jet.grant(new(Role::DossierTeacher, None), by, DAY), "reaches further");
        assert_eq!(jet.roles(DAY).count(), 4);
        assert_eq!(jet.grants.last().unwrap().granted_by, Some(by));
    }

    #[test]
    fn a_role_that_is_taken_back_counts_no_more_today_and_can_still_be_seen() {
        let mut jet = jet();
        assert!(jet.end_grant(0, DAY) && !jet.end_grant(0, DAY) && !jet.end_grant(1, DAY));
        assert!(jet.roles(DAY).next().is_none() && jet.present_grant(0, DAY).is_none());
        assert_eq!(jet.grants.len(), 1);
        assert!(jet.grant(new(Role::Coordinator, None), jet.id, DAY), "it can be given again");
    }

    #[test]
    fn a_role_with_a_last_day_counts_until_that_day_and_no_longer() {
        // 3-21
        let typed = |to: &str| GrantInput {
            role: "administrator".into(),
            reason: "valt in".into(),
            to: to.into(),
            ..GrantInput::default()
        };
        let too_early = typed("23-11-2026").parse(&places(&[], &[])).unwrap_err();
        assert_eq!(too_early.at("to"), Some(&Fault::TooEarly { first: DAY }));
        assert_eq!(typed("31-2-2027").parse(&places(&[], &[])).unwrap_err().at("to"), Some(&Fault::NotADate));
        assert_eq!(typed("").parse(&places(&[], &[])).unwrap().to, None);
        let (last, mut jet) = (date(2026, 12, 18), jet());
        jet.status = crate::staff::StaffStatus::Active;
        assert!(jet.grant(typed("18-12-2026").parse(&places(&[], &[])).unwrap(), jet.id, DAY));
        assert!(jet.administers(last) && !jet.administers(date(2026, 12, 19)) && !jet.administers(date(2026, 11, 23)));
        assert!(!jet.stays_administrator(DAY, &[]), "nobody is left when it ends");
        assert!(!jet.grant(typed("11-12-2026").parse(&places(&[], &[])).unwrap(), jet.id, DAY), "has it for longer");
        assert!(jet.grant(typed("").parse(&places(&[], &[])).unwrap(), jet.id, DAY), "lasts longer");
        assert!(jet.administers(date(2026, 12, 19)) && jet.stays_administrator(DAY, &[]));
    }

    #[test]
    fn who_administers_one_location_of_several_is_not_the_one_who_stays() {
        let mut jet = jet();
        jet.status = crate::staff::StaffStatus::Active;
        assert!(jet.grant(new(Role::Administrator, Some(place(1))), jet.id, DAY));
        assert!(jet.administers(DAY) && !jet.stays_administrator(DAY, &[place(1), place(2)]));
        assert!(jet.stays_administrator(DAY, &[place(1)]), "there is no other location");
        assert!(jet.grant(new(Role::Administrator, None), jet.id, DAY));
        assert!(jet.stays_administrator(DAY, &[place(1), place(2)]));
    }

    #[test]
    fn who_looks_after_some_locations_gives_roles_there_and_nowhere_else() {
        // section 7, 3-11
        let (locations, groups) = ([place(1)], [group(1)]);
        let part = Places { is_part: true, ..places(&locations, &groups) };
        let typed = |role: &str, location: &str, chosen: &[String]| GrantInput {
            role: role.into(),
            location: location.into(),
            groups: Chosen(chosen.to_vec()),
            reason: "valt in".into(),
            ..GrantInput::default()
        };
        let fault = |typed: GrantInput, field: &str| typed.parse(&part).unwrap_err().at(field).cloned();
        let (here, there) = (place(1).to_string(), place(2).to_string());
        for location in ["", &there] {
            let told = fault(typed("administrator", location, &[]), "location");
            assert_eq!(told, Some(Fault::NotLookedAfter), "{location:?}");
        }
        assert_eq!(typed("administrator", &here, &[]).parse(&part).unwrap(), new(Role::Administrator, Some(place(1))));
        let all = [ALL_GROUPS.to_owned()];
        assert_eq!(fault(typed("learner_counsellor", "", &all), "location"), Some(Fault::NotLookedAfter));
        let other = [group(1).to_string(), group(2).to_string()];
        assert_eq!(fault(typed("learner_counsellor", "", &other), "groups"), Some(Fault::NotLookedAfter));
        // Groups say where they are; nothing else has to.
        let given = typed("learner_counsellor", "", &other[..1]).parse(&part).unwrap();
        assert_eq!((given.location, given.groups), (None, BTreeSet::from([group(1)])));
    }

    #[test]
    fn somebody_in_an_external_group_is_given_the_role_of_dossier_teacher_and_no_other() {
        // 0-06
        let outside = Places { from_outside: true, ..places(&[], &[]) };
        let typed =
            |role: Role| GrantInput { role: role.as_str().into(), reason: "helpt mee".into(), ..GrantInput::default() };
        for role in Role::ALL {
            let told = typed(role).parse(&outside).err().and_then(|faults| faults.at("role").cloned());
            let right = (role != Role::DossierTeacher).then_some(Fault::OnlyFromOutside);
            assert_eq!(told, right, "{role:?}");
        }
    }

    #[test]
    fn a_role_for_groups_needs_them_or_says_that_it_is_for_all() {
        // 3-17, 3-21
        let typed = |role: &str, chosen: &[String]| GrantInput {
            role: role.into(),
            groups: Chosen(chosen.to_vec()),
            reason: "mentor".into(),
            ..GrantInput::default()
        };
        let offered = [group(1), group(2)];
        let at_groups = |typed: GrantInput| typed.parse(&places(&[], &offered)).unwrap_err().at("groups").cloned();
        assert_eq!(at_groups(typed("learner_counsellor", &[])), Some(Fault::Missing));
        assert_eq!(at_groups(typed("learner_counsellor", &[group(3).to_string()])), Some(Fault::NotAChoice));
        let both = [ALL_GROUPS.to_owned(), group(1).to_string()];
        assert_eq!(at_groups(typed("learner_counsellor", &both)), Some(Fault::AllOrSome));
        // Who chose groups did not mean a role that reaches a whole location.
        assert_eq!(at_groups(typed("coordinator", &[group(1).to_string()])), Some(Fault::NotOfThisRole));
        let some = typed("learner_counsellor", &[group(1).to_string()]).parse(&places(&[], &offered)).unwrap();
        assert_eq!(some.groups, BTreeSet::from([group(1)]));
        let all = typed("learner_counsellor", &[ALL_GROUPS.to_owned()]).parse(&places(&[], &offered)).unwrap();
        assert!(all.groups.is_empty());
    }

    #[test]
    fn a_subject_teacher_has_a_subject_and_nobody_else_has_one() {
        // 3-18
        let typed = |role: &str, subject: &str| GrantInput {
            role: role.into(),
            subject: subject.into(),
            groups: Chosen(if role == "subject_teacher" { vec![ALL_GROUPS.into()] } else { Vec::new() }),
            reason: "rekenen".into(),
            ..GrantInput::default()
        };
        let at_subject = |typed: GrantInput| typed.parse(&places(&[], &[])).unwrap_err().at("subject").cloned();
        assert_eq!(at_subject(typed("subject_teacher", "")), Some(Fault::Missing));
        assert_eq!(at_subject(typed("subject_teacher", "music")), Some(Fault::NotAChoice));
        assert_eq!(at_subject(typed("coordinator", "dutch")), Some(Fault::NotOfThisRole));
        let taught = typed("subject_teacher", "mathematics").parse(&places(&[], &[])).unwrap();
        assert_eq!(taught.subject, Some(Subject::Mathematics));
    }

    #[test]
    fn the_same_subject_in_more_groups_is_a_role_of_its_own() {
        // 3-21
        let (mut jet, by) = (jet(), StaffId::new(Uuid::from_u128(7)));
        let teaches = |subject, groups: &[u128]| NewGrant {
            subject: Some(subject),
            groups: groups.iter().map(|n| group(*n)).collect(),
            ..new(Role::SubjectTeacher, None)
        };
        assert!(jet.grant(teaches(Subject::Dutch, &[1, 2]), by, DAY));
        assert!(!jet.grant(teaches(Subject::Dutch, &[2]), by, DAY), "has it there");
        assert!(jet.grant(teaches(Subject::Mathematics, &[2]), by, DAY), "another subject");
        assert!(jet.grant(teaches(Subject::Dutch, &[2, 3]), by, DAY), "one group more");
        assert!(jet.grant(teaches(Subject::Dutch, &[]), by, DAY), "all groups reach further");
        assert!(!jet.grant(teaches(Subject::Dutch, &[4]), by, DAY), "has it everywhere");
    }
}
