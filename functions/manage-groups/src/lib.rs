//! Groups: classes, cross groups and external groups, with the learners and staff in them and their days.

mod apart;
mod form;
mod learners;
mod list;
mod members;
mod question;
mod show;
mod staff;
mod words_for;

use domain::{
    access::{Action, Resource, Whereabouts},
    group::Group,
    ids::{GroupId, LocationId},
    input::{Fault, Faults},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{App, Stored};
use web::{Api, Desk, Problem, id};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("manage-groups")
        .get("/groups", "Groups of a school year", list::list)
        .get("/groups/new", "Form for a new group", form::empty)
        .post::<form::Input, _, _>("/groups", "Makes a group", form::make)
        .get("/groups/{group}", "A group with its members, now and before; `?form=change` shows the form", show::show)
        .post::<form::Input, _, _>("/groups/{group}", "Changes name and year levels", form::save)
        .post::<learners::Input, _, _>(
            "/groups/{group}/learners",
            "Adds a learner; asks before a move from another class",
            learners::add,
        )
        .post::<Confirmed, _, _>(
            "/groups/{group}/learners/{learner}/remove",
            "Takes a learner out at once, after asking once more",
            learners::remove,
        )
        .post::<staff::Input, _, _>("/groups/{group}/staff", "Adds a staff member", staff::add)
        .post::<Confirmed, _, _>(
            "/groups/{group}/staff/{staff}/remove",
            "Takes a staff member out at once, after asking once more",
            staff::remove,
        )
        .with_state(app)
}

/// Whether the question was answered.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "RemoveFromGroup")]
pub struct Confirmed {
    /// `yes` when it was asked and confirmed.
    confirmed: String,
}

impl Confirmed {
    /// Whether it was; a program has to say so at once.
    fn given(&self, desk: &Desk) -> Result<bool, Problem> {
        match (self.confirmed == "yes", desk.visitor.wants_json) {
            (false, true) => Err(Problem::Invalid(Faults::one("confirmed", Fault::Missing))),
            (given, _) => Ok(given),
        }
    }
}

/// Whether the person at work may fill and change groups of this location.
fn manages(desk: &Desk, location: LocationId) -> bool {
    desk.may(Action::ManageGroups, &Resource::Learner(&Whereabouts::at(location))).is_ok()
}

/// Takes out the group that was asked for; one of another location is not there.
fn group(desk: &mut Desk, group: GroupId) -> Result<Stored<Group>, Problem> {
    desk.may_here(Action::ManageGroups)?;
    let found = desk.found.entity::<Group>(desk.licence.id, &group)?;
    desk.may(Action::ManageGroups, &Resource::Learner(&Whereabouts::at(found.value.location)))?;
    Ok(found)
}

/// From which day somebody is added. To an external group never from a day in the past: it would tell a history of access that was not so (0-24).
///
/// # Errors
/// What is wrong with the day.
fn first_day(typed: &str, group: &Group, today: Date) -> Result<Date, Fault> {
    let usual = group.year.counts_from(today);
    let from = domain::input::optional_date(typed)?.unwrap_or(usual);
    let first = if group.kind == domain::group::GroupKind::External { usual } else { group.year.first_day() };
    if from < first {
        return Err(Fault::TooEarly { first });
    }
    let last = group.year.last_day();
    if from > last { Err(Fault::TooLate { last }) } else { Ok(from) }
}

/// Where a group is.
fn path(group: GroupId) -> String {
    format!("/groups/{group}")
}

#[cfg(test)]
mod tests {
    use domain::{calendar::SchoolYear, group::GroupKind, ids::LicenceId};
    use jiff::civil::date;

    use super::*;

    fn group(kind: GroupKind) -> Group {
        let id = LicenceId::new("00000000-0000-0000-0000-000000000001".parse().unwrap()).uuid();
        Group {
            id: GroupId::new(id),
            name: "5a".into(),
            kind,
            year: SchoolYear::starting(2026),
            location: LocationId::new(id),
            levels: vec![],
        }
    }

    #[test]
    fn nobody_is_added_to_an_external_group_in_the_past() {
        // 0-24
        let today = date(2026, 11, 22);
        assert_eq!(first_day("21-11-2026", &group(GroupKind::External), today), Err(Fault::TooEarly { first: today }));
        assert_eq!(first_day("21-11-2026", &group(GroupKind::Class), today), Ok(date(2026, 11, 21)));
    }

    #[test]
    fn a_group_takes_nobody_outside_its_year() {
        assert_eq!(first_day("", &group(GroupKind::Class), date(2026, 6, 1)), Ok(date(2026, 8, 1)));
        assert_eq!(
            first_day("", &group(GroupKind::Class), date(2027, 8, 1)),
            Err(Fault::TooLate { last: date(2027, 7, 31) })
        );
    }
}
