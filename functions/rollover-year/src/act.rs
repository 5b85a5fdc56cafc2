//! What a button does: try, plan, carry out now, take back.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Area},
    calendar::SchoolYear,
    input::{Fault, Faults},
    rollover::{Plan, RolloverInput, RolloverState},
    steps::Form,
};
use store::{App, Stored, audit::Entry, keys, rollovers::Rollover};
use web::{Posted, Problem, Visitor, page::Go};

use crate::{
    form, report,
    show::{Registers, Scene, after, take, usual_source},
    too_late,
    typed::{self, Typed},
};

/// What the audit log says of saving a rollover.
pub const ACTS: [&str; 3] = ["planned", "started", "withdrawn"];

/// `POST /rollover`
pub async fn act(State(app): State<App>, visitor: Visitor, posted: Posted<Form>) -> Result<Response, Problem> {
    // Rights first: who may not, hears nothing about the form.
    let named = posted.form.get("source").parse::<SchoolYear>();
    let source = named.as_ref().map_or_else(|_| usual_source(app.today()), |source| *source);
    let scope = posted.session.scope();
    let key = [keys::rollover(posted.session.licence, Rollover::of_year(posted.session.licence, source))];
    let (desk, registers) =
        tokio::join!(posted.enter(&app, &visitor, &key), Registers::read(app.store.licence(&scope)));
    let mut desk = desk?;
    desk.must_manage(Action::PlanRollover, &Area::Licence)?;
    named.map_err(|fault| Problem::Invalid(Faults::one("source", fault)))?;
    let typed = Typed::of(&posted.form)?;
    let rollover = take(&mut desk, source)?;
    let registers = registers?.in_order();
    let scene = Scene { desk, registers, source, rollover };
    match typed.act.as_str() {
        "edit" => {
            let version = typed.version.unwrap_or(scene.version());
            Ok(form::page(&scene, &typed.form, version, form::Said::default())?.into_response())
        }
        "dry-run" | "plan" => match with_plan(&scene, &typed).await {
            Err(Problem::Stale) => too_late::page(&scene.again().await?, &typed).await,
            done => done,
        },
        "carry-out" => carry_out(&scene, &typed).await,
        "withdraw" => withdraw(&scene, &typed).await,
        _ => Err(Problem::Invalid(Faults::one("act", Fault::NotAChoice))),
    }
}

/// The plan that was typed. Faults in rows made of ticks are told where the ticks are.
fn parse(scene: &Scene, typed: &Typed) -> Result<Plan, Faults> {
    let (form, places, mut faults) = typed::expand(&typed.form);
    let roster = scene.registers.roster();
    match RolloverInput(form).parse(scene.id(), &roster, scene.stamp()) {
        Ok(plan) => faults.none().map(|()| plan),
        Err(more) => {
            for fault in more.0 {
                let at = places.get(&fault.field).cloned().unwrap_or(fault.field);
                if faults.at(&at).is_none() {
                    faults.add(at, fault.fault);
                }
            }
            Err(faults)
        }
    }
}

async fn with_plan(scene: &Scene, typed: &Typed) -> Result<Response, Problem> {
    let version = typed.version.unwrap_or(scene.version());
    if version != scene.version() || is_running(scene) {
        return Err(Problem::Stale);
    }
    let again = |faults| Ok(form::page(scene, &typed.form, version, form::Said::faults(faults))?.into_response());
    let plan = match parse(scene, typed) {
        Ok(plan) => plan,
        Err(faults) => return again(faults),
    };
    let run = plan.dry_run(&scene.registers.roster());
    if typed.act == "dry-run" {
        return Ok(report::dry_run(scene, &plan, &run, typed, version)?.into_response());
    }
    if !run.is_ready() {
        return again(undecided(typed, &plan, &run.undecided));
    }
    let (rollover, job) = scene.desk.app.store.planned(scene.desk.licence.id, plan)?;
    let row = did(scene, "planned").with("due", rollover.due).with("chunks", rollover.total);
    let change = scene.desk.change().schedule_rollover(&Stored { value: rollover, version }, &job).audit(&row);
    Ok(Go::from(change.commit(after(scene, "planned")).await?).into_response())
}

/// Whether it is being carried out: then nothing can be planned.
pub fn is_running(scene: &Scene) -> bool {
    scene.rollover.as_ref().is_some_and(|rollover| rollover.value.plan.state == RolloverState::Running)
}

/// About an external group somebody has to decide before it can be carried out (1-46).
fn undecided(typed: &Typed, plan: &Plan, groups: &[domain::ids::GroupId]) -> Faults {
    let mut faults = Faults::default();
    for number in typed.form.rows("group") {
        let id = typed.form.row("group", number, "id").parse().ok();
        if plan.groups.iter().any(|planned| Some(planned.source) == id && groups.contains(&planned.source)) {
            faults.add(format!("group-{number}-external"), Fault::Missing);
        }
    }
    faults
}

/// The rollover as it was read, with the version that the page showed.
fn read(scene: &Scene, typed: &Typed) -> Result<Stored<Rollover>, Problem> {
    let rollover = scene.rollover.clone().ok_or(Problem::NotFound)?;
    Ok(Stored { version: typed.version.unwrap_or(rollover.version), ..rollover })
}

/// Now, instead of on 1 August: memberships have days, so that it takes effect at midnight of that day all the same.
async fn carry_out(scene: &Scene, typed: &Typed) -> Result<Response, Problem> {
    let mut rollover = read(scene, typed)?;
    let waits = rollover.value.plan.state == RolloverState::Planned;
    let gave_up = rollover.value.plan.state == RolloverState::Running && rollover.value.fault.is_some();
    if !waits && !gave_up {
        return Err(Problem::Stale);
    }
    let job = scene.desk.app.store.rollover_job(scene.desk.licence.id, rollover.value.plan.id, scene.desk.now())?;
    rollover.value.job = job.id;
    rollover.value.due = job.due;
    rollover.value.fault = None;
    let change = scene.desk.change().schedule_rollover(&rollover, &job).audit(&did(scene, "started"));
    Ok(Go::from(change.commit(after(scene, "started")).await?).into_response())
}

async fn withdraw(scene: &Scene, typed: &Typed) -> Result<Response, Problem> {
    let mut rollover = read(scene, typed)?;
    if !rollover.value.plan.withdraw() {
        return Err(Problem::Stale);
    }
    let change = scene.desk.change().save(&rollover).audit(&did(scene, "withdrawn"));
    Ok(Go::from(change.commit(after(scene, "withdrawn")).await?).into_response())
}

fn did(scene: &Scene, act: &str) -> Entry {
    scene.desk.did(act, format!("ROLLOVER#{}", scene.id())).with("source", scene.source)
}
