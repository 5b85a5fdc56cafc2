//! Days and moments in words: "vrijdag 4 december 2026"; days as people type them; and what roles and kinds of groups are called.

use domain::{
    calendar::zone,
    group::GroupKind,
    staff::{Grant, Role},
    steps::Subject,
};
use jiff::{Timestamp, civil::Date};
use texts::Locale;
pub use texts::dates::{day, weekday_and_day};

use crate::t;

/// `4-12-2026`: as people type it, in a field.
pub fn typed(day: Date) -> String {
    format!("{}-{}-{}", day.day(), day.month(), day.year())
}

/// `4 december 2026 om 14:03`
pub fn moment(at: Timestamp, locale: Locale) -> String {
    texts::dates::moment(at.to_zoned(zone()).datetime(), locale)
}

/// What a role is called.
pub fn role(role: Role, locale: Locale) -> String {
    let t = t(locale);
    match role {
        Role::Administrator => t.role_administrator(),
        Role::Coordinator => t.role_coordinator(),
        Role::DossierTeacher => t.role_dossier_teacher(),
        Role::LearnerCounsellor => t.role_learner_counsellor(),
        Role::SubjectTeacher => t.role_subject_teacher(),
        Role::QualityOfficer => t.role_quality_officer(),
    }
}

/// What a role is called, with the subject it was given for.
pub fn grant(grant: &Grant, locale: Locale) -> String {
    role_for(grant.role, grant.subject, locale)
}

/// What a role for a subject is called.
pub fn role_for(role: Role, subject: Option<Subject>, locale: Locale) -> String {
    let name = self::role(role, locale);
    match subject {
        Some(subject) => format!("{name} ({})", self::subject(subject, locale)),
        None => name,
    }
}

/// What a subject is called.
pub fn subject(subject: Subject, locale: Locale) -> String {
    let t = t(locale);
    match subject {
        Subject::Dutch => t.subject_dutch(),
        Subject::English => t.subject_english(),
        Subject::Mathematics => t.subject_mathematics(),
    }
}

/// What a kind of group is called.
pub fn group_kind(kind: GroupKind, locale: Locale) -> String {
    let t = t(locale);
    match kind {
        GroupKind::Class => t.group_kind_class(),
        GroupKind::Cross => t.group_kind_cross(),
        GroupKind::External => t.group_kind_external(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_in_a_field_is_as_people_type_it_and_is_read_as_that_day() {
        let day = date(2026, 8, 3);
        assert_eq!(typed(day), "3-8-2026");
        assert_eq!(domain::input::date(&typed(day)), Ok(day));
    }
}
