//! A plan that somebody else saved, or that began to be carried out, while this one was made: both texts.

use axum::response::{IntoResponse, Response};
use domain::{group::Group, steps::Form};
use http::StatusCode;
use web::{Problem, ui::Notice};

use crate::{
    act,
    form::{self, Said},
    show::Scene,
    t,
    typed::{self, Typed},
};

/// What was chosen beside what is planned now; the form holds what was chosen.
pub async fn page(scene: &Scene, typed: &Typed) -> Result<Response, Problem> {
    let locale = scene.desk.locale();
    let t = t(locale);
    let now = scene.rollover.as_ref().map(|rollover| typed::of_plan(&rollover.value.plan)).unwrap_or_default();
    let groups = scene.registers.groups.iter().filter(|group| group.year == scene.source);
    let targets = form::targets(scene);
    let fates = groups.map(|group| {
        let side = |form: &Form| fate(scene, &targets, form, group);
        (group.name.clone(), side(&typed.form), side(&now))
    });
    let day = |form: &Form| form.date_parts("ends").join("-");
    let fields = std::iter::once((t.ends(), day(&typed.form), day(&now))).chain(fates);
    let mut stale = scene.desk.compare(&format!("ROLLOVER#{}", scene.id()), &act::ACTS, fields).await?;
    if act::is_running(scene) {
        stale.notice = Notice::attention(web::t(locale).problem_stale()).text(t.late_running()).live();
    }
    let said = Said { stale: Some(stale), ..Said::default() };
    Ok(form::page(scene, &typed.form, scene.version(), said)?.status(StatusCode::CONFLICT).into_response())
}

/// What a form says of a group, in words: a line for each thing.
fn fate(scene: &Scene, targets: &[(String, String)], form: &Form, group: &Group) -> String {
    let t = t(scene.desk.locale());
    let id = group.id.to_string();
    let Some(number) = form.rows("group").into_iter().find(|number| form.row("group", *number, "id") == id) else {
        return String::new();
    };
    let value = |field: &str| form.row("group", number, field);
    let target = |to: &str| targets.iter().find(|(value, _)| value == to).map(|(_, name)| name.clone());
    let mut lines = Vec::new();
    match value("external") {
        "continue" => lines.push(t.external_continue()),
        "stop" => lines.push(t.external_stop()),
        _ => {}
    }
    if !value("copy").is_empty() {
        lines.push(t.copy(scene.source.next().to_string()));
    }
    if !value("staff").is_empty() {
        lines.push(t.staff());
    }
    lines.extend(target(value("to")));
    for batch in 1..=typed::batches(form, number) {
        let Some(to) = target(form.get(&typed::pick_to(number, batch))) else { continue };
        let picked = scene.registers.learners.iter().filter(|row| form.is_on(&typed::pick(number, batch, row.id)));
        let names: Vec<&str> = picked.map(|row| row.name.as_str()).collect();
        if !names.is_empty() {
            lines.push(format!("{to}: {}", names.join(", ")));
        }
    }
    lines.join("\n")
}
