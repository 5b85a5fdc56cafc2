//! What things are called on these pages.

use askama::Template;
use domain::{
    access::{Action, explain::Standing},
    group::GroupKind,
    staff::Role,
};
use jiff::civil::Date;
use web::{
    Locale, Problem, dates,
    ui::{Html, State as Shape, Tag},
};

use crate::t;

/// What actions are about; each is a part of the list of what somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Dossiers,
    Learners,
    Staff,
    Transfers,
}

/// What an action is about.
pub fn subject(action: Action) -> Subject {
    match action {
        Action::ManageStaff
        | Action::ManageGroups
        | Action::ImportRoster
        | Action::PlanRollover
        | Action::ManageSettings => Subject::Staff,
        Action::ListLearners
        | Action::EnterLearners
        | Action::SeeLearner
        | Action::ExplainAccess
        | Action::ManageCarers => Subject::Learners,
        Action::OpenDossier
        | Action::ReadDossier
        | Action::WriteDossier
        | Action::ReadSubject
        | Action::WriteSubject
        | Action::SeeOverview
        | Action::ReopenStep
        | Action::AskConsent
        | Action::Archive => Subject::Dossiers,
        Action::Export | Action::Import => Subject::Transfers,
    }
}

/// What a subject is called.
pub fn about(subject: Subject, locale: Locale) -> String {
    let t = t(locale);
    match subject {
        Subject::Dossiers => t.about_dossiers(),
        Subject::Learners => t.about_learners(),
        Subject::Staff => t.about_staff(),
        Subject::Transfers => t.about_transfers(),
    }
}

/// An action, as what somebody may do.
pub fn action(action: Action, locale: Locale) -> String {
    let t = t(locale);
    match action {
        Action::ManageStaff => t.manage_staff(),
        Action::ManageGroups => t.manage_groups(),
        Action::ImportRoster => t.import_roster(),
        Action::PlanRollover => t.plan_rollover(),
        Action::ManageSettings => t.manage_settings(),
        Action::ListLearners => t.list_learners(),
        Action::EnterLearners => t.enter_learners(),
        Action::SeeLearner => t.see_learner(),
        Action::ExplainAccess => t.explain_access(),
        Action::ManageCarers => t.manage_carers(),
        Action::OpenDossier => t.open_dossier(),
        Action::ReadDossier => t.read_dossier(),
        Action::WriteDossier => t.write_dossier(),
        Action::ReadSubject => t.read_subject(),
        Action::WriteSubject => t.write_subject(),
        Action::SeeOverview => t.see_overview(),
        Action::ReopenStep => t.reopen_step(),
        Action::AskConsent => t.ask_consent(),
        Action::Archive => t.archive(),
        Action::Export => t.export_dossier(),
        Action::Import => t.import_dossier(),
    }
}

/// Its name in a query, as programs get it.
pub fn name(action: Action) -> String {
    serde_json::to_value(action).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A group with its kind.
pub fn group(name: &str, kind: GroupKind, locale: Locale) -> String {
    format!("{name} ({})", dates::group_kind(kind, locale).to_lowercase())
}

/// Several roles, any of which will do; for the `whole` licence, where a part of it would not.
pub fn any_of(roles: &[Role], whole: bool, locale: Locale) -> String {
    let names: Vec<String> = roles.iter().map(|role| dates::role(*role, locale)).collect();
    let roles = names.join(&t(locale).or());
    if whole { t(locale).role_for_all(roles) } else { roles }
}

/// A last day, or that there is none.
pub fn until(to: Option<Date>, locale: Locale) -> String {
    to.map_or_else(|| t(locale).no_last_day(), |to| dates::day(to, locale))
}

/// Why roles do not count, as word and shape.
pub fn standing(standing: Standing, locale: Locale) -> Tag {
    let t = t(locale);
    match standing {
        Standing::Works => Tag::new(Shape::NotStarted, t.begins_later()),
        Standing::NoAccess => Tag::new(Shape::Stopped, t.no_access()),
        Standing::Invited => Tag::new(Shape::Busy, t.invited()),
        Standing::Removed => Tag::new(Shape::Stopped, t.removed()),
    }
}

#[derive(Template)]
#[template(path = "items.html")]
struct Items<'a> {
    items: &'a [String],
}

/// A list of short texts.
///
/// # Errors
/// When the template fails.
pub fn items(items: &[String]) -> Result<Html, Problem> {
    Ok(Html::render(&Items { items })?)
}
