//! The table of rules: what can be done, and how far each role reaches for it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::staff::Role;

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
    /// What concerns the whole licence: nothing by a role for a part of it. See [`Holder::reach`](super::Holder::reach).
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
