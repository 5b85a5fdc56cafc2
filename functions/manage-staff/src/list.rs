//! The list of staff, by family name.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use domain::{
    access::Action,
    group::Group,
    ids::{GroupId, LocationId},
    staff::{Grant, StaffRow, StaffStatus},
};
use jiff::civil::Date;
use serde::Serialize;
use store::App;
use web::{
    Desk, Locale, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, Chrome, Column, Details, EmptyState, Html, Notice, SearchBox, State as Shape, Table, TableRow, Tag},
    visitor::query,
    words,
};

use crate::t;

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    staff: Vec<StaffRow>,
    #[serde(skip)]
    notices: Vec<Notice>,
    #[serde(skip)]
    search: SearchBox,
    #[serde(skip)]
    invite: Vec<Button>,
    #[serde(skip)]
    holders: String,
    #[serde(skip)]
    rounds: String,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    removed: Option<Details>,
}

/// At which location each group is.
type Places = HashMap<GroupId, LocationId>;

/// `GET /staff`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, rows) = futures::join!(session.enter(&app, &visitor, &[]), records.register::<StaffRow>());
    let desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let (rows, asked) = (rows?, query(&visitor.uri, "q").unwrap_or_default());
    // Where a role for groups holds is asked only where one location is looked at.
    let has_groups = |row: &StaffRow| row.grants.iter().any(|grant| !grant.groups.is_empty());
    let groups = match desk.places.chosen() {
        Some(_) if rows.iter().any(has_groups) => records.register::<Group>().await?,
        _ => Vec::new(),
    };
    let groups = groups.into_iter().map(|group| (group.id, group.location)).collect();
    let view = view(&desk, rows, &groups, asked.trim());
    Ok(desk.page(t(visitor.locale).title(), &view).chrome(Chrome::wide))
}

fn view(desk: &Desk, all: Vec<StaffRow>, groups: &Places, asked: &str) -> List {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let notices = self_granted(desk, &all);
    let (staff, elsewhere): (Vec<StaffRow>, Vec<StaffRow>) =
        found(all, asked).into_iter().partition(|row| works_here(desk, row, groups));
    let (removed, present): (Vec<&StaffRow>, Vec<&StaffRow>) =
        staff.iter().partition(|row| row.status == StaffStatus::Removed);
    let invite = || Button::new(t.invite()).href("/staff/new");
    let many = || Button::new(t.invite_many()).secondary().href("/staff/invitations/new");
    let alone = asked.is_empty() && present.len() <= 1 && elsewhere.is_empty();
    let empty = match (present.is_empty(), alone) {
        (_, true) => Some(EmptyState::new(t.alone_title(), t.alone_text()).button(invite())),
        (true, false) => Some(
            EmptyState::new(t.nobody_title(asked), t.nobody_text())
                .button(Button::new(t.everybody()).secondary().href("/staff")),
        ),
        _ => None,
    };
    List {
        notices,
        search: SearchBox::new(w, "/staff", t.search()).value(asked),
        invite: if alone { vec![many()] } else { vec![invite(), many()] },
        elsewhere: desk.elsewhere(elsewhere.len()),
        holders: t.holders(),
        rounds: t.rounds(),
        table: (!present.is_empty()).then(|| table(&present, t.title(), desk)),
        empty,
        removed: (!removed.is_empty())
            .then(|| Details::new(t.removed_staff(), Html::of(table(&removed, t.removed_staff(), desk)))),
        staff,
    }
}

/// Whether somebody has, or last had, a role at the location that is looked at.
fn works_here(desk: &Desk, row: &StaffRow, groups: &Places) -> bool {
    let Some(location) = desk.places.chosen() else { return true };
    row.grants.is_empty() || row.grants.iter().any(|grant| grant.holds_at(location, |id| groups.get(&id).copied()))
}

/// Who fits the search, by family name.
fn found(mut rows: Vec<StaffRow>, asked: &str) -> Vec<StaffRow> {
    rows.retain(|row| row.matches(asked));
    rows.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
    rows
}

/// What roles somebody has today, each with its last day if there is one; the same role at two locations is named once.
fn roles(row: &StaffRow, today: Date, locale: Locale) -> String {
    let named = |grant: &Grant| match grant.period.to {
        Some(last) => t(locale).role_until(dates::grant(grant, locale), dates::day(last, locale)),
        None => dates::grant(grant, locale),
    };
    let mut grants: Vec<&Grant> = row.roles(today).collect();
    grants.sort_by_key(|grant| (grant.role, grant.period.to));
    let mut named: Vec<String> = grants.into_iter().map(named).collect();
    named.dedup();
    named.join(", ")
}

fn table(rows: &[&StaffRow], caption: String, desk: &Desk) -> Table {
    let (locale, t) = (desk.locale(), t(desk.locale()));
    let row = |row: &&StaffRow| {
        TableRow::new(row.name.clone())
            .href(format!("/staff/{}", row.id))
            .cell(row.email.clone())
            .cell(roles(row, desk.today(), locale))
            .cell(status(row.status, locale))
    };
    Table::new(
        caption,
        [Column::new(t.name()), Column::new(t.email()), Column::new(t.roles()), Column::new(t.account())],
    )
    .quiet_caption()
    .rows(rows.iter().map(row))
}

/// A status as word and shape.
pub fn status(status: StaffStatus, locale: Locale) -> Tag {
    let t = t(locale);
    match status {
        StaffStatus::Invited => Tag::new(Shape::Busy, t.status_invited()),
        StaffStatus::Active => Tag::new(Shape::Finished, t.status_active()),
        StaffStatus::Removed => Tag::new(Shape::Stopped, t.status_removed()),
    }
}

/// A role that somebody gave himself is shown to the other administrators (3-20).
fn self_granted(desk: &Desk, rows: &[StaffRow]) -> Vec<Notice> {
    let t = t(desk.locale());
    let others = rows.iter().filter(|row| row.id != desk.me());
    let granted = others
        .flat_map(|row| row.self_granted(desk.today()).map(move |grant| (row, dates::grant(grant, desk.locale()))));
    granted
        .map(|(row, role)| {
            Notice::attention(t.self_granted(&row.name, role)).link(format!("/staff/{}", row.id), t.look())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, sort: &str) -> StaffRow {
        let value = serde_json::json!({ "id": "00000000-0000-0000-0000-000000000001", "name": name, "full": name, "sort": sort, "email": "a@dewilg.example", "access": true, "grants": [], "memberships": [], "status": "active" });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_list_goes_by_family_name_and_the_search_forgives_accents() {
        let rows = vec![row("Ven, Zoë van der", "ven zoe"), row("Aal, Jet", "aal jet")];
        let names = |asked| found(rows.clone(), asked).into_iter().map(|row| row.name).collect::<Vec<_>>();
        assert_eq!(names(""), ["Aal, Jet", "Ven, Zoë van der"]);
        assert_eq!(names("zoe"), ["Ven, Zoë van der"]);
    }
}
