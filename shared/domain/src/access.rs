//! Who may do what. Rights are computed at request time from what is true now; one table of rules, read by people.

mod area;
pub mod explain;
mod ground;

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use warrant::Warrant;

pub use area::Area;
pub use ground::{Ground, Holder};

use crate::{
    ids::{DossierId, GroupId, LicenceId, LocationId},
    staff::{Role, StaffMember},
    steps::Subject,
};

/// The right to reach the items of one licence. It comes from a session, a link or a job, never from what a request says:
/// the id of a licence is not enough, and only the crates that verify something can give a [`Warrant`].
///
/// ```compile_fail,E0451
/// use domain::{access::Scope, ids::LicenceId};
///
/// fn of_the_path(asked_for: LicenceId) -> Scope {
///     Scope { licence: asked_for }
/// }
/// ```
///
/// ```compile_fail,E0277
/// use domain::{access::Scope, ids::LicenceId};
///
/// fn of_the_path(asked_for: LicenceId) -> Scope {
///     asked_for.into()
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    licence: LicenceId,
}

impl Scope {
    /// Of a licence that was taken from something verified.
    pub fn warranted(licence: LicenceId, _: Warrant) -> Self {
        Self { licence }
    }

    /// Which licence.
    pub fn licence(&self) -> LicenceId {
        self.licence
    }
}

/// Something a staff member does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Invite, change and remove staff, and see the trail of their links.
    ManageStaff,
    /// Make and change groups and who is in them.
    ManageGroups,
    /// Load the roster of a location from the pupil administration.
    ImportRoster,
    /// Plan and carry out the rollover: one plan for all locations.
    PlanRollover,
    /// Choose what holds for the licence as a whole, such as what its staff sign in with.
    ManageSettings,
    /// Find learners in lists, by name.
    ListLearners,
    /// Enter learners: names, dates of birth, enrolment.
    EnterLearners,
    /// See a learner's names, dates and groups.
    SeeLearner,
    /// See who may read a learner's dossier, and why; nothing of what is in it, nor whether there is one.
    ExplainAccess,
    /// See and change a learner's carers.
    ManageCarers,
    /// Open a dossier.
    OpenDossier,
    /// Read a dossier, its steps and its files.
    ReadDossier,
    /// Save a step, finish it, add files.
    WriteDossier,
    /// Read what the profile says of one subject, and nothing else of the dossier.
    ReadSubject,
    /// Write what the profile says of one subject.
    WriteSubject,
    /// See the overview of classes: which learners have a dossier, and how far it is.
    SeeOverview,
    /// Reopen a finished step.
    ReopenStep,
    /// Ask for consent, record it, take a request back.
    AskConsent,
    /// Finish the last step: archive.
    Archive,
    /// Hand a dossier over to another licence.
    Export,
    /// Take a dossier over from another licence.
    Import,
}

impl Action {
    /// All actions, in the order of the table.
    pub const ALL: [Self; 21] = [
        Self::ManageStaff,
        Self::ManageGroups,
        Self::ImportRoster,
        Self::PlanRollover,
        Self::ManageSettings,
        Self::ListLearners,
        Self::EnterLearners,
        Self::SeeLearner,
        Self::ExplainAccess,
        Self::ManageCarers,
        Self::OpenDossier,
        Self::ReadDossier,
        Self::WriteDossier,
        Self::ReadSubject,
        Self::WriteSubject,
        Self::SeeOverview,
        Self::ReopenStep,
        Self::AskConsent,
        Self::Archive,
        Self::Export,
        Self::Import,
    ];
}

/// How far a role reaches for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// Learners in groups one is a member of today.
    OwnGroups,
    /// Learners in groups that the role was given for, today; where it was given for all groups, as `Location`.
    GivenGroups,
    /// Learners enrolled at the location of the role, and the people, roles and groups there; everything where the role has no location.
    Location,
    /// What concerns the whole licence: nothing by a role for a part of it. See [`Holder::reach`].
    Licence,
}

/// The table of rules: how far a role reaches for an action.
pub fn reach(role: Role, action: Action) -> Reach {
    use Action::{
        Archive, AskConsent, EnterLearners, ExplainAccess, Export, Import, ImportRoster, ListLearners, ManageCarers,
        ManageGroups, ManageSettings, ManageStaff, OpenDossier, PlanRollover, ReadDossier, ReadSubject, ReopenStep,
        SeeLearner, SeeOverview, WriteDossier, WriteSubject,
    };
    match (role, action) {
        (
            Role::Administrator,
            ManageStaff | ManageGroups | ImportRoster | ListLearners | EnterLearners | SeeLearner | ExplainAccess,
        ) => Reach::Location,
        // One for all locations.
        (Role::Administrator, PlanRollover | ManageSettings) => Reach::Licence,
        // No dossier content, no carers, no files by virtue of this role (3-20).
        (Role::Administrator, _) => Reach::Nothing,
        // A part of the profile is for who sees no more of it.
        (
            Role::Coordinator,
            ManageStaff | ImportRoster | PlanRollover | ManageSettings | ReadSubject | WriteSubject,
        ) => Reach::Nothing,
        (
            Role::Coordinator,
            ManageGroups | ListLearners | EnterLearners | SeeLearner | ExplainAccess | ManageCarers | OpenDossier
            | ReadDossier | WriteDossier,
        ) => Reach::Location,
        (Role::Coordinator, SeeOverview | ReopenStep | AskConsent | Archive | Export | Import) => Reach::Location,
        // Also the role of people from outside: these learners, now, and nothing else (0-10).
        (Role::DossierTeacher, ListLearners | SeeLearner | ReadDossier | WriteDossier) => Reach::OwnGroups,
        (Role::DossierTeacher, _) => Reach::Nothing,
        // Mentors and remedial teachers: all of these groups (3-17).
        (Role::LearnerCounsellor, ListLearners | SeeLearner | ReadDossier | WriteDossier) => Reach::GivenGroups,
        (Role::LearnerCounsellor, _) => Reach::Nothing,
        // One subject in these groups, and nothing else of the dossier (3-18, trap 19).
        (Role::SubjectTeacher, ListLearners | SeeLearner | ReadSubject | WriteSubject) => Reach::GivenGroups,
        (Role::SubjectTeacher, _) => Reach::Nothing,
        // Sees everything of the location and changes nothing (3-19).
        (Role::QualityOfficer, ListLearners | SeeLearner | ReadDossier | SeeOverview) => Reach::Location,
        (Role::QualityOfficer, _) => Reach::Nothing,
    }
}

/// Where a learner is on a day, as far as rights go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Locations of enrolment today; also of a learner who has left, the last one.
    pub locations: Vec<LocationId>,
    /// Groups of today.
    pub groups: Vec<GroupId>,
}

impl Whereabouts {
    /// Of who is at a location and in no group.
    pub fn at(location: LocationId) -> Self {
        Self { locations: vec![location], groups: Vec::new() }
    }
}

/// What an action is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource<'a> {
    /// The licence as a whole: lists, settings, new things.
    Licence,
    /// One learner, and all that is about this learner.
    Learner(&'a Whereabouts),
}

/// Why something is allowed: by which role, and through which group if that was needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// The licence it holds in.
    pub scope: Scope,
    /// The role that allows it.
    pub role: Role,
    /// The group that allows it.
    pub group: Option<GroupId>,
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// No role of today allows the action at all: 403.
    NoRole,
    /// A role allows it, but not for this learner: its existence is not told, 404.
    OutOfReach,
}

/// A staff member at work: who, in which licence, and what is true of him now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The licence.
    pub scope: Scope,
    /// Its locations.
    pub locations: Vec<LocationId>,
    /// The staff member, as read in this request.
    pub member: StaffMember,
}

impl Actor {
    /// What the actor's rights follow from, in this licence.
    pub fn holder(&self) -> Holder<'_> {
        Holder::from(&self.member).among(&self.locations)
    }

    /// Whether the actor may do this to that on this day.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, action: Action, resource: &Resource<'_>, today: Date) -> Result<Permit, Refused> {
        let holder = self.holder();
        if let Some(ground) = holder.grounds(action, resource, today).next() {
            return Ok(Permit { scope: self.scope, role: ground.grant.role, group: ground.group });
        }
        let is_anywhere = holder.grounds(action, &Resource::Licence, today).next().is_some();
        Err(if is_anywhere { Refused::OutOfReach } else { Refused::NoRole })
    }

    /// The subjects of which the actor may read or write what the profile of this learner says (3-18).
    pub fn subjects(&self, action: Action, learner: &Whereabouts, today: Date) -> BTreeSet<Subject> {
        let resource = Resource::Learner(learner);
        self.holder().grounds(action, &resource, today).filter_map(|ground| ground.grant.subject).collect()
    }

    /// The groups through which the actor reaches learners on a day: those he is in, and those his roles were given for.
    pub fn groups(&self, today: Date) -> BTreeSet<GroupId> {
        let holder = self.holder();
        let given = holder.counting(today).flat_map(|grant| grant.groups.iter().copied());
        holder.groups(today).map(|membership| membership.group).chain(given).collect()
    }

    /// Whether the actor may do this anywhere: decides what navigation offers.
    pub fn could(&self, action: Action, today: Date) -> bool {
        self.may(action, &Resource::Licence, today).is_ok()
    }

    /// Whether the actor may do this to people, roles and settings in a part of the licence.
    pub fn manages(&self, action: Action, area: &Area, today: Date) -> bool {
        self.holder().manages(action, area, today)
    }
}

/// What a reader of a consent link may reach: one frozen version of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The licence.
    pub scope: Scope,
    /// The dossier.
    pub dossier: DossierId,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        calendar::Period,
        ids::StaffId,
        name::PersonName,
        staff::{Grant, Membership, StaffStatus},
    };

    const DAY: Date = date(2026, 11, 22);

    fn group(n: u128) -> GroupId {
        GroupId::new(Uuid::from_u128(n))
    }

    fn actor(role: Role, location: Option<LocationId>, groups: &[(u128, Period)]) -> Actor {
        let scope = Scope { licence: LicenceId::new(Uuid::from_u128(1)) };
        let member = StaffMember {
            id: StaffId::new(Uuid::from_u128(2)),
            name: PersonName::default(),
            email: "a@dewilg.example".into(),
            identity: None,
            access: true,
            grants: vec![Grant {
                role,
                subject: None,
                location,
                groups: BTreeSet::new(),
                period: Period::since(DAY),
                lasted: None,
                reason: String::new(),
                granted_by: None,
            }],
            memberships: groups.iter().map(|(n, period)| Membership::of(group(*n), *period)).collect(),
            status: StaffStatus::Active,
            invitations: vec![],
            factor_reset: None,
        };
        Actor { scope, locations: Vec::new(), member }
    }

    #[test]
    fn a_teacher_reaches_learners_of_his_groups_of_today_and_nobody_else() {
        // 0-10
        let teacher = actor(
            Role::DossierTeacher,
            None,
            &[(7, Period::since(DAY)), (8, Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 21)) })],
        );
        let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
        assert!(teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(7)), DAY).is_ok());
        assert_eq!(
            teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(8)), DAY),
            Err(Refused::OutOfReach),
            "ended yesterday"
        );
        assert_eq!(teacher.may(Action::ReadDossier, &Resource::Learner(&in_group(9)), DAY), Err(Refused::OutOfReach));
        assert_eq!(teacher.may(Action::AskConsent, &Resource::Learner(&in_group(7)), DAY), Err(Refused::NoRole));
    }

    #[test]
    fn an_administrator_gets_no_dossier_content() {
        // 3-20, trap 18
        let administrator = actor(Role::Administrator, None, &[]);
        for action in [
            Action::ReadDossier,
            Action::WriteDossier,
            Action::ManageCarers,
            Action::AskConsent,
            Action::Export,
            Action::Import,
        ] {
            assert_eq!(
                administrator.may(action, &Resource::Learner(&Whereabouts::default()), DAY),
                Err(Refused::NoRole),
                "{action:?}"
            );
        }
    }

    #[test]
    fn a_coordinator_of_one_location_does_not_reach_another() {
        let (duin, bos) = (LocationId::new(Uuid::from_u128(3)), LocationId::new(Uuid::from_u128(4)));
        let coordinator = actor(Role::Coordinator, Some(duin), &[]);
        let at = |location| Whereabouts { locations: vec![location], ..Whereabouts::default() };
        assert!(coordinator.may(Action::ReadDossier, &Resource::Learner(&at(duin)), DAY).is_ok());
        assert_eq!(coordinator.may(Action::ReadDossier, &Resource::Learner(&at(bos)), DAY), Err(Refused::OutOfReach));
    }

    #[test]
    fn an_invitation_that_nobody_accepted_gives_nothing_yet() {
        let invited = |status| {
            let mut actor = actor(Role::Administrator, None, &[]);
            actor.member.status = status;
            actor
        };
        let may = |status| invited(status).could(Action::ManageStaff, DAY);
        assert!(may(StaffStatus::Active) && !may(StaffStatus::Invited) && !may(StaffStatus::Removed));
        assert!(!invited(StaffStatus::Active).could(Action::ReadDossier, DAY));
    }

    #[test]
    fn what_allows_an_action_is_told_with_the_group_that_was_needed() {
        let teacher = actor(Role::DossierTeacher, None, &[(7, Period::since(DAY))]);
        let in_group = Whereabouts { groups: vec![group(7)], ..Whereabouts::default() };
        let permit = teacher.may(Action::ReadDossier, &Resource::Learner(&in_group), DAY).unwrap();
        assert_eq!((permit.role, permit.group, permit.scope), (Role::DossierTeacher, Some(group(7)), teacher.scope));
        let place = LocationId::new(Uuid::from_u128(3));
        let coordinator = actor(Role::Coordinator, Some(place), &[]);
        let permit = coordinator.may(Action::Export, &Resource::Learner(&Whereabouts::at(place)), DAY).unwrap();
        assert_eq!((permit.role, permit.group), (Role::Coordinator, None));
    }

    #[test]
    fn a_role_for_groups_reaches_these_groups_whoever_is_a_member_of_them() {
        // 3-17, 3-21
        let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
        let mut counsellor = actor(Role::LearnerCounsellor, None, &[(9, Period::since(DAY))]);
        counsellor.member.grants[0].groups = BTreeSet::from([group(7)]);
        let read = |actor: &Actor, n| actor.may(Action::ReadDossier, &Resource::Learner(&in_group(n)), DAY);
        assert_eq!(read(&counsellor, 7).map(|permit| permit.group), Ok(Some(group(7))));
        assert_eq!(read(&counsellor, 9), Err(Refused::OutOfReach), "being a member of a group is another thing");
        assert_eq!(counsellor.groups(DAY), BTreeSet::from([group(7), group(9)]));
        let (here, there) = (LocationId::new(Uuid::from_u128(3)), LocationId::new(Uuid::from_u128(4)));
        let whole = actor(Role::LearnerCounsellor, Some(here), &[]);
        let at = |place| whole.may(Action::ReadDossier, &Resource::Learner(&Whereabouts::at(place)), DAY).is_ok();
        assert!(at(here) && !at(there), "given for all groups of a location");
    }

    #[test]
    fn a_subject_teacher_reaches_one_subject_of_his_groups_and_nothing_else_of_the_dossier() {
        // 3-18, trap 19
        let mut teacher = actor(Role::SubjectTeacher, None, &[]);
        teacher.member.grants[0].groups = BTreeSet::from([group(7)]);
        teacher.member.grants[0].subject = Some(Subject::Mathematics);
        let in_group = |n| Whereabouts { groups: vec![group(n)], ..Whereabouts::default() };
        let subjects = |n| teacher.subjects(Action::WriteSubject, &in_group(n), DAY);
        assert_eq!((subjects(7), subjects(8)), (BTreeSet::from([Subject::Mathematics]), BTreeSet::new()));
        for action in Action::ALL {
            let may = teacher.may(action, &Resource::Learner(&in_group(7)), DAY).is_ok();
            let of_subject =
                [Action::ListLearners, Action::SeeLearner, Action::ReadSubject, Action::WriteSubject].contains(&action);
            assert_eq!(may, of_subject, "{action:?}");
        }
    }

    #[test]
    fn a_quality_officer_sees_everything_of_the_location_and_changes_nothing() {
        // 3-19
        let officer = actor(Role::QualityOfficer, None, &[]);
        let may = |action| officer.may(action, &Resource::Learner(&Whereabouts::default()), DAY).is_ok();
        let sees = [Action::ListLearners, Action::SeeLearner, Action::ReadDossier, Action::SeeOverview];
        assert!(Action::ALL.into_iter().all(|action| may(action) == sees.contains(&action)));
    }
}
