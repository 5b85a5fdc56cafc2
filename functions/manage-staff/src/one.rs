//! The page of one staff member: account, roles, groups, and what became of the invitation.

use askama::Template;
use axum::extract::{Path, State};
use domain::staff::{StaffMember, StaffStatus};
use jiff::civil::Date;
use serde::Serialize;
use store::{App, audit::Entry};
use web::{
    Desk, Locale, Page, Problem, SignedIn, Visitor, dates, role_fields,
    ui::{Button, Column, Hidden, Html, Notice, SummaryList, SummaryRow, Table, TableRow, Timeline, TimelineEntry},
    visitor::query,
    words,
};

use crate::{
    about::{About, Granted, Joined},
    list::status,
    t,
    trail::Trail,
};

#[derive(Template, Serialize)]
#[template(path = "one.html")]
struct One {
    #[serde(flatten)]
    about: About,
    #[serde(skip)]
    beyond: Option<Notice>,
    #[serde(skip)]
    summary: SummaryList,
    #[serde(skip)]
    edit: Option<Button>,
    #[serde(skip)]
    roles: Table,
    #[serde(skip)]
    change_roles: Option<Button>,
    #[serde(skip)]
    rights: Button,
    #[serde(skip)]
    groups: Option<Table>,
    #[serde(skip)]
    self_granted: Option<Timeline>,
    #[serde(skip)]
    trail: Option<Timeline>,
    #[serde(skip)]
    earlier: Option<String>,
    #[serde(skip)]
    reset: Option<ResetShown>,
    #[serde(skip)]
    acts: Vec<Act>,
    #[serde(skip)]
    titles: Titles,
}

/// The reset of the second factor that was asked for last.
struct ResetShown {
    title: String,
    reason: String,
    trail: Timeline,
}

/// Something that can be done here: a form of its own.
struct Act {
    title: String,
    text: String,
    action: String,
    once: Hidden,
    more: Option<Hidden>,
    button: Button,
}

struct Titles {
    groups: String,
    no_groups: String,
    self_granted: String,
    trail: String,
    scanners: String,
}

/// `GET /staff/{staff}`
pub async fn one(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    session: SignedIn,
) -> Result<Page, Problem> {
    let (desk, member) = session.enter_about(&app, &visitor, &staff).await?;
    let member = member.value;
    let about = About::read(&desk, &member).await?;
    let beyond = match member.status {
        StaffStatus::Removed => None,
        StaffStatus::Invited | StaffStatus::Active => desk.beyond_notice(&desk.area_of(&member).await?).await?,
    };
    let view = view(&desk, &member, about, beyond)?;
    let t = t(visitor.locale);
    Ok(desk.page(member.name.full(), &view).chrome(|chrome| {
        chrome.wide().caption(t.caption()).back("/staff", t.title()).flash(happened(&visitor, &member))
    }))
}

/// What was done on the page that led here.
fn happened(visitor: &Visitor, member: &StaffMember) -> Option<Notice> {
    let t = t(visitor.locale);
    match query(&visitor.uri, "done")?.as_str() {
        "invited" => Some(Notice::success(t.done_invited(member.name.full())).text(t.done_invited_text(&member.email))),
        "invited-again" => {
            Some(Notice::success(t.done_again(member.name.full())).text(t.done_again_text(&member.email)))
        }
        "changed" => Some(Notice::success(t.done_changed(member.name.full()))),
        "printed" => Some(Notice::info(t.done_printed(member.name.full())).text(t.done_printed_text())),
        "factor-reset" => {
            Some(Notice::success(t.done_factor_reset(member.name.full())).text(t.done_factor_reset_text(&member.email)))
        }
        "removed" => Some(Notice::success(t.done_removed(member.name.full())).text(t.done_removed_text())),
        _ => None,
    }
}

/// What cannot be done by who looks after a part of the licence is not offered; `beyond` says so.
fn view(desk: &Desk, member: &StaffMember, about: About, beyond: Option<Notice>) -> Result<One, Problem> {
    let (locale, t) = (desk.locale(), t(desk.locale()));
    let replaced = member.invitations.len().saturating_sub(1);
    let to = |page: &str, label: String| Button::new(label).secondary().href(format!("/staff/{}/{page}", member.id));
    let works_here = member.status != StaffStatus::Removed;
    let edit = if member.may_be_invited() { t.edit() } else { t.edit_name() };
    Ok(One {
        summary: summary(&about, locale),
        edit: (works_here && beyond.is_none()).then(|| to("edit", edit)),
        roles: roles(&about.roles, locale),
        change_roles: works_here.then(|| to("roles", t.change_roles())),
        rights: to("rights", t.rights()),
        groups: (!about.groups.is_empty()).then(|| groups(&about.groups, locale)),
        self_granted: (!about.self_granted.is_empty()).then(|| log(&about.self_granted, locale)),
        trail: about.invitation.as_ref().map(|trail| trail.timeline(locale)),
        earlier: (replaced > 0).then(|| t.earlier_links(replaced)),
        reset: about.factor_reset.as_ref().map(|reset| ResetShown {
            title: t.reset_trail(),
            reason: t.reset_reason(&reset.reason),
            trail: reset.trail.timeline(locale),
        }),
        acts: if beyond.is_none() { acts(desk, member, about.invitation.as_ref())? } else { Vec::new() },
        beyond,
        titles: Titles {
            groups: t.groups(),
            no_groups: t.no_groups(),
            self_granted: t.self_granted_log(),
            trail: t.trail(),
            scanners: t.scanners(),
        },
        about,
    })
}

fn summary(about: &About, locale: Locale) -> SummaryList {
    let t = t(locale);
    SummaryList::new(words(locale))
        .answer(t.name(), &about.name)
        .answer(t.email(), &about.email)
        .row(SummaryRow::with(t.account(), Html::of(status(about.status, locale))))
        .answer(t.access(), if about.access { t.yes() } else { t.no() })
}

/// The last day; what ended on the day it began never held for a whole day.
fn last_day(from: Date, to: Option<Date>, locale: Locale) -> String {
    match to {
        None => String::new(),
        Some(to) if to < from => t(locale).same_day(),
        Some(to) => dates::day(to, locale),
    }
}

fn roles(all: &[Granted], locale: Locale) -> Table {
    let t = t(locale);
    let by = |granted: &Granted| match (&granted.by, granted.self_granted) {
        (Some(name), true) => t.by_self(name),
        (Some(name), false) => name.clone(),
        (None, _) => t.by_platform(),
    };
    let row = |granted: &Granted| {
        TableRow::new(dates::role_for(granted.role, granted.subject, locale))
            .cell(&*granted.place)
            .cell(dates::day(granted.from, locale))
            .cell(last_day(granted.from, granted.to, locale))
            .cell(granted.reason.clone())
            .cell(by(granted))
    };
    let head =
        [t.role(), role_fields::reach_title(locale), t.from(), t.to(), t.reason(), t.granted_by()].map(Column::new);
    Table::new(t.roles(), head).rows(all.iter().map(row))
}

fn groups(all: &[Joined], locale: Locale) -> Table {
    let t = t(locale);
    let row = |joined: &Joined| {
        TableRow::new(joined.name.clone())
            .cell(joined.year.clone())
            .cell(dates::day(joined.from, locale))
            .cell(last_day(joined.from, joined.to, locale))
    };
    let head = [t.group(), t.year(), t.from(), t.to()].map(Column::new);
    Table::new(t.groups(), head).quiet_caption().rows(all.iter().map(row))
}

/// The rows of the audit log about roles that somebody gave himself (3-20).
fn log(rows: &[Entry], locale: Locale) -> Timeline {
    let t = t(locale);
    let when = |row: &Entry| row.at.map(|at| dates::moment(at, locale)).unwrap_or_default();
    let role = |row: &Entry| {
        row.particulars
            .get("role")
            .and_then(|role| domain::staff::Role::parse(role).ok())
            .map(|role| dates::role(role, locale))
            .unwrap_or_default()
    };
    Timeline::new(rows.iter().map(|row| TimelineEntry::new(when(row), t.granted_self(role(row)))))
}

/// What can be done with this account now.
fn acts(desk: &Desk, member: &StaffMember, invitation: Option<&Trail>) -> Result<Vec<Act>, Problem> {
    let t = t(desk.locale());
    let mut acts = Vec::new();
    if member.may_be_invited() {
        let button = Button::new(t.again_button());
        // Somebody who was just invited needs no second mail: it is what to do only when the first did not work.
        let button = if invitation.is_some_and(Trail::is_under_way) { button.secondary() } else { button };
        acts.push(Act {
            title: t.again_title(),
            text: t.again_text(member.name.full(), &member.email),
            action: format!("/staff/{}/invitation", member.id),
            once: desk.once()?,
            more: None,
            button,
        });
        acts.push(Act {
            title: t.paper_title(),
            text: t.paper_text(member.name.full()),
            action: format!("/staff/{}/invitation", member.id),
            once: desk.once()?,
            more: Some(Hidden::new("delivery", "paper")),
            button: Button::new(t.paper_button()).secondary(),
        });
    }
    if member.may_reset_factor() && member.id != desk.me() {
        let button = Button::new(t.reset_button()).secondary();
        acts.push(Act {
            title: t.reset_title(),
            text: t.reset_text(member.name.full()),
            action: format!("/staff/{}/second-factor", member.id),
            once: desk.once()?,
            more: None,
            button,
        });
    }
    if member.status != StaffStatus::Removed {
        let button = Button::new(t.remove_button()).secondary();
        acts.push(Act {
            title: t.remove_title(),
            text: t.remove_text(),
            action: format!("/staff/{}/remove", member.id),
            once: desk.once()?,
            more: None,
            button,
        });
    }
    Ok(acts)
}
