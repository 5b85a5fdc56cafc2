//! Who is in a group, who was, and the button beside each who is.

use askama::Template;
use domain::{
    access::{Action, Area, Holder, Resource},
    calendar::SchoolYear,
    group::Group,
    ids::StaffId,
    learner::LearnerRow,
    staff::{Grant, Membership, Role, StaffRow},
    steps::Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use web::{
    Desk, Problem, dates,
    ui::{Cell, Column, Details, Hidden, Html, Table, TableRow},
};

use crate::{
    apart::{self, Classes, Namesakes},
    path, t, words_for,
};

/// Somebody in the group, now or before.
#[derive(Debug, Clone, Serialize)]
pub struct Member {
    pub id: String,
    name: String,
    /// The date of birth of a learner, for who may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    birth: Option<Date>,
    /// The class that a learner is in today.
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    /// The location of a learner, where it is not that of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<String>,
    /// The address of a colleague who has a namesake.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    from: Date,
    /// The last day; for a part of it, when the person was taken out on that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    /// Whether the days are over.
    pub over: bool,
    #[serde(skip)]
    sort: String,
    #[serde(skip)]
    href: Option<String>,
}

/// The form of one learner or staff member in the table.
#[derive(Template)]
#[template(path = "remove.html")]
struct Remove<'a> {
    action: String,
    once: &'a Hidden,
    label: String,
    name: String,
}

/// The days of somebody in this group, those to come and those that are over.
fn days<'a>(memberships: &'a [Membership], group: &'a Group) -> impl Iterator<Item = &'a Membership> {
    memberships.iter().filter(|membership| membership.group == group.id)
}

/// Learners in a group, those to come and those that were.
pub fn learners(desk: &Desk, group: &Group, rows: &[LearnerRow], classes: &Classes) -> Vec<Member> {
    let today = desk.today();
    let one = |row: &LearnerRow| {
        let reached = desk.may(Action::SeeLearner, &Resource::Learner(&row.whereabouts(today))).is_ok();
        let known = |days| Member {
            birth: row.birth.filter(|_| reached),
            class: classes.on(row, today),
            elsewhere: apart::elsewhere(desk, row, group.location),
            href: reached.then(|| format!("/learners/{}", row.id)),
            ..member(row.id.to_string(), &row.name, &row.sort, days, today)
        };
        days(&row.memberships, group).map(known).collect::<Vec<_>>()
    };
    sorted(rows.iter().filter(|row| !row.ended).flat_map(one).collect())
}

/// Staff in a group, those to come and those that were.
pub fn staff(desk: &Desk, group: &Group, rows: &[StaffRow]) -> Vec<Member> {
    let today = desk.today();
    let manages = desk.actor.could(Action::ManageStaff, today);
    let namesakes = Namesakes::of(rows);
    let one = |row: &StaffRow| {
        let known = |days| Member {
            email: namesakes.address(row),
            href: manages.then(|| format!("/staff/{}", row.id)),
            ..member(row.id.to_string(), &row.name, &row.sort, days, today)
        };
        days(&row.memberships, group).map(known).collect::<Vec<_>>()
    };
    sorted(rows.iter().flat_map(one).collect())
}

/// Somebody with a role that was given for the group, who is not in it.
#[derive(Debug, Clone, Serialize)]
pub struct ByRole {
    id: StaffId,
    name: String,
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Subject>,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    href: Option<String>,
}

/// Staff outside the group who have a role today that is given for groups, for this one or all of its location (3-18, 3-21). Roles for a
/// whole location are not among them, and nobody sees anything through a group of a year that is over.
pub fn by_role(desk: &Desk, group: &Group, rows: &[StaffRow], members: &[Member]) -> Vec<ByRole> {
    let (today, locale) = (desk.today(), desk.locale());
    if group.year < SchoolYear::of(today) {
        return Vec::new();
    }
    let manages = desk.actor.could(Action::ManageStaff, today);
    let reaches = |grant: &Grant| {
        let is_for_all = grant.groups.is_empty() && grant.location.is_none_or(|location| location == group.location);
        grant.role.takes_groups() && (is_for_all || grant.groups.contains(&group.id))
    };
    let is_in = |row: &StaffRow| members.iter().any(|member| !member.over && member.id == row.id.to_string());
    let mut rows: Vec<&StaffRow> = rows.iter().filter(|row| !is_in(row)).collect();
    rows.sort_by(|a, b| a.sort.cmp(&b.sort));
    let one = |row: &StaffRow, grant: &Grant| ByRole {
        id: row.id,
        name: row.name.clone(),
        role: grant.role,
        subject: grant.subject,
        title: dates::grant(grant, locale),
        href: manages.then(|| format!("/staff/{}/rights", row.id)),
    };
    let grants = |row: &StaffRow| -> Vec<ByRole> {
        Holder::from(row).counting(today).filter(|grant| reaches(grant)).map(|grant| one(row, grant)).collect()
    };
    rows.into_iter().flat_map(grants).collect()
}

/// The same as a table, where there is anybody.
pub fn by_role_table(desk: &Desk, people: &[ByRole]) -> Option<Table> {
    let t = t(desk.locale());
    let rows = people.iter().map(|one| {
        let row = TableRow::new(&*one.name).cell(&*one.title);
        match &one.href {
            Some(href) => row.href(href),
            None => row,
        }
    });
    let table = Table::new(t.by_role(), [t.name(), t.role()].map(Column::new)).rows(rows);
    (!people.is_empty()).then_some(table)
}

/// With the days that are told of it; whether they are over is as it decides: at once (0-23, 0-24).
fn member(id: String, name: &str, sort: &str, membership: &Membership, today: Date) -> Member {
    let days = membership.days();
    Member {
        id,
        name: name.into(),
        birth: None,
        class: None,
        elsewhere: None,
        email: None,
        sort: sort.into(),
        href: None,
        from: days.from,
        to: days.to,
        over: membership.period.is_over(today),
    }
}

impl Member {
    /// The name, with the address of who has a namesake.
    fn called(&self) -> String {
        apart::beside(&self.name, [self.email.clone()])
    }

    /// The same with the date of birth of a learner: where a cell of its own does not tell it.
    fn in_full(&self, desk: &Desk) -> String {
        apart::beside(&self.name, [self.birth.map(|birth| apart::born(desk, birth)), self.email.clone()])
    }

    /// The class, and the location where it is another one.
    fn at(&self) -> String {
        let known = [&self.class, &self.elsewhere];
        known.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    }
}

fn sorted(mut members: Vec<Member>) -> Vec<Member> {
    members.sort_by(|a, b| (a.over, &a.sort, a.from).cmp(&(b.over, &b.sort, b.from)));
    members
}

/// Who is in it now or will be, each with a button to take out, for who may.
pub fn table(desk: &Desk, group: &Group, what: &str, members: &[Member]) -> Result<Option<Table>, Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    // A press asks once more and changes nothing yet, so that one key serves all.
    let once = desk.once()?;
    let is_staff = what == "staff";
    let caption = if is_staff { t.staff() } else { t.learners() };
    let takes_out = !is_staff || desk.manages(&Area::at(group.location));
    let mut head = vec![t.name()];
    if !is_staff {
        head.extend([t.birth(), t.class()]);
    }
    head.extend([t.from(), t.until()]);
    head.extend(takes_out.then(|| t.remove_column()));
    let mut table = Table::new(caption, head.into_iter().map(Column::new)).quiet_caption();
    for member in members.iter().filter(|member| !member.over) {
        let action = format!("{}/{what}/{}/remove", path(group.id), member.id);
        let remove = Html::render(&Remove { action, once: &once, label: t.remove(), name: member.in_full(desk) })?;
        let row = TableRow::new(member.called());
        let row = if is_staff { row } else { row.cell(words_for::day(member.birth, locale)).cell(member.at()) };
        let row = row.cell(dates::day(member.from, locale)).cell(words_for::day(member.to, locale));
        let row = if takes_out { row.cell(Cell::with(String::new(), remove)) } else { row };
        table = table.row(match &member.href {
            Some(href) => row.href(href),
            None => row,
        });
    }
    Ok(members.iter().any(|member| !member.over).then_some(table))
}

/// Who was in it, and when (0-24).
pub fn history(desk: &Desk, learners: &[Member], staff: &[Member]) -> Option<Details> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let past: Vec<&Member> = learners.iter().chain(staff).filter(|member| member.over).collect();
    let rows = past.iter().map(|member| {
        let row = TableRow::new(member.in_full(desk)).cell(dates::day(member.from, locale));
        row.cell(words_for::day(member.to, locale))
    });
    let table = Table::new(t.history(), [t.name(), t.from(), t.until()].map(Column::new)).quiet_caption().rows(rows);
    (!past.is_empty()).then(|| Details::new(t.history(), Html::of(table)))
}
