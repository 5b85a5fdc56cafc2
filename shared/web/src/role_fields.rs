//! The fields in which a role is chosen, and where it holds.

use domain::{
    licence::{Location, LocationCode},
    staff::Role,
};

use crate::{
    dates,
    desk::Desk,
    t,
    ui::{Choice, Radios},
    words::words,
};

/// Which role, each with what it may.
pub fn role(desk: &Desk, chosen: &str) -> Radios {
    let t = t(desk.locale());
    let hint = |role| match role {
        Role::Administrator => t.role_administrator_hint(),
        Role::Coordinator => t.role_coordinator_hint(),
        Role::DossierTeacher => t.role_dossier_teacher_hint(),
    };
    let offer = |field: Radios, role: Role| {
        field.choice(Choice::new(role.as_str(), dates::role(role, desk.locale())).hint(hint(role)))
    };
    Role::ALL.into_iter().fold(Radios::new(words(desk.locale()), "role", t.role_field()), offer).value(chosen)
}

/// At which location, or at all; only where there is something to choose.
pub fn location(desk: &Desk, chosen: &str) -> Option<Radios> {
    let t = t(desk.locale());
    let all = &desk.licence.locations;
    let choices = all.iter().map(|location| (location.id.to_string(), location_name(location)));
    (all.len() > 1).then(|| {
        Radios::new(words(desk.locale()), "location", t.location_field())
            .choices(choices)
            .choices([(String::new(), t.all_locations())])
            .value(chosen)
    })
}

/// What the first field is called.
pub fn title(desk: &Desk) -> String {
    t(desk.locale()).role_field()
}

/// What the second field is called.
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
