//! Teachers of a file: proposed, never given anything (3-16). One press fills in the form that invites somebody.

use askama::Template;
use domain::staff::StaffStatus;
use roster::{Check, Proposed};
use web::{
    Problem,
    ui::{Button, Cell, Column, Details, Hidden, Html, Notice, Table, TableRow},
};

use crate::{show::Scene, t};

/// The form that leads to the one that invites, with what the file says of somebody.
#[derive(Template)]
#[template(path = "invite.html")]
struct Invite {
    fields: Vec<Hidden>,
    button: Button,
}

/// How the staff of the licence knows this teacher already.
fn is_staff(scene: &Scene, teacher: &Proposed) -> bool {
    let known = |email: &String| {
        scene.staff.iter().any(|row| row.status != StaffStatus::Removed && row.email.eq_ignore_ascii_case(email))
    };
    teacher.email.as_ref().is_some_and(known)
}

fn invite(scene: &Scene, teacher: &Proposed) -> Result<Html, Problem> {
    let name = teacher.name.to_input();
    let location = scene.file.value.location.to_string();
    let typed = [
        ("given_names", name.given_names),
        ("initials", name.initials),
        ("call_name", name.call_name),
        ("prefix", name.prefix),
        ("family_name", name.family_name),
        ("email", teacher.email.clone().unwrap_or_default()),
        ("location", location),
        // The form is shown to be completed: a role is never taken from the file.
        ("change", "role".to_owned()),
    ];
    let fields = std::iter::once(scene.desk.once()?).chain(typed.map(|(name, value)| Hidden::new(name, value)));
    let button = Button::new(t(scene.desk.locale()).invite()).secondary();
    Ok(Html::render(&Invite { fields: fields.collect(), button })?)
}

/// The teachers, each with the way to an invitation; none when the file has none.
pub fn part(scene: &Scene, check: &Check) -> Result<Option<Details>, Problem> {
    let t = t(scene.desk.locale());
    if check.teachers.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    let mut strangers = 0;
    for teacher in &check.teachers {
        let known = is_staff(scene, teacher);
        strangers += usize::from(!known);
        let last = if known { Cell::from(t.is_staff()) } else { Cell::with("", invite(scene, teacher)?) };
        rows.push(
            TableRow::new(teacher.name.listed())
                .cell(teacher.email.clone().unwrap_or_default())
                .cell(teacher.groups.join(", "))
                .cell(last),
        );
    }
    let summary = t.teachers(check.teachers.len());
    let head = [t.teacher(), t.email(), t.groups(), t.access()].map(Column::new);
    let table = Table::new(summary.clone(), head).quiet_caption().rows(rows);
    let html = Html::of(Notice::info(t.teachers_title()).text(t.teachers_text()));
    // Several are invited in one go, with the role chosen once; one alone has the button beside the name.
    let html = if strangers > 1 {
        let href = format!("/staff/invitations/new?file={}", scene.file.value.id);
        html.and(Button::new(t.invite_all(strangers)).secondary().href(href))
    } else {
        html
    };
    let html = html.and(table);
    Ok(Some(Details::new(summary, html)))
}
