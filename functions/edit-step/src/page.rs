//! The page of a step: its form while it can be written in, what was written when it is done.

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::Action,
    dossier::StepAct,
    input::Faults,
    steps::{Form, StepContent, StepNumber, StepStatus},
};
use http::StatusCode;
use serde::Serialize;
use web::{
    Page, Problem, SignedIn, Visitor, dates,
    faults::Wrong,
    stale::Stale,
    steps::{self, Maker, Reading},
    ui::{
        Button, Chrome, Details, Field, Hidden, Html, Notice, StatusLine, TaskList, TextArea, Timeline, TimelineEntry,
        Track,
    },
    words,
};

use crate::{
    Deps,
    here::{At, Extent, Here, href},
    plan, t,
};

/// What a form shows that was not kept.
#[derive(Default)]
pub struct Unkept {
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub faults: Faults,
    /// Somebody else's text beside it.
    pub stale: Option<Stale>,
    /// What else is to be told.
    pub notice: Option<Notice>,
    /// The same, line by line, for programs.
    pub lacking: Vec<String>,
}

#[derive(Template, Serialize)]
#[template(path = "step.html")]
struct Step {
    step: StepNumber,
    status: StepStatus,
    /// The version to send along with a save.
    version: u64,
    content: StepContent,
    /// Whether it can be written in now.
    open: bool,
    #[serde(skip)]
    track: Track,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<Stale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<Notice>,
    /// What is in the way of finishing, apart from fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lacking: Vec<String>,
    #[serde(skip)]
    intro: String,
    #[serde(skip)]
    needs: Option<(String, TaskList)>,
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    form: Option<Html>,
    #[serde(skip)]
    save: Button,
    #[serde(skip)]
    buttons: Vec<Button>,
    #[serde(skip)]
    fast: Option<(String, String, Button)>,
    #[serde(skip)]
    reading: Option<Reading>,
    #[serde(skip)]
    written: String,
    #[serde(skip)]
    nothing: String,
    #[serde(skip)]
    reopen: Option<Details>,
    #[serde(skip)]
    history: Option<Details>,
}

#[derive(Template)]
#[template(path = "reopen.html")]
struct Reopen {
    action: String,
    once: Hidden,
    text: String,
    reason: TextArea,
    button: Button,
}

/// `GET /dossiers/{dossier}/steps/{step}`
pub async fn show(
    State(deps): State<Deps>,
    visitor: Visitor,
    session: SignedIn,
    Path(path): Path<(String, String)>,
) -> Result<Page, Problem> {
    let (app, at) = (&deps.app, At::parse(&path)?);
    let keys = Here::keys(&session, at, Extent::Step);
    let here =
        Here::enter(app, &session, at, Extent::Step, Action::ReadDossier, session.enter(app, &visitor, &keys)).await?;
    app.store.note(&here.desk.did("viewed", at.subject()).with("step", at.step)).await?;
    let needs = plan::needs(&here).await?;
    page(&here, None, needs, None).map(|(page, _)| page)
}

/// The page after something that was not kept: 422 for faults, 409 for what came too late, 200 for one more row.
pub async fn unkept(here: &Here, unkept: Unkept) -> Result<Page, Problem> {
    let status = if unkept.stale.is_some() {
        StatusCode::CONFLICT
    } else if unkept.notice.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let needs = plan::needs(here).await?;
    let faults = unkept.faults.clone();
    let (page, wrong) = page(here, Some(unkept), needs, None)?;
    let fields = wrong.iter().map(|wrong| wrong as &dyn Field);
    Ok(if faults.0.is_empty() {
        page.status(status)
    } else {
        page.invalid(faults, fields).status(if status == StatusCode::OK {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            status
        })
    })
}

/// The page with something wrong with the reason to reopen.
pub async fn reason_refused(here: &Here, typed: &str, faults: Faults) -> Result<Page, Problem> {
    let told = web::faults::Told::new(&faults, here.desk.locale()).at("reason");
    let reason = reason(here, typed, told);
    let (page, _) = page(here, None, plan::needs(here).await?, Some(reason.clone()))?;
    Ok(page.invalid(faults, [&reason as &dyn Field]))
}

fn page(
    here: &Here,
    unkept: Option<Unkept>,
    needs: Option<(String, TaskList)>,
    reason: Option<TextArea>,
) -> Result<(Page, Vec<Wrong>), Problem> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let step = here.at.step;
    let open = here.read.track.can_save(step).is_ok() && here.may(Action::WriteDossier);
    let status = status(here, unkept.is_some() && open);
    let unkept = unkept.unwrap_or_else(|| Unkept { form: kept(here), ..Unkept::default() });
    let (form, wrong) = if open { fields(here, &unkept)? } else { (None, Vec::new()) };
    let notice = unkept.notice.or_else(|| nudge(here).filter(|_| open && unkept.stale.is_none()));
    let is_told = !unkept.lacking.is_empty();
    let view = Step {
        step,
        status: here.dossier().status_of(step),
        version: here.read.version_of(step),
        content: here.read.track.content(step).clone(),
        open,
        track: track(here),
        stale: unkept.stale,
        notice,
        lacking: unkept.lacking,
        intro: steps::intro(step, locale),
        // What is in the way is told once.
        needs: needs.filter(|_| !is_told),
        action: here.at.href(),
        once: here.desk.once()?,
        form,
        save: Button::new(t.save()).named("act", "save"),
        buttons: if open { finishing(here) } else { onward(here) },
        fast: fast_route(here).filter(|_| open),
        reading: if open { None } else { reading(here) },
        written: t.written(),
        nothing: t.nothing(),
        reopen: reopen(here, reason)?,
        history: history(here),
    };
    let back = format!("/dossiers/{}", here.at.dossier);
    let name = here.learner.value.name.full();
    let chrome = |chrome: Chrome| {
        status.into_iter().fold(chrome.wide().caption(name.clone()).back(back, t.back_to(name)), Chrome::status)
    };
    Ok((here.desk.page(t.step_title(step.to_string(), steps::title(step, locale)), &view).chrome(chrome), wrong))
}

fn track(here: &Here) -> Track {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let status = |step| here.dossier().status_of(step);
    steps::track(t.track(), Some(here.at.step), locale, status, |step| Some(href(here.at.dossier, step)), |_| None)
}

/// What was written, if anything was.
fn reading(here: &Here) -> Option<Reading> {
    let (goals, names, content) = (here.goals(), here.names(), here.read.track.content(here.at.step));
    let reading = Reading::new(here.at.definition(), content, &here.refers(&goals, &names), here.desk.locale());
    (!reading.is_empty()).then_some(reading)
}

/// The fast route begins at step 1 (1-28).
fn fast_route(here: &Here) -> Option<(String, String, Button)> {
    let t = t(here.desk.locale());
    let action = format!("{}/finish", here.at.href());
    let button = Button::new(t.fast_route_button()).secondary().named("act", "fast-route").action(action);
    (here.at.step == StepNumber::FACTS).then(|| (t.fast_route(), t.fast_route_text(), button))
}

/// All is filled in and yet nobody finished it: saving is not finishing (2-08).
fn nudge(here: &Here) -> Option<Notice> {
    let (t, step) = (t(here.desk.locale()), here.at.step);
    let own_way = matches!(step, StepNumber::PLAN | StepNumber::TOOLBOX | StepNumber::OUTCOME);
    let is_full =
        here.dossier().status_of(step) == StepStatus::Busy && here.read.track.missing(step, &here.context()).is_empty();
    (is_full && !own_way).then(|| Notice::info(t.all_filled()).text(t.all_filled_text()))
}

/// The form as it is kept. Step 1 begins with what is known of this school year (2-16 to 2-18).
fn kept(here: &Here) -> Form {
    let content = here.read.track.content(here.at.step);
    let mut form = content.to_form(here.at.definition(), &here.context());
    if here.at.step == StepNumber::FACTS && here.dossier().status_of(here.at.step) == StepStatus::NotStarted {
        let facts = here.learner.value.facts(domain::calendar::SchoolYear::of(here.desk.today()));
        form.set("year-level", facts.year_level.map(|level| level.value).unwrap_or_default());
        form.set("school-type", facts.school_type.map(|kind| kind.value).unwrap_or_default());
        form.set("contact-person", facts.contact.map(|contact| contact.value.to_string()).unwrap_or_default());
    }
    form
}

fn fields(here: &Here, unkept: &Unkept) -> Result<(Option<Html>, Vec<Wrong>), Problem> {
    let (context, goals, names) = (here.context(), here.goals(), here.names());
    let staff: Vec<(String, String)> = here.choosable().into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let maker = Maker {
        step: here.at.step,
        locale: here.desk.locale(),
        form: &unkept.form,
        faults: &unkept.faults,
        context: &context,
        staff: &staff,
        refers: here.refers(&goals, &names),
    };
    let (blocks, wrong) = maker.make();
    let html = Html::render(&blocks)?;
    Ok((Some(html), wrong))
}

/// The lines under the title: not kept yet, saved, or finished, and by whom; and of a finished plan, that its links went.
fn status(here: &Here, unkept: bool) -> Vec<StatusLine> {
    let t = t(here.desk.locale());
    let last = here.read.track.steps.get(&here.at.step).and_then(|step| step.last());
    let line = match last {
        _ if unkept => StatusLine::Unsaved(t.unsaved()),
        None => StatusLine::Unsaved(t.nothing_yet()),
        Some(last) => {
            let by = t.by(dates::moment(last.at, here.desk.locale()), &last.by.name);
            if here.dossier().status_of(here.at.step).is_done() {
                StatusLine::Finished(by)
            } else {
                StatusLine::Saved(by)
            }
        }
    };
    let finished = matches!(line, StatusLine::Finished(_));
    let sent = if finished && here.at.step == StepNumber::PLAN { here.read.sent() } else { None };
    let sent = sent.map(|at| StatusLine::Sent(dates::moment(at, here.desk.locale())));
    [line].into_iter().chain(sent).collect()
}

/// The buttons beside "save", by step.
fn finishing(here: &Here) -> Vec<Button> {
    let t = t(here.desk.locale());
    let finish = format!("{}/finish", here.at.href());
    let act = |label, act: &str| Button::new(label).secondary().named("act", act).action(&finish);
    match here.at.step {
        StepNumber::PLAN if !here.may(Action::AskConsent) => Vec::new(),
        StepNumber::PLAN => vec![act(t.finish_plan(), "finish")],
        StepNumber::OUTCOME if !here.may(Action::Archive) => Vec::new(),
        StepNumber::OUTCOME => vec![
            Button::new(t.archive())
                .secondary()
                .named("act", "archive")
                .action(format!("/dossiers/{}/archive", here.at.dossier)),
        ],
        StepNumber::TOOLBOX => vec![act(t.finish(), "finish"), act(t.skip(), "skip")],
        StepNumber::FACTS => vec![act(t.finish(), "finish")],
        _ => vec![act(t.finish(), "finish"), act(t.put_aside(), "put-aside")],
    }
}

/// Where to go from a step that is done: the next one that is not.
fn onward(here: &Here) -> Vec<Button> {
    let (t, dossier) = (t(here.desk.locale()), here.dossier());
    let after = StepNumber::ALL.into_iter().filter(|step| *step > here.at.step).chain(StepNumber::ALL);
    let next = after.into_iter().find(|step| dossier.is_running() && !dossier.status_of(*step).is_done());
    next.map(|step| {
        Button::new(t.go_on(step.to_string(), steps::title(step, here.desk.locale()))).href(href(here.at.dossier, step))
    })
    .into_iter()
    .collect()
}

fn reason(here: &Here, typed: &str, told: Option<String>) -> TextArea {
    let t = t(here.desk.locale());
    TextArea::new(words(here.desk.locale()), "reason", t.reason())
        .hint(t.reason_hint())
        .value(typed)
        .rows(3)
        .error(told)
}

fn reopen(here: &Here, refused: Option<TextArea>) -> Result<Option<Details>, Problem> {
    if here.read.track.can_reopen(here.at.step).is_err() || !here.may(Action::ReopenStep) {
        return Ok(None);
    }
    let t = t(here.desk.locale());
    let takes_plan =
        here.at.step < StepNumber::PLAN && here.dossier().status_of(StepNumber::PLAN) == StepStatus::Finished;
    let text = match here.at.step {
        _ if takes_plan => t.reopen_with_plan(),
        StepNumber::PLAN => t.reopen_plan(),
        _ => t.reopen_text(),
    };
    let is_refused = refused.is_some();
    let body = Reopen {
        action: format!("{}/reopen", here.at.href()),
        once: here.desk.once()?,
        text,
        reason: refused.unwrap_or_else(|| reason(here, "", None)),
        button: Button::new(t.reopen()).secondary(),
    };
    let html = Html::render(&body)?;
    let details = Details::new(t.reopen_title(), html);
    Ok(Some(if is_refused { details.open() } else { details }))
}

/// Who wrote when.
fn history(here: &Here) -> Option<Details> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let trail = &here.read.track.steps.get(&here.at.step)?.trail;
    let entries = trail.iter().rev().map(|entry| {
        let what = match &entry.act {
            StepAct::Saved => t.did_save(),
            StepAct::Finished => t.did_finish(),
            StepAct::PutAside => t.did_put_aside(),
            StepAct::Skipped => t.did_skip(),
            StepAct::Reopened { .. } => t.did_reopen(),
            StepAct::Imported => t.did_import(),
        };
        let detail = match &entry.act {
            StepAct::Reopened { reason } => format!("{}. {reason}", entry.by.name),
            _ => entry.by.name.clone(),
        };
        TimelineEntry::new(dates::moment(entry.at, locale), what).at(entry.at.to_string()).detail(detail)
    });
    Some(Details::new(t.history(), Html::of(Timeline::new(entries))))
}
