//! Learners who are enrolled and not in a file that was loaded. They are never removed but asked about: who has left is ticked, and all
//! their enrolments end with one press, each as by its own form.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use domain::{
    access::{Action, Resource},
    ids::{DossierId, LearnerId},
    input::{Fault, Faults, date, text},
    learner::{LONGEST_REASON, Learner, LearnerRow},
    pupil_file::{PupilFileState, last_day_offered},
    steps::Form,
};
use http::StatusCode;
use jiff::civil::Date;
use roster::Check;
use store::{Change, Committed, Conflict, StoreError, Stored};
use web::{
    Desk, Problem, Visitor, dates, faults,
    page::Go,
    ui::{Button, Field, Hidden, Notice, TextField, Width, field_id},
    visitor::query,
    words,
};

use crate::{
    show::{self, Scene},
    t, to_file,
};

/// Learners who are asked about at once: as many as a list of names shows. More are missing of a file that is not whole.
const MOST: usize = 200;
/// Learners whose enrolment ends in one transaction: each takes four of its hundred items (learner, row, running dossier, audit).
const TOGETHER: usize = 20;
/// How often it is tried when somebody saves them in the same moment: the same form sent twice at once stands in its own way with each part.
const TRIES: usize = MOST / TOGETHER + 1;

/// Where all ticks together are told of.
const TICKS: &str = "leaves";
const LAST_DAY: &str = "last_day";
const REASON: &str = "reason";

/// The form: who has left, since when, why.
pub struct Leavers {
    pub summary: String,
    pub text: String,
    pub legend: String,
    pub people: Vec<Leaver>,
    pub fault: Option<String>,
    pub more: Option<String>,
    pub look: String,
    pub last_day: TextField,
    pub reason: TextField,
    pub once: Hidden,
    pub button: Button,
    /// Not folded: something was typed.
    pub open: bool,
}

/// Somebody who may have left.
pub struct Leaver {
    pub id: String,
    pub field: String,
    /// As it was read: whoever changed since is asked about again.
    pub version: u64,
    pub chosen: bool,
    pub name: String,
    pub note: String,
    pub href: String,
}

fn tick(learner: LearnerId) -> String {
    format!("{TICKS}-{learner}")
}

/// An enrolment is ended here by who may do so at the learner's own page.
fn may_end(desk: &Desk, row: &LearnerRow) -> bool {
    desk.may(Action::EnterLearners, &Resource::Learner(&row.whereabouts(desk.today()))).is_ok()
}

/// Who is not in the file, is enrolled, and is not known to leave; by name.
pub fn missing<'s>(scene: &'s Scene, check: &Check) -> Vec<&'s LearnerRow> {
    let today = scene.desk.today();
    let day = check.header.year.map_or(today, |year| year.counts_from(today));
    let rows = check.missing.iter().filter_map(|id| scene.learner(*id));
    let mut rows: Vec<_> = rows.filter(|row| row.stays(day) && may_end(&scene.desk, row)).collect();
    rows.sort_by(|a, b| a.sort.cmp(&b.sort));
    rows
}

/// Reads who is asked about, where a file is loaded.
pub async fn read(mut scene: Scene) -> Result<Scene, Problem> {
    let is_loaded = matches!(scene.file.value.state, PupilFileState::Loaded { .. });
    let Some(check) = scene.check.as_ref().filter(|_| is_loaded) else { return Ok(scene) };
    let ids: Vec<LearnerId> = missing(&scene, check).into_iter().take(MOST).map(|row| row.id).collect();
    scene.asked = scene.desk.records().all::<Learner>(&ids).await?;
    Ok(scene)
}

fn leaver(scene: &Scene, learner: &Stored<Learner>, typed: &Form) -> Leaver {
    let t = t(scene.desk.locale());
    let (id, field) = (learner.value.id, tick(learner.value.id));
    let here = learner.value.whereabouts(scene.desk.today());
    // An administrator gets no sign of a dossier (3-20).
    let is_running = scene.learner(id).is_some_and(|row| row.running.is_some());
    let tells = is_running && scene.desk.may(Action::ReadDossier, &Resource::Learner(&here)).is_ok();
    let born = learner.value.birth.map_or_else(|| t.no_birth(), |birth| dates::day(birth.date, scene.desk.locale()));
    Leaver {
        chosen: typed.is_on(&field),
        id: field_id(&field),
        field,
        version: learner.version,
        name: learner.value.name.listed(),
        note: if tells { format!("{born}. {}", t.leavers_running()) } else { born },
        href: format!("/learners/{id}"),
    }
}

/// The words at the ticks, if something is wrong with them.
fn told(desk: &Desk, found: &Faults) -> Option<String> {
    let locale = desk.locale();
    found.at(TICKS).map(|fault| match fault {
        Fault::Missing => t(locale).leavers_none(),
        fault => faults::words(fault, locale),
    })
}

/// The form on the page of a file that was loaded; none when nobody is asked about.
pub fn part(scene: &Scene, check: &Check, typed: &Form, found: &Faults) -> Result<Option<Leavers>, Problem> {
    let (desk, locale) = (&scene.desk, scene.desk.locale());
    let (t, w, wrong) = (t(locale), words(locale), faults::Told::new(found, locale));
    if scene.asked.is_empty() {
        return Ok(None);
    }
    let all = missing(scene, check).len();
    let more = all.saturating_sub(scene.asked.len());
    let is_typed = typed.get("act") == "end";
    let offered = last_day_offered(check.header.year, check.header.reference.or(check.header.created), desk.today());
    let or = |name: &str, offered: String| if is_typed { typed.get(name).to_owned() } else { offered };
    let text = |name: &str, label: String, hint: String, value: String| {
        TextField::new(w, name, label).hint(hint).value(value).error(wrong.at(name)).autocomplete("off")
    };
    Ok(Some(Leavers {
        summary: t.missing(all),
        text: t.leavers_text(),
        legend: t.leavers_legend(),
        people: scene.asked.iter().map(|learner| leaver(scene, learner, typed)).collect(),
        fault: told(desk, found),
        more: (more > 0).then(|| t.leavers_more(more)),
        look: t.leavers_look(),
        last_day: text(LAST_DAY, t.last_day(), t.last_day_hint(), or(LAST_DAY, dates::typed(offered)))
            .width(Width::Ten),
        reason: text(REASON, t.reason(), t.reason_hint(), or(REASON, t.leavers_reason())),
        once: desk.once()?,
        button: Button::new(t.leavers_end()).secondary().named("act", "end"),
        open: is_typed,
    }))
}

/// What is told after it was done.
pub fn done(visitor: &Visitor) -> Notice {
    let count = query(&visitor.uri, "count").and_then(|count| count.parse::<usize>().ok()).unwrap_or_default();
    Notice::success(t(visitor.locale).leavers_done(count)).live()
}

/// A learner who was ticked, as it stands there now.
struct Ticked {
    learner: Stored<Learner>,
    /// The version that was ticked.
    seen: u64,
    running: Option<DossierId>,
}

/// What was ticked and typed.
struct Wish {
    ticked: Vec<Ticked>,
    last: Date,
    reason: String,
}

/// A learner whose enrolment was ended, not written yet, and the running dossier.
type Ended = (Stored<Learner>, Option<DossierId>);

/// Those of the ticked whose enrolment is still to be ended, and those who were changed since they were ticked.
#[derive(Default)]
struct Sorted {
    ended: Vec<Ended>,
    changed: Vec<(LearnerId, String)>,
}

/// Who was ticked, with the version that the page showed.
fn ticks(check: &Check, form: &Form) -> Result<BTreeMap<LearnerId, u64>, Fault> {
    let mut ticked = BTreeMap::new();
    for (name, typed) in &form.0 {
        let Some(id) = name.strip_prefix(TICKS).and_then(|rest| rest.strip_prefix('-')) else { continue };
        if typed.trim().is_empty() {
            continue;
        }
        let id: LearnerId = id.parse().map_err(|_| Fault::NotAChoice)?;
        let version: u64 = typed.trim().parse().map_err(|_| Fault::NotAChoice)?;
        if !check.missing.contains(&id) {
            return Err(Fault::NotAChoice);
        }
        ticked.insert(id, version);
    }
    match ticked.len() {
        0 => Err(Fault::Missing),
        1..=MOST => Ok(ticked),
        _ => Err(Fault::TooMany { max: MOST }),
    }
}

/// Those who were ticked, as they stand there now: who is asked about was read, who is not any more is read besides.
async fn ticked(scene: &Scene, ticks: &BTreeMap<LearnerId, u64>) -> Result<Vec<Ticked>, Problem> {
    let is_asked = |id: &LearnerId| scene.asked.iter().any(|learner| learner.value.id == *id);
    let others: Vec<LearnerId> = ticks.keys().filter(|id| !is_asked(id)).copied().collect();
    let others = scene.desk.records().all::<Learner>(&others).await?;
    let mut ticked = Vec::new();
    for learner in scene.asked.iter().cloned().chain(others) {
        let Some(seen) = ticks.get(&learner.value.id).copied() else { continue };
        let here = learner.value.whereabouts(scene.desk.today());
        scene.desk.may(Action::EnterLearners, &Resource::Learner(&here))?;
        let running = scene.learner(learner.value.id).and_then(|row| row.running);
        ticked.push(Ticked { learner, seen, running });
    }
    Ok(ticked)
}

/// Who was ticked, with last day and reason, or all that is wrong with them.
async fn wish(scene: &Scene, check: &Check, form: &Form) -> Result<Result<Wish, Faults>, Problem> {
    let mut found = Faults::default();
    let ticked = match found.check(TICKS, ticks(check, form)) {
        Some(ticks) => Some(ticked(scene, &ticks).await?),
        None => None,
    };
    let last = found.check(LAST_DAY, date(form.get(LAST_DAY)));
    let reason = found.check(REASON, text(form.get(REASON), LONGEST_REASON));
    if let (Some(ticked), Some(last)) = (&ticked, last) {
        let as_seen = ticked.iter().filter(|one| one.learner.version == one.seen);
        // The latest beginning is told: a day after it is too early for nobody.
        let latest = as_seen.filter_map(|one| match one.learner.value.last_day(last) {
            Err(Fault::TooEarly { first }) => Some(first),
            _ => None,
        });
        if let Some(first) = latest.max() {
            found.add(LAST_DAY, Fault::TooEarly { first });
        }
    }
    let whole = ticked.zip(last).zip(reason).map(|((ticked, last), reason)| Wish { ticked, last, reason });
    Ok(found.all(whole))
}

/// Ends the enrolment of each. Who has left just so already, by the same form, is neither ended again nor told as changed.
fn sorted(wish: Wish, today: Date) -> Sorted {
    let mut sorted = Sorted::default();
    for Ticked { learner, seen, running } in wish.ticked {
        let mut ended = learner.clone();
        ended.value.end_enrolment(wish.last, today, Some(wish.reason.clone()));
        if ended == learner {
            continue;
        }
        if learner.version == seen {
            sorted.ended.push((ended, running));
        } else {
            sorted.changed.push((learner.value.id, learner.value.name.full()));
        }
    }
    sorted
}

/// Writes some, each with its row in the audit trail.
fn written(scene: &Scene, change: Change, some: &[Ended], last: Date) -> Change {
    let (desk, file) = (&scene.desk, scene.file.value.id);
    some.iter().fold(change, |change, (learner, running)| {
        let row = desk.did("enrolment ended", format!("LEARNER#{}", learner.value.id));
        let row = row.with("last_day", last).with("file", file);
        change.save_learner(desk.licence.id, learner, *running).audit(&row)
    })
}

/// Writes all of them, some in each transaction; the last one uses the form up. Sent again after a part of it, the rest is done.
async fn write(scene: &Scene, ended: &[Ended], last: Date, to: &str) -> Result<Committed, StoreError> {
    let mut parts = ended.chunks(TOGETHER);
    let rest = parts.next_back().unwrap_or_default();
    for some in parts {
        written(scene, scene.desk.records().change(None), some, last).commit("").await?;
    }
    written(scene, scene.desk.change(), rest, last).commit(to).await
}

/// What is wrong with the ticks: it is mended at the first of them.
struct Ticks {
    message: String,
    first: String,
}

impl Field for Ticks {
    fn name(&self) -> &str {
        TICKS
    }

    fn problem(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn anchor(&self) -> String {
        self.first.clone()
    }
}

/// The page with what is wrong.
fn wrong(scene: &Scene, form: &Form, found: Faults) -> Result<Response, Problem> {
    let parts = show::parts(scene, form, &found)?;
    let Some(leavers) = &parts.leavers else { return Err(Problem::Invalid(found)) };
    let first = leavers.people.first().map_or_else(|| field_id(TICKS), |first| first.id.clone());
    let ticks = leavers.fault.clone().map(|message| Ticks { message, first });
    let typed = [leavers.last_day.clone(), leavers.reason.clone()];
    let page = show::page_of(scene, None, parts)?;
    let fields = ticks.iter().map(|field| field as &dyn Field).chain(typed.iter().map(|field| field as &dyn Field));
    Ok(page.invalid(found, fields).into_response())
}

/// The page once more, about who was changed since they were ticked. The other ticks stay.
fn again(scene: &Scene, form: &Form, changed: &[(LearnerId, String)]) -> Result<Response, Problem> {
    let mut typed = form.clone();
    for (id, _) in changed {
        typed.0.remove(&tick(*id));
    }
    let names: Vec<&str> = changed.iter().map(|(_, name)| name.as_str()).collect();
    let t = t(scene.desk.locale());
    let notice = Notice::attention(t.leavers_changed_title()).text(t.leavers_changed_text(names.join(", "))).live();
    let page = show::page(scene, None, &typed)?.chrome(|chrome| chrome.flash(Some(notice)));
    Ok(page.status(StatusCode::CONFLICT).into_response())
}

/// Ends the enrolment of everybody who was ticked; of nobody where one of them was changed since.
pub async fn end(mut scene: Scene, form: &Form) -> Result<Response, Problem> {
    for _ in 0..TRIES {
        let is_loaded = matches!(scene.file.value.state, PupilFileState::Loaded { .. });
        let Some(check) = scene.check.as_ref().filter(|_| is_loaded) else { return Err(Problem::Stale) };
        let wish = match wish(&scene, check, form).await? {
            Ok(wish) => wish,
            Err(found) => return wrong(&scene, form, found),
        };
        let (count, last) = (wish.ticked.len(), wish.last);
        let Sorted { ended, changed } = sorted(wish, scene.desk.today());
        if !changed.is_empty() {
            return again(&scene, form, &changed);
        }
        let to = format!("{}?done=ended&count={count}", to_file(scene.file.value.id));
        match write(&scene, &ended, last, &to).await {
            Err(StoreError::Conflict(Conflict::Stale(_))) => {
                scene.learners = scene.desk.records().register::<LearnerRow>().await?;
                scene = read(scene).await?;
            }
            done => return Ok(Go::from(done?).into_response()),
        }
    }
    Err(Problem::Stale)
}
