//! Days and moments in words: "vrijdag 4 december 2026"; and what roles and kinds of groups are called.

use domain::{calendar::zone, group::GroupKind, staff::Role};
use jiff::Timestamp;
use texts::Locale;
pub use texts::dates::{day, weekday_and_day};

use crate::t;

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
