//! The fields in which a role is chosen: which, for which subject and groups, and where it holds.

use askama::{Template, filters::HtmlSafe};
use domain::{
    access::Area,
    calendar::SchoolYear,
    group::{Group, GroupKind, is_from_outside},
    ids::{GroupId, LocationId},
    licence::{Location, LocationCode},
    staff::{ALL_GROUPS, Grant, GrantInput, NewGrant, Places, Role, StaffMember},
    steps::Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use store::audit::Entry;
use texts::Locale;

use crate::{
    dates,
    desk::Desk,
    faults::Told,
    t,
    ui::{Checkboxes, Choice, Field, Radios},
    words::words,
};

/// What a role can be given for by the person at work: in the part of the licence that he looks after.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Groups of this school year and later ones, without those for people from outside.
    groups: Vec<Group>,
    ids: Vec<GroupId>,
    locations: Vec<LocationId>,
    today: Date,
    /// Whether that is not the whole licence.
    is_part: bool,
    /// Whether it is for somebody in an external group (0-06).
    from_outside: bool,
}

impl Offer {
    /// Of the groups of the licence.
    pub fn of(desk: &Desk, mut groups: Vec<Group>) -> Self {
        let (today, locations) = (desk.today(), desk.looked_after());
        // People from outside are members of their group and nothing else (0-06).
        let is_for_roles = |group: &Group| group.kind != GroupKind::External && group.year >= SchoolYear::of(today);
        groups.retain(|group| is_for_roles(group) && locations.contains(&group.location));
        groups.sort_by(|a, b| (a.year, a.location, a.kind, &a.name).cmp(&(b.year, b.location, b.kind, &b.name)));
        let ids = groups.iter().map(|group| group.id).collect();
        let is_part = !desk.manages(&Area::Licence);
        Self { groups, ids, locations, today, is_part, from_outside: false }
    }

    /// The same for this person: somebody in an external group can be a dossier teacher and nothing else (0-06).
    pub fn to(desk: &Desk, member: &StaffMember, groups: Vec<Group>) -> Self {
        let from_outside = is_from_outside(member, &groups, desk.today());
        Self { from_outside, ..Self::of(desk, groups) }
    }

    /// What a typed role is checked against.
    pub fn places(&self) -> Places<'_> {
        let Self { locations, ids, today, is_part, from_outside, .. } = self;
        Places { locations, groups: ids, today: *today, is_part: *is_part, from_outside: *from_outside }
    }
}

/// The fields of a role. Subject and groups show themselves with the roles that are given for them.
#[derive(Debug, Clone, Serialize, Template)]
#[template(path = "role-fields.html")]
pub struct RoleFields {
    role: Radios,
    /// For which subject and groups; not where no role is offered that is given for them.
    subject: Option<Radios>,
    groups: Option<Checkboxes>,
    location: Option<Radios>,
}

impl HtmlSafe for RoleFields {}

impl RoleFields {
    /// The fields with what was typed and what is wrong with it.
    pub fn new(desk: &Desk, offer: &Offer, typed: &GrantInput, told: &Told<'_>) -> Self {
        let (t, w, locale) = (t(desk.locale()), words(desk.locale()), desk.locale());
        let subjects = Subject::ALL.map(|subject| (subject.as_str(), dates::subject(subject, locale)));
        let several = desk.licence.locations.len() > 1;
        let label = |group: &Group| {
            let place = several.then(|| desk.licence.location(group.location)).flatten();
            let later = group.year > SchoolYear::of(offer.today);
            [Some(group.name.clone()), place.map(|place| place.name.clone()), later.then(|| group.year.to_string())]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        };
        let groups = offer.groups.iter().map(|group| (group.id.to_string(), label(group)));
        let location = location(desk, &typed.location).map(|field| field.error(told.at("location")));
        if offer.from_outside {
            let only = Role::DossierTeacher;
            let chosen = if typed.role.is_empty() { only.as_str() } else { &typed.role };
            let role = role(desk, chosen, |role| *role == Role::DossierTeacher).hint(t.role_outside_hint());
            return Self { role: role.error(told.at("role")), subject: None, groups: None, location };
        }
        let subject = Radios::new(w, "subject", t.subject_field())
            .choices(subjects)
            .value(&typed.subject)
            .error(told.at("subject"));
        let groups = Checkboxes::new(w, "groups", t.groups_field())
            .hint(t.groups_hint())
            .choices([(ALL_GROUPS.to_owned(), t.all_groups())])
            .choices(groups)
            .values(typed.groups.0.iter().map(String::as_str))
            .error(told.at("groups"));
        let role = role(desk, &typed.role, |_| true).error(told.at("role"));
        Self { role, subject: Some(subject), groups: Some(groups), location }
    }

    /// The fields in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let subject = self.subject.as_ref().map(|field| field as &dyn Field);
        let groups = self.groups.as_ref().map(|field| field as &dyn Field);
        let location = self.location.as_ref().map(|field| field as &dyn Field);
        [Some(&self.role as &dyn Field), subject, groups, location].into_iter().flatten()
    }
}

/// What the audit log keeps of a role that is given (4-12).
pub fn kept(row: Entry, new: &NewGrant) -> Entry {
    let mut row = row.with("role", new.role.as_str()).with("reason", &new.reason);
    if let Some(subject) = new.subject {
        row = row.with("subject", subject.as_str());
    }
    if let Some(location) = new.location {
        row = row.with("location", location);
    }
    if !new.groups.is_empty() {
        let groups: Vec<String> = new.groups.iter().map(ToString::to_string).collect();
        row = row.with("groups", groups.join(" "));
    }
    match new.to {
        Some(last) => row.with("until", last),
        None => row,
    }
}

/// Which role, for many people at once: those that are given for groups are given one by one.
pub fn role_of_many(desk: &Desk, chosen: &str) -> Radios {
    role(desk, chosen, |role| !role.takes_groups()).hint(t(desk.locale()).role_of_many_hint())
}

/// Which role, each with what it may.
fn role(desk: &Desk, chosen: &str, offered: fn(&Role) -> bool) -> Radios {
    let t = t(desk.locale());
    let hint = |role| match role {
        Role::Administrator => t.role_administrator_hint(),
        Role::Coordinator => t.role_coordinator_hint(),
        Role::DossierTeacher => t.role_dossier_teacher_hint(),
        Role::LearnerCounsellor => t.role_learner_counsellor_hint(),
        Role::SubjectTeacher => t.role_subject_teacher_hint(),
        Role::QualityOfficer => t.role_quality_officer_hint(),
    };
    let offer = |field: Radios, role: Role| {
        field.choice(Choice::new(role.as_str(), dates::role(role, desk.locale())).hint(hint(role)))
    };
    Role::ALL
        .into_iter()
        .filter(offered)
        .fold(Radios::new(words(desk.locale()), "role", t.role_field()), offer)
        .value(chosen)
}

/// At which location that the person at work looks after, or at all where he looks after all; only where there are several.
pub fn location(desk: &Desk, chosen: &str) -> Option<Radios> {
    let t = t(desk.locale());
    let looked_after = desk.looked_after();
    let offered = desk.licence.locations.iter().filter(|location| looked_after.contains(&location.id));
    let choices: Vec<_> = offered.map(|location| (location.id.to_string(), location_name(location))).collect();
    let chosen = match choices.as_slice() {
        // It is shown, so that it is clear where the role will hold.
        [(only, _)] if chosen.is_empty() => only.clone(),
        _ => chosen.to_owned(),
    };
    let field = Radios::new(words(desk.locale()), "location", t.location_field()).choices(choices);
    let field = if desk.manages(&Area::Licence) {
        field.choices([(String::new(), t.all_locations())])
    } else {
        field.hint(t.location_field_hint())
    };
    (desk.licence.locations.len() > 1).then(|| field.value(&chosen))
}

/// Where a role reaches: those of `groups` it was given for, own groups, a location or all of them.
pub fn reach<'a>(desk: &Desk, grant: &Grant, groups: impl IntoIterator<Item = &'a Group>) -> String {
    let t = t(desk.locale());
    if grant.role == Role::DossierTeacher {
        return t.own_groups();
    }
    if !grant.groups.is_empty() {
        let given = groups.into_iter().filter(|group| grant.groups.contains(&group.id));
        let mut names: Vec<String> = given.map(|group| group.name.clone()).collect();
        names.sort();
        names.resize_with(grant.groups.len(), || t.group_gone());
        return names.join(", ");
    }
    let place = grant.location.and_then(|id| desk.licence.location(id));
    let place = place.map_or_else(|| t.all_locations(), location_name);
    if grant.role.takes_groups() { t.all_groups_of(place) } else { place }
}

/// What the first field is called.
pub fn title(desk: &Desk) -> String {
    t(desk.locale()).role_field()
}

/// What the answer to "where" is called.
pub fn reach_title(locale: Locale) -> String {
    t(locale).reach_field()
}

/// What the last field is called.
pub fn location_title(desk: &Desk) -> String {
    t(desk.locale()).location_field()
}

/// The name of the whole licence as a place.
pub fn all_locations(desk: &Desk) -> String {
    t(desk.locale()).all_locations()
}

/// `De Wilg (99ZX00)` (3-14)
pub fn location_name(location: &Location) -> String {
    match &location.code {
        Some(LocationCode::Brin6(code) | LocationCode::Institution(code)) => format!("{} ({code})", location.name),
        Some(LocationCode::SchoolKey(_)) | None => location.name.clone(),
    }
}
