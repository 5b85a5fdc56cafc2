//! What carrying out a plan would do, how far it is, and what it did.

use askama::Template;
use domain::{
    access::{Action, Resource},
    calendar::SchoolYear,
    ids::GroupId,
    rollover::{DryRun, GroupPreview, Named, Plan, RolloverState},
};
use serde::Serialize;
use store::rollovers::{Rollover, Written};
use web::{
    Page, Problem, dates,
    ui::{Button, Column, Hidden, Notice, Progress, SummaryList, Table, TableRow},
    words,
};

use crate::{
    form::{other_year, title},
    path,
    show::Scene,
    t,
    typed::Typed,
};

#[derive(Template, Serialize)]
#[template(path = "report.html")]
struct View {
    source: SchoolYear,
    target: SchoolYear,
    version: u64,
    /// Nothing while it is only tried.
    state: Option<RolloverState>,
    done: usize,
    total: usize,
    written: Written,
    fault: Option<String>,
    dry_run: Option<DryRun>,
    /// Leavers with a running dossier: a number, also for who may not see whose.
    leavers_with_dossier: usize,
    #[serde(skip)]
    parts: Parts,
}

#[derive(Default)]
struct Parts {
    notices: Vec<Notice>,
    progress: Option<Progress>,
    summary: Option<SummaryList>,
    tables: Vec<Table>,
    once: Option<Hidden>,
    fields: Vec<Hidden>,
    buttons: Vec<Button>,
    link: Option<Button>,
    other: Option<Button>,
}

impl View {
    fn new(scene: &Scene, version: u64, parts: Parts) -> Self {
        Self {
            source: scene.source,
            target: scene.source.next(),
            version,
            state: None,
            done: 0,
            total: 0,
            written: Written::default(),
            fault: None,
            dry_run: None,
            leavers_with_dossier: 0,
            parts,
        }
    }
}

/// Leaves out what only people who may read dossiers see: to an administrator there is a number and no names (the table of rights).
fn seen(scene: &Scene, run: &DryRun) -> DryRun {
    let may_read = |named: &&Named| {
        let row = scene.registers.learners.iter().find(|row| row.id == named.learner);
        row.is_some_and(|row| {
            scene.desk.may(Action::ReadDossier, &Resource::Learner(&row.whereabouts(scene.desk.today()))).is_ok()
        })
    };
    let without_target = run.without_target.iter().map(|named| Named { running: None, ..named.clone() }).collect();
    DryRun {
        leavers_with_dossier: run.leavers_with_dossier.iter().filter(may_read).cloned().collect(),
        without_target,
        ..run.clone()
    }
}

fn names(scene: &Scene, groups: &[GroupId]) -> String {
    let name =
        |id: &GroupId| scene.registers.groups.iter().find(|group| group.id == *id).map(|group| group.name.clone());
    groups.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

fn listed(all: &[Named]) -> String {
    all.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join("\n")
}

/// The report of a dry run: first what a person should look at (1-45), then what would be made.
fn told(scene: &Scene, plan: &Plan, run: &DryRun) -> Parts {
    let (t, w) = (t(scene.desk.locale()), words(scene.desk.locale()));
    let shown = seen(scene, run);
    let mut notices = Vec::new();
    if !run.leavers_with_dossier.is_empty() {
        let notice = Notice::attention(t.leavers_title(run.leavers_with_dossier.len())).text(t.leavers_text());
        notices.push(if shown.leavers_with_dossier.is_empty() {
            notice
        } else {
            notice.text(format!("{}\n{}", t.leavers_text(), listed(&shown.leavers_with_dossier)))
        });
    }
    if !run.undecided.is_empty() {
        notices.push(Notice::stop(t.undecided_title()).text(t.undecided_text(names(scene, &run.undecided))));
    }
    if !run.without_target.is_empty() {
        notices.push(Notice::attention(t.without_title(run.without_target.len())).text(t.without_text()));
    }
    let mut summary = SummaryList::new(w)
        .answer(t.ends(), dates::weekday_and_day(plan.ends, scene.desk.locale()))
        .answer(t.begins(), dates::weekday_and_day(plan.due(), scene.desk.locale()))
        .answer(t.moves(), run.moves.to_string());
    for (label, groups) in [(t.continuing(), &run.continuing), (t.stopping(), &run.stopping)] {
        if !groups.is_empty() {
            summary = summary.answer(label, names(scene, groups));
        }
    }
    if !run.without_target.is_empty() {
        summary = summary.answer(t.without(), listed(&run.without_target));
    }
    let mut tables = Vec::new();
    for (caption, previews) in [(t.table_made(), &run.made), (t.table_exist(), &run.exist)] {
        if !previews.is_empty() {
            tables.push(table(scene, caption, previews));
        }
    }
    Parts { notices, summary: Some(summary), tables, other: None, ..Parts::default() }
}

fn table(scene: &Scene, caption: String, previews: &[GroupPreview]) -> Table {
    let t = t(scene.desk.locale());
    let head = [
        Column::new(t.group()),
        Column::new(t.kind()),
        Column::number(t.learners()),
        Column::number(t.staff_members()),
    ];
    let rows = previews.iter().map(|preview| {
        TableRow::new(&*preview.group.name)
            .cell(dates::group_kind(preview.group.kind, scene.desk.locale()))
            .cell(preview.learners.to_string())
            .cell(preview.staff.to_string())
    });
    Table::new(caption, head).rows(rows)
}

/// The page after "look first": nothing was kept; the form goes along, to be planned or changed.
pub fn dry_run(scene: &Scene, plan: &Plan, run: &DryRun, typed: &Typed, version: u64) -> Result<Page, Problem> {
    let t = t(scene.desk.locale());
    let mut parts = told(scene, plan, run);
    parts.notices.insert(0, Notice::info(t.dry_run_title()).text(t.dry_run_text()));
    parts.once = Some(scene.desk.once()?);
    parts.fields = typed
        .form
        .0
        .iter()
        .map(|(name, value)| Hidden::new(name.clone(), value.clone()))
        .chain([Hidden::new("version", version.to_string())])
        .collect();
    if run.is_ready() {
        parts.buttons.push(Button::new(t.plan()).named("act", "plan"));
    }
    parts.buttons.push(Button::new(t.change()).secondary().named("act", "edit"));
    let view = View {
        dry_run: Some(seen(scene, run)),
        leavers_with_dossier: run.leavers_with_dossier.len(),
        ..View::new(scene, version, parts)
    };
    Ok(scene.desk.page(title(scene), &view).chrome(|chrome| chrome.back(path(scene.source), "")))
}

/// The page of a rollover that waits, goes on, or is done.
pub fn status(scene: &Scene, rollover: &Rollover) -> Result<Page, Problem> {
    let run = (rollover.plan.state == RolloverState::Planned).then(|| rollover.plan.dry_run(&scene.registers.roster()));
    let mut parts = match &run {
        Some(run) => told(scene, &rollover.plan, run),
        None => written(scene, rollover),
    };
    parts.notices.insert(0, state(scene, rollover));
    parts.once = Some(scene.desk.once()?);
    parts.fields =
        vec![Hidden::new("source", scene.source.to_string()), Hidden::new("version", scene.version().to_string())];
    let t = t(scene.desk.locale());
    match rollover.plan.state {
        RolloverState::Planned => {
            parts.buttons = vec![
                Button::new(t.carry_out()).named("act", "carry-out"),
                Button::new(t.withdraw()).secondary().named("act", "withdraw"),
            ];
            parts.link = Some(Button::new(t.change()).secondary().href(format!("{}&form=edit", path(scene.source))));
        }
        RolloverState::Running if rollover.fault.is_some() => {
            parts.buttons = vec![Button::new(t.go_on()).named("act", "carry-out")]
        }
        RolloverState::Running => parts.link = Some(Button::new(t.look_again()).secondary().href(path(scene.source))),
        RolloverState::Done | RolloverState::Withdrawn => {
            parts.link = Some(Button::new(t.again()).secondary().href(format!("{}&form=edit", path(scene.source))))
        }
    }
    parts.other = Some(other_year(scene));
    let view = View {
        state: Some(rollover.plan.state),
        done: rollover.done,
        total: rollover.total,
        written: rollover.written.clone(),
        fault: rollover.fault.clone(),
        dry_run: run.as_ref().map(|run| seen(scene, run)),
        leavers_with_dossier: run.as_ref().map_or(0, |run| run.leavers_with_dossier.len()),
        ..View::new(scene, scene.version(), parts)
    };
    Ok(scene.desk.page(title(scene), &view))
}

fn state(scene: &Scene, rollover: &Rollover) -> Notice {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    match (rollover.plan.state, rollover.finished) {
        (RolloverState::Done, Some(at)) => {
            Notice::success(t.state_done(dates::moment(at, locale))).text(t.state_done_text())
        }
        (RolloverState::Running, _) if rollover.fault.is_some() => {
            Notice::stop(t.state_stopped()).text(t.state_stopped_text())
        }
        (RolloverState::Running, _) => Notice::info(t.state_running()).text(t.state_running_text()).live(),
        _ => Notice::info(t.state_planned(dates::moment(rollover.due, locale)))
            .text(t.state_planned_text(&rollover.plan.made.by.name)),
    }
}

/// What was written so far, and the learners about whom somebody decided otherwise meanwhile.
fn written(scene: &Scene, rollover: &Rollover) -> Parts {
    let (t, w) = (t(scene.desk.locale()), words(scene.desk.locale()));
    let done = &rollover.written;
    let mut summary = SummaryList::new(w)
        .answer(t.written_groups(), done.groups.to_string())
        .answer(t.written_learners(), done.learners.to_string())
        .answer(t.written_staff(), done.staff.to_string());
    if !done.left_alone.is_empty() {
        let names: Vec<&str> = scene
            .registers
            .learners
            .iter()
            .filter(|row| done.left_alone.contains(&row.id))
            .map(|row| row.name.as_str())
            .collect();
        summary = summary.answer(t.written_left_alone(), names.join("\n"));
    }
    let count = |number: usize| u64::try_from(number).unwrap_or_default();
    let progress = (rollover.plan.state == RolloverState::Running).then(|| {
        Progress::new(
            t.progress(),
            t.progress_text(rollover.done, rollover.total),
            count(rollover.done),
            count(rollover.total),
        )
    });
    Parts { progress, summary: Some(summary), ..Parts::default() }
}
