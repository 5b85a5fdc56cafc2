//! Groups of learners, in one school year.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    access::Holder,
    calendar::SchoolYear,
    fold::fold,
    ids::{GroupId, LocationId},
    input::{Fault, Faults, text},
    licence::chosen_location,
    staff::{Grant, Role, StaffMember},
};

/// What kind of group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// A class; a learner is in at most one on a day.
    Class,
    /// A cross group, next to the class.
    Cross,
    /// Opens the dossiers of these learners to people from outside (0-01).
    External,
}

impl GroupKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Class, Self::Cross, Self::External];

    /// Its name in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Cross => "cross",
            Self::External => "external",
        }
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// What people call it.
    pub name: String,
    /// What kind it is.
    pub kind: GroupKind,
    /// In which school year.
    pub year: SchoolYear,
    /// At which location.
    pub location: LocationId,
    /// Its year levels: several for a combination group, none for a cross or external group.
    #[serde(default)]
    pub levels: Vec<String>,
}

/// A group as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupInput {
    /// What people call it.
    pub name: String,
    /// `class`, `cross` or `external`.
    pub kind: String,
    /// `2026-2027`.
    pub year: String,
    /// The location's id; may be left out where there is only one.
    pub location: String,
    /// Year levels: `4` or `7, 8`.
    pub levels: String,
}

/// Year levels that exist: toddlers to group 8, secondary 11 to 16, special (`S`, `V`), not primary or secondary (`N`).
pub const LEVELS: [&str; 18] =
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "11", "12", "13", "14", "15", "16", "S", "V", "N"];

/// The levels in a typed text.
///
/// # Errors
/// [`Fault::NotAChoice`].
pub fn levels(typed: &str) -> Result<Vec<String>, Fault> {
    let parts = typed.split(|c: char| c == ',' || c == '/' || c.is_whitespace()).filter(|part| !part.is_empty());
    let mut levels = Vec::new();
    for part in parts {
        let level = part.to_uppercase();
        if !LEVELS.contains(&level.as_str()) {
            return Err(Fault::NotAChoice);
        }
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    Ok(levels)
}

impl GroupInput {
    /// The form of a group.
    pub fn of(group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            kind: group.kind.as_str().into(),
            year: group.year.to_string(),
            location: group.location.to_string(),
            levels: group.levels.join(", "),
        }
    }

    /// The group, at one of the licence's locations.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, id: GroupId, locations: &[LocationId]) -> Result<Group, Faults> {
        let mut faults = Faults::default();
        let name = faults.check("name", text(&self.name, 64));
        let kind = faults.check(
            "kind",
            match self.kind.as_str() {
                "" => Err(Fault::Missing),
                typed => GroupKind::ALL.into_iter().find(|kind| kind.as_str() == typed).ok_or(Fault::NotAChoice),
            },
        );
        let year = faults.check("year", self.year.parse());
        let location = faults.check("location", chosen_location(locations, &self.location));
        let levels = faults.check("levels", levels(&self.levels));
        let whole = name
            .zip(kind)
            .zip(year)
            .zip(location)
            .zip(levels)
            .map(|((((name, kind), year), location), levels)| Group { id, name, kind, year, location, levels });
        faults.all(whole)
    }
}

impl Group {
    /// Whether somebody of the staff may be added: to an external group only who is a dossier teacher and nothing else, today or later,
    /// and so sees nothing but his own groups (0-06, 0-10).
    pub fn takes<'a>(&self, who: impl Into<Holder<'a>>, day: Date) -> bool {
        let who: Holder<'a> = who.into();
        let is_teacher = |grant: &Grant| grant.role == Role::DossierTeacher;
        let mut given = who.grants.iter().filter(|grant| !grant.period.is_over(day));
        match self.kind {
            GroupKind::External => who.roles(day).any(is_teacher) && given.all(is_teacher),
            GroupKind::Class | GroupKind::Cross => who.roles(day).next().is_some(),
        }
    }

    /// What makes two groups the same group: used so that nothing is made twice (1-46).
    pub fn identity(&self) -> String {
        format!("{}#{}#{:?}#{}", self.year, self.location, self.kind, fold(&self.name))
    }
}

/// Whether somebody is, or will be, in one of these groups that is for people from outside: a dossier teacher and nothing else (0-06).
pub fn is_from_outside(member: &StaffMember, groups: &[Group], day: Date) -> bool {
    let is_external = |id: GroupId| groups.iter().any(|group| group.id == id && group.kind == GroupKind::External);
    let mut present = member.memberships.iter().filter(|membership| !membership.period.is_over(day));
    present.any(|membership| is_external(membership.group))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        calendar::Period,
        staff::{Membership, tests::jet},
    };

    const DAY: Date = date(2026, 11, 24);

    fn group(kind: GroupKind) -> Group {
        let id = Uuid::from_u128(5);
        Group {
            id: GroupId::new(id),
            name: "Linde".into(),
            kind,
            year: SchoolYear::of(DAY),
            location: LocationId::new(id),
            levels: vec![],
        }
    }

    #[test]
    fn an_external_group_takes_dossier_teachers_who_are_nothing_else() {
        // 0-06, 0-10
        let (outside, class) = (group(GroupKind::External), group(GroupKind::Class));
        let mut member = jet();
        assert!(!outside.takes(&member, DAY) && class.takes(&member, DAY), "a coordinator");
        member.grants[0].role = Role::DossierTeacher;
        assert!(outside.takes(&member, DAY));
        let other = Grant { role: Role::QualityOfficer, ..member.grants[0].clone() };
        member.grants.push(other);
        assert!(!outside.takes(&member, DAY) && class.takes(&member, DAY), "sees more than the group");
        member.grants[1].period = Period::since(date(2027, 1, 4));
        assert!(!outside.takes(&member, DAY), "will see more");
        member.grants[1].period = Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 23)) };
        assert!(outside.takes(&member, DAY), "that is over");
        member.access = false;
        assert!(!outside.takes(&member, DAY) && !class.takes(&member, DAY));
    }

    #[test]
    fn who_is_or_will_be_in_an_external_group_comes_from_outside() {
        // 0-06
        let mut member = jet();
        let groups = [group(GroupKind::External)];
        assert!(!is_from_outside(&member, &groups, DAY));
        member.memberships = vec![Membership::of(groups[0].id, Period::since(date(2027, 1, 4)))];
        assert!(is_from_outside(&member, &groups, DAY) && !is_from_outside(&member, &[group(GroupKind::Class)], DAY));
        member.memberships[0].period = Period { from: date(2026, 8, 1), to: Some(date(2026, 11, 23)) };
        assert!(!is_from_outside(&member, &groups, DAY));
    }

    #[test]
    fn a_combination_group_has_several_levels() {
        assert_eq!(levels("7/8"), Ok(vec!["7".into(), "8".into()]));
        assert_eq!(levels("9"), Err(Fault::NotAChoice));
        assert_eq!(levels(" "), Ok(vec![]));
    }
}
