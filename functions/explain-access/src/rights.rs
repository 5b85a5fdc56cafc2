//! All that one person may do, by which role, and which learners that reaches (3-22, 3-30).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::{
        Action, Holder, Reach, Resource,
        explain::{Given, Missing, Standing},
    },
    ids::{LearnerId, StaffId},
    learner::LearnerRow,
    staff::{Membership, Role, StaffMember},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{App, Entity};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, Column, Details, Html, Notice, SummaryList, SummaryRow, Table, TableRow},
    words,
};

use crate::{
    school::{School, Through, place, reaches},
    t,
    words_for::{self, Subject},
};

#[derive(Template, Serialize)]
#[template(path = "rights.html")]
struct Rights {
    staff: StaffId,
    standing: Standing,
    /// Roles that count today, with what each gives.
    roles: Vec<Told>,
    /// What no role of today gives, and which would.
    missing: Vec<Missing>,
    /// Learners within reach whom the reader of this page may see as well.
    learners: Vec<Reached>,
    /// Those whom the reader may not see.
    unnamed: usize,
    #[serde(skip)]
    parts: Parts,
}

/// A role that counts today.
#[derive(Serialize)]
struct Told {
    role: Role,
    subject: Option<domain::steps::Subject>,
    location: Option<String>,
    from: Date,
    to: Option<Date>,
    /// Why it was granted, for who manages staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    by: String,
    actions: Vec<Allowed>,
    groups: Vec<Joined>,
    /// How many learners it reaches.
    learners: usize,
    /// Of how many of them it opens the dossier.
    dossiers: usize,
}

/// Something that a role allows, and how far.
#[derive(Serialize)]
struct Allowed {
    action: Action,
    reach: Reach,
}

/// A group of today.
#[derive(Serialize)]
struct Joined {
    #[serde(flatten)]
    group: Through,
    from: Date,
    to: Option<Date>,
}

/// A learner within reach.
#[derive(Serialize)]
struct Reached {
    id: LearnerId,
    name: String,
    /// Locations and groups by which.
    by: Vec<String>,
    reads: bool,
    #[serde(skip)]
    sort: String,
}

/// What people see of it.
struct Parts {
    notice: Option<Notice>,
    roles: Vec<(String, SummaryList)>,
    no_roles: String,
    lists: Vec<(String, Html)>,
    learners_title: String,
    learners: Vec<String>,
    names: Option<Details>,
    missing_title: String,
    missing_lead: String,
    missing: Option<SummaryList>,
    ask_title: String,
    ask: String,
    /// What of it the reader of this page cannot change, and who can.
    beyond: Option<Notice>,
    change_text: String,
    change: Option<Button>,
}

/// `GET /staff/{staff}/rights`
pub async fn rights(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    session: SignedIn,
) -> Result<Page, Problem> {
    let id: StaffId = staff.parse().map_err(|_| Problem::NotFound)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let key = [StaffMember::key(session.licence, &id)];
    let (desk, school, learners) =
        tokio::join!(session.enter(&app, &visitor, &key), School::read(&records), records.register::<LearnerRow>());
    let mut desk = desk?;
    if id != desk.me() {
        desk.may_here(Action::ManageStaff)?;
    }
    let member = desk.colleague(id)?.value;
    let view = Rights::of(&desk, &member, &school?, learners?)?;
    let (t, name) = (t(visitor.locale), member.name.full());
    let is_own = id == desk.me();
    let title = if is_own { t.own_title() } else { t.title(&name) };
    Ok(desk.page(title, &view).chrome(|chrome| {
        if is_own {
            chrome.back("/account", t.to_account())
        } else {
            chrome.back(format!("/staff/{id}"), t.back_to(name))
        }
    }))
}

impl Rights {
    fn of(desk: &Desk, member: &StaffMember, school: &School, rows: Vec<LearnerRow>) -> Result<Self, Problem> {
        let (holder, today) = (Holder::from(member).among(&desk.actor.locations), desk.today());
        let given = holder.given(today);
        let rows: Vec<LearnerRow> = rows.into_iter().filter(|row| !row.ended).collect();
        let roles: Vec<Told> = given.iter().map(|given| told(desk, member.id, school, given, &rows)).collect();
        let reached: Vec<&LearnerRow> =
            rows.iter().filter(|row| is_reached(&given, row, Action::SeeLearner, today)).collect();
        let sees =
            |row: &&&LearnerRow| desk.may(Action::SeeLearner, &Resource::Learner(&row.whereabouts(today))).is_ok();
        let named = reached.iter().filter(sees);
        let mut learners: Vec<Reached> = named.map(|row| reached_by(desk, school, &given, row)).collect();
        learners.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        let (missing, unnamed) = (holder.missing(today), reached.len() - learners.len());
        let (t, area) = (t(desk.locale()), school.area_of(desk, member));
        let manages = desk.actor.could(Action::ManageStaff, today);
        let beyond = desk.beyond(Action::ManageStaff, &area).filter(|_| manages);
        let parts = Parts {
            notice: notice(desk, holder.standing()),
            roles: roles.iter().map(|told| shown(desk, told)).collect::<Result<_, _>>()?,
            no_roles: t.no_roles(),
            lists: [waiting(desk, school, member)?, later(desk, school, member)?].into_iter().flatten().collect(),
            learners_title: t.learners_title(),
            learners: counted(desk, &roles, reached.len(), unnamed),
            names: (!learners.is_empty()).then(|| names(desk, &learners)),
            missing_title: t.missing_title(),
            missing_lead: t.missing_lead(),
            // Where something goes before every role, no other role would help.
            missing: if holder.standing() == Standing::Works { lacking(desk, &missing)? } else { None },
            ask_title: t.ask_title(),
            ask: t.ask(school.administrators(desk, &area).join(", ")),
            change_text: if beyond.is_some() { t.change_part() } else { t.change_text() },
            beyond: beyond.map(|beyond| beyond.notice(desk, &school.staff)),
            change: manages
                .then(|| Button::new(t.change_roles()).secondary().href(format!("/staff/{}/roles", member.id))),
        };
        Ok(Self { staff: member.id, standing: holder.standing(), roles, missing, learners, unnamed, parts })
    }
}

fn is_reached(given: &[Given<'_>], row: &LearnerRow, action: Action, today: Date) -> bool {
    let whereabouts = row.whereabouts(today);
    given.iter().any(|given| given.covers(action, &whereabouts))
}

fn told(desk: &Desk, holder: StaffId, school: &School, given: &Given<'_>, rows: &[LearnerRow]) -> Told {
    let today = desk.today();
    let count = |action| {
        let covered = |row: &&LearnerRow| given.covers(action, &row.whereabouts(today));
        rows.iter().filter(covered).count()
    };
    let joined = |own: &Membership| {
        let period = own.period;
        school.group(own.group).map(|group| Joined { group, from: period.from, to: period.to })
    };
    let grant = given.grant;
    Told {
        role: grant.role,
        subject: grant.subject,
        location: grant.location.map(|id| place(desk, Some(id))),
        from: grant.period.from,
        to: grant.period.to,
        reason: desk.actor.could(Action::ManageStaff, today).then(|| grant.reason.clone()),
        by: school.granted_by(desk, holder, grant),
        actions: given.actions.iter().map(|(action, reach)| Allowed { action: *action, reach: *reach }).collect(),
        groups: given.groups.iter().filter_map(joined).collect(),
        learners: count(Action::SeeLearner),
        dossiers: count(Action::ReadDossier),
    }
}

fn reached_by(desk: &Desk, school: &School, given: &[Given<'_>], row: &LearnerRow) -> Reached {
    let today = desk.today();
    let whereabouts = row.whereabouts(today);
    let mut by = Vec::new();
    for given in given.iter().filter(|given| given.covers(Action::SeeLearner, &whereabouts)) {
        if given.groups.is_empty() {
            by.push(place(desk, given.grant.location));
        } else {
            let shared = given.groups.iter().filter(|own| whereabouts.groups.contains(&own.group));
            by.extend(shared.filter_map(|own| school.group(own.group)).map(|group| group.name));
        }
    }
    by.sort();
    by.dedup();
    let reads = given.iter().any(|given| given.covers(Action::ReadDossier, &whereabouts));
    Reached { id: row.id, name: row.name.clone(), by, reads, sort: row.sort.clone() }
}

/// What goes before every role is told first (3-16).
fn notice(desk: &Desk, standing: Standing) -> Option<Notice> {
    let t = t(desk.locale());
    match standing {
        Standing::Works => None,
        Standing::NoAccess => Some(Notice::stop(t.no_access_title()).text(t.no_access_text())),
        Standing::Invited => Some(Notice::attention(t.invited_title()).text(t.invited_text())),
        Standing::Removed => Some(Notice::stop(t.removed_title()).text(t.removed_text())),
    }
}

/// A role with everything it gives.
fn shown(desk: &Desk, told: &Told) -> Result<(String, SummaryList), Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let by_group = told.role == Role::DossierTeacher || !told.groups.is_empty();
    let place = if told.role == Role::DossierTeacher {
        t.own_groups()
    } else if by_group {
        t.given_groups()
    } else {
        told.location.clone().unwrap_or_else(|| place(desk, None))
    };
    let mut list = SummaryList::new(words(locale))
        .answer(t.place(), place)
        .answer(t.from(), dates::day(told.from, locale))
        .answer(t.until(), words_for::until(told.to, locale))
        .answer(t.granted_by(), &told.by);
    if let Some(reason) = &told.reason {
        list = list.answer(t.reason(), reason);
    }
    if by_group {
        let groups: Vec<String> = told.groups.iter().map(|joined| joined_in(joined, locale)).collect();
        list = if groups.is_empty() {
            list.answer(t.through(), t.no_groups())
        } else {
            list.row(SummaryRow::with(t.through(), words_for::items(&groups)?))
        };
    }
    let mut subjects: BTreeMap<Subject, Vec<String>> = BTreeMap::new();
    for allowed in &told.actions {
        subjects.entry(words_for::subject(allowed.action)).or_default().push(words_for::action(allowed.action, locale));
    }
    for (subject, actions) in subjects {
        list = list.row(SummaryRow::with(words_for::about(subject, locale), words_for::items(&actions)?));
    }
    Ok((dates::role_for(told.role, told.subject, locale), list))
}

/// A group with its days.
fn joined_in(joined: &Joined, locale: web::Locale) -> String {
    let (t, group) = (t(locale), words_for::group(&joined.group.name, joined.group.kind, locale));
    let from = dates::day(joined.from, locale);
    match joined.to {
        Some(to) => t.group_until(group, from, dates::day(to, locale)),
        None => t.group_since(group, from),
    }
}

/// Roles of today that would count if nothing went before them: access is off, or the invitation was not accepted yet.
fn waiting(desk: &Desk, school: &School, member: &StaffMember) -> Result<Option<(String, Html)>, Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    if !matches!(Holder::from(member).standing(), Standing::NoAccess | Standing::Invited) {
        return Ok(None);
    }
    let present = member.grants.iter().filter(|grant| grant.period.holds(desk.today()));
    let lines: Vec<String> =
        present.map(|grant| t.waiting_role(dates::grant(grant, locale), reaches(desk, school, grant))).collect();
    Ok(if lines.is_empty() { None } else { Some((t.waiting_title(), words_for::items(&lines)?)) })
}

/// Roles that were granted and begin later.
fn later(desk: &Desk, school: &School, member: &StaffMember) -> Result<Option<(String, Html)>, Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let coming = member
        .grants
        .iter()
        .filter(|grant| grant.period.from > desk.today() && !grant.period.is_over(grant.period.from));
    let lines: Vec<String> = coming
        .map(|grant| {
            t.later_role(
                dates::grant(grant, locale),
                reaches(desk, school, grant),
                dates::day(grant.period.from, locale),
            )
        })
        .collect();
    Ok(if lines.is_empty() { None } else { Some((t.later_title(), words_for::items(&lines)?)) })
}

/// How many learners are within reach, and how far.
fn counted(desk: &Desk, roles: &[Told], reached: usize, unnamed: usize) -> Vec<String> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let by_role = roles.iter().map(|told| {
        let role = dates::role_for(told.role, told.subject, locale);
        if told.subject.is_some() {
            t.reach_subject(told.learners, role)
        } else if told.dossiers > 0 {
            t.reach_dossiers(told.learners, role)
        } else {
            t.reach_names(told.learners, role)
        }
    });
    let mut lines: Vec<String> = by_role.collect();
    if reached == 0 {
        lines = vec![t.reach_nobody()];
    }
    lines.extend(roles.iter().any(|told| told.role == Role::DossierTeacher).then(|| t.group_hint()));
    lines.extend((unnamed > 0).then(|| t.unnamed(unnamed)));
    lines
}

fn names(desk: &Desk, learners: &[Reached]) -> Details {
    let t = t(desk.locale());
    let rows = learners.iter().map(|reached| {
        TableRow::new(&*reached.name).cell(reached.by.join(", ")).cell(if reached.reads { t.yes() } else { t.no() })
    });
    let head = [t.learner(), t.by_what(), t.reads()].map(Column::new);
    let table = Table::new(t.learners_title(), head).quiet_caption().rows(rows);
    Details::new(t.show_names(learners.len()), Html::of(table))
}

/// What no role gives, by the roles that would.
fn lacking(desk: &Desk, missing: &[Missing]) -> Result<Option<SummaryList>, Problem> {
    let locale = desk.locale();
    // Where there is one location, a role for it is as good as one for all.
    let several = desk.licence.locations.len() > 1;
    let mut by_roles: BTreeMap<(&[Role], bool), Vec<String>> = BTreeMap::new();
    for one in missing {
        let roles = (&*one.roles, one.whole && several);
        by_roles.entry(roles).or_default().push(words_for::action(one.action, locale));
    }
    if by_roles.is_empty() {
        return Ok(None);
    }
    let mut list = SummaryList::new(words(locale));
    for ((roles, whole), actions) in by_roles {
        list = list.row(SummaryRow::with(words_for::any_of(roles, whole, locale), words_for::items(&actions)?));
    }
    Ok(Some(list))
}
