//! The page with the roles of somebody, what can be taken back, and the form to give one.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    group::Group,
    ids::{GroupId, StaffId},
    input::Faults,
    staff::{Grant, GrantInput, Role, StaffMember, StaffStatus},
    steps::Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    faults::Told,
    looked_after::GroupLocations,
    role_fields::{self, Offer, RoleFields},
    ui::{Button, Cell, Column, Field, Hidden, Html, Notice, Table, TableRow, TextArea, TextField, Width},
    visitor::query,
    words,
};

use crate::{path, t};

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Show {
    staff: StaffId,
    roles: Vec<Present>,
    access: bool,
    #[serde(skip)]
    notice: Option<Notice>,
    #[serde(skip)]
    beyond: Option<Notice>,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    form: Option<Form>,
    #[serde(skip)]
    switch: Option<Switch>,
    #[serde(skip)]
    none: String,
}

/// A role that counts, or will.
#[derive(Serialize)]
struct Present {
    /// Its place in the list; what takes it back names it so.
    grant: usize,
    role: Role,
    subject: Option<Subject>,
    groups: BTreeSet<GroupId>,
    location: Option<String>,
    /// Where it reaches, in words.
    place: String,
    from: Date,
    to: Option<Date>,
    reason: String,
    /// Whether the person at work may take it back.
    #[serde(skip)]
    ends: bool,
}

struct Form {
    title: String,
    action: String,
    once: Hidden,
    role: RoleFields,
    reason: TextArea,
    to: TextField,
    button: Button,
}

/// The form that switches access.
struct Switch {
    title: String,
    text: String,
    action: String,
    once: Hidden,
    access: Hidden,
    button: Button,
}

/// The form of one role in the table.
#[derive(Template)]
#[template(path = "end.html")]
struct End<'a> {
    action: String,
    once: &'a Hidden,
    grant: Hidden,
    label: String,
    name: &'a str,
}

/// `GET /staff/{staff}/roles`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    session: SignedIn,
) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (entered, groups) = tokio::join!(session.enter_about(&app, &visitor, &staff), records.register::<Group>());
    let (desk, member) = entered?;
    page(&desk, &member.value, groups?, &GrantInput::default(), None).await
}

/// The page, with what was typed and what is wrong with it. What the person at work may not change is shown and not offered.
pub async fn page(
    desk: &Desk,
    member: &StaffMember,
    groups: Vec<Group>,
    typed: &GrantInput,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let works_here = member.status != StaffStatus::Removed;
    let wrong = faults.clone().unwrap_or_default();
    let roles = present(desk, member, &groups);
    let area = desk.area_among(member, &GroupLocations::of(&groups));
    let beyond = desk.beyond_notice(&area).await?.filter(|_| works_here);
    let offer = Offer::to(desk, member, groups);
    let form = if works_here { Some(form(desk, member, &offer, typed, &wrong)?) } else { None };
    let view = Show {
        staff: member.id,
        table: if roles.is_empty() { None } else { Some(table(desk, member, &roles)?) },
        switch: if works_here && beyond.is_none() { Some(switch(desk, member)?) } else { None },
        beyond,
        roles,
        access: member.access,
        notice: notice(desk, member),
        form,
        none: t.no_roles(),
    };
    let name = member.name.full();
    let page = desk.page(t.title(&name), &view).chrome(|chrome| {
        chrome.wide().back(format!("/staff/{}", member.id), t.back_to(&name)).flash(happened(desk, &name))
    });
    Ok(match (faults, &view.form) {
        (Some(faults), Some(form)) => page.invalid(faults, form.fields()),
        _ => page,
    })
}

impl Form {
    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        self.role.fields().chain([&self.reason as &dyn Field, &self.to])
    }
}

/// What was done on the page that led here.
fn happened(desk: &Desk, name: &str) -> Option<Notice> {
    let t = t(desk.locale());
    match query(&desk.visitor.uri, "done")?.as_str() {
        "granted" => Some(Notice::success(t.done_granted(name)).text(t.at_once())),
        "already" => Some(Notice::info(t.done_already(name))),
        "ended" => Some(Notice::success(t.done_ended(name)).text(t.at_once())),
        "access-off" => Some(Notice::success(t.done_access_off(name)).text(t.at_once())),
        "access-on" => Some(Notice::success(t.done_access_on(name)).text(t.at_once())),
        _ => None,
    }
}

/// What somebody should know before giving a role here.
fn notice(desk: &Desk, member: &StaffMember) -> Option<Notice> {
    let t = t(desk.locale());
    if !member.access && member.status != StaffStatus::Removed {
        return Some(Notice::attention(t.without_access(member.name.full())));
    }
    (member.id == desk.me()).then(|| Notice::info(t.yourself()).text(t.yourself_text()))
}

fn present(desk: &Desk, member: &StaffMember, groups: &[Group]) -> Vec<Present> {
    let (today, places) = (desk.today(), GroupLocations::of(groups));
    let ends =
        |grant: &Grant| member.status != StaffStatus::Removed && desk.manages(&grant.area(|group| places.get(group)));
    let one = |(at, grant): (usize, &Grant)| {
        (!grant.period.is_over(today)).then(|| Present {
            grant: at,
            role: grant.role,
            subject: grant.subject,
            groups: grant.groups.clone(),
            location: location(desk, grant),
            place: role_fields::reach(desk, grant, groups),
            from: grant.period.from,
            to: grant.period.to,
            reason: grant.reason.clone(),
            ends: ends(grant),
        })
    };
    member.grants.iter().enumerate().filter_map(one).collect()
}

/// Where a role holds; nothing for the whole licence.
fn location(desk: &Desk, grant: &Grant) -> Option<String> {
    desk.licence.location(grant.location?).map(role_fields::location_name)
}

fn table(desk: &Desk, member: &StaffMember, roles: &[Present]) -> Result<Table, Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let takes_back = roles.iter().any(|present| present.ends);
    let head = [t.role(), role_fields::reach_title(locale), t.from(), t.until(), t.reason()]
        .into_iter()
        .chain(takes_back.then(|| t.end_column()));
    let mut table = Table::new(t.roles(), head.map(Column::new)).quiet_caption();
    // A press asks once more and changes nothing yet, so that one key serves all.
    let once = desk.once()?;
    for present in roles {
        let name = dates::role_for(present.role, present.subject, locale);
        let mut row = TableRow::new(&*name)
            .cell(&*present.place)
            .cell(dates::day(present.from, locale))
            .cell(present.to.map(|last| dates::day(last, locale)).unwrap_or_default())
            .cell(present.reason.clone());
        if present.ends {
            let grant = Hidden::new("grant", present.grant.to_string());
            let action = format!("{}/end", path(member.id));
            let end = Html::render(&End { action, once: &once, grant, label: t.end(), name: &name })?;
            row = row.cell(Cell::with(String::new(), end));
        } else if takes_back {
            row = row.cell("");
        }
        table = table.row(row);
    }
    Ok(table)
}

fn form(desk: &Desk, member: &StaffMember, offer: &Offer, typed: &GrantInput, wrong: &Faults) -> Result<Form, Problem> {
    let (t, told) = (t(desk.locale()), Told::new(wrong, desk.locale()));
    let reason = TextArea::new(words(desk.locale()), "reason", t.reason_field());
    Ok(Form {
        title: t.give_title(),
        action: path(member.id),
        once: desk.once()?,
        role: RoleFields::new(desk, offer, typed, &told),
        reason: reason.hint(t.reason_hint()).rows(3).value(&typed.reason).error(told.at("reason")),
        to: TextField::new(words(desk.locale()), "to", t.until())
            .hint(t.until_hint())
            .value(&typed.to)
            .optional()
            .error(told.at("to"))
            .autocomplete("off")
            .width(Width::Ten),
        button: Button::new(t.give()),
    })
}

fn switch(desk: &Desk, member: &StaffMember) -> Result<Switch, Problem> {
    let (t, name) = (t(desk.locale()), member.name.full());
    let (title, text, to, button) = if member.access {
        (t.access_off_title(), t.access_off_text(&name), "no", Button::new(t.access_off()).secondary())
    } else {
        (t.access_on_title(), t.access_on_text(&name), "yes", Button::new(t.access_on()).secondary())
    };
    let action = format!("/staff/{}/access", member.id);
    Ok(Switch { title, text, action, once: desk.once()?, access: Hidden::new("access", to), button })
}
