//! Learners into a group and out of it. A group comes next to those a learner is in (0-22); out of it is out at once (0-23).

use std::collections::HashSet;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    calendar::Period,
    group::{Group, GroupKind},
    ids::{DossierId, GroupId, LearnerId},
    input::{Fault, Faults},
    learner::Learner,
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, StoreError, Stored, keys};
use web::{
    Desk, Page, Posted, Problem, Visitor, dates,
    page::Go,
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{
    Confirmed, apart, first_day, group, id, path, question,
    show::{Typed, again},
    t,
};

/// Who is added, and from which day on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "LearnerIntoGroup")]
pub struct Input {
    /// The learner's id.
    learner: String,
    /// The first day; today when left out.
    from: String,
    /// `yes` when the learner moves here from another class.
    #[serde(rename = "move")]
    moves: String,
}

/// A learner with the running dossier, as read.
struct Read {
    learner: Stored<Learner>,
    running: Option<DossierId>,
}

fn take(desk: &mut Desk, learner: LearnerId) -> Result<Read, StoreError> {
    let licence = desk.licence.id;
    Ok(Read { learner: desk.found.entity(licence, &learner)?, running: desk.found.running(licence, learner)? })
}

/// `POST /groups/{group}/learners`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(wanted): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let wanted: GroupId = id(&wanted)?;
    let (licence, input) = (posted.session.licence, &posted.form);
    let learner: Option<LearnerId> = input.learner.trim().parse().ok();
    let asked = learner.map(|learner| [keys::learner(licence, learner), keys::running_dossier(licence, learner)]);
    let asked: Vec<_> = asked.into_iter().flatten().chain([keys::group(licence, wanted)]).collect();
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups) = tokio::join!(posted.enter(&app, &visitor, &asked), records.register::<Group>());
    let mut desk = desk?;
    let into = group(&mut desk, wanted)?;
    let read = learner.and_then(|learner| take(&mut desk, learner).ok());
    let (mut read, from) = match check(&desk, &into.value, read, input) {
        Ok(checked) => checked,
        Err(faults) => return again(&desk, &into, typed(input, faults)).await,
    };
    let classes: HashSet<GroupId> =
        groups?.into_iter().filter(|group| group.kind == GroupKind::Class).map(|group| group.id).collect();
    let left = if classes.contains(&wanted) {
        read.learner.value.other_classes_on(from, wanted, |id| classes.contains(&id))
    } else {
        Vec::new()
    };
    if !left.is_empty() && input.moves != "yes" {
        return Ok(ask_to_move(&desk, &into.value, &read.learner.value, &left, from).await?.into_response());
    }
    let joined = if classes.contains(&wanted) {
        read.learner.value.move_to_class(wanted, from, desk.today(), |id| classes.contains(&id))
    } else {
        read.learner.value.join(wanted, Period::since(from))
    };
    if !joined {
        return Ok(Go(format!("{}?done=already", path(wanted))).into_response());
    }
    let row =
        desk.did("joined group", format!("LEARNER#{}", read.learner.value.id)).with("group", wanted).with("from", from);
    let done = desk
        .change()
        .save_learner(licence, &read.learner, read.running)
        .audit(&row)
        .commit(format!("{}?done=learner-added", path(wanted)))
        .await?;
    Ok(Go::from(done).into_response())
}

fn typed(input: &Input, faults: Faults) -> Typed {
    Typed { learner: input.learner.clone(), learner_from: input.from.clone(), faults, ..Typed::default() }
}

/// The learner within reach and enrolled on the day; in a class only at its own location.
fn check(desk: &Desk, into: &Group, read: Option<Read>, input: &Input) -> Result<(Read, Date), Faults> {
    let mut faults = Faults::default();
    let from = faults.check("from", first_day(&input.from, into, desk.today()));
    let within_reach = |read: &Read| {
        desk.may(Action::SeeLearner, &Resource::Learner(&read.learner.value.whereabouts(desk.today()))).is_ok()
    };
    let fits = |read: &Read| {
        let place = from.and_then(|from| read.learner.value.location_on(from));
        from.is_none() || place.is_some_and(|place| into.kind != GroupKind::Class || place == into.location)
    };
    let read = faults.check(
        "learner",
        match read.filter(within_reach) {
            _ if input.learner.trim().is_empty() => Err(Fault::Missing),
            Some(read) if fits(&read) => Ok(read),
            _ => Err(Fault::NotAChoice),
        },
    );
    faults.all(read.zip(from))
}

/// A learner is in at most one class on a day: asks before the other one ends.
async fn ask_to_move(
    desk: &Desk,
    into: &Group,
    learner: &Learner,
    left: &[GroupId],
    from: Date,
) -> Result<Page, Problem> {
    if desk.visitor.wants_json {
        return Err(Problem::Invalid(Faults::one("move", Fault::Missing)));
    }
    let t = t(desk.locale());
    let names: Vec<String> =
        desk.records().all::<Group>(left).await?.into_iter().map(|group| group.value.name).collect();
    let (name, old) = (learner.name.full(), names.join(", "));
    let told = apart::in_full(desk, learner);
    let last = dates::day(from.yesterday().unwrap_or(from), desk.locale());
    let confirm = ConfirmPage::new(
        words(desk.locale()),
        t.move_text(told, &old),
        format!("{}/learners", path(into.id)),
        Button::new(t.move_yes(&into.name)),
        path(into.id),
    )
    .will(t.move_will_end(&old, last))
    .will(t.move_will_begin(&into.name, dates::day(from, desk.locale())))
    .will_not(t.move_will_not())
    .hidden(desk.once()?)
    .hidden(Hidden::new("learner", learner.id.to_string()))
    .hidden(Hidden::new("from", from.to_string()))
    .hidden(Hidden::new("move", "yes"));
    Ok(question::page(desk, into, t.move_title(&name), confirm))
}

/// `POST /groups/{group}/learners/{learner}/remove`
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((wanted, learner)): Path<(String, String)>,
    posted: Posted<Confirmed>,
) -> Result<Response, Problem> {
    let (wanted, learner): (GroupId, LearnerId) = (id(&wanted)?, id(&learner)?);
    let licence = posted.session.licence;
    let asked =
        [keys::group(licence, wanted), keys::learner(licence, learner), keys::running_dossier(licence, learner)];
    let mut desk = posted.enter(&app, &visitor, &asked).await?;
    let from = group(&mut desk, wanted)?;
    let mut read = take(&mut desk, learner)?;
    if !read.learner.value.leave(wanted, desk.today(), desk.today()) {
        return Err(Problem::NotFound);
    }
    if !posted.form.given(&desk)? {
        return Ok(ask(&desk, &from.value, &read.learner.value)?.into_response());
    }
    let row = desk.did("left group", format!("LEARNER#{learner}")).with("group", wanted);
    let done = desk
        .change()
        .save_learner(licence, &read.learner, read.running)
        .audit(&row)
        .commit(format!("{}?done=learner-removed", path(wanted)))
        .await?;
    Ok(Go::from(done).into_response())
}

fn ask(desk: &Desk, group: &Group, learner: &Learner) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let name = learner.name.full();
    let action = format!("{}/learners/{}/remove", path(group.id), learner.id);
    let will = if group.kind == GroupKind::External {
        t.remove_learner_will_external(&name)
    } else {
        t.remove_learner_will(&name)
    };
    let will_not = [t.remove_learner_will_not_dossier(), t.remove_learner_will_not_groups()];
    let text = t.remove_learner_text(apart::in_full(desk, learner), &group.name);
    question::before_removal(desk, group, (&name, action), text, will, will_not)
}
